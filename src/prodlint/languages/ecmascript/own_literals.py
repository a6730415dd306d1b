"""Constants that a test writes itself and only looks at again: an assertion about one holds whatever the product does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import chain_root, unwrapped, words

WRITTEN = frozenset({"record", "array", "string", "number", "true", "false"})
"""Shapes of values that a test writes out."""
COMPUTING = frozenset(
    {"identifier", "shorthand_property_identifier", "function_expression", "arrow_function", "method_definition", "this"}
    | {"as_expression", "satisfies_expression"}
)
"""Nodes by which a value comes from elsewhere, or is checked by the compiler."""
CLOCK = "Date"
"""The one name from elsewhere that a written value may hold: a time stamp is no answer of the product's."""
MOST_NODES = 300
LOOKING = frozenset({"member_expression", "subscript_expression", "identifier", "non_null_expression"})
COMPARED = frozenset({"string", "number", "true", "false", "nil"})
MOST = 20
"""Constants of a test that are looked at."""


class OwnLiterals:
    """The literal constants of one test's body that nothing but its assertions mentions."""

    def __init__(self, body: Node | None, text: bytes, assertions: Sequence[Site]) -> None:
        spans = [(site.start, _statement_end(site)) for site in assertions]
        declared = list(_declared(body))[:MOST] if body is not None and assertions else []
        self._names = frozenset(
            name for name, declarator in declared if body is not None and _only_looked_at(name, declarator, body, text, spans)
        )

    def holds(self, site: Site, expected: Node | None) -> bool:
        """Whether an assertion compares a part of such a constant with a literal; `expected` is the call of its matcher."""
        if not self._names or not site.given:
            return False
        looked = unwrapped(site.given[0])
        if expected is None:
            return self._compares(looked)
        arguments = expected.child_by_field_name("arguments")
        against = [unwrapped(each) for each in arguments.named_children] if arguments is not None else []
        return self._is_own(looked) and all(shape_of(each)[0] in COMPARED for each in against)

    def _compares(self, looked: Node) -> bool:
        if looked.type != "binary_expression":
            return False
        left, right = looked.child_by_field_name("left"), looked.child_by_field_name("right")
        if left is None or right is None or shape_of(right)[0] not in COMPARED:
            return False
        left = unwrapped(left)
        if left.type == "unary_expression":
            operand = left.child_by_field_name("argument")
            left = unwrapped(operand) if operand is not None else left
        return self._is_own(left)

    def _is_own(self, node: Node) -> bool:
        return node.type in LOOKING and "(" not in words(node) and chain_root(node) in self._names


def _declared(body: Node) -> Iterator[tuple[str, Node]]:
    for statement in body.named_children:
        if statement.type != "lexical_declaration" or not words(statement).startswith("const"):
            continue
        for declarator in statement.named_children:
            name, value = declarator.child_by_field_name("name"), declarator.child_by_field_name("value")
            if declarator.child_by_field_name("type") is not None:  # the compiler checks it: a test of types
                continue
            if name is not None and value is not None and name.type == "identifier" and _is_written_out(unwrapped(value)):
                yield words(name), declarator


def _is_written_out(value: Node) -> bool:
    if shape_of(value)[0] not in WRITTEN:
        return False
    pending = [value]
    for _ in range(MOST_NODES):
        if not pending:
            return True
        node = pending.pop()
        if node.type in COMPUTING and words(node) != CLOCK:
            return False
        pending += node.named_children
    return False


def _only_looked_at(name: str, declarator: Node, body: Node, text: bytes, spans: list[tuple[int, int]]) -> bool:
    mentioned = re.compile(rb"(?<![\w.$])" + re.escape(name.encode()) + rb"(?![\w$])")
    places = [found.start() for found in mentioned.finditer(text, declarator.end_byte, body.end_byte)]
    return bool(places) and all(any(start <= place < end for start, end in spans) for place in places)


def _statement_end(site: Site) -> int:
    """The end of the whole chain that an assertion begins: `expect(…).not.toBe(…)`."""
    node = site.node
    for _ in range(6):
        above = node.parent
        if above is None or above.type not in ("member_expression", "call_expression"):
            break
        node = above
    return node.end_byte
