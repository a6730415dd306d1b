"""Dialogs, sheets and drawers in JSX that a state of their component shows → Presentation facts."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Presentation
from prodlint.languages.ecmascript.disclosures import never_taken
from prodlint.languages.ecmascript.elements import Element, tag_of
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.states import held_states
from prodlint.languages.ecmascript.tree import mentions, words

CLIMB = 12
"""How many nodes around an element are searched for the condition under which it is drawn."""
CLOSED = re.compile(rb"\s*\(\s*(?:false|null|undefined|)\s*\)")
STARTS_CLOSED = frozenset({"", "false", "null", "undefined"})
TITLES = ("title", "aria-label")
DIALOG = re.compile(rb"""\srole=["'](?:alert)?dialog["']""")
"""What makes any element a dialog."""


def presentations(reading: Reading) -> list[Presentation]:
    """A fact for every dialog element that a state of the component around shows."""
    kinds = {word: kind for kind in ("dialog", "sheet", "drawer") for word in reading.vocabulary.words(f"{kind}-elements")}
    endings = tuple(sorted(kinds))
    found = []
    for node, frame in reading.outline.spots["element"]:
        tag = tag_of(node)
        if not tag.endswith(endings) and DIALOG.search(node.text or b""):
            found += _presentation(reading, Element(node, frame), "dialog")
        if tag.endswith(endings):
            kind = next(kinds[ending] for ending in endings if tag.endswith(ending))
            found += _presentation(reading, Element(node, frame), kind)
    return found


def _presentation(reading: Reading, element: Element, kind: str) -> list[Presentation]:
    shown_by = _conditions(reading, element)
    for state, setter, initial, scope in _states(reading, element.frame):
        if any(mentions(condition, state) for condition in shown_by):
            opened = "initially" if initial not in STARTS_CLOSED else _opened(reading, setter, scope, element)
            return [_fact(reading, element, kind, state, opened)]
    hook = next((name for name in never_taken(reading, element.frame) if name in shown_by), None)
    if hook is not None:
        return [_fact(reading, element, kind, hook.decode(), "never")]
    return []


def _fact(reading: Reading, element: Element, kind: str, state: str, opened: str) -> Presentation:
    return Presentation(
        start=element.node.start_byte,
        end=element.node.end_byte,
        region=reading.region(element.node.start_byte),
        kind=kind,
        tag=element.tag,
        state=state,
        opened=opened,
        title=next((text for name in TITLES if (text := element.literal(name))), ""),
    )


def _conditions(reading: Reading, element: Element) -> list[bytes]:
    """What has to hold for the element to be seen: its attribute, and the conditions around it."""
    names = reading.vocabulary.words("shown-attributes")
    values = [element.value(name) for name in element.attributes if name in names]
    outside = element.outside
    for around in outside.climb(CLIMB) if outside is not None else ():
        if around.kind == "binary_expression":
            values.append(around.node.child_by_field_name("left"))
        elif around.kind == "ternary_expression":
            values.append(around.node.child_by_field_name("condition"))
        elif around.kind in ("jsx_element", "return_statement"):
            break
    return [value.text or b"" for value in values if value is not None]


def _states(reading: Reading, frame: Frame) -> list[tuple[str, str, str, Node]]:
    """Name, setter, initial value and component of each state that is declared in a function around."""
    around = set(reading.chain(frame.closure)) - {-1}
    return [
        (held.name, held.setter, words(held.initial) if held.initial is not None else "", held.scope)
        for held in held_states(reading)
        if held.frame.closure in around
    ]


def _opened(reading: Reading, setter: str, scope: Node, element: Element) -> str:
    """What can open it: "never" where all that is done with the setter is to close."""
    text = scope.text or b""
    if not setter:
        return "never"
    uses = list(re.finditer(rb"(?<![\w.$])" + re.escape(setter.encode()) + rb"(?![\w$])", text))
    others = [use for use in uses[1:] if not CLOSED.match(text, use.end())]
    if not others:
        return "never"
    return "state" if any(text[use.end() : use.end() + 1] == b"(" for use in others) else "unknown"
