"""What the rules on retirement share: the placed with their statutory month, and words."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.law.retirement import (
    RetirementClass,
    retirement_class,
    retirement_month,
)
from sanding.register.kinds import Kind
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.views import placed, text

# ways to retire at another time than the statutory one, and ways to leave without retiring
CHOSEN = [str(Outcome.EARLY_RETIRE), str(Outcome.FLEXIBLE_EARLY), str(Outcome.FLEXIBLE_LATE)]
DEPARTED = [str(Outcome.RESIGN), str(Outcome.DISMISS)]
WOMEN = [one for one in RetirementClass if one is not RetirementClass.MALE]
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


class Retiring:
    """The view of who is placed and when they would have to retire, by the law of a day.

    Two of one law are one view, so that a brief works it out once for all rules.
    """

    def __init__(self, law: InForce) -> None:
        """Keep the law; two are equal if it is the same."""
        self.law = law

    def __eq__(self, other: object) -> bool:
        """Whether the other is by the same law."""
        return isinstance(other, Retiring) and other.law is self.law

    def __hash__(self) -> int:
        """By the law."""
        return id(self.law)

    def __call__(self, brief: Brief) -> pl.LazyFrame:
        """Return `person, outcome, effective_on, retires_on, worked_since`, what the person was.

        That is `sex, identity, level, rank, title, born_on`; then `group` (class), `leaves` (the
        day they go, or the placement takes effect) and `statutory` (the first day of the month).
        """
        was = {name: pl.col(f"{name}_was") for name in ("identity", "level", "rank")}
        return (
            brief.shared(placed)
            .select(
                "person", "outcome", "effective_on", "retires_on", "worked_since", "title",
                "born_on", sex=text("sex"), leaves=pl.coalesce("retires_on", "effective_on"), **was,
            )
            .with_columns(group=retirement_class(self.law))
            .with_columns(statutory=retirement_month(self.law, pl.col("group")))
        )  # fmt: skip


def retiring(brief: Brief, law: InForce, *outcomes: Outcome) -> pl.LazyFrame:
    """The rows of `Retiring`, of some outcomes only if any is given."""
    rows = brief.shared(Retiring(law))
    if not outcomes:
        return rows
    return rows.filter(pl.col("outcome").is_in([str(one) for one in outcomes]))


def month(day: pl.Expr | str) -> pl.Expr:
    """Return the first day of a day's month."""
    return (pl.col(day) if isinstance(day, str) else day).dt.month_start()


def told(day: pl.Expr | str) -> pl.Expr:
    """Return a month as it is shown."""
    return (pl.col(day) if isinstance(day, str) else day).dt.strftime("%Y-%m")
