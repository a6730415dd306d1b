"""Facts by what a field says and by where they stand."""

from __future__ import annotations

import pytest

from prodlint.fact import Call, Function
from prodlint.lookups import Lookups
from prodlint.parsed import Parsed

OUTER = Function(start=0, end=10, name="outer", body_start=10, body_end=100)
INNER = Function(start=20, end=30, name="inner", body_start=30, body_end=60)
BEHIND = Function(start=70, end=75, name="inner", body_start=75, body_end=90)
CALLS = [Call(start=32, end=40, callee="save"), Call(start=80, end=85, callee="load")]


@pytest.fixture
def lookups() -> Lookups:
    return Lookups(Parsed({"function": lambda: [BEHIND, OUTER, INNER], "call": lambda: CALLS}))


def test_functions_are_found_by_name_in_source_order(lookups: Lookups) -> None:
    assert lookups.those(Function, "name", "inner") == [INNER, BEHIND]


def test_nothing_is_found_by_a_name_that_nothing_has(lookups: Lookups) -> None:
    assert list(lookups.those(Function, "name", "other")) == []


def test_functions_around_an_offset_come_innermost_first(lookups: Lookups) -> None:
    assert list(lookups.around(Function, 35)) == [INNER, OUTER]


def test_a_function_is_not_around_its_own_head(lookups: Lookups) -> None:
    assert list(lookups.around(Function, 25)) == [OUTER]


def test_a_call_is_around_all_that_stands_in_it(lookups: Lookups) -> None:
    assert list(lookups.around(Call, 39)) == [CALLS[0]]


def test_the_innermost_function_is_none_outside_of_all(lookups: Lookups) -> None:
    assert lookups.innermost(Function, 100) is None


def test_facts_that_begin_in_a_span_are_found_without_its_end(lookups: Lookups) -> None:
    assert list(lookups.within(Call, 32, 80)) == CALLS[:1]
