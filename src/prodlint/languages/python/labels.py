"""The visible text of a control."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.languages.python.literals import STRINGS, arguments_of, bare, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.vocabulary import ControlWord


class Label(NamedTuple):
    """The text, its position among the positional arguments (-1 for none), and the offset where it ends."""

    text: str
    position: int
    end: int


def label_of(reading: Reading, item: Item, word: ControlWord) -> Label:
    """The visible text: under one of the word's labels, or the first literal text given by position."""
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        if keyword not in word.label:
            continue
        text = _text(reading, bare(value))
        if text is not None:
            return Label(string_value(reading.tree, text), position if not keyword else -1, node.end_byte)
    return Label("", -1, 0)


def _text(reading: Reading, value: Node) -> Node | None:
    """A literal text, perhaps inside a call that translates it."""
    if value.type in STRINGS:
        return value
    if value.type == "call":
        function = value.child_by_field_name("function")
        name = reading.tree.of(function).rpartition(".")[2] if function is not None else ""
        texts = [node for node in arguments_of(value) if node.type in STRINGS]
        return texts[-1] if texts and name in reading.vocabulary.words("translators") else None
    return None
