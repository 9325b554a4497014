"""From the text of an office's sheet to values of the register, column by column."""

from __future__ import annotations

from datetime import date

import polars as pl

from sanding.base import Fault, _
from sanding.base.codes import masked
from sanding.base.fault_kinds import FaultKind
from sanding.base.words import Marked
from sanding.exchange.mapping import COLUMNS, KINDS, Dates, Mapping, plain
from sanding.exchange.mismatches import Mismatch, NoteKind, places
from sanding.exchange.person_rows import DATES
from sanding.register.code_expressions import is_code
from sanding.register.table import Code

DAYS_BEFORE_1970 = 25_569  # on which Excel's numbers of days are based
_SERIAL = r"^[1-6]\d{4}$"  # 1927 to 2091
_PACKED = r"^(19[3-9]|20[0-2])\d[1-9]$"  # 19856: June 1985, or a day of 1954 as Excel's number?
FITTING = {  # identities that can stand on a kind of post
    "administrative": ("civil_servant", "civil_service_reference"),  # 群团
    "politics_and_law": ("civil_servant",),
    "institution": (
        "civil_service_reference", "institution_management", "institution_professional",
        "support_worker",
    ),
    "support": ("support_worker",),
    "off_establishment": ("off_establishment",),
}  # fmt: skip
_PAIRS = [f"{kind}/{one}" for kind, several in FITTING.items() for one in several]


class Values:
    """Values of all people of a workbook, with what had to be noted and what was wrong."""

    def __init__(self, frame: pl.DataFrame, mapping: Mapping, places: dict[str, dict[str, str]]):
        """Take the text of the rows; `places` names each column of each sheet."""
        self.frame, self.mapping, self.places = frame, mapping, places
        self.notes: list[Fault] = []
        self.faults: list[Fault] = []

    def has(self, column: str) -> bool:
        """Whether the sheets have this column."""
        return column in self.frame.columns

    def place(self, sheet: str, column: str) -> str:
        """Heading and letter of a column in a sheet."""
        return self.places[sheet].get(column, COLUMNS.get(column, column))

    def blame(
        self, column: str, where: pl.Expr, code: str, message: Marked, /, **told: object
    ) -> None:
        """Report rows; `{value}` stands for the text of the cell, masked if need be."""
        row = f"{column}__row" if self.has(f"{column}__row") else "row"
        found = self.frame.filter(where.fill_null(False)).select("sheet", row, column)
        for sheet, at, text in found.unique(maintain_order=True).rows():
            shown = masked(text or "") if column == "id_number" else text
            said = message.format(value=shown or "", **told)
            self.faults.append(Fault(code, said, sheet, at, self.place(sheet, column), shown))

    def note(self, column: str, where: pl.Expr, kind: str, message: str) -> None:
        """Note how many cells of a column were put right, once for each sheet."""
        found = self.frame.filter(where.fill_null(False)).select("sheet", "row")
        for sheet in found.get_column("sheet").unique(maintain_order=True):
            rows = found.filter(pl.col("sheet") == sheet).get_column("row").to_list()
            said = _("{message}，{places}").format(message=message, places=places(rows))
            self.notes.append(Fault(kind, said, sheet, rows[0], self.place(sheet, column)))


def read_values(values: Values, day: date) -> None:
    """Turn the text of every column into values `c__value`, and check them one by one."""
    blanks = [plain(one) for one in values.mapping.blanks]
    for column in KINDS:
        if values.has(column):
            _kinds(values, column, blanks)
    _implied_identity(values)
    for column in DATES:
        if values.has(column):
            _days(values, column, blanks, day)
    if values.has("id_number"):
        _id_numbers(values, blanks)
        _against_id_number(values)
    if values.has("worked_since__value") and values.has("born_on__value"):
        early = pl.col("worked_since__value") < pl.col("born_on__value").dt.offset_by("12y")
        values.blame(
            "worked_since", early, FaultKind.BAD_DATE, _("“{value}”参加工作时还不满12岁；请核对")
        )
    done = {*KINDS, *DATES, "id_number"}
    texts = [c for c in COLUMNS if values.has(c) and c not in done]
    values.frame = values.frame.with_columns(
        pl.when(_squeezed(c).is_in(blanks)).then(None).otherwise(pl.col(c)).alias(f"{c}__value")
        for c in texts
    )
    bare = pl.col("name__value").str.replace_all(" ", "")  # 张　三
    chinese = bare.str.contains(r"^\p{Han}+$")
    values.frame = values.frame.with_columns(
        name__value=pl.when(chinese).then(bare).otherwise("name__value")
    )
    empty = pl.col("name__value").is_null()
    values.blame("name", empty, FaultKind.MISSING_VALUE, _("没有姓名；请补填"))
    digits = pl.col("name__value").str.contains(r"\d")
    values.blame("name", digits, Mismatch.UNKNOWN_VALUE, _("“{value}”不是姓名；请改正"))
    if values.has("approved"):
        _counts(values)


