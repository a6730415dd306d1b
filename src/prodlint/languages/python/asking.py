"""Bodies that ask the person something and then do nothing about the answer but write it down."""

from __future__ import annotations

from prodlint.languages.python.bodies import changes_state
from prodlint.languages.python.calls import is_unused
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.names import words_of

_DOING = frozenset(
    {
        "for_statement",
        "while_statement",
        "try_statement",
        "with_statement",
        "raise_statement",
        "await",
        "yield",
        "delete_statement",
        "global_statement",
        "nonlocal_statement",
        "function_definition",
        "lambda",
    }
)
"""Kinds of items whose body may do the work."""


def only_asks(reading: Reading, block: Item) -> bool:
    """Whether a block asks (a question, a file, a dialog out of which it takes the answer), and only logs what was answered."""
    asks = logs = False
    opened: set[str] = set()
    taken: set[str] = set()
    for item in reading.tree.own(block):
        if item.kind in _DOING or (item.kind in ("assignment", "augmented_assignment") and changes_state(reading.tree, item)):
            return False
        if item.kind == "return_statement" and item.node.named_children:
            return False
        if item.kind != "call":
            continue
        does = _does(reading, item)
        if not does:
            return False
        receiver, _, last = reading.names.callee(item).rpartition(".")
        asks, logs = asks or (does == "ask" and last not in reading.vocabulary.words("choosers")), logs or does == "log"
        if does == "ask":
            opened.add(receiver)
        elif does == "take":
            taken.add(receiver)
    return logs and (asks or bool(opened & taken - {""}))


def _does(reading: Reading, call: Item) -> str:
    """What a call does here: asks, logs, takes or makes a value; "" for whatever else."""
    last = reading.names.callee(call).rpartition(".")[2]
    words = reading.vocabulary.words
    if last in words("askers"):
        return "ask"
    effect = reading.effect(call)
    if effect == "log":
        return "log"
    if is_unused(call):
        return ""  # whatever is called for its own sake may do the work
    if effect == "pure" or last[:1].isupper() or words("takers") & set(words_of(last)[:1]):
        return "take"
    return ""
