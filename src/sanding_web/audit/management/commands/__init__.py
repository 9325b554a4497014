"""Commands of the trail: verify, head, backup, restore."""
