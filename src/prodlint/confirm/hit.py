"""What a confirm function is asked about: a fact, the place in it, and the text that matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from prodlint.fact import Fact
from prodlint.file import File

Kind = TypeVar("Kind", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True)
class Hit(Generic[Kind]):
    """`start`/`end` are byte offsets of the place; `line` is the matching line or text, `matched` the part the regex found."""

    fact: Kind
    start: int
    end: int
    line: str = ""
    matched: str = ""


def line_of(hit: Hit[Fact], file: File) -> str:
    """The line in which the place begins."""
    return file.source.line_text(file.source.line_index(hit.start))


def head_of_statement(hit: Hit[Fact], file: File) -> str:
    """The text of that line and of the two lines before it."""
    line = file.source.line_index(hit.start)
    return " ".join(file.source.line_text(index) for index in range(max(0, line - 2), line + 1))
