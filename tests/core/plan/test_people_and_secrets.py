"""People apart from posts, and what a difference shows of them."""

from __future__ import annotations

import polars as pl

from sanding.plan import apply, diff, with_diff, without_sensitive_cells
from sanding.plan.absorb_body import AbsorbBody
from sanding.plan.transfer_power import TransferPower
from sanding.register.kinds import Certainty
from tests.builders import county, plan
from tests.pilots import NAMES, outcome

NUMBER = "11010519491231002X"  # the sample of the national standard


def test_people_pass_from_scope_to_scope_and_none_is_lost():
    for name in NAMES:
        people = outcome(name).people
        assert people["before"].sum() == people["after"].sum()
        assert people["before"].sum() == outcome(name).before.frame("people").height
        assert people.filter(pl.col("scope") == "institutions")["before"].item() > 1_500


def test_people_of_an_institution_absorbed_by_an_office_change_scope():
    people = ({"id": "r-1", "name": "甲", "body": "zwzx"},)
    before = county(people=people, appointments=(), positions=())
    done = apply(plan(AbsorbBody(id="c-1", absorbed="zwzx", into="fgj")), before)
    assert done.people.rows() == [("institutions", 1, 0), ("offices", 0, 1)]


def test_a_difference_to_be_shown_hides_sensitive_cells_and_only_these():
    before = county()
    people = before.frame("people").with_columns(id_number=pl.lit(NUMBER))
    after = before.with_tables({"people": people})
    found = diff(before, after)
    shown = without_sensitive_cells(found)
    assert NUMBER not in shown.write_csv()
    assert set(shown.filter(pl.col("column") == "id_number")["after"]) == {"***"}
    assert shown.filter(pl.col("column") == "id_number")["before"].null_count() == people.height
    assert with_diff(before, found).hash == after.hash, "the true difference still leads there"


def test_posts_that_add_up_are_as_sure_as_the_least_sure_of_them():
    rows = (
        {"body": "fgj", "kind": "administrative", "approved": 10, "certainty": "documented"},
        {"body": "gxj", "kind": "administrative", "approved": 90, "certainty": "typical"},
    )
    absorb = AbsorbBody(absorbed="gxj", into="fgj", certainty=Certainty.DOCUMENTED)
    after = absorb.carry_out(county(establishment=rows)).register.frame("establishment")
    assert after.select("approved", "certainty").rows() == [(100, "typical")]


def test_a_power_keeps_its_team_unless_another_is_named():
    before = county(
        teams=({"id": "t-1", "name": "执法队", "body": "zwzx"},),
        powers=({"id": "pw-1", "name": "对某事的处罚", "body": "gxj", "team": "t-1"},),
    )
    done = TransferPower(powers=("pw-1",), to="fgj").carry_out(before).register
    assert done.frame("powers").select("body", "team").rows() == [("fgj", "t-1")]
