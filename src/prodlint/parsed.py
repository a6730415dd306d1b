"""What a front end hands back: one file's syntax, from which facts are made kind by kind when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prodlint.fact import KINDS, AnyFact, FileFacts

Maker = Callable[[], Iterable[AnyFact]]


class Parsed:
    """A parsed file.  `makers` has a function for each kind of fact that the language has; each is called at most once.

    `errors` are byte ranges that the grammar could not parse.
    """

    def __init__(self, makers: Mapping[str, Maker], errors: tuple[tuple[int, int], ...] = ()) -> None:
        self._makers = makers
        self._made: dict[str, list[AnyFact]] = {}
        self.errors = errors

    def facts(self, kind: str) -> list[AnyFact]:
        """The facts of one kind (a key of fact.KINDS), in source order."""
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = sorted(self._makers[kind](), key=_position) if kind in self._makers else []
        return made

    def all(self, kinds: Iterable[str] = tuple(KINDS)) -> FileFacts:
        """The facts of several kinds, in source order."""
        found = [fact for kind in kinds for fact in self.facts(kind)]
        return FileFacts(tuple(sorted(found, key=_position)), self.errors)


def _position(fact: AnyFact) -> int:
    return fact.start
