"""Judging: row rules fused into one pass per table, frame rules together, nothing ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import polars as pl

from sanding.base import _
from sanding.law import InForce, NotInForce
from sanding.register import TABLES, Engine
from sanding.register.personnel import PERSONNEL
from sanding.register.record_kinds import EvidenceKind
from sanding.rules.brief import PLAIN, Brief
from sanding.rules.rule import Confirmed, FrameRule, RowRule, Rule, Severity

FINDINGS = {
    "rule": pl.String, "severity": pl.String, "table": pl.String, "where": pl.String,
    "detail": pl.String, "value": pl.String, "limit": pl.String, "amount": pl.Int64,
}  # fmt: skip
NOT_JUDGED = {"rule": pl.String, "reason": pl.String}
FAILED = "rules"  # the table of a finding about a rule that could not be judged
RAW = {**{name: FINDINGS[name] for name in ("rule", "table", "where", "detail", "value", "limit",
                                            "amount")}, "lenient": pl.Boolean}  # fmt: skip
NOTHING = pl.DataFrame(schema=RAW)
WORKERS = 4 if pl.thread_pool_size() > 1 else 1  # one thread is one of many processes
SUSPECT = "_suspect"
ODD = (Exception, pl.exceptions.PanicException)  # an engine's panic is no Exception


@dataclass(frozen=True)
class Judgement:
    """What was found (合规提示), and which rules could not be asked, with the reason.

    `findings` has the columns of `FINDINGS`, errors first, then by rule and place.
    """

    findings: pl.DataFrame
    not_judged: pl.DataFrame

    @property
    def errors(self) -> int:
        """How many findings block."""
        return self.findings.filter(pl.col("severity") == str(Severity.ERROR)).height


def judge(brief: Brief, law: InForce, rules: Sequence[Rule]) -> Judgement:
    """Put the brief to the rules; a rule that fails on odd data is itself a finding."""
    asked, silent = _asked(brief, law, rules)
    rows = [rule for rule in asked if isinstance(rule, RowRule)]
    frames = [rule for rule in asked if isinstance(rule, FrameRule)]
    found: list[pl.DataFrame] = []
    by_table: dict[str, list[RowRule]] = {}
    for rule in rows:
        by_table.setdefault(rule.table, []).append(rule)
    for table, some in by_table.items():
        found += _fused_safely(brief, law, table, some, silent)
    with ThreadPoolExecutor(WORKERS) as pool:
        for answer in pool.map(lambda rule: _answer(rule, brief, law), frames):
            if isinstance(answer, pl.DataFrame):
                found.append(answer)
            else:
                silent.append(answer)
    return Judgement(_settled(found, brief, law, rules), _sorted(silent))


def _answer(rule: FrameRule, brief: Brief, law: InForce) -> pl.DataFrame | tuple[str, str]:
    """What one rule finds, or why it could not be asked.

    Rules are collected one by one: planning many queries at once takes longer than it saves.
    """
    try:
        query = rule.breaches(brief, law)
        return _ruled(rule, query.collect(engine=brief.engine, optimizations=PLAIN))
    except NotInForce as error:
        return rule.code, str(error)
    except ODD as error:  # the rule is at fault or the data are odd: a finding
        return _failed(rule, error)


def fused(
    frame: pl.LazyFrame,
    key: Sequence[str],
    rules: Sequence[RowRule],
    law: InForce,
    *,
    pieces: Sequence[Mapping[str, pl.Expr]] = (),
    engine: Engine = "streaming",
) -> pl.DataFrame:
    """Put each row once to all row rules of its table; only suspects are measured.

    `pieces` are columns several rules read, layer on layer. Columns of what is found: `rule,
    where, value, limit, amount`, one row per breach. The mask is a column before it is a filter:
    within a filter nothing that rules share would be shared.
    """
    for layer in pieces:
        frame = frame.with_columns(**layer)
    marks = [(rule.suspect or rule.breach)(law) for rule in rules]
    masks = [rule.breach(law).fill_null(value=False).alias(rule.code) for rule in rules]
    amounts = [rule.amount(law).alias(f"{rule.code} amount") for rule in rules if rule.amount]
    values = {rule.value for rule in rules if rule.value}
    kept = [pl.col(name).cast(pl.String) for name in dict.fromkeys([*key, *sorted(values)])]
    suspects = (
        frame.with_columns(pl.any_horizontal(marks).alias(SUSPECT))
        .filter(SUSPECT)
        .select(*kept, *masks, *amounts)
        .collect(engine=engine)
    )
    where = pl.concat_str(list(key), separator="/")
    return pl.concat([_of_rule(suspects.filter(rule.code), where, rule, law) for rule in rules])


def _of_rule(broken: pl.DataFrame, where: pl.Expr, rule: RowRule, law: InForce) -> pl.DataFrame:
    return broken.select(
        rule=pl.lit(rule.code),
        where=where,
        value=pl.col(rule.value) if rule.value else pl.lit(None, pl.String),
        limit=pl.lit(str(law.value(rule.limit)) if rule.limit else None, pl.String),
        amount=pl.col(f"{rule.code} amount").cast(pl.Int64) if rule.amount else pl.lit(1, pl.Int64),
    )


def _fused_safely(
    brief: Brief, law: InForce, table: str, rules: list[RowRule], silent: list[tuple[str, str]]
) -> list[pl.DataFrame]:
    ready: list[RowRule] = []
    failed: list[pl.DataFrame] = []
    for rule in rules:
        try:
            rule.breach(law)
            if rule.amount:
                rule.amount(law)
            if rule.limit:
                law.value(rule.limit)
            ready.append(rule)
        except NotInForce as error:
            silent.append((rule.code, str(error)))
        except ODD as error:
            failed.append(_failed(rule, error))
    key = (TABLES.get(table) or PERSONNEL[table]).key
    if not ready:
        return failed
    try:
        found = fused(brief[table], key, ready, law, engine=brief.engine)
        return [_raw(found, table=table), *failed]
    except ODD as error:
        if len(ready) == 1:
            return [_failed(ready[0], error), *failed]
    return failed + [
        frame for one in ready for frame in _fused_safely(brief, law, table, [one], silent)
    ]


def _asked(
    brief: Brief, law: InForce, rules: Iterable[Rule]
) -> tuple[list[Rule], list[tuple[str, str]]]:
    """Rules to ask, and those not to ask with the reason."""
    asked: list[Rule] = []
    silent: list[tuple[str, str]] = []
    there: dict[str, bool] = {}
    for rule in rules:
        said = law.severity(rule.code)
        if said and said.severity == "off":
            silent.append((rule.code, _("补充规定停用：{who}").format(who=said.confirmed_by)))
            continue
        if not any(law.has(source.instrument) for source in rule.sources):
            message = _("{day} 尚未施行所依据的文件").format(day=law.on.isoformat())
            silent.append((rule.code, message))
            continue
        for name in rule.needs:
            if name not in there:
                there[name] = brief.has(name)
        missing = [name for name in rule.needs if not there[name]]
        if missing:
            labels = "、".join(label_of(name) for name in missing)
            silent.append((rule.code, _("没有{tables}数据").format(tables=labels)))
            continue
        asked.append(rule)
    return asked, silent


def label_of(table: str) -> str:
    """Return a table's Chinese name."""
    name, _colon, kind = table.partition(":")
    if name == "plan" and kind:
        return {"freeze_on": _("方案冻结日期")}.get(kind, kind)
    if kind:
        return EvidenceKind(kind).label
    known = TABLES.get(name) or PERSONNEL.get(name)
    return known.label if known else {"changes": _("方案变更"), "plan": _("方案")}.get(table, table)


