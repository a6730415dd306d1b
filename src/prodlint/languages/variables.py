"""Reads of the environment as one file has them → what becomes of the program where a variable is not set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from prodlint.fact import EnvRead

ASKED = frozenset({"default", "checked", "schema"})
"""What EnvRead.missing says where the program minds that the variable may be missing."""
TEST = (
    rb"\b(?:if|elif|unless|assert|while|guard|when|case|not|typeof|(?:invariant|require|check|ensure|validate|must|assert|missing"
    rb"|is|has|bool)\w*)\b[^\n]{0,200}(?<![\w$])%(name)s(?![\w$])"
    rb"|!\s*(?:[\w$]+\??\.)*%(name)s(?![\w$])"
    rb"|(?<![\w$])%(name)s\s*(?:\?(?!\.\w)|&&|\|\||[=!]==?|\bis\b|\bor\b|\band\b|\?\.)"
    rb"|\?\?\s*(?:[\w$]+\??\.)*%(name)s(?![\w$])"
)
"""How code asks whether what a name holds is there."""
IN_A_TEXT = rb"[\"'`][^\"'`\n]*\b%(name)s\b[^\"'`\n]*[\"'`]"


def settled(reads: Iterable[EnvRead], text: bytes, needed: re.Pattern[str]) -> list[EnvRead]:
    """The reads, each with what the rest of the file says about its variable.

    `needed` matches in the names of values without which nothing works: others may be absent where they are handed on.
    """
    reads = list(reads)
    spans = [(each.start, each.end) for each in reads]
    minded = {each.variable for each in reads if each.missing in ASKED or _is_minded(each, text, spans)}
    settled = (_settled(each, text, minded, spans) for each in reads)
    return [each if each.missing != "handed" else _handed(each, needed) for each in settled]


def _settled(read: EnvRead, text: bytes, minded: set[str], spans: Sequence[tuple[int, int]]) -> EnvRead:
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


def _is_minded(read: EnvRead, text: bytes, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether what holds the value is tested, or some text of the file names the variable."""
    if read.holder and is_asked_for(read.holder, text):
        return True
    named = (found.span() for found in _pattern(IN_A_TEXT, read.variable).finditer(text))
    return any(not any(start < span[1] and span[0] < end for start, end in spans) for span in named)


def is_asked_for(name: str, text: bytes) -> bool:
    """Whether a file asks whether what a name holds is there."""
    return _pattern(TEST, name).search(text) is not None


def _uses(name: str, text: bytes, spans: Sequence[tuple[int, int]]) -> int:
    """How often a name stands in the text, inside reads of variables aside."""
    found = re.finditer(rb"(?<![\w$])" + re.escape(name.encode()) + rb"(?![\w$])", text)
    return sum(not any(start <= each.start() < end for start, end in spans) for each in found)


def _is_member(read: EnvRead, text: bytes) -> bool:
    """Whether the value is one of an object's: `key: value`, `"key": value`."""
    return text[: read.start].rstrip().endswith(b":")


def _pattern(template: bytes, name: str) -> re.Pattern[bytes]:
    return re.compile(template.replace(b"%(name)s", re.escape(name.encode())))
