"""Is it really so, seen from this file?  One small named function is one reason for silence; a rule file names those it wants.

Every public function of these modules that takes a hit and its file is such a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import isfunction
from types import ModuleType
from typing import Any

from prodlint.confirm import (
    addresses,
    answers,
    asked_with,
    blocking,
    cases,
    catches,
    chosen,
    comments,
    controls,
    credentials,
    data,
    delays,
    draws,
    endpoints,
    fallbacks,
    figures,
    functions,
    growth,
    ignored,
    outlast,
    requests,
    rounds,
    screens,
    settings,
    states,
    stores,
    stubs,
    successes,
    suites,
    texts,
    unbounded,
    variables,
    waits,
)
from prodlint.confirm.hit import Hit
from prodlint.file import File

Holds = Callable[[Hit[Any], File], bool]
MODULES = (
    addresses,
    answers,
    asked_with,
    blocking,
    cases,
    catches,
    chosen,
    comments,
    controls,
    credentials,
    data,
    delays,
    draws,
    endpoints,
    fallbacks,
    figures,
    functions,
    growth,
    ignored,
    outlast,
    requests,
    rounds,
    screens,
    settings,
    states,
    stores,
    stubs,
    successes,
    suites,
    texts,
    unbounded,
    variables,
    waits,
)
FIELDS = {
    "looks_like_a_reading": "readings",
    "looks_like_figures": "figure-values",
    "looks_like_live_records": "live-fields",
    "looks_like_one_person": "live-fields",
}
"""Reasons that need a word of a list as a field → the list."""


@dataclass(frozen=True, slots=True)
class Confirm:
    """A confirm function, and the list of words one of which it wants as a field."""

    holds: Holds
    fields: str = ""


def reasons_of(module: ModuleType) -> Iterator[tuple[str, Holds]]:
    """The module's own public functions of a hit and its file, by name."""
    for name, value in vars(module).items():
        own = isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
        if own and value.__code__.co_varnames[: value.__code__.co_argcount] == ("hit", "file"):
            yield name, value


CONFIRMS = {name: Confirm(holds, FIELDS.get(name, "")) for module in MODULES for name, holds in reasons_of(module)}
"""Name in a rule file → function."""
