"""From a file to a revision: read, compared, confirmed or dropped; refused with every fault."""

from __future__ import annotations

from io import BytesIO
from uuid import uuid4

import openpyxl
import polars as pl
import pytest
from django.urls import reverse

from sanding.exchange import write_register, write_workbook
from sanding.register import TABLES, Register
from sanding_web.registers.intake_preview import preview_of
from sanding_web.registers.models import Content, County, Revision, Upload
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, HEQU, logged_in, officer, revision_of
from tests.web.registers.test_actions import renamed, uploaded, without_a_duty

pytestmark = pytest.mark.django_db

NEW = f"/c/{FUSHAN}/uploads/new/"


@pytest.fixture
def keeper(client):
    return logged_in(client, officer())


def zipped(register: Register, tmp_path, name="台账.zip") -> BytesIO:
    write_register(register, tmp_path / name)
    return named((tmp_path / name).read_bytes(), name)


def named(data: bytes, name: str) -> BytesIO:
    file = BytesIO(data)
    file.name = name
    return file


def sent(client, file, county=FUSHAN, **given):
    where = reverse("registers:upload-new", args=[county])
    return client.post(where, {"file": file, "once": str(uuid4()), **given})


def page_of(waiting: Upload) -> str:
    return reverse("registers:upload", args=[FUSHAN, waiting.pk])


def confirmed(client, waiting: Upload, **given):
    return client.post(page_of(waiting), {"once": str(uuid4()), "reason": "年度更新", **given})


def spoilt(register: Register, tmp_path) -> BytesIO:
    """A workbook with two faults: a count that is text, and a reference to nothing."""
    path = tmp_path / "台账.xlsx"
    write_workbook(register, path, masked=False)
    book = openpyxl.load_workbook(path)
    for sheet, heading, value in (("编制", "核定数", "十二"), ("内设机构", "机构", "nirgends")):
        headings = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(2, headings.index(heading) + 1).value = value
    book.save(path)
    return named(path.read_bytes(), path.name)


def test_a_file_becomes_a_revision_by_way_of_its_preview(keeper, tmp_path):
    answer = sent(keeper, zipped(told(ROWS), tmp_path))
    waiting = Upload.objects.get()
    assert answer.headers["Location"] == page_of(waiting)
    assert "第一份台账" in keeper.get(page_of(waiting)).content.decode()
    assert confirmed(keeper, waiting).status_code == 302
    assert (Revision.objects.get().number, Revision.objects.get().reason) == (1, "年度更新")


def test_a_file_with_faults_shows_each_with_its_place_and_keeps_nothing(keeper, tmp_path):
    answer = sent(keeper, spoilt(told(ROWS), tmp_path))
    assert answer.status_code == 422
    text = answer.content.decode()
    lines = {(line.sheet, line.row) for line in answer.context["lines"]}
    assert lines == {("编制", 2), ("内设机构", 2)}
    assert all(part in text for part in ("核定数", "不是数字", "请改为整数", "nirgends"))
    assert 'type="file"' in text
    found = [model.objects.count() for model in (Upload, County, Content, Revision)]
    assert found == [0, 0, 0, 0]


def test_a_masked_workbook_is_refused_and_a_long_list_of_faults_is_cut(keeper, tmp_path, fushan):
    path = tmp_path / "台账.xlsx"
    people = fushan.loose("people").with_columns(native_place=pl.lit("山西临汾"))
    write_workbook(fushan.with_tables({"people": people}), path)
    answer = sent(keeper, named(path.read_bytes(), path.name))
    assert answer.status_code == 422
    assert "是掩码" in answer.content.decode()
    assert len(answer.context["lines"]) == people.height
    assert answer.content.decode().count("是掩码") == 2000


def test_a_register_of_another_county_is_refused_in_one_line(client, tmp_path):
    logged_in(client, officer(area=""))
    answer = sent(client, zipped(told(ROWS), tmp_path), county=HEQU)
    assert answer.status_code == 422
    assert [FUSHAN in line.what for line in answer.context["lines"]] == [True]


def test_a_file_that_is_none_is_asked_for(keeper):
    assert sent(keeper, "").status_code == 422


def test_a_file_that_is_no_register_is_refused(keeper):
    assert sent(keeper, named(b"GIF89a", "台账.xlsx")).status_code == 422
    assert sent(keeper, named(b"GIF89a", "照片.gif")).status_code == 422


@pytest.mark.parametrize("role", ["reviewer", "approver", "viewer"])
def test_only_who_keeps_the_register_uploads(client, role, tmp_path):
    revision_of(told(ROWS))
    logged_in(client, officer(role))
    assert client.get(NEW).status_code == 403
    assert sent(client, zipped(told(ROWS), tmp_path)).status_code == 403


def test_a_county_one_does_not_see_takes_no_upload(client):
    revision_of(told(ROWS))
    logged_in(client, officer(area=HEQU))
    assert client.get(NEW).status_code == 404


def test_an_upload_is_seen_by_who_keeps_the_register_alone(client):
    waiting = uploaded(told(ROWS))
    for role, area in (("officer", HEQU), ("reviewer", FUSHAN)):
        logged_in(client, officer(role, area))
        assert client.get(page_of(waiting)).status_code == 404
        assert confirmed(client, waiting).status_code == 404
    assert not Revision.objects.exists()


def test_an_upload_is_not_found_under_another_county(client):
    waiting = uploaded(told(ROWS))
    logged_in(client, officer(area=""))
    assert client.get(reverse("registers:upload", args=[HEQU, waiting.pk])).status_code == 404


