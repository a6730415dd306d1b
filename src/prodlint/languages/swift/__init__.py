"""The Swift front end: one file's text → its facts in source order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prodlint.fact import AnyFact, FileFacts, Region
from prodlint.languages.swift.calls import call_facts, fallback_facts
from prodlint.languages.swift.catches import catch_facts
from prodlint.languages.swift.comments import comment_facts
from prodlint.languages.swift.controls import ControlSite, closures_of, find_controls
from prodlint.languages.swift.declarations import declaration_facts, import_facts
from prodlint.languages.swift.delays import delay_facts
from prodlint.languages.swift.functions import Functions, find_functions
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.records import records_facts
from prodlint.languages.swift.tests import test_facts
from prodlint.languages.swift.texts import text_facts
from prodlint.languages.swift.touched import control_facts
from prodlint.languages.swift.tree import Tree
from prodlint.vocabulary import Vocabulary

_BY_READING: tuple[tuple[str, Callable[[Reading], Iterator[AnyFact]]], ...] = (
    ("text", text_facts),
    ("comment", comment_facts),
    ("declaration", declaration_facts),
    ("call", call_facts),
    ("records", records_facts),
    ("catch", catch_facts),
    ("fallback", fallback_facts),
    ("import", import_facts),
)
_ABOUT_FUNCTIONS = frozenset({"function", "control", "delay", "test", "text"})
"""Kinds of fact that cannot be made without finding the functions."""


class SwiftFrontEnd:
    """Reads Swift."""

    def read(self, text: bytes, vocabulary: Vocabulary, wanted: frozenset[str]) -> FileFacts:
        """Facts of the wanted kinds, in source order."""
        reading = Reading(Tree(text), vocabulary, counts_functions="function" in wanted)
        knows_functions = not wanted.isdisjoint(_ABOUT_FUNCTIONS)
        controls = find_controls(reading) if knows_functions else []
        functions = find_functions(reading, closures_of(reading, controls)) if knows_functions else Functions(reading, [])
        facts: list[AnyFact] = [*_wanted_facts(reading, functions, controls, wanted)]
        facts.sort(key=_position)
        return FileFacts(tuple(facts), reading.tree.errors())


def _wanted_facts(
    reading: Reading, functions: Functions, controls: list[ControlSite], wanted: frozenset[str]
) -> Iterator[AnyFact]:
    if "function" in wanted:
        yield from functions.facts()
    for kind, facts_of in _BY_READING:
        if kind in wanted:
            yield from facts_of(reading)
    if "control" in wanted:
        yield from control_facts(reading, controls, functions)
    if "delay" in wanted:
        yield from delay_facts(reading, functions)
    if "test" in wanted:
        yield from test_facts(reading, functions)
    if "region" in wanted:
        for span in reading.regions:
            yield Region(start=span.start, end=span.end, name=span.name)


def _position(fact: AnyFact) -> int:
    return fact.start
