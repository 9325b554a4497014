"""Chance that is the same on every machine: draws from a hash of seed and purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Stream:
    """A row of draws for one purpose; two streams never share a draw."""

    pool: bytes
    at: int = 0

    @classmethod
    def of(cls, seed: int, purpose: str) -> Stream:
        """Return the stream of 16 draws for a seed and a purpose."""
        return cls(blake2b(f"{seed}/{purpose}".encode(), digest_size=64).digest())

    def below(self, limit: int) -> int:
        """Draw an integer from 0 to `limit` - 1."""
        drawn = int.from_bytes(self.pool[self.at : self.at + 4], "big")
        self.at += 4
        return drawn * limit >> 32

    def between(self, low: int, high: int) -> int:
        """Draw an integer from `low` to `high`, both included."""
        return low + self.below(high - low + 1)

    def of_these(self, values: Sequence[T]) -> T:
        """Draw one of `values`."""
        return values[self.below(len(values))]
