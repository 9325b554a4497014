"""Commands of the account room."""
