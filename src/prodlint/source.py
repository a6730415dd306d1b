"""One file's text: bytes → UTF-8 with positions that can be turned into lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec


class Place(msgspec.Struct, frozen=True):
    """A region of a file: lines and columns are 1-based, the end column is exclusive.

    `column` and `end_column` count characters (code points); `utf16_column` and `utf16_end_column` count UTF-16 code
    units, as SARIF and editors do.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    utf16_column: int
    utf16_end_column: int


class Source:
    """A file's text as UTF-8 bytes.  `lines` maps our lines to the file's own where they differ (notebooks), 1-based."""

    def __init__(self, path: str, text: bytes, lines: tuple[int, ...] = ()) -> None:
        self.path = path
        self.text = text
        self.lines = lines

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        position = self.text.find(b"\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find(b"\n", position + 1)
        return starts

    def line_index(self, offset: int) -> int:
        """The 0-based line of a byte offset."""
        return bisect_right(self._starts, offset) - 1

    def line_start(self, index: int) -> int:
        """The byte offset at which a 0-based line begins."""
        return self._starts[index]

    def line_end(self, index: int) -> int:
        """The byte offset at which a 0-based line ends with its line end, that of the text behind the last one."""
        return self._starts[index + 1] if index + 1 < len(self._starts) else len(self.text)

    def line_text(self, index: int) -> str:
        """The 0-based line's text without its line end."""
        if not 0 <= index < len(self._starts):
            return ""
        start = self._starts[index]
        return self.text[start : self.line_end(index)].decode("utf-8", "replace").rstrip("\r\n")

    def slice(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.text[start:end].decode("utf-8", "replace")

    def place(self, start: int, end: int) -> Place:
        """Two byte offsets (end exclusive) as a Place; the only place where bytes become columns."""
        first, last = self.line_index(start), self.line_index(max(start, end - 1))
        before = self.slice(self._starts[first], start)
        upto = self.slice(self._starts[last], end)
        return Place(
            line=self._own_line(first),
            column=len(before) + 1,
            end_line=self._own_line(last),
            end_column=len(upto) + 1,
            utf16_column=utf16_length(before) + 1,
            utf16_end_column=utf16_length(upto) + 1,
        )

    def _own_line(self, index: int) -> int:
        return self.lines[index] if index < len(self.lines) else index + 1


def utf16_length(text: str) -> int:
    """How many UTF-16 code units the text takes."""
    return len(text) + sum(character > "\uffff" for character in text)
