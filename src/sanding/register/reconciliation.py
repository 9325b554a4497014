"""Three lists of one county's people compared person by person (三方对账).

The establishment office has the real-name register (编办), the personnel department a roster
(人社), finance a payroll (财政). Whoever is not told alike is a difference with its reason. What
lawfully looks different is none, and is counted: who is seconded is paid at home, a budget unit
pays for the bodies below it, a self-funded or line-managed body is not on the county's payroll,
who has retired holds no post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sanding.base import _
from sanding.register import kinds as k
from sanding.register.compared_sides import Sides, sides
from sanding.register.recognition import OFF
from sanding.register.reconciliation_kinds import Compared, Excuse, Reason
from sanding.register.register import Frames
from sanding.register.table import Code, Column, Personal, Table

COMPARING = _("编办、人社、财政三方对账")
MOST_TOLD = 6  # values of one person told in one line
_LONG_NUMBER = r"\d(?: ?\d){14,}(?: ?[XxＸｘ])?"  # may be an identity number, wherever it slipped


def _column(name: str, label: str, kind: type[k.Kind] | None = None, **more: object) -> Column:
    dtype = pl.Enum([member.value for member in kind]) if kind else pl.String()
    whole = {"dtype": dtype, "required": False, "personal": Personal(COMPARING), **more}
    return Column(name=name, label=label, kind=kind, **whole)  # type: ignore[arg-type]


_SHARED = (
    _column("county", _("县"), required=True, ref="counties", personal=None),
    _column("name", _("姓名"), required=True),
    _column("id_number", _("身份证号"), code=Code.ID_NUMBER,
            personal=Personal(COMPARING, sensitive=True)),
    _column("body", _("单位"), means=_("名单上的写法，名称或编号")),
    _column("kind", _("编制类别"), k.PostKind),
)  # fmt: skip
_STATUS = _column("status", _("人员状态"), k.PersonStatus)
PERSONNEL_ROSTER = Table(
    "personnel_roster", _("人社名册"), "A person as the personnel department lists them.",
    ("county", "name", "id_number", "body"),
    (*_SHARED, _column("identity", _("人员身份"), k.Identity), _STATUS,
     _column("entered_on", _("进入本单位时间"), dtype=pl.Date()),
     _column("retired_on", _("离退时间"), dtype=pl.Date())),
)  # fmt: skip
PAYROLL = Table(
    "payroll", _("财政供养名单"), "A person as finance pays them in a month; no amounts.",
    ("county", "name", "id_number", "body", "paid_on"),
    (*_SHARED, _STATUS, _column("paid_on", _("发放月份"), dtype=pl.Date())),
)  # fmt: skip

DIFFERENCES = pl.Schema({
    "county": pl.String(), "reason": pl.Enum([one.value for one in Reason]), "person": pl.String(),
    "name": pl.String(), "id_number": pl.String(), "body": pl.String(), "registered": pl.String(),
    "other": pl.String(), "source": pl.Enum([one.value for one in Compared]),
})  # fmt: skip
SUMMARY = pl.Schema({
    "county": pl.String(), "source": pl.Enum([one.value for one in Compared]), "rows": pl.Int64(),
    "people": pl.Int64(), "agreed": pl.Int64(), "differs": pl.Int64(), "unmatched": pl.Int64(),
})  # fmt: skip
EXCUSED = pl.Schema({
    "county": pl.String(), "source": pl.Enum([one.value for one in Compared]),
    "excuse": pl.Enum([one.value for one in Excuse]), "people": pl.Int64(),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What comparing the three lists gave (对账结果).

    `differences`: county, reason, person (id in the register or null), name, id_number (masked),
    body (id in the register), registered (what the register says), other (what the other list
    says), source (which list); one row per person, list and reason. `summary`: county, source,
    rows, people = agreed + differs + unmatched. `excused`: county, source, excuse, people.
    """

    differences: pl.DataFrame
    summary: pl.DataFrame
    excused: pl.DataFrame


def reconciled(
    frames: Frames, roster: pl.DataFrame, payroll: pl.DataFrame, *, on: date
) -> pl.DataFrame:
    """Return the differences between register, roster and payroll on a day; see Reconciliation."""
    return reconciliation(frames, roster, payroll, on=on).differences


