"""The judge: fused equals one by one, streamed equals in memory, and no check is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from sanding.base import BadInput
from sanding.examples import example, example_plan
from sanding.exchange import scan_register, write_register
from sanding.law import Law, national_law
from sanding.law.figures import Raised
from sanding.plan import apply
from sanding.plan.frames import plan_frames
from sanding.register import Register
from sanding.register.kinds import Certainty
from sanding.rules.brief import Brief
from sanding.rules.catalogue import CATALOGUE, RULES
from sanding.rules.judge import FAILED, FINDINGS, Judgement, fused, judge
from sanding.rules.marks import marked
from sanding.rules.review import area_of, reviewed
from sanding.rules.rule import Confirmed, FrameRule, RowRule, Scope, Severity
from tests.builders import CODE, DAY, county

TODAY = date(2025, 7, 1)
LAW = national_law().on(TODAY, area=CODE)
REG_001 = RULES["REG-001"]
REG_011 = RULES["REG-011"]


@pytest.fixture(scope="module")
def fushan() -> Register:
    return example("fushan")


@pytest.fixture(scope="module")
def brief(fushan: Register) -> Brief:
    plan = example_plan("fushan")
    outcome = apply(plan, fushan)
    return Brief(outcome.after, fushan.day, fushan, plan_frames(plan, outcome))


def found(judgement: Judgement) -> list[tuple[object, ...]]:
    return judgement.findings.rows()


def test_all_rules_together_find_what_each_finds_alone(brief: Brief):
    together = judge(brief, LAW, CATALOGUE)
    alone = [judge(brief, LAW, [rule]) for rule in CATALOGUE]
    rows = sorted(map(repr, (row for one in alone for row in found(one))))
    assert sorted(map(repr, found(together))) == rows
    assert set(together.not_judged.rows()) == {r for one in alone for r in one.not_judged.rows()}
    assert together.findings.schema == FINDINGS
    assert not together.findings.filter(pl.col("table") == FAILED).height


def test_the_fused_pass_finds_what_plain_filters_find(fushan: Register):
    rows = [rule for rule in CATALOGUE if isinstance(rule, RowRule)]
    for table in {rule.table for rule in rows} & set(fushan.rows):
        some = [rule for rule in rows if rule.table == table]
        key = fushan.rows[table].table.key
        together = fused(fushan[table], key, some, LAW)
        for rule in some:
            plain = fushan.loose(table).filter(rule.breach(LAW))
            places = plain.select(
                pl.concat_str([pl.col(k).cast(pl.String) for k in key], separator="/")
            )
            ours = together.filter(pl.col("rule") == rule.code)["where"]
            assert sorted(ours) == sorted(places.to_series())


def test_a_register_on_disk_is_judged_as_one_in_memory(fushan: Register, tmp_path: Path):
    write_register(fushan, tmp_path / "reg")
    here = judge(Brief(fushan, TODAY), LAW, CATALOGUE)
    streamed = judge(Brief(scan_register(tmp_path / "reg"), TODAY), LAW, CATALOGUE)
    assert found(streamed) == found(here)


def test_the_order_of_rows_changes_nothing(fushan: Register):
    turned = fushan.with_tables({name: fushan.loose(name).reverse() for name in fushan.rows})
    assert found(judge(Brief(turned, TODAY), LAW, CATALOGUE)) == found(
        judge(Brief(fushan, TODAY), LAW, CATALOGUE)
    )


def broken(brief: Brief, law: object) -> pl.LazyFrame:
    return brief["people"].select(where="no_such_column")


def panicking(brief: Brief, law: object) -> pl.LazyFrame:
    raise pl.exceptions.PanicException("engine")


@pytest.mark.parametrize("breaches", [broken, panicking])
def test_a_rule_that_fails_on_odd_data_is_a_finding_and_the_others_are_asked(breaches: object):
    odd = FrameRule(
        code="REG-002", title="", table="people", severity=Severity.ERROR, why="",
        sources=REG_001.sources, says="", mends="", breaches=breaches,  # type: ignore[arg-type]
    )  # fmt: skip
    judgement = judge(Brief(county(), DAY), LAW, [REG_001, odd])
    rows = judgement.findings.filter(pl.col("table") == FAILED)
    assert rows.select("rule", "severity").rows() == [("REG-002", "error")]
    assert judgement.findings.filter(pl.col("rule") == "REG-001").height > 0


def test_a_row_rule_that_fails_takes_no_other_with_it():
    assert isinstance(REG_011, RowRule)
    odd = replace(REG_011, code="REG-012", breach=lambda law: pl.col("no_such_column") > 0)
    rows = judge(Brief(county(), DAY), LAW, [REG_011, odd]).findings
    assert set(rows.filter(pl.col("table") == FAILED)["rule"]) == {"REG-012"}
    assert rows.filter(pl.col("rule") == "REG-011").height > 0


def test_an_unread_rule_warns_until_an_overlay_raises_it():
    unread = replace(REG_001, confirmed=Confirmed.UNVERIFIED)
    brief = Brief(county(), DAY)
    assert set(judge(brief, LAW, [unread]).findings["severity"]) == {"warning"}
    raised = Raised(rule="REG-001", severity="error", since=DAY, area="14", confirmed_by="省委编办")
    law = national_law().with_overlay(Law({}, {}, (raised,))).on(DAY, area=CODE)
    assert set(judge(brief, law, [unread]).findings["severity"]) == {"error"}
    elsewhere = national_law().with_overlay(Law({}, {}, (raised,))).on(DAY, area="320102")
    assert set(judge(brief, elsewhere, [unread]).findings["severity"]) == {"warning"}


def test_a_rule_that_is_switched_off_is_listed_with_who_did_it():
    off = Raised(rule="REG-001", severity="off", since=DAY, area="", confirmed_by="省委编办")
    law = national_law().with_overlay(Law({}, {}, (off,))).on(DAY)
    judgement = judge(Brief(county(), DAY), law, [REG_001])
    assert judgement.findings.is_empty()
    assert judgement.not_judged.rows() == [("REG-001", "补充规定停用：省委编办")]


def test_before_its_instrument_is_in_force_a_rule_is_not_asked():
    judgement = judge(Brief(county(), DAY), national_law().on(date(2007, 4, 30)), [REG_001])
    assert judgement.findings.is_empty()
    assert judgement.not_judged.rows() == [("REG-001", "2007-04-30 尚未施行所依据的文件")]


def test_a_numbered_and_dated_exemption_makes_an_error_a_warning_and_hides_nothing():
    paper = {"id": "例外", "kind": "exemption", "about": "fgj", "detail": "REG-001"}
    numbered = {**paper, "number": "浮编〔2020〕1号"}
    last, past = date(2020, 12, 31), date(2020, 6, 29)
    told = [{**numbered, "until": last}, {**numbered, "until": past},
            {**paper, "until": last}, numbered]  # fmt: skip
    judged = []
    for one in told:
        brief = Brief(county(evidence=[one]), DAY)
        rows = dict(judge(brief, LAW, [REG_001]).findings.select("where", "severity").rows())
        judged.append(rows["fgj"])
        assert rows["gxj"] == "error"
    assert judged == ["warning", "error", "error", "error"]


def findings(*rows: tuple[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"rule": "REG-002", "severity": "error", "table": "bodies", "where": where,
          "detail": "institution", "amount": amount} for where, amount in rows],
    ).with_columns(value=pl.lit(None, pl.String), limit=pl.lit(None, pl.String)).select(
        pl.col(name).cast(dtype) for name, dtype in FINDINGS.items()
    )  # fmt: skip


def test_a_rule_that_names_an_unknown_figure_is_refused_with_file_and_line(fushan: Register):
    odd = replace(REG_001, figures=("no_such_figure",))
    with pytest.raises(BadInput, match=r"reg_001_approval_document.py.*no_such_figure"):
        reviewed(fushan, rules=[odd])


def test_a_plan_causes_mends_and_leaves():
    before = findings(("甲", 2), ("乙", 3), ("丙", 1), ("丁", 4))
    after = findings(("甲", 2), ("戊", 5), ("己", 1))
    heirs = {("bodies", "乙"): ["戊"], ("bodies", "丙"): ["戊"], ("bodies", "丁"): ["甲甲"]}
    rows = marked(before, after, heirs).select("mark", "where", "before", "amount").rows()
    assert rows == [
        ("caused", "己", None, 1),
        ("left", "甲", 2, 2),
        ("mended", "丁", 4, 0),
        ("worsened", "戊", 4, 5),  # two that were over went into one that is more so
    ]


def test_a_rule_judged_on_one_side_only_is_not_compared():
    before, after = findings(("甲", 2)), findings(("乙", 1))
    rows = marked(before, after, {}, not_compared=["REG-002"]).select("where", "mark").rows()
    assert rows == [("乙", None)]
    failed = after.with_columns(table=pl.lit(FAILED))
    assert marked(before, failed, {})["mark"].to_list() == [None]


def test_the_law_of_another_day_is_put_to_the_same_facts(fushan: Register):
    """Who was appointed since is still there when the law of years ago is asked."""
    rules = [RULES["REG-003"], RULES["REG-031"]]
    plan = example_plan("fushan")
    outcome = apply(plan, fushan)
    now = reviewed(fushan, outcome=outcome, rules=rules).found
    then = reviewed(fushan, outcome=outcome, rules=rules, on=date(2019, 6, 30)).found
    assert then.equals(now)


def test_the_narrowest_area_that_counties_share():
    assert area_of(["141027"]) == "141027"
    assert area_of(["141027", "141030"]) == "1410"
    assert area_of(["141027", "140930"]) == "14"
    assert area_of(["141027", "320102"]) == ""


def test_a_review_without_a_plan_marks_nothing(fushan: Register):
    review = reviewed(fushan)
    assert review.after is None
    assert review.found["mark"].null_count() == review.found.height > 0
    assert {one.mark for one in review.findings} == {None}
    assert review.errors == review.found.filter(pl.col("severity") == "error").height


def test_without_personnel_files_the_rules_that_want_them_are_listed(fushan: Register):
    outcome = apply(example_plan("fushan"), fushan)
    for review in (reviewed(fushan), reviewed(fushan, outcome=outcome)):
        silent = set(review.not_judged["rule"])
        personal = [one for one in CATALOGUE if one.scope is Scope.PLACEMENT]
        wanting = {one.code for one in personal if "placements" in one.needs}
        assert wanting
        assert wanting <= silent


def test_rules_of_a_plan_are_asked_only_with_one_and_never_of_what_was_before(fushan: Register):
    outcome = apply(example_plan("fushan"), fushan)
    with_plan = reviewed(fushan, outcome=outcome)
    alone, before = reviewed(fushan), with_plan.before
    assert not scopes(alone.found, alone.not_judged) & {Scope.PLAN}
    assert not scopes(before.findings, before.not_judged) & {Scope.PLAN, Scope.PLACEMENT}
    later = with_plan.found.filter(pl.col("rule").str.contains("^(PLN|PLC)"))
    assert set(later["mark"]) == {"caused"}


def scopes(*frames: pl.DataFrame) -> set[Scope]:
    return {RULES[code].scope for frame in frames for code in frame["rule"]}


def test_synthetic_people_are_named_by_id_only(fushan: Register):
    names = set(
        fushan.frame("people").filter(pl.col("certainty") == str(Certainty.SYNTHETIC))["name"]
    )
    said = "".join(one.message() for one in reviewed(fushan).findings if one.table == "people")
    assert not [name for name in names if len(name) > 2 and name in said]
