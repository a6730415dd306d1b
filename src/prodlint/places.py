"""Where in a fact to point, for shapes whose own span is not what has to be mended: named by `at` in a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from prodlint.fact import Call, Fact, Function, Presentation, Records, Text
from prodlint.file import File

Span = tuple[int, int]
RETURNING = re.compile(rb"\breturn\b[^\n]*")
GIVING_UP = re.compile(rb"\b(raise|throw|fatalError|preconditionFailure|assertionFailure)\b[^\n]*")


def returned_literal(fact: Fact, file: File) -> Span:
    """The first literal or record of a function that is given out, else its last return, else the signature."""
    if not isinstance(fact, Function):
        return fact.start, fact.end
    failing = file.vocabulary.pattern("failing")
    for records in file.within(Records, fact.body_start, fact.body_end):
        given_out = records.holder in ("return", "local", "argument") and records.shape != "numbers"
        if given_out and "error" not in records.fields and not any(failing.search(text) for text in records.values):
            return records.start, records.end
    given = frozenset(fact.returned_text)
    for text in file.within(Text, fact.body_start, fact.body_end):
        if text.value in given and text.role not in ("key", "compared", "log") and not failing.search(text.value):
            return text.start, text.end
    returns = list(RETURNING.finditer(file.source.text, fact.body_start, fact.body_end))
    return returns[-1].span() if returns else (fact.start, fact.end)


def giving_up(fact: Fact, file: File) -> Span:
    """The statement that says that nothing is done."""
    if not isinstance(fact, Function):
        return fact.start, fact.end
    found = list(GIVING_UP.finditer(file.source.text, fact.body_start, fact.body_end))
    return found[-1].span() if found else (fact.start, fact.end)


def log_line(fact: Fact, file: File) -> Span:
    """The last call in a function that only writes to the log."""
    if not isinstance(fact, Function):
        return fact.start, fact.end
    inside = file.within(Call, fact.body_start, fact.body_end)
    logged = [(call.start, call.end) for call in inside if file.vocabulary.effect(call.callee) == "log"]
    return logged[-1] if logged else (fact.start, fact.end)


def state(fact: Fact, file: File) -> Span:
    """The declaration of the state that shows a dialog: what is before the dialog and nearest."""
    name = re.escape(fact.state.encode()) if isinstance(fact, Presentation) else b""
    found = list(re.finditer(rb"\[\s*" + name + rb"\s*[,\]][^\n]*", file.source.text[: fact.start])) if name else []
    return found[-1].span() if found else (fact.start, fact.end)


PLACES: Mapping[str, Callable[[Fact, File], Span]] = MappingProxyType(
    {"giving up": giving_up, "log line": log_line, "returned literal": returned_literal, "state": state}
)
"""Name in a rule file → function."""
