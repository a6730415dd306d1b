"""The Swift front end: one file's text → its facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import chain

from prodlint.fact import AnyFact, Region
from prodlint.languages.swift.callbacks import callback_facts
from prodlint.languages.swift.calls import call_facts, fallback_facts
from prodlint.languages.swift.catches import catch_facts
from prodlint.languages.swift.comments import comment_facts
from prodlint.languages.swift.connections import connection_facts
from prodlint.languages.swift.controls import ControlSite, closures_of, find_controls
from prodlint.languages.swift.declarations import declaration_facts, import_facts
from prodlint.languages.swift.delays import delay_facts
from prodlint.languages.swift.draws import draw_facts
from prodlint.languages.swift.endpoints import endpoint_facts
from prodlint.languages.swift.environment import env_reads
from prodlint.languages.swift.functions import Functions, find_functions
from prodlint.languages.swift.lost import lost_errors
from prodlint.languages.swift.navigation import navigation_facts
from prodlint.languages.swift.presentations import presentation_facts
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.records import records_facts
from prodlint.languages.swift.requests import request_facts
from prodlint.languages.swift.resources import resource_facts
from prodlint.languages.swift.rounds import loop_wait_facts
from prodlint.languages.swift.states import state_facts
from prodlint.languages.swift.tests import test_facts
from prodlint.languages.swift.texts import text_facts
from prodlint.languages.swift.touched import control_facts
from prodlint.languages.swift.tree import Tree
from prodlint.parsed import Maker, Parsed
from prodlint.vocabulary import Vocabulary


class SwiftFrontEnd:
    """Reads Swift."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's syntax, from which its facts are made on demand."""
        reading = Reading(Tree(text), vocabulary)
        sites = _Sites(reading)
        makers: dict[str, Maker] = {kind: partial(facts_of, reading) for kind, facts_of in _BY_READING.items()}
        makers |= {kind: partial(facts_of, sites) for kind, facts_of in _BY_SITES.items()}
        return Parsed(makers, reading.tree.errors())


class _Sites:
    """The controls and functions of a file, found when a kind of fact asks for them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        reading.finder = lambda: self.functions

    @cached_property
    def controls(self) -> list[ControlSite]:
        return find_controls(self.reading)

    @cached_property
    def functions(self) -> Functions:
        return find_functions(self.reading, closures_of(self.reading, self.controls))


def _regions(reading: Reading) -> Iterator[Region]:
    for span in reading.regions:
        yield Region(start=span.start, end=span.end, name=span.name)


_BY_READING: dict[str, Callable[[Reading], Iterator[AnyFact]]] = {
    "text": text_facts,
    "comment": comment_facts,
    "declaration": declaration_facts,
    "call": call_facts,
    "records": records_facts,
    "catch": lambda reading: chain(catch_facts(reading), lost_errors(reading)),
    "fallback": fallback_facts,
    "import": import_facts,
    "draw": draw_facts,
    "env-read": env_reads,
    "callback": callback_facts,
    "connection": connection_facts,
    "navigation": navigation_facts,
    "region": _regions,
    "state": state_facts,
    "presentation": presentation_facts,
    "resource": resource_facts,
    "request": request_facts,
    "endpoint": endpoint_facts,
    "loop-wait": loop_wait_facts,
}
_BY_SITES: dict[str, Callable[[_Sites], Iterator[AnyFact]]] = {
    "function": lambda sites: iter(sites.functions.facts()),
    "control": lambda sites: control_facts(sites.reading, sites.controls, sites.functions),
    "delay": lambda sites: delay_facts(sites.reading, sites.functions),
    "test": lambda sites: test_facts(sites.reading, sites.functions),
}
"""Kind of fact → what makes it: from the reading alone, or with the controls and functions, too."""
