"""Storyboards and XIBs of Interface Builder: XML → the controls in them, and what the document itself connects them to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from prodlint.fact import Connection, Control
from prodlint.languages.xml import Element, comments_of, elements_of
from prodlint.parsed import Maker, Parsed
from prodlint.vocabulary import Vocabulary

_ROOT = "document"
_OBJECTS = "objects"
_CONNECTIONS = "connections"
_ACTION = "action"
_MAKES_WORK = (_ACTION, "segue", "binding")
"""What a connection is called by which a control does something by itself."""
_OUTLETS = ("outlet", "outletCollection")
_STRICT = "CocoaTouch"
"""Part of a document's type where the program ends at what it names in vain; elsewhere that is logged and left out."""
_LOOKS = "view"
"""The key under which an item of a toolbar holds the view that it looks like."""
_LOOKED_UP = ("identifier", "restorationIdentifier")
"""Attributes by which code may find a control."""
_STACK = "stackView"
_DEFAULT_TITLE = "Button"
"""What Interface Builder itself calls a new button."""
_ANSWERING = ("menu", "customView", "view", "popoverPresentationController")
"""Children that answer a touch in the control's place."""


class InterfaceBuilderFrontEnd:
    """Reads .storyboard and .xib files."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The document's elements, from which its controls are made on demand."""
        if b"<document" not in text:
            return Parsed({})
        elements, errors = elements_of(text)
        if not elements or elements[0].tag != _ROOT:
            return Parsed({}, errors)
        document = _Document(elements, vocabulary)
        makers: dict[str, Maker] = {
            "control": partial(_controls, document),
            "connection": partial(_joined, document),
            "comment": partial(comments_of, text),
        }
        return Parsed(makers, errors)


class _Document:
    """The elements of one document with the look-ups that its controls need."""

    def __init__(self, elements: list[Element], vocabulary: Vocabulary) -> None:
        self.elements = elements
        self.vocabulary = vocabulary
        self.children: dict[int, list[int]] = {}
        for number, element in enumerate(elements):
            self.children.setdefault(element.parent, []).append(number)
        self.outlets = {
            element.attributes.get("destination", ""): element.attributes.get("property", "")
            for element in elements
            if element.tag in _OUTLETS
        }
        self.classes = {
            element.attributes["id"]: element.attributes["customClass"]
            for element in elements
            if "id" in element.attributes and "customClass" in element.attributes
        }

    def holder(self, number: int) -> Element:
        """The element whose connections a connection is one of."""
        return self.elements[self.elements[self.elements[number].parent].parent]

    def owner(self, action: Element) -> str:
        """The class whose method an action calls, "" where the document does not say."""
        return self.classes.get(action.attributes.get("destination") or action.attributes.get("target", ""), "")

    def inside(self, number: int) -> list[int]:
        """The elements that belong to a control: its children and what these hold, but no control of its own."""
        found, waiting = [], list(self.children.get(number, ()))
        while waiting:
            child = waiting.pop()
            found.append(child)
            waiting.extend(self.children.get(child, ()))
        return found

    def kind(self, tag: str) -> str:
        """The kind of control that an element is, "" for no control."""
        word = self.vocabulary.controls.get(f"<{tag}>")
        return word.kind if word is not None else ""


def _joined(document: _Document) -> Iterator[Connection]:
    """The methods and properties that the document takes for granted, each with the class that should have it."""
    systems = {_ACTION: document.vocabulary.words("system-actions"), _OUTLETS[0]: document.vocabulary.words("system-outlets")}
    for number, element in enumerate(document.elements):
        attributes = element.attributes
        if element.tag not in (_ACTION, *_OUTLETS) or document.elements[element.parent].tag != _CONNECTIONS:
            continue
        if element.tag == _ACTION:
            named = attributes.get("selector", "").partition(":")[0]
            owner = document.owner(element)
        else:
            named = attributes.get("property", "")
            owner = document.holder(number).attributes.get("customClass", "")
        form = _ACTION if element.tag == _ACTION else _OUTLETS[0]
        if form == _ACTION and named in systems[form]:
            continue
        needed = _STRICT in document.elements[0].attributes.get("type", "") and named not in systems[form]
        yield Connection(
            start=element.start, end=element.end, side="document", form=form, name=named, owner=owner, needed=needed
        )


