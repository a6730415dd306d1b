"""Values that a test writes itself and only looks at again: an assertion about one holds whatever the product does."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.languages.python.literals import bare, is_literal
from prodlint.languages.python.tree import Item, Tree

LOOKING = frozenset({"identifier", "subscript", "attribute"})
CONTAINERS = frozenset({"dictionary", "pair", "list", "tuple", "set"})
MOST = 20
"""Names of a test that are looked at."""
MOST_NODES = 300


def own_literals(tree: Tree, block: Item, assertions: list[Item]) -> frozenset[str]:
    """The names that a test's own statements bind to a literal once, and that nothing but its assertions mentions."""
    if not assertions:
        return frozenset()
    spans = [(item.start, item.end) for item in assertions]
    bound = [item for item in tree.own(block) if item.kind == "assignment" and _binds_literal(item.node)][:MOST]
    return frozenset(
        name for item in bound if (name := _bound_name(tree, item)) and _only_looked_at(tree, name, item, block, spans)
    )


def looks_at_own(tree: Tree, condition: Node, own: frozenset[str]) -> bool:
    """Whether a condition compares a part of such a value with a literal."""
    if not own or condition.type != "comparison_operator":
        return False
    sides = [bare(side) for side in condition.named_children]
    return len(sides) == 2 and any(
        looked.type in LOOKING and "(" not in tree.of(looked) and _root(tree, looked) in own and is_literal(other)
        for looked, other in (sides, sides[::-1])
    )


def _binds_literal(node: Node) -> bool:
    value = node.child_by_field_name("right")
    return value is not None and _is_written_out(bare(value))


def _is_written_out(value: Node) -> bool:
    """Whether a value is a literal, or a list, tuple, set or dictionary of literals."""
    pending = [value]
    for _ in range(MOST_NODES):
        if not pending:
            return True
        node = bare(pending.pop())
        if is_literal(node):
            continue
        if node.type not in CONTAINERS:
            return False
        pending += node.named_children
    return False


def _bound_name(tree: Tree, item: Item) -> str:
    target = item.node.child_by_field_name("left")
    return tree.of(target) if target is not None and target.type == "identifier" else ""


def _only_looked_at(tree: Tree, name: str, binding: Item, block: Item, spans: list[tuple[int, int]]) -> bool:
    mentioned = re.compile(rb"(?<![\w.])" + re.escape(name.encode()) + rb"(?!\w)")
    places = [found.start() for found in mentioned.finditer(tree.text, block.start, block.end)]
    others = [place for place in places if not binding.start <= place < binding.end]
    return bool(others) and all(any(start <= place < end for start, end in spans) for place in others)


def _root(tree: Tree, node: Node) -> str:
    return re.split(r"[.\[]", tree.of(node), maxsplit=1)[0].strip()
