"""Text from scanned files → text that is safe to hand on: legal Unicode for files, no control codes for terminals."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    r"""
    [\x00-\x1f\x7f-\x9f]                      # control codes: would move the cursor, set colours, ring
    | [\u200e\u200f\u202a-\u202e\u2066-\u2069] # direction marks: would show code in another order than it runs
    | [\u2028\u2029\ufeff]                     # line separators and the byte order mark
    | [\ud800-\udfff]                          # lone surrogates: cannot be written as UTF-8
    """,
    re.VERBOSE,
)
_ILLEGAL = re.compile(r"[\x00\ud800-\udfff]")


def visible(text: str) -> str:
    """The text on one line, with every code that a terminal would act upon written as an escape."""
    return _UNSEEN.sub(_escape, text)


def legal(text: str) -> str:
    """The text without NUL and lone surrogates, which databases and UTF-8 cannot hold; both become escapes."""
    return text if text.isascii() and "\0" not in text else _ILLEGAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
