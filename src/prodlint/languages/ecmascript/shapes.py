"""What an expression is: its shape as facts store it."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import dotted, is_function, statements, unwrapped, words

SHAPES = {
    "string": "string",
    "template_string": "string",
    "number": "number",
    "true": "true",
    "false": "false",
    "null": "nil",
    "undefined": "nil",
    "array": "array",
    "object": "record",
    "call_expression": "call",
    "new_expression": "call",
    "identifier": "name",
    "member_expression": "name",
    "subscript_expression": "name",
    "this": "name",
}


def shape_of(node: Node) -> tuple[str, str]:
    """(shape, value) of an expression as Declaration stores them."""
    kind = node.type
    shape = SHAPES.get(kind, "")
    if not shape:
        node = unwrapped(node)
        kind = node.type
        shape = SHAPES.get(kind, "other")
    if shape == "string":
        return shape, literal_text(node)
    if shape == "name":
        text = dotted(node) or words(node)[:80]
        return ("nil", text) if text == "undefined" else (shape, text)
    if shape == "call":
        target = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        return shape, dotted(target) if target is not None else ""
    if shape == "number":
        return shape, words(node)
    if kind == "unary_expression":
        return _unary(node)
    return shape, ""


DOING = frozenset({"call_expression", "new_expression", "assignment_expression", "update_expression"})
"""What `void` only hides the value of: `() => void save()`."""


def _unary(node: Node) -> tuple[str, str]:
    operand = node.child_by_field_name("argument")
    text = words(node)
    if operand is not None and operand.type == "number":
        return "number", text
    if not text.startswith("void") or operand is None:
        return "other", ""
    return ("other" if unwrapped(operand).type in DOING else "nil"), ""


def is_nothing(node: Node) -> bool:
    """Whether an expression is null, undefined or `void 0`."""
    return shape_of(node)[0] == "nil"


def is_empty_function(node: Node) -> bool:
    """Whether a function value does nothing: `() => {}`, `() => undefined`."""
    if not is_function(node):
        return False
    body = node.child_by_field_name("body")
    if body is None:
        return False
    if body.type == "statement_block":
        return not statements(body)
    return is_nothing(body)
