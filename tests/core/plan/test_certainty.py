"""How sure a row is after a change rewrote it: no surer than the row was, nor than the change."""

from __future__ import annotations

import polars as pl
import pytest

from sanding.plan.approve_leadership import ApproveLeadership
from sanding.plan.approve_posts import ApprovePosts
from sanding.plan.change import Change
from sanding.plan.regroup_sections import RegroupSections
from sanding.plan.rename_body import RenameBody
from sanding.register import Register
from sanding.register.kinds import Certainty, Level, PostKind
from tests.builders import county

TYPICAL, DOCUMENTED = Certainty.TYPICAL, Certainty.DOCUMENTED


def sure(register: Register, table: str, row: pl.Expr) -> str | None:
    return register.frame(table).filter(row)["certainty"].item()


@pytest.mark.parametrize(
    ("row", "change", "after"),
    [
        (DOCUMENTED, TYPICAL, TYPICAL),
        (TYPICAL, DOCUMENTED, TYPICAL),
        (DOCUMENTED, DOCUMENTED, DOCUMENTED),
        (DOCUMENTED, None, DOCUMENTED),
        (None, TYPICAL, None),
    ],
)
def test_a_new_name_is_no_surer_than_the_plan(
    row: Certainty | None, change: Certainty | None, after: Certainty | None
):
    register = county()
    bodies = register.frame("bodies").with_columns(
        certainty=pl.lit(row, register.frame("bodies").schema["certainty"])
    )
    rename = RenameBody(body="fgj", name="县发展局", certainty=change)
    done = rename.carry_out(register.with_tables({"bodies": bodies})).register
    assert sure(done, "bodies", pl.col("id") == "fgj") == after


@pytest.mark.parametrize(
    ("table", "change"),
    [
        (
            "establishment",
            ApprovePosts(
                body="fgj", post_kind=PostKind.SUPPORT, approved=3, certainty=Certainty.TYPICAL
            ),
        ),
        ("leadership", ApproveLeadership(body="zwzx", chief=1, deputy=4, certainty=TYPICAL)),
    ],
)
def test_posts_say_how_sure_the_plan_is(table: str, change: Change):
    done = change.carry_out(county()).register
    rows = done.frame(table).filter(pl.col("certainty").is_not_null())
    assert rows["certainty"].to_list() == ["typical"]


def test_what_sections_were_there_for_is_put_together():
    sections = (
        {"id": "s-1", "name": "救助股", "body": "fgj", "duties": "城乡低保"},
        {"id": "s-2", "name": "福利股", "body": "fgj", "duties": "养老服务"},
    )
    regroup = RegroupSections(
        sections=("s-1", "s-2"), into="s-9", name="综合股", body="fgj", level=Level.ZHENGGU
    )
    done = regroup.carry_out(county(sections=sections, people=(), positions=(), appointments=(),
                                    portfolios=())).register  # fmt: skip
    told = done.frame("sections").filter(pl.col("id") == "s-9")["duties"].item()
    assert told == "城乡低保；养老服务"
