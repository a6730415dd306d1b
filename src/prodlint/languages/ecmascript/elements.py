"""One JSX start tag: its name, attributes, text and the elements around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.languages.ecmascript.functions import parameter_names
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import literal_text, markup_text, string_value
from prodlint.languages.ecmascript.tree import first_child, is_function, unwrapped, words
from prodlint.vocabulary import Vocabulary

CLIMB = 80
"""How many nodes around an element are searched for a form, link or trigger."""

NAMING = frozenset({"variable_declarator", "assignment_expression"})
"""What gives the element itself a name that says what it is for: `triggerNode = <a />`."""
HANDED = 6
"""How many nodes may stand between an element and the call that is given it."""
LABEL_NODES = 60


class Element:
    """A start tag.  `attributes` maps names to values, None for a bare attribute; a spread is listed as `...`."""

    __slots__ = ("attributes", "frame", "node", "spreads", "tag")

    def __init__(self, node: Node, frame: Frame) -> None:
        self.node = node
        self.frame = frame
        self.tag = tag_of(node)
        self.spreads: list[str] = []
        self.attributes: dict[str, Node | None] = {}
        for child in node.named_children:
            if child.type == "jsx_attribute":
                parts = child.named_children
                self.attributes[words(parts[0])] = parts[1] if len(parts) > 1 else None
            elif child.type == "jsx_expression":
                inner = first_child(child)
                if inner is not None and inner.type == "spread_element":
                    self.spreads.append(words(inner).lstrip("."))

    @property
    def whole(self) -> Node:
        """The element with its children."""
        return self.frame.node if self.node.type == "jsx_opening_element" else self.node

    @property
    def outside(self) -> Frame | None:
        """The frame around the element with its children."""
        return self.frame.outer if self.node.type == "jsx_opening_element" else self.frame

    def value(self, name: str) -> Node | None:
        """The expression an attribute is given, without its braces; None when bare, absent or empty."""
        value = self.attributes.get(name)
        if value is None or value.type != "jsx_expression":
            return value
        inner = next((child for child in value.named_children if child.type != "comment"), None)
        return unwrapped(inner) if inner is not None else None

    def literal(self, name: str) -> str | None:
        """An attribute's literal text, None when it has none."""
        value = self.value(name)
        if value is None:
            return None
        if value.type == "string":
            return string_value(value)
        return literal_text(value) if value.type == "template_string" else None

    def span_of(self, name: str) -> tuple[int, int]:
        """Where an attribute stands."""
        for child in self.node.named_children:
            if child.type == "jsx_attribute" and words(child.named_children[0]) == name:
                return child.start_byte, child.end_byte
        return self.node.start_byte, self.node.end_byte


def tag_of(opening: Node) -> str:
    """The element's name as written, "" for a fragment."""
    name = opening.child_by_field_name("name")
    return words(name) if name is not None else ""


def elements_around(element: Element) -> Iterator[Element]:
    """The elements around, innermost first."""
    frame = element.outside
    if frame is None:
        return
    for around in frame.climb(CLIMB):
        if around.kind == "jsx_element":
            opening = first_child(around.node)
            if opening is not None:
                yield Element(opening, around)
        elif around.kind == "jsx_self_closing_element" and around.outer is not None:
            yield Element(around.node, around.outer)


def is_push(element: Element) -> bool:
    """Whether a button says that it submits nothing."""
    return element.literal("type") in ("button", "reset")


def is_true(element: Element, name: str) -> bool:
    """Whether an attribute that is there is bare or literally true."""
    value = element.attributes.get(name)
    if value is None:
        return True
    inner = element.value(name)
    return inner is not None and words(inner).strip("\"'") == "true"


def touching(vocabulary: Vocabulary) -> re.Pattern[bytes]:
    """What finds a click handler in a start tag."""
    names = (re.escape(name.encode()) for name in sorted(vocabulary.words("touch_handlers")))
    return re.compile(b"(?:" + b"|".join(names) + b")=")


def attribute_names(opening: Node) -> list[str]:
    """The names of a start tag's attributes; a spread is `...`."""
    return [
        words(child.named_children[0]) if child.type == "jsx_attribute" else "..."
        for child in opening.named_children
        if child.type in ("jsx_attribute", "jsx_expression")
    ]


def attribute_around(element: Element) -> str:
    """The attribute whose value the element is, or stands in among elements of HTML; "" when it is a child."""
    frame = element.outside
    if frame is None:
        return ""
    named = frame.outer if frame.kind == "parenthesized_expression" else frame
    if named is not None and named.kind in NAMING:
        return words(named.node.named_children[0])
    for around in frame.climb(CLIMB):
        if around.kind == "jsx_attribute":
            return words(around.node.named_children[0])
        if around.kind == "pair" and around is frame:
            return words(around.node.named_children[0]).strip("\"'")
        if around.kind == "jsx_self_closing_element":
            return ""
        if around.kind == "jsx_element" and (opening := first_child(around.node)) is not None and tag_of(opening)[:1].isupper():
            return ""
    return ""


def call_given(element: Element) -> Node | None:
    """The call that is given the element itself, as an argument or in an object; None where no call is."""
    frame = element.outside
    for around in frame.climb(HANDED) if frame is not None else ():
        if around.kind == "arguments":
            return around.outer.node if around.outer is not None else None
        if around.kind not in ("parenthesized_expression", "pair", "object"):
            return None
    return None


def forwards_props(element: Element) -> bool:
    """Whether the component around spreads the props it was given."""
    for around in element.frame.climb(CLIMB):
        if is_function(around.node):
            names = parameter_names(around.node)
            text = around.node.text or b"" if names else b""
            if any(b"{..." + name.encode() + b"}" in text for name in names):
                return True
    return False


def label_of(reading: Reading, element: Element, names: tuple[str, ...]) -> str:
    """The visible text of an element, else the first of the named attributes that is literal."""
    pieces: list[str] = []
    spare: list[str] = []
    if element.whole is not element.node:
        stack = element.whole.named_children[1:-1][::-1]
        budget = LABEL_NODES
        while stack and budget:
            budget -= 1
            node = stack.pop()
            kind = node.type
            if kind in ("jsx_text", "html_character_reference"):
                text = markup_text(words(node))
                pieces += [text] if text else []
            elif kind in ("string", "template_string"):
                spare.append(literal_text(node))
            elif kind in (
                "jsx_element",
                "jsx_expression",
                "ternary_expression",
                "parenthesized_expression",
                "binary_expression",
            ):
                stack.extend(reversed(node.named_children))
    if pieces:
        return " ".join(pieces)[:120]
    literals = (element.literal(name) for name in names if name)
    return next((text for text in literals if text), spare[-1][:120] if spare else "")
