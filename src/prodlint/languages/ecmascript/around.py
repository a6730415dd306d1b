"""What keeps a JSX control alive from outside: the form, link, trigger or component around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tree_sitter import Node

from prodlint.languages.ecmascript.elements import (
    Element,
    attribute_around,
    attribute_names,
    call_given,
    elements_around,
    is_push,
)
from prodlint.languages.ecmascript.handlers import INERT, Handler
from prodlint.languages.ecmascript.libraries import Libraries
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import dotted, is_function, last_name, words
from prodlint.languages.forms import BY_ADDRESS, IN_VAIN, asks_by_its_address
from prodlint.names import words_of
from prodlint.vocabulary import ControlWord

Verdict = Callable[[Element, ControlWord], Handler]
DOES_NOTHING = frozenset({*INERT, "missing"})
CLIMB = 80
"""How many nodes around an element are searched for its component."""


class Around:
    """The reasons of one file's controls.  `verdict` is that on a whole control: a button in a form is as alive as the form."""

    def __init__(self, reading: Reading, verdict: Verdict) -> None:
        vocabulary = reading.vocabulary
        self._reading = reading
        self._verdict = verdict
        libraries = Libraries(reading)
        self._name_of, self._word_of = libraries.name_of, libraries.word_of
        self._taking = vocabulary.words("element-taking-calls")
        self._rendering = vocabulary.words("rendering-calls")
        self._forms_known: dict[int, Handler] = {}
        self._forms = vocabulary.words("forms")
        self._push_toolkits = vocabulary.words("push-toolkits")
        self._submit_types = tuple(sorted(vocabulary.words("submit-types")))
        self._menu_handlers = vocabulary.words("menu-handlers")
        self._menu_endings = tuple(sorted(vocabulary.words("menu-endings")))
        self._covering = vocabulary.words("covering-elements")
        self._form_handlers = vocabulary.words("form_handlers")
        self._watches = _calls(vocabulary.words("form_watches"))
        self._states = _calls(vocabulary.words("form_states"))
        self._listening = re.compile(vocabulary.pattern("listening-attribute").pattern.encode())
        self._links = vocabulary.words("links")
        self._destinations = tuple(sorted(vocabulary.words("destinations")))
        self._dead = vocabulary.words("dead_destinations")
        self._link_endings = tuple(sorted(vocabulary.words("link_endings")))
        self._looks = vocabulary.words("looks_only")
        self._outside = vocabulary.pattern("contents-from-outside")
        self._slots = vocabulary.words("slots")
        self._slot_endings = tuple(sorted(vocabulary.words("slot_endings")))
        self._slot_attributes = vocabulary.words("slot_attributes")
        self._wrapping_slots = vocabulary.words("wrapping_slots")
        self._opening_endings = tuple(sorted(vocabulary.words("opening_endings")))
        self._opening_roots = vocabulary.words("opening_roots")
        self._opened_by = vocabulary.words("opened_by")
        self._contents = vocabulary.words("opening_contents")
        self._slot_words = vocabulary.words("slot_attribute_words")
        self._touches = vocabulary.words("touch_handlers") | vocabulary.words("choosing-handlers")
        self._nothing = vocabulary.words("nothing-to-show")
        self._absorbers = vocabulary.words("tap-absorbers")

    def reason(self, element: Element, word: ControlWord) -> Handler | None:
        """Why what stands around a control makes it alive; None when nothing does."""
        submits = word.kind == "button" and self._submits(element, word)
        is_item, covered = word.kind == "menu-item", False
        attribute = attribute_around(element)
        if attribute and (attribute in self._slot_attributes or words_of(attribute)[-1] in self._slot_words):
            return Handler("delegated", f"in {attribute}")
        if taker := self._taker(element):
            return Handler("delegated", f"handed to {taker}")
        outers = list(elements_around(element))
        if not is_item and self._opens_what_is_around(outers):
            return Handler("delegated", f"inside <{outers[0].tag}>")
        for outer in outers:
            tag = self._name_of(outer.tag)
            if tag in self._forms:
                if element.literal("type") == "reset":
                    return Handler("wired", "resets the form")
                if submits:
                    return self._in_form(outer)
            covered = covered or tag in self._covering
            if not covered and self._is_slot(tag):
                return Handler("delegated", f"inside <{tag}>")
            if is_item and tag.endswith(self._menu_endings) and (told := self._told(outer)):
                return Handler("wired", f"inside <{tag}> with {told}")
            if tag in self._links or self._leads_somewhere(outer):
                return Handler("wired", f"inside <{tag}>")
            if self._is_touched(outer):
                return Handler("wired", f"inside <{tag}> with a handler")
        if element.literal("type") == "submit" or (submits and self._knows_its_form(element.frame)):
            return Handler("delegated", "submits an outer form")
        return None

    def _taker(self, element: Element) -> str:
        """The function that is given an element and may give it a handler, "" where none is or it only draws it."""
        call = call_given(element)
        function = call.child_by_field_name("function") if call is not None else None
        callee = dotted(function) if function is not None else ""
        takes = self._reading.vocabulary.effect(callee) == "unknown" and last_name(callee) not in self._rendering
        return callee if callee and (takes or last_name(callee) in self._taking) else ""

    def _opens_what_is_around(self, outers: list[Element]) -> bool:
        """Whether the element next around takes its one child for what opens it; inside of a trigger, it is what is opened."""
        if not outers or not self._wraps_its_trigger(self._name_of(outers[0].tag), outers[0].node):
            return False
        return outers[0].tag not in self._covering or len(outers) < 2 or not self._is_slot(outers[1].tag)

    def gesture(self, element: Element) -> Handler | None:
        """An empty click handler on what opens something itself or stands for no rows, or in what gets the click, too."""
        if self._is_slot(element.tag):
            return Handler("delegated", "a trigger itself")
        if not self._nothing.isdisjoint(words_of(attribute_around(element))):
            return Handler("delegated", "says that there is nothing")
        outer = next((each for each in elements_around(element) if self._is_touched(each)), None)
        return Handler("wired", f"inside <{outer.tag}> with a handler") if outer is not None else None

    def _is_touched(self, outer: Element) -> bool:
        """Whether an element has a click handler, its own or one that comes with what a call gives it."""
        touched = outer.tag not in self._absorbers and not self._touches.isdisjoint(outer.attributes)
        return touched or any(spread.endswith(")") for spread in outer.spreads)

    def _knows_its_form(self, frame: Frame) -> bool:
        """Whether the component asks for the state of the form that it stands in."""
        around = next((each.node for each in frame.climb(CLIMB) if is_function(each.node)), None)
        return around is not None and any(state in (around.text or b"") for state in self._states)

    def _wraps_its_trigger(self, tag: str, opening: Node) -> bool:
        """Whether a component that opens something takes its one child as what opens it: it is given its contents otherwise."""
        names = attribute_names(opening)
        if "asChild" in names or tag in self._wrapping_slots:
            return True
        if not tag.endswith(self._opening_endings):
            return False
        opens_itself = tag not in self._opening_roots and self._opened_by.isdisjoint(names)
        return opens_itself or not self._contents.isdisjoint(names)

    def _told(self, menu: Element) -> str:
        """The handler of a menu that hears of its items, "" when it has none."""
        handler = next((name for name in menu.attributes if name in self._menu_handlers), "")
        return handler or ("spread props" if menu.spreads else "")

    def _submits(self, element: Element, word: ControlWord) -> bool:
        """Whether a button sends the form around: in most libraries only one that says so."""
        if word.toolkit not in self._push_toolkits:
            return not is_push(element)
        said = [name for name in self._submit_types if name in element.attributes]
        return any(element.literal(name) in (None, "submit") for name in said)

    def _in_form(self, form: Element) -> Handler:
        """What a button that submits is worth: no more than its form."""
        word = self._word_of(form.tag)
        verdict = self._forms_known.get(form.node.start_byte)
        if verdict is None and word is not None and word.kind == "form":
            verdict = self._forms_known[form.node.start_byte] = self._verdict(form, word)
        if verdict is not None and verdict.state in DOES_NOTHING:
            return Handler("missing", IN_VAIN)
        handler = next((name for name in attribute_names(form.node) if name in self._form_handlers), "")
        return Handler("wired", f"inside a form with {handler}") if handler else Handler("delegated", "inside a form")

    def _leads_somewhere(self, outer: Element) -> bool:
        """Whether a component is told a destination, or is called a link and told more than how it looks."""
        if not outer.tag[:1].isupper():
            return False
        leads = any(name in outer.attributes and outer.literal(name) not in self._dead for name in self._destinations)
        return leads or (outer.tag.endswith(self._link_endings) and not self._looks.issuperset(outer.attributes))

    def _is_filled_from_outside(self, form: Element) -> bool:
        """Whether all that stands in a form was given to the component."""
        inside = [child for child in form.whole.named_children[1:-1] if child.type not in ("jsx_text", "comment")]
        return bool(inside) and all(self._outside.search(words(child)) for child in inside)

    def alive_form(self, element: Element) -> Handler | None:
        """A form without submit handler is alive when something in it listens."""
        if self._is_filled_from_outside(element):
            return Handler("delegated", "its contents come from outside")
        inside = self._reading.text[element.node.end_byte : element.whole.end_byte]
        if b"onClick" in inside or b"formAction" in inside or b"onPress" in inside:
            return Handler("wired", "a control inside listens")
        if self._listening.search(inside):
            return Handler("wired", "a field inside listens")
        if any(watch in self._reading.text for watch in self._watches):
            return Handler("wired", "its fields are watched")
        return Handler("system", BY_ADDRESS) if asks_by_its_address(self._fields(element), self._reading.vocabulary) else None

    def _fields(self, form: Element) -> list[tuple[str, str]]:
        """Name and type of each field in a form that has a name."""
        inside = self._reading.elements_in(form.node.end_byte, form.whole.end_byte)
        fields = (Element(node, frame) for node, frame in inside)
        return [(name, field.literal("type") or field.tag.lower()) for field in fields if (name := field.literal("name"))]

    def _is_slot(self, tag: str) -> bool:
        return tag in self._slots or tag.endswith(self._slot_endings)


def _calls(names: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(sorted(f"{name}(".encode() for name in names))
