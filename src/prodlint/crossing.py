"""The few names of a file that other files may ask about, read from its text: most files are never parsed."""

from __future__ import annotations

import re

from prodlint.candidate import EVERYTHING, FORM, Crossing
from prodlint.vocabulary import Vocabulary

NAME = re.compile(r"[A-Za-z_]\w*")
DOTTED = re.compile(r"[A-Za-z_.][\w.-]*")
RECEIVER = re.compile(rb"([A-Za-z_][\w.]*)\??$")
LONGEST_RECEIVER = 120
"""Bytes before a call in which the name stands that it is called on."""


def crossing_of(text: bytes, vocabulary: Vocabulary) -> Crossing:
    """The crossing names in a file's UTF-8 text, sorted; rather too many than too few."""
    return Crossing(
        bases=_bases(text, vocabulary),
        handled=_handled(text, vocabulary),
        uses=_uses(text, vocabulary),
        given=_given(text, vocabulary),
    )


def _bases(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("inherits")
    listed = (found[1].decode("utf-8", "replace") for found in pattern.finditer(text)) if pattern else ()
    return tuple(sorted({name for names in listed for name in NAME.findall(names)}))


def _uses(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("uses")
    named = (part for found in pattern.finditer(text) for part in found.groups() if part) if pattern else ()
    dotted = {name for part in named for name in DOTTED.findall(part.decode("utf-8", "replace"))}
    return tuple(sorted({name if name.endswith(FORM) else name.rpartition(".")[2] for name in dotted} - {""}))


def _given(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Component and handler of each tag that gives one; what stands behind a tag among the attributes is not seen."""
    tags, handlers = vocabulary.bytes_pattern("component-tag"), vocabulary.bytes_pattern("handler-given")
    if tags is None or handlers is None or not handlers.search(text):
        return ()
    found = ((tag[1], handler[1]) for tag in tags.finditer(text) for handler in handlers.finditer(tag[2]))
    return tuple(sorted({b".".join(names).decode("utf-8", "replace") for names in found}))


def _handled(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("attaches")
    attaching = vocabulary.words("attaching")
    if attaching and not any(word.encode() in text for word in attaching):
        return ()
    many = vocabulary.bytes_pattern("attaches-many")
    names: set[str] = {EVERYTHING} if many and many.search(text) else set()
    for found in pattern.finditer(text) if pattern else ():
        before = RECEIVER.search(text[max(0, found.start() - LONGEST_RECEIVER) : found.start()])
        receiver = before[1].decode("utf-8", "replace").split(".") if before else []
        quoted = [part.decode("utf-8", "replace") for part in found.groups() if part]
        names.update(receiver[-2:], quoted)
    return tuple(sorted(names - {"self", "this", ""}))
