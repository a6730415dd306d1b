"""The modules that a file imports, read from its text: a regex over the bytes, as most files are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prodlint.vocabulary import Vocabulary

ENDS_NAME = re.compile(rb"[\w.@\[\]-]+$")
LONGEST_NAME = 80
"""Bytes of a file's name before its suffix."""
NAMES = re.compile(r"\bas\s+\w+|#[^\n]*|(\w[\w.]*|\*)")
COMMENTED = (b"//", b"#", b"*")
"""How a line begins in which an import is none."""
PLACEHOLDER = re.compile(r"\$\{[^}]*\}?|\*")
"""What a run fills in, in the path of an import."""


def imports_of(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a file's UTF-8 text imports, as Crossing.imports has it, sorted; rather too much than too little."""
    found = {*_modules(text, vocabulary), *_named(text, vocabulary), *_at_run_time(text, vocabulary)}
    if _runs(text, vocabulary):
        found.add("runs")
    return tuple(sorted(found))


def _runs(text: bytes, vocabulary: Vocabulary) -> bool:
    """Whether the file is a program: as a whole, or by what stands in it."""
    whole, part = vocabulary.bytes_pattern("runs-whole"), vocabulary.bytes_pattern("runs")
    return bool((whole and whole.match(text)) or (part and part.search(text)))


def _modules(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """Each import; a path of which only a run knows the end is the folder that it begins with."""
    for match in _matches("imports", text, vocabulary):
        if text[text.rfind(b"\n", 0, match.start()) + 1 : match.start()].lstrip().startswith(COMMENTED):
            continue
        first, *more = (part.decode("utf-8", "replace") for part in match.groups() if part)
        if more:
            yield " ".join(["from", first, *_names(more[0])])
        elif match.lastindex == match.re.groups and match.re.groups > 1:
            yield from (f"from {name}" for name in _names(first))
        else:
            yield _whole_or_below(first)


def _names(listed: str) -> list[str]:
    return [name for name in NAMES.findall(listed) if name]


def _whole_or_below(path: str) -> str:
    open_at = PLACEHOLDER.search(path)
    if open_at is None:
        return f"from {path}"
    return f"below {path[: open_at.start()].rpartition('/')[0]}/"


def _named(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """What may name a file of code in a text: a worker, a script, a module in a setting."""
    for match in _matches("names-code", text, vocabulary):
        if match.re.groups:
            yield f"named {match[1].decode('utf-8', 'replace')}"
            continue
        name = ENDS_NAME.search(text, max(0, match.start() - LONGEST_NAME), match.start())
        if name:
            yield f"named {name[0].decode('utf-8', 'replace')}{match[0][:-1].decode()}"


def _at_run_time(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """`below` a folder, or `open` where what is imported may be any file."""
    if any(True for _ in _matches("imports-globs", text, vocabulary)):
        yield "open"
    if not _has_one(vocabulary.words("importing-at-run-time"), text):
        return
    if any(True for _ in _matches("imports-at-run-time", text, vocabulary)):
        yield "open"
    for match in _matches("imports-below", text, vocabulary):
        path = match[1].decode("utf-8", "replace")
        open_at = PLACEHOLDER.search(path)
        yield f"below {path[: open_at.start()].rpartition('/')[0] if open_at else path.rstrip('/')}/"


def _has_one(words: Iterable[str], text: bytes) -> bool:
    return any(word.encode() in text for word in words)


def _matches(name: str, text: bytes, vocabulary: Vocabulary) -> Iterable[re.Match[bytes]]:
    pattern = vocabulary.bytes_pattern(name)
    return pattern.finditer(text) if pattern else ()
