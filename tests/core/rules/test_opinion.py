"""What became of the findings and changes of a county's last submission."""

from __future__ import annotations

from dataclasses import replace

from sanding.rules.opinion import Advice, Told, compared
from tests.core.handed_in import finding, opinion, places


def test_a_finding_is_answered_only_if_its_rule_was_asked_and_it_stands_nowhere():
    last = opinion(findings=tuple(finding("REG-001", one) for one in "abcd"))
    now = opinion(
        findings=(finding("REG-001", "a"), finding("REG-002", "e")),
        standing=frozenset({("REG-001", "b")}),
    )
    found = compared(last, now)
    assert places(found.still) == [("REG-001", "a"), ("REG-001", "b")]
    assert places(found.answered) == [("REG-001", "c"), ("REG-001", "d")]
    assert places(found.new) == [("REG-002", "e")]
    silent = compared(last, replace(now, not_judged=(("REG-001", "没有数据"),)))
    assert silent.answered == ()
    assert places(silent.unasked) == [("REG-001", "c"), ("REG-001", "d")]


def test_what_was_not_judged_is_not_called_answered():
    last = opinion(findings=(finding("REG-001", "a"),), changes=(Told("c", "并入", {"id": "c"}),))
    now = opinion(day=None, advice=Advice.INCOMPLETE)
    found = compared(last, now)
    assert not found.judged
    assert (found.answered, found.still, found.new) == ((), (), ())
    assert found.removed == (), "a plan that cannot be read took no change back"


def test_changes_are_compared_by_their_values():
    before = (Told("1", "并入", {"body": "a", "wave": 1}), Told("2", "更名", {"body": "b"}))
    after = (Told("1", "并入", {"body": "a", "wave": 2}), Told("3", "合署", {"body": "c"}))
    found = compared(opinion(changes=before), opinion(changes=after))
    assert [(one.id, values) for one, values in found.altered] == [("1", ("wave",))]
    assert [one.id for one in found.added] == ["3"]
    assert [one.id for one in found.removed] == ["2"]
