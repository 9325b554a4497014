"""The command line: parse, call, print; a contract that other tools call.

`app` holds the commands, `show` the tables an officer reads, `files` which kind of file was named.
Exit codes: 0 fine, 1 findings of severity error, 2 input that cannot be read, 3 impossible.
"""

from sanding.cli.main import main

__all__ = ["main"]
