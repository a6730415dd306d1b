"""What the lines of pages about releases look like."""

from __future__ import annotations

from prodlint.report.model import Style

MARGIN = 13
"""Characters of the first column."""
LEAST_WIDTH = 160
"""Characters of a line that are always shown."""
_COLORS = {"error": "31;1", "warning": "33;1", "note": "36", "good": "32;1", "strong": "1", "faint": "2"}


def cut(line: str, style: Style) -> str:
    """A line, cut where a page ends."""
    most = max(LEAST_WIDTH, style.width)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def item(text: str, style: Style) -> str:
    """A line below a heading, cut where a page ends, but for a long path."""
    most = max(LEAST_WIDTH, style.width) - MARGIN - 2
    return f"{'':<{MARGIN}}- {text if len(text) <= most else text[: most - 1].rstrip() + '…'}"


def paint(text: str, name: str, style: Style) -> str:
    return f"\x1b[{_COLORS[name]}m{text}\x1b[0m" if style.color else text