def reconciliation(
    frames: Frames, roster: pl.DataFrame, payroll: pl.DataFrame, *, on: date
) -> Reconciliation:
    """Compare the three lists person by person, as they stand on a day.

    `roster` has the columns of PERSONNEL_ROSTER, `payroll` those of PAYROLL; the order of rows does
    not matter. Pay without a month counts for the month of `on`.
    """
    all_three = sides(frames, PERSONNEL_ROSTER.conform(roster), PAYROLL.conform(payroll), on)
    told = (
        (all_three.roster, Compared.ROSTER, _on_roster(on)),
        (all_three.payroll, Compared.PAYROLL, _on_payroll()),
        (all_three.register, Compared.ROSTER, _absent("roster")),
        (all_three.register, Compared.PAYROLL, _absent("payroll")),
        (all_three.register, Compared.REGISTER, _in_register()),
    )
    lines = pl.concat(_lines(rows, source, some) for rows, source, some in told)
    wanting = pl.col("why").is_in([str(one) for one in Reason])
    found = lines.filter(wanting)
    return Reconciliation(
        _differences(found), _summary(found, all_three), _excused(lines.filter(~wanting))
    )


_NOTHING = pl.lit(None, pl.String)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of rows: why, of which, and the values on both sides."""

    why: Reason | Excuse
    where: pl.Expr
    registered: pl.Expr = _NOTHING
    other: pl.Expr = _NOTHING


_MATCHED = pl.col("person").is_not_null()
_NOBODY = ~_MATCHED & ~pl.col("namesakes")
_IS_OFF = (pl.col("kind") == OFF).fill_null(False)
_HOME = pl.col("r_home")
_BODY = pl.col("body")


def _label(column: str, kind: type[k.Kind]) -> pl.Expr:
    labels = {member.value: str(member.label) for member in kind}
    return pl.col(column).replace_strict(labels, default=None, return_dtype=pl.String)


def _joined(*parts: pl.Expr) -> pl.Expr:
    return pl.concat_str(*parts, separator="，", ignore_nulls=True)


def _said(when: pl.Expr, text: str) -> pl.Expr:
    return pl.when(when).then(pl.lit(str(text)))


def _leaving(status: str, day: str) -> pl.Expr:
    return _joined(_label(status, k.PersonStatus), pl.col(day).dt.to_string("iso"))


def _both_lists() -> list[_Told]:
    """What a row of either list may differ in by itself, or from the register."""
    length = pl.col("number_text").str.len_chars()
    length_wrong = pl.format(str(_("{count}位，应为18位")).format(count="{}"), length)
    wrong = pl.when(length != 18).then(length_wrong).otherwise(pl.lit(str(_("校验不通过"))))
    text = pl.col("number_text")
    renamed = pl.col("key") != pl.col("r_key")
    return [
        _Told(Reason.NAMESAKES, pl.col("namesakes"), other=_BODY),
        _Told(Reason.NAME_DIFFERS, renamed, pl.col("r_name"), pl.col("name")),
        _Told(
            Reason.MALFORMED_NUMBER, text.is_not_null() & pl.col("number").is_null(), other=wrong
        ),
        _Told(Reason.NO_NUMBER, text.is_null(), other=_BODY),
    ]


def _on_roster(on: date) -> list[_Told]:
    here = _MATCHED & ~pl.col("r_gone") & ~pl.col("gone")
    away = pl.col("at_work") | pl.col("outside")
    unlike = here & _BODY.is_not_null() & ~pl.col("same_body") & ~away
    known = pl.col("meant").is_not_null()
    future = (pl.col("entered_on") > on).fill_null(False)
    told = pl.col("status").is_not_null() | pl.col("gone")
    new = _NOBODY & ~pl.col("gone") & ~_IS_OFF
    states = _leaving("r_status", "r_left_on"), _leaving("status", "retired_on")
    kinds = _label("r_kind", k.PostKind), _label("kind", k.PostKind)
    identities = _label("r_identity", k.Identity), _label("identity", k.Identity)
    alike = _said(pl.col("alike"), _("台账同单位有同名的人，证号不同"))
    absent = _joined(_BODY, kinds[1], alike)
    return [
        *_both_lists(),
        _Told(Reason.ROSTER_NOT_REGISTERED, new & ~future, other=absent),
        _Told(
            Reason.STATUS_DIFFERS, _MATCHED & told & (pl.col("gone") != pl.col("r_gone")), *states
        ),
        _Told(Reason.BODY_DIFFERS, unlike & known, _HOME, _BODY),
        _Told(Reason.BODY_UNKNOWN, unlike & ~known, _HOME, _BODY),
        _Told(Reason.KIND_DIFFERS, here & (pl.col("kind") != pl.col("r_kind")), *kinds),
        _Told(
            Reason.IDENTITY_DIFFERS,
            here & (pl.col("identity") != pl.col("r_identity")),
            *identities,
        ),
        _Told(Reason.LISTED_TWICE, pl.col("times") > 1, other=_times("times")),
        _Told(Excuse.RETIRED, _NOBODY & pl.col("gone")),
        _Told(Excuse.OFF_ESTABLISHMENT, _NOBODY & ~pl.col("gone") & _IS_OFF),
        _Told(Excuse.NEW, new & future),
        _Told(Excuse.AWAY, here & ~pl.col("same_body") & away),
    ]


def _on_payroll() -> list[_Told]:
    here = _MATCHED & ~pl.col("left") & ~pl.col("gone")
    unlike = here & _BODY.is_not_null() & ~pl.col("same_body") & ~pl.col("through")
    known = pl.col("meant").is_not_null() | pl.col("pays").is_not_null()
    nobody = _NOBODY & ~pl.col("left") & ~pl.col("pension")
    after = pl.col("after") & ~pl.col("pension")
    # finance knows 行政 and 事业: posts of politics and law are paid as administrative ones
    as_paid = (pl.col("kind") == str(k.PostKind.ADMINISTRATIVE)) & (
        pl.col("r_kind") == str(k.PostKind.POLITICS_AND_LAW)
    )
    kinds = _label("r_kind", k.PostKind), _label("kind", k.PostKind)
    month = pl.format(
        str(_("{month}发放")).format(month="{}"), pl.col("month").dt.strftime("%Y-%m")
    )
    there = pl.col("left") & ~pl.col("r_gone").fill_null(False)
    day = pl.col("left_day").dt.to_string("iso").fill_null("")
    retired = pl.when(there).then(pl.format(str(_("人社名册：{day}已离退")).format(day="{}"), day))
    numbered = pl.col("number").is_not_null()
    seen = _said(pl.col("on_roster"), _("人社名册有此人"))
    unseen = _said(numbered & ~pl.col("on_roster"), _("人社名册也没有此人"))
    alike = _said(pl.col("alike"), _("台账同单位有同名的人，证号不同"))
    return [
        *_both_lists(),
        _Told(
            Reason.PAID_NOT_REGISTERED, nobody & ~_IS_OFF, other=_joined(_BODY, seen, unseen, alike)
        ),
        _Told(Reason.PAID_OFF_ESTABLISHMENT, nobody & _IS_OFF, other=_BODY),
        _Told(
            Reason.PAID_AFTER_LEAVING,
            after,
            _leaving("r_status", "r_left_on"),
            _joined(month, retired),
        ),
        _Told(
            Reason.PAID_TWICE, pl.col("same_place") > 1, other=_joined(_BODY, _times("same_place"))
        ),
        _Told(Reason.PAID_BY_TWO_BODIES, pl.col("places") > 1, _HOME, _BODY),
        _Told(
            Reason.STATUS_DIFFERS,
            _MATCHED & pl.col("gone") & ~pl.col("r_gone"),
            _leaving("r_status", "r_left_on"),
            _label("status", k.PersonStatus),
        ),
        _Told(Reason.BODY_DIFFERS, unlike & known, _HOME, _BODY),
        _Told(Reason.BODY_UNKNOWN, unlike & ~known, _HOME, _BODY),
        _Told(Reason.KIND_DIFFERS, here & (pl.col("kind") != pl.col("r_kind")) & ~as_paid, *kinds),
        _Told(Excuse.RETIRED, _NOBODY & (pl.col("pension") | (pl.col("left") & ~pl.col("after")))),
        _Told(Excuse.PAID_THROUGH, here & ~pl.col("same_body") & pl.col("through")),
    ]


def _absent(name: str) -> list[_Told]:
    """Who of the register is not on a list, and why that may be right."""
    paid = name == "payroll"
    reason = Reason.IN_POST_NOT_PAID if paid else Reason.REGISTERED_NOT_ON_ROSTER
    left = pl.col("r_gone") | pl.col("retired") if paid else pl.col("r_gone")
    excuses = (
        (Excuse.RETIRED, left),
        (Excuse.OFF_ESTABLISHMENT, pl.col("r_off")),
        (Excuse.MANAGED_FROM_ABOVE, pl.col("r_from_above")),
        (Excuse.SELF_FUNDED, pl.col("r_self_funded") & paid),
        (Excuse.NEW, pl.col(f"new_{name}")),
    )
    rest = ~pl.col(f"in_{name}")
    told = []
    for excuse, where in excuses:
        told.append(_Told(excuse, rest & where))
        rest = rest & ~where
    said = _joined(_label("r_status", k.PersonStatus), _label("r_pay_source", k.PaySource))
    maybe = pl.col(f"maybe_{name}")
    return [*told, _Told(Reason.NAMESAKES, rest & maybe, said), _Told(reason, rest & ~maybe, said)]


def _in_register() -> list[_Told]:
    here, text = ~pl.col("r_gone"), pl.col("r_number_text")
    wrong = text.is_not_null() & pl.col("r_number").is_null()
    return [
        _Told(Reason.LISTED_TWICE, pl.col("times") > 1, _times("times")),
        _Told(Reason.MALFORMED_NUMBER, here & wrong),
        _Told(Reason.NO_NUMBER, here & text.is_null()),
    ]


def _times(column: str) -> pl.Expr:
    return pl.format(str(_("共{count}行")).format(count="{}"), pl.col(column))


def _lines(rows: pl.DataFrame, source: Compared, told: Sequence[_Told]) -> pl.DataFrame:
    """Lines of every reason: who, with what both sides say."""
    where = rows.select(one.where.fill_null(False).alias(str(at)) for at, one in enumerate(told))
    found = [_line(rows.clear(), source, told[0])]
    for one, marked in zip(told, where.iter_columns(), strict=True):
        if marked.any():
            found.append(_line(rows.filter(marked), source, one))
    return pl.concat(found)


def _line(rows: pl.DataFrame, source: Compared, told: _Told) -> pl.DataFrame:
    return rows.select(
        "county", "who", "person", pl.lit(str(source)).alias("source"),
        pl.lit(str(told.why)).alias("why"), name=pl.coalesce("r_name", "name"),
        id_number=pl.coalesce("r_number_text", "number_text"), body="r_body",
        registered=told.registered, other=told.other,
    )  # fmt: skip


def _differences(lines: pl.DataFrame) -> pl.DataFrame:
    """One row per person, list and reason; several values of one person in one text."""
    key = ["county", "who", "source", "why"]
    several = pl.len().over(key) > 1
    values = (
        pl.col(name).drop_nulls().unique().sort().head(MOST_TOLD).str.join("；")
        for name in ("registered", "other")
    )
    first = pl.col("person", "name", "id_number", "body").min()
    folded = lines.filter(several).group_by(key).agg(first, *values)
    rows = pl.concat([lines.filter(~several), folded], how="diagonal")
    hidden = pl.col("name", "registered", "other").str.replace_all(_LONG_NUMBER, "***")
    rows = rows.with_columns(hidden.replace("", None), id_number=_masked("id_number"))
    rows = rows.rename({"why": "reason"}).select(
        pl.col(name).cast(dtype) for name, dtype in DIFFERENCES.items()
    )
    return rows.sort("county", "reason", "source", "body", "name", "person", "id_number", "other")


def _masked(column: str) -> pl.Expr:
    """What `base.codes.masked` shows, over a column."""
    text = pl.col(column)
    length = text.str.len_chars().cast(pl.Int64)
    long = length >= 10
    head = pl.when(long).then(3).otherwise(pl.min_horizontal(length - 1, 1))
    tail = pl.when(long).then(2).otherwise(0)
    stars = pl.max_horizontal(length - head - tail, 1)
    middle = pl.lit("*").repeat_by(stars).list.join("")
    return pl.concat_str(text.str.head(head), middle, text.str.tail(tail))


def _summary(found: pl.DataFrame, three: Sides) -> pl.DataFrame:
    """People of each list by what became of them."""
    register = three.register
    said = found.select("county", "who", "source").unique()
    told = {
        Compared.REGISTER: register.select(
            "county", "who", "rows", met=pl.col("in_roster") | pl.col("in_payroll")
        ),
    }
    for source, rows in ((Compared.ROSTER, three.roster), (Compared.PAYROLL, three.payroll)):
        told[source] = rows.group_by("county", "who").agg(rows=pl.len(), met=_MATCHED.any())
    frames = []
    for source, rows in told.items():
        mine = said if source is Compared.REGISTER else said.filter(pl.col("source") == str(source))
        rows = rows.join(
            mine.select("county", "who", differs=True).unique(), on=["county", "who"], how="left"
        )
        differs = pl.col("differs").fill_null(False)
        frames.append(
            rows.group_by("county").agg(
                pl.lit(str(source)).alias("source"),
                pl.col("rows").sum(),
                people=pl.len(),
                agreed=(~differs).sum(),
                differs=(differs & pl.col("met")).sum(),
                unmatched=(differs & ~pl.col("met")).sum(),
            )
        )
    whole = pl.concat(
        frame.select(pl.col(n).cast(d) for n, d in SUMMARY.items()) for frame in frames
    )
    return whole.sort("county", "source")


def _excused(lines: pl.DataFrame) -> pl.DataFrame:
    people = lines.unique(["county", "source", "why", "who"])
    counted = people.group_by("county", "source", excuse="why").agg(people=pl.len())
    return counted.select(pl.col(n).cast(d) for n, d in EXCUSED.items()).sort(
        "county", "source", "excuse"
    )
