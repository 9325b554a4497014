"""PLC-043: the audit body above is asked before the head of audit changes."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Kind
from sanding.register.record_kinds import EvidenceKind, Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.register.reg_021_statutory_bodies import FUNCTION, StatutoryFunction
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import placed
from sanding.rules.views.appointments import OWN_WISH, by_change, chiefs, new_chiefs
from sanding.rules.views.changes import without_papers
from sanding.rules.views.standing import LEAVING

# of age, or at the person's own wish: nobody removes them
UNFORCED = [str(Outcome.RETIRE), *OWN_WISH]


class Turn(Kind):
    """How the head of audit changes."""

    APPOINTED = "appointed", _("出任")
    REMOVED = "removed", _("免去")


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """New and departing heads of the audit body for whom no view or ground is on file."""
    new = brief.shared(new_chiefs).join(_audit_bodies(brief), on="body", how="semi")
    rows = pl.concat([
        new.select("person", "position", turn=pl.lit(str(Turn.APPOINTED)),
                   forced=pl.lit(value=False)),
        _departing(brief),
    ])  # fmt: skip
    wanted = {EvidenceKind.AUDIT_OPINION: pl.lit(value=True),
              EvidenceKind.REMOVAL_GROUND: pl.col("forced")}  # fmt: skip
    about = ("person", "position", "change")
    rows = rows.join(brief.shared(by_change), on="position", how="left")
    turn = pl.col("turn").first()
    return without_papers(brief, rows, "person", about, wanted, turn=turn).select(
        "where", detail="turn", value=pl.col("lacks").list.join(BETWEEN),
        amount=pl.col("lacks").list.len().cast(pl.Int64),
    )  # fmt: skip


def _departing(brief: Brief) -> pl.LazyFrame:
    """Heads of audit before the plan whom it or a placement takes from the post."""
    heads = chiefs(brief.was).join(_audit_bodies(brief.was), on="body", how="semi")
    still = chiefs(brief).join(_audit_bodies(brief), on="body", how="semi")
    placements = brief.shared(placed).select("person", "outcome", to="body", into="position")
    kept = still.select("person", "position", kept=pl.lit(value=True))
    outcome = pl.col("outcome")
    moved = (pl.col("into") != pl.col("position")) | (pl.col("to") != pl.col("body"))
    leaves = outcome.is_in([*LEAVING, str(Outcome.POOL)]) | moved.fill_null(value=False)
    lent = (outcome == str(Outcome.ASSIGNMENT)).fill_null(value=False)  # the post is kept
    goes = pl.col("kept").is_null() | (leaves.fill_null(value=False) & ~lent)
    return (
        heads.join(placements, on="person", how="left")
        .join(kept, on=["person", "position"], how="left")
        .filter(goes)
        .select("person", "position", turn=pl.lit(str(Turn.REMOVED)),
                forced=~outcome.is_in(UNFORCED).fill_null(value=False))
    )  # fmt: skip


def _audit_bodies(brief: Brief) -> pl.LazyFrame:
    audit = FUNCTION.eq(str(StatutoryFunction.AUDIT))
    return brief["duties"].filter(audit).select("body").unique()


RULE = FrameRule(
    code="PLC-043",
    title=_("审计机关负责人任免征求意见"),
    table="people",
    severity=Severity.ERROR,
    why=_(
        "地方审计机关负责人的任免，应当事先征求上一级审计机关的意见；"
        "没有违法失职或者其他不符合任职条件的情况，不得随意撤换。"
    ),
    sources=(Source("审计法", "第十七条"),),
    says=_("{where}拟{detail}审计机关正职，缺少{value}"),
    mends=_("事先征求市审计局意见；免职的，写明法定事由；把文件附到本人、职位、变更或者方案。"),
    limits=_(
        "审计机关按职责表注明的法定必设职能认定；只查正职，副职负责人按实施条例另行征求意见；"
        "到龄退休和本人申请离任的不要求免职事由。"
    ),
    needs=("appointments",),
    words=(Turn, EvidenceKind),
    breaches=breaches,
)
