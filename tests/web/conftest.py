"""What tests of the web share: the register of Fushan, built once, and as a revision."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.db import connection

from sanding.examples import example
from sanding.register import Register
from sanding_web.audit.models import Event, Head
from sanding_web.registers.models import Revision
from tests.web.builders import revision_of


@pytest.fixture(scope="session")
def fushan() -> Register:
    """The register of the example county."""
    return example("fushan")


@pytest.fixture
def fushan_revision(db: None, fushan: Register) -> Revision:
    """Its first revision, put in by an officer of all counties."""
    return revision_of(fushan)


@pytest.fixture(autouse=True)
def _trail_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, the trail is emptied: else its seal refuses the flush."""
    marker = request.node.get_closest_marker("django_db")
    commits = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not commits and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    seal = import_module("sanding_web.audit.migrations.0002_seal")
    with connection.schema_editor() as editor:
        seal.unseal(None, editor)
    Event.objects.all().delete()
    Head.objects.all().delete()
    with connection.schema_editor() as editor:
        seal.seal(None, editor)
