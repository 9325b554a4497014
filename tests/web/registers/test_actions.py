"""Writes of the register room: once, checked, whole or not at all, and each leaves one event."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import polars as pl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from sanding.base import BadInput
from sanding.exchange import write_register, write_workbook
from sanding.register import CLAIMS, Register
from sanding_web.audit.models import Event
from sanding_web.registers import actions, bridge
from sanding_web.registers.intake_files import Refused
from sanding_web.registers.models import Content, County, Revision, Upload
from tests.builders import ROWS, told
from tests.web.builders import AT, FUSHAN, HEQU, actor, revision_of

pytestmark = pytest.mark.django_db


def renamed(register: Register, to: str = "（新）") -> Register:
    return register.with_tables(
        {"bodies": register.loose("bodies").with_columns(pl.col("name") + to)}
    )


def without_a_duty(register: Register) -> Register:
    return register.with_tables({"duties": register.loose("duties").filter(pl.col("id") != "d-2")})


def put(register: Register, by=None, **given):
    told_ = {"reason": "年度更新", "at": AT, "once": uuid4(), **given}
    return actions.put_in(register, by=by or actor(), **told_)


def uploaded(register: Register, by=None, **given) -> Upload:
    told_ = {"name": "台账.xlsx", "at": AT, "once": uuid4(), **given}
    return actions.upload(register, by=by or actor(), **told_)


def confirmed(waiting: Upload, by=None, **given) -> Revision:
    told_ = {"reason": "核对无误", "at": AT, "once": uuid4(), **given}
    return actions.confirm(upload_id=waiting.pk, by=by or actor(), **told_)


def test_revisions_count_up_and_each_names_the_one_before():
    first = put(told(ROWS))
    second = put(renamed(told(ROWS)))
    assert (first.number, second.number, second.parent) == (1, 2, first)
    assert County.objects.get(pk=FUSHAN).head == second


def test_a_repeated_mark_gives_the_revision_it_gave_before():
    who, once = actor(), uuid4()
    first = put(told(ROWS), who, once=once)
    put(renamed(told(ROWS)), who)
    assert put(told(ROWS), who, once=once, at=AT + timedelta(days=1)) == first
    assert Revision.objects.count() == Event.objects.count() == 2


def test_a_mark_of_another_act_is_refused():
    who, once = actor(), uuid4()
    uploaded(told(ROWS), who, once=once)
    with pytest.raises(actions.IllegalTransition):
        put(told(ROWS), who, once=once)
    assert Revision.objects.count() == 0


def test_the_same_content_makes_no_revision():
    first = put(told(ROWS))
    assert put(told(ROWS)) == first
    assert Revision.objects.count() == 1


def test_other_claims_are_a_revision_of_their_own():
    claims = CLAIMS.conform(pl.DataFrame({"county": [FUSHAN], "figure": ["机构"], "source": ["x"]}))
    first = put(told(ROWS))
    second = put(replace(told(ROWS), claims=claims))
    assert (second.number, second.hash) == (2, first.hash)


def test_another_base_than_expected_is_drift():
    put(told(ROWS))
    with pytest.raises(actions.Drifted):
        put(renamed(told(ROWS)), expected="0" * 64)
    assert Revision.objects.count() == 1


def test_drift_and_illegal_acts_are_conflicts():
    assert actions.Drifted.status == actions.IllegalTransition.status == 409


@pytest.mark.parametrize("role", ["reviewer", "approver", "viewer", "auditor", ""])
def test_only_who_keeps_the_register_puts_one_in(role):
    with pytest.raises(PermissionDenied):
        put(told(ROWS), actor(role))
    with pytest.raises(PermissionDenied):
        uploaded(told(ROWS), actor(role))
    assert not County.objects.exists()
    assert not Content.objects.exists()


def test_an_officer_of_another_county_puts_nothing_in():
    with pytest.raises(PermissionDenied):
        put(told(ROWS), actor(area=HEQU))
    assert not Event.objects.exists()


def test_a_register_of_no_county_is_refused():
    with pytest.raises(BadInput):
        put(Register.of({}, day=told(ROWS).day))


def test_a_write_that_fails_leaves_nothing(monkeypatch):
    def fails(*_given, **_named):
        raise RuntimeError

    who = actor()
    monkeypatch.setattr(actions.audit, "record", fails)
    with pytest.raises(RuntimeError):
        put(told(ROWS), who)
    found = [model.objects.count() for model in (County, Revision, Content, Event)]
    assert found == [0, 0, 0, 0]


def test_a_confirmed_upload_is_the_next_revision():
    put(told(ROWS))
    waiting = uploaded(renamed(told(ROWS)))
    made = confirmed(waiting)
    waiting.refresh_from_db()
    assert (made.number, made.hash, waiting.state) == (2, waiting.hash, Upload.State.TAKEN)


def test_a_confirmation_sent_twice_acts_once():
    waiting, once, who = uploaded(told(ROWS)), uuid4(), actor()
    first = confirmed(waiting, who, once=once)
    put(renamed(told(ROWS)))
    assert confirmed(waiting, who, once=once) == first
    assert Event.objects.filter(once=once).count() == 1


def test_an_upload_sent_twice_waits_once():
    who, once = actor(), uuid4()
    assert uploaded(told(ROWS), who, once=once) == uploaded(told(ROWS), who, once=once)
    assert Upload.objects.count() == 1


def test_a_row_the_file_lacks_stays_unless_its_removal_is_confirmed():
    put(told(ROWS))
    keeping = confirmed(uploaded(renamed(without_a_duty(told(ROWS)))))
    assert bridge.register_of(keeping).has("duties", "d-2")
    removing = confirmed(uploaded(without_a_duty(told(ROWS))), remove=True)
    assert not bridge.register_of(removing).has("duties", "d-2")


def test_what_was_applied_stays_on_record_through_an_import():
    journal = pl.DataFrame({"change": ["c-1"]})
    put(replace(told(ROWS), journal=journal))
    made = confirmed(uploaded(renamed(told(ROWS))))
    kept = bridge.register_of(made).journal
    assert kept is not None
    assert kept.equals(journal)


def test_of_two_uploads_compared_with_one_revision_the_second_has_drifted():
    put(told(ROWS))
    one, other = uploaded(renamed(told(ROWS), "甲")), uploaded(renamed(told(ROWS), "乙"))
    confirmed(one)
    with pytest.raises(actions.Drifted, match="重新上传"):
        confirmed(other)
    other.refresh_from_db()
    assert (other.state, Revision.objects.count()) == (Upload.State.WAITING, 2)


def test_of_two_first_registers_the_second_has_drifted():
    one, other = uploaded(told(ROWS)), uploaded(renamed(told(ROWS)))
    confirmed(one)
    with pytest.raises(actions.Drifted):
        confirmed(other)


def test_a_dropped_upload_is_not_confirmed():
    waiting = uploaded(told(ROWS))
    actions.drop(upload_id=waiting.pk, by=actor(), at=AT, once=uuid4())
    with pytest.raises(actions.IllegalTransition, match="已放弃"):
        confirmed(waiting)
    assert not Revision.objects.exists()


def test_of_a_dropped_upload_nothing_is_kept_and_what_is_shared_stays():
    revision = put(told(ROWS))
    other = uploaded(without_a_duty(told(ROWS)))
    before = set(Content.objects.values_list("pk", flat=True))
    waiting = uploaded(renamed(told(ROWS)))
    actions.drop(upload_id=waiting.pk, by=actor(), at=AT, once=uuid4())
    assert set(Content.objects.values_list("pk", flat=True)) == before
    bridge._read.cache_clear()
    assert bridge.register_of(revision).hash == told(ROWS).hash
    assert bridge.register_of(other).hash == other.hash


def test_of_a_confirmed_upload_only_the_revision_is_kept():
    put(told(ROWS))
    made = confirmed(uploaded(renamed(without_a_duty(told(ROWS)))))
    kept = {digest for one in Revision.objects.all() for digest in one.tables.values()}
    assert set(Content.objects.values_list("pk", flat=True)) == kept
    bridge._read.cache_clear()
    assert bridge.register_of(made).hash == made.hash


def test_an_upload_is_not_seen_from_another_county():
    waiting = uploaded(told(ROWS))
    for who in (actor(area=HEQU), actor("reviewer"), actor("viewer")):
        with pytest.raises(Upload.DoesNotExist):
            confirmed(waiting, who)
        with pytest.raises(Upload.DoesNotExist):
            actions.drop(upload_id=waiting.pk, by=who, at=AT, once=uuid4())


def test_a_register_that_would_be_broken_is_not_confirmed():
    lost = told(ROWS).loose("sections").with_columns(body=pl.lit("nirgends"))
    waiting = uploaded(told(ROWS).with_tables({"sections": lost}))
    with pytest.raises(Refused) as refusal:
        confirmed(waiting)
    assert {line.sheet for line in refusal.value.lines} == {"内设机构"}
    assert not Revision.objects.exists()


def taken(data: bytes, name: str, by=None, county=FUSHAN) -> Upload:
    return actions.take_file(
        county=county, name=name, chunks=BytesIO(data), otherwise=None, by=by or actor(), at=AT,
        once=uuid4(),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["fushan.xlsx", "浮山.zip"])
def test_a_written_register_is_read_again(name, tmp_path, fushan):
    file = tmp_path / name
    if name.endswith(".zip"):
        write_register(fushan, file)
    else:
        write_workbook(fushan, file, masked=False)
    assert taken(file.read_bytes(), name).hash == fushan.hash


def test_a_register_of_another_county_is_refused_in_one_line(tmp_path):
    file = tmp_path / "a.zip"
    write_register(told(ROWS), file)
    with pytest.raises(Refused) as refusal:
        taken(file.read_bytes(), "a.zip", actor(area=""), county=HEQU)
    assert len(refusal.value.lines) == 1
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.zip", "a.csv", "a", "../../a.zip", "中" * 300 + ".zip"]
)
def test_what_is_no_register_is_refused(name):
    with pytest.raises(Refused):
        taken(b"PK\x03\x04 nothing", name)
    assert not Content.objects.exists()


def test_nothing_of_a_file_stays_on_disk(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(Refused):
        taken(b"nothing", "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_not_read_for_who_may_not_keep_it():
    with pytest.raises(PermissionDenied):
        taken(b"nothing", "a.zip", actor("viewer"))


@pytest.fixture
def shared_between_threads(transactional_db, tmp_path, monkeypatch):
    """Threads meet in a database on disk: SQLite in memory would not let one wait for another."""

    def share() -> None:
        if connection.vendor == "sqlite":
            copy = tmp_path / "copy.sqlite3"
            connection.ensure_connection()
            with closing(sqlite3.connect(copy)) as target:
                connection.connection.backup(target)
            monkeypatch.setitem(connections.settings["default"], "NAME", copy)

    return share


def test_of_two_confirmations_at_once_one_is_taken(shared_between_threads):
    who = actor()
    put(told(ROWS), who)
    waiting = [uploaded(renamed(told(ROWS), to), who) for to in ("甲", "乙")]
    shared_between_threads()
    start = threading.Barrier(2)

    def act(one: Upload) -> str:
        start.wait()
        try:
            return f"revision {confirmed(one, who).number} of {Revision.objects.count()}"
        except actions.Drifted:
            return "drifted"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(act, waiting)) == ["drifted", "revision 2 of 2"]


def test_rows_taken_away_are_recorded_once():
    revision, once, who = revision_of(told(ROWS)), uuid4(), actor("reviewer")
    for _time in range(2):
        actions.took_away(revision, what="people.csv", rows=2, by=who, at=AT, once=once)
    event = Event.objects.get(once=once)
    assert (event.verb, event.detail) == ("register.taken_away", {"what": "people.csv", "rows": 2})


def test_a_viewer_takes_nothing_away():
    revision = revision_of(told(ROWS))
    with pytest.raises(PermissionDenied):
        actions.took_away(
            revision, what="people.csv", rows=2, by=actor("viewer"), at=AT, once=uuid4()
        )
