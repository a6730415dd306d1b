"""Whether a component of the product's own takes the one control that it is given for what opens it, or acts on it."""

from __future__ import annotations

from prodlint.languages.ecmascript.elements import Element, elements_around
from prodlint.languages.ecmascript.libraries import Libraries
from prodlint.languages.ecmascript.reading import Reading
from prodlint.names import words_of

BLANK = frozenset({"jsx_text", "comment"})
DATA = frozenset({"identifier", "member_expression", "subscript_expression", "arrow_function", "function_expression"})
"""What a component is given to work with, where it is no text of its own."""


class Wrapping:
    """Judges what stands around the elements of one file."""

    def __init__(self, reading: Reading) -> None:
        vocabulary = reading.vocabulary
        self._libraries = Libraries(reading)
        self._own = vocabulary.pattern("own-module")
        self._kit = vocabulary.pattern("kit-module")
        self._looks = vocabulary.words("looks_only") | vocabulary.words("headings_given")
        self._parts = vocabulary.words("parts-of-components")
        self._opening = vocabulary.words("opening_words")

    def takes(self, element: Element) -> str:
        """The tag of the component around that may take a control for its own, "" where none does."""
        for outer in elements_around(element):
            children = [child for child in outer.whole.named_children[1:-1] if child.type not in BLANK]
            if len(children) != 1:
                return ""
            if outer.tag[:1].isupper():
                return outer.tag if self._is_own(outer) and self._does_something(outer) else ""
        return ""

    def _is_own(self, outer: Element) -> bool:
        module = self._libraries.module_of(outer.tag)
        return bool(self._own.search(module)) and not self._kit.search(module)

    def _does_something(self, outer: Element) -> bool:
        """Whether a component's name says that it opens or does something, or it is given what it takes for that."""
        words = words_of(outer.tag)
        if words[-1] in self._parts:
            return False
        values = (outer.value(name) for name in outer.attributes if name not in self._looks)
        return not self._opening.isdisjoint(words) or any(value is not None and value.type in DATA for value in values)
