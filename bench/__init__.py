"""Claims of speed: one file per claim, us and the peers in one run, each in its own process."""
