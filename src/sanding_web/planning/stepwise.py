"""A plan carried out in stages, each kept: an edit near the end does not begin from the start."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256

from sanding.base import SandingError
from sanding.plan import Outcome, Plan, apply
from sanding.plan.codec import as_plain
from sanding.register import Register

STEP = 32  # changes of a stage


class Stopped(Exception):
    """A change that cannot be carried out: how many came before it, and why."""

    def __init__(self, done: int, why: str) -> None:
        """Hold both."""
        self.done = done
        super().__init__(why)


class _Reused(Exception):
    """An id that an earlier stage ended is given anew: the core says so for the whole plan."""


@dataclass(frozen=True)
class _Stage:
    """Some changes after others; two are one if the register and all so far are the same."""

    key: str
    start: int = field(compare=False)
    plan: Plan = field(compare=False)  # with the changes of this stage alone
    register: Register = field(compare=False)
    before: _Stage | None = field(compare=False)


def carried_out(plan: Plan, register: Register) -> Outcome:
    """The same outcome as of `plan.apply`, from the longest beginning that is kept.

    The plan is bound to the register. Raises `Stopped`.
    """
    stages = list(_stages(replace(plan, baseline=None), register))
    try:
        done = _done(stages[-1]) if stages else _whole(plan, register)
    except _Reused:
        done = _whole(plan, register)
    return replace(done, plan=plan, before=register)


def _stages(plan: Plan, register: Register) -> Iterator[_Stage]:
    before: _Stage | None = None
    key = f"{id(register)} {plan.county}"  # a kept stage holds its register: no other has this id
    for start in range(0, len(plan.changes), STEP):
        some = plan.changes[start : start + STEP]
        text = json.dumps([as_plain(one) for one in some], ensure_ascii=False, default=str)
        key = sha256(f"{key} {text}".encode()).hexdigest()
        before = _Stage(key, start, replace(plan, changes=some), register, before)
        yield before


@lru_cache(maxsize=64)
def _done(stage: _Stage) -> Outcome:
    """What all changes up to the end of a stage come to."""
    if stage.before is None:
        return _whole(stage.plan, stage.register)
    former = _done(stage.before)
    part = _whole(stage.plan, former.after, stage.start)
    if any(one in former.succession.heirs for one in part.created):
        raise _Reused
    return Outcome(
        part.plan,
        former.before,
        part.after,
        former.succession.then(part.succession),
        former.entries + part.entries,
        former.created | part.created,
    )


def _whole(plan: Plan, register: Register, start: int = 0) -> Outcome:
    reached = 0

    def count(number: int, _all: int) -> None:
        nonlocal reached
        reached = number

    try:
        return apply(plan, register, progress=count)
    except SandingError as error:
        raise Stopped(start + reached, str(error)) from None
