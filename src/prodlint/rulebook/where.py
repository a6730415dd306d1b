"""The `where` table of a rule as a predicate on facts.

A field's test is a value (equal), a list (one of), or a table of operators:
  matches = "regex"     the text matches somewhere        not_matches = "regex"   it matches nowhere
  any = [..]            a tuple field shares a value      none = [..]             it shares none
  only = [..]           a tuple field has no others       at_least / at_most = n  a number or a tuple's length
  words = [..]          one of an identifier's words      no_words = [..]         none of them
  begins = [..]         its first word

What cannot hold for a field of its type is refused here: a rule that never matches would look like code without the problem.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from prodlint.choices import choices_of
from prodlint.errors import UserError, nearest
from prodlint.fact import KINDS, Fact
from prodlint.names import words_of

Test = Callable[[Any], bool]
OPERATORS = ("any", "at_least", "at_most", "begins", "matches", "no_words", "none", "not_matches", "only", "words")
NUMBERED = ("at_least", "at_most")
REGEXES = ("matches", "not_matches")
LISTED = ("any", "begins", "no_words", "none", "only", "words")
WORDED = ("begins", "no_words", "words")
TYPES: Mapping[Any, str] = MappingProxyType({str: "a text", int: "a whole number", float: "a number", bool: "true or false"})
FITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "a text": ("at_least", "at_most", "matches", "not_matches", *WORDED),
        "several texts": OPERATORS,
        "a list": NUMBERED,
        "a whole number": NUMBERED,
        "a number": NUMBERED,
        "true or false": (),
    }
)
"""What a field holds → the operators that can be asked of it."""
LONGEST_TEXT = 4000
"""Characters of a text that a regex sees: a bound on what one text can cost."""


def check_where(kind: str, where: dict[str, Any], place: str = "", regexes: bool = True) -> None:
    """Raises UserError for what cannot be asked of this kind of fact; `regexes` says whether to compile those, too."""
    fields = KINDS[kind].__struct_fields__
    for field, wanted in where.items():
        if field not in fields:
            raise UserError(f"`{kind}` has no field `{field}`", place, nearest(field, list(fields)))
        _fitting(field, field_types(kind)[field], wanted, place)
        check_choices(kind, field, _named(wanted), place)
        for name in REGEXES if regexes and isinstance(wanted, dict) else ():
            if name in wanted:
                compile_regex(wanted[name], place, by_line=field == "text")


def compile_where(where: dict[str, Any]) -> Callable[[Fact], bool]:
    """A predicate that holds when every field passes its test; cheap tests run first.  `where` has been checked."""
    tests = [(cost, field, test) for field, wanted in where.items() for cost, test in _tests_of(field, wanted)]
    tests.sort(key=lambda each: each[0])
    ordered = [(field, test) for _, field, test in tests]

    def holds(fact: Fact) -> bool:
        for field, test in ordered:  # noqa: SIM110  # a loop takes a third of the time of all(), and this runs for every fact
            if not test(getattr(fact, field)):
                return False
        return True

    return holds


def check_choices(kind: str, field: str, values: Iterable[object], place: str) -> None:
    """Raises UserError for a value that a field of few fixed words never holds."""
    allowed = choices_of(kind, field)
    for value in values:
        if allowed and value not in allowed:
            known = "known: " + ", ".join(filter(None, allowed))
            raise UserError(f"`{field}` of `{kind}` is never `{value}`", place, nearest(str(value), list(allowed)) or known)


def _named(wanted: Any) -> Iterator[object]:
    """The whole values that a test names."""
    if isinstance(wanted, dict):
        yield from (each for name in ("any", "none", "only") for each in wanted.get(name, ()))
    else:
        yield from wanted if isinstance(wanted, list) else [wanted]


@lru_cache(maxsize=64)
def field_types(kind: str) -> Mapping[str, str]:
    """What each field of a kind of fact holds: a key of FITS."""
    hints = get_type_hints(KINDS[kind])
    return {field: _type_of(hints[field]) for field in KINDS[kind].__struct_fields__}


def _type_of(annotation: Any) -> str:
    if get_origin(annotation) is tuple:
        return "several texts" if get_args(annotation)[0] is str else "a list"
    return TYPES[annotation]


def _fitting(field: str, holds: str, wanted: Any, place: str) -> None:
    """Raises UserError for a test that no value of the field's type could ever pass, or that none could fail."""
    if isinstance(wanted, dict):
        if not wanted:
            raise UserError(f"`{field}` has no operator", place, "known: " + ", ".join(FITS[holds]))
        for name, value in wanted.items():
            _fitting_operator(field, holds, name, value, place)
        return
    if holds in ("several texts", "a list"):
        remedy = f'ask {field} = {{ any = ["…"] }}' if holds == "several texts" else f"ask {field} = {{ at_least = 1 }}"
        raise UserError(f"`{field}` holds {holds} and equals no single value", place, remedy)
    if isinstance(wanted, list) and not wanted:
        raise UserError(f"`{field}` is compared with an empty list", place, "name at least one value")
    for value in wanted if isinstance(wanted, list) else [wanted]:
        if not _is(holds, value):
            raise UserError(f"`{field}` holds {holds}, never {_shown(value)}", place)


