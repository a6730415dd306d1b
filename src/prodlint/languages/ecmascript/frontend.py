"""One file of JavaScript, TypeScript or TSX → its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from prodlint.fact import AnyFact
from prodlint.languages.ecmascript.callbacks import callbacks
from prodlint.languages.ecmascript.calls import calls
from prodlint.languages.ecmascript.catches import catches
from prodlint.languages.ecmascript.comments import comments
from prodlint.languages.ecmascript.controls import controls
from prodlint.languages.ecmascript.declarations import declarations
from prodlint.languages.ecmascript.delays import delays
from prodlint.languages.ecmascript.draws import draws
from prodlint.languages.ecmascript.endpoints import endpoints
from prodlint.languages.ecmascript.environment import env_reads
from prodlint.languages.ecmascript.fallbacks import fallbacks
from prodlint.languages.ecmascript.floating import floating
from prodlint.languages.ecmascript.functions import functions
from prodlint.languages.ecmascript.imports import imports
from prodlint.languages.ecmascript.navigation import navigation
from prodlint.languages.ecmascript.outline import outline
from prodlint.languages.ecmascript.parsing import tree_of
from prodlint.languages.ecmascript.presentations import presentations
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.records import records
from prodlint.languages.ecmascript.regions import region_spans, regions
from prodlint.languages.ecmascript.requests import requests
from prodlint.languages.ecmascript.resources import resources
from prodlint.languages.ecmascript.rounds import loop_waits
from prodlint.languages.ecmascript.routes import routes
from prodlint.languages.ecmascript.states import states
from prodlint.languages.ecmascript.tests import tests
from prodlint.languages.ecmascript.texts import texts
from prodlint.languages.ecmascript.unfinished import unfinished
from prodlint.parsed import Parsed
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
    "assertion": unfinished,
    "import": imports,
    "request": requests,
    "floating": floating,
    "resource": resources,
    "loop-wait": loop_waits,
    "draw": draws,
    "env-read": env_reads,
    "endpoint": endpoints,
    "callback": callbacks,
    "route": routes,
    "navigation": navigation,
    "presentation": presentations,
    "state": states,
}
"""Kind of fact → what reads it."""


class EcmaScriptFrontEnd:
    """One of the three grammars: "javascript" (which includes JSX), "typescript" or "tsx"."""

    def __init__(self, language: str) -> None:
        self._language = language

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's syntax, from which its facts are made on demand."""
        tree, language = tree_of(text, self._language)
        found = outline(tree, language)
        reading = Reading(text, tree.root_node, vocabulary, found)
        spans = region_spans(reading)
        reading.enter_regions(spans)
        makers = {kind: partial(reader, reading) for kind, reader in READERS.items()}
        return Parsed({**makers, "region": partial(regions, spans)}, tuple(found.errors))
