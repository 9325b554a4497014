"""The figures of the screens are those of the core, and every field has its Chinese label."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from uuid import uuid4

import polars as pl
import pytest

from sanding.examples import example_plan
from sanding.plan import CATALOGUE, Outcome, Plan, apply
from sanding.plan.change import Change
from sanding.plan.codec import as_plain
from sanding.register import Register
from sanding.register.kinds import PostKind
from sanding.rules.review import Review, reviewed
from sanding.study import figures
from sanding_web.planning import actions, bridge, queries
from sanding_web.planning.models import Draft
from sanding_web.registers.models import Revision
from tests.web.builders import AT, FUSHAN, actor
from tests.web.planning.told import (
    ABSORB,
    GONE,
    NEW,
    POSTS,
    RENAME,
    THREE,
    applied,
    does,
    drafted,
    judged,
    moved_on,
    room,
)

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")
TYPES = {"text", "ref", "refs", "new", "int", "bool", "choice", "date", "posts"}


@pytest.fixture(scope="module")
def reform(fushan: Register) -> Outcome:
    """The documented reform, carried out by the core alone."""
    return apply(example_plan("fushan").bound_to(fushan.hash), fushan)


@pytest.fixture(scope="module")
def review(fushan: Register, reform: Outcome) -> Review:
    return reviewed(fushan, outcome=reform)


@pytest.fixture
def fushan_draft(fushan_revision: Revision) -> Draft:
    text = example_plan("fushan").to_yaml()
    return actions.take_in(county=FUSHAN, text=text, by=actor(), at=AT, once=uuid4())


def plain(one: object) -> bool:
    """Whether a value is made of plain values and plain dataclasses of the web alone."""
    if isinstance(one, dict):
        return all(plain(each) for pair in one.items() for each in pair)
    if isinstance(one, tuple | list):
        return all(map(plain, one))
    if is_dataclass(one):
        return type(one).__module__.startswith("sanding_web.") and all(
            plain(getattr(one, each.name)) for each in fields(one)
        )
    return (
        one is None
        or type(one).__module__ in ("builtins", "datetime", "sanding.base.words")
        or isinstance(one, str)
    )


# the documented plan


def test_the_ledger_is_that_of_the_core(fushan_draft: Draft, reform: Outcome):
    found = queries.results(fushan_draft)
    columns = reform.ledger.columns
    shown = [tuple(getattr(line, name) for name in columns) for line in found.ledger]
    assert shown == reform.ledger.rows()
    assert (found.balanced, found.losses, found.error) == (True, (), "")
    assert (found.before_hash, found.after_hash) == (reform.before.hash, reform.after.hash)


def test_totals_add_scopes_and_never_kinds_of_post(fushan_draft: Draft, reform: Outcome):
    found = queries.results(fushan_draft)
    for line in found.totals:
        rows = reform.ledger.filter(pl.col("post") == line.post)
        assert (line.before, line.after) == (rows["before"].sum(), rows["after"].sum())
    assert {line.post for line in found.totals} == set(reform.ledger["post"])


def test_figures_stand_beside_what_was_published(fushan_draft: Draft, reform: Outcome):
    found = {line.id: line for line in queries.results(fushan_draft).figures}
    for line in figures(reform.before, reform.after):
        shown = found[line.before.indicator.id]
        assert (shown.before, shown.after) == (line.before.value, line.after.value)
        assert shown.rests_on == line.after.rests_on
        assert len(shown.published) == len(line.published)
    assert any(line.published for line in found.values())


def test_findings_are_counted_as_the_rules_found_them(fushan_draft: Draft, review: Review):
    found = queries.findings(fushan_draft)
    marks = Counter(one.mark or "" for one in review.findings)
    assert {mark: count for mark, count in found.marks.items() if count} == dict(marks)
    assert sum(len(group.lines) for group in found.groups) == len(review.findings)
    assert found.errors == review.errors
    assert found.warnings == len(review.findings) - marks["mended"] - review.errors
    shown = Counter((g.rule, line.mark, line.where) for g in found.groups for line in g.lines)
    told = Counter((one.rule.code, one.mark or "", one.where) for one in review.findings)
    assert shown == told


def test_what_blocks_comes_first_and_within_a_rule_what_the_plan_causes(fushan_draft: Draft):
    groups = queries.findings(fushan_draft).groups
    assert [one.severity for one in groups] == sorted(one.severity for one in groups)
    order = ["caused", "worsened", "", "left", "mended"]
    for group in groups:
        places = [order.index(line.mark) for line in group.lines]
        assert places == sorted(places)
        assert group.articles
        assert CHINESE.search(group.title)


def test_the_wall_shows_what_became_of_every_body(fushan_draft: Draft, reform: Outcome):
    wall = queries.wall_after(fushan_draft)
    bodies = {one.id: one for _label, band in wall.bands for one in band}
    before = set(reform.before.frame("bodies")["id"])
    after = set(reform.after.frame("bodies")["id"])
    assert {one for one, body in bodies.items() if body.mark == "ended"} == before - after
    assert {one for one, body in bodies.items() if body.mark == "new"} == after - before
    assert set(bodies) == before | after
    assert sum(wall.counts.values()) == len(bodies)
    for one in before - after:
        assert {heir for heir, _name in bodies[one].successors} <= after
        assert bodies[one].successors


def test_the_page_of_the_plan_names_no_id_and_no_person(fushan_draft: Draft, fushan: Register):
    page = queries.plan_page(fushan_draft, actor())
    assert len(page.changes) == 324
    assert not [one.said for one in page.changes if re.search(r"\b14\d{4}-(?!.*人员)", one.said)]
    assert all(CHINESE.search(one.said) for one in page.changes)
    assert page.error == ""


def test_every_query_gives_plain_values(fushan_draft: Draft):
    given = [
        queries.plans(actor()), queries.plan_page(fushan_draft, actor()),
        queries.results(fushan_draft), queries.findings(fushan_draft),
        queries.wall_after(fushan_draft), queries.change_kinds(),
        queries.choices(fushan_draft, "bodies"),
    ]  # fmt: skip
    assert [number for number, one in enumerate(given) if not plain(one)] == []


def test_findings_are_counted_by_change_once_the_rules_were_asked(fushan_draft: Draft):
    bridge._worked_out.cache_clear()
    fresh = queries.plan_page(fushan_draft, actor())
    assert {one.findings for one in fresh.changes} == {None}
    queries.findings(fushan_draft)
    later = queries.plan_page(fushan_draft, actor())
    assert sum(one.findings > 0 for one in later.changes) > 0


# kinds of change


def test_there_is_a_form_for_every_kind_of_change():
    forms = queries.change_kinds()
    assert [one.kind for one in forms] == [one.kind for one in CATALOGUE]
    assert len(forms) == 33
    assert all(one.label and one.means for one in forms)


@pytest.mark.parametrize("kind", CATALOGUE, ids=lambda kind: kind.kind)
def test_every_field_has_a_chinese_label_and_a_type(kind: type[Change]):
    form = next(one for one in queries.change_kinds() if one.kind == kind.kind)
    kept = {one.name for one in fields(kind)} - {"id", "certainty", "source"}
    assert {one.name for one in form.fields} == kept
    for one in form.fields:
        assert CHINESE.search(one.label), one.name
        assert one.type in TYPES
        assert bool(one.table) is (one.type in ("ref", "refs", "new"))
        assert bool(one.choices) is (one.type in ("choice", "posts"))
        assert not one.table or CHINESE.search(one.table_label)
    assert [one.common for one in form.fields] == sorted(one.common for one in form.fields)


def test_posts_are_asked_by_kind_of_post():
    split = next(one for one in queries.change_kinds() if one.kind == "split_body")
    posts = next(one for one in split.fields if one.name == "posts")
    assert posts.choices == tuple((kind.value, kind.label) for kind in PostKind)


# choices, drafts that fail, lists


def test_choices_are_those_after_the_changes():
    at = room()
    names = dict(queries.choices(drafted(at, ABSORB, RENAME), "bodies"))
    assert "gxj" not in names
    assert names["fgj"] == "县发展改革和工业信息化局"


def test_choices_of_a_plan_that_fails_are_those_it_got_to():
    names = dict(queries.choices(drafted(room(), ABSORB, GONE, RENAME), "bodies"))
    assert "gxj" not in names
    assert names["fgj"] == "县发展和改革局"


def test_people_are_chosen_by_body_and_id():
    draft = drafted(room())
    assert dict(queries.choices(draft, "people"))["r-fgj-d1"] == "县发展和改革局人员r-fgj-d1"


def test_two_of_one_name_are_told_apart_by_their_bodies():
    twice = {"id": "设股", "kind": "create_section", "section": "gxj-gj", "name": "公交股",
             "body": "gxj", "level": "zhenggu"}  # fmt: skip
    names = dict(queries.choices(drafted(room(), twice), "sections"))
    assert names["fgj-gj"] == "县发展和改革局公交股"
    assert names["gxj-gj"] == "县工业和信息化局公交股"
    assert names["gxj-zh"] == "综合股"


def test_the_page_shows_where_a_plan_stops():
    at = room()
    page = queries.plan_page(drafted(at, ABSORB, GONE, RENAME), at.officer)
    assert [bool(one.error) for one in page.changes] == [False, True, False]
    assert [one.tried for one in page.changes] == [True, True, False]
    assert "落空" in page.error


@pytest.mark.parametrize("query", [queries.results, queries.findings, queries.wall_after])
def test_a_plan_that_stops_has_its_error_and_nothing_else(query):
    found = query(drafted(room(), ABSORB, GONE))
    assert "落空" in found.error
    assert not getattr(found, "ledger", ())
    assert not getattr(found, "groups", ())
    assert not getattr(found, "bands", ())


def test_what_is_new_in_a_plan_is_called_by_the_name_it_is_given():
    at = room()
    page = queries.plan_page(drafted(at, NEW, {**ABSORB, "into": "dsj"}), at.officer)
    assert page.changes[1].said == "并入的机构：县工业和信息化局；组建或并入为：县大数据局"


def test_the_page_shows_verdicts_remarks_and_what_was_parked():
    at = room()
    draft = drafted(at, *THREE)
    does(actions.comment, at.reviewer, draft_id=draft.pk, change="改名", text="名称过长")
    does(actions.park, at.officer, draft_id=draft.pk, change_id="核编")
    draft.refresh_from_db()
    page = queries.plan_page(draft, at.officer)
    assert [one.id for one in page.parked] == ["核编"]
    assert page.parked[0].said == "机构：县发展改革和工业信息化局；编制类别：行政编制；核定数：20"
    assert page.changes[1].comments[0].text == "名称过长"
    assert page.changes[1].comments[0].open


def test_the_page_shows_verdicts_and_who_gave_them():
    at = room()
    page = queries.plan_page(judged(at, refusing=("改名",)), at.approver)
    assert [one.accepted for one in page.changes] == [True, False, True]
    assert [one.verdict for one in page.changes] == ["同意", "不同意", "同意"]
    assert (page.changes[1].verdict_reason, page.undecided) == ("理由不足", 0)
    assert page.may_approve


def test_the_history_says_what_was_edited_and_where_the_pointer_stands():
    at = room()
    draft = drafted(at, ABSORB, POSTS)
    does(actions.undo, at.officer, draft_id=draft.pk)
    draft.refresh_from_db()
    page = queries.plan_page(draft, at.officer)
    assert [one.current for one in page.history] == [False, True, False]
    assert page.history[0].said == (
        "增加 核编　核定编制：机构：县发展和改革局；编制类别：行政编制；核定数：20"
    )
    assert (page.can_undo, page.can_redo) == (True, True)


def test_a_list_tells_which_plans_the_register_has_left_behind():
    at = room()
    drafted(at, *THREE)
    assert [(one.changes, one.drifted) for one in queries.plans(at.viewer)] == [(3, False)]
    moved_on(at)
    assert [(one.base_number, one.drifted) for one in queries.plans(at.viewer)] == [(1, True)]


def test_a_plan_that_is_carried_out_has_not_drifted():
    at = room()
    page = queries.plan_page(applied(at), at.officer)
    assert (page.drifted, page.applied_number, page.may_revert) == (False, 2, True)


def test_a_change_is_given_to_its_form_as_the_plan_file_writes_it():
    draft = drafted(room(), ABSORB)
    change = bridge.plan_of(draft.current).changes[0]
    assert queries.change_given(draft, "并局") == as_plain(change) == ABSORB
    with pytest.raises(KeyError):
        queries.change_given(draft, "没有")


def test_the_plan_file_gives_the_plan_bound_to_its_register():
    at = room()
    name, text = queries.plan_file(drafted(at, *THREE))
    assert name == "141027-方案.yaml"
    assert Plan.from_yaml(text).baseline == at.register.hash
