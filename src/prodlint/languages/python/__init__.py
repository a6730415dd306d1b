"""The Python front end: bytes → facts.  Which kinds of fact are made, and by whom, is the table below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from prodlint.fact import AnyFact, FileFacts, Import
from prodlint.languages.python.calls import call_facts
from prodlint.languages.python.cases import case_facts
from prodlint.languages.python.catches import catch_facts
from prodlint.languages.python.comments import comment_facts
from prodlint.languages.python.controls import control_facts
from prodlint.languages.python.declarations import declaration_facts
from prodlint.languages.python.delays import delay_facts
from prodlint.languages.python.fallbacks import fallback_facts
from prodlint.languages.python.functions import function_facts
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.records import records_facts
from prodlint.languages.python.texts import text_facts
from prodlint.vocabulary import Vocabulary


class PythonFrontEnd:
    """Reads .py and .pyi files, and notebooks whose code has been taken out."""

    def read(self, text: bytes, vocabulary: Vocabulary, wanted: frozenset[str]) -> FileFacts:
        """Facts of the kinds in `wanted`, in source order."""
        reading = Reading(text, vocabulary, counts_functions="function" in wanted)
        facts: list[AnyFact] = []
        for kind, make in _makers().items():
            if kind in wanted:
                facts.extend(make(reading))
        facts.sort(key=_position)
        return FileFacts(tuple(facts), _errors(reading))


def _makers() -> dict[str, Callable[[Reading], Sequence[AnyFact]]]:
    return {
        "function": function_facts,
        "text": text_facts,
        "comment": comment_facts,
        "declaration": declaration_facts,
        "call": call_facts,
        "records": records_facts,
        "control": control_facts,
        "catch": catch_facts,
        "fallback": fallback_facts,
        "delay": delay_facts,
        "test": case_facts,
        "import": _imports,
        "region": lambda reading: reading.regions,
    }


def _imports(reading: Reading) -> list[Import]:
    return [
        Import(
            start=item.start,
            end=item.end,
            function=reading.tree.function_of(item),
            region=reading.region(item),
            module=module,
            names=taken,
            type_only=reading.region(item) == "type-checking",
        )
        for item, module, taken in reading.names.imports
    ]


def _position(fact: AnyFact) -> tuple[int, int]:
    return fact.start, -fact.end


def _errors(reading: Reading) -> tuple[tuple[int, int], ...]:
    if not reading.tree.has_errors:
        return ()
    return tuple((item.start, item.end) for item in reading.tree.kinds["ERROR"])
