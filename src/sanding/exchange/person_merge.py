"""People of a list laid over those of a register: who is who, what is kept, who is new or gone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from sanding.base import _
from sanding.exchange.mapping import COLUMNS, UNIT_COLUMNS, plain
from sanding.exchange.mismatches import Mismatch, NoteKind
from sanding.exchange.person_values import Values, fits
from sanding.register import TABLES
from sanding.register.kinds import PersonStatus

PEOPLE = TABLES["people"]
LEFT, IN_POST = str(PersonStatus.LEFT), str(PersonStatus.IN_POST)
GONE = [LEFT, str(PersonStatus.RETIRED)]
NONE = "无"  # says that there is nothing, where a blank says nothing
_LASTING = ("id_number", "sex", "born_on", "worked_since", "identity", "status")
_KEYS = (  # many lists know no day of birth
    ("name", "born_on", "body"), ("name", "__month", "body"), ("name", "born_on"),
    ("name", "__month"), ("name", "body"),
)  # fmt: skip


def merged(values: Values, old: pl.DataFrame, county: str) -> pl.DataFrame:
    """People of the list with their ids, and the `sheet` and `row` they stand in.

    Who is recognised keeps what the list says nothing of: a column that it lacks, a cell without
    a value. What is only supposed (in post, identity by kind of post) is for newcomers.
    """
    ids = _recognised(_typed(values.frame), old)
    was = old.select("id", pl.all().exclude("id").name.prefix("was_"))
    frame = values.frame.with_columns(ids)
    values.frame = frame.join(was, on="id", how="left", maintain_order="left")
    _notes(values)
    people = values.frame.select(
        "sheet", "row", "id", pl.lit(county).alias("county"), *_columns(values)
    )
    return _numbered(people, old, county)


def gone(
    people: pl.DataFrame, appointments: pl.DataFrame, ids: tuple[str, ...], day: date
) -> dict[str, pl.DataFrame]:
    """Tables in which these people have left on `day`; their ids stay, so none is used again."""
    left = pl.col("id").is_in(ids)
    status = pl.lit(LEFT).cast(PEOPLE.column["status"].dtype)
    ends = pl.col("person").is_in(ids) & pl.col("until").is_null()
    return {
        "people": people.with_columns(
            status=pl.when(left).then(status).otherwise("status"),
            left_on=pl.when(left).then(pl.lit(day)).otherwise("left_on"),
        ),
        "appointments": appointments.with_columns(
            until=pl.when(ends).then(pl.lit(day)).otherwise("until")
        ),
    }


def _value(frame: pl.DataFrame, column: str) -> str | None:
    """Where the value of a column of the register stands, if the list has it."""
    if column not in COLUMNS or column in UNIT_COLUMNS:
        return None
    names = (f"{column}__id", f"{column}__value")
    return next((name for name in names if name in frame.columns), None)


def _typed(frame: pl.DataFrame) -> pl.DataFrame:
    """What people are recognised by."""
    taken = {c: _value(frame, c) for c in ("name", "id_number", "born_on", "body")}
    return _with_month(frame.select(pl.col(v).alias(c) for c, v in taken.items() if v))


def _with_month(frame: pl.DataFrame) -> pl.DataFrame:
    if "born_on" not in frame.columns:
        return frame
    return frame.with_columns(__month=pl.col("born_on").dt.truncate("1mo"))


def _columns(values: Values) -> Iterator[pl.Expr]:
    """Every column: as the list says, else as it was."""
    for column in PEOPLE.columns:
        name, was = column.name, pl.col(f"was_{column.name}")
        found = _value(values.frame, name)
        if name in ("id", "county"):
            continue
        value = was if found is None else pl.col(found).cast(column.dtype)
        if found is not None:
            told = _told(values, name) | value.is_not_null()
            value = pl.when(told).then(value).otherwise(was)
        if f"{name}__month" in values.frame.columns:  # the day known before is no other day
            same = value.dt.truncate("1mo") == was.dt.truncate("1mo")
            same &= pl.col(f"{name}__month") & (value.dt.day() == 1)
            value = pl.when(same).then(was).otherwise(value)
        if name == "status":
            value = _status(values)
        elif name == "identity":
            value = pl.coalesce(value, pl.col("identity__implied").cast(column.dtype))
        elif name == "left_on":
            back = pl.col("was_status").cast(pl.String).is_in(GONE)
            back &= ~_status(values).cast(pl.String).is_in(GONE) & ~_told(values, name)
            value = pl.when(back).then(None).otherwise(value)
        yield value.alias(name)


def _told(values: Values, column: str) -> pl.Expr:
    """Whether the list says anything in this cell: a dash says nothing, 无 says none."""
    if not values.has(column):
        return pl.lit(False)
    blanks = [plain(one) for one in values.mapping.blanks]
    if column not in _LASTING:
        blanks = [one for one in blanks if one != NONE]
    text = pl.col(column).str.replace_all(r"\s", "").str.normalize("NFKC")
    return text.is_not_null() & ~text.is_in(blanks)


def _status(values: Values) -> pl.Expr:
    told = pl.col("status__value") if values.has("status__value") else pl.lit(None, pl.String)
    was = pl.col("was_status").cast(pl.String)
    status = pl.coalesce(told, pl.when(was != LEFT).then(was), pl.lit(IN_POST))
    return status.cast(PEOPLE.column["status"].dtype)


def _notes(values: Values) -> None:
    """Note what was supposed, and who came back; refuse a kind of post that the person denies."""
    blank = ~_told(values, "identity")
    was = pl.col("was_identity").cast(pl.String)
    supposed = blank & (pl.col("identity__value").is_not_null() | was.is_null())
    message = _("没有人员身份，按编制类型推定，请核对")
    values.note("identity", supposed, NoteKind.INFERRED, message)
    back = pl.col("was_status").cast(pl.String) == LEFT
    if values.has("status__value"):
        back &= pl.col("status__value").is_null()
    message = _("原为离职，又列在本表中，已恢复为在职，请核对")
    values.note("name", back, NoteKind.INFERRED, message)
    moved = pl.col("kind__value") != pl.col("was_kind").cast(pl.String)
    apart = moved & pl.col("identity__value").is_null() & ~fits(pl.col("kind__value"), was)
    message = _("编制类型改为“{value}”，与台账中的人员身份不符；请核对，或写明人员身份")
    values.blame("kind", apart, Mismatch.IDENTITY_DISAGREES, message)


def _recognised(sheet: pl.DataFrame, old: pl.DataFrame) -> pl.Series:
    """Ids that people of the register have: by number, else by name, birth and body.

    Who left comes last, and never by name and body alone: a namesake may have followed.
    """
    sheet = sheet.with_row_index("__at").with_columns(id=pl.lit(None, pl.String))
    old = _with_month(old)
    left = pl.col("status").cast(pl.String) == LEFT
    tries: list[tuple[tuple[str, ...], pl.DataFrame]] = [(("id_number",), old)]
    tries += [(key, old.filter(~left)) for key in _KEYS]
    tries += [(key, old.filter(left)) for key in _KEYS[:-1]]
    for key, among in tries:
        if not set(key) <= set(sheet.columns):
            continue
        free = among.filter(~pl.col("id").is_in(sheet.get_column("id").drop_nulls().implode()))
        free = free.drop_nulls(key).unique(key, keep="none")
        open_ = sheet.filter(pl.col("id").is_null()).drop_nulls(key).unique(key, keep="none")
        both = open_.select("__at", *key).join(free.select(*key, found="id"), on=key)
        both = _not_contradicted(both, sheet, old, key)
        found = both.select("__at", "found")
        sheet = sheet.join(found, on="__at", how="left", maintain_order="left")
        sheet = sheet.with_columns(id=pl.coalesce("id", "found")).drop("found")
    return sheet.get_column("id")


def _not_contradicted(
    both: pl.DataFrame, sheet: pl.DataFrame, old: pl.DataFrame, key: tuple[str, ...]
) -> pl.DataFrame:
    """Leave out pairs whose numbers or births are both known and differ."""
    told = [c for c in ("id_number", "born_on") if c in sheet.columns and c not in key]
    if not told or key == ("id_number",):
        return both  # a birth may be corrected, a number says who it is
    both = both.join(sheet.select("__at", *told), on="__at", how="left")
    was = old.select(found="id", **{f"was_{c}": c for c in told})
    both = both.join(was, on="found", how="left")
    for column in told:
        new, before = pl.col(column), pl.col(f"was_{column}")
        differs = new != before
        if column == "born_on":  # the first of a month may be a month without its day
            loose = (new.dt.day() == 1) | (before.dt.day() == 1)
            differs &= ~(loose & (new.dt.truncate("1mo") == before.dt.truncate("1mo")))
        both = both.filter(~differs.fill_null(False))
    return both


def _numbered(people: pl.DataFrame, old: pl.DataFrame, county: str) -> pl.DataFrame:
    """Give newcomers the next numbers, whatever the order of rows and columns in the sheet."""
    prefix = f"{county}-r-"
    used = old.get_column("id").str.extract(rf"^{prefix}(\d+)$").cast(pl.Int64, strict=False).max()
    start = (int(used) if isinstance(used, int) else 0) + 1
    order = ["body", "name", "born_on", "id_number"]
    order += sorted(c for c in people.columns if c not in (*order, "id", "sheet", "row"))
    new = people.filter(pl.col("id").is_null()).sort(pl.col(order).cast(pl.String))
    number = pl.int_range(start, start + new.height, eager=True).cast(pl.String).str.zfill(5)
    new = new.with_columns((prefix + number).alias("id"))
    return pl.concat([people.filter(pl.col("id").is_not_null()), new])
