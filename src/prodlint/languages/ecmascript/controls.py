"""JSX elements a person can touch → Control facts: what happens on activation, and why a control counts as alive."""

from __future__ import annotations

import re

from prodlint.fact import Control
from prodlint.languages.ecmascript.alive import Alive
from prodlint.languages.ecmascript.branches import is_never_taken
from prodlint.languages.ecmascript.elements import Element, elements_around, label_of, tag_of, touching
from prodlint.languages.ecmascript.handlers import INERT, Handler, Judge
from prodlint.languages.ecmascript.libraries import ANY, Libraries
from prodlint.languages.ecmascript.listeners import listeners
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.unread import Unread
from prodlint.languages.ecmascript.wrapping import Wrapping
from prodlint.vocabulary import ControlWord

LABELS = ("aria-label", "title", "label", "accessibilityLabel", "text", "children", "tooltip")
TRIGGERS = frozenset({"button", "menu-item"})
"""Kinds of controls that a component around may take for what opens it."""
DATA = frozenset({"identifier", "member_expression", "subscript_expression"})
"""What an element is given to show, where it is no text of its own."""


def controls(reading: Reading) -> list[Control]:
    """A Control fact for every element that is a control, or has a click handler that does nothing."""
    reader = _Controls(reading)
    found = []
    for node, frame in reading.outline.spots["element"]:
        word = reader.word_of(tag_of(node))
        if word is None or word.name == ANY:
            # Any element becomes a control by a click handler or a role; only those that have one are taken apart.
            text, named = node.text or b"", word or reader.own_word(tag_of(node))
            word = (named or reader.gesture) if reader.may_be_touched(text, named) else reader.role_word(tag_of(node), text)
            if word is None:
                continue
        element = Element(node, frame)
        control = reader.control(element, reader.word_for(element) or word)
        if control is not None:
            found.append(control)
    return sorted([*found, *listeners(reading)], key=lambda control: control.start)


