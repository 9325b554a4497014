"""Registers kept by content: what comes out is what was put in, and unchanged tables are shared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sanding.register import CLAIMS, Register
from sanding_web.registers import bridge
from sanding_web.registers.models import Content, Revision
from tests.builders import ROWS, told
from tests.web.builders import FUSHAN, revision_of

pytestmark = pytest.mark.django_db


def read_again(revision: Revision) -> Register:
    bridge._read.cache_clear()
    return bridge.register_of(Revision.objects.get(pk=revision.pk))


def test_a_revision_gives_back_the_register_it_was_made_of(fushan):
    revision = revision_of(fushan)
    again = read_again(revision)
    assert again.hash == fushan.hash == revision.hash
    assert again.day == fushan.day
    assert all(again.frame(name).equals(fushan.frame(name)) for name in fushan.rows)


def test_claims_and_journal_stay_with_a_revision():
    claims = CLAIMS.conform(pl.DataFrame({"county": [FUSHAN], "figure": ["机构"], "source": ["x"]}))
    journal = pl.DataFrame({"change": ["c-1"]})
    again = read_again(revision_of(replace(told(ROWS), claims=claims, journal=journal)))
    assert again.claims.equals(claims)
    assert again.journal is not None
    assert again.journal.equals(journal)


def test_two_revisions_that_differ_in_one_table_share_every_other():
    register = told(ROWS)
    first = revision_of(register)
    before = Content.objects.count()
    renamed = register.loose("bodies").with_columns(pl.col("name") + "（新）")
    second = revision_of(register.with_tables({"bodies": renamed}))
    assert Content.objects.count() == before + 1
    differing = {name for name in first.tables if first.tables[name] != second.tables[name]}
    assert differing == {"bodies"}


def test_rows_in_another_order_are_the_same_content():
    register = told(ROWS)
    turned = {name: register.loose(name).reverse() for name in ("bodies", "duties")}
    assert bridge.kept(register.with_tables(turned)) == bridge.kept(register)


def test_damaged_content_is_not_read_as_a_register():
    revision = revision_of(told(ROWS))
    Content.objects.filter(pk=revision.tables["bodies"]).update(data=b"else")
    with pytest.raises(ValueError, match="bodies"):
        read_again(revision)


def test_missing_content_is_not_read_as_a_register():
    revision = revision_of(told(ROWS))
    Content.objects.filter(pk=revision.tables["duties"]).delete()
    with pytest.raises(ValueError, match="duties"):
        read_again(revision)


def test_a_revision_is_read_once(django_assert_num_queries, fushan_revision):
    bridge._read.cache_clear()
    with django_assert_num_queries(1):
        first = bridge.register_of(fushan_revision)
        assert bridge.register_of(fushan_revision) is first


class RoundTrip(TestCase):
    @settings(max_examples=25)
    @given(
        names=st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\x00")), max_size=4
        ),
        day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        posts=st.lists(st.one_of(st.none(), st.integers(0, 2**31 - 1)), min_size=4, max_size=4),
    )
    def test_any_register_comes_back_with_its_hash(self, names, day, posts):
        sections = [
            {"id": f"s-{at}", "name": name, "body": "fgj", "level": "zhenggu", "posts": posts[at]}
            for at, name in enumerate(names)
        ]
        register = replace(told({**ROWS, "sections": sections}), day=day)
        self.assertEqual(read_again(revision_of(register)).hash, register.hash)  # noqa: PT009
