"""Buttons that only lend their looks: a menu lies over them, or they lie behind one, and takes the tap."""

from __future__ import annotations

from prodlint.languages.swift.reading import Reading

_FARTHEST = 30
_WIDEST = 200


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


def is_shielded(reading: Reading, call: int, modifiers: list[tuple[str, int]]) -> bool:
    """Whether a modifier of the control, or of a view around it, keeps taps from it: it is a picture of what still loads."""
    around = ((reading.callees[outer].rpartition(".")[2], outer) for outer in _calls_around(reading, call))
    values = reading.vocabulary.words("shielding_values")
    for name, modifier in (*modifiers, *around):
        given = reading.arguments(modifier)[:1]
        if given and f"{name} {reading.tree.slice(given[0].value)}" in values:
            return True
    return False


def _calls_around(reading: Reading, call: int) -> list[int]:
    """The modifiers, of those that can keep taps away, whose view a call stands in."""
    shielding, tree = reading.vocabulary.words("shielding_modifiers"), reading.tree
    found = []
    for outer in tree.ancestors(call, _WIDEST):
        if tree.kinds[outer] in ("function_declaration", "computed_property", "class_body"):
            break
        if reading.callees.get(outer, "").rpartition(".")[2] in shielding:
            found.append(outer)
    return found


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
