"""What an expression is worth: its shape for a fact, and how much of it is literal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from prodlint.languages.swift.reading import Passed, Reading
from prodlint.languages.swift.strings import interpolations, string_value
from prodlint.languages.swift.tree import CALLS, NUMBERS, STRINGS, WRAPPERS

_DEEPEST = 10
_LONGEST_TEXT = 400


class Weight(NamedTuple):
    """The leaves of an expression: literals, neutral ones (nil, enum members, `Date()`), texts with interpolated values,
    and computed ones; with the literals as text."""

    literals: int = 0
    neutral: int = 0
    mixed: int = 0
    computed: int = 0
    texts: tuple[str, ...] = ()

    def plus(self, other: Weight) -> Weight:
        """Both together."""
        return Weight(
            self.literals + other.literals,
            self.neutral + other.neutral,
            self.mixed + other.mixed,
            self.computed + other.computed,
            self.texts + other.texts,
        )

    @property
    def share(self) -> float:
        """The share of literal leaves among those that say anything, 0.0 to 1.0."""
        return self.literals / max(1, self.literals + self.mixed + self.computed)


NEUTRAL = Weight(neutral=1)
COMPUTED = Weight(computed=1)
NOTHING = Weight()

Locals = Mapping[str, int]
"""Names bound once in a body → the expression they are bound to."""


def literal_text(reading: Reading, node: int) -> str | None:
    """The text of a string, number, boolean or nil literal; None for anything else."""
    tree = reading.tree
    kind = tree.kinds[node]
    if kind in STRINGS:
        return string_value(tree, node)[:_LONGEST_TEXT]
    if kind in NUMBERS or kind == "boolean_literal":
        return tree.slice(node)
    if kind == "prefix_expression":
        parts = tree.parts(node)
        is_number = len(parts) == 1 and tree.kinds[parts[0]] in NUMBERS
        return tree.slice(node) if is_number else None
    return "nil" if _is_nil(reading, node) else None


def _is_nil(reading: Reading, node: int) -> bool:
    """Whether a node is `nil` or `.none`."""
    tree = reading.tree
    if tree.kinds[node] == "prefix_expression":
        return tree.text[tree.starts[node] : tree.ends[node]] == b".none"
    # The grammar takes a bare `nil` for a name in some places.
    return tree.ends[node] - tree.starts[node] == 3 and tree.text.startswith(b"nil", tree.starts[node])


def shape(reading: Reading, node: int) -> tuple[str, str]:
    """An expression's shape and value, as in Declaration and Argument."""
    tree = reading.tree
    kind = tree.kinds[node]
    if kind in _UNWRAPPED:
        node = tree.unwrapped(node)
        kind = tree.kinds[node]
    if kind in STRINGS:
        return "string", string_value(tree, node)[:_LONGEST_TEXT]
    if kind in CALLS:
        return ("other", "") if tree.is_subscript(node) else ("call", reading.callees[node])
    if kind in NUMBERS:
        return "number", tree.slice(node)
    if kind in _SIMPLE_SHAPES:
        return _SIMPLE_SHAPES[kind], ""
    if kind == "lambda_literal":
        inert = not tree.statements(node) and not tree.has_comment(node)
        return ("empty-closure" if inert else "closure"), ""
    if kind == "boolean_literal":
        text = tree.slice(node)
        return text, text
    text_of_literal = literal_text(reading, node)
    if text_of_literal is not None:
        return ("nil" if text_of_literal == "nil" else "number"), text_of_literal
    name = tree.dotted(node)
    return ("name", name) if name else ("other", "")


_UNWRAPPED = WRAPPERS | {"tuple_expression"}
_SIMPLE_SHAPES = {"array_literal": "array", "dictionary_literal": "record", "tuple_expression": "record"}


def weigh(reading: Reading, node: int, local: Locals, depth: int = 0) -> Weight:
    """The leaves of an expression, looking through names in `local`."""
    tree = reading.tree
    node = tree.unwrapped(node)
    kind = tree.kinds[node]
    if depth > _DEEPEST:
        return COMPUTED
    if kind in STRINGS:
        return _weigh_string(reading, node)
    if kind in ("array_literal", "tuple_expression", "range_expression"):
        return _weigh_all(reading, tree.elements(node), local, depth)
    if kind == "dictionary_literal":
        return _weigh_all(reading, tree.parts(node)[1::2], local, depth)
    if kind == "ternary_expression":
        return _weigh_all(reading, tree.parts(node)[1:], local, depth)
    if kind in ("multiplicative_expression", "additive_expression"):
        return _weigh_operation(_weigh_all(reading, tree.parts(node), local, depth))
    if kind in CALLS:
        return _weigh_call(reading, node, local, depth)
    return _weigh_leaf(reading, node, local, depth)


