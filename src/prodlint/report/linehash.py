"""A file's text → the line hashes by which GitHub code scanning recognises an alert in moved code.

The same numbers as `primaryLocationLineHash` in github/codeql-action (src/fingerprints.ts): a polynomial over the 100
UTF-16 code units from the line's first character that is neither space nor tab, modulo 2**64.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import mul

WINDOW = 100
_POWERS = tuple(37 ** (WINDOW - 1 - index) % 2**64 for index in range(WINDOW))
_END = "\uffff" + "\0" * WINDOW
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SKIPPED = {ord(" "): None, ord("\t"): None}


def line_hashes(text: str, lines: Iterable[int]) -> dict[int, str]:
    """The hashes of the wanted lines (1-based); lines the file does not have are left out.

    `text` is the whole file as decoded, its byte order mark included; CR, LF and CRLF all end a line.  A hash is in
    hexadecimal with `:` and how often it has occurred in the file up to this line.
    """
    wanted = set(lines)
    units = _code_units(text)
    windows = {line: window for line, window in _windows(units, max(wanted, default=0)) if line in wanted}
    occurrences = dict.fromkeys(windows.values(), 0)
    hashes: dict[int, str] = {}
    for line, window in _windows(units, max(windows, default=0)):
        if window not in occurrences:
            continue
        occurrences[window] += 1
        if line in windows:
            hashes[line] = f"{_polynomial(window):x}:{occurrences[window]}"
    return hashes


def _code_units(text: str) -> str:
    """The text with one character a UTF-16 code unit, LF line ends, no spaces or tabs, and the end mark."""
    one_line_end = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SKIPPED)
    return _ASTRAL.sub(_surrogates, one_line_end) + _END


def _surrogates(match: re.Match[str]) -> str:
    offset = ord(match[0]) - 0x10000
    return chr(0xD800 + (offset >> 10)) + chr(0xDC00 + (offset & 0x3FF))


def _windows(units: str, last: int) -> Iterator[tuple[int, str]]:
    """Line number and the characters that are hashed for it, up to line `last`."""
    start = 0
    for line in range(1, last + 1):
        yield line, units[start : start + WINDOW]
        start = units.find("\n", start) + 1
        if not start:
            return


def _polynomial(window: str) -> int:
    total: int = sum(map(mul, map(ord, window), _POWERS))
    return total % 2**64