def _fitting_operator(field: str, holds: str, name: str, value: Any, place: str) -> None:
    if name not in OPERATORS:
        raise UserError(f"unknown operator `{name}`", place, nearest(name, list(OPERATORS)))
    if name not in FITS[holds]:
        remedy = "fitting: " + ", ".join(FITS[holds]) if FITS[holds] else f"write {field} = true or false"
        remedy = f'write {field} = ["…"]' if holds == "a text" and name == "any" else remedy
        raise UserError(f"`{name}` does not fit `{field}`, which holds {holds}", place, remedy)
    if name in LISTED:
        _list_of_texts(name, value, place)
    if name in NUMBERED and not _is("a number", value):
        raise UserError(f"`{name}` wants a number, not {_shown(value)}", place)


def _list_of_texts(name: str, value: Any, place: str) -> None:
    if not isinstance(value, list | tuple):
        raise UserError(f"`{name}` wants a list", place, f'write it as {name} = ["…"]')
    if not value:
        raise UserError(f"`{name}` has an empty list", place, "name at least one text")
    for each in value:
        if not isinstance(each, str):
            raise UserError(f"`{name}` wants texts, not {_shown(each)}", place, f'write it as {name} = ["…"]')
        if name in WORDED and words_of(each) != (each,):
            remedy = ", ".join(f'"{word}"' for word in words_of(each))
            raise UserError(
                f"`{name}`: `{each}` is not one word in lower case", place, f"its words: {remedy}" if remedy else ""
            )


def _is(holds: str, value: Any) -> bool:
    """Whether a value of a rule file is of a field's type; a whole number is a number, true is none."""
    if holds == "a text":
        return isinstance(value, str)
    if holds == "true or false":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and (holds == "a number" or value == int(value))


def _shown(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"[:60]


def compile_test(field: str, wanted: Any) -> Callable[[Any], bool]:
    """A predicate on one field's value."""
    tests = [test for _, test in _tests_of(field, wanted)]
    return lambda value: all(test(value) for test in tests)


def _tests_of(field: str, wanted: Any) -> list[tuple[int, Test]]:
    if isinstance(wanted, dict):
        return [_operator(name, value, by_line=field == "text") for name, value in wanted.items()]
    if isinstance(wanted, list):
        allowed = frozenset(wanted)
        return [(0, lambda value: value in allowed)]
    return [(0, lambda value: value == wanted)]


def _operator(name: str, wanted: Any, by_line: bool) -> tuple[int, Test]:
    if name in REGEXES:
        return 2, lambda value: _found(_searching(wanted, by_line), value) == (name == "matches")
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
    return 0, lambda value: _size(value) <= wanted


@lru_cache(maxsize=1024)
def _searching(pattern: str, by_line: bool) -> Callable[[str], Any]:
    """A regex's search, compiled when the first value is tried: a run needs a fifth of the bundled ones."""
    return compile_regex(pattern, "", by_line).search


def compile_regex(pattern: Any, place: str, by_line: bool = False) -> re.Pattern[str]:
    """The pattern compiled (`by_line`: ^ and $ are those of each line), or a UserError that quotes what `re` says."""
    if not isinstance(pattern, str):
        raise UserError("a regex must be a text", place)
    try:
        return re.compile(pattern, re.MULTILINE if by_line else 0)
    except (re.error, OverflowError, RecursionError) as error:
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
