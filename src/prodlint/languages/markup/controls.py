"""Elements a person can touch → Control facts: what happens on activation, and why a control counts as alive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from prodlint.fact import Control
from prodlint.languages.forms import BY_ADDRESS, asks_by_its_address
from prodlint.languages.markup.document import Attribute, Document, Element
from prodlint.languages.markup.handlers import INERT, Handler, Judge
from prodlint.languages.markup.words import label_of
from prodlint.vocabulary import ControlWord, Vocabulary

BINDING = re.compile(r"^(?:v-bind:|:|\[)|\]$")
HOOK_PART = re.compile(r"[-_]")


def controls(document: Document, vocabulary: Vocabulary, judge: Judge, toolkit: str) -> list[Control]:
    """A Control fact for every element that is a control, or that has a click handler which does nothing."""
    reader = _Controls(document, vocabulary, judge, toolkit)
    found = (reader.control(number, element) for number, element in enumerate(document.elements))
    return [control for control in found if control is not None]


class _Controls:
    def __init__(self, document: Document, vocabulary: Vocabulary, judge: Judge, toolkit: str) -> None:
        self._document = document
        self._judge = judge
        self._toolkit = toolkit
        self._vocabulary = vocabulary
        self._words = vocabulary.markup_controls
        self._event = vocabulary.pattern("markup-event")
        self._passive = vocabulary.pattern("markup-passive-event")
        self._touch = vocabulary.pattern("markup-touch")
        self._plain = vocabulary.pattern("markup-plain-attribute")
        self._spread = vocabulary.words("markup-spreads")
        self._destinations = tuple(sorted(vocabulary.words("markup-destinations")))
        self._dead = vocabulary.words("dead_destinations")
        self._inert_data = vocabulary.words("inert_data_prefixes")
        self._carriers = vocabulary.words("markup-carriers")
        self._opened_inside = vocabulary.words("markup-opened-inside")
        self._slot_endings = tuple(sorted(vocabulary.words("markup-slot-endings")))
        self._opened = vocabulary.words("markup-opened-elsewhere")
        self._disabling = vocabulary.words("markup-disabled")
        self._shielding = vocabulary.pattern("markup-shielding")
        self._looks = vocabulary.words("markup-looks")
        self._slots = tuple(sorted(vocabulary.words("markup-slots")))
        self._types = tuple(sorted(vocabulary.words("markup-submit-types")))
        self._gesture = ControlWord(name="", kind="gesture")

    def control(self, number: int, element: Element) -> Control | None:
        """The fact for one element, None when it is no control."""
        word = self._words.get(element.tag)
        if word is None:
            touched = any(self._touch.match(name) for name in element.attributes)
            if not touched:
                return None
            word = self._gesture
        if not self._is_control(element, word):
            return None
        handler = self._verdict(number, element, word)
        start, end = self._place(element, handler)
        return Control(
            start=start,
            end=end,
            toolkit=word.toolkit if word.toolkit not in ("", "html") else self._toolkit,
            kind=word.kind,
            tag=element.tag,
            label=label_of(self._document, self._speaker(element, word)),
            handler=handler.state,
            why=handler.why,
            target=handler.target,
            href=self._href(element) or "",
            says=handler.says,
            name=element.text_of("id"),
            attributes=tuple(element.attributes),
            begins=element.start if start != element.start else -1,
            reach=self._reach(number, element),
        )

    def _is_control(self, element: Element, word: ControlWord) -> bool:
        if element.tag == "input":
            return element.text_of("type").lower() in ("button", "submit", "image", "reset")
        if element.tag == "a":
            names = element.attributes
            return any(name in names for name in self._destinations) or not ("name" in names or "id" in names)
        return True

    def _speaker(self, element: Element, word: ControlWord) -> Element:
        """The element whose words are the control's: of a form, its first button."""
        if word.kind != "form":
            return element
        inside = (each for each in self._document.inside(element) if each.tag in ("button", "Button"))
        return next(inside, element)

    def _place(self, element: Element, handler: Handler) -> tuple[int, int]:
        if handler.span is not None:
            return handler.span
        if handler.state in INERT and handler.why in element.attributes:
            attribute = element.attributes[handler.why]
            return attribute.start, attribute.end
        return element.start, element.end

    def _href(self, element: Element) -> str | None:
        """The literal destination, None where there is none or it is computed."""
        for name in self._destinations:
            attribute = element.attributes.get(name)
            if attribute is not None and not attribute.braced:
                return (attribute.value or "").strip()
        return None

    def _verdict(self, number: int, element: Element, word: ControlWord) -> Handler:
        handled = self._own(element)
        if handled is not None and handled.state not in INERT:
            return handled
        alive = self._alive(number, element, word)
        if alive is not None:
            return alive
        return handled or Handler("missing")

    def _own(self, element: Element) -> Handler | None:
        """The liveliest verdict on the element's event attributes, None when it has none that count."""
        verdicts = [self._of_event(attribute) for attribute in self._events(element)]
        return next((each for each in verdicts if each.state not in INERT), verdicts[0] if verdicts else None)

    def _events(self, element: Element) -> Iterable[Attribute]:
        for name, attribute in element.attributes.items():
            if self._event.match(name) and not self._passive.search(name):
                yield attribute

    def _of_event(self, attribute: Attribute) -> Handler:
        name = attribute.name
        if attribute.value is not None:
            return self._judge.judge(attribute)
        if "prevent" in name:
            return Handler("prevent-default-only", name)
        if self._vocabulary.pattern("markup-forwards").match(name):
            return Handler("delegated", "forwarded to whoever uses it")
        return Handler("delegated" if ".stop" in name else "empty", name)

    def _alive(self, number: int, element: Element, word: ControlWord) -> Handler | None:
        """What keeps a control without an effective handler alive, None when nothing does."""
        if element.templated or any(name in self._spread for name in element.attributes):
            return Handler("delegated", "spread attributes")
        if any(map(self._is_disabled, [element, *self._document.around(number)[:1]])):
            return Handler("disabled", "disabled")
        if any(self._shielding.search(self._start_tag(each)) for each in (element, *self._document.around(number))):
            return Handler("disabled", "cannot be touched")
        if element.close == element.end and word.kind == "button" and not label_of(self._document, element):
            return Handler("delegated", "it is empty until something fills it")
        href = self._href(element)
        dead = self._destinations if href is not None and href in self._dead else ()
        for name, attribute in element.attributes.items():
            if name not in dead and self._is_hook(attribute, word):
                return Handler("delegated" if dead else "wired", name)
        if element.text_of("id") and element.text_of("id") in self._triggers:
            return Handler("wired", "a trigger by its id")
        if word.kind == "button" and any(each.tag in self._opened_inside for each in self._document.inside(element)):
            return Handler("wired", "opens what stands in it")
        if any(each.tag == "slot" or each.tag.startswith("ng-content") for each in self._document.inside(element, 12)):
            return Handler("delegated", "slot")
        if self._toolkit == "vue" and self._is_root(number):
            return Handler("delegated", "root of its component")
        if word.kind == "gesture":
            return None
        return self._by_place(number, element, word)

    def _start_tag(self, element: Element) -> str:
        return self._document.text[element.start : element.end].decode("utf-8", "replace")

    def _is_disabled(self, element: Element) -> bool:
        return not self._disabling.isdisjoint(element.attributes) or "disabled" in element.text_of("class").lower()

    def _is_hook(self, attribute: Attribute, word: ControlWord) -> bool:
        """Whether an attribute makes its element alive: HTML's own for that, and any that HTML does not know."""
        name = attribute.name
        if name.startswith("data-"):
            return name not in self._inert_data
        if name in word.alive:
            return bool(attribute.value) or name not in ("action", "href", "to")
        if self._event.match(name):
            return False
        return not self._plain.match(name) and BINDING.sub("", name) not in self._looks

    @cached_property
    def _triggers(self) -> frozenset[str]:
        """The ids of the elements that open something which names them."""
        return frozenset(each.text_of("trigger") for each in self._document.elements)

    def _is_root(self, number: int) -> bool:
        """Whether it is the one element of a component's template, to which what is given to the component goes."""
        parent = self._document.elements[number].parent
        if parent < 0 or self._document.elements[parent].tag != "template" or self._document.elements[parent].parent >= 0:
            return False
        return sum(each.parent == parent for each in self._document.elements) == 1

    def _by_place(self, number: int, element: Element, word: ControlWord) -> Handler | None:
        if word.kind == "form":
            return self._form(element)
        kind = element.text_of("type").lower()
        for around in self._document.around(number):
            if around.tag == "form" and kind == "reset":
                return Handler("wired", "resets the form")
            if around.tag == "form" and word.kind == "button" and kind != "button":
                return Handler("delegated", "inside a form")
            if around.tag in self._carriers:
                return Handler("wired", f"inside <{around.tag}>")
            if any(self._touch.match(name) for name in around.attributes):
                return Handler("wired", f"inside <{around.tag}> with a handler")
            if around.tag not in self._opened and (around.tag.endswith(self._slot_endings) or self._is_slot(around)):
                return Handler("delegated", f"inside <{around.tag}>")
        handed = next((name for start, end, name in self._document.snippets if start < element.start < end), "")
        if handed in self._slots:
            return Handler("delegated", f"handed over as the {handed}")
        if "submit" in (kind, *map(element.text_of, self._types)) or (
            kind != "button" and word.kind == "button" and self._is_fragment
        ):
            return Handler("delegated", "submits an outer form")
        return None

    def _is_slot(self, element: Element) -> bool:
        """Whether an element is the content of a slot from which something opens."""
        if element.text_of("slot") in self._slots:
            return True
        return element.tag == "template" and any(re.split("[:#]", name)[-1] in self._slots for name in element.attributes)

    @cached_property
    def _is_fragment(self) -> bool:
        """Whether the file is a part of a page that others put together, in whose form it may stand."""
        return self._toolkit == "html" and self._vocabulary.bytes_pattern("whole-page").search(self._document.text) is None  # type: ignore[union-attr]

    def _form(self, element: Element) -> Handler | None:
        """A form without submit handler is alive when something in it listens."""
        inside = self._document.inside(element, 200)
        for each in inside:
            if any(self._event.match(name) and each.attributes[name].value for name in each.attributes):
                return Handler("wired", "a control inside listens")
            if any(name.startswith(("formaction", "hx-")) for name in each.attributes):
                return Handler("wired", "a control inside listens")
        buttons = [each for each in inside if each.tag == "button" or each.text_of("type").lower() in ("submit", "image")]
        if element.text_of("role") == "search" or not buttons:
            return Handler("delegated", "nothing in it submits")
        fields = [(name, each.text_of("type").lower() or each.tag) for each in inside if (name := each.text_of("name"))]
        return Handler("system", BY_ADDRESS) if asks_by_its_address(fields, self._vocabulary) else None

    def _reach(self, number: int, element: Element) -> tuple[str, ...]:
        """The names by which a script may get hold of an element, or of one around it to which it listens."""
        named = {element.text_of("id"), element.text_of("name")} - {""}
        named |= {each[: cut.end()] for each in named for cut in HOOK_PART.finditer(each)}
        data = {name for name in element.attributes if name.startswith("data-")}
        own = {element.tag, *named, *data, *element.text_of("class").split()}
        outer = self._document.around(number)
        around = {name for each in outer for name in (each.text_of("id"), *each.text_of("class").split()) if name}
        return tuple(sorted({"#" + name for name in named} | {"=" + name for name in own} | {">" + name for name in around}))
