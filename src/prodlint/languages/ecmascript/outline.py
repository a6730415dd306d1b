"""One pass over a tree: the nodes a fact may come from, each with its chain of ancestors.

A flat query finds the same nodes as fast as this walk, but knows no parents, and `node.parent` descends from the root each
time: with the ancestors needed for one string in three, walking is cheaper than querying.  Types and identifiers are
never entered, which leaves about a third of the named nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec
from tree_sitter import Language, Node, Tree

from prodlint.languages.ecmascript.kinds import CALLS, CAPTURED, CLOSED, CLOSURES
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.tree import grammar

ERROR = 65535
"""The number that grammars give to what did not parse."""


class Frame(msgspec.Struct, gc=False):
    """An inner node on the way down: its kind, the frame around it, and the number of the closure it lies in.
    `children` and `given` (its arguments) are those of a call.

    A Struct that the garbage collector leaves alone, because half a million are made for a large tree; frames point
    outwards only, so there are no cycles to collect.
    """

    node: Node
    kind: str
    outer: Frame | None
    closure: int
    children: Sequence[Node] = ()
    given: Sequence[Node] = ()

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


def outline(tree: Tree, language: str) -> Outline:
    """Walk the tree once, without recursion."""
    found = Outline()
    root = tree.root_node
    if root.kind_id == ERROR:
        found.errors.append((root.start_byte, root.end_byte))
    _walk(found, _steps(language), Frame(root, "program", None, -1), root.named_children)
    return found


def _walk(found: Outline, steps: dict[int, Step | None], frame: Frame, children: list[Node]) -> None:
    """The loop itself: one long function without calls, because it runs once for every named node."""
    spots = found.spots
    closures = found.closures
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
            elif action == PARAMETERS:
                if b"=" not in (node.text or b""):
                    continue
            elif action == BROKEN:
                found.errors.append((node.start_byte, node.end_byte))
                continue
            elif action == ARGUMENTS and not node.named_child_count:
                continue
            children = node.named_children
            if action == CALL:
                inner = Frame(node, kind, frame, frame.closure, children)
                spots[group].append((node, inner))
            elif action == CLOSURE:
                inner = Frame(node, kind, frame, len(closures))
                closures.append(Closure(node, kind, frame, len(closures)))
            else:
                inner = Frame(node, kind, frame, frame.closure)
                if action == ARGUMENTS:
                    frame.given = children
                elif group:
                    spots[group].append((node, frame))
            if children:
                waiting.append((iterator, frame))
                frame = inner
                iterator = iter(children)
                break
        else:
            if not waiting:
                return
            iterator, frame = waiting.pop()
