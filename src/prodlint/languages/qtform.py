"""Forms that Qt Designer writes (.ui): XML → the controls in them, and whether the form itself connects them."""

from __future__ import annotations

from functools import partial

from prodlint.fact import Control
from prodlint.languages.xml import Element, comments_of, elements_of
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary

_ROOT = "ui"
_WIDGET = "widget"
_ACTION = "action"
_PLACED = "addaction"


class QtFormFrontEnd:
    """Reads .ui files of Qt; those of other toolkits have no facts."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The form's elements, from which its controls are made on demand."""
        if b"<ui" not in text:
            return Parsed({})
        elements, errors = elements_of(text)
        if not elements or elements[0].tag != _ROOT:
            return Parsed({})
        form = _Form(elements, vocabulary)
        return Parsed({"control": partial(_controls, form), "comment": partial(comments_of, text)}, errors)


class _Form:
    """The elements of one form with the look-ups that its controls need."""

    def __init__(self, elements: list[Element], vocabulary: Vocabulary) -> None:
        self.elements = elements
        self.vocabulary = vocabulary
        self.placed = {element.attributes.get("name", "") for element in elements if element.tag == _PLACED}
        self.senders = self._senders()
        self.properties = self._properties()

    def _senders(self) -> set[tuple[str, str]]:
        """(sender, signal without its parameters) of each connection that the form makes."""
        found: set[tuple[str, str]] = set()
        for number, element in enumerate(self.elements):
            if element.tag == "sender":
                signal = next((other.text for other in self.elements[number:] if other.tag == "signal"), "")
                found.add((element.text.strip(), signal.partition("(")[0].strip()))
        return found

    def _properties(self) -> dict[int, dict[str, str]]:
        """Of each element by its number: the properties and attributes with the text of their value."""
        found: dict[int, dict[str, str]] = {}
        for element in self.elements:
            around = self.elements[element.parent] if element.parent >= 0 else element
            if around.tag in ("property", "attribute"):
                found.setdefault(around.parent, {})[around.attributes.get("name", "")] = element.text.strip()
        return found


def _controls(form: _Form) -> list[Control]:
    return [
        _control(form, number, element)
        for number, element in enumerate(form.elements)
        if element.tag == _ACTION or (element.tag == _WIDGET and _is_button(form, element.attributes.get("class", "")))
    ]


def _is_button(form: _Form, name: str) -> bool:
    word = form.vocabulary.controls.get(name)
    return word is not None and word.toolkit == "qt" and word.kind == "button"


def _control(form: _Form, number: int, element: Element) -> Control:
    name, properties = element.attributes.get("name", ""), form.properties.get(number, {})
    tag = element.attributes.get("class", "") or "QAction"
    state, why = _state(form, tag, name, properties)
    return Control(
        start=element.start,
        end=element.end,
        toolkit="qt",
        kind=form.vocabulary.controls[tag].kind if tag in form.vocabulary.controls else "button",
        tag=tag,
        label=properties.get("text", "").replace("&", ""),
        handler=state,
        why=why,
        name=name,
        attributes=tuple(sorted(properties)),
    )


def _state(form: _Form, tag: str, name: str, properties: dict[str, str]) -> tuple[str, str]:
    """(handler, why): what the form alone says; who loads it may connect the rest."""
    signals = form.vocabulary.controls[tag].handlers if tag in form.vocabulary.controls else ()
    if any((name, signal) in form.senders for signal in signals):
        return "wired", "connected in the form"
    if properties.get("enabled") == "false":
        return "disabled", "enabled is false"
    if tag == "QAction" and name not in form.placed:
        return "disabled", "never placed"
    if properties.get("checkable") == "true":
        return "delegated", "keeps a state"
    if "buttonGroup" in properties:
        return "delegated", "in a button group"
    return "delegated", "form file"
