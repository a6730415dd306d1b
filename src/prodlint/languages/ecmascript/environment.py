"""`process.env.KEY`, `import.meta.env.KEY`, what is taken out of them, and modules of variables → EnvRead facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import EnvRead
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import WRAPPERS, words
from prodlint.languages.variables import settled

STEPS = 24
TAKEN = re.compile(rb"([\w$]+)\s*(?::\s*([\w$]+))?\s*(=\s*([^,}]*))?")
IMPORTED = re.compile(rb"(\w+)(?:\s+as\s+(\w+))?")
CONDITIONS = ("if_statement", "while_statement", "do_statement", "switch_statement")
KEPT = ("return_statement", "arrow_function", "array", "spread_element", "expression_statement", "sequence_expression")
Fate = tuple[str, str, str]
"""EnvRead's missing, holder and default."""


def env_reads(reading: Reading) -> list[EnvRead]:
    """Every read of a variable by its literal name, in source order."""
    found = [*_members(reading), *_taken(reading), *_imported(reading)]
    return settled(found, reading.text, reading.vocabulary.pattern("env-needed"))


def _members(reading: Reading) -> Iterator[EnvRead]:
    """`process.env.KEY`, `process.env["KEY"]`, `Deno.env.get("KEY")`."""
    pattern = reading.vocabulary.bytes_pattern("env-read")
    for found in pattern.finditer(reading.text) if pattern else ():
        start, end = found.span()
        node = reading.root.descendant_for_byte_range(start, end)
        if node is None or node.type not in ("member_expression", "subscript_expression", "call_expression"):
            continue
        if node.start_byte == start and not _is_written(node):
            yield _read(reading, found[found.lastindex or 0].decode(), (start, end), _fate(reading, node))


def _is_written(node: Node) -> bool:
    """Whether the variable is set or deleted here."""
    outer = node.parent
    if outer is None or outer.type not in ("assignment_expression", "unary_expression"):
        return False
    left = outer.child_by_field_name("left")
    return (left is not None and left.id == node.id) or words(outer).startswith("delete ")


def _taken(reading: Reading) -> Iterator[EnvRead]:
    """`const { KEY, OTHER: name = "default" } = process.env`."""
    pattern = reading.vocabulary.bytes_pattern("env-taken")
    for found in pattern.finditer(reading.text) if pattern else ():
        node = reading.root.descendant_for_byte_range(found.start(1), found.start(1) + 1)
        if node is None or node.type in ("comment", "string", "string_fragment", "template_string"):
            continue
        for each in TAKEN.finditer(reading.text, found.start(1), found.end(1)):
            default = (each[4] or b"").strip().strip(b"\"'`").decode("utf-8", "replace")
            holder = (each[2] or each[1]).decode()
            fate = ("default", holder, default) if each[3] else ("kept", holder, "")
            yield _read(reading, each[1].decode(), each.span(1), fate)


def _imported(reading: Reading) -> Iterator[EnvRead]:
    """`import { KEY } from "$env/static/private"`."""
    pattern = reading.vocabulary.bytes_pattern("env-imported")
    for found in pattern.finditer(reading.text) if pattern else ():
        for each in IMPORTED.finditer(reading.text, found.start(1), found.end(1)):
            name = each[1].decode()
            if name not in reading.vocabulary.words("env-objects"):
                yield _read(reading, name, each.span(1), ("raises", "", ""))


def _read(reading: Reading, variable: str, span: tuple[int, int], fate: Fate) -> EnvRead:
    missing, holder, default = fate
    return EnvRead(
        start=span[0],
        end=span[1],
        region=reading.region(span[0]),
        variable=variable,
        default=default,
        holder=holder,
        missing=missing,
    )


def _fate(reading: Reading, node: Node) -> Fate:
    """What stands around a read, from the inside out, until something tells."""
    for _ in range(STEPS):
        outer = node.parent
        if outer is None:
            break
        said = _said(reading, outer, node)
        if said is not None:
            return said
        node = outer
    return "kept", "", ""


