"""A file's text → the `prodlint:` comments in it that allow a finding to stay.

// prodlint: allow empty-action -- waits for JIRA-12 until=2027-01-31      on the line, or in the comment directly above it
# prodlint: allow-file mock-data, P0-UI -- a sample project               anywhere: the whole file
/* prodlint: allow-start mock-data -- seeds */ ... /* prodlint: allow-end */   the lines between
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice, takewhile

import msgspec

from prodlint.source import Place, Source

SPOKEN = re.compile(rb"prodlint:[^\n]*?(?=\s*(?:\*/|-->|\r?\n|$))")
"""A directive up to the end of its line or comment."""
MARK = b"prodlint:"
VERBS = ("allow", "allow-file", "allow-start", "allow-end")
FOREIGN_VERBS = ("disable", "enable", "ignore", "noqa", "off", "skip", "suppress", "expect", "nolint", "deny")
"""What other linters call it; any other word after the mark is prose."""
MOST_ATTRIBUTES = 12
"""Lines of decorators and attributes that may stand between a comment and what it speaks of."""
LONGEST_COMMENT = 200
"""Lines below a directive in which its comment must end."""
MOST_DIRECTIVES = 1000
"""Directives of one file that are looked at, so that no file can make a run slow."""

DIRECTIVE = re.compile(rb"(?<![\w`'\".])" + MARK + rb"[ \t]*([A-Za-z-]+)([^\r\n]*)")
MARKER_BEFORE = re.compile(rb"(?://|\#|/\*|<!--|--|\A[ \t]*\*)")
MARKER_FIRST = re.compile(rb"[ \t]*(?:\{[ \t]*/\*|//|\#|/\*|\*|<!--|--)")
STRING = re.compile(rb"[rRuUbBfF]{0,2}[\"'`]")
FIRST_TEXT = re.compile(rb"[ \t]*(?:\{[ \t]*(?=/\*))?")
ATTRIBUTE = re.compile(rb"[ \t]*@\w")
CLOSER = re.compile(r"\s*(?:\*+/|--+>).*$")
MARKER = re.compile(r"^\s*(?:\{\s*)?(?:/\*+!?|///?!?|\*+(?!/)|\#+:?|<!--|--(?=\s))?\s*")
UNTIL = re.compile(r"\buntil\s*=\s*(\S*[^\s.,;)])")
REASON = re.compile(r"(?:^|\s)(?:--+|[—–])(?:\s|$)")


class Suppression(msgspec.Struct, frozen=True, kw_only=True):
    """One directive.

    `verb` is one of VERBS, or another word that stands there by mistake.  `names` are ids of rules or gates as written.
    `first` and `last` are the lines it covers, 1-based and inclusive, in the text's own count; `reaches` is true where it
    also covers what begins before them and ends in them.  `misplaced` says why it covers nothing, "" when it does cover.
    `until` is a date as written, "" for none.  `line` is the text of its line.
    """

    verb: str
    names: tuple[str, ...]
    place: Place
    first: int
    last: int
    reaches: bool = False
    reason: str = ""
    until: str = ""
    misplaced: str = ""
    line: str = ""


def blanked(text: bytes, comments: Sequence[tuple[int, int]]) -> bytes:
    """The text with every directive in a comment overwritten by spaces, so that it changes nothing of what is judged."""
    pieces: list[bytes] = []
    end = 0
    for start, stop in comments:
        if STRING.match(text, start):
            continue
        comment = SPOKEN.sub(lambda found: b" " * len(found[0]), text[start:stop])
        pieces += [text[end:start], comment]
        end = stop
    return b"".join([*pieces, text[end:]])


def find_suppressions(
    text: bytes,
    comments: Iterable[tuple[int, int]] | None = None,
    place: Callable[[int, int], Place] | None = None,
) -> tuple[Suppression, ...]:
    """The directives in a file's UTF-8 text, in order.

    `comments` are the byte ranges of its comments, end exclusive; without them a directive counts where a comment marker
    stands before it on its line.  `place` turns two byte offsets into a Place where the text's lines are not the file's own
    (Source.place of a notebook).
    """
    if MARK not in text:
        return ()
    suppressions = _Text(text, comments, place or Source("", text).place).suppressions()
    return tuple(_paired(islice(suppressions, MOST_DIRECTIVES)))


class _Text:
    """A file's lines, and which of them are comments.  Lines are counted from 0 here."""

    def __init__(self, text: bytes, comments: Iterable[tuple[int, int]] | None, place: Callable[[int, int], Place]) -> None:
        self._text = text
        self._lines = text.split(b"\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._comments = None if comments is None else sorted(span for span in comments if not self._is_string(span))
        self._place = place

    def suppressions(self) -> Iterator[Suppression]:
        for found in DIRECTIVE.finditer(self._text):
            verb = found[1].decode().lower().rstrip("-")
            if _is_meant(verb) and self._is_in_comment(found.start()):
                yield self._suppression(found, verb)

    def _suppression(self, found: re.Match[bytes], verb: str) -> Suppression:
        index = bisect_right(self._starts, found.start()) - 1
        said = CLOSER.sub("", found[2].decode("utf-8", "replace"))
        until = UNTIL.search(said)
        names, *reasons = REASON.split(UNTIL.sub("", said), maxsplit=1)
        own_line = self._is_comment_line(index)
        after = index + 1 + len(self._comment_lines_from(index + 1)) if own_line else index
        reason = " ".join("".join(reasons).split()) or (self._reason_below(index, after) if own_line else "")
        covered = self._covered(verb, index, after)
        first, last = (covered[0] + 1, covered[-1] + 1) if covered else (0, 0)
        return Suppression(
            verb=verb,
            names=tuple(name.strip(":;.") for name in re.split(r"[,\s]+", names) if name.strip(":;.")),
            place=self._place(found.start(), found.start() + len(found[0].rstrip())),
            first=first,
            last=last,
            reaches=not own_line,
            reason=reason,
            until=until[1] if until else "",
            misplaced="" if covered else "no code follows it directly",
            line=self._line_text(index),
        )

    def _covered(self, verb: str, index: int, after: int) -> range:
        """The lines that a directive on line `index` covers, whose comment ends before line `after`; empty for none."""
        if verb != "allow" or after == index:
            return range(index, index + 1)
        if not self._line(after).strip():
            return range(index + 1, after)
        attributes = takewhile(lambda line: ATTRIBUTE.match(self._line(line)), range(after, after + MOST_ATTRIBUTES))
        return range(index + 1, after + 1 + len(list(attributes)))

    def _comment_lines_from(self, index: int) -> list[int]:
        return list(takewhile(self._is_comment_line, range(index, index + LONGEST_COMMENT)))

    def _reason_below(self, index: int, after: int) -> str:
        """The words of the comment lines below a directive, up to the next directive."""
        lines = takewhile(lambda line: MARK not in self._lines[line], range(index + 1, after))
        words = (CLOSER.sub("", MARKER.sub("", self._line_text(line))) for line in lines)
        return " ".join(" ".join(words).split())

    def _is_in_comment(self, offset: int) -> bool:
        if self._comments is not None:
            return self._inside(offset)
        index = bisect_right(self._starts, offset) - 1
        return MARKER_BEFORE.search(self._text[self._starts[index] : offset]) is not None

    def _is_comment_line(self, index: int) -> bool:
        """Whether a line begins with, or inside, a comment."""
        line = self._line(index)
        if not line.strip():
            return False
        if self._comments is None:
            return MARKER_FIRST.match(line) is not None
        match = FIRST_TEXT.match(line)
        return match is not None and self._inside(self._starts[index] + match.end())

    def _inside(self, offset: int) -> bool:
        assert self._comments is not None
        index = bisect_right(self._comments, (offset, len(self._text) + 1)) - 1
        return index >= 0 and self._comments[index][0] <= offset < self._comments[index][1]

    def _is_string(self, span: tuple[int, int]) -> bool:
        """A docstring is told as a comment, but what it says is not said to prodlint."""
        return STRING.match(self._text, span[0]) is not None

    def _line(self, index: int) -> bytes:
        return self._lines[index] if index < len(self._lines) else b""

    def _line_text(self, index: int) -> str:
        return self._line(index).decode("utf-8", "replace").rstrip("\r")


def _is_meant(verb: str) -> bool:
    """Whether a word after the mark is an attempt at a directive and not prose."""
    return verb in VERBS or verb in FOREIGN_VERBS or bool(get_close_matches(verb, VERBS, n=1, cutoff=0.8))


def _paired(suppressions: Iterable[Suppression]) -> list[Suppression]:
    """Each `allow-start` joined with its `allow-end`: the last open one of the same names, or of any when it names none."""
    found: list[Suppression] = []
    waiting: list[int] = []
    for each in suppressions:
        if each.verb == "allow-end":
            start = next((index for index in reversed(waiting) if not each.names or found[index].names == each.names), None)
            if start is None:
                found.append(msgspec.structs.replace(each, misplaced="no `allow-start` of the same names is open"))
                continue
            waiting.remove(start)
            found[start] = msgspec.structs.replace(found[start], last=each.first)
            continue
        if each.verb == "allow-start":
            waiting.append(len(found))
        found.append(each)
    for index in waiting:
        found[index] = msgspec.structs.replace(found[index], misplaced="no `allow-end` follows it")
    return found
