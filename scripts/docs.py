"""Write the pages that are made from code: the glossary and the reference pages in docs.

`python scripts/docs.py` writes them; with `--check` it only says which are out of date.
"""

from __future__ import annotations

import inspect
import sys
import tomllib
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml

from sanding.indicators.catalogue import CATALOGUE as INDICATORS
from sanding.indicators.indicator import Direction
from sanding.plan.catalogue import CATALOGUE as CHANGES
from sanding.plan.change import Change
from sanding.plan.describe import ARGUMENTS, HEAD
from sanding.register import CLAIMS, SCHEMA_VERSION, TABLES, Column, Fold, Table
from sanding.register.kinds import Kind
from sanding.register.schema import DUTY

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that it also runs as a program

from scripts import rule_pages  # noqa: E402 - after the path is known

TERMS = ROOT / "src" / "sanding" / "terms.toml"
STORIES = ROOT / "tests" / "stories" / "plan"
FOLDS = {Fold.ADD: "counts add up", Fold.HEIR: "the heir's row stays"}
BETTER = {Direction.LESS: "less 越少越好", Direction.MORE: "more 越多越好", Direction.NEITHER: ""}


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


def bare(hint: Any) -> Any:
    """Return a type without the None that may stand beside it."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(one for one in get_args(hint) if one is not types.NoneType)
    return hint


def argument_type(one: Field[Any], hint: Any) -> str:
    """Return the type of a change's argument in plain words."""
    hint = bare(hint)
    if get_origin(hint) is tuple:
        return "list of ids"
    if get_origin(hint) is not None:
        return "counts by kind of post"
    if "ref" in one.metadata:
        return "new id" if one.metadata.get("new") else "id"
    if issubclass(hint, Kind):
        return "one of"
    return {str: "text", int: "integer", date: "date"}[hint]


def argument_values(one: Field[Any], hint: Any) -> str:
    """Return the table an argument refers to, or the values it may take."""
    if "ref" in one.metadata:
        table = TABLES[one.metadata["ref"]]
        return f"[{table.label}](register.md#{table.name})"
    kinds = [kind for kind in (bare(hint), *get_args(bare(hint))) if isinstance(kind, type)]
    members = [member for kind in kinds if issubclass(kind, Kind) for member in kind]
    return "、".join(f"{member.label} `{member.value}`" for member in members)


def argument_row(one: Field[Any], hint: Any) -> list[str]:
    """Return one line of a change's arguments."""
    required = one.default is MISSING and one.default_factory is MISSING
    given = "yes, may be `null`" if bare(hint) is not hint else "yes"
    return [
        f"`{one.name}`",
        ARGUMENTS[one.name],
        argument_type(one, hint),
        given if required else "",
        argument_values(one, hint),
    ]


def example(kind: type[Change]) -> str:
    """Return the change of the kind's first story that works, as it stands in a plan file."""
    file = STORIES / f"{kind.kind}.yaml"
    told: Mapping[str, Any] = (
        yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else {}
    )
    works = [story for story in told.values() if "refused" not in story]
    if not works:
        return ""
    plain = {"id": "变更一", "kind": kind.kind, **works[0]["change"]}
    if "county" in {one.name for one in fields(kind)}:
        plain.setdefault("county", "141027")  # stories leave it to their county
    text = yaml.safe_dump([plain], allow_unicode=True, sort_keys=False, width=90).rstrip()
    return f"\n\n```yaml\n{text}\n```"


def change_part(kind: type[Change]) -> str:
    """Return what there is to say about one kind of change."""
    hints = get_type_hints(kind)
    rows = [argument_row(one, hints[one.name]) for one in fields(kind) if one.name not in HEAD]
    heads = ["argument", "表头", "type", "required", "refers to, values"]
    return (
        f'<a id="{kind.kind}"></a>\n\n## {kind.label} {kind.kind}\n\n'
        f"{inspect.cleandoc(kind.__doc__ or '')}\n\n{table_of(heads, rows)}{example(kind)}"
    )


def changes() -> str:
    """Return the reference of the kinds of change."""
    rows = [
        [f"[{kind.kind}](#{kind.kind})", kind.label, (kind.__doc__ or "").partition("\n")[0]]
        for kind in CHANGES
    ]
    head = "、".join(f"`{name}`" for name in HEAD)
    return (
        f"# The {len(CHANGES)} kinds of change\n\nMade by `make docs` from `src/sanding/plan` and"
        " the stories in `tests/stories/plan`; do not edit here.\nA plan file lists changes under"
        f" `changes:`; every change also takes {head}.\nAn *id* is one that stands in the table"
        " named, a *new id* one that never was used; the examples have plain words for ids.\n"
        "How to write a plan is told in the"
        " [manual](manual/04-写改革方案.md) (Chinese).\n\n"
        + "\n\n".join([table_of(["kind", "变更", "does"], rows), *map(change_part, CHANGES)])
        + "\n"
    )


def indicators() -> str:
    """Return the reference of the indicators."""
    rows = [
        [f"`{one.id}`", one.label, one.unit, BETTER[one.direction], one.scope] for one in INDICATORS
    ]
    return (
        "# The indicators\n\nMade by `make docs` from `src/sanding/indicators`; do not edit here."
        "\nEach is counted from rows of the register; what the figures say is told in the"
        " [manual](manual/05-看结果.md) (Chinese).\n\n"
        + table_of(["id", "指标", "unit", "better", "口径"], rows)
        + "\n"
    )


PAGES: dict[str, Callable[[], str]] = {
    "GLOSSARY.md": glossary,
    "docs/register.md": dictionary,
    "docs/changes.md": changes,
    "docs/indicators.md": indicators,
}


def every_page() -> dict[str, str]:
    """Return every generated page by its path."""
    return {name: page() for name, page in PAGES.items()} | rule_pages.pages()


def stale() -> list[str]:
    """Return the pages that are not what the code says now, and those nothing makes any more."""
    made = every_page()
    there = {str(file.relative_to(ROOT)) for file in (ROOT / "docs" / "rules").glob("*.md")}
    return [
        name
        for name, page in made.items()
        if not (ROOT / name).exists() or (ROOT / name).read_text(encoding="utf-8") != page
    ] + sorted(there - set(made))


def main(*, check: bool) -> int:
    """Write every page, or only report; return the exit code."""
    if check:
        names = stale()
        for name in names:
            sys.stderr.write(f"{name} is out of date: make docs\n")
        return 1 if names else 0
    for name, page in every_page().items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
