"""A table as a sheet: found, filtered, sorted, masked, paged, and taken away as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from sanding.register import TABLES
from sanding_web.audit.models import Event
from sanding_web.registers.intake_cells import shown
from sanding_web.registers.intake_queries import PAGE, Asked, as_csv, rows_found, sheet_page
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, HEQU, actor, logged_in, officer, revision_of

pytestmark = pytest.mark.django_db

ID_NUMBER = "14102719700301001X"
PEOPLE = [
    {"id": "r-1", "name": "赵一", "body": "fgj", "kind": "administrative", "sex": "female",
     "id_number": ID_NUMBER, "native_place": "山西临汾", "born_on": date(1970, 3, 1)},
    {"id": "r-2", "name": "钱二", "body": "gxj", "kind": "institution",
     "born_on": date(1980, 1, 2)},
    {"id": "r-3", "name": "=孙三", "body": "fgj", "kind": "institution"},
]  # fmt: skip


@pytest.fixture
def revision():
    return revision_of(told({**ROWS, "people": PEOPLE, "appointments": []}))


@pytest.fixture
def page(revision):
    def show(table="people", role="officer", **asked):
        return sheet_page(actor(role), revision, table, Asked(**asked))

    return show


def column(page, name):
    at = [one.name for one in page.headings].index(name)
    return [row[at].text for row in page.rows]


def csv_of(revision, table="people", **asked):
    text = as_csv(rows_found(revision, table, Asked(**asked))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def address(table="people", county=FUSHAN, query=""):
    return reverse("registers:sheet", args=[county, table]) + query


def test_values_are_shown_as_labels_and_references_as_names(page):
    sheet = page(columns=("body", "kind", "sex"))
    assert [cell.text for cell in sheet.rows[0]] == ["女", "县发展和改革局", "行政编制"]


def test_a_reference_to_a_body_leads_to_its_page(page):
    assert page(columns=("name", "body")).rows[0][1].body == "fgj"
    named, known_by = page("bodies", columns=("id", "name")).rows[0][::-1]
    assert named.body == known_by.text


def test_identity_numbers_origins_and_birthdays_are_masked(page):
    sheet = page(columns=("id_number", "native_place", "born_on"))
    assert [cell.text for cell in sheet.rows[0]] == ["141*************1X", "***", "***"]
    assert [cell.text for cell in sheet.rows[2]] == ["", "", ""]


def test_every_sensitive_column_of_every_table_is_masked(fushan):
    for table in TABLES.values():
        texts = shown(fushan, table.name)
        for one in table.columns:
            if one.personal and one.personal.sensitive:
                assert all("*" in text or not text for text in texts[one.name])


@pytest.mark.parametrize("asked", [
    {"text": ID_NUMBER}, {"text": "19700301"}, {"text": "1970-03-01"}, {"text": "临汾"},
    {"column": "id_number", "value": ID_NUMBER}, {"column": "born_on", "value": "1970-03-01"},
    {"column": "native_place", "value": "山西临汾"},
])  # fmt: skip
def test_what_is_masked_cannot_be_guessed_by_filtering(page, asked):
    assert page(columns=("name", "id_number", "native_place", "born_on"), **asked).found == 0


def test_what_is_masked_cannot_be_put_in_order(page):
    assert column(page(sort="born_on"), "name") == ["赵一", "钱二", "=孙三"]
    assert column(page(sort="-born_on"), "name")[:2] == ["赵一", "钱二"]


def test_text_is_found_over_all_columns_shown(page):
    assert column(page(text="发展"), "name") == ["赵一", "=孙三"]
    assert column(page(text="发展 事业"), "name") == ["=孙三"]
    assert page(text="发展", columns=("name",)).found == 0


def test_text_is_no_pattern(page):
    assert page(text=".*").found == 0


def test_rows_are_filtered_by_the_value_of_one_column(page):
    assert column(page(column="body", value="县工业和信息化局"), "name") == ["钱二"]
    assert column(page(column="sex", value="（空）"), "name") == ["钱二", "=孙三"]
    assert page(column="sex").found == 3
    assert page(column="nonesuch", value="x").found == 3


def test_the_values_of_a_column_are_offered(page):
    assert page(column="sex").values == ["女", "（空）"]


def test_rows_are_sorted_by_value_and_what_is_empty_comes_last(page):
    assert column(page("establishment", sort="approved"), "approved") == ["9", "12", "15"]
    assert column(page("establishment", sort="-approved"), "approved") == ["15", "12", "9"]
    assert column(page(sort="-sex"), "name")[0] == "赵一"


def test_columns_that_hold_nothing_are_shown_when_asked_for(page):
    assert "grade" not in {one.name for one in page().headings}
    assert [one.name for one in page(columns=("grade", "name")).headings] == ["name", "grade"]


def test_every_table_is_listed_with_its_rows(page):
    lines = {line.name: line.rows for line in page().tables}
    assert list(lines) == list(TABLES)
    assert lines["people"] == 3


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_page(fushan_revision, client, table):
    logged_in(client, officer())
    answer = client.get(address(table))
    assert answer.status_code == 200
    assert str(TABLES[table].label) in answer.content.decode()


def test_pages_hold_a_hundred_rows_and_none_is_lost(fushan_revision):
    who, seen = actor(), []
    first = sheet_page(who, fushan_revision, "people", Asked(columns=("id",)))
    for number in range(1, first.pages + 1):
        sheet = sheet_page(who, fushan_revision, "people", Asked(columns=("id",), page=number))
        assert len(sheet.rows) <= PAGE
        seen += column(sheet, "id")
    assert len(seen) == len(set(seen)) == first.total


def test_a_page_past_the_last_is_the_last(fushan_revision):
    sheet = sheet_page(actor(), fushan_revision, "people", Asked(page=10_000))
    assert sheet.page == sheet.pages


def test_the_address_holds_the_view(revision, client):
    logged_in(client, officer("viewer"))
    text = client.get(address(query="?col=name&col=body&q=发展&sort=-name")).content.decode()
    assert "赵一" in text
    assert "钱二" not in text
    assert "?col=name&amp;col=body&amp;q=" in text


def test_an_older_revision_is_shown_with_a_banner(revision, client):
    revision_of(told(ROWS))
    logged_in(client, officer())
    assert "不是现行台账" in client.get(address(query="?rev=1")).content.decode()
    assert "不是现行台账" not in client.get(address()).content.decode()


@pytest.mark.parametrize("query", ["?rev=7", "?rev=x", "?rev=-1", "?rev=99999999999999999999"])
def test_a_revision_there_is_not_is_not_found(revision, client, query):
    logged_in(client, officer())
    assert client.get(address(query=query)).status_code == 404


def test_a_table_there_is_not_is_not_found(revision, client):
    logged_in(client, officer())
    assert client.get(address("passwords")).status_code == 404
    assert client.get(address("claims")).status_code == 404


@pytest.mark.parametrize(("role", "area"), [("officer", HEQU), ("", ""), ("auditor", "")])
def test_a_county_one_does_not_read_is_not_found(revision, client, role, area):
    logged_in(client, officer(role, area))
    assert client.get(address()).status_code == 404


def test_nobody_sees_a_sheet(revision, client):
    assert client.get(address()).status_code == 302


def test_csv_holds_every_row_found_masked_as_on_the_screen(fushan_revision):
    rows = csv_of(fushan_revision)
    assert len(rows) > PAGE
    assert not [row for row in rows if row.get("身份证号") and "*" not in row["身份证号"]]
    assert not [row for row in rows if row.get("出生日期") and row["出生日期"] != "***"]


def test_csv_runs_no_formula(revision):
    assert [row["姓名"] for row in csv_of(revision, columns=("name",))] == [
        "赵一",
        "钱二",
        "'=孙三",
    ]


def test_csv_has_the_columns_and_rows_of_the_view(revision):
    rows = csv_of(revision, columns=("name", "body"), column="body", value="县工业和信息化局")
    assert rows == [{"姓名": "钱二", "编制所在机构": "县工业和信息化局"}]


def fetched(client, table="people", query="", **given):
    where = reverse("registers:sheet-csv", args=[FUSHAN, table]) + query
    return client.post(where, {"once": str(uuid4()), **given})


def test_a_download_is_recorded_and_never_cached(revision, client):
    logged_in(client, officer("reviewer"))
    answer = fetched(client, query="?col=name&q=赵一")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Cache-Control"] == "no-store"
    event = Event.objects.get(verb="register.taken_away")
    assert (event.county, event.detail) == (FUSHAN, {"what": "people.csv", "rows": 1})


def test_a_viewer_downloads_nothing(revision, client):
    logged_in(client, officer("viewer"))
    assert "下载为 CSV" not in client.get(address()).content.decode()
    assert fetched(client).status_code == 403
    assert not Event.objects.filter(verb="register.taken_away").exists()


def test_a_download_without_a_mark_is_refused(revision, client):
    logged_in(client, officer())
    assert fetched(client, once="").status_code == 400
