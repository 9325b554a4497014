"""Programs that set up, check and document the project."""
