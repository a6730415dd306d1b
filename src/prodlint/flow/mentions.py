"""A name → the places of a file that mention it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.file import File

MOST = 12
"""Mentions of a name that are looked at."""
COUNTED = rb"[?!]?\.(?:length|count|size|isEmpty|is_empty|shape|keys|indices)\b"
"""What says how many there are, and nothing else."""
OWN = re.compile(r"^(?:self|this)[.?!]+")
"""How a name begins that belongs to the object."""


def mentions_of(written: str, begin: int, end: int, file: File) -> Iterator[int]:
    """The offsets in a span at which a name is read: no key of that name, no declaration, nothing that it is assigned."""
    bare = OWN.sub("", written).partition(".")[0].rstrip("?!")
    if not re.fullmatch(r"[\w$]+", bare):
        return
    lead = rb"(?:self|this)[?!]?\." if OWN.search(written) else rb"(?<![\w$.])(?:\.\.\.)?"
    name = re.compile(lead + re.escape(bare.encode()) + rb"(?![\w$]|[ \t]*(?::(?!:)|=(?![=>]))|" + COUNTED + rb")")
    for count, found in enumerate(name.finditer(file.code, begin, end)):
        if count == MOST:
            return
        if file.code[max(0, found.start() - 4) : found.start()] != b"len(":
            yield found.start()
