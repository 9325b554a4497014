"""What a rule is: a row rule or a frame rule, with its sources, figures and words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.rules.brief import Brief


class Severity(Kind):
    """Whether a finding blocks (严重程度)."""

    ERROR = "error", _("错误")
    WARNING = "warning", _("提示")


class Confirmed(Kind):
    """How far the text of a rule was confirmed (核实程度)."""

    VERIFIED = "verified", _("已核原文")
    SECONDARY = "secondary", _("据转引，须核原文")
    UNVERIFIED = "unverified", _("未见原文，须核实")


class Scope(StrEnum):
    """What a rule is about."""

    REGISTER = "register"
    PLAN = "plan"
    PLACEMENT = "placement"
    APPROVAL = "approval"
    ENFORCEMENT = "enforcement"
    DOCUMENT = "document"
    REFORM = "reform"  # this project's own: freeze, counterparts, boundary


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: instrument and articles; practice has no article."""

    instrument: str
    article: str = ""

    def __str__(self) -> str:
        """As a lawyer writes it."""
        return f"《{self.instrument}》{self.article}" if self.article else self.instrument


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule (合规规则); it reports, it never decides.

    `table` is the table whose ids stand in `where`. `says` is filled with where, value, limit,
    amount, detail; `words` are the closed lists whose codes appear in value and detail. A rule
    whose `needs` have no row is listed as not judged. `figures` are names of `law/`.
    """

    code: str
    title: str
    table: str
    severity: Severity
    confirmed: Confirmed = Confirmed.VERIFIED
    confirm: str = ""  # what is to be confirmed, where not all was read
    why: str
    sources: tuple[Source, ...]
    says: str
    mends: str
    limits: str = ""
    figures: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    words: tuple[type[Kind], ...] = ()

    @property
    def scope(self) -> Scope:
        """What the rule is about, by its code."""
        return SCOPES[self.code.partition("-")[0]]


SCOPES = {
    "REG": Scope.REGISTER,
    "PLN": Scope.PLAN,
    "PLC": Scope.PLACEMENT,
    "APR": Scope.APPROVAL,
    "ENF": Scope.ENFORCEMENT,
    "DOC": Scope.DOCUMENT,
    "RFM": Scope.REFORM,
}


@dataclass(frozen=True, kw_only=True)
class RowRule(Rule):
    """A rule on one row: `breach` is true where it is broken, null is no breach.

    `suspect` is cheap and true wherever `breach` is. `value` names the column shown, `limit` the
    figure it is held against.
    """

    breach: Callable[[InForce], pl.Expr]
    suspect: Callable[[InForce], pl.Expr] | None = None
    amount: Callable[[InForce], pl.Expr] | None = None  # 1 if not given
    value: str | None = None
    limit: str | None = None


@dataclass(frozen=True, kw_only=True)
class FrameRule(Rule):
    """A rule on whole tables: `breaches` gives where, and may give amount, value, limit, detail.

    A row whose `lenient` is true is a warning whatever the rule's severity.
    """

    breaches: Callable[[Brief, InForce], pl.LazyFrame]
