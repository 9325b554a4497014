"""The example content holds what was promised: enough of it, whole, without repeats."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sanding.register.kinds import Certainty, EnforcementField, StepRole, TimeUnit
from sanding.register.schema import TABLES
from sanding.register.table import Table

EXAMPLES = Path(__file__).parents[3] / "examples" / "counties"
COMMON = EXAMPLES / "common"
COUNTIES = ("fushan", "hequ")
CONTENT = (
    "duties", "powers", "windows", "items", "materials", "item_materials", "bundles",
    "bundle_items", "processes", "steps", "sections",
)  # fmt: skip
OWN = ("duties", "powers", "windows", "items", "materials", "bundles", "processes", "sections")
INSURANCES = {
    "i-yanglao-canbao": ("sbzx", "w-yanglao"),
    "i-gongshang-canbao": ("gszx", "w-gongshang"),
    "i-shiye-canbao": ("syzx", "w-shiye"),
}
SOURCES = sorted(path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob("*/*.csv"))
LEGAL_DAYS = (TimeUnit.WORKING_DAYS.value, TimeUnit.DAYS.value)


def source(path: Path) -> pl.DataFrame:
    """Read a source table as text, empty cells as null."""
    return pl.read_csv(path, infer_schema=False)


def rows(table: str, county: str) -> pl.DataFrame:
    """Rows of a county: the common ones, each replaced by the county's own of the same key."""
    parts = []
    if (COMMON / f"{table}.csv").exists():
        shared = source(COMMON / f"{table}.csv")
        if "only" in shared.columns:
            everywhere = pl.col("only").is_null() | (pl.col("only") == county)
            shared = shared.filter(everywhere).drop("only")
        parts.append(shared)
    if (EXAMPLES / county / f"{table}.csv").exists():
        parts.append(source(EXAMPLES / county / f"{table}.csv"))
    assert parts, f"{table}.csv is missing"
    whole = pl.concat(parts, how="diagonal")
    return whole.unique(list(TABLES[table].key), keep="last", maintain_order=True)


