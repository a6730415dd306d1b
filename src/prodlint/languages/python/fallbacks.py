"""Fallback facts: `a or b`, `get(k, b)`, `a if a else b`, and `if not a: return b`."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Fallback
from prodlint.languages.python.literals import (
    STRINGS,
    arguments_of,
    bare,
    callee_text,
    dotted,
    labelled,
    shape_of,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, Tree

_CONDITIONS = frozenset({"if_statement", "elif_clause", "while_statement", "not_operator", "comparison_operator"})
_LONGEST = 200


def fallback_facts(reading: Reading) -> list[Fallback]:
    """Every value in a file that stands in for another that may be absent."""
    kinds = reading.tree.kinds
    found = [_either(reading, item) for item in kinds["boolean_operator"]]
    found.extend(_conditional(reading, item) for item in kinds["conditional_expression"])
    found.extend(_missing(reading, item) for item in kinds["if_statement"])
    for callee, calls in reading.calls_by_callee.items():
        if _is_look_up(reading, callee):
            found.extend(_looked_up(reading, item, callee) for item in calls)
    return [fact for fact in found if fact is not None]


def _is_look_up(reading: Reading, callee: str) -> bool:
    words = reading.vocabulary.words("lookups")
    if callee in words:
        return True
    return "." in callee and "." + callee.rpartition(".")[2] in words and reading.effects[callee] != "io"


def _fact(reading: Reading, item: Item, replacement: Node, style: str, subject: str) -> Fallback:
    shape, value = shape_of(reading.tree, replacement)
    if shape == "call" or shape == "name":
        value = reading.names.resolve(value)
    return Fallback(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        style=style,
        subject=subject[:_LONGEST],
        shape=shape,
        value=value[:_LONGEST],
    )


def _either(reading: Reading, item: Item) -> Fallback | None:
    """`a or b` where a value is wanted, not a condition."""
    if item.parent.kind in _CONDITIONS or item.parent.kind == "boolean_operator":
        return None
    operator = item.node.child_by_field_name("operator")
    left, right = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
    if operator is None or left is None or right is None or operator.type != "or":
        return None
    if bare(right).type in ("comparison_operator", "not_operator", "boolean_operator"):
        return None
    return _fact(reading, item, right, "operator", subject_of(reading, left))


def _looked_up(reading: Reading, item: Item, callee: str) -> Fallback | None:
    """`os.getenv(k, b)`, `mapping.get(k, b)`, `getattr(a, k, b)`."""
    arguments = [labelled(reading.tree, node) for node in arguments_of(item.node)]
    values = [value for label, value in arguments if label in ("", "default")]
    needed = 3 if callee == "getattr" else 2
    if len(values) != needed or len(arguments) != needed:
        return None
    return _fact(reading, item, values[-1], "operator", subject_of(reading, item.node))


def _conditional(reading: Reading, item: Item) -> Fallback | None:
    """`a if a else b`, also with `is not None`."""
    parts = item.node.named_children
    if len(parts) < 3:
        return None
    value, condition, other = parts[0], parts[1], parts[-1]
    tested = reading.tree.of(condition).removesuffix(" is not None")
    subject = reading.tree.of(value)
    if subject != tested and not subject.startswith((tested + ".", tested + "[", tested + "(")):
        return None
    return _fact(reading, item, other, "operator", subject_of(reading, value))


def _missing(reading: Reading, item: Item) -> Fallback | None:
    """`if not a: return b`, perhaps with a log line before."""
    condition = item.node.child_by_field_name("condition")
    subject = _absent(reading, bare(condition)) if condition is not None else ""
    chosen = "" if subject or condition is None else _flag(reading, bare(condition))
    block = reading.tree.block(item) if subject or chosen else None
    if block is None:
        return None
    doing = [child for child in reading.tree.children(block) if child.kind not in ("comment", *STRINGS)]
    if not doing or doing[-1].kind != "return_statement":
        return None
    if any(child.kind != "call" or reading.effect(child) not in ("log", "sleep") for child in doing[:-1]):
        return None
    value = next(iter(doing[-1].node.named_children), None)
    if value is None or value.type == "none":
        return None
    if chosen:
        named = shape_of(reading.tree, value)[0] in ("name", "call")
        return _fact(reading, doing[-1], value, "chosen", chosen) if named else None
    return _fact(reading, doing[-1], value, "missing", subject)


def _flag(reading: Reading, condition: Node) -> str:
    """The name, attribute or call that alone decides a branch, "" for any other condition."""
    return subject_of(reading, condition) if condition.type in ("identifier", "attribute", "call") else ""


def _absent(reading: Reading, condition: Node) -> str:
    """The subject of `not a`, `a is None` or `a == ""`, "" for other conditions."""
    inside = condition.named_children
    if condition.type == "not_operator" and inside:
        return subject_of(reading, bare(inside[0]))
    if condition.type == "comparison_operator" and len(inside) == 2:
        operator = next((child.type for child in condition.children if not child.is_named), "")
        if operator in ("is", "==") and reading.tree.of(inside[1]) in ("None", '""', "''"):
            return subject_of(reading, inside[0])
    return ""


def subject_of(reading: Reading, node: Node) -> str:
    """What may be absent: a dotted name, or a callee with its first literal argument, as in `os.getenv(KEY)`."""
    tree, node = reading.tree, bare(node)
    if node.type != "call":
        return _dotted_or_text(tree, node)
    function = node.child_by_field_name("function")
    callee = reading.names.resolve(callee_text(tree, function)) if function is not None else ""
    keys = arguments_of(node)[1:2] if callee == "getattr" else arguments_of(node)[:1]
    key = "".join(string_value(tree, value) for value in keys if value.type in STRINGS)
    return f"{callee}({key})"


def _dotted_or_text(tree: Tree, node: Node) -> str:
    if node.type == "subscript":
        return tree.slice(node.start_byte, min(node.end_byte, node.start_byte + _LONGEST))
    return dotted(tree, node)