class _Controls:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        vocabulary = reading.vocabulary
        self._judge = Judge(reading)
        self._alive = Alive(reading, self._state)
        self._unread = Unread(reading)
        self._destinations = tuple(sorted(vocabulary.words("destinations")))
        self._absorbers = vocabulary.words("tap-absorbers")
        self._handles = vocabulary.pattern("handler-attribute")
        self._touches = vocabulary.words("touch_handlers")
        self._touching = touching(vocabulary)
        self.gesture = ControlWord(name="", kind="gesture", handlers=tuple(sorted(self._touches)), toolkit="react")
        self._own_handlers = vocabulary.words("own-handlers")
        acting = self._touches | self._own_handlers
        self._acting = re.compile(b"\\b(?:" + b"|".join(re.escape(name.encode()) for name in sorted(acting)) + b")=")
        self._own_endings = tuple(sorted(vocabulary.words("own-button-endings")))
        self._own_button = ControlWord(name="", kind="button", handlers=tuple(sorted(acting)), toolkit="react")
        self._role = ControlWord(name="", kind="button", handlers=tuple(sorted(self._touches)), toolkit="react")
        self._pressing = vocabulary.words("pressed-as-a-whole")
        self._takes_role = vocabulary.bytes_pattern("takes-role-of-a-button")
        self._wrapping = Wrapping(reading)
        libraries = Libraries(reading)
        self.word_of, self.word_for = libraries.word_of, libraries.word_for
        self._module_of, self._looks = libraries.module_of, vocabulary.words("looks_only")

    def may_be_touched(self, tag_text: bytes, word: ControlWord | None) -> bool:
        """Whether a start tag has a click handler, a button of the product's own one of any name for it."""
        return (self._acting if word is self._own_button else self._touching).search(tag_text) is not None

    def own_word(self, tag: str) -> ControlWord | None:
        """The word for a button of the product's own, by how its name ends."""
        return self._own_button if tag[:1].isupper() and "." not in tag and tag.endswith(self._own_endings) else None

    def role_word(self, tag: str, tag_text: bytes) -> ControlWord | None:
        """The word for an element of HTML that tells the browser that it is a button and can be reached by the keyboard."""
        told = self._takes_role is not None and tag.islower() and self._takes_role.match(tag_text)
        return self._role if told else None

    def control(self, element: Element, word: ControlWord) -> Control | None:
        """The fact for one element, None when it is no control after all."""
        if word in (self.gesture, self._own_button) and not any(name in element.attributes for name in word.handlers):
            return None
        if not self._is_control(element, word):
            return None
        href = self._href(element)
        handler = self._state(element, word)
        start, end = self._place(element, word, handler)
        return Control(
            start=start,
            end=end,
            region=self._reading.region(element.node.start_byte),
            toolkit=word.toolkit,
            kind=word.kind,
            tag=element.tag,
            label=label_of(self._reading, element, LABELS if element.tag != "input" else ("value", "aria-label")),
            handler=handler.state,
            why=handler.why,
            target=handler.target,
            href=href or "",
            says=handler.says,
            attributes=(*element.attributes, *("..." for _ in element.spreads)),
            begins=element.node.start_byte if start != element.node.start_byte else -1,
        )

    def _is_control(self, element: Element, word: ControlWord) -> bool:
        if element.tag == "input":
            return element.literal("type") != "hidden"
        if element.tag == "a":
            return "name" not in element.attributes or "href" in element.attributes
        if word.kind == "link" and not any(name in element.attributes for name in self._destinations):
            # An icon may be called Link, too.
            return element.whole is not element.node
        return True

    def _place(self, element: Element, word: ControlWord, handler: Handler) -> tuple[int, int]:
        if handler.span is not None:
            return handler.span
        if handler.state in INERT and handler.why in element.attributes:
            return element.span_of(handler.why)
        return element.node.start_byte, element.node.end_byte

    def _href(self, element: Element) -> str | None:
        for name in self._destinations:
            if name in element.attributes:
                return element.literal(name)
        return None

    def _state(self, element: Element, word: ControlWord) -> Handler:
        handled = self._own_handler(element, word)
        if handled is not None and handled.state not in INERT:
            return handled
        if handled is not None and word.kind == "form":
            return (handled.state == "prevent-default-only" and self._unsubmitted(element)) or handled
        alive = self._alive.reason(element, word, self._href(element))
        if alive is not None:
            return alive
        if handled is not None and not (word.optional and word.kind == "button"):
            absorbs = handled.state == "empty" and element.tag in self._absorbers
            return Handler("system", "keeps touches from what lies below") if absorbs else handled
        if word.optional:
            return self._unread.verdict(element, word) or Handler("delegated", "needs no handler")
        if word is self._role and any(outer.tag in self._pressing for outer in elements_around(element)):
            return Handler("delegated", "what is around it is pressed")
        if word.kind in TRIGGERS and (owner := self._wrapping.takes(element)):
            return Handler("delegated", f"inside <{owner}>")
        if word.kind == "menu-item" and self._is_own(element):
            return Handler("delegated", "a component of the project that is given what it shows")
        if word.kind == "form" and self._cannot_be_sent(element):
            return Handler("delegated", "nothing in it submits")
        if is_never_taken(self._reading, element):
            return Handler("delegated", "no entry of its list comes here")
        return Handler("missing")

    def _is_own(self, element: Element) -> bool:
        """Whether an element without contents comes from a file beside this one and is given data to show."""
        if element.whole is not element.node or not self._module_of(element.tag).startswith("."):
            return False
        values = (element.value(name) for name in element.attributes if name not in self._looks)
        return any(value is not None and value.type in DATA for value in values)

    def _unsubmitted(self, element: Element) -> Handler | None:
        """Why a form is alive that only keeps the browser from submitting it: nothing in it submits, and something listens."""
        inside = range(element.node.end_byte, element.whole.end_byte)
        if b"submit" in self._reading.text[inside.start : inside.stop].lower():
            return None
        for node, frame in self._reading.outline.spots["element"]:
            if node.start_byte in inside and self._may_submit(Element(node, frame)):
                return None
        return self._alive.alive_form(element)

    def _cannot_be_sent(self, form: Element) -> bool:
        """Whether a form only groups fields: it has no button, and no browser sends several fields by the enter key then."""
        start, end = form.node.end_byte, form.whole.end_byte
        if any(each in self._reading.text[start:end].lower() for each in (b"button", b"submit")):
            return False
        words = [self.word_of(tag_of(node)) for node, _ in self._reading.elements_in(start, end)]
        kinds = [word.kind for word in words if word is not None and word.name != ANY]
        return kinds.count("field") > 1 and "button" not in kinds

    def _may_submit(self, element: Element) -> bool:
        word = self.word_of(element.tag)
        if word is None or word.name == ANY or word.kind != "button" or not self._is_control(element, word):
            return False
        return element.literal("type") not in ("button", "reset") and self._touches.isdisjoint(element.attributes)

    def _own_handler(self, element: Element, word: ControlWord) -> Handler | None:
        """The liveliest verdict on the element's event attributes, the toolkit's own handlers first."""
        names = [name for name in word.handlers if name in element.attributes]
        if word.kind == "button" and element.tag.endswith(self._own_endings):
            names += [name for name in element.attributes if name in self._own_handlers and name not in names]
        names += [name for name in element.attributes if self._handles.match(name) and name not in names]
        if word is self.gesture:
            names = [name for name in names if name in self._touches]
        verdicts = []
        for name in names:
            value = element.value(name)
            if value is None:
                expression = element.attributes[name]
                verdicts.append(Handler("wired" if expression is None else "comment-only", name))
            else:
                verdicts.append(self._judge.judge(value, element.frame, name))
        alive = next((verdict for verdict in verdicts if verdict.state not in INERT), None)
        return alive or (verdicts[0] if verdicts else None)
