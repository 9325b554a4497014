"""PLN-026: departments stay stable within one government term."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import BodyKind
from sanding.rules.brief import Brief
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import body_kinds
from sanding.rules.views.changes import ENDING, changed_bodies

# set up, abolish, merge, other level, other name: what the articles call a change of a body
RESTRUCTURING = [*ENDING, "split_body", "rename_body", "change_level"]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Departments that the plan restructures and that were so within a term before it.

    One row per department, at the first change on it: the waves of one plan count once.
    """
    departments = brief.was.shared(body_kinds).filter(
        pl.col("body_kind") == str(BodyKind.GOVERNMENT_DEPARTMENT)
    )
    first = (
        brief.shared(changed_bodies)
        .filter(pl.col("change_kind").is_in(RESTRUCTURING))
        .sort("effective_on", "order")
        .unique("body", keep="first", maintain_order=True)
        .join(departments.select("body"), on="body", how="semi")
    )
    history = _history(brief, f"{law.number('approval_to_creation_months')}mo")
    term_ends = pl.col("day").dt.offset_by(f"{law.number('government_term_months')}mo")
    day, then = pl.col("day"), pl.col("effective_on")
    before = first.join(history, on="body", how="inner").filter((day < then) & (term_ends > then))
    counted = before.group_by("change", "body", "name").agg(
        times=day.n_unique().cast(pl.Int64) + 1, limit=day.max().cast(pl.String)
    )
    over = pl.col("times") - law.number("restructurings_per_term")
    return counted.filter(over > 0).select(
        "limit", where="change", value="name", detail=pl.col("times").cast(pl.String), amount=over
    )


def _history(brief: Brief, one_event: str) -> pl.LazyFrame:
    """Days on which bodies were set up or approved: `body, day`, never null.

    Approval and creation no further apart than `one_event` are one event, on the later day.
    """
    told = ("created_on", "approved_on")
    earlier, later = pl.col("earlier"), pl.col("later")
    days = brief.was["bodies"].select(
        body="id", earlier=pl.min_horizontal(told), later=pl.max_horizontal(told)
    )
    apart = days.with_columns(
        earlier=pl.when(earlier.dt.offset_by(one_event) >= later).then(later).otherwise(earlier)
    )
    return apart.unpivot(["earlier", "later"], index="body", value_name="day").drop_nulls("day")


RULE = FrameRule(
    code="PLN-026",
    title=_("任期内工作部门相对稳定"),
    table="changes",
    severity=Severity.WARNING,
    why=_("部门须随职责适时调整，但在一届政府任期内应当保持相对稳定，不宜一再变动。"),
    sources=(Source("地方各级人民政府机构设置和编制管理条例", "第八条第二款"),),
    says=_("{where}：{value}上次于{limit}设立或调整，不满一届任期，这次是第{detail}次"),
    mends=_("说明再次调整的必要性，或待换届后再调整。"),
    limits=_(
        "从台账的成立日期和批准日期看以前的调整，台账没有日期的看不出，批准和成立相隔不超过一年的算一次；按变更前一届任期的时间计，"
        "不知道换届日期；同一方案分批施行的变更只算一次。"
    ),
    figures=("approval_to_creation_months", "government_term_months", "restructurings_per_term"),
    needs=("changes",),
    breaches=breaches,
)
