"""What keeps a JSX control without an effective handler alive: its attributes, what it holds, and what stands around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from tree_sitter import Node

from prodlint.languages.ecmascript.around import Around, Verdict
from prodlint.languages.ecmascript.branches import is_off_where_it_stands
from prodlint.languages.ecmascript.elements import Element, forwards_props, is_true, tag_of
from prodlint.languages.ecmascript.handlers import Handler
from prodlint.languages.ecmascript.looks import Looks
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.vocabulary import ControlWord

HOLDING = frozenset({"button", "menu-item", "row"})
"""Kinds of controls that work by what stands in them: a link, a file input, a trigger."""


class Alive:
    """The reasons of one file's controls.  `verdict` is that on a whole control: a button in a form is as alive as the form."""

    def __init__(self, reading: Reading, verdict: Verdict) -> None:
        vocabulary = reading.vocabulary
        self._reading = reading
        self._around = Around(reading, verdict)
        self._looks = Looks(reading)
        self._hooks = vocabulary.words("alive_attributes")
        self._dead = vocabulary.words("dead_destinations")
        self._destinations = tuple(sorted(vocabulary.words("destinations")))
        self._inert_data = tuple(sorted(vocabulary.words("inert_data_prefixes")))
        self._disabling = tuple(sorted(vocabulary.words("disabled-while")))
        self._naming = tuple(sorted(vocabulary.words("naming-attributes")))
        self._own_handlers = vocabulary.words("own-handlers")
        self._own_endings = tuple(sorted(vocabulary.words("own-button-endings")))
        self._links = vocabulary.words("links")
        self._bringing = tuple(sorted(vocabulary.words("bringing_endings")))
        self._controls = vocabulary.controls
        self._openers = tuple(sorted(vocabulary.words("slot_endings")))

    def reason(self, element: Element, word: ControlWord, href: str | None) -> Handler | None:
        """Why the control is alive, or cannot be used at all; None when nothing speaks for it."""
        attributes = element.attributes
        if element.spreads:
            return Handler("delegated", "spread props")
        if any(name in attributes and is_true(element, name) for name in self._disabling):
            return Handler("disabled", "disabled")
        if is_off_where_it_stands(element, self._disabling):
            return Handler("disabled", "disabled")
        if "asChild" in attributes and is_true(element, "asChild"):
            return Handler("delegated", "asChild")
        dead = self._destinations if href is not None and href in self._dead else ()
        hook = next((name for name in attributes if name not in dead and self._is_hook(name, element, word)), None)
        if hook is not None:
            return Handler("wired", hook)
        if self._is_reached(element):
            return Handler("wired", "listener attached elsewhere")
        if word.kind == "form":
            return self._around.alive_form(element)
        looks = self._looks.reason(element)
        if looks is not None:
            return looks
        if word.kind == "gesture":
            return self._around.gesture(element)
        held = self._held(element) or self._brought(element, word) if word.kind in HOLDING else ""
        if held:
            return Handler("delegated", f"holds <{held}>")
        return self._around.reason(element, word) or self._looks.by_contents(element) or self._local_component(element, word)

    def alive_form(self, element: Element) -> Handler | None:
        """Why a form without a handler is alive, None when nothing in it listens."""
        return self._around.alive_form(element)

    def _local_component(self, element: Element, word: ControlWord) -> Handler | None:
        """A component of this file decides itself; so does one that forwards what it was given."""
        if element.tag[:1].isupper() and "." not in element.tag:
            known = self._reading.function_named(element.tag, -1) or self._reading.value_of(element.tag, -1)
            if known is not None and not self._passes_on(element, word):
                return Handler("delegated", "component of this file")
        return Handler("delegated", "forwarded props") if forwards_props(element) else None

    def _passes_on(self, element: Element, word: ControlWord) -> bool:
        """Whether a component of this file hands the handler that it is given to an element, and nothing else."""
        closure = self._reading.function_named(element.tag, -1)
        text = (closure.node.text or b"") if closure is not None else b""
        if not element.tag.endswith(self._own_endings):
            return False
        given = [name.encode() for name in (*word.handlers, *self._own_handlers) if name in element.attributes]
        return bool(given) and all(re.search(rb"on[A-Z]\w*=\{(?:props\.)?" + name + rb"\}", text) for name in given)

    def _is_hook(self, name: str, element: Element, word: ControlWord) -> bool:
        if name.startswith("data-"):
            return not name.startswith(self._inert_data)
        own = name in self._own_handlers and word.kind == "button" and element.tag.endswith(self._own_endings)
        return (name in self._hooks and not own) or name in word.alive

    def _is_reached(self, element: Element) -> bool:
        """Whether the file fetches the element by id or reference."""
        if "ref" in element.attributes:
            return True
        identity = element.literal("id")
        if not identity:
            return False
        text = self._reading.text
        quoted = (f'"{identity}"', f"'{identity}'", f"`{identity}`", f"#{identity}")
        named = (f'{name}="{identity}"'.encode() for name in self._naming)
        return sum(text.count(form.encode()) for form in quoted) - sum(map(text.count, named)) > 1

    def _held(self, element: Element) -> str:
        """The tag of what works in a control: a link that leads somewhere, a field for files, what opens something."""
        if element.whole is element.node:
            return ""
        first = bisect_left(self._working, (element.node.end_byte, ""))
        start, tag = self._working[first] if first < len(self._working) else (element.whole.end_byte, "")
        return tag if start < element.whole.end_byte else ""

    def _brought(self, element: Element, word: ControlWord) -> str:
        """The tag of a component of the product's own in an entry of a menu that is a control or opens something itself."""
        if word.kind != "menu-item" or element.whole is element.node:
            return ""
        inside = self._reading.elements_in(element.node.end_byte, element.whole.end_byte)
        tags = [tag_of(node) for node, _ in inside]
        return next((tag for tag in tags if tag.endswith(self._bringing) and tag not in self._controls), "")

    @cached_property
    def _working(self) -> list[tuple[int, str]]:
        """Start and tag of the file's elements that work by themselves, in order."""
        return [
            (node.start_byte, tag_of(node))
            for node, frame in self._reading.outline.spots["element"]
            if self._works(node, frame)
        ]

    def _works(self, node: Node, frame: Frame) -> bool:
        tag = tag_of(node)
        if tag.endswith(self._openers):
            return True
        if tag != "input" and tag not in self._links:
            return False
        inner = Element(node, frame)
        names = [name for name in self._destinations if name in inner.attributes]
        return inner.literal("type") == "file" or any(inner.literal(name) not in self._dead for name in names)
