"""Which bodies and sections the rows of people belong to: found in the register, or made."""

from __future__ import annotations

from difflib import get_close_matches

import polars as pl

from sanding.base import Fault, _
from sanding.base.codes import divisions
from sanding.base.fault_kinds import FaultKind
from sanding.exchange.mapping import Mapping, plain
from sanding.exchange.mismatches import NoteKind, places
from sanding.exchange.person_values import Values
from sanding.register import TABLES, Register

_KINDS_BY_NAME: tuple[tuple[str, str, str], ...] = (  # pattern, kind, level
    (r"(小学|中学|学校|幼儿园|一中|二中|三中|职教中心)$", "school", "none"),
    (r"(医院|卫生院|社区卫生服务中心)$", "hospital", "none"),
    (r"(镇|乡|街道|街道办事处|镇人民政府|乡人民政府)$", "township", "zhengke"),
    (r"(执法大队|执法队|执法局|监察大队|卫生监督所|稽查队)$", "enforcement_institution", "none"),
    (r"(人大常委会.*|人大办.*)$", "congress", "zhengke"),
    (r"(政协.*)$", "consultative_conference", "zhengke"),
    (r"法院$", "court", "fuchu"),
    (r"检察院$", "procuratorate", "fuchu"),
    (r"(总工会|团县委|妇联|妇女联合会|科协|残联|工商联|文联|红十字会|科学技术协会)$",
     "mass_organisation", "zhengke"),
    (r"(县委办.*|纪委.*|纪律检查委员会|组织部|宣传部|统战部|政法委.*|编办|巡察办.*|信访局)$",
     "party_organ", "zhengke"),
    (r"(税务局|气象局|烟草专卖局|消防救援大队|调查队)$", "line_managed", "zhengke"),
    (r"(中心|馆|站|所|院|台|社|队|团|校)$", "institution", "none"),
    (r"(局|办|办公室|委员会|委)$", "government_department", "zhengke"),
)  # fmt: skip
_RANK = {"name": 0, "alias": 0, "short_name": 1, "plaque": 2, "stripped": 3}


def county_name(county: str) -> str:
    """Name of a county by its code, or the code."""
    return divisions().get(county, county)


def place_people(
    values: Values, mapping: Mapping, register: Register | None, county: str
) -> dict[str, pl.DataFrame]:
    """Give each row its body, section and working body; return the tables that came to be."""
    blank = pl.col("body__value").is_null()
    values.blame("body", blank, FaultKind.MISSING_VALUE, _("没有单位；请补填"))
    if register is None:
        bodies = _made_bodies(values, county)
        names = _names(bodies, None, mapping, county)
    else:
        bodies = register.frame("bodies")
        names = _names(bodies, register.frame("plaques"), mapping, county)
    _find_bodies(values, names, bodies)
    sections = _find_sections(values, mapping, register, county)
    tables = {"sections": sections}
    if register is None:
        tables |= {"bodies": bodies, "establishment": _establishment(values, county)}
    return tables


def _key(column: str) -> pl.Expr:
    """Text as `plain` compares it."""
    return pl.col(column).str.normalize("NFKC").str.replace_all(r"[\s*]", "")


def _names(
    bodies: pl.DataFrame, plaques: pl.DataFrame | None, mapping: Mapping, county: str
) -> dict[str, str]:
    """Every name that means exactly one body, the more official one first."""
    known = set(bodies.get_column("id"))
    named = [(text, one, "alias") for text, one in mapping.bodies.items() if one in known]
    for name, short, one in bodies.select("name", "short_name", "id").rows():
        named += [(name, one, "name"), (short or name, one, "short_name")]
    if plaques is not None:
        named += [(text, one, "plaque") for text, one in plaques.select("name", "body").rows()]
    home = county_name(county)
    short = home[:-1] if len(home) > 2 else home  # 浮山, but 泽县
    best: dict[str, tuple[int, set[str]]] = {}
    for text, one, why in named:
        full = plain(text)
        bare = full.removeprefix(home).removeprefix(short).removeprefix("县")
        for form in (full, bare, "县" + bare, home + bare, short + bare):
            rank = _RANK[why] if form == full else _RANK["stripped"] + _RANK[why]
            had = best.get(form)
            if had is None or rank < had[0]:
                best[form] = (rank, {one})
            elif rank == had[0]:
                had[1].add(one)
    return {form: next(iter(ids)) for form, (_rank, ids) in best.items() if len(ids) == 1}


def _find_bodies(values: Values, names: dict[str, str], bodies: pl.DataFrame) -> None:
    columns = [c for c in ("body", "working_body") if values.has(c)]
    values.frame = values.frame.with_columns(
        _key(f"{c}__value").replace_strict(names, default=None, return_dtype=pl.String)
        .alias(f"{c}__id")
        for c in columns
    )  # fmt: skip
    unknown = pl.col("body__id").is_null() & pl.col("body__value").is_not_null()
    official = bodies.get_column("name").to_list()
    for text in values.frame.filter(unknown).get_column("body").unique(maintain_order=True):
        near = get_close_matches(text, official, n=1, cutoff=0.5)
        message = _("台账中没有单位“{value}”；请核对，或在映射的 bodies 中写明别名")
        if near:
            message = _(
                "台账中没有单位“{value}”；是不是“{near}”？请核对，或在映射的 bodies 中写明别名"
            )
        where = unknown & (pl.col("body") == text)
        values.blame("body", where, FaultKind.MISSING_REFERENCE, message, near="".join(near))
    if "working_body" in columns:
        away = pl.col("working_body__id").is_null() & pl.col("working_body__value").is_not_null()
        message = _("实际工作单位不在台账中，未收入该列")
        values.note("working_body", away, NoteKind.OUTSIDE, message)
        same = pl.col("working_body__id") == pl.col("body__id")
        values.frame = values.frame.with_columns(
            working_body__id=pl.when(~same.fill_null(True)).then("working_body__id")
        )


