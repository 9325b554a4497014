"""Commands of the account room: demonstration accounts, the first administrator."""
