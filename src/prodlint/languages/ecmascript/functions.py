"""Closures that have a name → Function facts."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Function
from prodlint.languages.ecmascript.bodies import body_of_fact
from prodlint.languages.ecmascript.comments import comment_before
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import mentions, words

MODIFIERS = frozenset({"static", "abstract", "readonly", "async", "accessibility_modifier", "override_modifier", "get", "set"})
HEADS = frozenset({"variable_declarator", "pair", "assignment_expression", "public_field_definition", "field_definition"})
PATTERN_NAMES = re.compile(r"[A-Za-z_$][\w$]*(?=\s*(?:[,}\]=]|$))")


def functions(reading: Reading) -> list[Function]:
    """A Function fact for every closure of the outline that has a name, in source order."""
    found: list[Function] = []
    latest = 0
    for closure in reading.functions:
        start = head_start(closure)
        # Two functions in one wrapping call share its head; the order of starts has to stay the order of indices.
        latest = start if start >= latest else closure.node.start_byte
        found.append(_function(reading, closure, latest))
    return found


def _function(reading: Reading, closure: Closure, start: int) -> Function:
    node, frame = closure.node, closure.frame
    block = node.child_by_field_name("body")
    body = body_of_fact(reading, closure)
    names = parameter_names(node)
    owner, bases = _owner(frame)
    modifiers = _modifiers(closure)
    return Function(
        start=start,
        end=signature_end(reading, closure),
        region=reading.region(start),
        name=closure.name,
        kind=closure.fact_kind,
        owner=owner,
        bases=bases,
        decorators=closure.decorators or _decorators(reading, node, frame),
        modifiers=modifiers,
        parameters=names,
        is_async="async" in modifiers,
        body=body.state,
        calls=body.calls,
        effects=body.effects,
        returns=body.returns,
        returned_text=body.texts,
        literals=body.literals,
        reads_parameters=bool(names) and block is not None and _reads(block.text or b"", names),
        body_start=block.start_byte if block is not None else node.end_byte,
        body_end=block.end_byte if block is not None else node.end_byte,
        doc=comment_before(reading, _statement_start(closure)),
    )


def head_start(closure: Closure) -> int:
    """Where the signature begins: at the name the function is bound to."""
    frame: Frame | None = closure.frame
    for _ in range(4):
        if frame is None:
            break
        if frame.kind in HEADS:
            return frame.node.start_byte
        frame = frame.outer
        if closure.fact_kind == "handler" or closure.kind.endswith(("declaration", "definition", "signature")):
            break
    return closure.node.start_byte


def signature_end(reading: Reading, closure: Closure) -> int:
    """Where the signature ends: before the body, white space and the arrow not counted."""
    body = closure.node.child_by_field_name("body")
    if body is None:
        return closure.node.end_byte
    start = closure.node.start_byte
    head = reading.text[start : body.start_byte].rstrip().removesuffix(b"=>").rstrip()
    return start + max(len(head), 1)


def parameter_names(function: Node) -> tuple[str, ...]:
    """The names a function's parameters bind, destructured ones included."""
    single = function.child_by_field_name("parameter")
    if single is not None:
        return (words(single),)
    holder = function.child_by_field_name("parameters")
    if holder is None:
        return ()
    names: list[str] = []
    for child in holder.named_children:
        pattern = child.child_by_field_name("pattern") or child.child_by_field_name("left") or child
        kind = pattern.type
        if kind == "identifier":
            names.append(words(pattern))
        elif kind in ("object_pattern", "array_pattern"):
            names += PATTERN_NAMES.findall(words(pattern))
        elif kind == "rest_pattern":
            names.append(words(pattern).lstrip("."))
    return tuple(name for name in names if name != "this")


def _reads(body: bytes, names: tuple[str, ...]) -> bool:
    return any(mentions(body, name) for name in names)


def _modifiers(closure: Closure) -> tuple[str, ...]:
    found = []
    for child in closure.node.children[:6]:
        kind = child.type
        if kind in MODIFIERS:
            found.append(words(child) if kind.endswith("_modifier") else kind)
        elif kind in ("formal_parameters", "statement_block"):
            break
    if is_exported(closure.frame, 3):
        found.append("export")
    return tuple(found)


def is_exported(frame: Frame, steps: int) -> bool:
    """Whether what stands in this frame is exported where it is declared."""
    for around in frame.climb(steps):
        if around.kind == "export_statement":
            return True
        if around.kind in ("class_body", "object", "statement_block", "arguments"):
            return False
    return False


def _owner(frame: Frame) -> tuple[str, tuple[str, ...]]:
    """Name and bases of the class whose member stands in this frame."""
    for around in frame.climb(3):
        if around.kind == "class_body" and around.outer is not None:
            return type_name(around.outer.node), bases_of(around.outer.node)
        if around.kind not in ("public_field_definition", "field_definition"):
            break
    return "", ()


def type_name(node: Node) -> str:
    """The name of a class, interface or enum, "" when it has none."""
    name = node.child_by_field_name("name")
    return words(name) if name is not None else ""


def bases_of(node: Node) -> tuple[str, ...]:
    """The names a class or interface extends or implements, without type arguments."""
    heritage = next((child for child in node.named_children if child.type in ("class_heritage", "extends_type_clause")), None)
    if heritage is None:
        return ()
    text = re.sub(r"<[^<>]*>", "", words(heritage)[:200])
    return tuple(name for name in re.findall(r"[A-Za-z_$][\w$.]*", text) if name not in ("extends", "implements"))


def _decorators(reading: Reading, node: Node, frame: Frame) -> tuple[str, ...]:
    if b"@" not in reading.text or frame.kind != "class_body":
        return ()
    found: list[str] = []
    sibling = node.prev_named_sibling
    while sibling is not None and sibling.type == "decorator" and len(found) < 8:
        found.append(words(sibling).lstrip("@").partition("(")[0])
        sibling = sibling.prev_named_sibling
    return tuple(found[::-1])


def _statement_start(closure: Closure) -> int:
    start = closure.node.start_byte
    for frame in closure.frame.climb(5):
        if frame.kind in ("program", "statement_block", "class_body", "object", "jsx_expression", "jsx_attribute"):
            break
        start = frame.node.start_byte
    return start
