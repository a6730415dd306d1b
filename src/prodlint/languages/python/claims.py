"""Handlers that tell a person of a success and do nothing that could have brought it about."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.languages.python.bodies import CHANGING, changes_state
from prodlint.languages.python.literals import arguments_of, bare, dotted, is_literal, labelled
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.names import words_of

CLAIMS = "only claims success"
_GOING_ON = frozenset({"await", "yield", "raise_statement", "for_statement", "while_statement"})


def only_claims(reading: Reading, block: Item) -> bool:
    """Whether a block says that something was done, and all else in it looks at what was entered, or closes and tidies."""
    claimed = False
    for item in reading.tree.own(block):
        if item.kind in _GOING_ON or (item.kind in CHANGING and changes_state(reading.tree, item)):
            return False
        if item.kind == "call":
            if not _is_harmless(reading, item):
                return False
            claimed = claimed or _claims(reading, item)
    return claimed


def _claims(reading: Reading, call: Item) -> bool:
    said = reading.tree.slice(call.start, call.end)
    return reading.effect(call) == "notify" and reading.vocabulary.pattern("claims-done").search(said) is not None


def _is_harmless(reading: Reading, call: Item) -> bool:
    words = reading.vocabulary.words
    callee = reading.names.callee(call)
    last = callee.rpartition(".")[2]
    if reading.effect(call) in ("log", "notify") or last in words("closers"):
        return True
    if reading.effect(call) == "pure":
        return last not in words("mutators")
    if last in words("display-setters"):
        return all(_is_fixed(reading, bare(labelled(reading.tree, node)[1])) for node in arguments_of(call.node))
    looking = next(iter(words_of(last)), "") in words("takers")
    return looking and "." in callee and not arguments_of(call.node)


def _is_fixed(reading: Reading, value: Node) -> bool:
    return is_literal(value) or dotted(reading.tree, value).rpartition(".")[2].isupper()
