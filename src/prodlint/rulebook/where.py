"""The `where` table of a rule as a predicate on facts.

A field's test is a value (equal), a list (one of), or a table of operators:
  matches = "regex"     the text matches somewhere        not_matches = "regex"   it matches nowhere
  any = [..]            a tuple field shares a value      none = [..]             it shares none
  only = [..]           a tuple field has no others       at_least / at_most = n  a number or a tuple's length
  words = [..]          one of an identifier's words      no_words = [..]         none of them
  begins = [..]         its first word
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from prodlint.errors import UserError, nearest
from prodlint.fact import KINDS, Fact
from prodlint.names import words_of

Test = Callable[[Any], bool]
OPERATORS = ("any", "at_least", "at_most", "begins", "matches", "no_words", "none", "not_matches", "only", "words")
NUMBERED = ("at_least", "at_most")
LISTED = ("any", "begins", "no_words", "none", "only", "words")
LONGEST_TEXT = 4000
"""Characters of a text that a regex sees: a bound on what one text can cost."""


def compile_where(kind: str, where: dict[str, Any], place: str) -> Callable[[Fact], bool]:
    """A predicate that holds when every field passes its test; cheap tests run first."""
    fields = KINDS[kind].__struct_fields__
    tests: list[tuple[int, str, Test]] = []
    for field, wanted in where.items():
        if field not in fields:
            raise UserError(f"`{kind}` has no field `{field}`", place, nearest(field, list(fields)))
        tests += [(cost, field, test) for cost, test in _tests_of(field, wanted, place)]
    tests.sort(key=lambda each: each[0])
    ordered = [(field, test) for _, field, test in tests]

    def holds(fact: Fact) -> bool:
        for field, test in ordered:  # noqa: SIM110  # a loop takes a third of the time of all(), and this runs for every fact
            if not test(getattr(fact, field)):
                return False
        return True

    return holds


def compile_test(field: str, wanted: Any) -> Callable[[Any], bool]:
    """A predicate on one field's value."""
    tests = [test for _, test in _tests_of(field, wanted, "")]
    return lambda value: all(test(value) for test in tests)


def _tests_of(field: str, wanted: Any, place: str) -> list[tuple[int, Test]]:
    if isinstance(wanted, dict):
        return [_operator(name, value, place, by_line=field == "text") for name, value in wanted.items()]
    if isinstance(wanted, list):
        allowed = frozenset(wanted)
        return [(0, lambda value: value in allowed)]
    if isinstance(wanted, str | int | float | bool):
        return [(0, lambda value: value == wanted)]
    raise UserError(f"`{field}` cannot be compared with this value", place, "use a text, a number, true, false or a list")


def _operator(name: str, wanted: Any, place: str, by_line: bool) -> tuple[int, Test]:
    if name in LISTED and not isinstance(wanted, list | tuple):
        raise UserError(f"`{name}` wants a list", place, f'write it as {name} = ["…"]')
    if name in NUMBERED and not isinstance(wanted, int | float):
        raise UserError(f"`{name}` wants a number", place)
    if name in ("matches", "not_matches"):
        search = compile_regex(wanted, place, by_line).search
        return 2, lambda value: _found(search, value) == (name == "matches")
    if name in ("any", "none", "only"):
        words = frozenset(wanted)
        if name == "only":
            return 1, lambda value: words.issuperset(value)
        return 1, lambda value: words.isdisjoint(value) == (name == "none")
    if name in ("words", "no_words"):
        asked = frozenset(wanted)
        return 1, lambda value: asked.isdisjoint(_words(value)) == (name == "no_words")
    if name == "begins":
        firsts = frozenset(wanted)
        return 1, lambda value: bool(firsts.intersection(_words(value)[:1]))
    if name == "at_least":
        return 0, lambda value: _size(value) >= wanted
    if name == "at_most":
        return 0, lambda value: _size(value) <= wanted
    raise UserError(f"unknown operator `{name}`", place, nearest(name, list(OPERATORS)))


def compile_regex(pattern: Any, place: str, by_line: bool = False) -> re.Pattern[str]:
    """The pattern compiled (`by_line`: ^ and $ are those of each line), or a UserError that quotes what `re` says."""
    if not isinstance(pattern, str):
        raise UserError("a regex must be a text", place)
    try:
        return re.compile(pattern, re.MULTILINE if by_line else 0)
    except re.error as error:
        raise UserError(f"the regex does not compile: {error}", place) from error


def _found(search: Callable[[str], Any], value: Any) -> bool:
    if isinstance(value, str):
        return search(value[:LONGEST_TEXT]) is not None
    return any(search(str(each)[:LONGEST_TEXT]) for each in value)


def _words(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return words_of(value)
    return tuple(word for each in value for word in words_of(str(each)))


def _size(value: Any) -> float:
    return len(value) if isinstance(value, tuple | str) else float(value)
