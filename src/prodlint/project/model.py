"""The project as far as other files may need to know it: names, gathered from every file's Crossing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prodlint.candidate import FileResult


@dataclass(frozen=True, slots=True)
class Project:
    """`bases` are all types that some type inherits from; `handled` all receivers whose event gets a handler somewhere."""

    bases: frozenset[str] = frozenset()
    handled: frozenset[str] = frozenset()

    @classmethod
    def of(cls, results: Iterable[FileResult]) -> Project:
        """Gather the names of all files."""
        bases: set[str] = set()
        handled: set[str] = set()
        for result in results:
            bases.update(result.crossing.bases)
            handled.update(result.crossing.handled)
        return cls(frozenset(bases), frozenset(handled))
