"""The values at the ends of a Python expression, through collections, constructor calls and local names."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.languages.python.literals import (
    SEQUENCES,
    STRINGS,
    arguments_of,
    bare,
    interpolates,
    is_literal,
    is_number,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, Tree

_MOST_LEAVES = 1000


class Leaves:
    """The values at the ends of an expression: the literal texts, and counts of literal and computed ones."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.literal = 0
        self.computed = 0
        self.mixed = 0

    def seen(self) -> int:
        return self.literal + self.computed + self.mixed


class Locals:
    """The plain local names of a function, each with the values it is given, and those that are filled up later."""

    def __init__(self, reading: Reading, function: Item) -> None:
        tree = reading.tree
        self.values: dict[str, list[Node]] = {}
        self.filled: set[str] = set()
        for item in tree.own(function):
            if item.kind == "assignment":
                self._note(target_of(tree, item), item.node.child_by_field_name("right"))
            elif item.kind == "augmented_assignment":
                self.filled.add(target_of(tree, item))
            elif item.kind == "call":
                name, _, method = reading.names.callee(item).rpartition(".")
                if method in reading.vocabulary.words("fillers"):
                    self.filled.add(name)

    def _note(self, target: str, value: Node | None) -> None:
        if target.isidentifier() and value is not None:
            self.values.setdefault(target, []).append(value)
        else:
            self.filled.add(target.partition("[")[0].partition(".")[0])


def leaves_of(reading: Reading, nodes: list[Node], names: Locals | None = None) -> Leaves:
    """The values at the ends of some collections or constructor calls; keys are not values."""
    tree, leaves, pending = reading.tree, Leaves(), list(reversed(nodes))
    followed: set[str] = set()
    while pending and leaves.seen() < _MOST_LEAVES:
        node = bare(pending.pop())
        kind = node.type
        if kind in STRINGS:
            _text_leaf(tree, node, leaves)
        elif kind == "pair" or kind == "keyword_argument":
            value = node.child_by_field_name("value")
            pending.extend([value] if value is not None else [])
        elif kind in SEQUENCES or kind == "dictionary":
            pending.extend(reversed([child for child in node.named_children if child.type != "comment"]))
        elif kind == "call" and is_construction(tree, node):
            pending.extend(reversed(arguments_of(node)))
        elif is_literal(node):
            leaves.literal += kind != "none"
            if is_number(node):
                leaves.texts.append(tree.of(node))
        else:
            value = _named_value(tree, node, names, followed)
            if value is not None:
                pending.append(value)
            else:
                leaves.computed += 1
    return leaves


def _text_leaf(tree: Tree, node: Node, leaves: Leaves) -> None:
    value = string_value(tree, node)
    if interpolates(node):
        leaves.mixed += 1
    else:
        leaves.literal += 1
    leaves.texts.append(value)


def _named_value(tree: Tree, node: Node, names: Locals | None, followed: set[str]) -> Node | None:
    """The literal, collection or construction that a local name is given, followed once."""
    if names is None or node.type != "identifier":
        return None
    name = tree.of(node)
    values = names.values.get(name, [])
    if len(values) != 1 or name in names.filled or name in followed:
        return None
    followed.add(name)
    value = bare(values[0])
    made = value.type == "call" and is_construction(tree, value)
    return value if made or value.type in SEQUENCES or value.type == "dictionary" or is_literal(value) else None


def is_construction(tree: Tree, node: Node) -> bool:
    function = node.child_by_field_name("function")
    if function is None:
        return False
    name = (function.text or b"").rpartition(b".")[2]
    return name[:1].isupper() and not name.isupper()
