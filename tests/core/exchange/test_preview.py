from __future__ import annotations

from sanding.exchange import preview, taken_over
from tests.builders import ROWS, county

OLD = county()
NEW = county(
    duties=[
        {**ROWS["duties"][0], "theme": "发展规划"},
        {"id": "d-3", "name": "管理价格", "theme": "价格", "body": "fgj"},
    ]
)


def test_a_re_import_shows_added_changed_and_removed_rows():
    shown = preview(OLD, NEW).filter(table="duties")
    changed = shown.filter(op="change").select("column", "before", "after").rows()
    assert changed == [("theme", "规划", "发展规划")]
    assert set(shown.filter(op="add").get_column("after")) >= {"d-3", "管理价格"}
    assert set(shown.filter(op="remove").get_column("before")) >= {"d-2", "管理工业运行"}


def test_a_row_the_import_lacks_stays():
    duties = taken_over(OLD, NEW).frame("duties")
    assert duties.get_column("id").to_list() == ["d-1", "d-2", "d-3"]
    assert duties.get_column("theme").to_list() == ["发展规划", "工业", "价格"]


def test_a_row_goes_only_when_its_removal_is_confirmed():
    assert taken_over(OLD, NEW, remove=True).hash == NEW.hash


def test_taking_over_the_same_again_changes_nothing():
    assert taken_over(OLD, county()).hash == OLD.hash
    assert preview(OLD, county()).is_empty()
