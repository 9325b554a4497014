"""PLC-041: whoever moves has the qualification that the position asks for."""

from __future__ import annotations

import polars as pl

from sanding.base import _
from sanding.law import InForce
from sanding.register.kinds import Education
from sanding.register.record_kinds import Outcome
from sanding.rules.brief import Brief
from sanding.rules.papers import BETWEEN
from sanding.rules.rule import FrameRule, Severity, Source
from sanding.rules.views import height, placed
from sanding.rules.views.standing import LEAVING

FILLERS, CERTIFYING, SCHOOLING = "requirement_fillers", "certifying_words", "education_words"
UNMOVED = [str(Outcome.STAY), *LEAVING]
DIVIDERS = r"[、，,；;。\s]+"
EITHER = "或者?|/"


def breaches(brief: Brief, law: InForce) -> pl.LazyFrame:
    """People placed in a position who lack some of what it requires: `value` which.

    Lenient unless a requirement that is not met names a qualification or certificate: other
    wording cannot be settled by comparing texts.
    """
    certifying = pl.col("asked").str.contains_any(law.names(CERTIFYING))
    return (
        _asked(brief)
        .filter(~_met(law))
        .group_by("person", "position", "body")
        .agg(
            value=pl.col("asked").sort_by("order").str.join(BETWEEN),
            amount=pl.len().cast(pl.Int64),
            lenient=~certifying.any(),
        )
        .select("value", "amount", "lenient", where="person", detail="body")
    )


def _asked(brief: Brief) -> pl.LazyFrame:
    """Requirements of the position a person is placed in, one row each.

    Columns `person, position, body, order, asked` (as written), `known` (what the person has, as
    one text), `education`.
    """
    positions = brief["positions"].filter(pl.col("requires").is_not_null()).select(
        "requires", position="id", of="body"
    )  # fmt: skip
    majors = brief.was["people"].select("major", person="id")
    known = pl.concat_str("certificates", "title", "major", separator=BETWEEN, ignore_nulls=True)
    parts = pl.col("requires").str.replace_all(DIVIDERS, BETWEEN).str.split(BETWEEN)
    return (
        brief.shared(placed)
        .filter(pl.col("position").is_not_null() & ~pl.col("outcome").is_in(UNMOVED))
        .select("person", "position", "certificates", "title", "education")
        .join(positions, on="position", how="inner")
        .join(majors, on="person", how="left")
        .select("person", "position", "education", body="of", known=known, asked=parts,
                order=pl.int_ranges(parts.list.len()))
        .explode("asked", "order")
    )  # fmt: skip


def _met(law: InForce) -> pl.Expr:
    """Whether the texts name what is asked, or one of several ways, or the education reaches it."""
    fillers = law.names(FILLERS)
    bare = pl.col("asked").str.replace_many(fillers, [""] * len(fillers), leftmost=True)
    ways = bare.str.strip_chars().str.escape_regex().str.replace_all(EITHER, "|")
    named = pl.col("known").str.contains(ways, strict=False)
    steps = {one["word"]: list(Education).index(one["education"]) for one in law.value(SCHOOLING)}
    word = pl.col("asked").str.extract("(" + "|".join(steps) + ")")
    asked = word.replace_strict(steps, default=None, return_dtype=pl.Int64)
    reached = height("education", Education) <= asked
    return (bare == "") | named.fill_null(value=False) | reached.fill_null(value=False)


RULE = FrameRule(
    code="PLC-041",
    title=_("转任须具备资格"),
    table="people",
    severity=Severity.ERROR,
    why=_("转任应当具备拟任职位所要求的资格条件，并在编制限额和职数内进行。"),
    sources=(
        Source("公务员法", "第七十一条第一款"),
        Source("事业单位人事管理条例", "第六条第二款"),
    ),
    says=_("{where}拟任{detail}职位要求{value}，登记的资格证书、职称、专业、学历中没有"),
    mends=_("改派具备资格的人员，或者取得资格后再任职；确已具备的补登相应栏目。"),
    limits=_(
        "按职位写明的任职资格逐项比对文字，说法不同可能认不出；除资格、证书外的要求认不出的只作提示。"
        "编制和职数由突破编制、超职数的规则查。"
    ),
    figures=(FILLERS, CERTIFYING, SCHOOLING),
    needs=("placements",),
    breaches=breaches,
)
