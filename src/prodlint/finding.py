"""What prodlint says about one place, and what it could not do: plain frozen values."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from prodlint.source import Place

LEVELS = ("none", "note", "warning", "error")
"""From silent to blocking; a level's rank is its index."""

GATES = {
    "P0-MOCK": ("error", "Mock data or placeholder functionality in the production path"),
    "P0-UI": ("error", "Non-functional UI components in critical user flows"),
    "P0-API": ("error", "API integration failures or missing real connectivity"),
    "P1-MEMORY": ("warning", "Performance issues or memory management problems"),
    "P1-TESTS": ("warning", "Tests that prove nothing"),
    "SUPPRESSION": ("warning", "Suppressions that are unused, unknown, expired or unexplained"),
}
"""The release plan's blocker rules, and the gate of suppressions themselves: id → (level, what it says)."""


class Related(msgspec.Struct, frozen=True):
    """A second place that explains a finding."""

    path: str
    place: Place
    message: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One problem at one place.

    `path` is relative to the scanned project's root, with forward slashes.  `level` is "error", "warning" or "note" after gate,
    confidence and role have been weighed; `lowered` says why it is lower than the gate's, "" when it is not.
    `excerpt` are the source lines `place.line..place.end_line` (at most three).  `fingerprint` survives moved code:
    a hash of rule, path, and the normalised text of the place with an occurrence number.
    """

    rule: str
    gate: str
    level: str
    confidence: str
    path: str
    place: Place
    message: str
    why: str
    fix: str
    excerpt: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    flow: tuple[Related, ...] = ()
    """The way of what is found, in order: the literal or draw where it begins, where it is kept, and where it is given out."""
    fingerprint: str = ""
    lowered: str = ""
    line: int = 0
    """The line of `place`, 1-based, in the text that was judged, which in a notebook is not the file's; 0: `place.line`."""
    begins: int = 0
    """The line, counted as `line`, where the thing begins of which `place` is the part to mend; 0: where `place` does."""
    suppressed: str = ""
    """The reason given in the source when a suppression covers the finding, else ""."""


OURS = ("crashed", "timeout")
"""Kinds of problems that are our fault."""
FAILURES = (*OURS, "unreadable")
"""Kinds of problems by which a file could not be judged, through our fault or the system's: the exit status is 2."""


class Problem(msgspec.Struct, frozen=True):
    """Something prodlint could not do with a file: `path`, what happened, and how bad it is.

    `kind` is "skipped" (too large, binary), "partial" (syntax errors: read in part), "timeout", "unreadable" or "crashed"
    (these three: exit 2).
    `line` is 1-based, 0 when the whole file is meant.
    """

    path: str
    kind: str
    message: str
    line: int = 0

    @property
    def is_failure(self) -> bool:
        """Whether the file could not be judged."""
        return self.kind in FAILURES

    @property
    def is_ours(self) -> bool:
        """Whether prodlint failed on the file, and not the system."""
        return self.kind in OURS


def unjudged(problems: Iterable[Problem]) -> int:
    """The files that could not be judged."""
    return len({problem.path for problem in problems if problem.is_failure})
