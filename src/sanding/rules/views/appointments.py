"""Views several placement rules share: who is appointed to what, and who becomes a chief."""

from __future__ import annotations

import polars as pl

from sanding.register.kinds import AppointmentKind, PositionRole
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.views import body_kinds, placed, text
from sanding.rules.views.standing import LEAVING

# a person asks for these outcomes; nobody chooses for them
OWN_WISH = [
    str(Outcome.EARLY_RETIRE), str(Outcome.FLEXIBLE_EARLY), str(Outcome.FLEXIBLE_LATE),
    str(Outcome.RESIGN), str(Outcome.RECRUITMENT_EXAM), str(Outcome.OPEN_RECRUITMENT),
]  # fmt: skip
CHIEF = ["person", "position", "body", "body_kind"]


def appointed(brief: Brief) -> pl.LazyFrame:
    """Appointments that have not ended on the day, those of a later day too, with their position.

    Columns `person, position, appointed` (kind), `approved_by, until`, of the position `name, body,
    section, party_group, role, body_kind, body_name` (closed values as text).
    """
    positions = brief["positions"].select(
        "name", "body", "section", "party_group", position="id", role=text("role")
    )
    ended = (pl.col("until") <= brief.on).fill_null(value=False)
    bodies = brief.shared(body_kinds).select("body", "body_kind", "body_name")
    return (
        brief["appointments"]
        .filter(~ended)
        .select("person", "position", "approved_by", "until", appointed=text("kind"))
        .join(positions, on="position", how="inner")
        .join(bodies, on="body", how="left")
    )


def chiefs(brief: Brief) -> pl.LazyFrame:
    """Chiefs of bodies, who only stand in left aside: `person, position, body, body_kind`."""
    acting = pl.col("appointed") == str(AppointmentKind.ACTING)
    chief = (pl.col("role") == str(PositionRole.CHIEF)) & ~acting
    return brief.shared(appointed).filter(chief).select(CHIEF)


def new_chiefs(brief: Brief) -> pl.LazyFrame:
    """Chiefs whom the plan appoints or a placement names and who were not, one row each.

    Columns as of `chiefs`; a chief whose position passes to another body with the plan is not new.
    """
    chief = text("role") == str(PositionRole.CHIEF)
    positions = brief["positions"].filter(chief).select("body", position="id")
    kinds = brief.shared(body_kinds).select("body", "body_kind")
    named = (
        brief.shared(placed)
        .filter(pl.col("position").is_not_null() & ~pl.col("outcome").is_in(LEAVING))
        .select("person", "position")
        .join(positions, on="position", how="inner")
        .join(kinds, on="body", how="left")
        .select(CHIEF)
    )
    every = pl.concat([chiefs(brief), named]) if brief.before is not None else named
    return every.unique().join(chiefs(brief.was), on=["person", "position"], how="anti")


def carried_chiefs(brief: Brief) -> pl.LazyFrame:
    """Chiefs whose position passes with the plan to another body, as of `chiefs`.

    Whom a placement takes out of the position is left aside.
    """
    into, outcome = pl.col("into"), pl.col("outcome")
    elsewhere = into.is_null() & (pl.col("to") != pl.col("body")) & (
        pl.col("to") != pl.col("body_was")
    )  # fmt: skip
    goes = outcome.is_in([*LEAVING, str(Outcome.POOL)]) | (into != pl.col("position")) | (
        elsewhere & (outcome != str(Outcome.ASSIGNMENT))
    )  # fmt: skip
    placements = brief.shared(placed).select("person", "outcome", to="body", into="position")
    before = chiefs(brief.was).select("person", "position", body_was="body")
    return (
        chiefs(brief)
        .join(before, on=["person", "position"], how="inner")
        .filter(pl.col("body") != pl.col("body_was"))
        .join(placements, on="person", how="left")
        .filter(~goes.fill_null(value=False))
        .select(CHIEF)
    )


def by_change(brief: Brief) -> pl.LazyFrame:
    """Changes by the position they name, so that a paper about one serves: `position, change`."""
    named = brief["arguments"].filter(pl.col("table") == "positions")
    return named.group_by(position="value").agg(pl.col("change").first())
