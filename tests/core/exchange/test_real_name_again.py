"""A second list onto a register: nothing known is lost, nobody's number is used again."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sanding.base import BadInput, Fault, _
from sanding.base.words import Said
from sanding.exchange.real_name import read_real_name
from sanding.indicators.staff import in_post
from sanding.register import TABLES, Register
from tests.core.exchange.real_name_lists import id_number
from tests.core.exchange.test_real_name_cases import COUNTY, DAY, book, county, read

JYJ = f"{COUNTY}-jyj"
NUMBER = id_number(date(1985, 6, 17), 21, male=True)
HEAD = ["姓名", "单位", "编制类型", "出生年月"]
ZHANG = ["张三", "县教育局", "事业", "1985.06"]


def with_people(*people: dict[str, Any], **tables: pl.DataFrame) -> Register:
    base = {
        "county": COUNTY, "body": JYJ, "kind": "institution", "status": "in_post",
        "identity": "institution_management",
    }  # fmt: skip
    made = [base | {"id": f"{COUNTY}-r-{at:05}"} | one for at, one in enumerate(people, start=1)]
    schema = {name: TABLES["people"].schema[name] for one in made for name in one}
    frame = pl.DataFrame(made, schema_overrides=schema)
    frame = TABLES["people"].conform(frame)
    return county().with_tables({"people": frame, **tables})


def known(**more: Any) -> Register:
    zhang = {
        "name": "张三", "status": "seconded", "identity": "institution_professional",
        "born_on": date(1985, 6, 17), "id_number": NUMBER, "education": "bachelor",
        "position": "教师", "working_body": f"{COUNTY}-fgj",
    }  # fmt: skip
    return with_people(zhang | more)


def again(tmp_path: Path, register: Register, *rows: list[Any], **more: Any) -> pl.DataFrame:
    done = read(book(tmp_path / "again.xlsx", list(rows)), register=register, **more)
    return done.register.frame("people")


def said(tmp_path: Path, register: Register | None, *rows: list[Any]) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(book(tmp_path / "again.xlsx", list(rows)), register=register)
    return caught.value


def test_columns_that_a_list_lacks_keep_status_identity_and_all_else(tmp_path: Path) -> None:
    before = known()
    assert again(tmp_path, before, HEAD, ZHANG).equals(before.frame("people"))


@pytest.mark.parametrize("blank", ["", "—", "不详"])
def test_empty_cells_keep_the_old_value(tmp_path: Path, blank: str) -> None:
    head = [*HEAD, "人员身份", "在职状态", "学历", "职务", "身份证号", "实际工作单位", "性别"]
    before = known(sex="male")
    assert again(tmp_path, before, head, [*ZHANG, *[blank] * 7]).equals(before.frame("people"))


def test_none_said_in_words_clears_a_value_that_may_be_none(tmp_path: Path) -> None:
    head = [*HEAD, "职务", "身份证号", "实际工作单位"]
    found = again(tmp_path, known(), head, [*ZHANG, "无", "无", "县教育局"])
    assert found.select("position", "id_number", "working_body").rows() == [(None, NUMBER, None)]


def test_what_the_list_says_goes_before_what_was(tmp_path: Path) -> None:
    head = [*HEAD, "人员身份", "在职状态"]
    found = again(tmp_path, known(), head, [*ZHANG, "管理人员", "在职"])
    assert found.select("identity", "status").rows() == [("institution_management", "in_post")]


def test_newcomers_alone_get_what_is_usual(tmp_path: Path) -> None:
    new = ["李四", "县教育局", "行政", "1990.01"]
    found = again(tmp_path, known(), HEAD, ZHANG, new).sort("id")
    assert found.select("id", "status", "identity").rows() == [
        (f"{COUNTY}-r-00001", "seconded", "institution_professional"),
        (f"{COUNTY}-r-00002", "in_post", "civil_servant"),
    ]


def test_a_kind_of_post_that_the_old_identity_denies_is_refused(tmp_path: Path) -> None:
    refused = said(tmp_path, known(), HEAD, ["张三", "县教育局", "行政", "1985.06"])
    assert [(f.code, f.row, f.column) for f in refused.faults] == [
        ("identity_disagrees", 2, "编制类型（C）")
    ]


def test_a_namesake_born_on_another_day_is_another_person(tmp_path: Path) -> None:
    other = ["张三", "县教育局", "事业", "1985-06-18"]
    assert again(tmp_path, known(), HEAD, other).height == 2


@pytest.mark.parametrize("code", ["999999", "1410", "浮山县", "", "140930"])
def test_a_county_that_is_none_or_not_the_registers_is_refused(tmp_path: Path, code: str) -> None:
    file = book(tmp_path / "a.xlsx", [HEAD, ZHANG])
    with pytest.raises(BadInput) as caught:
        read_real_name(file, register=county(), county=code, day=DAY)
    assert len(caught.value.faults) == 1
    assert f"“{code}”" in str(caught.value)
    if code == "140930":
        assert read_real_name(file, register=None, county=code, day=DAY).people == 1


def test_a_register_that_would_not_be_whole_is_refused(tmp_path: Path) -> None:
    before = known(worked_since=date(2005, 7, 1))
    head = [*HEAD, "离退时间"]
    (fault,) = said(tmp_path, before, head, [*ZHANG, "2001.01"]).faults
    assert (fault.code, fault.sheet, fault.row, fault.column) == (
        "bad_date", "表1", 2, "离退时间（E）"
    )  # fmt: skip
    lost = known(body=f"{COUNTY}-none", name="王五", id_number=None)
    assert "【人员】" in str(said(tmp_path, lost, HEAD, ZHANG))


def held() -> Register:
    """Two people, each holding a post; one did so before."""
    dates = {"since": [date(2010, 1, 1), date(2015, 1, 1), date(2015, 1, 1)]}
    held = pl.DataFrame({
        "county": COUNTY, "person": [f"{COUNTY}-r-{at:05}" for at in (2, 2, 1)],
        "position": ["p-1", "p-2", "p-3"], "kind": "main", **dates,
        "until": [date(2014, 1, 1), None, None],
    })  # fmt: skip
    posts = pl.DataFrame({
        "county": COUNTY, "id": ["p-1", "p-2", "p-3"], "name": ["甲", "乙", "丙"], "body": JYJ,
        "role": "deputy",
    })  # fmt: skip
    tables = {"appointments": held, "positions": posts}
    tables = {name: TABLES[name].conform(frame) for name, frame in tables.items()}
    people = [{"name": "张三"}, {"name": "李四"}, {"name": "王五", "status": "retired"}]
    return with_people(*people, **tables)


def test_who_is_removed_has_left_and_no_number_is_used_again(tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", [HEAD, [*ZHANG[:3], ""]])
    done = read(file, register=held(), drop_missing=True)
    after = done.register
    assert done.missing == (f"{COUNTY}-r-00002",)
    people = after.frame("people").sort("id")
    assert people.select("status", "left_on").rows() == [
        ("in_post", None), ("left", DAY), ("retired", None)
    ]  # fmt: skip
    ends = dict(after.frame("appointments").select("position", "until").rows())
    assert ends == {"p-1": date(2014, 1, 1), "p-2": DAY, "p-3": None}
    assert in_post(after).collect().height == 1
    new = ["赵六", "县教育局", "事业", "1990.01"]
    file = book(tmp_path / "b.xlsx", [HEAD, [*ZHANG[:3], ""], new])
    later = read(file, register=after, drop_missing=True)
    assert later.missing == ()
    ids = dict(later.register.frame("people").select("name", "id").rows())
    assert ids["赵六"] == f"{COUNTY}-r-00004"


def test_who_comes_back_has_the_old_number_and_is_in_post(tmp_path: Path) -> None:
    before = known(status="left", left_on=date(2019, 1, 1))
    file = book(tmp_path / "a.xlsx", [HEAD, ZHANG])
    done = read(file, register=before)
    people = done.register.frame("people")
    assert people.select("id", "status", "left_on").rows() == [
        (f"{COUNTY}-r-00001", "in_post", None)
    ]
    assert any("恢复为在职" in note.message for note in done.notes)


def test_a_namesake_who_left_does_not_hide_who_stayed(tmp_path: Path) -> None:
    before = with_people({"name": "张三", "status": "left"}, {"name": "张三"})
    assert again(tmp_path, before, HEAD, [*ZHANG[:3], ""]).height == 2


@pytest.mark.parametrize("shape", ["{}", "{}.", "工号{}", "０{}", "证 110105 19491231 002X"])
@pytest.mark.parametrize("shift", range(8))
def test_no_message_of_shifted_columns_shows_a_number(
    tmp_path: Path, shape: str, shift: int
) -> None:
    head = ["身份证号", *HEAD, "性别", "学历", "职务层次"]
    row = [shape.format(NUMBER), *ZHANG, "男", "大学", ""]
    row = row[-shift:] + row[:-shift]
    right = [NUMBER, "李四", *ZHANG[1:], "男", "大学", ""]
    for register in (None, county()):
        refused = said(tmp_path, register, head, row, [*right[:5], "女", *right[6:]])
        for fault in refused.faults:
            shown = f"{fault} {fault.value} {fault.column}".replace(" ", "")
            assert NUMBER not in shown
            assert NUMBER[6:14] not in shown or shape not in ("{}", "{}.")
            assert "11010519491231" not in shown


def test_a_masked_message_can_still_be_translated() -> None:
    fault = Fault("x", _("“{value}”不是姓名，第{row}行").format(value=NUMBER, row=3), "表", 3)
    assert isinstance(fault.message, Said)
    assert fault.message.values == {"value": "141*************" + NUMBER[-2:], "row": 3}
    plain = Fault("x", f"“{NUMBER}”", NUMBER, 1, f"{NUMBER}(A)", NUMBER)
    assert NUMBER not in f"{plain} {plain.value}"
