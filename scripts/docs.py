"""Write the pages that are made from code: GLOSSARY.md and docs/register.md.

`python scripts/docs.py` writes them; with `--check` it only says which are out of date.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from sanding.register import CLAIMS, SCHEMA_VERSION, TABLES, Column, Fold, Table
from sanding.register.schema import DUTY

ROOT = Path(__file__).resolve().parents[1]
TERMS = ROOT / "src" / "sanding" / "terms.toml"
FOLDS = {Fold.ADD: "counts add up", Fold.HEIR: "the heir's row stays"}


def cell(text: str) -> str:
    """Return text that cannot break a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def table_of(heads: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell(text) for text in line) + " |" for line in lines)


def glossary() -> str:
    """Return the glossary: one Chinese term, one English word, its identifiers."""
    terms = tomllib.loads(TERMS.read_text(encoding="utf-8"))["term"]
    rows = [
        [
            term["zh"],
            term["en"],
            term["means"],
            " ".join(f"`{name}`" for name in term["names"]),
            ", ".join(term["avoid"]),
            term["source"],
        ]
        for term in terms
    ]
    heads = ["term", "English", "means", "names", "avoid", "source"]
    return (
        "# Glossary\n\nMade by `make docs` from `src/sanding/terms.toml`; do not edit here.\n"
        "One Chinese term has one English word and one identifier; what stands under *avoid* is no"
        " name for it.\n\n" + table_of(heads, rows) + "\n"
    )


def values(column: Column) -> str:
    """Return the allowed values with the Chinese an officer writes, or the check of the code."""
    if column.kind is not None:
        return "、".join(f"{member.label} `{member.value}`" for member in column.kind)
    if column.code is not None:
        return f"checked code `{column.code.name}`"
    return "" if column.minimum is None else f"≥ {column.minimum}"


def type_name(column: Column) -> str:
    """Return the type in plain words."""
    names = {"String": "text", "Int32": "integer", "Int64": "integer", "Date": "date"}
    name = str(column.dtype).partition("(")[0]
    return names.get(name, {"Boolean": "yes or no", "Enum": "one of"}.get(name, name))


def dictionary_row(table: Table, column: Column) -> list[str]:
    """Return one line of the data dictionary."""
    personal = ""
    if column.personal is not None:
        personal = column.personal.purpose + ("（敏感）" if column.personal.sensitive else "")
    key = "key" if column.name in table.key else ""
    return [
        f"`{column.name}`",
        column.label,
        type_name(column) + (f", {column.unit}" if column.unit else ""),
        key or ("yes" if column.required else ""),
        f"[{column.ref}](#{column.ref})" if column.ref else values(column),
        column.means,
        personal,
    ]


def dictionary() -> str:
    """Return the data dictionary of the register."""
    heads = ["column", "表头", "type", "required", "refers to, values", "说明", "个人信息用途"]
    parts = [
        f"# The register, column by column\n\nMade by `make docs` from"
        f" `src/sanding/register/schema.py` (schema version {SCHEMA_VERSION}); do not edit here.\n"
        "Counts are integers, money is in fen, days are dates, ids are text and unique in the"
        f" nation.\nPersonal columns are kept by virtue of {DUTY}.\n\n"
        + table_of(
            ["table", "表", "rows", "holds"],
            [
                [f"[{t.name}](#{t.name})", t.label, "may be empty" if t.optional else "", t.means]
                for t in TABLES.values()
            ],
        )
    ]
    for table in (*TABLES.values(), CLAIMS):
        rows = [dictionary_row(table, column) for column in table.columns]
        parts.append(
            f'<a id="{table.name}"></a>\n\n## {table.label} {table.name}\n\n'
            f"{table.means} When the keys of two rows meet: {FOLDS[table.fold]}.\n\n"
            f"{table_of(heads, rows)}"
        )
    return "\n\n".join(parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {"GLOSSARY.md": glossary, "docs/register.md": dictionary}


def stale() -> list[str]:
    """Return the pages that are not what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != page()
    ]


def main(*, check: bool) -> int:
    """Write every page, or only report; return the exit code."""
    if check:
        names = stale()
        for name in names:
            sys.stderr.write(f"{name} is out of date: make docs\n")
        return 1 if names else 0
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
