"""One file's facts by what a field of theirs says and by where they stand, so that nobody walks through all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from prodlint.fact import AnyFact, Fact, Function
from prodlint.parsed import Parsed
from prodlint.scopes import Scopes

Kind = TypeVar("Kind", bound=Fact)


class Lookups:
    """Tables of a parsed file, each made when it is first asked for."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._values: dict[tuple[str, str], dict[object, list[AnyFact]]] = {}
        self._scopes: dict[str, Scopes] = {}
        self._starts: dict[str, list[int]] = {}

    def within(self, kind: type[Kind], start: int, end: int) -> Sequence[Kind]:
        """The facts of one kind that begin in a span."""
        tag = _tag(kind)
        if tag not in self._starts:
            self._starts[tag] = [fact.start for fact in self._parsed.facts(tag)]
        starts = self._starts[tag]
        first = bisect_left(starts, start)
        return self._parsed.facts(tag)[first : bisect_left(starts, end, first)]  # type: ignore[return-value]  # as in File.all

    def those(self, kind: type[Kind], field: str, value: object) -> Sequence[Kind]:
        """The facts of one kind with this value in a field, in source order."""
        key = _tag(kind), field
        if key not in self._values:
            table: defaultdict[object, list[AnyFact]] = defaultdict(list)
            for fact in self._parsed.facts(key[0]):
                table[getattr(fact, field)].append(fact)
            self._values[key] = dict(table)
        return self._values[key].get(value, ())  # type: ignore[return-value]  # as in File.all

    def around(self, kind: type[Kind], offset: int) -> Iterator[Kind]:
        """The facts of one kind in whose span, of functions in whose body, an offset lies, innermost first."""
        facts = self._parsed.facts(_tag(kind))
        return (facts[index] for index in self._scopes_of(_tag(kind)).around(offset))  # type: ignore[misc]  # as in File.all

    def innermost(self, kind: type[Kind], offset: int) -> Kind | None:
        """The first of these."""
        index = self._scopes_of(_tag(kind)).innermost(offset)
        return self._parsed.facts(_tag(kind))[index] if index >= 0 else None  # type: ignore[return-value]  # as in File.all

    def _scopes_of(self, tag: str) -> Scopes:
        if tag not in self._scopes:
            self._scopes[tag] = Scopes((*_span(fact), index) for index, fact in enumerate(self._parsed.facts(tag)))
        return self._scopes[tag]


def _span(fact: Fact) -> tuple[int, int]:
    return (fact.body_start, fact.body_end) if isinstance(fact, Function) else (fact.start, fact.end)


def _tag(kind: type[Fact]) -> str:
    return str(kind.__struct_config__.tag)