def with_columns(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Add the declared columns that the source leaves out."""
    missing = [c.name for c in table.columns if c.name not in frame.columns]
    return frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in missing)


@pytest.fixture(params=COUNTIES)
def county(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_county_has_350_duties(county: str) -> None:
    assert rows("duties", county).height >= 350


def test_a_county_has_300_powers_over_the_nine_fields_and_beyond(county: str) -> None:
    powers = rows("powers", county)
    fields = set(powers.get_column("field").to_list())
    assert powers.height >= 300
    assert fields >= {field.value for field in EnforcementField}
    assert None in fields


def test_a_county_has_150_items_with_materials_and_a_statutory_limit(county: str) -> None:
    papers = rows("item_materials", county).rename({"item": "id"})
    whole = rows("items", county).filter(
        pl.col("statutory_limit").is_not_null() & pl.col("statutory_unit").is_not_null()
    )
    assert whole.join(papers, on="id", how="semi").height >= 150


def test_every_item_asks_for_two_to_eight_papers(county: str) -> None:
    papers = rows("item_materials", county).group_by("item").len()
    assert set(papers.get_column("item")) == set(rows("items", county).get_column("id"))
    assert papers.get_column("len").is_between(2, 8).all()


def test_150_materials_or_more_and_every_one_is_asked_for(county: str) -> None:
    materials = rows("materials", county).get_column("id")
    asked = rows("item_materials", county).get_column("material")
    assert materials.len() >= 150
    assert set(materials) == set(asked)
    assert asked.value_counts().filter(pl.col("count") >= 3).height >= 50


def test_a_promise_is_never_longer_than_the_law_allows(county: str) -> None:
    items = rows("items", county)
    days = items.filter(pl.col("promised_unit").is_in(LEGAL_DAYS))
    assert days.filter(pl.col("promised_unit") != pl.col("statutory_unit")).is_empty()
    promised, allowed = (pl.col(f"{n}_limit").cast(pl.Int32) for n in ("promised", "statutory"))
    assert days.filter(promised > allowed).is_empty()
    at_once = items.filter(pl.col("promised_unit") == TimeUnit.IMMEDIATE.value)
    assert at_once.filter(pl.col("promised_limit") != "0").is_empty()


def test_the_three_insurances_stand_at_three_windows(county: str) -> None:
    items = rows("items", county).filter(pl.col("id").is_in(list(INSURANCES)))
    assert {i: (b, w) for i, b, w in items.select("id", "body", "window").rows()} == INSURANCES
    windows = rows("windows", county)
    seats = dict(windows.select("id", "body").rows())
    assert {w: seats[w] for _, w in INSURANCES.values()} == {w: b for b, w in INSURANCES.values()}
    bundled = rows("bundle_items", county).filter(pl.col("bundle") == "b-sanxian")
    assert set(bundled.get_column("item")) == set(INSURANCES)


def test_the_three_insurances_ask_for_overlapping_papers(county: str) -> None:
    papers = rows("item_materials", county)
    sets = [set(papers.filter(pl.col("item") == i).get_column("material")) for i in INSURANCES]
    asked = sum(map(len, sets))
    assert set.intersection(*sets)
    assert len(set.union(*sets)) < asked
    assert all(own - set.union(*(s for s in sets if s is not own)) for own in sets)


def test_every_bundle_joins_items_of_several_bodies(county: str) -> None:
    items = rows("items", county).select(item="id", body="body")
    bodies = rows("bundle_items", county).join(items, on="item").group_by("bundle")
    spread = bodies.agg(pl.col("body").n_unique())
    assert spread.height == rows("bundles", county).height >= 10
    assert spread.filter(pl.col("body") < 2).is_empty()


def test_the_road_project_runs_through_four_documented_steps(county: str) -> None:
    steps = rows("steps", county).filter(pl.col("process") == "pr-road")
    steps = steps.sort(pl.col("order").cast(pl.Int32))
    roles = [StepRole.SECTION, StepRole.DEPUTY_IN_CHARGE, StepRole.HEAD]
    roles.append(StepRole.COUNTY_LEADER_IN_CHARGE)
    assert steps.get_column("order").to_list() == ["1", "2", "3", "4"]
    assert steps.get_column("role").to_list() == [role.value for role in roles]
    assert steps.get_column("body").to_list() == ["fgj"] * 4
    assert steps.get_column("section").to_list() == ["fgj-gj", "fgj-gj", None, None]
    assert set(steps.select("certainty", "source").rows()) == {("documented", "S01")}


def test_dropping_two_layers_of_the_road_project_saves_a_working_week(county: str) -> None:
    steps = rows("steps", county).filter(pl.col("process") == "pr-road")
    dropped = (StepRole.DEPUTY_IN_CHARGE.value, StepRole.HEAD.value)
    waits = steps.filter(pl.col("role").is_in(dropped)).get_column("wait_hours")
    assert waits.cast(pl.Int32).sum() == 40


def test_steps_are_numbered_from_one_and_every_process_has_some(county: str) -> None:
    steps = rows("steps", county).group_by("process").agg(pl.col("order").cast(pl.Int32).sort())
    assert set(steps.get_column("process")) == set(rows("processes", county).get_column("id"))
    for order in steps.get_column("order").to_list():
        assert order == list(range(1, len(order) + 1))


def test_the_steps_of_a_process_fit_into_what_its_item_promises(county: str) -> None:
    hours = pl.col("wait_hours").cast(pl.Int32) + pl.col("work_minutes").cast(pl.Int32) / 60
    taken = rows("steps", county).group_by(id="process").agg(hours=hours.sum())
    promised = rows("items", county).select("promised_limit", "promised_unit", item="id")
    whole = rows("processes", county).join(taken, on="id").join(promised, on="item")
    week = pl.when(pl.col("promised_unit") == TimeUnit.DAYS.value).then(7).otherwise(5)
    allowed = pl.col("promised_limit").cast(pl.Int32) * 5 * 8 / week
    assert whole.filter(pl.col("hours") > allowed).get_column("name").to_list() == []


def test_civil_affairs_and_human_resources_have_27_sections(county: str) -> None:
    sections = rows("sections", county)
    assert sections.filter(pl.col("body").is_in(["mzj", "rsj"])).height == 27


@pytest.mark.parametrize("table", ["duties", "powers", "items"])
def test_no_name_stands_twice(county: str, table: str) -> None:
    names = rows(table, county).get_column("name").str.strip_chars()
    assert names.filter(names.is_duplicated()).unique().to_list() == []
    assert (names.str.len_chars() >= 4).all()


@pytest.mark.parametrize("place", SOURCES)
def test_every_row_says_how_sure_it_is(place: str) -> None:
    frame = source(EXAMPLES / place)
    assert frame.get_column("certainty").is_in([c.value for c in Certainty]).all()
    documented = frame.filter(pl.col("certainty") == Certainty.DOCUMENTED.value)
    assert documented.is_empty() or documented.get_column("source").is_not_null().all()


@pytest.mark.parametrize("name", CONTENT)
def test_content_keeps_to_the_declared_columns_and_values(county: str, name: str) -> None:
    table, frame = TABLES[name], rows(name, county)
    assert set(frame.columns) <= set(table.column)
    for column in table.columns:
        if column.kind is not None and column.name in frame.columns:
            allowed = {kind.value for kind in column.kind}
            assert set(frame.get_column(column.name).drop_nulls()) <= allowed
        if column.required and column.name != "county":
            assert frame.get_column(column.name).null_count() == 0, column.name


@pytest.mark.parametrize("name", CONTENT)
def test_content_refers_only_to_what_exists(county: str, name: str) -> None:
    table, frame = TABLES[name], rows(name, county)
    whole = with_columns(table, frame)
    for target in ("bodies", "teams", *OWN):
        for column in table.refs(target):
            known = set(rows(target, county).get_column("id"))
            used = set(whole.get_column(column).drop_nulls())
            assert used <= known, f"{name}.{column}: {sorted(used - known)}"
