"""What readers of formats share."""

from __future__ import annotations

import re

Declaration = tuple[str, int, str | None]
"""The variable, the 1-based line, and its value, None where only the name is given."""
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
"""How variables of the environment are written where nothing else tells them from other keys."""


class Unreadable(Exception):  # says what the file is
    """A text that is not of its format; `line` is 1-based, 0 where it is not known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
