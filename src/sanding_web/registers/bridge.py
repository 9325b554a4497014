"""Revisions and registers: the same rows, as the database keeps them and as the core reads them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256

import polars as pl

from sanding.register import TABLES, Register
from sanding_web.registers.models import Content, Revision, Upload

CLAIMS, JOURNAL = "claims", "journal"
READ = 16  # registers kept in memory; a county's takes some ten megabytes


def kept(register: Register) -> dict[str, str]:
    """Keep a register's tables by content; the answer is their digests by name.

    A table that is kept already is not written again: revisions share what they do not change.
    """
    frames = {name: register.frame(name) for name in TABLES if len(register.loose(name))}
    frames[CLAIMS] = register.claims
    if register.journal is not None:
        frames[JOURNAL] = register.journal
    packed = {name: _packed(frame) for name, frame in frames.items()}
    digests = {name: sha256(data).hexdigest() for name, data in packed.items()}
    there = set(Content.objects.filter(pk__in=digests.values()).values_list("pk", flat=True))
    fresh = {digests[name]: data for name, data in packed.items() if digests[name] not in there}
    Content.objects.bulk_create(
        (Content(digest=one, data=data) for one, data in fresh.items()),
        ignore_conflicts=True,  # another act kept the same table in between
    )
    return digests


def forget(upload: Upload) -> None:
    """Remove the tables of an upload that nothing else of its county keeps.

    The county must be locked: another act could be about to share one of them.
    """
    others = [
        *Revision.objects.filter(county_id=upload.county_id).values_list("tables", flat=True),
        *Upload.objects.filter(county_id=upload.county_id)
        .exclude(pk=upload.pk)
        .values_list("tables", flat=True),
    ]
    shared = {digest for tables in others for digest in tables.values()}
    own = {digest for name, digest in upload.tables.items() if name in TABLES}
    Content.objects.filter(pk__in=own - shared).delete()


def register_of(kept_as: Revision | Upload) -> Register:
    """Return the register of a revision or an upload; of one content it is read once.

    Raises `ValueError` if what is kept is not what was put in.
    """
    return _read(tuple(sorted(kept_as.tables.items())), kept_as.day.isoformat(), kept_as.hash)


def says_the_same(revision: Revision, register: Register) -> bool:
    """Whether a register adds nothing to a revision: same tables, no other claims or journal.

    Claims and journal lie outside the content hash; a register without them changes neither.
    """
    if revision.hash != register.hash:
        return False
    there = register_of(revision)
    claims = register.claims.is_empty() or register.claims.equals(there.claims)
    return claims and (register.journal is None or same_journal(register, there))


def same_journal(one: Register, other: Register) -> bool:
    """Whether two registers tell of the same plans carried out."""
    if one.journal is None or other.journal is None:
        return _entries(one) == _entries(other)
    return one.journal.equals(other.journal)


def _entries(register: Register) -> int:
    return 0 if register.journal is None else register.journal.height


@lru_cache(maxsize=READ)
def _read(tables: tuple[tuple[str, str], ...], day: str, expected: str) -> Register:
    rows = Content.objects.filter(pk__in=[digest for _name, digest in tables])
    data = {one.digest: bytes(one.data) for one in rows}
    broken = [
        name for name, digest in tables if sha256(data.get(digest, b"")).hexdigest() != digest
    ]
    if broken:
        raise ValueError(f"kept tables are missing or damaged: {broken}")
    frames = {name: pl.read_parquet(io.BytesIO(data[digest])) for name, digest in tables}
    own = {name: frame for name, frame in frames.items() if name in TABLES}
    register = _with_rest(Register.of(own, day=date.fromisoformat(day)), frames)
    if register.hash != expected:
        raise ValueError(f"the kept tables are not those of {expected[:12]}")
    return register


def _with_rest(register: Register, frames: Mapping[str, pl.DataFrame]) -> Register:
    claims = frames.get(CLAIMS, register.claims)
    return replace(register, claims=claims, journal=frames.get(JOURNAL))


def _packed(frame: pl.DataFrame) -> bytes:
    """Rows as Parquet; chunks left by work must not change the bytes."""
    file = io.BytesIO()
    frame.rechunk().write_parquet(file, compression="zstd", statistics=False)
    return file.getvalue()
