"""What a handler does: the value given to a control → wired, or the reason why nothing happens."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.languages.python.bodies import body_of, statements_of
from prodlint.languages.python.claims import CLAIMS, only_claims
from prodlint.languages.python.classes import name_of, owner_of
from prodlint.languages.python.literals import (
    STRINGS,
    arguments_of,
    bare,
    callee_text,
    dotted,
    is_literal,
    labelled,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item, around

INERT = frozenset({"empty", "comment-only", "log-only", "notify-only"})
_SILENT_PLACES = frozenset({"block", "comparison_operator", "subscript", "concatenated_string"})
_MOST_TEXTS = 8
_LISTS = frozenset({"list", "tuple", "expression_list"})


class Handler(NamedTuple):
    """`state` as Control.handler, why, the name of the function it calls, and the text it shows."""

    state: str
    why: str = ""
    target: str = ""
    says: str = ""


def judge(reading: Reading, value: Node, place: Item, why: str) -> Handler:
    """Judges what stands where a handler is expected."""
    value = bare(value)
    if value.type == "lambda":
        return _lambda(reading, value, place, why)
    if value.type == "identifier" or value.type == "attribute":
        return _named(reading, dotted(reading.tree, value), place, why)
    if value.type == "call":
        return _result(reading, value, place, why)
    if is_literal(value) or value.type == "ellipsis":
        return Handler("empty", why)
    return Handler("wired", why)


def judge_block(reading: Reading, block: Item, why: str) -> Handler:
    """Judges the block that runs when a control is used."""
    state = body_of(reading, block).state
    if state in INERT:
        return Handler(state, why, says=_said_in(reading, block))
    return Handler("wired", CLAIMS if only_claims(reading, block) else why)


def _lambda(reading: Reading, value: Node, place: Item, why: str) -> Handler:
    body = value.child_by_field_name("body")
    body = bare(body) if body is not None else None
    if body is None or body.type == "ellipsis" or is_literal(body):
        return Handler("empty", why)
    calls = body.named_children if body.type in _LISTS else [body]
    judged = [_called(reading, bare(call), place, why) for call in calls]
    inert = {handler.state for handler in judged}
    if len(inert) == 1 and judged[0].state in INERT:
        return judged[0]
    return Handler("wired", why, judged[0].target if len(judged) == 1 else "")


def _called(reading: Reading, call: Node, place: Item, why: str) -> Handler:
    """What one call in a lambda does."""
    function = call.child_by_field_name("function") if call.type == "call" else None
    if function is None:
        return Handler("wired", why)
    callee = callee_text(reading.tree, function)
    effect = reading.vocabulary.effect(reading.names.resolve(callee))
    if effect in ("log", "notify"):
        return Handler(f"{effect}-only", why, says=_text_in(reading, call))
    return _named(reading, callee, place, why)


def _named(reading: Reading, name: str, place: Item, why: str) -> Handler:
    """A reference: judged when it is a function of this file."""
    owner, _, last = name.rpartition(".")
    if owner not in ("", "self", "cls"):
        return Handler("wired", why, name)
    states = {_body(reading, item) for item in _definitions(reading, last, owner, place)}
    if len(states) != 1:
        return Handler("wired", why, name)
    state, says = states.pop()
    return Handler("wired", CLAIMS if state == CLAIMS else why, name) if state not in INERT else Handler(state, why, name, says)


def _definitions(reading: Reading, name: str, owner: str, place: Item) -> list[Item]:
    found = reading.functions_named(name)
    if not owner:
        return [item for item in found if owner_of(item) is None]
    home = next((outer for outer in around(place) if outer.kind == "class_definition"), None)
    mine = [item for item in found if owner_of(item) is home and home is not None]
    return mine or found


def _body(reading: Reading, item: Item) -> tuple[str, str]:
    block = reading.tree.block(item)
    if block is None:
        return "absent", ""
    body = body_of(reading, block)
    if body.state == "real" and only_claims(reading, block):
        return CLAIMS, ""
    followed = _followed(reading, item, block) if body.state == "real" and body.calls else ""
    return followed or body.state, _said_in(reading, block)


def _followed(reading: Reading, item: Item, block: Item) -> str:
    """The state of a handler that only calls functions of this file which do nothing; "" when one of them does something."""
    states = set()
    for child in statements_of(reading, block).doing:
        owner, _, last = reading.names.callee(child).rpartition(".") if child.kind == "call" else ("", "", "")
        if child.kind == "call" and reading.effect(child) == "log":
            continue
        called = _definitions(reading, last, owner, child) if owner in ("", "self", "cls") else []
        blocks = [inner for each in called if each is not item and (inner := reading.tree.block(each)) is not None]
        if not blocks:
            return ""
        states |= {body_of(reading, inner).state for inner in blocks}
    return states.pop() if len(states) == 1 and states <= INERT else ""


def _result(reading: Reading, call: Node, place: Item, why: str) -> Handler:
    """The result of a call: a handler when it makes one, nothing when it cannot."""
    function = call.child_by_field_name("function")
    name = callee_text(reading.tree, function) if function is not None else ""
    owner, _, last = name.rpartition(".")
    nothing = Handler("empty", "connects the result of a call", name)
    definitions = _definitions(reading, last, owner, place) if owner in ("", "self", "cls") else []
    if definitions:
        return nothing if not any(_returns_something(reading, item) for item in definitions) else Handler("wired", why, name)
    if last in reading.vocabulary.words("no-handler-makers"):
        return nothing
    return Handler("wired", why, name)


def _returns_something(reading: Reading, item: Item) -> bool:
    block = reading.tree.block(item)
    if block is None or name_of(reading.tree, item) == "":
        return True
    return any(
        inner.kind == "yield" or (inner.kind == "return_statement" and bool(inner.node.named_children))
        for inner in reading.tree.own(block)
    )


def _said_in(reading: Reading, block: Item) -> str:
    """The literal texts of the first call in a block that has any, or the first text outside calls."""
    texts = [item for item in reading.tree.inside(block) if item.kind in STRINGS and item.parent.kind not in _SILENT_PLACES]
    if not texts:
        return ""
    first = texts[0]
    call = next((outer for outer in around(first) if outer.kind == "call" or outer is block), block)
    said = [text for text in texts if text.index < call.stop] if call is not block else [first]
    return " ".join(string_value(reading.tree, text.node) for text in said[:_MOST_TEXTS])


def _text_in(reading: Reading, call: Node) -> str:
    values = [labelled(reading.tree, argument)[1] for argument in arguments_of(call)]
    return " ".join(string_value(reading.tree, value) for value in values[:_MOST_TEXTS] if value.type in STRINGS)
