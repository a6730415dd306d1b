"""Reads of the environment as one file has them → what becomes of the program where a variable is not set."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate

import msgspec

from prodlint.fact import EnvRead

ASKED = frozenset({"default", "checked", "schema"})
"""What EnvRead.missing says where the program minds that the variable may be missing."""
TEST_BEFORE = re.compile(
    rb"\b(?:if|elif|unless|assert|while|guard|when|case|not|typeof|(?:invariant|require|check|ensure|validate|must|assert|missing"
    rb"|is|has|bool)\w*)\b[^\n]{0,200}\Z"
    rb"|(?:!|\?\?)\s*(?:[\w$]+\??\.)*\Z"
)
TEST_BEHIND = re.compile(rb"\s*(?:\?(?!\.\w)|&&|\|\||[=!]==?|\bis\b|\bor\b|\band\b|\?\.)")
"""How code asks whether what a name holds is there: what stands before the name, or behind it."""
REACH = 300
"""Bytes around a name in which it is told what it stands in."""
TEXT_BEFORE = re.compile(rb"[\"'`][^\"'`\n]*\Z")
TEXT_BEHIND = re.compile(rb"[^\"'`\n]*[\"'`]")
PART_OF_A_NAME = re.compile(rb"[\w$]")


class Spans:
    """Spans of bytes, among which the ones that a place touches are found without looking at all of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a byte of the place."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def settled(reads: Iterable[EnvRead], text: bytes, needed: re.Pattern[str]) -> list[EnvRead]:
    """The reads, each with what the rest of the file says about its variable.

    `needed` matches in the names of values without which nothing works: others may be absent where they are handed on.
    """
    reads = list(reads)
    spans = Spans((each.start, each.end) for each in reads)
    minded = {each.variable for each in reads if each.missing in ASKED or _is_minded(each, text, spans)}
    settled = (_settled(each, text, minded, spans) for each in reads)
    return [each if each.missing != "handed" else _handed(each, needed) for each in settled]


def _settled(read: EnvRead, text: bytes, minded: set[str], spans: Spans) -> EnvRead:
    if read.missing in ASKED:
        return read
    if read.variable in minded:
        return msgspec.structs.replace(read, missing="checked")
    if read.missing == "kept" and read.holder and _uses(read.holder, text, spans) > 1 and not _is_member(read, text):
        return msgspec.structs.replace(read, missing="handed")
    return read


def _handed(read: EnvRead, needed: re.Pattern[str]) -> EnvRead:
    """A read whose value is handed to a call, where it may be optional."""
    needs = needed.search(read.variable) or needed.search(read.holder)
    return msgspec.structs.replace(read, missing="used" if needs else "kept")


def _is_minded(read: EnvRead, text: bytes, spans: Spans) -> bool:
    """Whether what holds the value is tested, or some text of the file names the variable."""
    if read.holder and is_asked_for(read.holder, text):
        return True
    return any(not spans.touch(start, end) for start, end in _texts_with(read.variable, text))


def _texts_with(name: str, text: bytes) -> Iterator[tuple[int, int]]:
    """Where the texts in quotes begin and end that name something."""
    for start, end in _places_of(name, text):
        before = TEXT_BEFORE.search(text[max(0, start - REACH) : start])
        behind = TEXT_BEHIND.match(text, end, end + REACH)
        if before is not None and behind is not None:
            yield start - len(before[0]), behind.end()


def is_asked_for(name: str, text: bytes) -> bool:
    """Whether a file asks whether what a name holds is there."""
    return any(
        TEST_BEHIND.match(text, end) or TEST_BEFORE.search(text[max(0, start - REACH) : start])
        for start, end in _places_of(name, text)
    )


def _places_of(name: str, text: bytes) -> Iterator[tuple[int, int]]:
    """Where a name stands by itself.  Looked for as plain bytes: files with thousands of variables ask for each of them."""
    word = name.encode()
    start = text.find(word) if word else -1
    while start >= 0:
        end = start + len(word)
        if not PART_OF_A_NAME.match(text, end) and not PART_OF_A_NAME.match(text[max(0, start - 1) : start]):
            yield start, end
        start = text.find(word, end)


def _uses(name: str, text: bytes, spans: Spans) -> int:
    """How often a name stands in the text, inside reads of variables aside."""
    return sum(not spans.touch(*place) for place in _places_of(name, text))


def _is_member(read: EnvRead, text: bytes) -> bool:
    """Whether the value is one of an object's: `key: value`, `"key": value`."""
    return text[: read.start].rstrip().endswith(b":")
