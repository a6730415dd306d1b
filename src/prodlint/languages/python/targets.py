"""What an assignment assigns to."""

from __future__ import annotations

import re

from prodlint.languages.python.tree import Item, Tree

_TARGET = re.compile(rb"[^=:]*")


def target_of(tree: Tree, assignment: Item) -> str:
    """The text that an assignment assigns to."""
    if assignment.target is None:
        assignment.target = _target(tree, assignment)
    return assignment.target


def _target(tree: Tree, assignment: Item) -> str:
    start = assignment.start
    first = tree.items[assignment.index + 1] if assignment.stop > assignment.index + 1 else None
    if first is not None and first.start == start:
        start = first.end
    match = _TARGET.match(tree.text, start, assignment.end)
    text = tree.slice(assignment.start, match.end() if match else start).rstrip()
    return text.rstrip("+-*/%&|^@<>").rstrip() if assignment.kind == "augmented_assignment" else text
