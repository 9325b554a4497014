"""The plan room's pages: lists, drawing a plan up, looking at it, deciding on it."""
