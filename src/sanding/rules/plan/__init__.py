"""Rules on the plan, one file each."""
