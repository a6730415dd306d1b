"""One pass over a tree: the nodes a fact may come from, each with its chain of ancestors.

A flat query finds the same nodes as fast as this walk, but knows no parents, and `node.parent` descends from the root each
time: with the ancestors needed for one string in three, walking is cheaper than querying.  Types and identifiers are
never entered, which leaves about a third of the named nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
from tree_sitter import Language, Node, Tree

from prodlint.languages.ecmascript.kinds import CALLS, CAPTURED, CLOSED, CLOSURES
from prodlint.languages.ecmascript.naming import Closure, Naming
from prodlint.languages.ecmascript.tree import grammar

ERROR = 65535
"""The number that grammars give to what did not parse."""


class Frame(msgspec.Struct):
    """An inner node on the way down: its kind, its children, the frame around it, and the function fact and closure it
    lies in.  `given` are the arguments of a call.  A Struct, because half a million are made for a large tree."""

    node: Node
    kind: str
    children: list[Node]
    outer: Frame | None
    function: int
    closure: int
    given: list[Node] = []

    def climb(self, steps: int) -> Iterator[Frame]:
        """This frame and those around it, innermost first, at most `steps`."""
        frame: Frame | None = self
        for _ in range(steps):
            if frame is None:
                return
            yield frame
            frame = frame.outer


Spot = tuple[Node, Frame]
"""A node and the frame of the node around it; of a call, its own frame."""


class Outline:
    """What one pass found: spots by group and all closures, both in source order, and what did not parse."""

    def __init__(self) -> None:
        self.spots: dict[str, list[Spot]] = {group: [] for group in set(CAPTURED.values())}
        self.closures: list[Closure] = []
        self.functions: list[Closure] = []
        self.errors: list[tuple[int, int]] = []


Step = tuple[str, str, int]
"""What the walk does at nodes of one kind: the kind, the group it is kept in, and one of the actions below."""

KEEP, ENTER, MEMBER, ARGUMENTS, PARAMETERS, CALL, CLOSURE, BROKEN = range(8)

ACTIONS = {
    "member_expression": MEMBER,
    "arguments": ARGUMENTS,
    "formal_parameters": PARAMETERS,
    "ERROR": BROKEN,
    **dict.fromkeys(CLOSURES, CLOSURE),
    **dict.fromkeys(CALLS, CALL),
}
"""Kinds at which the walk does more than enter."""


@cache
def _steps(language: str) -> dict[int, Step | None]:
    """Kind number → what to do there, None for kinds of which nothing is kept and which are not entered."""
    known: Language = grammar(language)
    kinds = {number: known.node_kind_for_id(number) or "" for number in range(known.node_kind_count)}
    kinds[ERROR] = "ERROR"
    return {number: _step(kind) for number, kind in kinds.items()}


def _step(kind: str) -> Step | None:
    group = CAPTURED.get(kind, "")
    if kind in CLOSED:
        return (kind, group, KEEP) if group else None
    return kind, group, ACTIONS.get(kind, ENTER)


def outline(tree: Tree, language: str, naming: Naming) -> Outline:
    """Walk the tree once, without recursion."""
    found = Outline()
    root = tree.root_node
    if root.kind_id == ERROR:
        found.errors.append((root.start_byte, root.end_byte))
    children = root.named_children
    walk = _Walk(found, naming, _steps(language))
    walk.run(Frame(root, "program", children, None, -1, -1), children)
    return found


class _Walk:
    def __init__(self, found: Outline, naming: Naming, steps: dict[int, Step | None]) -> None:
        self._found = found
        self._naming = naming
        self._steps = steps

    def run(self, frame: Frame, children: list[Node]) -> None:
        """The loop itself: one long function without calls, because it runs once for every named node."""
        steps = self._steps
        spots = self._found.spots
        iterator = iter(children)
        waiting: list[tuple[Iterator[Node], Frame]] = []
        while True:
            for node in iterator:
                step = steps[node.kind_id]
                if step is None:
                    continue
                kind, group, action = step
                if action == KEEP:
                    spots[group].append((node, frame))
                    continue
                if action == MEMBER:
                    # `a.b` holds nothing, and is half of all member expressions.
                    head = node.child(0)
                    if head is None or steps[head.kind_id] is None:
                        continue
                elif action == PARAMETERS and b"=" not in (node.text or b""):
                    continue
                elif action == BROKEN:
                    self._found.errors.append((node.start_byte, node.end_byte))
                    continue
                children = node.named_children
                if action == CLOSURE:
                    inner = self._closure(node, kind, children, frame)
                else:
                    inner = Frame(node, kind, children, frame, frame.function, frame.closure)
                if action == ARGUMENTS:
                    frame.given = children
                elif group:
                    spots[group].append((node, inner if action == CALL else frame))
                if children:
                    waiting.append((iterator, frame))
                    frame = inner
                    iterator = iter(children)
                    break
            else:
                if not waiting:
                    return
                iterator, frame = waiting.pop()

    def _closure(self, node: Node, kind: str, children: list[Node], frame: Frame) -> Frame:
        found = self._found
        closure = Closure(node, kind, frame, number=len(found.closures))
        found.closures.append(closure)
        self._naming.name(closure)
        function = frame.function
        if closure.fact_kind:
            function = closure.index = len(found.functions)
            found.functions.append(closure)
        return Frame(node, kind, children, frame, function, closure.number)
