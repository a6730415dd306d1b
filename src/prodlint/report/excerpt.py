"""A line of source and a span in it → the line as a terminal shows it, and the marks that go under it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from prodlint.report.printable import visible

TAB_WIDTH = 4


def mark(line: str, start: int, end: int, width: int) -> tuple[str, str]:
    """The line cut to `width` terminal cells, and `^` under its characters `start` to `end` (0-based, end exclusive).

    There is always at least one mark.  What was cut off shows as `…`; only the part around the span is looked at, so a
    line of megabytes costs no more than a short one.
    """
    end = max(end, start + 1)
    first = _first_shown(line, start, end, width)
    shown, marks, position = "", "", first
    for printed, cells in _pieces(line[first : first + width]):
        if len(marks) + cells > width:
            break
        shown += printed
        marks += ("^" if start <= position < end else " ") * cells
        position += 1
    cut_left, cut_right = first > 0, position < len(line)
    marks = marks.rstrip() if "^" in marks else marks + "^"
    return "…" * cut_left + shown.rstrip() + "…" * cut_right, " " * cut_left + marks


def _first_shown(line: str, start: int, end: int, width: int) -> int:
    if end <= width and sum(cells for _, cells in _pieces(line[:end])) <= width:
        return 0
    return max(0, start - width // 3)


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """What is printed for each character, and how many terminal cells that takes."""
    column = 0
    for character in text:
        printed = " " * (TAB_WIDTH - column % TAB_WIDTH) if character == "\t" else visible(character)
        cells = len(printed) if len(printed) != 1 else cell_width(character)
        column += cells
        yield printed, cells


def cell_width(character: str) -> int:
    """How many terminal cells a character takes: 2 for East Asian wide ones and emoji, 0 for combining ones."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
