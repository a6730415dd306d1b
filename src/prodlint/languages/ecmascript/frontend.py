"""One file of JavaScript, TypeScript or TSX → its facts in source order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter

from tree_sitter import Parser

from prodlint.fact import AnyFact, FileFacts
from prodlint.languages.ecmascript.calls import calls
from prodlint.languages.ecmascript.catches import catches
from prodlint.languages.ecmascript.comments import comments
from prodlint.languages.ecmascript.controls import controls
from prodlint.languages.ecmascript.declarations import declarations
from prodlint.languages.ecmascript.delays import delays
from prodlint.languages.ecmascript.fallbacks import fallbacks
from prodlint.languages.ecmascript.functions import functions
from prodlint.languages.ecmascript.imports import imports
from prodlint.languages.ecmascript.outline import outline
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.records import records
from prodlint.languages.ecmascript.regions import region_spans, regions
from prodlint.languages.ecmascript.tests import tests
from prodlint.languages.ecmascript.texts import texts
from prodlint.languages.ecmascript.tree import grammar
from prodlint.vocabulary import Vocabulary

READERS: dict[str, Callable[[Reading], Sequence[AnyFact]]] = {
    "function": functions,
    "text": texts,
    "comment": comments,
    "declaration": declarations,
    "call": calls,
    "records": records,
    "control": controls,
    "catch": catches,
    "fallback": fallbacks,
    "delay": delays,
    "test": tests,
    "import": imports,
}
"""Kind of fact → what reads it; regions are always read."""


@cache
def _parser(language: str) -> Parser:
    return Parser(grammar(language))


class EcmaScriptFrontEnd:
    """One of the three grammars: "javascript" (which includes JSX), "typescript" or "tsx"."""

    def __init__(self, language: str) -> None:
        self._language = language

    def read(self, text: bytes, vocabulary: Vocabulary, wanted: frozenset[str]) -> FileFacts:
        """Facts of the kinds in `wanted`, in source order; functions are counted only where they are wanted."""
        tree = _parser(self._language).parse(text)
        found = outline(tree, self._language)
        reading = Reading(text, tree.root_node, vocabulary, found, counts="function" in wanted)
        spans = region_spans(reading)
        reading.enter_regions(spans)
        facts: list[AnyFact] = []
        if "region" in wanted:
            facts += regions(spans)
        for kind, reader in READERS.items():
            if kind in wanted:
                facts += reader(reading)
        return FileFacts(_in_order(facts), tuple(found.errors))


def _in_order(facts: list[AnyFact]) -> tuple[AnyFact, ...]:
    """Facts by where they start; function facts keep the order their indices count."""
    return tuple(sorted(facts, key=attrgetter("start")))
