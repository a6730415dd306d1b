"""Whether a template calls something that its component does not have."""

from __future__ import annotations

import re
from functools import cached_property

from prodlint.languages.markup.document import Document
from prodlint.vocabulary import Vocabulary

NAME = re.compile(r"[A-Za-z_]\w*")


class Members:
    """The names in a component's file: `text` is all of it, `document` its template.  Without `scripted` none are known."""

    def __init__(self, document: Document, vocabulary: Vocabulary, text: bytes, scripted: bool) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._text = text
        self._scripted = scripted

    def lacks(self, name: str) -> bool:
        """Whether nothing but handlers mentions a name, in a component that takes no members from elsewhere."""
        if not self._scripted or NAME.fullmatch(name) is None or name in self._vocabulary.words("page-functions"):
            return False
        places = re.finditer(rb"(?<![\w$])%b(?![\w$])" % name.encode(), self._text)
        return not self._takes_more and all(self._is_in_a_handler(place.start()) for place in places)

    @cached_property
    def _takes_more(self) -> bool:
        """Whether the component has members that do not stand in its file."""
        pattern = self._vocabulary.bytes_pattern("members-from-elsewhere")
        return pattern is not None and pattern.search(self._text) is not None

    @cached_property
    def _handlers(self) -> list[tuple[int, int]]:
        event = self._vocabulary.pattern("markup-event")
        return [
            (attribute.start, attribute.end)
            for element in self._document.elements
            for name, attribute in element.attributes.items()
            if event.match(name)
        ]

    def _is_in_a_handler(self, offset: int) -> bool:
        return any(start <= offset < end for start, end in self._handlers)
