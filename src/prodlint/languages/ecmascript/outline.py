"""One pass over a tree: the nodes a fact may come from, each with its chain of ancestors.

A flat query finds the same nodes as fast as this walk, but knows no parents, and `node.parent` descends from the root each
time: with the ancestors needed for one string in three, walking is cheaper than querying.  Types and identifiers are
never entered, which leaves about a third of the named nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from tree_sitter import Language, Node, Tree

from prodlint.languages.ecmascript.kinds import CAPTURED, CLOSED, CLOSURES
from prodlint.languages.ecmascript.naming import Closure, Naming
from prodlint.languages.ecmascript.tree import grammar


class Frame:
    """An inner node on the way down: its kind, the frame around it, and the function fact and closure it lies in."""

    __slots__ = ("closure", "function", "kind", "node", "outer")

    def __init__(self, node: Node, kind: str, outer: Frame | None, function: int, closure: int) -> None:
        self.node = node
        self.kind = kind
        self.outer = outer
        self.function = function
        self.closure = closure

    def climb(self, steps: int) -> Iterator[Frame]:
        """This frame and those around it, innermost first, at most `steps`."""
        frame: Frame | None = self
        for _ in range(steps):
            if frame is None:
                return
            yield frame
            frame = frame.outer


Spot = tuple[Node, Frame]
"""A node and the frame of the node around it."""


class Outline:
    """What one pass found: spots by group and all closures, both in source order, and what did not parse."""

    def __init__(self) -> None:
        self.spots: dict[str, list[Spot]] = {group: [] for group in set(CAPTURED.values())}
        self.closures: list[Closure] = []
        self.functions: list[Closure] = []
        self.errors: list[tuple[int, int]] = []


@cache
def _kinds(language: str) -> dict[int, str]:
    known: Language = grammar(language)
    names = {number: known.node_kind_for_id(number) or "" for number in range(known.node_kind_count)}
    names[65535] = "ERROR"
    return names


def outline(tree: Tree, language: str, naming: Naming) -> Outline:
    """Walk the tree once, without recursion."""
    found = Outline()
    kinds = _kinds(language)
    spots = found.spots
    root = tree.root_node
    if root.kind_id == 65535:
        found.errors.append((root.start_byte, root.end_byte))
    frame = Frame(root, "program", None, -1, -1)
    iterator = iter(root.named_children)
    waiting: list[tuple[Iterator[Node], Frame]] = []
    while True:
        entered = False
        for node in iterator:
            kind = kinds[node.kind_id]
            group = CAPTURED.get(kind)
            if group is not None:
                spots[group].append((node, frame))
            if kind in CLOSED:
                continue
            children = node.named_children
            if kind in CLOSURES:
                waiting.append((iterator, frame))
                frame = _enter_closure(found, node, kind, frame, naming)
                iterator = iter(children)
                entered = True
                break
            if kind == "ERROR":
                found.errors.append((node.start_byte, node.end_byte))
                continue
            if children:
                waiting.append((iterator, frame))
                frame = Frame(node, kind, frame, frame.function, frame.closure)
                iterator = iter(children)
                entered = True
                break
        if entered:
            continue
        if not waiting:
            return found
        iterator, frame = waiting.pop()


def _enter_closure(found: Outline, node: Node, kind: str, frame: Frame, naming: Naming) -> Frame:
    closure = Closure(node, kind, frame, number=len(found.closures))
    found.closures.append(closure)
    naming.name(closure)
    function = frame.function
    if closure.fact_kind:
        function = closure.index = len(found.functions)
        found.functions.append(closure)
    return Frame(node, kind, frame, function, closure.number)
