"""A plan file: it reads as it was written, and what is wrong with it is said change by change."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from sanding.base import BadInput
from sanding.plan import Plan
from sanding.plan.codec import change_of
from sanding.plan.hang_plaque import HangPlaque
from sanding.plan.reassign_body import ReassignBody
from sanding.plan.rename_body import RenameBody
from sanding.plan.split_body import SplitBody
from sanding.register.kinds import BodyKind, Certainty, Level, PlaqueKind, PostKind
from tests.builders import CODE, plan

HEAD = f"id: 方案\ntitle: 改革方案\ncounty: '{CODE}'\nchanges:\n"
MERGE = (
    "- {id: j1, kind: merge_bodies, bodies: [a, b], into: c, name: 局,"
    " body_kind: party_organ, level: zhengke"
)
EVERYTHING = plan(
    RenameBody(
        id="j1", body="a", name="2020-06-30", short_name="是：“甲”\n乙 # 丙", reason="  首尾空格 ",
        basis="null", wave=3, effective_on=date(2020, 12, 26), certainty=Certainty.TYPICAL,
        source="S01",
    ),
    ReassignBody(id="j2", body="a", parent=None),
    HangPlaque(id="j3", plaque="p", body="a", name="y", plaque_kind=PlaqueKind.KEPT_NAME),
    SplitBody(
        id="j4", body="a", part="b", name="true", body_kind=BodyKind.INSTITUTION, level=Level.FUKE,
        duties=("1", "2"), posts={PostKind.SUPPORT: 1, PostKind.INSTITUTION: 7},
    ),
    baseline="0" * 64,
)  # fmt: skip


def faults(text: str) -> list[tuple[str | None, str | None, str]]:
    with pytest.raises(BadInput) as caught:
        Plan.from_yaml(text)
    return [(fault.sheet, fault.column, fault.message) for fault in caught.value.faults]


def test_what_is_written_reads_the_same():
    again = Plan.from_yaml(EVERYTHING.to_yaml())
    assert again == EVERYTHING
    assert again.to_yaml() == EVERYTHING.to_yaml()
    assert again.hash == EVERYTHING.hash


def test_what_is_at_its_default_is_not_written_but_an_explicit_none_is():
    plain = yaml.safe_load(plan(ReassignBody(id="j1", body="a", parent=None)).to_yaml())
    assert plain["changes"] == [{"id": "j1", "kind": "reassign_body", "body": "a", "parent": None}]
    assert "baseline" not in plain


def test_the_hash_is_of_the_changes_not_of_title_or_formatting():
    other = EVERYTHING.to_yaml().replace("机构改革方案", "另一标题")
    other = "# 批注\n" + yaml.safe_dump(yaml.safe_load(other), sort_keys=True, indent=4, width=40)
    assert Plan.from_yaml(other).hash == EVERYTHING.hash


def test_the_order_of_kinds_of_post_does_not_count():
    posts = [{PostKind.SUPPORT: 1, PostKind.INSTITUTION: 2}]
    posts += [dict(reversed(posts[0].items()))]
    made = {
        "body": "a",
        "part": "b",
        "name": "局",
        "body_kind": BodyKind.COURT,
        "level": Level.NONE,
    }
    one, other = (plan(SplitBody(**made, posts=some)) for some in posts)
    assert one.hash == other.hash
    assert one.to_yaml() == other.to_yaml()


def test_the_hash_depends_on_order_baseline_and_every_word_of_a_change():
    first, second = RenameBody(id="1", body="a", name="甲"), RenameBody(id="2", body="b", name="乙")
    plans = [
        plan(first, second),
        plan(second, first),
        plan(first),
        plan(first, second, baseline="1" * 64),
        plan(first, second, baseline="2" * 64),
        plan(first, RenameBody(id="2", body="b", name="乙", reason="因为")),
        plan(first, RenameBody(id="2", body="b", name="乙", effective_on=date(2021, 1, 1))),
        plan(first, RenameBody(id="2", body="b", name="丙")),
        plan(first, RenameBody(id="3", body="b", name="乙")),
    ]
    assert len({one.hash for one in plans}) == len(plans)


def test_binding_to_a_baseline_changes_nothing_else():
    bound = EVERYTHING.bound_to("f" * 64)
    assert bound.baseline == "f" * 64
    assert bound.changes == EVERYTHING.changes


def test_ids_of_an_example_get_the_prefix_of_the_county_and_nothing_else_does():
    text = HEAD + (
        "- {id: j1, kind: create_body, county: '141027', body: nyj, name: 能源局,"
        " body_kind: institution, level: fuke, parent: fgj}\n"
        "- {id: j2, kind: merge_townships, townships: [ttz, hnx], into: ttz,"
        " division: '141027100'}\n"
        "- {id: j3, kind: assign_portfolio, body: nyj, role: head, position: null}\n"
    )
    created, merged, assigned = Plan.from_yaml(text, local=True).changes
    assert (created.county, created.body, created.parent) == (CODE, f"{CODE}-nyj", f"{CODE}-fgj")
    assert (created.id, created.name) == ("j1", "能源局")
    assert merged.townships == (f"{CODE}-ttz", f"{CODE}-hnx")
    assert merged.division == "141027100"
    assert (assigned.body, assigned.position) == (f"{CODE}-nyj", None)


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ("- {id: j1, kind: dissolve, body: a}", "kind", "没有“dissolve”这种变更"),
        ("- {id: j1, body: a}", "kind", "没有“None”这种变更"),
        (MERGE + ", nam: 局}", "nam", "“合并组建”没有“nam”这个字段"),
        ("- {id: j1, kind: rename_body, body: a}", "name", "“更名”缺少字段“name”"),
        ("- {id: j1, kind: rename_body, body: a, name: 5}", "name", "应是文字，写的是“5”"),
        ("- {id: j1, kind: rename_body, body: null, name: 局}", "body", "应是文字"),
        ("- {id: j1, kind: rename_body, body: [a], name: 局}", "body", "应是文字"),
        ("- {id: j1, kind: rename_body, body: a, name: 局, wave: 一}", "wave", "应是整数"),
        ("- {id: j1, kind: rename_body, body: a, name: 局, wave: true}", "wave", "应是整数"),
        ("- {id: j1, kind: rename_body, body: a, name: 局, wave: 99999999999}", "wave", "应是整数"),
        (
            "- {id: j1, kind: rename_body, body: a, name: 局, effective_on: 明年}",
            "effective_on",
            "应是日期，如 2020-12-26",
        ),
        (
            "- {id: j1, kind: rename_body, body: a, name: 局, effective_on: 2020-12-26 10:00:00}",
            "effective_on",
            "应是日期",
        ),
        (
            "- {id: j1, kind: change_level, body: a, level: 正科级}",
            "level",
            "不在允许范围：zhengchu",
        ),
        ("- {id: j1, kind: transfer_duty, duties: 造林, to: a}", "duties", "应是编号的列表"),
        ("- {id: j1, kind: transfer_duty, duties: [1], to: a}", "duties", "应是编号的列表"),
        (
            "- {id: j1, kind: split_body, body: a, part: b, name: 局, body_kind: court,"
            " level: none, posts: [1]}",
            "posts",
            "应是“编制类别: 数量”",
        ),
        (
            "- {id: j1, kind: split_body, body: a, part: b, name: 局, body_kind: court,"
            " level: none, posts: {行政编制: 1}}",
            "posts",
            "的值“行政编制”不在允许范围",
        ),
        (
            "- {id: j1, kind: split_body, body: a, part: b, name: 局, body_kind: court,"
            " level: none, posts: {support: 一}}",
            "posts",
            "应是整数",
        ),
    ],
    ids=lambda value: value[:70] if isinstance(value, str) and value[0] == "-" else "",
)
def test_a_wrong_change_is_one_clear_fault_with_its_id(change: str, column: str, message: str):
    ((place, where, said),) = faults(HEAD + change)
    assert (place, where) == ("变更 j1", column)
    assert message in said


def test_every_fault_of_every_change_is_told_at_once():
    text = HEAD + MERGE + ", x: 1, wave: a}\n- {id: j2, kind: rename_body}\n- 乱写\n"
    assert [(place, column) for place, column, _ in faults(text)] == [
        ("变更 j1", "x"),
        ("变更 j1", "wave"),
        ("变更 j2", "body"),
        ("变更 j2", "name"),
        ("变更 ?", None),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "方案文件须有 id、title、county 和 changes"),
        ("- 1", "方案文件须有 id、title、county 和 changes"),
        ("id: 方案\ntitle: 改革\ncounty: '141027'\n", "方案文件须有 id、title、county 和 changes"),
        ("id: 方案\ntitle: 改革\ncounty: '141027'\nchanges: {a: 1}", "方案文件须有"),
        ("id: 方案\ntitle: 改革\ncounty: 141027\nchanges: []", "方案缺少“county”或它不是文字"),
        ("id: 方案\ncounty: '141027'\nchanges: []", "方案缺少“title”"),
        (HEAD.replace("changes", "note: x\nchanges") + "  []", "方案没有“note”这个字段"),
        (HEAD.replace("changes", "baseline: 7\nchanges") + "  []", "“baseline”应是文字"),
        (HEAD + "- {id: j1, kind: [}", "不是合法的 YAML"),
        (HEAD + "\t- a", "不是合法的 YAML"),
        (HEAD + "- !!python/object/apply:os.system [echo]", "不支持类型标签"),
        (HEAD + "- {effective_on: 2020-02-31}", "“2020-02-31”不是有效的日期"),
        (HEAD + "- " + "[" * 5000, "套了超过"),
        (HEAD + "- {id: \x00}", "不是合法的 YAML"),
        (HEAD + "- {id: j1, name: 甲, name: 乙}", "“name”在同一项里写了两次"),
    ],
)
def test_a_file_that_is_no_plan_is_one_clear_fault(text: str, message: str):
    ((_, _, said),) = faults(text)
    assert message in said


def test_a_broken_file_names_the_line():
    with pytest.raises(BadInput) as caught:
        Plan.from_yaml(HEAD + "- id: j1\n  kind: rename_body\n  kind: absorb_body\n")
    assert caught.value.faults[0].row == 7


def test_ids_of_changes_are_there_and_once():
    again = "- {id: j1, kind: rename_body, body: a, name: 局}\n"
    assert faults(HEAD + again * 2) == [("变更 j1", None, "变更编号 j1 缺失或重复")]
    nameless = "- {kind: rename_body, body: a, name: 局}\n"
    assert "（空） 缺失或重复" in faults(HEAD + nameless)[0][2]


def test_a_plan_without_changes_is_a_plan():
    empty = Plan.from_yaml(HEAD.replace("changes:\n", "changes: []"))
    assert empty.changes == ()
    assert Plan.from_yaml(empty.to_yaml()) == empty


def test_a_wave_is_taken_alone_in_the_order_of_the_plan():
    changes = [RenameBody(id=f"{n}", body="a", name="局", wave=n % 2 + 1) for n in (4, 1, 2)]
    assert [one.id for one in plan(*changes).only(1).changes] == ["4", "2"]


def test_one_change_can_be_read_alone():
    with pytest.raises(BadInput, match="字段: 值"):
        change_of(["absorb_body"])
    assert change_of({"id": "j1", "kind": "rename_body", "body": "a", "name": "局"}) == RenameBody(
        id="j1", body="a", name="局"
    )