def test_a_confirmation_says_why(keeper):
    waiting = uploaded(told(ROWS))
    assert confirmed(keeper, waiting, reason=" ").status_code == 422
    assert not Revision.objects.exists()


def test_a_confirmation_without_a_mark_is_refused(keeper):
    assert confirmed(keeper, uploaded(told(ROWS)), once="").status_code == 400


def test_an_upload_that_drifted_says_to_upload_again(keeper):
    revision_of(told(ROWS))
    waiting = uploaded(renamed(told(ROWS)))
    revision_of(without_a_duty(told(ROWS)))
    assert "重新上传" in keeper.get(page_of(waiting)).content.decode()
    answer = confirmed(keeper, waiting)
    assert answer.status_code == 409
    assert "重新上传" in answer.content.decode()
    assert Revision.objects.count() == 2


def test_a_dropped_upload_changes_nothing(keeper):
    waiting = uploaded(told(ROWS))
    where = reverse("registers:upload-drop", args=[FUSHAN, waiting.pk])
    assert keeper.post(where, {"once": str(uuid4())}).status_code == 302
    assert "已放弃" in keeper.get(page_of(waiting)).content.decode()
    assert confirmed(keeper, waiting).status_code == 409
    assert not Revision.objects.exists()


def test_uploads_that_wait_are_listed(keeper):
    waiting = uploaded(told(ROWS), name="三月台账.xlsx")
    assert "三月台账.xlsx" in keeper.get(NEW).content.decode()
    confirmed(keeper, waiting)
    assert "三月台账.xlsx" not in keeper.get(NEW).content.decode()
    assert "已入库" in keeper.get(page_of(waiting)).content.decode()


def test_the_empty_workbook_is_what_is_read(keeper):
    data = keeper.get(reverse("registers:upload-template", args=[FUSHAN])).content
    book = openpyxl.load_workbook(BytesIO(data))
    assert {str(table.label) for table in TABLES.values()} <= set(book.sheetnames)


def test_of_the_first_register_everything_is_added():
    told_ = preview_of(uploaded(told(ROWS)))
    register = told(ROWS)
    assert {one.table: one.added for one in told_.tables} == {
        name: rows.loose.height for name, rows in register.rows.items() if rows.loose.height
    }
    assert told_.first
    assert told_.removed_rows == told_.changed_rows == 0


def test_the_preview_counts_and_lists_what_changes():
    revision_of(told(ROWS))
    added = {"id": "d-3", "name": "管理粮食", "theme": "粮食", "body": "fgj"}
    changed = told({**ROWS, "duties": [*ROWS["duties"], added]})
    seen = preview_of(uploaded(without_a_duty(renamed(changed))))
    counts = {one.table: (one.added, one.changed, one.removed) for one in seen.tables}
    bodies = told(ROWS).loose("bodies").height
    assert counts == {"bodies": (0, bodies, 0), "duties": (1, 0, 1)}
    assert [(one.before, one.after) for one in seen.changes if one.before == "天坛镇"] == [
        ("天坛镇", "天坛镇（新）")
    ]
    assert [one.record for one in seen.removed] == ["管理工业运行"]


def test_the_preview_says_values_in_words_and_hides_what_is_sensitive():
    register = told(ROWS)
    revision_of(register)
    people = register.loose("people").with_columns(
        id_number=pl.lit("14102719700301001X"), native_place=pl.lit("临汾"),
        born_on=pl.date(1971, 1, 1), body=pl.lit("gxj"), section=pl.lit(None, pl.String),
    )  # fmt: skip
    seen = preview_of(uploaded(register.with_tables({"people": people})))
    mine = {one.column: (one.before, one.after) for one in seen.changes if one.record == "赵一"}
    assert mine == {
        "身份证号": ("", "141*************1X"), "籍贯": ("", "***"), "出生日期": ("***", "***"),
        "编制所在机构": ("县发展和改革局", "县工业和信息化局"),
    }  # fmt: skip


def test_the_preview_shows_what_is_broken_and_offers_no_confirmation(keeper):
    lost = told(ROWS).loose("sections").with_columns(body=pl.lit("nirgends"))
    waiting = uploaded(told(ROWS).with_tables({"sections": lost}))
    text = keeper.get(page_of(waiting)).content.decode()
    assert "nirgends" in text
    assert "确认入库" not in text
    assert confirmed(keeper, waiting).status_code == 422
    assert not Revision.objects.exists()


def test_the_same_register_again_is_said_to_be_the_same(keeper):
    revision_of(told(ROWS))
    text = keeper.get(page_of(uploaded(told(ROWS)))).content.decode()
    assert "文件与现行台账相同" in text
    assert "确认入库" not in text


def test_removal_is_a_box_to_tick(keeper):
    revision_of(told(ROWS))
    waiting = uploaded(without_a_duty(told(ROWS)))
    assert 'name="remove"' in keeper.get(page_of(waiting)).content.decode()
    confirmed(keeper, waiting, remove="on")
    head = County.objects.get().head
    assert head is not None
    assert head.hash == waiting.hash


def test_an_uploaded_workbook_may_be_told_its_day(keeper, tmp_path):
    path = tmp_path / "台账.xlsx"
    write_workbook(told(ROWS), path)
    book = openpyxl.load_workbook(path)
    book["说明"].cell(2, 2).value = None
    book.save(path)
    data = path.read_bytes()
    assert sent(keeper, named(data, "台账.xlsx")).status_code == 422
    assert sent(keeper, named(data, "台账.xlsx"), day="2024-05-01").status_code == 302
    assert str(Upload.objects.get().day) == "2024-05-01"
