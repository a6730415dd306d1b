"""One file as rules see it: its path, role and facts, with look-ups that confirm functions share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from prodlint.fact import Comment, Control, Fact, Function, Import, Text
from prodlint.lookups import Lookups
from prodlint.parsed import Parsed
from prodlint.scopes import Scopes
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary

SHOWN = re.compile(rb"[^\n]")
GAP = re.compile(rb"\s*")
SEEMS_IDLE = frozenset({"empty", "comment-only", "log-only", "notify-only", "prevent-default-only", "missing", "constant"})
"""Control.handler and Function.body of what every statement would count for."""
Kind = TypeVar("Kind", bound=Fact)
ROLES = (
    "product",
    "test",
    "story",
    "preview",
    "example",
    "script",
    "docs",
    "seed",
    "generated",
    "vendored",
    "types",
    "tool-config",
    "design-system",
    "settings",
)
"""The parts that a file can play; roles.py tells which."""


class File:
    """A read file.  `path` is relative to the project, `role` one of ROLES, `family` swift, ecmascript, python or settings."""

    def __init__(self, source: Source, role: str, family: str, parsed: Parsed, vocabulary: Vocabulary) -> None:
        self.source = source
        self.path = source.path
        self.role = role
        self.family = family
        self.parsed = parsed
        self.errors = parsed.errors
        self._lookups = Lookups(parsed)
        self.vocabulary = vocabulary

    def all(self, kind: type[Kind]) -> list[Kind]:
        """The facts of one kind, in source order; they are made when they are first asked for."""
        return self.parsed.facts(str(kind.__struct_config__.tag))  # type: ignore[return-value]  # the tag names the type

    def is_unread(self, fact: Fact) -> bool:
        """Whether the grammar did not understand where a fact stands, or what a control or a function does that seems idle.

        What begins right behind a control may be its handler.
        """
        if not self.errors:
            return False
        if any(fact.end <= end for end in self._unread.around(fact.start)):
            return True
        if isinstance(fact, Control) and fact.handler in SEEMS_IDLE:
            behind = GAP.match(self.source.text, fact.end)
            return self._unread.meets(fact.start, behind.end() + 1 if behind else fact.end)
        return isinstance(fact, Function) and fact.body in SEEMS_IDLE and self._unread.meets(fact.body_start, fact.body_end)

    @cached_property
    def _unread(self) -> Scopes:
        """The spans that the grammar did not understand, each with its end."""
        return Scopes((start, end, end) for start, end in self.errors)

    def function_of(self, fact: Fact) -> Function | None:
        """The innermost function in whose body a fact begins."""
        return self.function_at(fact.start)

    def function_at(self, offset: int) -> Function | None:
        """The innermost function in whose body a byte offset lies."""
        return self._lookups.innermost(Function, offset)

    @cached_property
    def code(self) -> bytes:
        """The text with its comments overwritten by spaces and its texts by quotes, offsets kept."""
        spoken = _overwritten(self.source.text, self.all(Comment), b" ", lines=True)
        return _overwritten(spoken, self.all(Text), b'"', lines=False)

    def says(self, pattern: str, text: str) -> bool:
        """Whether a named pattern of the vocabulary matches somewhere in a text."""
        return self.vocabulary.pattern(pattern).search(text) is not None

    def named_function(self, name: str) -> Function | None:
        """The file's function of this bare name, None when there is none or more than one."""
        found = self.those(Function, "name", name)
        return found[0] if len(found) == 1 else None

    def within(self, kind: type[Kind], start: int, end: int) -> Sequence[Kind]:
        """The facts of one kind that begin in a span."""
        return self._lookups.within(kind, start, end)

    def those(self, kind: type[Kind], field: str, value: object) -> Sequence[Kind]:
        """The facts of one kind with this value in a field, in source order."""
        return self._lookups.those(kind, field, value)

    def around(self, kind: type[Kind], offset: int) -> Iterator[Kind]:
        """The facts of one kind in whose span, of functions in whose body, an offset lies, innermost first."""
        return self._lookups.around(kind, offset)

    def before(self, facts: Sequence[Kind], offset: int) -> Sequence[Kind]:
        """The last of some facts in source order that begins before an offset, alone; none where none does."""
        index = bisect_left(facts, offset, key=_start)
        return facts[index - 1 : index] if index else ()

    def near(self, kind: type[Kind], offset: int, lines: int) -> Sequence[Kind]:
        """The facts of one kind that begin on the line of an offset, or on one of so many before and behind it."""
        line = self.source.line_index(offset)
        return self.within(kind, self.source.line_start(max(0, line - lines)), self.source.line_end(line + lines))

    def imports(self, words: Iterable[str]) -> bool:
        """Whether any imported module's path has one of these words as a part."""
        wanted = frozenset(words)
        return any(wanted & set(fact.module.replace("/", ".").split(".")) for fact in self.all(Import))

    def comment_above(self, offset: int) -> str:
        """The texts of the comments that end on the line above an offset and begin on its line, "" when there are none."""
        line = self.source.line_index(offset)
        return "\n".join(filter(None, (self._comment_lines.get(line - 1), self._comment_lines.get(line))))

    @cached_property
    def _comment_lines(self) -> dict[int, str]:
        """The text of each comment under its first and its last line, 0-based."""
        lines: dict[int, str] = {}
        for comment in self.all(Comment):
            lines.setdefault(self.source.line_index(comment.start), comment.text)
            lines[self.source.line_index(comment.end - 1)] = comment.text
        return lines


def _start(fact: Fact) -> int:
    return fact.start


def _overwritten(text: bytes, facts: Iterable[Fact], mark: bytes, *, lines: bool) -> bytes:
    """The text with the spans of facts overwritten by a mark of one byte; `lines` keeps their line ends."""
    pieces: list[bytes] = []
    end = 0
    for fact in facts:
        if fact.start < end:
            continue
        span = text[fact.start : fact.end]
        pieces += [text[end : fact.start], SHOWN.sub(mark, span) if lines and b"\n" in span else mark * len(span)]
        end = fact.end
    return b"".join([*pieces, text[end:]])
