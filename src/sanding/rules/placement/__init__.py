"""Rules on the placement, one file each."""
