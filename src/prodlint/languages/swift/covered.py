"""Buttons that only lend their looks: a menu lies over them, or they lie behind one, and takes the tap."""

from __future__ import annotations

from prodlint.languages.swift.reading import Reading

_FARTHEST = 30


def is_covered(reading: Reading, call: int, modifiers: list[tuple[str, int]]) -> bool:
    """Whether what lies over a button takes its taps: a menu in its overlay, or the view whose background it is."""
    covering = reading.vocabulary.words("tap_taking_views")
    over = [modifier for name, modifier in modifiers if name in reading.vocabulary.words("layers_above")]
    inside = (
        inner for modifier in over for passed in reading.arguments(modifier) for inner in reading.calls_within(passed.value)
    )
    own = {call, *reading.calls_within(call)}
    if any(reading.callees[inner] in covering and inner not in own for inner in inside):
        return True
    return any(_base(reading, outer) in covering for outer in _behind(reading, call))


def _behind(reading: Reading, call: int) -> list[int]:
    """The modifiers in whose closure a call lies behind something."""
    layers = reading.vocabulary.words("layers_below")
    around = reading.tree.ancestors(call, _FARTHEST)
    return [outer for outer in around if reading.callees.get(outer, "").rpartition(".")[2] in layers]


def _base(reading: Reading, modifier: int) -> str:
    """The callee of the view that a chain of modifiers begins with."""
    tree, node = reading.tree, modifier
    while tree.after[node] > node + 2 and tree.kinds[node + 1] == "navigation_expression":
        node += 2
    return reading.callees.get(node, "")
