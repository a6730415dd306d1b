"""What keeps an element alive besides its own handler: what stands around it, what stands in it, and how it looks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property

from tree_sitter import Node

from prodlint.languages.ecmascript.elements import (
    Element,
    attribute_around,
    attribute_names,
    forwards_props,
    tags_around,
)
from prodlint.languages.ecmascript.handlers import Handler
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import is_function, words
from prodlint.names import words_of
from prodlint.vocabulary import ControlWord

SPREAD_OF_A_CALL = re.compile(rb"\{\s*\.\.\.[\w.]+\(")
CLIMB = 80
"""How many nodes around an element are searched for its component."""


class Placement:
    """Judges where the elements of one file stand."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        vocabulary = reading.vocabulary
        self._touches = vocabulary.words("touch_handlers")
        self._forms = vocabulary.words("forms")
        self._form_handlers = vocabulary.words("form_handlers")
        self._links = vocabulary.words("links")
        self._slots = vocabulary.words("slots")
        self._slot_endings = tuple(sorted(vocabulary.words("slot_endings")))
        self._wrapping_slots = vocabulary.words("wrapping_slots")
        self._opening_endings = tuple(sorted(vocabulary.words("opening_endings")))
        self._opening_roots = vocabulary.words("opening_roots")
        self._opened_by = vocabulary.words("opened_by")
        self._contents = vocabulary.words("opening_contents")
        self._slot_attributes = vocabulary.words("slot_attributes")
        self._slot_words = vocabulary.words("slot_attribute_words")
        self._watches = _calls(vocabulary.words("form_watches"))
        self._states = _calls(vocabulary.words("form_states"))
        self._untouchable = vocabulary.pattern("untouchable-element")
        self._shielding = vocabulary.pattern("shielding-element")
        self._touchable = vocabulary.pattern("touchable-element")
        self._dragged = vocabulary.pattern("dragged-element")
        touches = b"|".join(re.escape(name.encode()) for name in sorted(self._touches))
        goals = b"|".join(re.escape(name.encode()) for name in sorted(vocabulary.words("destinations")))
        self._listening = re.compile(vocabulary.pattern("listening-attribute").pattern.encode())
        self._touching = re.compile(b"\\b(?:" + touches + b"|onSelect)=")
        self._reacting = re.compile(b"\\b(?:" + touches + b"|onSelect|" + goals + b")=")

    def alive(self, element: Element, word: ControlWord) -> Handler | None:
        """Why an element without an effective handler is alive, None when nothing speaks for it."""
        if word.kind == "form":
            return self.alive_form(element)
        looks = self._by_looks(element)
        if looks is not None:
            return looks
        if word.kind == "gesture":
            return self._gesture(element)
        around = self._by_place(element, submits=word.kind == "button" and not _is_push(element))
        return around or self._by_contents(element) or self._local_component(element)

    def alive_form(self, element: Element) -> Handler | None:
        """A form without submit handler is alive when something in it listens."""
        inside = _inside(self._reading, element)
        if b"onClick" in inside or b"formAction" in inside or b"onPress" in inside:
            return Handler("wired", "a control inside listens")
        if self._listening.search(inside):
            return Handler("wired", "a field inside listens")
        if any(watch in self._reading.text for watch in self._watches):
            return Handler("wired", "its fields are watched")
        return None

    def _by_looks(self, element: Element) -> Handler | None:
        """An element that no pointer reaches, or that is there to be dragged."""
        own = words(element.node)
        if self._dragged.search(own):
            return Handler("wired", "dragged")
        if self._untouchable.search(own) or self._is_shielded(element):
            return Handler("disabled", "cannot be touched")
        return None

    def _is_shielded(self, element: Element) -> bool:
        """Whether an element around keeps pointers from all that stands in it."""
        for opening in (element.node, *(opening for _, opening in tags_around(element))):
            text = words(opening)
            if self._touchable.search(text):
                return False
            if self._shielding.search(text):
                return True
        return False

    def _gesture(self, element: Element) -> Handler | None:
        """An empty click handler on what opens something itself, or in an element that gets the click, too."""
        if self._is_slot(element.tag):
            return Handler("delegated", "a trigger itself")
        for tag, opening in tags_around(element):
            if self._is_touched(opening):
                return Handler("wired", f"inside <{tag}> with a handler")
        return None

    def _by_place(self, element: Element, *, submits: bool) -> Handler | None:
        attribute = attribute_around(element)
        if attribute and (attribute in self._slot_attributes or words_of(attribute)[-1] in self._slot_words):
            return Handler("delegated", f"in {attribute}")
        for step, (tag, opening) in enumerate(tags_around(element)):
            if tag in self._forms:
                if element.literal("type") == "reset":
                    return Handler("wired", "resets the form")
                if submits:
                    return self._in_form(opening)
            if self._is_slot(tag) or (step == 0 and self._wraps_its_trigger(tag, opening)):
                return Handler("delegated", f"inside <{tag}>")
            if tag in self._links:
                return Handler("wired", f"inside <{tag}>")
            if self._is_touched(opening):
                return Handler("wired", f"inside <{tag}> with a handler")
        if element.literal("type") == "submit" or (submits and self._knows_its_form(element.frame)):
            return Handler("delegated", "submits an outer form")
        return None

    def _is_touched(self, opening: Node) -> bool:
        """Whether a start tag has a click handler, its own or one that comes with what a call gives it."""
        text = opening.text or b""
        return SPREAD_OF_A_CALL.search(text) is not None or (
            self._touching.search(text) is not None and bool((self._touches | {"onSelect"}) & set(attribute_names(opening)))
        )

    def _wraps_its_trigger(self, tag: str, opening: Node) -> bool:
        """Whether a component takes its one child for what opens it: it is given its contents otherwise, or becomes it."""
        names = attribute_names(opening)
        if "asChild" in names or tag in self._wrapping_slots:
            return True
        if not tag.endswith(self._opening_endings):
            return False
        opens_itself = tag not in self._opening_roots and self._opened_by.isdisjoint(names)
        return opens_itself or not self._contents.isdisjoint(names)

    def _in_form(self, opening: Node) -> Handler:
        names = attribute_names(opening)
        handler = next((name for name in names if name in self._form_handlers), "")
        if handler:
            return Handler("wired", f"inside a form with {handler}")
        return Handler("delegated", "inside a form")

    def _knows_its_form(self, frame: Frame) -> bool:
        """Whether the component asks for the state of the form that it stands in."""
        around = next((each.node for each in frame.climb(CLIMB) if is_function(each.node)), None)
        return around is not None and any(state in (around.text or b"") for state in self._states)

    def _is_slot(self, tag: str) -> bool:
        return tag in self._slots or tag.endswith(self._slot_endings)

    def _by_contents(self, element: Element) -> Handler | None:
        """A frame around what is touched, and a stop for the keyboard that shows nothing."""
        if self._reacts_inside(element):
            return Handler("delegated", "what stands in it reacts")
        if element.whole is element.node and "tabIndex" in element.attributes and element.tag.islower():
            named = {"aria-label", "title", "value", "children"} & set(element.attributes)
            return None if named else Handler("delegated", "only takes the focus")
        return None

    def _reacts_inside(self, element: Element) -> bool:
        first = bisect_left(self._reactions, element.node.end_byte)
        return first < len(self._reactions) and self._reactions[first] < element.whole.end_byte

    @cached_property
    def _reactions(self) -> list[int]:
        """Where the file's text names an attribute that makes an element react, in order."""
        return [found.start() for found in self._reacting.finditer(self._reading.text)]

    def _local_component(self, element: Element) -> Handler | None:
        """A component of this file decides itself; so does one that forwards what it was given."""
        if element.tag[:1].isupper() and "." not in element.tag:
            known = self._reading.function_named(element.tag, -1) or self._reading.value_of(element.tag, -1)
            if known is not None:
                return Handler("delegated", "component of this file")
        return Handler("delegated", "forwarded props") if forwards_props(element) else None


def _calls(names: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(sorted(f"{name}(".encode() for name in names))


def _inside(reading: Reading, element: Element) -> bytes:
    """What stands between the start tag and the end of the element."""
    return reading.text[element.node.end_byte : element.whole.end_byte]


def _is_push(element: Element) -> bool:
    return element.literal("type") in ("button", "reset")
