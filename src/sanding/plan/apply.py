"""Carry a plan out, keep what it takes to revert it, and revert it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import polars as pl

from sanding.base import BadInput, Fault, ImpossibleChange, SandingError, _
from sanding.plan.diff import ADD, diff, reversed_diff, with_diff
from sanding.plan.ledger import Entry, entries_frame, ledger, people_by_scope
from sanding.plan.plan import Plan
from sanding.plan.sound import refuse_strangers
from sanding.plan.succession import Succession
from sanding.register import Register

JOURNAL = {"entry": pl.Int64, "plan": pl.String, "plan_hash": pl.String,
           "before_hash": pl.String, "after_hash": pl.String}  # fmt: skip


PROBLEMS = {
    "orphan": _("没有承接"), "double": _("撤销后仍在"), "stray": _("来历不明"),
    "unbalanced": _("增减不平衡"),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a plan did: the register before and after, the succession and the ledger's lines."""

    plan: Plan
    before: Register
    after: Register
    succession: Succession
    entries: tuple[tuple[str, Entry], ...]  # id of the change, line
    created: frozenset[tuple[str, str]]

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """The ledger by scope and kind of post, see `ledger.ledger`."""
        return ledger(self.before, self.after, (entry for _, entry in self.entries))

    @cached_property
    def people(self) -> pl.DataFrame:
        """People by scope before and after, see `ledger.people_by_scope`."""
        return people_by_scope(self.before, self.after)

    @property
    def lines(self) -> pl.DataFrame:
        """The ledger's lines, each with the change that made it."""
        return entries_frame(self.entries)

    def losses(self) -> pl.DataFrame:
        """What the plan would lose; empty for a plan that can be submitted.

        Columns `table, id, problem` (a key of `PROBLEMS`): ids gone without a successor, people
        included, ids that came from nowhere, ledger lines out of balance.
        """
        return self._losses

    @cached_property
    def _losses(self) -> pl.DataFrame:
        rows = [self.succession.broken(self.before, self.after)]
        strays = [
            (name, one, "stray")
            for name, kept in self.after.rows.items()
            if kept.table.has_id and kept is not self.before.rows[name]
            for one in set(kept.loose["id"]) - set(self.before.loose(name)["id"])
            if (name, one) not in self.created
        ]
        off = self.ledger.filter(pl.col("balance") != 0)
        odd = [("establishment", f"{scope}/{post}", "unbalanced") for scope, post in
               off.select("scope", "post").rows()]  # fmt: skip
        schema = {"table": pl.String, "id": pl.String, "problem": pl.String}
        rows.append(pl.DataFrame([*strays, *odd], schema=schema, orient="row"))
        return pl.concat(rows).sort("table", "id")

    @cached_property
    def journalled(self) -> Register:
        """The register after, with this plan in its journal: all it takes to revert."""
        back = reversed_diff(diff(self.before, self.after))
        old = self.before.journal
        number = 1 if old is None or not len(old) else int(old["entry"].max()) + 1  # type: ignore[arg-type]
        head = pl.DataFrame(
            [(number, self.plan.id, self.plan.hash, self.before.hash, self.after.hash)],
            schema=JOURNAL, orient="row",
        )  # fmt: skip
        entry = head.join(back, how="cross") if len(back) else _empty_entry(head, back)
        journal = entry if old is None else pl.concat([old, entry])
        return replace(self.after, journal=journal)


def _empty_entry(head: pl.DataFrame, back: pl.DataFrame) -> pl.DataFrame:
    return head.with_columns(pl.lit(None, pl.String).alias(name) for name in back.columns)


