"""The chain shows every edit, removal, insertion, exchange and cut; the database refuses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from sanding_web.accounts.access import Actor
from sanding_web.audit import actions, queries
from sanding_web.audit.chain import digest, key
from sanding_web.audit.models import Event, Head
from tests.web.builders import AT, DAY, FUSHAN

pytestmark = pytest.mark.django_db
SIZE = 7
NOBODY = Actor(None, "某人", DAY)


def said(number: int, once: UUID | None = None) -> Event:
    with transaction.atomic():
        return actions.record(
            "plan.edited", kind="plan", about=f"方案{number}", by=NOBODY, county=FUSHAN, once=once,
            at=AT + timedelta(microseconds=number), change={"bodies": ["水利局", None, number]},
        )  # fmt: skip


@pytest.fixture
def chain() -> list[Event]:
    return [said(number) for number in range(1, SIZE + 1)]


@pytest.fixture
def unsealed(chain: list[Event]) -> list[Event]:
    """The chain as a thief with the database's password finds it: without its seal."""
    with connection.cursor() as cursor:
        seal = import_module("sanding_web.audit.migrations.0002_seal")
        back = {"sqlite": seal.SQLITE_BACK, "postgresql": seal.POSTGRESQL_BACK}
        for sql in back[connection.vendor]:
            cursor.execute(sql)
    return chain


def ran(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_chain_holds_and_says_how_far(chain: list[Event]) -> None:
    verdict = queries.verified()
    assert (verdict.holds, verdict.number, verdict.digest) == (True, SIZE, chain[-1].digest)
    assert queries.head() == (SIZE, chain[-1].digest)


def test_an_empty_chain_holds() -> None:
    assert queries.verified() == queries.Verdict(0, "")
    assert queries.verified(outside=(0, "")).holds


@pytest.mark.parametrize("chunk", [1, 2, 7, 100])
def test_the_size_of_a_chunk_changes_nothing(chain: list[Event], chunk: int) -> None:
    assert queries.verified(chunk=chunk) == queries.verified()


def test_an_event_belongs_to_an_open_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    with pytest.raises(TransactionManagementError):
        actions.record("x", kind="x", about="x", by=None, at=AT)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_event SET about = 'x' WHERE number = 3",
        "UPDATE audit_event SET number = 99 WHERE number = 7",
        "DELETE FROM audit_event WHERE number = 7",
        "DELETE FROM audit_event",
        "DELETE FROM audit_head",
        "UPDATE audit_head SET number = 6",
        "UPDATE audit_head SET number = number, digest = 'x'",
    ],
)
def test_the_database_refuses_what_is_no_appending(chain: list[Event], sql: str) -> None:
    with pytest.raises(DatabaseError):
        ran(sql)
    assert queries.verified().holds
    assert queries.head()[0] == SIZE


OVERWRITES = {
    "sqlite": [
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event WHERE number = 3",
        "INSERT OR REPLACE INTO audit_head (id, number, digest) VALUES (1, 2, '')",
    ],
    "postgresql": ["TRUNCATE audit_event", "TRUNCATE audit_head"],
}


@pytest.mark.parametrize("which", [0, 1])
def test_the_database_refuses_to_overwrite_or_empty(chain: list[Event], which: int) -> None:
    with pytest.raises(DatabaseError, match="audit"):
        ran(OVERWRITES[connection.vendor][which])
    assert queries.verified().number == SIZE


def of(number: int) -> Any:
    return Event.objects.filter(number=number)


def edited(chain: list[Event]) -> int:
    of(4).update(about="别的方案")
    return 4


def edited_with_its_digest(chain: list[Event]) -> int:
    told = {**of(4).values().get(), "about": "别的方案"}
    of(4).update(about="别的方案", digest=digest(told, b"not the key"))
    return 4


def removed(chain: list[Event]) -> int:
    of(3).delete()
    return 3


def removed_first(chain: list[Event]) -> int:
    of(1).delete()
    return 1


def removed_and_closed_up(chain: list[Event]) -> int:
    of(3).delete()
    for number in range(4, SIZE + 1):
        of(number).update(number=number - 1)
    Head.objects.update(number=SIZE - 1)
    return 3


def inserted(chain: list[Event]) -> int:
    for number in range(SIZE, 4, -1):
        of(number).update(number=number + 1)
    told = {**of(4).values().get(), "number": 5, "before": chain[3].digest}
    Event.objects.create(**{**told, "digest": digest(told, b"not the key")})
    Head.objects.update(number=SIZE + 1)
    return 5


def inserted_before_the_first(chain: list[Event]) -> int:
    told = {**of(1).values().get(), "number": 0, "digest": "0" * 64}
    Event.objects.create(**told)
    return 0


