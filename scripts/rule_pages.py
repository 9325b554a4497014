"""The pages of the rule book, made from the rules, their figures in `law/` and their stories."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sanding.base.translation import in_language
from sanding.law import Dated, national_law, title_of
from sanding.register.personnel import PERSONNEL
from sanding.register.schema import TABLES
from sanding.rules.catalogue import CATALOGUE
from sanding.rules.rule import Confirmed, FrameRule, Rule, Severity
from sanding.rules.told_figures import UNSET, told, unset
from sanding.rules.waiting import NOT_YET

STORIES = Path(__file__).resolve().parents[1] / "tests" / "stories" / "rules"
MADE = "Made by `make docs` from the rule, `law/` and its stories; do not edit here.\n"
SHOWN = ("given", "was", "changes", "plan", "personnel", "on", "law")


def pages() -> dict[str, str]:
    """Return every page by its path: the index and one page a rule."""
    found = {"docs/rules/README.md": _index()}
    for rule in CATALOGUE:
        found[f"docs/rules/{rule.code}.md"] = _page(rule)
    return found


def _index() -> str:
    rows = [
        f"| [{one.code}]({one.code}.md) | {one.title} | {_english(one.title)} |"
        f" {one.severity.label} | {one.confirmed.label} |"
        for one in CATALOGUE
    ]
    waiting = [
        f"| {code} | {title} | {Severity(severity).label} | {Confirmed(confirmed).label} |"
        for code, (title, severity, confirmed) in NOT_YET.items()
    ]
    return (
        f"# 规则库 The rule book\n\n{MADE}\n"
        f"{len(CATALOGUE)} 条规则给出合规提示，由法制机构核实；没有提示不等于合法。"
        "“须核实”的规则只作提示，不拦截，补充规定确认后才可改为错误。\n\n"
        "| 规则 | 查什么 | what it checks | 程度 | 核实 |\n| --- | --- | --- | --- | --- |\n"
        + "\n".join(rows)
        + f"\n\n## 尚未提供 Not yet\n\n以下 {len(waiting)} 条随审批、执法、公文数据一同提供。\n\n"
        "| 规则 | 查什么 | 程度 | 核实 |\n| --- | --- | --- | --- |\n" + "\n".join(waiting) + "\n"
    )


def _page(rule: Rule) -> str:
    declared = TABLES.get(rule.table) or PERSONNEL.get(rule.table)
    table = declared.label if declared else {"changes": "方案变更", "plan": "方案"}[rule.table]
    shape = "逐表" if isinstance(rule, FrameRule) else "逐行"
    needs = "、".join(f"`{name}`" for name in rule.needs)
    parts = [
        f"# {rule.code} {rule.title}\n\n{MADE}\n{_english(rule.title)}",
        f"## 查什么\n\n{shape}，指向{table}。{rule.severity.label}；{rule.confirmed.label}。"
        + (f"没有 {needs} 的数据时不判定。" if needs else "")
        + f"\n\n> {rule.says}\n>\n> {_english(rule.says)}",
        f"## 为什么\n\n{rule.why}\n\n{_english(rule.why)}",
        "## 依据\n\n" + "\n".join(f"- {source}" for source in rule.sources),
    ]
    if rule.figures:
        parts.append("## 数值\n\n" + _figures(rule))
    parts.append(f"## 怎么办\n\n{rule.mends}\n\n{_english(rule.mends)}")
    parts += _stories(rule)
    if rule.limits:
        parts.append(f"## 已知局限\n\n{rule.limits}\n\n{_english(rule.limits)}")
    if rule.confirm:
        parts.append(f"## 须核实\n\n{rule.confirm}\n\n{_english(rule.confirm)}")
    return "\n\n".join(parts) + "\n"


def _english(text: str) -> str:
    return f"*{in_language(text, 'en')}*"


def _figures(rule: Rule) -> str:
    law = national_law()
    rows = [
        f"| {title_of(name)} `{name}` | {_value(name, one)} | {one.instrument}{one.article} |"
        f" {Confirmed(one.certainty).label} |"
        for name in rule.figures
        for one in law.figures[name].values
    ]
    head = "| 名称 | 数值 | 自 | 依据 | 核实 |\n| --- | --- | --- | --- | --- |\n"
    return head + "\n".join(rows)


def _value(name: str, one: Dated) -> str:
    """What holds, and the day it holds from."""
    if unset(one.since, one.area):
        return f"{UNSET} | —"
    return f"{told(name, one.value, one.unit)} | {one.since}"


def _stories(rule: Rule) -> list[str]:
    file = STORIES / f"{rule.code}.yaml"
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    broken = {name: one for name, one in told.items() if one.get("findings")}
    kept = {name: one for name, one in told.items() if one.get("findings") == {}}
    return [
        f"## {heading}\n\n" + "\n\n".join(_story(name, one) for name, one in some.items())
        for heading, some in (("违反的例子", broken), ("合规的例子", kept))
    ]


def _story(name: str, story: Mapping[Any, Any]) -> str:
    story = {"on" if key is True else str(key): one for key, one in story.items()}
    shown = {key: story[key] for key in (*SHOWN, "findings", "severity") if key in story}
    text = yaml.safe_dump(shown, allow_unicode=True, sort_keys=False, default_flow_style=None)
    return f"### {name}\n\n```yaml\n{text.rstrip()}\n```"
