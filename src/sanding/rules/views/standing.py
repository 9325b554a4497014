"""Where people stand once every placement is carried out: body, section, positions, who leads."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sanding.register.kinds import AppointmentKind, Identity, PositionRole, PostKind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.views import GONE, holders, text

# outcomes by which a person gives up body and positions
LEAVING = [str(Outcome.RETIRE), str(Outcome.EARLY_RETIRE), str(Outcome.FLEXIBLE_EARLY),
           str(Outcome.RESIGN), str(Outcome.DISMISS)]  # fmt: skip
LEADERS = [str(PositionRole.COUNTY_LEADER), str(PositionRole.CHIEF),
           str(PositionRole.EXECUTIVE_DEPUTY), str(PositionRole.DEPUTY),
           str(PositionRole.OTHER_LEADER), str(PositionRole.PARTY_GROUP_SECRETARY)]  # fmt: skip
SECTION_LEADERS = [str(PositionRole.SECTION_CHIEF), str(PositionRole.SECTION_DEPUTY)]
CIVIL = [str(Identity.CIVIL_SERVANT), str(Identity.CIVIL_SERVICE_REFERENCE)]
TOP, MIDDLE, BOTTOM, LOOSE = "top", "middle", "bottom", "loose"  # see `standing`


def moves(brief: Brief) -> pl.LazyFrame:
    """Placements as moves: who goes, and where who stays stands after it.

    Columns `person, leaves` (gone by the time the last of the others is placed), `pooled` (stays
    on a post without a position), `listed` (over posts until a day), `to_body, to_section,
    to_position, to_identity, to_kind, to_rank` (texts, null where the placement does not say),
    `lent_to` (the position of an assignment that leaves body, section and positions as they are).
    """
    outcome = text("outcome")
    out = outcome.is_in(LEAVING)
    goes = pl.coalesce("retires_on", "effective_on")
    last = pl.col("effective_on").filter(~out).max().fill_null(pl.lit(brief.on))
    over = (outcome == str(Outcome.OVER_POSTS)) & pl.col("absorb_by").is_not_null()
    # a body named without a kind of post is only the host (公务员法第七十二条)
    lent = (outcome == str(Outcome.ASSIGNMENT)) & pl.col("kind").is_null()
    to = {f"to_{name}": pl.when(~lent).then(name) for name in ("body", "section", "position")}
    return brief["placements"].select(
        "person", leaves=out & (goes <= last).fill_null(value=True), listed=over,
        pooled=outcome == str(Outcome.POOL), **to, to_kind=text("kind"),
        to_identity=text("identity"), to_rank=text("rank"),
        lent_to=pl.when(lent).then("position"),
    )  # fmt: skip


def standing(brief: Brief) -> pl.LazyFrame:
    """Who holds a position after the placements or has kin, one row per position, or one without.

    Columns `person, placed, came` (into this position by a placement), `identity, body, host` (the
    body whose staff they are with), `section, section_name, position, position_name, role,
    reports_to, appointed`, `tier`: top (the body's leaders), middle (its sections' leaders), bottom
    (in a section), loose (in a body without sections); null where the register does not tell.
    """
    people = (
        brief["people"]
        .filter(~text("status").is_in(GONE))
        .select(person="id", identity=text("identity"), body="body", section="section")
        .join(_concerned(brief), on="person", how="semi")
        .join(brief.shared(moves), on="person", how="left")
        .filter(~pl.col("leaves").fill_null(value=False))
        .with_columns(
            elsewhere=(pl.col("to_body") != pl.col("body")).fill_null(value=False),
            placed=pl.col("leaves").is_not_null(),
        )
    )
    moved = pl.col("elsewhere") | pl.col("to_section").is_not_null()
    now = people.select(
        "person", "placed", identity=pl.coalesce("to_identity", "identity"),
        body=pl.coalesce("to_body", "body"),
        section=pl.when(moved).then(pl.col("to_section")).otherwise(pl.col("section")),
    )  # fmt: skip
    return _led(brief, now.join(_held(brief, people), on="person", how="left"))


def _concerned(brief: Brief) -> pl.LazyFrame:
    """People of whom any rule asks where they stand: the others need not be looked up."""
    kinships = brief["kinships"]
    given = brief["placements"].filter(pl.col("position").is_not_null())
    return pl.concat([
        brief.shared(holders).select("person"), given.select("person"), kinships.select("person"),
        kinships.select(person="relative"),
    ]).unique()  # fmt: skip


def _held(brief: Brief, people: pl.LazyFrame) -> pl.LazyFrame:
    """Positions people keep, and those they are placed into: `person, position, appointed, came`.

    Who goes to another body, into another position or into the pool keeps none of the old ones,
    but those held besides the main one (兼任), which a placement does not speak of. Who is on
    assignment keeps all, and holds the host's position as one who stands in: it is not filled.
    """
    positions = brief["positions"].select(position="id", role=text("role"))
    there = brief.shared(holders).select("person", "position", "appointed")
    besides = pl.col("appointed") == str(AppointmentKind.CONCURRENT)
    placed = people.filter(pl.col("placed")).select(
        "person", "elsewhere", "pooled", "to_position", "lent_to"
    )
    gives_up = placed.filter(
        pl.col("elsewhere") | pl.col("pooled") | pl.col("to_position").is_not_null()
    )
    kept = pl.concat(
        [there.filter(besides), there.filter(~besides).join(gives_up, on="person", how="anti")]
    )
    into = placed.drop_nulls("to_position").select(
        "person", position="to_position", appointed=pl.lit(str(AppointmentKind.MAIN))
    )
    lent = placed.drop_nulls("lent_to").select(
        "person", position="lent_to", appointed=pl.lit(str(AppointmentKind.ACTING))
    )
    held = there.filter(pl.col("appointed") != str(AppointmentKind.ACTING))
    came = into.join(held, on=["person", "position"], how="anti").select(
        "person", "position", came=pl.lit(value=True)
    )
    return (
        pl.concat([into, kept, lent])
        .unique(["person", "position"], keep="first", maintain_order=True)
        .join(positions, on="position", how="semi")
        .join(came, on=["person", "position"], how="left")
        .with_columns(pl.col("came").fill_null(value=False))
    )


def _led(brief: Brief, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Add what is known of bodies, sections and positions, and how near the leaders one stands."""
    hosts = brief["bodies"].select(body="id", host=pl.coalesce("co_located_with", "id"))
    positions = brief["positions"].select(
        "reports_to", position="id", position_name="name", role=text("role"),
        position_body="body", position_section="section",
    )  # fmt: skip
    sections = brief["sections"].select(section="id", section_name="name")
    divided = brief["sections"].select(body="body", divided=pl.lit(value=True)).unique()
    middle = pl.col("role").is_in(SECTION_LEADERS)
    below = pl.col("section").is_not_null()
    tier = (
        pl.when(pl.col("role").is_in(LEADERS)).then(pl.lit(TOP))
        .when(middle).then(pl.lit(MIDDLE))
        .when(below).then(pl.lit(BOTTOM))
        .when(pl.col("divided").is_null()).then(pl.lit(LOOSE))
    )  # fmt: skip
    return (
        rows.join(positions, on="position", how="left")
        .with_columns(
            body=pl.coalesce("position_body", "body"),
            section=pl.coalesce("position_section", "section"),
        )
        .drop("position_body", "position_section")
        .join(hosts, on="body", how="left")
        .join(sections, on="section", how="left")
        .join(divided, on="body", how="left")
        .with_columns(tier=tier)
        .drop("divided")
    )


