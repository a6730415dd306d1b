"""What a confirm function is asked about: a fact, the place in it, and the text that matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from prodlint.fact import Fact

Kind = TypeVar("Kind", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True)
class Hit(Generic[Kind]):
    """`start`/`end` are byte offsets of the place; `line` is the matching line or text, `matched` the part the regex found."""

    fact: Kind
    start: int
    end: int
    line: str = ""
    matched: str = ""
