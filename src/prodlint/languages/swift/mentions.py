"""Where a type mentions one of its own variables, and what each mention does with it: reads, writes, binds or gives it away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import STRINGS

_WRITTEN = re.compile(rb"\s*([-+*/|&]?=)(?!=)\s*")
_TOGGLED = re.compile(rb"\??\.toggle\(\)")
_LITERAL = re.compile(rb'(?:true|false|nil|-?\d[\w.]*|"[^"\n\\]*"|\.\w+)(?=\s*(?:[\n;})]|$))')
_MEMBER = re.compile(rb"(\w+)[?!]?\.$")
_SIGILS = (b"$", b"_", b"&")
_IN_A_WORD = re.compile(rb"[\w\x80-\xff]")
_LABEL = re.compile(rb"\s*:")
_LONGEST_RECEIVER = 40
ANYTHING = "*"
"""What is written where it is no literal."""


class Mention(NamedTuple):
    """A mention by its offset.  `does` is "read", "write", "bind" or "escape"; `value` is what is written."""

    start: int
    does: str
    value: str = ""


class Ground:
    """The text of a file without comments and the words of texts, in which names are looked for."""

    def __init__(self, reading: Reading) -> None:
        tree = reading.tree
        self._text = tree.text
        self._receivers = frozenset(word.encode() for word in reading.vocabulary.words("own_receivers"))
        self._holes = _Spans((tree.starts[node], tree.ends[node]) for node in tree.of("interpolated_expression"))
        silent = [*tree.comments, *tree.of(*STRINGS)]
        self._silent = _Spans(sorted((tree.starts[node], tree.ends[node]) for node in silent))

    def mentions(self, name: str, start: int, end: int) -> Iterator[Mention]:
        """Each mention of a variable in a span, in source order; those of other things with its name are left out."""
        word = re.compile(re.escape(name.encode()) + rb"\b`?")
        for found in word.finditer(self._text, start, end):
            sigil = self._sigil(found.start())
            if sigil is not None and not self._is_text(found.start()):
                mention = self._judged(sigil, found.start() - len(sigil), found.end())
                if mention is not None:
                    yield mention

    def _sigil(self, start: int) -> bytes | None:
        """The `$`, `_` or `&` before a name, b"" without one, None where the name is the end of a longer word."""
        before = self._text[max(0, start - 1) : start]
        sigil = before if before in _SIGILS else b""
        at = start - len(sigil)
        return None if _IN_A_WORD.match(self._text[max(0, at - 1) : at]) else sigil

    def _is_text(self, offset: int) -> bool:
        return self._silent.holds(offset) and not self._holes.holds(offset)

    def _judged(self, sigil: bytes, start: int, end: int) -> Mention | None:
        before = self._text[max(0, start - _LONGEST_RECEIVER) : start]
        if before.endswith(b".") and not self._is_own(before):
            return None
        if not sigil and before.rstrip()[-1:] in (b"(", b",") and _LABEL.match(self._text, end):
            return None
        written = _WRITTEN.match(self._text, end)
        if sigil == b"$":
            is_whole = self._text[end : end + 1] not in (b".", b"[")
            return Mention(start, "bind" if is_whole else "escape")
        if sigil:
            return Mention(start, "write" if sigil == b"_" and written else "escape", ANYTHING)
        if _TOGGLED.match(self._text, end):
            return Mention(start, "write", ANYTHING)
        if written is not None:
            return Mention(start, "write", self._literal(written))
        return Mention(start, "read")

    def _is_own(self, before: bytes) -> bool:
        receiver = _MEMBER.search(before)
        return before.endswith(b"\\.") or (receiver is not None and receiver[1] in self._receivers)

    def _literal(self, written: re.Match[bytes]) -> str:
        literal = _LITERAL.match(self._text, written.end()) if written[1] == b"=" else None
        return literal[0].decode("utf-8", "replace") if literal else ANYTHING


class _Spans:
    """Spans in order of their beginnings; an inner one counts like the one around it."""

    def __init__(self, spans: Iterator[tuple[int, int]] | list[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in spans:
            if not self._ends or end > self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]
