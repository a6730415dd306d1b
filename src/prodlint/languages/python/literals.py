"""Expressions → the shapes and values that facts speak of.  Works on nodes, with a bound on how deep it looks."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.languages.python.tree import Tree

STRINGS = frozenset({"string", "concatenated_string"})
NUMBERS = frozenset({"integer", "float"})
CONSTANTS = frozenset({"true", "false", "none"})
SEQUENCES = frozenset({"list", "tuple", "set", "expression_list"})
_ARRAYS = SEQUENCES | {"list_comprehension", "set_comprehension"}
_OPENING = re.compile(r"([A-Za-z]*)(\"\"\"|'''|\"|')")
_ESCAPE = re.compile(r"\\(\r?\n|[\\'\"abfnrtv]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})")
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_WIDE = re.compile(r"[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LONGEST_VALUE = 200


def bare(node: Node) -> Node:
    """A node without the parentheses around it."""
    for _ in range(8):
        if node.type != "parenthesized_expression":
            break
        inside = node.named_children
        if len(inside) != 1:
            break
        node = inside[0]
    return node


def string_value(tree: Tree, node: Node) -> str:
    """The text of a string or of adjacent strings: quotes off, common escapes resolved, `{}` for each interpolation."""
    if node.type == "concatenated_string":
        return "".join(string_value(tree, part) for part in node.named_children if part.type == "string")
    raw = tree.of(node)
    opening = _OPENING.match(raw)
    if opening is None:
        return raw
    prefix, quote = opening[1].lower(), opening[2]
    if "f" in prefix or "t" in prefix:
        raw = _without_interpolations(tree, node)
    value = raw[opening.end() :].removesuffix(quote)
    if "\\" in value and "r" not in prefix:
        value = _ESCAPE.sub(_unescaped, value)
    return value


def interpolates(node: Node) -> bool:
    """Whether a string has an interpolation."""
    if node.type == "concatenated_string":
        return any(interpolates(part) for part in node.named_children if part.type == "string")
    return any(child.type == "interpolation" for child in node.named_children)


def _without_interpolations(tree: Tree, node: Node) -> str:
    pieces, position = [], node.start_byte
    for child in node.named_children:
        if child.type == "interpolation":
            pieces.append(tree.slice(position, child.start_byte))
            pieces.append("\0")
            position = child.end_byte
    pieces.append(tree.slice(position, node.end_byte))
    return "".join(pieces).replace("{{", "{").replace("}}", "}").replace("\0", "{}")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "\r\n":
        return ""
    if code[0] in "xuU":
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _CONTROL.get(code, code)


def is_number(node: Node) -> bool:
    """Whether a node is a number, perhaps with a sign."""
    if node.type == "unary_operator":
        inside = node.named_children
        return len(inside) == 1 and inside[0].type in NUMBERS
    return node.type in NUMBERS


def is_literal(node: Node) -> bool:
    """Whether a node is one literal value: string without interpolation, number, boolean or None."""
    if node.type in STRINGS:
        return not interpolates(node)
    return node.type in CONSTANTS or is_number(node)


def number(text: str) -> float:
    """The value of a number literal, -1.0 when it is none."""
    try:
        return float(text.replace("_", ""))
    except ValueError:
        return -1.0


def is_prose(value: str) -> bool:
    """Whether a text is written for people: two words, or a handful of signs of a script without spaces."""
    return (" " in value.strip() and len(_WORD.findall(value)) > 1) or len(_WIDE.findall(value)) > 3


def dotted(tree: Tree, node: Node) -> str:
    """The text of a name or attribute, without blanks; "" for other nodes."""
    if node.type == "identifier" or node.type == "attribute":
        text = tree.of(node)
        return text if text.isidentifier() else "".join(text.split())[:_LONGEST_VALUE]
    return ""


def shape_of(tree: Tree, node: Node) -> tuple[str, str]:
    """(shape, value) of an expression as Declaration and Argument write them."""
    kind = node.type
    if kind == "identifier" or kind == "attribute":
        return "name", dotted(tree, node)
    if kind == "parenthesized_expression":
        node = bare(node)
        kind = node.type
        if kind == "identifier" or kind == "attribute":
            return "name", dotted(tree, node)
    if kind in STRINGS:
        return "string", string_value(tree, node)
    if kind == "call":
        function = node.child_by_field_name("function")
        return "call", callee_text(tree, function) if function else ""
    if kind in CONSTANTS:
        return ("nil" if kind == "none" else kind), tree.of(node)
    if is_number(node):
        return "number", tree.of(node)
    if kind == "await":
        inside = node.named_children
        return shape_of(tree, inside[0]) if inside and inside[0].type == "call" else ("call", "")
    return _other_shape(tree, node)


def _other_shape(tree: Tree, node: Node) -> tuple[str, str]:
    kind = node.type
    if kind in _ARRAYS:
        return "array", ""
    if kind == "dictionary" or kind == "dictionary_comprehension":
        return "record", ""
    if kind == "lambda":
        body = node.child_by_field_name("body")
        empty = body is not None and body.type in ("none", "ellipsis")
        return ("empty-closure" if empty else "closure"), ""
    if kind == "list_splat" or kind == "dictionary_splat":
        return "spread", tree.slice(node.start_byte, min(node.end_byte, node.start_byte + 80)).lstrip("*")
    if kind == "subscript":
        holder, part = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if holder is not None and part is not None and part.type == "slice":
            return "name", dotted(tree, holder)
    return "other", ""


def callee_text(tree: Tree, function: Node) -> str:
    """What is called, dotted: `a.b`, or `.m` for a method of an expression."""
    if function.type == "identifier":
        return tree.of(function)
    if function.type != "attribute":
        return ""
    holder = function.child_by_field_name("object")
    if holder is not None and holder.type not in ("identifier", "attribute"):
        name = function.child_by_field_name("attribute")
        return "." + tree.of(name) if name is not None else ""
    text = dotted(tree, function)
    return text if text.replace(".", "_").isidentifier() else "." + text.rpartition(".")[2]


def arguments_of(call: Node) -> list[Node]:
    """The argument nodes of a call, comments left out; a lone generator counts as one."""
    inside = call.child_by_field_name("arguments")
    if inside is None:
        return []
    if inside.type != "argument_list":
        return [inside]
    return [child for child in inside.named_children if child.type != "comment"]


def labelled(tree: Tree, argument: Node) -> tuple[str, Node]:
    """(keyword, value node) of an argument; the keyword is "" for positional ones."""
    if argument.type != "keyword_argument":
        return "", argument
    name, value = argument.child_by_field_name("name"), argument.child_by_field_name("value")
    if name is None or value is None:
        return "", argument
    return tree.of(name), value


def values_of(tree: Tree, call: Node) -> list[Node]:
    """The values of a call's arguments, by position and by keyword."""
    return [labelled(tree, argument)[1] for argument in arguments_of(call)]


def argument_at(tree: Tree, call: Node, position: int, label: str = "") -> Node | None:
    """The value of a call's positional argument, or of the keyword `label`."""
    positional = -1
    for argument in arguments_of(call):
        keyword, value = labelled(tree, argument)
        positional += not keyword
        if (not keyword and positional == position) or (keyword and keyword == label):
            return value
    return None