def _weigh_all(reading: Reading, nodes: list[int], local: Locals, depth: int) -> Weight:
    total = NOTHING
    for node in nodes[:200]:
        total = total.plus(weigh(reading, node, local, depth + 1))
    return total


def _weigh_operation(operands: Weight) -> Weight:
    if not operands.computed and not operands.mixed:
        return operands
    return Weight(mixed=1, texts=operands.texts) if operands.literals or operands.mixed else COMPUTED


def _weigh_string(reading: Reading, node: int) -> Weight:
    texts = (string_value(reading.tree, node)[:_LONGEST_TEXT],)
    if all(_is_invented(reading, hole) for hole in interpolations(reading.tree, node)):
        return Weight(literals=1, texts=texts)
    return Weight(mixed=1, texts=texts)


def _is_invented(reading: Reading, hole: int) -> bool:
    """Whether an interpolation depends on nothing but the clock and chance: `UUID().uuidString`, `Int.random(in: 1...9)`."""
    tree = reading.tree
    calls = reading.calls_within(hole)
    if not calls or any(reading.effect(call) not in ("pure", "random") for call in calls):
        return False
    names = [tree.slice(node) for node in range(hole, tree.after[hole]) if tree.kinds[node] == "simple_identifier"]
    return all(name[:1].isupper() for name in names)


def _weigh_leaf(reading: Reading, node: int, local: Locals, depth: int) -> Weight:
    text = literal_text(reading, node)
    if text == "nil":
        return NEUTRAL
    if text is not None:
        return Weight(literals=1, texts=(text,))
    name = reading.tree.dotted(node)
    if name in local and local[name] != node:
        return weigh(reading, local[name], local, depth + 3)
    is_constant = name.startswith(".") and reading.tree.kinds[node] == "prefix_expression"
    is_static = name[:1].isupper() and "." in name
    return NEUTRAL if is_constant or is_static else COMPUTED


def data_arguments(reading: Reading, call: int) -> list[Passed]:
    """The arguments of a call that are not closures."""
    kinds = reading.tree.kinds
    return [passed for passed in reading.arguments(call) if kinds[passed.value] != "lambda_literal"]


def is_constructor(reading: Reading, call: int) -> bool:
    """Whether a call makes a value of the project's own: `User(…)`, `.init(…)`, `.success(…)`, not `URL(…)`."""
    callee = reading.callees[call]
    if not callee or callee.startswith("#") or reading.vocabulary.effect(callee) != "unknown":
        return False
    last = callee.rpartition(".")[2]
    implicit = reading.tree.kinds[call + 1] == "prefix_expression" and callee.startswith(".")
    return last[:1].isupper() or last == "init" or implicit


def _weigh_call(reading: Reading, call: int, local: Locals, depth: int) -> Weight:
    effect = reading.effect(call)
    if effect == "random":
        return Weight(literals=1)
    if effect != "pure" or not reading.callees[call]:
        return COMPUTED
    arguments = reading.arguments(call)
    if any(reading.tree.kinds[passed.value] == "lambda_literal" for passed in arguments):
        return COMPUTED
    receiver = reading.tree.kinds[call + 1] == "navigation_expression" and not reading.callees[call][:1].isupper()
    if receiver:
        return _weigh_method(reading, call)
    total = _weigh_all(reading, [passed.value for passed in arguments], local, depth)
    return total if arguments else NEUTRAL


def _weigh_method(reading: Reading, call: int) -> Weight:
    """`Date().addingTimeInterval(-120)` is as neutral as `Date()`; `name.uppercased()` is computed."""
    tree = reading.tree
    target = call + 2
    while target < tree.after[call] and tree.kinds[target] == "navigation_expression":
        target += 1
    starts_at_constructor = tree.kinds[target] in CALLS and reading.callees[target][:1].isupper()
    return NEUTRAL if starts_at_constructor else COMPUTED