def kin(brief: Brief, relations: Sequence[str]) -> pl.LazyFrame:
    """Pairs of civil servants of one body who are kin, at least one of them placed.

    The columns of `standing` for both, the second's with `_kin`, and `relation`; each pair once
    in both orders, for each position that either holds.
    """
    told = brief["kinships"].filter(text("relation").is_in(relations))
    pairs = pl.concat(
        [
            told.select("person", person_kin="relative", relation=text("relation")),
            told.select("relative", "person", relation=text("relation")).rename(
                {"relative": "person", "person": "person_kin"}
            ),
        ]
    ).unique(["person", "person_kin"])
    here = brief.shared(standing).filter(pl.col("identity").is_in(CIVIL))
    there = here.select(pl.all().name.suffix("_kin"))
    return (
        pairs.join(here, on="person", how="inner")
        .join(there, on="person_kin", how="inner")
        .filter(
            (pl.col("host") == pl.col("host_kin")) & (pl.col("placed") | pl.col("placed_kin")),
            pl.col("person") != pl.col("person_kin"),
        )
    )


def posts(brief: Brief) -> pl.LazyFrame:
    """Where placements take or give up posts: `body, kind, went, came, fresh, listed` (people).

    `fresh` are those who came and take a vacancy, `listed` those over posts until a day, who take
    none, whether they came or stayed.
    """
    people = brief["people"].filter(~text("status").is_in(GONE))
    there = (
        brief.shared(moves)
        .join(people.select("body", person="id", kind=text("kind")), on="person", how="inner")
        .with_columns(
            to_body=pl.coalesce("to_body", "body"), to_kind=pl.coalesce("to_kind", "kind")
        )
    )
    moved = (pl.col("to_body") != pl.col("body")) | (pl.col("to_kind") != pl.col("kind"))
    stays, listed = ~pl.col("leaves"), pl.col("listed")
    numbers = {"went": pl.col("leaves") | moved, "came": stays & moved,
               "fresh": stays & moved & ~listed, "listed": stays & listed}  # fmt: skip
    zero = pl.lit(0, pl.Int64)
    went = there.select("body", "kind", **{
        name: numbers[name].cast(pl.Int64) if name == "went" else zero for name in numbers
    })  # fmt: skip
    came = there.select(body="to_body", kind="to_kind", **{
        name: zero if name == "went" else numbers[name].cast(pl.Int64) for name in numbers
    })  # fmt: skip
    return (
        pl.concat([went, came])
        .filter(pl.col("kind") != str(PostKind.OFF_ESTABLISHMENT))
        .group_by("body", "kind")
        .agg(pl.col(list(numbers)).sum())
    )
