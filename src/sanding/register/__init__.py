"""The register (台账): the county as a small set of typed tables.

`kinds` lists allowed values, `table` says what a table and a column are, `schema` declares every
table once, `register` holds the immutable snapshot with its content hash, `integrity` finds what
is broken in it. Reading and writing of files is in `exchange`; changing a register is in `plan`.
"""

from sanding.register.register import Engine, Frames, Key, Register, Rows, engine_for
from sanding.register.schema import CLAIMS, SCHEMA_VERSION, TABLES, referring
from sanding.register.table import LARGEST, Code, Column, Fold, Personal, Table

__all__ = [
    "CLAIMS",
    "LARGEST",
    "SCHEMA_VERSION",
    "TABLES",
    "Code",
    "Column",
    "Engine",
    "Fold",
    "Frames",
    "Key",
    "Personal",
    "Register",
    "Rows",
    "Table",
    "engine_for",
    "referring",
]