def apply(
    plan: Plan, register: Register, *, progress: Callable[[int, int], None] | None = None
) -> Outcome:
    """Carry out the changes of `plan` in order.

    Raises `BadInput` if the plan is another county's or bound to another baseline (a later wave
    may follow the plan's earlier ones), `ImpossibleChange` naming the change that cannot be done;
    the register given is never touched.
    """
    if plan.county not in register.counties:
        message = _("方案是 {county} 的，台账里没有这个县").format(county=plan.county)
        raise BadInput([Fault("bad_plan", message, column="county")])
    bound = plan.baseline is not None  # a draft asks for no hash
    if bound and plan.baseline not in (register.hash, _begun_on(plan, register)):
        raise _drifted(_("方案所依据的现状与这份台账不同，请在最新台账上重新核对方案"))
    after, succession = register, Succession()
    entries: list[tuple[str, Entry]] = []
    created: set[tuple[str, str]] = set()
    gone = _ended_before(register)
    for number, change in enumerate(plan.changes):
        try:
            refuse_strangers(change, after)
            done = change.carry_out(after)
        except SandingError as error:
            raise ImpossibleChange(
                _("变更 {change}（{kind}）：{error}").format(
                    change=change.id, kind=change.label, error=error
                )
            ) from None
        for table, one in done.created:
            if (table, one) in succession.heirs or (table, one) in gone:
                raise ImpossibleChange(
                    _("变更 {change}：编号 {one} 已撤销，编号永不重用").format(
                        change=change.id, one=one
                    )
                )
        after, succession = done.register, succession.then(done.succession)
        entries += ((change.id, entry) for entry in done.entries)
        created.update(done.created)
        if progress:
            progress(number + 1, len(plan.changes))
    return Outcome(plan, register, after, succession, tuple(entries), frozenset(created))


def _begun_on(plan: Plan, register: Register) -> str | None:
    """The hash on which this plan's earlier waves began, if nothing else came since."""
    journal = register.journal
    if journal is None or not len(journal):
        return None
    entries = journal.select(list(JOURNAL)).unique().sort("entry").rows(named=True)
    expected, begun = register.hash, None
    for entry in reversed(entries):
        if entry["plan"] != plan.id or entry["after_hash"] != expected:
            break
        if entry["plan_hash"] == plan.hash:
            return None  # this very wave was carried out already
        expected = begun = entry["before_hash"]
    return begun


def _ended_before(register: Register) -> frozenset[tuple[str, str]]:
    """What earlier plans ended, from the journal: reverting would add it again."""
    if register.journal is None:
        return frozenset()
    back = register.journal.filter((pl.col("op") == ADD) & (pl.col("column") == "id"))
    return frozenset(back.select("table", "after").rows())


def revert(register: Register, plan: Plan) -> Register:
    """Return the register as it was before `plan`, from its journal.

    Raises `BadInput` if the plan is not the last one applied, or the register moved on since.
    """
    journal = register.journal
    if journal is None or not len(journal):
        raise _drifted(_("这份台账没有施行过方案的记录，无从撤回"))
    last = journal.filter(pl.col("entry") == pl.col("entry").max())
    baseline = last["before_hash"][0]
    same = [plan, plan.bound_to(baseline)]  # bound or still a draft, it is the same plan
    if plan.baseline == baseline:
        same.append(replace(plan, baseline=None))
    if last["plan_hash"][0] not in {one.hash for one in same}:
        raise _drifted(
            _("最近施行的是方案“{one}”，不是这一份，请先撤回它").format(one=last["plan"][0])
        )
    if last["after_hash"][0] != register.hash:
        raise _drifted(_("台账在施行方案之后又有改动，请先撤回那些改动"))
    back = last.drop(list(JOURNAL)).filter(pl.col("table").is_not_null())
    before = with_diff(register, back)
    if before.hash != baseline:
        raise _drifted(_("撤回后的台账与施行前不符，记录可能已损坏"))
    rest = journal.filter(pl.col("entry") < last["entry"][0])
    return replace(before, journal=rest if len(rest) else None)


def _drifted(message: str) -> BadInput:
    return BadInput([Fault("drift", message)])
