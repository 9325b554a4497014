"""A small county's plan room: who works there, and a plan of three changes on its register."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sanding.plan import Plan
from sanding.plan.codec import change_of
from sanding.register import Register
from sanding_web.accounts.access import Actor
from sanding_web.planning import actions
from sanding_web.planning.models import Draft
from sanding_web.registers.models import Revision
from tests.builders import CODE, county
from tests.web.builders import AT, actor, revision_of

Plain = Mapping[str, Any]
ABSORB = {"id": "并局", "kind": "absorb_body", "absorbed": "gxj", "into": "fgj", "reason": "精简"}
RENAME = {"id": "改名", "kind": "rename_body", "body": "fgj", "name": "县发展改革和工业信息化局"}
POSTS = {
    "id": "核编", "kind": "approve_posts", "body": "fgj", "post_kind": "administrative",
    "approved": 20,
}  # fmt: skip
THREE = (ABSORB, RENAME, POSTS)
NEW = {
    "id": "新设", "kind": "create_body", "county": CODE, "body": "dsj", "name": "县大数据局",
    "body_kind": "government_department", "level": "zhengke",
}  # fmt: skip
GONE = {"id": "落空", "kind": "rename_body", "body": "没有", "name": "无此机构"}


@dataclass(frozen=True)
class Room:
    """Who works in the plan room of a county, and its register's first revision."""

    revision: Revision
    register: Register
    officer: Actor
    reviewer: Actor
    approver: Actor
    viewer: Actor


def room(register: Register | None = None) -> Room:
    """A county with a register and an officer of each role."""
    held = county() if register is None else register
    code = held.counties[0]
    roles = (actor(role, code) for role in ("officer", "reviewer", "approver", "viewer"))
    return Room(revision_of(held), held, *roles)


def does(act: Callable[..., Draft], by: Actor, **given: Any) -> Draft:
    """Do an act once."""
    return act(by=by, at=AT, **{"once": uuid4(), **given})


def drafted(at: Room, *changes: Plain, name: str = "方案", title: str = "机构改革方案") -> Draft:
    """A plan of these changes being drawn up."""
    draft = does(actions.begin, at.officer, county=at.register.counties[0], name=name, title=title)
    for one in changes:
        draft = does(actions.edit, at.officer, draft_id=draft.pk, change=dict(one))
    return draft


def submitted(at: Room, *changes: Plain) -> Draft:
    """A plan of these changes, or of the three, under review."""
    draft = drafted(at, *(changes or THREE))
    return does(actions.submit, at.officer, draft_id=draft.pk)


def judged(at: Room, *changes: Plain, refusing: tuple[str, ...] = ()) -> Draft:
    """A plan with a verdict on every change."""
    draft = submitted(at, *changes)
    for one in changes or THREE:
        accepted = one["id"] not in refusing
        draft = does(
            actions.judge, at.reviewer, draft_id=draft.pk, change_id=one["id"], accepted=accepted,
            reason="" if accepted else "理由不足",
        )  # fmt: skip
    return draft


def approved(at: Room, *changes: Plain, refusing: tuple[str, ...] = ()) -> Draft:
    """A plan that is approved."""
    draft = judged(at, *changes, refusing=refusing)
    return does(actions.approve, at.approver, draft_id=draft.pk)


def applied(at: Room, *changes: Plain, refusing: tuple[str, ...] = ()) -> Draft:
    """A plan that is carried out."""
    draft = approved(at, *changes, refusing=refusing)
    return does(actions.carry_out, at.officer, draft_id=draft.pk)


def core_plan(at: Room, *changes: Plain) -> Plan:
    """The same plan, made by the core alone and bound to the register."""
    made = tuple(change_of(dict(one)) for one in changes)
    return Plan(id="方案", title="机构改革方案", county=CODE, changes=made,
                baseline=at.register.hash)  # fmt: skip


def moved_on(at: Room) -> Revision:
    """The county's register with another number of residents, put in as the next revision."""
    rows = at.register.frame("counties").with_columns(residents=96_000)
    changed = at.register.with_tables(
        {"counties": at.register.rows["counties"].table.conform(rows)}
    )
    return revision_of(changed)
