"""What the rules on retirement share: the placed with their statutory month, and words."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import original_month, retirement_class, retirement_month
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.case import Case
from sanding.rules.views import placed

# ways to retire at another time than the statutory one, and ways to leave without retiring
CHOSEN = [str(Outcome.EARLY_RETIRE), str(Outcome.FLEXIBLE_EARLY), str(Outcome.FLEXIBLE_LATE)]
DEPARTED = [str(Outcome.RESIGN), str(Outcome.DISMISS)]
NOTHING = "nothing"


class Nothing(Kind):
    """Shown where there is no paper (没有)."""

    NOTHING = NOTHING, _("无")


class AgeClass(Kind):
    """The classes of `law.retirement.RetirementClass` in words (原退休年龄类别)."""

    MALE = "male", _("男职工")
    FEMALE_60 = "female_60", _("县处级以上或者有高级职称的女职工")
    FEMALE_55 = "female_55", _("女干部")
    FEMALE_50 = "female_50", _("女工人")


def retiring(case: Case, law: InForce, *outcomes: Outcome) -> pl.LazyFrame:
    """The placed, of some outcomes only if any is given, with when they would have to retire.

    Columns `person, outcome, effective_on, retires_on, worked_since`, what the person was
    (`sex, identity, level, rank, title, born_on`), `group` (class), `leaves` (the day they go, or
    the placement takes effect), `statutory` and `original` (first days of months).
    """
    was = {name: pl.col(f"{name}_was") for name in ("identity", "level", "rank")}
    rows = case.shared(placed)
    if outcomes:
        rows = rows.filter(pl.col("outcome").is_in([str(one) for one in outcomes]))
    return (
        rows.select(
            "person", "outcome", "effective_on", "retires_on", "worked_since", "sex", "title",
            "born_on", **was, leaves=pl.coalesce("retires_on", "effective_on"),
        )
        .with_columns(group=retirement_class(law))
        .with_columns(
            statutory=retirement_month(law, pl.col("group")),
            original=original_month(law, pl.col("group")),
        )
    )  # fmt: skip


def month(day: pl.Expr | str) -> pl.Expr:
    """Return the first day of a day's month."""
    return (pl.col(day) if isinstance(day, str) else day).dt.month_start()


def told(day: pl.Expr | str) -> pl.Expr:
    """Return a month as it is shown."""
    return (pl.col(day) if isinstance(day, str) else day).dt.strftime("%Y-%m")
