"""Rules on the register, one file each."""
