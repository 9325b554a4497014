"""What the help pages show: the words of the product, and whether it is in working order."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field (名词): Chinese, English, what it means, where it stands."""

    zh: str
    en: str
    means: str
    source: str

    def has(self, word: str) -> bool:
        """Whether the word stands in it, whatever its case."""
        return word.casefold() in f"{self.zh} {self.en} {self.means} {self.source}".casefold()


@cache
def terms() -> tuple[Term, ...]:
    """All words, as the core keeps them."""
    told = tomllib.loads(files("sanding").joinpath("terms.toml").read_text(encoding="utf-8"))
    return tuple(Term(*(one[name] for name in Term.__slots__)) for one in told["term"])


def glossary(asked: str = "") -> list[Term]:
    """The words in which each of the words asked for stands; all, if nothing is asked."""
    words = asked.split()
    return [term for term in terms() if all(term.has(word) for word in words)]


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the database answers, and whether its tables are those of this version."""

    database: bool
    migrated: bool

    @property
    def well(self) -> bool:
        """Whether all is in order."""
        return self.database and self.migrated


def health() -> Health:
    """Ask the database; say nothing of where or what it is."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        planner = MigrationExecutor(connection)
        waiting = planner.migration_plan(planner.loader.graph.leaf_nodes())
    except DatabaseError:
        return Health(database=False, migrated=False)
    return Health(database=True, migrated=not waiting)
