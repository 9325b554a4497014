"""Exit codes, a contract with the tools that call."""

from __future__ import annotations

FINDINGS = 1  # findings of severity error
UNREADABLE = 2  # input that cannot be read or imported
IMPOSSIBLE = 3  # a plan that cannot be carried out
FAULTY = 70  # the program itself is at fault
INTERRUPTED = 130  # stopped from the keyboard
