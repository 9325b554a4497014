"""Rights follow from what is held on the day, for the area, and from nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from sanding_web.accounts.access import Actor, Held, actor_of
from sanding_web.accounts.models import Holding, Officer, Role
from sanding_web.registers.models import County
from tests.web.builders import DAY, FUSHAN, officer

pytestmark = pytest.mark.django_db

COUNTIES = ("141027", "141028", "141123", "140930", "131027", "110101")
AREAS = ("", "1", "14", "1410", "141027", "141028", "140930", "13", "99")
ROLES = tuple(str(role) for role in Role.values)


def reads(held: tuple[Held, ...], roles: tuple[str, ...], county: str) -> bool:
    """The rule once more, digit by digit."""
    for one in held:
        if one.role not in roles or len(one.area) > len(county):
            continue
        if all(a == b for a, b in zip(one.area, county, strict=False)):
            return True
    return False


holdings = st.lists(
    st.builds(Held, st.sampled_from(ROLES), st.sampled_from(AREAS)), max_size=5
).map(tuple)
some_roles = st.lists(st.sampled_from(ROLES), max_size=4).map(tuple)


def test_where_finds_exactly_the_counties_for_which_a_role_is_held() -> None:
    County.objects.bulk_create(County(code=code, name=code) for code in COUNTIES)

    @given(holdings, some_roles)
    def agrees(held: tuple[Held, ...], roles: tuple[str, ...]) -> None:
        actor = Actor(1, "", DAY, held)
        found = set(County.objects.filter(actor.where("code", *roles)).values_list("pk", flat=True))
        expected = {code for code in COUNTIES if reads(held, roles, code)}
        assert found == expected
        assert {code for code in COUNTIES if actor.holds(*roles, county=code)} == expected
        assert actor.anywhere(*roles) == any(one.role in roles for one in held)

    agrees()


def test_a_holding_counts_from_its_first_day_to_the_day_before_its_end() -> None:
    who = officer("")
    first, end = date(2026, 3, 2), date(2026, 3, 5)
    Holding.objects.create(officer=who, role="officer", area=FUSHAN, since=first, until=end)
    days = [first + timedelta(days=step) for step in range(-1, 5)]
    held = [actor_of(who, on=day).holds("officer", county=FUSHAN) for day in days]
    assert held == [False, True, True, True, False, False]


def test_a_closed_account_holds_nothing() -> None:
    who = officer("administrator", area="")
    who.is_active = False
    assert actor_of(who, on=DAY).held == ()


def test_nobody_holds_nothing_and_has_no_id() -> None:
    nobody = Actor(None, "", DAY)
    assert not nobody.holds(*ROLES, county=FUSHAN)
    with pytest.raises(PermissionDenied):
        _ = nobody.pk


def test_an_administrator_sees_the_officers_of_the_area_and_those_without_role() -> None:
    places = {area: officer("viewer", area) for area in ("141027", "141028", "14", "")}
    free, me = officer(""), officer("administrator", "1410")
    actor = actor_of(me, on=DAY)
    seen = set(Officer.objects.visible_to(actor))
    assert seen == {places["141027"], places["141028"], free, me}


@pytest.mark.parametrize("role", [role for role in ROLES if role != "administrator"])
def test_others_see_themselves(role: str) -> None:
    officer(""), officer("viewer")
    me = officer(role, area="")
    assert list(Officer.objects.visible_to(actor_of(me, on=DAY))) == [me]


def test_every_role_over_every_area_is_one_officer_or_none() -> None:
    me = officer("administrator", "")
    for role, area in product(ROLES, AREAS):
        officer(role, area)
    seen = list(Officer.objects.visible_to(actor_of(me, on=DAY)))
    assert len(seen) == len(set(seen)) == 1 + len(ROLES) * len(AREAS)
