"""PLN-036: a new name is followed by registrations, seals, lists and signs."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import PowerKind
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.plan_papers import plan_papers
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import INSTITUTIONS, body_kinds, text

ENFORCING = [str(PowerKind.PENALTY), str(PowerKind.COMPULSION), str(PowerKind.INSPECTION)]


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """Bodies that the plan renames or forms by merging, with the tasks no paper settles."""
    tasks = pl.LazyFrame(
        law.value("changeover_tasks"), schema={"task": pl.String, "of": pl.String}
    )  # fmt: skip
    wanted = _concerned(brief).join(tasks, on="of", how="inner").select("where", "task")
    done = brief.shared(plan_papers).filter(pl.col("kind") == str(EvidenceKind.CHANGEOVER_TASK))
    done = done.select("about", task="detail")
    return (
        wanted.join(done, left_on=["where", "task"], right_on=["about", "task"], how="anti")
        .join(done.filter(pl.col("about") == ""), on="task", how="anti")
        .group_by("where")
        .agg(amount=pl.len().cast(pl.Int64), value=pl.col("task").sort().str.join(BETWEEN))
    )


def _concerned(brief: Brief) -> pl.LazyFrame:
    """Bodies with another name than before, and of which kinds of task (`of`) each is."""
    now = brief.shared(body_kinds).select("body", "body_kind", "body_name")
    before = brief.was.shared(body_kinds).select("body", was="body_name")
    heirs = brief["succession"].filter(pl.col("heir_table") == "bodies").select(body="heir")
    renamed = now.join(before, on="body", how="inner").filter(pl.col("body_name") != pl.col("was"))
    formed = now.join(before, on="body", how="anti").join(heirs, on="body", how="semi")
    new = pl.concat([renamed.select("body", "body_kind"), formed.select("body", "body_kind")])
    enforcing = brief["powers"].filter(text("kind").is_in(ENFORCING)).select("body")
    teams = brief["teams"].select("body")
    of = {
        "all": new,
        "institutions": new.filter(pl.col("body_kind").is_in(INSTITUTIONS)),
        "items": new.join(brief["items"].select("body"), on="body", how="semi"),
        "enforcement": new.join(pl.concat([enforcing, teams]), on="body", how="semi"),
    }
    return pl.concat(one.select(where="body", of=pl.lit(name)) for name, one in of.items())


RULE = FrameRule(
    code="PLN-036",
    title=_("连带变更清单"),
    table="bodies",
    severity=Severity.WARNING,
    why=_(
        "更名或合并后，代码、证书、印章、账户、事项目录、执法公示和证件、网站、标牌都要随之变更。"
    ),
    sources=(
        Source("事业单位登记管理暂行条例", "第九条、第十条、第十四条"),
        Source("行政处罚法", "第三十九条"),
    ),
    says=_("{where}更名或合并后还有{amount}项没有安排：{value}"),
    mends=_(
        "为每一项列出办理安排（材料种类为连带变更事项，内容写明事项），各机构相同的可对整个方案列一次。"
    ),
    limits=_("只查更名和合并组建的机构；并入别的机构而名称不变的不查；事项按清单名称逐字核对。"),
    figures=("changeover_tasks",),
    needs=("changes",),
    breaches=breaches,
)
