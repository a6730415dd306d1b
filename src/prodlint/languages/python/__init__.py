"""The Python front end: bytes → facts.  Which kinds of fact are made, and by whom, is the table below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from prodlint.fact import AnyFact, Import
from prodlint.languages.python.callbacks import callback_facts
from prodlint.languages.python.calls import call_facts
from prodlint.languages.python.cases import case_facts
from prodlint.languages.python.catches import catch_facts
from prodlint.languages.python.comments import comment_facts
from prodlint.languages.python.controls import control_facts
from prodlint.languages.python.declarations import declaration_facts
from prodlint.languages.python.delays import delay_facts
from prodlint.languages.python.draws import draw_facts
from prodlint.languages.python.endpoints import endpoint_facts
from prodlint.languages.python.environment import env_reads
from prodlint.languages.python.fallbacks import fallback_facts
from prodlint.languages.python.functions import function_facts
from prodlint.languages.python.presentations import presentation_facts
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.records import records_facts
from prodlint.languages.python.resources import resource_facts
from prodlint.languages.python.rounds import loop_wait_facts
from prodlint.languages.python.routes import navigation_facts, route_facts
from prodlint.languages.python.texts import text_facts
from prodlint.languages.python.unfinished import unfinished_facts
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary


class PythonFrontEnd:
    """Reads .py and .pyi files, and notebooks whose code has been taken out."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's syntax, from which its facts are made on demand."""
        reading = Reading(text, vocabulary)
        return Parsed({kind: partial(make, reading) for kind, make in _makers().items()}, _errors(reading))


def _makers() -> dict[str, Callable[[Reading], Sequence[AnyFact]]]:
    return {
        "function": function_facts,
        "text": text_facts,
        "comment": comment_facts,
        "declaration": declaration_facts,
        "call": call_facts,
        "records": records_facts,
        "control": control_facts,
        "callback": callback_facts,
        "presentation": presentation_facts,
        "catch": catch_facts,
        "fallback": fallback_facts,
        "delay": delay_facts,
        "test": case_facts,
        "assertion": unfinished_facts,
        "draw": draw_facts,
        "env-read": env_reads,
        "resource": resource_facts,
        "loop-wait": loop_wait_facts,
        "endpoint": endpoint_facts,
        "import": _imports,
        "route": route_facts,
        "navigation": navigation_facts,
        "region": lambda reading: reading.regions,
    }


def _imports(reading: Reading) -> list[Import]:
    return [
        Import(
            start=item.start,
            end=item.end,
            region=reading.region(item),
            module=module,
            names=taken,
            type_only=reading.region(item) == "type-checking",
        )
        for item, module, taken in reading.names.imports
    ]


def _errors(reading: Reading) -> tuple[tuple[int, int], ...]:
    if not reading.tree.has_errors:
        return ()
    return tuple((item.start, item.end) for item in reading.tree.kinds["ERROR"])
