"""The form of a change says what the plan file says."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from sanding.examples import example_plan
from sanding_web.planning import actions, queries
from sanding_web.planning.forms import ChangeForm
from sanding_web.planning.queries.named import named_by
from sanding_web.registers.models import Revision
from tests.web.builders import AT, FUSHAN, actor

pytestmark = pytest.mark.django_db


def sent(form: ChangeForm) -> dict[str, Any]:
    """What a browser sends of a form nobody touched."""
    values = {name: form[name].value() for name in form.fields}
    return {
        form.add_prefix(name): form.fields[name].prepare_value(value)
        for name, value in values.items()
        if value is not None and value is not False
    }


def stated(plain: dict[str, Any]) -> dict[str, Any]:
    """A change without what is left open; the first wave need not be said."""
    return {key: x for key, x in {"wave": 1, **plain}.items() if x not in (None, {}, [])}


def test_every_change_of_a_plan_comes_back_from_its_form_as_it_was(
    fushan_revision: Revision,
) -> None:
    text = example_plan("fushan").to_yaml()
    told = {"by": actor(), "at": AT, "once": uuid4()}
    draft = actions.take_in(county=FUSHAN, text=text, **told)
    kinds = {one.kind: one for one in queries.change_kinds()}
    tables = {one.table for kind in kinds.values() for one in kind.fields if one.type[:3] == "ref"}
    names = {table: dict(queries.choices(draft, table)) for table in tables}
    changes = queries.plan_page(draft, actor()).changes
    assert len(changes) > 300
    for change in changes:
        given = queries.change_given(draft, change.id)
        known = named_by(draft, given)
        all_names = {table: {**known.get(table, {}), **names[table]} for table in tables}
        kind = kinds[change.kind]
        data = sent(ChangeForm(kind, names=all_names, given=given))
        form = ChangeForm(kind, data, names=all_names, given=given)
        assert form.is_valid(), (change.id, form.errors)
        assert stated(form.plain()) == stated(given), change.id
