"""A file while it is mended: its text, its comments, and where a finding stands in it."""

from __future__ import annotations

import msgspec

from prodlint.fact import Comment
from prodlint.finding import Finding
from prodlint.parsed import Parsed
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary


class Subject(msgspec.Struct, frozen=True):
    """`findings` are those of the file that can be mended, `known` the ids of all rules and gates, `declared` the variables of
    the environment that the project's files declare.
    """

    source: Source
    language: str
    vocabulary: Vocabulary
    parsed: Parsed
    findings: tuple[Finding, ...] = ()
    known: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()

    @property
    def comments(self) -> tuple[tuple[int, int], ...]:
        """The byte ranges of the comments."""
        return tuple((each.start, each.end) for each in self.parsed.facts("comment") if isinstance(each, Comment))

    @property
    def broken(self) -> bool:
        """Whether the grammar could not read all of the file."""
        return bool(self.parsed.errors)

    def shows(self, finding: Finding) -> bool:
        """Whether the file still has the lines that a finding quotes, but for what was masked or cut there."""
        quoted = finding.excerpt[0] if finding.excerpt else ""
        line = self.line(finding.place.line)
        return (
            bool(quoted)
            and all(one in (other, "•") for one, other in zip(quoted, line, strict=False))
            and len(quoted) <= len(line)
        )

    def line(self, number: int) -> str:
        """A line by its number, 1-based, without its end."""
        return self.source.line_text(number - 1)

    def offset(self, line: int, column: int) -> int:
        """The byte offset of a line and a column, both 1-based, in characters."""
        return self.source.line_start(line - 1) + len(self.line(line)[: column - 1].encode())

    def span(self, finding: Finding) -> tuple[int, int]:
        """The byte offsets of a finding's place."""
        place = finding.place
        return self.offset(place.line, place.column), self.offset(place.end_line, place.end_column)
