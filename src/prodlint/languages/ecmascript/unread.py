"""Fields and switches whose value nobody can get at: no handler, no name, no reference, no form around."""

from __future__ import annotations

import re

from prodlint.languages.ecmascript.elements import Element, attribute_around, elements_around, is_push, tag_of
from prodlint.languages.ecmascript.handlers import Handler
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import words
from prodlint.vocabulary import ControlWord

CONSTANT = "its value is a constant"
NOBODY = "nobody can get at its value"
LITERAL = frozenset({"true", "false"})
READING = re.compile(rb"getElementBy|querySelector|\.elements\b|document\.forms")


class Unread:
    """The fields and switches of one file."""

    def __init__(self, reading: Reading) -> None:
        vocabulary = reading.vocabulary
        self._reading = reading
        self._values = tuple(sorted(vocabulary.words("value-attributes")))
        self._giving = vocabulary.words("value-giving-attributes")
        self._owners = tuple(sorted(vocabulary.words("value-owner-endings")))
        self._entries = tuple(sorted(vocabulary.words("choice-endings")))
        self._forms = vocabulary.words("forms")
        self._is_read = READING.search(reading.text) is not None

    def verdict(self, element: Element, word: ControlWord) -> Handler | None:
        """The verdict on a control without handler that needs none, None where its value may be read."""
        if word.kind not in ("toggle", "field") or attribute_around(element) or is_push(element):
            return None
        controlled = [name for name in self._values if name in element.attributes and not name.startswith("default")]
        if word.kind == "toggle" and controlled:
            given = [value for name in controlled if (value := element.value(name)) is not None]
            is_constant = all(words(value) in LITERAL for value in given) or not given
            return Handler("disabled", CONSTANT) if is_constant else None
        if controlled or self._is_read or not self._giving.isdisjoint(element.attributes):
            return None
        if self._has_no_choice(element):
            return None
        around = [outer.tag for outer in elements_around(element)]
        owned = any(tag in self._forms or tag.endswith(self._owners) for tag in around)
        return None if owned else Handler("missing", NOBODY)

    def _has_no_choice(self, element: Element) -> bool:
        """Whether all that it offers is one entry, written out: there is nothing to choose."""
        start, end = element.node.end_byte, element.whole.end_byte
        entries = [node for node, _ in self._reading.elements_in(start, end) if tag_of(node).endswith(self._entries)]
        return len(entries) == 1 and not self._reading.sites_in(start, end)