def _squeezed(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(r"\s", "").str.normalize("NFKC")


def _kinds(values: Values, column: str, blanks: list[str]) -> None:
    """Values of a column with a closed list of values."""
    meanings = values.mapping.meanings(column)
    if KINDS[column].__name__ == "Rank":  # 1级 and 一级 are the same
        meanings |= {text.replace("一", "1").replace("二", "2"): v for text, v in meanings.items()}
    text = _squeezed(column).str.replace_all(r"\*", "")
    found = text.replace_strict(meanings, default=None, return_dtype=pl.String)
    values.frame = values.frame.with_columns(found.alias(f"{column}__value"))
    unknown = pl.col(f"{column}__value").is_null() & text.is_not_null() & ~text.is_in(blanks)
    labels = "、".join(member.label for member in KINDS[column])
    message = _("“{value}”不在取值范围内；可填{labels}，或在映射中写明它的意思")
    values.blame(column, unknown, Mismatch.UNKNOWN_VALUE, message, labels=labels)
    if column == "kind":
        missing = text.is_null() | (text.is_in(blanks) & pl.col("kind__value").is_null())
        values.blame(column, missing, FaultKind.MISSING_VALUE, _("没有编制类型；请补填"))


def _implied_identity(values: Values) -> None:
    """Identity as given, else as the wording of the kind of post says (参公).

    What only the kind of post suggests is kept apart: it is for people not known before.
    """
    said = {plain(t): one for one, texts in values.mapping.implies.items() for t in texts}
    by_kind = {
        "administrative": "civil_servant",
        "politics_and_law": "civil_servant",
        "support": "support_worker",
        "off_establishment": "off_establishment",
        "institution": "institution_management",
    }
    if not values.has("kind"):
        return
    titled = pl.col("title").is_not_null() if values.has("title") else pl.lit(False)
    professional = (pl.col("kind__value") == "institution") & titled
    worded = _squeezed("kind").replace_strict(said, default=None, return_dtype=pl.String)
    implied = pl.coalesce(
        pl.when(professional).then(pl.lit("institution_professional")),
        pl.col("kind__value").replace_strict(by_kind, default=None, return_dtype=pl.String),
    )
    given = pl.col("identity__value") if values.has("identity") else pl.lit(None, pl.String)
    if values.has("identity"):
        message = _("人员身份“{value}”与编制类型不符；请核对两列")
        apart = ~fits(pl.col("kind__value"), given)
        values.blame("identity", apart, Mismatch.IDENTITY_DISAGREES, message)
    values.frame = values.frame.with_columns(
        identity__value=pl.coalesce(given, worded), identity__implied=implied
    )


def fits(kind: pl.Expr, identity: pl.Expr) -> pl.Expr:
    """Whether an identity can stand on a kind of post; null where either is not known."""
    return pl.concat_str(kind, identity, separator="/").is_in(_PAIRS)


def _days(values: Values, column: str, blanks: list[str], day: date) -> None:
    """Days out of whatever was written: 1985.06, 1985年6月1日, 198506, an Excel day or number."""
    dates = values.mapping.dates
    text = pl.when(~_squeezed(column).is_in(blanks)).then(_squeezed(column))
    frame = values.frame.with_columns(__text=text, __number=pl.col(f"{column}__number"))
    frame = frame.with_columns(__day=_day_text(dates)).with_columns(
        pl.coalesce(
            pl.when(_is_serial()).then(
                (pl.col("__text").cast(pl.Int32, strict=False) - DAYS_BEFORE_1970).cast(pl.Date)
            ),
            pl.col("__day").str.to_date("%Y-%m-%d", strict=False),
        ).alias(f"{column}__value"),
    )
    values.frame = frame
    short = pl.col("__text").str.contains(r"^\d{2}[-./年]\d{1,2}([-./月]\d{0,2}日?)?$")
    tenth = pl.col("__number") & pl.col("__text").str.contains(r"^\d{4}\.1$")
    unsure = pl.lit(False)
    if dates.century is None:
        unsure |= short
    if dates.one_decimal is None:
        unsure |= tenth
    packed = pl.col("__number") & pl.col("__text").str.contains(_PACKED)
    unsure |= packed
    _blame_days(values, column, (unsure, tenth, packed), day)
    month = pl.col("__text").str.contains(r"^\d{4}[-./年]?\d{1,2}月?$") & ~_is_serial()
    month &= pl.col(f"{column}__value").is_not_null()
    values.frame = values.frame.with_columns(month.fill_null(False).alias(f"{column}__month"))
    message = _("只有年月，按当月1日计")
    if column == "born_on" and values.has("id_number"):
        message = _("只有年月，按当月1日计（有身份证号的按证号）")
    values.note(column, month, NoteKind.MONTH_ONLY, message)
    iso = pl.col("__text").str.contains(r"^\d{4}-\d{2}-\d{2}$")
    text_day = pl.col(f"{column}__value").is_not_null() & ~iso & ~month
    values.note(column, text_day, NoteKind.TEXT_DATE, _("文本或数值写的日期，已认作日期"))
    values.frame = values.frame.drop("__text", "__number", "__day")


def _blame_days(
    values: Values, column: str, doubts: tuple[pl.Expr, pl.Expr, pl.Expr], day: date
) -> None:
    """Report what is no day, an impossible one or an ambiguous one, and drop its value."""
    unsure, tenth, packed = (doubt.fill_null(False) for doubt in doubts)
    name = f"{column}__value"
    value = pl.col(name)
    values.blame(
        column,
        packed,
        Mismatch.AMBIGUOUS_DATE,
        _("数值“{value}”可能是年月，也可能是 Excel 的日期序号；请写成1985-06"),
    )
    values.blame(
        column,
        unsure & tenth,
        Mismatch.AMBIGUOUS_DATE,
        _("数值“{value}”可能是1月，也可能是10月；请写成四位年两位月，如1985.01"),
    )
    values.blame(
        column,
        unsure & ~tenth & ~packed,
        Mismatch.AMBIGUOUS_DATE,
        _("“{value}”只有两位年份；请写四位年份"),
    )
    wrong = pl.col("__text").is_not_null() & value.is_null() & ~unsure
    message = _("“{value}”不是日期；请写成1985-06-01或1985.06")
    values.blame(column, wrong, FaultKind.BAD_DATE, message)
    late = (value > pl.lit(day)) | (value < pl.lit(date(1900, 1, 1)))
    message = _("“{value}”不可能：早于1900年，或晚于台账日期{day}")
    values.blame(column, late, FaultKind.BAD_DATE, message, day=day)
    sure = ~unsure & ~late.fill_null(False)
    values.frame = values.frame.with_columns(pl.when(sure).then(value).alias(name))


def _is_serial() -> pl.Expr:
    return pl.col("__number") & pl.col("__text").str.contains(_SERIAL)


def _day_text(dates: Dates) -> pl.Expr:
    """Return the day as 1985-06-01; nonsense stays nonsense and is refused by the calendar."""
    text = pl.col("__text").str.replace(r"[ T]?00:00:00$", "")
    text = text.str.replace_all("[年月./]", "-").str.replace("日$", "").str.strip_chars("-")
    if dates.one_decimal is not None:
        tenth = pl.col("__number") & text.str.contains(r"^\d{4}-1$")
        text = pl.when(tenth).then(text.str.head(5) + str(dates.one_decimal)).otherwise(text)
    if dates.century is not None:
        short = text.str.contains(r"^\d{2}-\d{1,2}(-\d{1,2})?$")
        text = pl.when(short).then(str(dates.century)[:2] + text).otherwise(text)
    forms = (
        r"^(\d{4})-(\d{1,2})-(\d{1,2})$",
        r"^(\d{4})(\d{2})(\d{2})$",
        r"^(\d{4})-(\d{1,2})()$",
        r"^(\d{4})(\d{2})()$",
    )
    return pl.coalesce(_iso(text, form) for form in forms)


def _iso(text: pl.Expr, form: str) -> pl.Expr:
    year, month, day = (text.str.extract(form, part) for part in (1, 2, 3))
    day = pl.when(day == "").then(pl.lit("1")).otherwise(day)
    return pl.concat_str(year, month.str.zfill(2), day.str.zfill(2), separator="-")


def _id_numbers(values: Values, blanks: list[str]) -> None:
    """Identity numbers (GB 11643), checked over the whole column."""
    text = _squeezed("id_number").str.strip_chars("'’‘").str.to_uppercase()
    frame = values.frame.with_columns(__id=pl.when(~text.is_in(blanks)).then(text))
    text = pl.col("__id")
    frame = frame.with_columns(
        __right=is_code("__id", Code.ID_NUMBER).fill_null(False),
        __born=text.str.slice(6, 8).str.to_date("%Y%m%d", strict=False),
        __male=text.str.slice(16, 1).cast(pl.Int32, strict=False) % 2 == 1,
    )
    right = pl.col("__right")
    sex = pl.when("__male").then(pl.lit("male")).otherwise(pl.lit("female"))
    values.frame = frame.with_columns(
        id_number__value=pl.when(right).then(text),
        id_born=pl.when(right).then("__born"),
        id_sex=pl.when(right).then(sex),
    )
    number = pl.col("id_number__number") & text.is_not_null()
    lost = _("身份证号“{value}”存成了数值，末几位已丢失；请按文本重新录入")
    values.blame("id_number", number & ~right, FaultKind.WRONG_CODE, lost)
    wrong = text.is_not_null() & ~right & ~number.fill_null(False)
    message = _("身份证号“{value}”校验不通过；请逐位核对")
    values.blame("id_number", wrong, FaultKind.WRONG_CODE, message)
    values.frame = values.frame.drop("__id", "__right", "__born", "__male")


def _against_id_number(values: Values) -> None:
    """Compare birthday and sex with the identity number; take the exact day from it."""
    if values.has("born_on__value"):
        born, real = pl.col("born_on__value"), pl.col("id_born")
        loose = pl.col("born_on__month") | (born.dt.day() == 1)
        same = (born.dt.strftime("%Y%m") == real.dt.strftime("%Y%m")) & (loose | (born == real))
        message = _("出生日期“{value}”与身份证号不符；请核对两列")
        values.blame("born_on", ~same, Mismatch.BIRTHDAY_DISAGREES, message)
        known = pl.coalesce("id_born", "born_on__value")
        month = pl.col("born_on__month") & real.is_null()
        values.frame = values.frame.with_columns(born_on__value=known, born_on__month=month)
    else:
        values.frame = values.frame.with_columns(born_on__value=pl.col("id_born"))
    if values.has("sex__value"):
        message = _("性别“{value}”与身份证号不符；请核对两列")
        differs = pl.col("sex__value") != pl.col("id_sex")
        values.blame("sex", differs, Mismatch.SEX_DISAGREES, message)
        values.frame = values.frame.with_columns(sex__value=pl.coalesce("sex__value", "id_sex"))
    else:
        values.frame = values.frame.with_columns(sex__value=pl.col("id_sex"))


def _counts(values: Values) -> None:
    """Approved posts, where the sheet repeats them beside every person."""
    number = pl.col("approved__value").str.extract(r"^(\d{1,6})(?:\.0+)?[人名个]?$")
    wrong = pl.col("approved__value").is_not_null() & number.is_null()
    values.blame("approved", wrong, Mismatch.UNKNOWN_VALUE, _("“{value}”不是编制数；请填整数"))
    values.frame = values.frame.with_columns(approved__value=number.cast(pl.Int32, strict=False))
