"""XML → its elements with their places, read without what makes XML dangerous: no entities, no fetching, no recursion.

A document type that declares nothing is passed over: every property list that Xcode writes begins with one.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import ParseError

import msgspec
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from prodlint.fact import Comment

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


class Element(msgspec.Struct):
    """An element: `start..end` is its start tag in bytes, `parent` the number of the one around it (-1 for the first)."""

    tag: str
    attributes: dict[str, str]
    start: int
    end: int
    parent: int
    text: str = ""


def elements_of(text: bytes) -> tuple[list[Element], tuple[tuple[int, int], ...]]:
    """The elements of a UTF-8 text in source order, and the byte ranges from which on it is no XML that may be read."""
    target = _Elements(text)
    parser = DefusedXMLParser(target=target, encoding="utf-8", forbid_dtd=False)
    target.parser = parser.parser
    try:
        parser.feed(text)
        parser.close()
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        start = max(0, min(parser.parser.CurrentByteIndex, len(text)))
        return target.found, ((start, len(text)),)
    return target.found, ()


def comments_of(text: bytes) -> list[Comment]:
    """The comments of an XML text."""
    return [
        Comment(start=found.start(), end=found.end(), text=found[0].decode("utf-8", "replace"), kind="block")
        for found in _COMMENT.finditer(text)
    ]


class _Elements:
    """What the parser tells while it reads."""

    def __init__(self, text: bytes) -> None:
        self.parser: object = None
        self.found: list[Element] = []
        self._text = text
        self._open: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A start tag was read."""
        start: int = getattr(self.parser, "CurrentByteIndex", 0)
        ended = _TAG.match(self._text, start)
        self._open.append(len(self.found))
        parent = self._open[-2] if len(self._open) > 1 else -1
        self.found.append(Element(tag, dict(attributes), start, ended.end() if ended else start + 1, parent))

    def data(self, text: str) -> None:
        """Text stands directly in the innermost element."""
        if self._open:
            self.found[self._open[-1]].text += text

    def end(self, tag: str) -> None:
        """An element is closed."""
        self._open.pop()

    def close(self) -> None:
        """The document is at its end."""
