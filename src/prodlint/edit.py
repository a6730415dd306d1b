"""A change of a file as a plain value."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from prodlint.source import Place, Source, utf16_length


class Edit(msgspec.Struct, frozen=True, order=True):
    """Put `text` in the place of what stands between two byte offsets of a file's UTF-8 text, end exclusive."""

    start: int
    end: int
    text: str = ""


class Change(msgspec.Struct, frozen=True):
    """An edit with its place for reports: where what goes away begins, and where it ends, which may be a line later."""

    place: Place
    text: str


class Fix(msgspec.Struct, frozen=True, kw_only=True):
    """What mends one finding: the edits of its file in order, what they do, and whether a person must look at the outcome."""

    edits: tuple[Edit, ...]
    says: str
    unsafe: bool = False
    changes: tuple[Change, ...] = ()


def edited(text: bytes, edits: Iterable[Edit]) -> bytes:
    """A text with edits done; of equal ones one counts, and of overlapping ones the first."""
    pieces: list[bytes] = []
    end = 0
    for edit in sorted(set(edits)):
        if edit.start < end:
            continue
        pieces += [text[end : edit.start], edit.text.encode()]
        end = edit.end
    return b"".join([*pieces, text[end:]])


def change_of(source: Source, edit: Edit) -> Change:
    """An edit with its place; what ends behind a line end ends where the next line begins."""
    first, last = source.line_index(edit.start), source.line_index(edit.end)
    before = source.slice(source.line_start(first), edit.start)
    upto = source.slice(source.line_start(last), edit.end)
    place = Place(first + 1, len(before) + 1, last + 1, len(upto) + 1, utf16_length(before) + 1, utf16_length(upto) + 1)
    return Change(place, edit.text)