def _made_bodies(values: Values, county: str) -> pl.DataFrame:
    """Bodies named in the sheet; kind and level as given there, else inferred from the name."""
    given = {c: f"{c}__value" for c in ("body_kind", "body_level") if values.has(c)}
    named = values.frame.filter(pl.col("body__value").is_not_null())
    bodies = (
        named.group_by(name="body__value")
        .agg(*(pl.col(text).drop_nulls().sort().first().alias(c) for c, text in given.items()))
        .sort("name")
        .with_row_index("number", offset=1)
    )
    for column in ("body_kind", "body_level"):
        if column not in bodies.columns:
            bodies = bodies.with_columns(pl.lit(None, pl.String).alias(column))
    by_name = [
        (pl.col("name").str.contains(pattern), kind, level)
        for pattern, kind, level in _KINDS_BY_NAME
    ]
    kind = pl.coalesce(pl.when(hit).then(pl.lit(one)) for hit, one, _level in by_name)
    level = pl.coalesce(pl.when(hit).then(pl.lit(one)) for hit, _kind, one in by_name)
    inferred = bodies.filter(pl.col("body_kind").is_null()).height
    if inferred:
        message = _("{count}个机构的类型和规格按名称推定，请在台账“机构”表中核对")
        values.notes.append(Fault(NoteKind.INFERRED, message.format(count=inferred)))
    return TABLES["bodies"].conform(
        bodies.select(
            county=pl.lit(county),
            id=pl.lit(f"{county}-b") + pl.col("number").cast(pl.String).str.zfill(4),
            name="name",
            kind=pl.coalesce("body_kind", kind, pl.lit("institution")),
            level=pl.coalesce("body_level", level, pl.lit("none")),
        )
    )


def _find_sections(
    values: Values, mapping: Mapping, register: Register | None, county: str
) -> pl.DataFrame:
    """Sections by name within a body; a body that has none yet gets those of the sheet."""
    table = TABLES["sections"]
    known = table.empty() if register is None else register.frame("sections")
    if not values.has("section"):
        return known
    leaders = [plain(one) for one in mapping.leaders]
    text = pl.when(~_key("section__value").is_in(leaders)).then("section__value")
    frame = values.frame.with_columns(section__value=text).with_columns(
        __section=_key("section__value")
    )
    with_sections = known.get_column("body").unique()
    fresh = frame.filter(
        pl.col("body__id").is_not_null()
        & pl.col("__section").is_not_null()
        & ~pl.col("body__id").is_in(with_sections.implode())
    )
    made = _made_sections(fresh, county)
    if made.height and register is not None:
        said = _("{count}个内设机构台账中原来没有，按表新建，请核对").format(count=made.height)
        values.notes.append(Fault(NoteKind.CREATED, said))
    every = pl.concat([known, made])
    keyed = every.select(body__id="body", __section=_key("name"), section__id="id")
    keyed = keyed.unique(["body__id", "__section"], keep="none")
    place = ["body__id", "__section"]
    values.frame = frame.join(keyed, on=place, how="left", maintain_order="left")
    lost = pl.col("section__id").is_null() & pl.col("__section").is_not_null()
    message = _("该单位没有内设机构“{value}”；请核对名称，或先在台账中增设")
    known_body = pl.col("body__id").is_not_null()
    values.blame("section", lost & known_body, FaultKind.MISSING_REFERENCE, message)
    values.frame = values.frame.drop("__section")
    return every


def _made_sections(fresh: pl.DataFrame, county: str) -> pl.DataFrame:
    sections = (
        fresh.group_by(body="body__id", key="__section")
        .agg(name=pl.col("section__value").sort().first())
        .sort("body", "key")
        .with_columns(number=pl.int_range(1, pl.len() + 1).over("body"))
    )
    return TABLES["sections"].conform(
        sections.select(
            county=pl.lit(county),
            id=pl.col("body") + "-s" + pl.col("number").cast(pl.String).str.zfill(2),
            name="name",
            body="body",
            level=pl.lit("none"),
        )
    )


def _establishment(values: Values, county: str) -> pl.DataFrame:
    """Approved posts as far as the sheet tells them; people in post are never taken for them."""
    table = TABLES["establishment"]
    if not values.has("approved__value"):
        message = _("表中没有核定编制数，“编制”表为空；在编人数不能当作核定数")
        values.notes.append(Fault(NoteKind.INFERRED, message))
        return table.empty()
    told = values.frame.drop_nulls(["body__id", "kind__value", "approved__value"])
    key = ["body__id", "kind__value"]
    several = pl.col("approved__value").n_unique().over(key) > 1
    first = told.filter(several).unique(key, keep="first", maintain_order=True)
    for sheet, row in first.select("sheet", "approved__row").rows():
        rows = told.filter(several).get_column("row").to_list()
        said = _("同一单位同一编制类型有几个不同的核定数，{places}").format(places=places(rows))
        place = values.place(sheet, "approved")
        values.faults.append(Fault(FaultKind.DUPLICATE_KEY, said, sheet, row, place))
    return table.conform(
        told.group_by(body="body__id", kind="kind__value")
        .agg(approved=pl.col("approved__value").max())
        .with_columns(county=pl.lit(county))
    )
