"""The handlers that components take from whoever uses them → Callback facts: used, or never mentioned again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import Callback
from prodlint.languages.ecmascript.naming import Closure
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import mentions, words

MARKUP = (b"</", b"/>")
"""One of these stands in every component's body."""
TYPE_NAME = re.compile(r"[A-Za-z_$][\w$]*")


class _Taken(NamedTuple):
    """A name that a component takes: as users know it and as the body does, and where it is written (bytes)."""

    name: str
    local: str
    node: Node


def callbacks(reading: Reading) -> list[Callback]:
    """A Callback fact for each handler that a component of the file destructures or declares."""
    wanted = reading.vocabulary.pattern("callback")
    found: list[Callback] = []
    for closure in reading.functions:
        if closure.name[:1].isupper() and _is_component(closure):
            found += [
                Callback(
                    start=taken.node.start_byte,
                    end=taken.node.end_byte,
                    region=reading.region(taken.node.start_byte),
                    name=taken.name,
                    owner=closure.name,
                    used=used,
                )
                for taken, used in _taken(reading, closure)
                if wanted.search(taken.name)
            ]
    return found


def _is_component(closure: Closure) -> bool:
    text = closure.node.text or b""
    return any(mark in text for mark in MARKUP)


def _taken(reading: Reading, closure: Closure) -> Iterator[tuple[_Taken, str]]:
    """What the component takes, with what becomes of it."""
    parameter = _first_parameter(closure.node)
    if parameter is None:
        return
    pattern = parameter.child_by_field_name("pattern") or parameter
    body = _body(reading, closure)
    declared = _declared(reading, closure, parameter)
    if pattern.type == "object_pattern":
        named = list(_destructured(pattern))
        yield from ((taken, _use(taken, body, pattern)) for taken in named)
        if not any(child.type == "rest_pattern" for child in pattern.named_children):
            known = {taken.name for taken in named}
            yield from ((taken, "dropped") for taken in declared if taken.name not in known)
    elif pattern.type == "identifier" and not re.search(rb"\b" + re.escape(pattern.text or b"") + rb"\b(?!\??\.)", body):
        yield from ((taken, "used" if mentions(body, taken.name) else "dropped") for taken in declared)


def _use(taken: _Taken, body: bytes, pattern: Node) -> str:
    beside = re.findall(rb"\b" + re.escape(taken.local.encode()) + rb"\b", pattern.text or b"")
    written = 2 if taken.local == taken.name and taken.node.type == "pair_pattern" else 1
    # A name that begins with an underscore says itself that it is not used.
    used = mentions(body, taken.local) or len(beside) > written or taken.local.startswith("_")
    return "used" if used else "dropped"


def _first_parameter(function: Node) -> Node | None:
    single = function.child_by_field_name("parameter")
    holder = function.child_by_field_name("parameters")
    if single is not None or holder is None:
        return single
    return next((child for child in holder.named_children if child.type != "comment"), None)


def _body(reading: Reading, closure: Closure) -> bytes:
    """The component's body without its comments, in which a handler may be mentioned and yet not be called."""
    block = closure.node.child_by_field_name("body") or closure.node
    start, end = block.start_byte, block.end_byte
    pieces: list[bytes] = []
    for comment, _ in reading.outline.spots["comment"]:
        if start <= comment.start_byte < end:
            pieces.append(reading.text[start : comment.start_byte])
            start = comment.end_byte
    return b" ".join([*pieces, reading.text[start:end]])


def _destructured(pattern: Node) -> Iterator[_Taken]:
    for child in pattern.named_children:
        if child.type == "shorthand_property_identifier_pattern":
            yield _Taken(words(child), words(child), child)
        elif child.type == "object_assignment_pattern":
            left = child.child_by_field_name("left")
            if left is not None:
                yield _Taken(words(left), words(left), left)
        elif child.type == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            value = value.child_by_field_name("left") or value if value is not None else None
            if key is not None and value is not None and value.type == "identifier":
                yield _Taken(words(key), words(value), child)


def _declared(reading: Reading, closure: Closure, parameter: Node) -> list[_Taken]:
    """What the type of the properties lists, where it is written in this file and takes nothing from another type."""
    annotation = parameter.child_by_field_name("type")
    if annotation is None:
        annotation = next((around.node.child_by_field_name("type") for around in _bound(closure)), None)
    if annotation is None:
        return []
    named = TYPE_NAME.findall(words(annotation)[:200])
    body = next((child for child in annotation.named_children if child.type == "object_type"), None)
    body = body or _type_body(reading, named[-1] if named else "")
    members = body.named_children if body is not None else ()
    keys = [
        member.child_by_field_name("name") for member in members if member.type in ("property_signature", "method_signature")
    ]
    return [_Taken(words(key), words(key), key) for key in keys if key is not None]


def _bound(closure: Closure) -> Iterator[Frame]:
    """The declaration that the component is the value of, calls around it (`memo(…)`) aside."""
    for around in closure.frame.climb(5):
        if around.kind == "variable_declarator":
            yield around
        if around.kind not in ("arguments", "call_expression"):
            return


def _type_body(reading: Reading, name: str) -> Node | None:
    for node, _ in reading.outline.spots["type"]:
        if node.type in ("interface_declaration", "type_alias_declaration"):
            called = node.child_by_field_name("name")
            if called is not None and words(called) == name:
                held = node.child_by_field_name("body") or node.child_by_field_name("value")
                return held if held is not None and held.type in ("interface_body", "object_type") else None
    return None
