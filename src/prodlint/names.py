"""Names as people read them: an identifier's words, and a path that is fit to be shown."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The lower-case words of an identifier, dotted or not: `getMockUsers` → get, mock, users; `API_KEY` → api, key."""
    return tuple(word.lower() for word in WORD.findall(name))


def shown_path(path: str) -> str:
    """A path in which nothing can break a line, a terminal or an encoder."""
    if path.isascii() and path.isprintable():
        return path
    return "".join(character if character.isprintable() else _escaped(character) for character in path)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