def appended_behind_the_head(chain: list[Event]) -> int:
    told = {**of(SIZE).values().get(), "number": SIZE + 1, "before": chain[-1].digest}
    Event.objects.create(**{**told, "digest": "0" * 64})
    return SIZE + 1


def exchanged(chain: list[Event]) -> int:
    for old, new in ((2, 90), (5, 2), (90, 5)):
        of(old).update(number=new)
    return 2


def cut(chain: list[Event]) -> int:
    of(SIZE).delete()
    of(SIZE - 1).delete()
    return SIZE - 1


def head_altered(chain: list[Event]) -> int:
    Head.objects.update(digest="f" * 64)
    return SIZE


def emptied(chain: list[Event]) -> int:
    Event.objects.all().delete()
    return 1


TAMPERINGS = (
    edited, edited_with_its_digest, removed, removed_first, removed_and_closed_up, inserted,
    inserted_before_the_first, appended_behind_the_head, exchanged, cut, head_altered, emptied,
)  # fmt: skip
each = pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)


@each
@pytest.mark.parametrize("chunk", [2, 1000])
def test_every_tampering_is_found_at_its_first_number(
    unsealed: list[Event], tamper: Callable[[list[Event]], int], chunk: int
) -> None:
    expected = tamper(unsealed)
    verdict = queries.verified(chunk=chunk)
    assert (verdict.holds, verdict.bad) == (False, expected)
    assert f"第 {expected} 条" in str(verdict)


FIELDS: dict[str, Any] = {
    "at": AT + timedelta(days=1), "by_name": "别人", "verb": "plan.approved", "county": "141028",
    "kind": "x", "about": "x", "detail": {}, "once": uuid4(), "before": "e" * 64,
    "digest": "e" * 64,
}  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("number", [1, SIZE])
def test_no_field_can_be_edited_unseen(unsealed: list[Event], field: str, number: int) -> None:
    of(number).update(**{field: FIELDS[field]})
    assert queries.verified().bad == number


def cut_with_its_head(chain: list[Event]) -> None:
    of(SIZE).delete()
    Head.objects.update(number=SIZE - 1, digest=chain[-2].digest)


def forged_with_the_key(chain: list[Event]) -> None:
    told = {**of(SIZE).values().get(), "about": "伪造"}
    told["digest"] = digest(told, key())
    of(SIZE).update(about=told["about"], digest=told["digest"])
    Head.objects.update(digest=told["digest"])


@pytest.mark.parametrize("forge", [cut_with_its_head, forged_with_the_key])
def test_what_was_forged_whole_is_found_by_a_head_kept_outside(
    unsealed: list[Event], forge: Callable[[list[Event]], None]
) -> None:
    outside = queries.head()
    forge(unsealed)
    assert queries.verified().holds
    assert queries.verified(outside=outside).bad == SIZE


def test_a_chain_that_went_on_agrees_with_an_older_head(chain: list[Event]) -> None:
    assert queries.verified(outside=(3, chain[2].digest)).holds
    assert queries.verified(outside=(3, chain[3].digest)).bad == 3


@pytest.mark.parametrize(("limit", "holds"), [(3, True), (4, False), (SIZE, False), (99, False)])
def test_with_a_limit_only_the_end_is_followed(
    unsealed: list[Event], limit: int, holds: bool
) -> None:
    edited(unsealed)
    assert queries.verified(limit=limit).holds is holds


def test_the_same_once_is_recorded_once() -> None:
    once = uuid4()
    assert not actions.has(once)
    assert not actions.has(None)
    said(1, once)
    assert actions.has(once)
    with pytest.raises(DatabaseError), transaction.atomic():
        said(2, once)
    assert queries.verified().number == 1


def test_an_act_that_fails_leaves_no_event(chain: list[Event]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(number=said(99).number, at=AT)
    assert queries.verified().number == SIZE


def command(name: str, **told: Any) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command(name, stdout=out, stderr=err, **told)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_the_commands_print_the_head_and_compare_with_it(unsealed: list[Event]) -> None:
    _code, head, _err = command("audit_head")
    assert head == f"{SIZE}:{unsealed[-1].digest}\n"
    code, line, _err = command("audit_verify", head=head.strip())
    assert code == 0
    assert line.startswith("审计链完好：共 7 条")
    cut_with_its_head(unsealed)
    assert command("audit_verify")[0] == 0
    code, line, err = command("audit_verify", head=head.strip())
    assert (code, line) == (1, "")
    assert err == "审计链已断：第 7 条及以后被截去（与另存的链尾相比）（之前 6 条完好）\n"
    with pytest.raises(CommandError, match="序号:摘要"):
        command("audit_verify", head="7")
