"""Whether a test calls nothing but what it patched itself: `@patch("shop.cart.pay")`, and then `cart.pay(3)`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from prodlint.languages.python.classes import decorator_items
from prodlint.languages.python.literals import STRINGS, arguments_of, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item

KEEPS_IT = ("wraps", "side_effect")
"""Keywords by which what is patched may still run."""


def asks_patched_only(reading: Reading, function: Item, block: Item) -> bool:
    """Whether a test calls what it patched, and besides only mocks, assertions and functions that make nothing new."""
    calls = [item for item in reading.tree.own(block) if item.kind == "call"]
    decorating = [call for item in decorator_items(reading.tree, function) for call in reading.tree.inside(item)]
    patching = [call for call in (*decorating, *calls) if call.kind == "call" and _patches(reading, call)]
    targets = {target for call in patching if (target := _target(reading, call))}
    if not targets:
        return False
    others = [call for call in calls if call not in patching]
    given = sum(call in decorating for call in patching)
    mocks = _mocks(reading, function, block, targets, given)
    direct = [call for call in others if _is_attribute(call) and reading.names.callee(call) in targets]
    return bool(direct) and all(_is_known(reading, call, targets, mocks) for call in others)


def _patches(reading: Reading, call: Item) -> bool:
    return reading.names.callee(call).rpartition(".")[2] in reading.vocabulary.words("patchers")


def _target(reading: Reading, call: Item) -> str:
    """The dotted name that is patched, "" where it is not known or what stood there may still run."""
    given = [labelled(reading.tree, argument) for argument in arguments_of(call.node)]
    if any(label in KEEPS_IT for label, _ in given):
        return ""
    values = [value for label, value in given if not label]
    if values and values[0].type in STRINGS:
        name = string_value(reading.tree, values[0])
        return name if "." in name else ""
    if len(values) > 1 and values[1].type in STRINGS:
        return reading.names.resolve(f"{reading.tree.of(values[0])}.{string_value(reading.tree, values[1])}")
    return ""


def _is_attribute(call: Item) -> bool:
    """Whether a call looks up its function in a module: a name that was imported from there is not patched."""
    target = call.node.child_by_field_name("function")
    return target is not None and target.type == "attribute"


def _mocks(reading: Reading, function: Item, block: Item, targets: set[str], given: int) -> set[str]:
    """The names of a test that stand for mocks, and for what they and what is patched gave back.

    The first parameters, as many as `given`, are those of the decorators; what follows are fixtures.
    """
    parameters = function.node.child_by_field_name("parameters")
    listed = [reading.tree.of(each) for each in parameters.named_children] if parameters is not None else []
    names = set([each for each in listed if each != "self"][:given])
    names |= {reading.tree.of(node) for node in _bound_in_with(reading, block)}
    for item in reading.tree.own(block):
        left, right = (item.node.child_by_field_name(each) for each in ("left", "right"))
        if item.kind != "assignment" or left is None or right is None or left.type != "identifier":
            continue
        inner = right.named_children[0] if right.type == "await" and right.named_children else right
        callee = inner.child_by_field_name("function") if inner.type == "call" else None
        text = reading.tree.of(callee) if callee is not None else ""
        if reading.names.resolve(text) in targets or text.partition(".")[0] in names:
            names.add(reading.tree.of(left))
    return names


def _bound_in_with(reading: Reading, block: Item) -> Iterator[Node]:
    """The names that `with patch(…) as pay` binds."""
    for call in reading.tree.own(block):
        around = call.node.parent if call.kind == "call" and _patches(reading, call) else None
        if around is not None and around.type == "as_pattern":
            yield from (
                name for each in around.named_children if each.type == "as_pattern_target" for name in each.named_children
            )


def _is_known(reading: Reading, call: Item, targets: set[str], mocks: set[str]) -> bool:
    callee = reading.names.callee(call)
    root, last = callee.partition(".")[0], callee.rpartition(".")[2]
    plain = {*reading.vocabulary.words("plain-builtins"), *reading.vocabulary.words("mock-makers")}
    if _is_attribute(call) and any(f"{callee}.".startswith(f"{target}.") for target in targets):
        return True
    return root in mocks or last in plain or last in reading.vocabulary.words("plain-assertions")
