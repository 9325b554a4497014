"""Two independent ways to one figure agree, on both counties, before and after the plan."""

from __future__ import annotations

import pytest

from sanding.indicators.catalogue import CATALOGUE
from tests import pilots
from tests.core.indicators.oracle import ORACLES


def test_no_indicator_is_without_a_second_way():
    assert list(ORACLES) == [one.id for one in CATALOGUE]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("name", pilots.NAMES)
@pytest.mark.parametrize("indicator", list(ORACLES))
def test_both_ways_agree(indicator: str, name: str, when: str):
    assert pilots.values(name, when)[indicator] == ORACLES[indicator](pilots.rows(name, when))