def _controls(document: _Document) -> list[Control]:
    numbered = enumerate(document.elements)
    return [_control(document, number, element) for number, element in numbered if document.kind(element.tag)]


def _control(document: _Document, number: int, element: Element) -> Control:
    inside = [document.elements[child] for child in document.inside(number)]
    attributes = element.attributes
    name = document.outlets.get(attributes.get("id", ""), "")
    state, why, target = _state(document, element, inside)
    return Control(
        start=element.start,
        end=element.end,
        toolkit="interface-builder",
        kind=document.kind(element.tag),
        tag=element.tag,
        label=_label(element, inside),
        handler=state,
        why=why,
        target=target,
        name=name,
        attributes=tuple(sorted(attributes)),
    )


def _label(element: Element, inside: list[Element]) -> str:
    """Its title, that of its cell or normal state, or what assistive technology calls it."""
    named = [element, *inside]
    titles = (each.attributes.get(key, "") for each in named for key in ("title", "label"))
    return next((title for title in titles if title), "")


def _state(document: _Document, element: Element, inside: list[Element]) -> tuple[str, str, str]:
    """(handler, why, target): what the document says; code that has an outlet may connect the rest."""
    attributes = element.attributes
    connected = next((each for each in inside if _connects(document, each)), None)
    if connected is not None:
        named = connected.attributes.get("selector") or connected.attributes.get("identifier", "")
        owner = document.owner(connected) if connected.tag == _ACTION else ""
        return "wired", connected.tag, f"{owner}.{named}".strip(".:")
    if any(attributes.get(name) == "NO" for name in ("enabled", "userInteractionEnabled")) or attributes.get("hidden") == "YES":
        return "disabled", "cannot be touched", ""
    if attributes.get("systemItem") in document.vocabulary.words("system_items"):
        return "system", "a space", ""
    if attributes.get("key") in document.vocabulary.words("system_holders"):
        return "system", "the system goes back", ""
    if attributes.get("key") == _LOOKS:
        return "delegated", "the looks of an item", ""
    return _reached(document, element, inside)


def _reached(document: _Document, element: Element, inside: list[Element]) -> tuple[str, str, str]:
    """Whether code or something around may do the work."""
    attributes = element.attributes
    if attributes.get("id", "") in document.outlets:
        return "delegated", "outlet", document.outlets[attributes.get("id", "")]
    if "customClass" in attributes or any("customClass" in each.attributes for each in inside):
        return "delegated", "a class of its own", ""
    if attributes.get("tag", "0") != "0":
        return "delegated", "found by its tag", ""
    if any(name in attributes for name in _LOOKED_UP):
        return "delegated", "found by its identifier", ""
    if _fills_a_stack(document, element, inside):
        return "delegated", "fills a stack until code does", ""
    if _is_in_a_view_apart(document, element):
        return "delegated", "in a view that nothing shows by itself", ""
    if any(each.tag in _ANSWERING and each.parent >= 0 for each in inside):
        return "delegated", "holds a menu or view", ""
    return "missing", "nothing in the document", ""


def _connects(document: _Document, element: Element) -> bool:
    return element.tag in _MAKES_WORK and document.elements[element.parent].tag == _CONNECTIONS


def _fills_a_stack(document: _Document, element: Element, inside: list[Element]) -> bool:
    """Whether a control that nobody gave a title stands in a stack that an outlet names: code puts the real ones there."""
    parent = document.elements[element.parent] if element.parent >= 0 else element
    around = document.elements[parent.parent] if parent.parent >= 0 else parent
    untitled = _label(element, inside) in ("", _DEFAULT_TITLE)
    return untitled and around.tag == _STACK and around.attributes.get("id", "") in document.outlets


def _is_in_a_view_apart(document: _Document, element: Element) -> bool:
    """Whether the control stands in an object of a XIB that no outlet names, beside another one that an outlet names."""
    around = element
    while around.parent >= 0 and document.elements[around.parent].tag != _OBJECTS:
        around = document.elements[around.parent]
    if around.parent < 0 or document.elements[document.elements[around.parent].parent].tag != _ROOT:
        return False
    named = {
        each.attributes.get("id", "") for each in document.elements if each.parent == around.parent
    } & document.outlets.keys()
    return bool(named) and around.attributes.get("id", "") not in named
