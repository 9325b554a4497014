"""`python -m sanding` is the command line."""

from sanding.cli import main

main()
