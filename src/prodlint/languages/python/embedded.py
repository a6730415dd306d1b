"""Texts of the kv language that stand in a Python file."""

from __future__ import annotations

import re

from msgspec.structs import replace

from prodlint.fact import Control
from prodlint.languages.kv import kv_controls
from prodlint.languages.python.bodies import is_statement
from prodlint.languages.python.literals import STRINGS
from prodlint.languages.python.reading import Reading

_KV = re.compile(rb"^(?:#:\w|<[^>\n]+>\s*:[ \t]*$|[A-Z]\w*:[ \t]*$)", re.MULTILINE)
_QUOTES = re.compile(rb"[rRbBuU]*(\"\"\"|''')")


def embedded_controls(reading: Reading) -> list[Control]:
    """The controls of the texts that the file gives to the maker of widgets."""
    text = reading.tree.text
    if not any(word.encode() in text for word in reading.vocabulary.words("kv-readers")):
        return []
    found: list[Control] = []
    for item in reading.tree.items:
        given = item.kind in STRINGS and not is_statement(item)  # a text that stands alone explains
        opening = _QUOTES.match(text, item.start, item.end) if given else None
        if opening and _KV.search(text, opening.end(), item.end):
            controls = kv_controls(text, opening.end(), item.end - len(opening[1]), reading.vocabulary)
            found += [replace(control, region=reading.region(item)) for control in controls]
    return found
