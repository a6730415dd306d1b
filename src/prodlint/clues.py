"""The words that stand in a file → which regexes of rules find something on a line with one of theirs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from prodlint.rulebook.alternatives import Alternative, alternatives_of

ESCAPE = re.compile(r"\\[nrt]")
"""How a text writes a line end or a tab: rules see the character."""
LONGEST_LINE = 4000
"""Bytes of a line that are searched, at the least, before and behind the word that was found."""
Span = tuple[int, int]
"""Where a line begins and ends, in bytes."""


class Clues:
    """Which regexes are looked for on the lines with which words, built once in a process; `located` has their pairs."""

    def __init__(self, located: Iterable[tuple[str, str]]) -> None:
        self._patterns: dict[str, list[str]] = defaultdict(list)
        for word, pattern in sorted(set(located)):
            self._patterns[word].append(pattern)

    @property
    def words(self) -> Set[str]:
        """The words whose places must be known."""
        return self._patterns.keys()

    def found(self, wanted: Set[str], text: bytes, places: Mapping[str, Sequence[int]]) -> set[str]:
        """Those of the wanted regexes that find something on a line with one of their words.

        `places` are the byte offsets of each word that stands in the text.
        """
        lines = Lines(text)
        found: set[str] = set()
        for word, offsets in places.items():
            asked = [pattern for pattern in self._patterns[word] if pattern in wanted and pattern not in found]
            sought = [(pattern, each) for pattern in asked for each in alternatives_of(pattern) if word in each.words]
            spans = lines.around(offsets) if sought else ()
            found.update(pattern for pattern, each in sought if any(lines.fit(span, each) for span in spans))
        return found


class Lines:
    """The lines of a text as alternatives of a regex are looked for on them."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        self._lowered = text.lower()
        self._read: dict[Span, tuple[str, ...]] = {}

    def around(self, offsets: Iterable[int]) -> Sequence[Span]:
        """The lines on which some offsets lie, each once."""
        return tuple(dict.fromkeys(self._around(offset) for offset in offsets))

    def _around(self, offset: int) -> Span:
        """The line of an offset; of a very long one a part of which the offset lies in the middle."""
        first = max(0, offset // LONGEST_LINE * LONGEST_LINE - LONGEST_LINE)
        last = first + 3 * LONGEST_LINE
        start, end = self._text.rfind(b"\n", first, offset), self._text.find(b"\n", offset, last)
        return max(first, start + 1), end if end >= 0 else last

    def fit(self, span: Span, alternative: Alternative) -> bool:
        """Whether a line has all words of an alternative, and what that matches."""
        # Loops take a third of the time of all() and any(), and this runs for every line with a word.
        for words in alternative.others:
            for word in words:
                if self._lowered.find(word, *span) >= 0:
                    break
            else:
                return False
        return any(alternative.search(line) for line in self._as_read(span))

    def _as_read(self, span: Span) -> tuple[str, ...]:
        """A line as it is written and, where it has escapes, as rules see it."""
        if span not in self._read:
            self._read[span] = tuple(_as_read(self._text[slice(*span)].decode("utf-8", "replace")))
        return self._read[span]


def _as_read(written: str) -> Iterator[str]:
    yield written
    if "\\" in written:
        yield ESCAPE.sub(" ", written)