def _ruled(rule: Rule, frame: pl.DataFrame) -> pl.DataFrame:
    if frame.is_empty():
        return NOTHING
    return _raw(frame, rule=rule.code, table=rule.table)


def _raw(frame: pl.DataFrame, **values: str) -> pl.DataFrame:
    """The columns of `RAW`, column by column: a query for each rule would take longer."""
    there, given = set(frame.columns), {"amount": 1, "lenient": False, **values}
    return pl.DataFrame([
        frame.get_column(name).cast(dtype)
        if name in there
        else pl.Series(name, [given.get(name)], dtype=dtype).new_from_index(0, frame.height)
        for name, dtype in RAW.items()
    ])  # fmt: skip


def _failed(rule: Rule, error: BaseException) -> pl.DataFrame:
    said = type(error).__name__  # its text may quote rows, and so people
    row = {"rule": rule.code, "table": FAILED, "where": rule.code, "value": said, "amount": 1}
    return _raw(pl.DataFrame([row]))


def _settled(
    found: list[pl.DataFrame], brief: Brief, law: InForce, rules: Sequence[Rule]
) -> pl.DataFrame:
    """Findings with their severity, in order; a dated exemption makes one a warning."""
    raw = pl.concat([pl.DataFrame(schema=RAW), *found])
    blocking = [rule.code for rule in rules if severity(rule, law) is Severity.ERROR]
    lifted = _exemptions(brief)
    lifts = pl.col("lifted").fill_null(value=False) & (pl.col("table") != FAILED)
    lenient = pl.col("lenient").fill_null(value=False) | lifts
    blocks = pl.col("rule").is_in(blocking) & ~lenient
    return (
        raw.join(lifted, on=["where", "rule"], how="left")
        .with_columns(
            severity=pl.when(blocks)
            .then(pl.lit(str(Severity.ERROR)))
            .otherwise(pl.lit(str(Severity.WARNING)))
        )
        .select(list(FINDINGS))
        .sort("severity", "rule", "where", "detail", "value", nulls_last=False)
    )


def _exemptions(brief: Brief) -> pl.DataFrame:
    """Exemptions (核准例外) in force: `where, rule, lifted`; without number or end none lifts."""
    if not brief.has(f"evidence:{EvidenceKind.EXEMPTION}"):
        return pl.DataFrame(schema={"where": pl.String, "rule": pl.String, "lifted": pl.Boolean})
    papers = brief["evidence"].filter(pl.col("kind").cast(pl.String) == str(EvidenceKind.EXEMPTION))
    numbered = pl.col("number").str.strip_chars() != ""
    told = papers.filter(numbered & (pl.col("until") >= brief.on)).select(
        where="about", rule="detail", lifted=pl.lit(value=True)
    )
    return told.unique().collect(engine="in-memory")


def severity(rule: Rule, law: InForce) -> Severity:
    """Return how a rule counts: what nobody read in the original never blocks unless raised."""
    said = law.severity(rule.code)
    if said and said.severity in set(Severity):
        return Severity(said.severity)
    confirmed = rule.confirmed is Confirmed.VERIFIED
    return rule.severity if confirmed else Severity.WARNING


def _sorted(silent: Sequence[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(silent, schema=NOT_JUDGED, orient="row").sort("rule")
