"""`a || b`, `a ?? b`, `a ? a : b`, `if (!a) return b` → Fallback facts."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Fallback
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.tree import first_child, statements, unwrapped, words

CONDITIONS = frozenset({"if_statement", "while_statement", "do_statement", "ternary_expression", "unary_expression"})


def fallbacks(reading: Reading) -> list[Fallback]:
    """All values of a file that replace an absent one."""
    found = [_operator(reading, node, frame) for node, frame in reading.outline.spots["binary"]]
    found += [_missing(reading, node, frame) for node, frame in reading.outline.spots["if"]]
    found += [_choice(reading, node, frame) for node, frame in reading.outline.spots["ternary"]]
    return [fallback for fallback in found if fallback is not None]


def _operator(reading: Reading, node: Node, frame: Frame) -> Fallback | None:
    operator = node.child_by_field_name("operator")
    sign = operator.type if operator is not None else ""
    if sign not in ("||", "??") or (sign == "||" and _is_condition(frame)):
        return None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None:
        return None
    return _fallback(reading, right, frame, "operator", _subject(left), right)


def _is_condition(frame: Frame) -> bool:
    """Whether a value only decides a branch."""
    for around in frame.climb(4):
        if around.kind in CONDITIONS:
            return True
        if around.kind not in ("parenthesized_expression", "binary_expression"):
            return False
    return False


def _subject(node: Node) -> str:
    return shape_of(node)[1][:120]


def _fallback(reading: Reading, at: Node, frame: Frame, style: str, subject: str, value: Node) -> Fallback | None:
    shape, text = shape_of(value)
    if shape == "other":
        return None
    return Fallback(
        start=at.start_byte,
        end=at.end_byte,
        region=reading.region(at.start_byte),
        style=style,
        subject=subject,
        shape=shape,
        value=text[:400],
    )


def _missing(reading: Reading, node: Node, frame: Frame) -> Fallback | None:
    condition = node.child_by_field_name("condition")
    if condition is None:
        return None
    subject = _absent(unwrapped(condition))
    chosen = "" if subject else _flag(unwrapped(condition))
    if not subject and not chosen:
        return None
    consequence = node.child_by_field_name("consequence")
    steps = statements(consequence) if consequence is not None and consequence.type == "statement_block" else [consequence]
    last = steps[-1] if steps else None
    value = first_child(last) if last is not None and last.type == "return_statement" else None
    if value is None or last is None:
        return None
    if chosen:
        named = shape_of(value)[0] in ("name", "call")
        return _fallback(reading, last, frame, "chosen", chosen, value) if named else None
    return _fallback(reading, last, frame, "missing", subject, value)


def _flag(condition: Node) -> str:
    """The name or call that alone decides a branch, "" for any other condition."""
    return _subject(condition) if shape_of(condition)[0] in ("name", "call") else ""


def _absent(condition: Node) -> str:
    """What a condition says is absent: `!a`, `a == null`, `!a.length`; "" for any other condition."""
    if condition.type == "unary_expression":
        operand = condition.child_by_field_name("argument")
        return _subject(unwrapped(operand)) if operand is not None and words(condition).startswith("!") else ""
    if condition.type != "binary_expression":
        return ""
    left, operator = condition.child_by_field_name("left"), condition.child_by_field_name("operator")
    right = condition.child_by_field_name("right")
    if left is None or operator is None or right is None:
        return ""
    if operator.type in ("||", "&&"):
        return _absent(left) if left.type in ("unary_expression", "binary_expression") and len(words(left)) < 60 else ""
    empty = shape_of(right)[0] == "nil" or words(right) in ("0", '""', "''")
    return _subject(left) if operator.type in ("==", "===") and empty else ""


def _choice(reading: Reading, node: Node, frame: Frame) -> Fallback | None:
    condition, value = node.child_by_field_name("condition"), node.child_by_field_name("alternative")
    taken = node.child_by_field_name("consequence")
    if condition is None or value is None or taken is None:
        return None
    subject = _subject(unwrapped(condition))
    if not subject or not words(taken).startswith(subject.removesuffix(".length")):
        return None
    return _fallback(reading, value, frame, "operator", subject, value)
