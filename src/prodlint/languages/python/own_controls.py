"""A file's own controls: classes that inherit from one, and functions that make one and give it back, and add nothing."""

from __future__ import annotations

import re

from msgspec.structs import replace

from prodlint.languages.python.classes import bases_of, name_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.toolkits import word_of
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord

_RETURNED = re.compile(rb"\breturn\s+(\w+)\s*(?:#[^\n]*)?(?:\n|$)")
_KINDS = frozenset({"button"})


def own_controls(reading: Reading, toolkits: frozenset[str], own_types: set[str]) -> dict[str, ControlWord]:
    """What is made by calling `PrimaryButton(…)`, `make_button(…)` or `self.make_button(…)` of this file."""
    found: dict[str, ControlWord] = {}
    for item in reading.tree.kinds["class_definition"]:
        base = next(iter(bases_of(reading.tree, item)), "")
        word = word_of(reading, reading.names.resolve(base), toolkits, own_types) if base else None
        _keep(reading, item, word, found)
    for item in reading.tree.kinds["function_definition"]:
        _keep(reading, item, _returned(reading, item, toolkits, own_types), found)
    return found


def _keep(reading: Reading, item: Item, word: ControlWord | None, found: dict[str, ControlWord]) -> None:
    if word is None or word.kind not in _KINDS or _adds(reading, item, word):
        return
    name = name_of(reading.tree, item)
    for called in (name, f"self.{name}"):
        found[called] = replace(word, name=name, label=("", *word.label))


def _adds(reading: Reading, item: Item, word: ControlWord) -> bool:
    """Whether a class or function may give the control something to do by itself."""
    text = reading.tree.text[item.start : item.end]
    return any(each.encode() in text for each in (*reading.vocabulary.words("own-behaviour"), *word.alive, *word.handlers))


def _returned(reading: Reading, item: Item, toolkits: frozenset[str], own_types: set[str]) -> ControlWord | None:
    """The control that a function makes and returns under a local name."""
    returned = {match[1].decode() for match in _RETURNED.finditer(reading.tree.text, item.start, item.end)}
    if len(returned) != 1:
        return None
    name = returned.pop()
    for inner in reading.tree.own(item):
        if inner.kind == "call" and inner.parent.kind == "assignment" and _assigns(reading, inner.parent, name):
            return word_of(reading, reading.names.callee(inner), toolkits, own_types)
    return None


def _assigns(reading: Reading, assignment: Item, name: str) -> bool:
    return re.match(rb"\s*" + name.encode() + rb"\s*[=:]", reading.tree.text[assignment.start : assignment.end]) is not None
