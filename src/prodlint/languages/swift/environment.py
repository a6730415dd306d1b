"""`ProcessInfo.processInfo.environment["KEY"]` and entries of the bundle's Info.plist → EnvRead facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import EnvRead
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import STRINGS
from prodlint.languages.variables import settled

DEFAULT = re.compile(rb"\s*\)?\s*(?:as\?\s*\w+\s*\)?)?\s*\?\?\s*(?:\"([^\"\n]*)\")?")
FORCED = re.compile(rb"\s*(?:as!|!(?!=)|\)?\s*as\?\s*\w+\s*\)?!)")
COMPARED = re.compile(rb"\s*[!=]=")
BOUND = re.compile(rb"\b(?:let|var)\s+(\w+)[^=\n]*=[^=\n]*$|\b(\w+)\s*=\s*[^=\n]*$|\b(\w+):\s*[\w.()?]*$")
CONDITION = re.compile(rb"\b(?:if|guard|while|switch)\b[^{}]*$")
LOOK_BACK = 160


def env_reads(reading: Reading) -> Iterator[EnvRead]:
    """The EnvRead facts of a file."""
    yield from settled(_reads(reading), reading.tree.text, reading.vocabulary.pattern("env-needed"))


def _reads(reading: Reading) -> Iterator[EnvRead]:
    pattern = reading.vocabulary.bytes_pattern("env-read")
    texts = {reading.tree.starts[node]: node for node in reading.tree.of(*STRINGS)}
    for found in pattern.finditer(reading.uncommented) if pattern else ():
        name = found.lastindex or 0
        literal = texts.get(found.start(name) - 1)
        if literal is None:
            continue
        missing, holder, default = _fate(reading.uncommented, *found.span())
        yield EnvRead(
            start=found.start(),
            end=found.end(),
            region=reading.region_of(literal),
            variable=found[name].decode("utf-8", "replace"),
            default=default,
            holder=holder,
            missing=missing,
        )


def _fate(text: bytes, start: int, end: int) -> tuple[str, str, str]:
    """(missing, holder, default) by what stands on either side of a read."""
    default = DEFAULT.match(text, end)
    if default is not None:
        return "default", "", (default[1] or b"").decode("utf-8", "replace")
    before = text[max(0, start - LOOK_BACK) : start]
    if COMPARED.match(text, end) or CONDITION.search(before):
        return "checked", "", ""
    bound = BOUND.search(before)
    holder = next((part for part in bound.groups() if part), b"").decode() if bound else ""
    return "raises" if FORCED.match(text, end) else "kept", holder, ""