def _said(reading: Reading, outer: Node, node: Node) -> Fate | None:
    """The fate that one node around a read tells, None where one further out decides."""
    kind = outer.type
    if kind in WRAPPERS:
        return None
    if kind == "binary_expression":
        return _of_operator(outer, node)
    if kind in CONDITIONS or kind in ("ternary_expression", "unary_expression"):
        return _of_condition(outer, node)
    if kind in ("member_expression", "subscript_expression"):
        return ("checked", "", "") if b"?." in (outer.text or b"")[node.end_byte - outer.start_byte :][:3] else ("used", "", "")
    if kind == "template_substitution":
        return "used", "", ""
    if kind == "arguments":
        return _of_argument(reading, outer, asserted=node.type == "non_null_expression")
    if kind in ("variable_declarator", "assignment_expression"):
        name = outer.child_by_field_name("name") or outer.child_by_field_name("left")
        asserted = node.type == "non_null_expression"
        return "used" if asserted else "kept", _last_name(name) if name is not None else "", ""
    if kind == "pair":
        return _of_pair(reading, outer, asserted=node.type == "non_null_expression")
    if kind == "jsx_expression":
        attribute = outer.parent is not None and outer.parent.type == "jsx_attribute" and node.type != "non_null_expression"
        return "kept" if attribute else "used", "", ""
    return ("kept", "", "") if kind in KEPT else None


def _of_operator(outer: Node, node: Node) -> Fate | None:
    operator, left, right = (outer.child_by_field_name(name) for name in ("operator", "left", "right"))
    sign = operator.type if operator is not None else ""
    if sign in ("||", "??"):
        if left is None or right is None or left.id != node.id:
            return None
        return "default", "", literal_text(right)
    if sign == "&&" or sign[:2] in ("==", "!="):
        return ("checked", "", "") if sign != "&&" or (left is not None and left.id == node.id) else None
    return "used", "", ""


def _of_condition(outer: Node, node: Node) -> Fate | None:
    condition = outer.child_by_field_name("condition")
    if outer.type == "unary_expression":
        return "checked", "", ""
    if condition is not None and condition.id == node.id:
        return "checked", "", ""
    return None if outer.type == "ternary_expression" else ("kept", "", "")


def _of_argument(reading: Reading, outer: Node, *, asserted: bool) -> Fate | None:
    call = outer.parent
    callee = (call.child_by_field_name("function") or call.child_by_field_name("constructor")) if call is not None else None
    name = words(callee).rpartition(".")[2] if callee is not None else ""
    if name in reading.vocabulary.words("response_methods"):
        return "kept", "", ""
    if name in reading.vocabulary.words("env-converters"):
        return None
    if name in reading.vocabulary.words("env-askers") or _asks(reading, name):
        return "checked", "", ""
    if callee is not None and reading.vocabulary.effect(words(callee)) == "log":
        return "kept", "", ""
    return "used" if asserted else "handed", "", ""


def _asks(reading: Reading, name: str) -> bool:
    pattern = reading.vocabulary.pattern("env-asking")
    return pattern.search(name) is not None


def _of_pair(reading: Reading, pair: Node, *, asserted: bool) -> Fate:
    """`{ apiKey: process.env.KEY }`: handed on where a call is given the object, else kept under its key."""
    key = pair.child_by_field_name("key")
    holder = words(key).strip("\"'") if key is not None else ""
    node: Node | None = pair.parent
    for _ in range(STEPS):
        if node is None or node.type not in ("object", "pair", *WRAPPERS):
            break
        node = node.parent
    if node is None or node.type != "arguments":
        return "kept", holder, ""
    missing, _, default = _of_argument(reading, node, asserted=asserted) or ("kept", "", "")
    return missing, holder, default


def _last_name(node: Node) -> str:
    if node.type not in ("identifier", "member_expression"):
        return ""
    return words(node).rpartition(".")[2]
