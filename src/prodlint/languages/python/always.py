"""Assertions that hold whatever the product does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from prodlint.languages.python.classes import decorator_items, name_of
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, is_literal, labelled, number, string_value
from prodlint.languages.python.own_literals import looks_at_own, own_literals
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item
from prodlint.names import words_of

STATUS = ("status_code", "status", "code")
"""How the last part of the name of an HTTP answer's status reads."""
SUCCESS, BROKEN = range(200, 300), range(500, 600)
MADE_ANEW = frozenset({"list", "dictionary", "set"})
"""Literals that are another object each time."""
EQUAL = frozenset({"==", "is", ">=", "<="})


class Always:
    """The assertions of one test, `asserting`."""

    def __init__(self, reading: Reading, function: Item, block: Item, asserting: Sequence[Item]) -> None:
        self._reading = reading
        self._tree = reading.tree
        statements = [item for item in asserting if item.kind == "assert_statement"]
        self._own = own_literals(reading.tree, block, statements)
        self._patched = frozenset(_patched(reading, function, block)) if statements else frozenset()
        self._about_equality = bool(reading.vocabulary.words("equality-words") & set(words_of(name_of(reading.tree, function))))

    def holds(self, item: Item) -> bool:
        """Whether an `assert` statement or the call of an assertion cannot fail."""
        if item.kind == "call":
            return self._call_holds(item)
        inside = item.node.named_children
        return bool(inside) and self._is_true(bare(inside[0]))

    def _is_true(self, condition: Node) -> bool:
        """`True`, `1`, a text, `… or True`, and comparisons that cannot come out otherwise."""
        kind = condition.type
        if kind == "boolean_operator" and any(child.type == "or" for child in condition.children):
            return any(self._is_true(bare(side)) for side in condition.named_children)
        if kind == "comparison_operator":
            return self._compares_what_it_knows(condition)
        if kind in STRINGS:
            return not any(child.type == "interpolation" for child in condition.named_children)
        if kind == "true":
            return True
        if (self._tree.of(condition).rpartition(".")[2], "True") in self._patched:
            return True
        return kind == "integer" and self._tree.of(condition) != "0"

    def _compares_what_it_knows(self, condition: Node) -> bool:
        if looks_at_own(self._tree, condition, self._own):
            return True
        sides = [bare(side) for side in condition.named_children]
        operator = next((child.type for child in condition.children if not child.is_named), "")
        if len(sides) != 2:
            return False
        left, right = (self._tree.of(side) for side in sides)
        if operator == "in":
            return left.rpartition(".")[2] in STATUS and self._takes_any_status(sides[1])
        if operator == ">=" and right == "0":
            return left.startswith("len(")
        if operator == "is not":
            return sides[1].type in MADE_ANEW
        if operator not in EQUAL:
            return False
        if (left.rpartition(".")[2], right) in self._patched:
            return True
        return left == right and self._is_known(sides[0])

    def _is_known(self, side: Node) -> bool:
        """A literal; a name, too, unless the test is about how things compare with themselves."""
        return is_literal(side) or (side.type == "identifier" and not self._about_equality)

    def _takes_any_status(self, listed: Node) -> bool:
        """Whether success and a broken server are in one list."""
        numbers = [int(number(self._tree.of(node))) for node in listed.named_children if node.type == "integer"]
        return any(each in SUCCESS for each in numbers) and any(each in BROKEN for each in numbers)

    def _call_holds(self, item: Item) -> bool:
        values = [bare(value) for label, value in map(self._labelled, arguments_of(item.node)) if not label]
        last = self._reading.names.callee(item).rpartition(".")[2]
        words = self._reading.vocabulary.words
        if last in words("assert-true") and values:
            return values[0].type == "true" or (len(values) == 1 and self._is_true(values[0]))
        if last in words("assert-false") and values:
            return values[0].type == "false"
        if len(values) < 2:
            return False
        first, second = (self._tree.of(value) for value in values[:2])
        if last in words("assert-equal"):
            return first == second and self._is_known(values[0])
        if last in words("assert-is-not"):
            return values[1].type in MADE_ANEW
        if last in words("assert-in"):
            return first.rpartition(".")[2] in STATUS and self._takes_any_status(values[1])
        return last in words("assert-at-least") and first.startswith("len(") and second == "0"

    def _labelled(self, argument: Node) -> tuple[str, Node]:
        return labelled(self._tree, argument)


def _patched(reading: Reading, function: Item, block: Item) -> Iterator[tuple[str, str]]:
    """(last part of the name, literal) of what the test itself puts in: `@patch("app.settings.DEBUG", True)`."""
    decorators = [call for item in decorator_items(reading.tree, function) for call in reading.tree.inside(item)]
    for call in (*decorators, *reading.tree.own(block)):
        if call.kind != "call" or reading.names.callee(call).rpartition(".")[2] not in reading.vocabulary.words("patchers"):
            continue
        values = [value for label, value in (labelled(reading.tree, each) for each in arguments_of(call.node)) if not label]
        named = [string_value(reading.tree, value) for value in values[:2] if value.type in STRINGS]
        if len(values) > 1 and named and is_literal(values[-1]) and len(named) < len(values):
            yield named[0].rpartition(".")[2], reading.tree.of(values[-1])
