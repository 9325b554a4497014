"""Reading the committed source tables of the example counties."""

from __future__ import annotations

import tomllib
from pathlib import Path

import polars as pl

from sanding.base import UnknownId, _
from sanding.register import CLAIMS, TABLES, Table

COUNTIES = {"fushan": "141027", "hequ": "140930"}
DERIVED = {"headcount": ("body",), "leaders": ("body", "position")}  # sources that are no table


def home() -> Path:
    """The folder of the example counties: in the installed package, else in the checkout."""
    inside = Path(__file__).parent / "counties"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "examples" / "counties"


def sources(name: str, folder: Path) -> dict[str, pl.DataFrame]:
    """Return the source tables of a county: common rows, replaced and joined by its own.

    Local ids become national: every id and reference gets the county's code in front.
    """
    if name not in COUNTIES:
        raise UnknownId(_("示例县"), name)
    found: dict[str, pl.DataFrame] = {}
    for table in (*TABLES, *DERIVED):
        shared = _read(folder / "common" / f"{table}.csv", name)
        own = _read(folder / name / f"{table}.csv", name)
        joined = _joined(shared, own, TABLES.get(table))
        if joined is not None:
            found[table] = _national(joined, table, COUNTIES[name])
    return found


def claims(name: str, folder: Path) -> pl.DataFrame:
    """Return the published figures of a county; none if the file is not there."""
    path = folder / name / "CLAIMS.toml"
    if not path.is_file():
        return CLAIMS.empty()
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["claims"]
    columns = [column.name for column in CLAIMS.columns]
    table = {
        c: [row.get(c, COUNTIES[name] if c == "county" else None) for row in rows] for c in columns
    }
    return CLAIMS.conform(
        pl.DataFrame(table, schema={c.name: _loose(c.dtype) for c in CLAIMS.columns})
    )


def _loose(dtype: pl.DataType | type[pl.DataType]) -> pl.DataType:
    return pl.Int64() if dtype == pl.Int64 else pl.String()


def _read(path: Path, county: str) -> pl.DataFrame | None:
    if not path.is_file():
        return None
    frame = pl.read_csv(path, infer_schema=False)
    if "only" in frame.columns:
        mine = pl.col("only").is_null() | (pl.col("only") == county)
        frame = frame.filter(mine).drop("only")
    return frame


def _joined(
    shared: pl.DataFrame | None, own: pl.DataFrame | None, table: Table | None
) -> pl.DataFrame | None:
    if shared is None or own is None:
        return own if shared is None else shared
    key = [
        c for c in (table.key if table else ("body",)) if c in own.columns and c in shared.columns
    ]
    kept = shared.join(own, on=key, how="anti", nulls_equal=True)
    return pl.concat([kept, own], how="diagonal")


def _national(frame: pl.DataFrame, name: str, county: str) -> pl.DataFrame:
    table = TABLES.get(name)
    local = set(DERIVED.get(name, ()))
    if table is not None:
        local = {c.name for c in table.columns if c.ref and c.ref != "counties"}
        local |= {"id"} if table.has_id and name != "counties" else set()
    prefixed = [(pl.lit(f"{county}-") + pl.col(c)).alias(c) for c in frame.columns if c in local]
    return frame.with_columns(*prefixed, county=pl.lit(county))
