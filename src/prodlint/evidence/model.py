"""What reports of test runs say, as they are read and as they are weighed.  Plain values."""

from __future__ import annotations

import msgspec

COVERAGE, TESTS = "coverage", "tests"
"""What a report is about."""


class Broken(Exception):  # says what the file is
    """A file that is no report, or one that cannot be read to its end; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class FileCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of one file that can run, and those that ran.

    `path` is as in the report, or relative to the project once the file was found.  `lines` says of each 1-based line whether
    it ran; where a report only counts, it is empty, and `ran` and `most` are all that is known.
    """

    path: str
    lines: dict[int, bool] = {}
    ran: int = 0
    most: int = 0

    @property
    def covered(self) -> int:
        """Lines that ran."""
        return sum(self.lines.values()) if self.lines else min(self.ran, self.most)

    @property
    def total(self) -> int:
        """Lines that can run."""
        return len(self.lines) or self.most


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One test: its name with that of its suite, its outcome ("passed", "failed" or "skipped"), and what is said about it."""

    name: str
    outcome: str
    message: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says.

    `about` is COVERAGE or TESTS, `format` the name of its format.  `sources` are folders that paths are relative to, `paths`
    the files that a report of tests names.  `stated` is when it was written, by its own word, in POSIX seconds: the latest that
    the word can mean; None where it says nothing.
    """

    about: str
    format: str
    files: tuple[FileCoverage, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    stated: float | None = None


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was found or given: `path` relative to the project, else absolute, and when it was written (POSIX seconds).

    `reading` is None for one that cannot be read, and `remark` says why.
    """

    path: str
    given: bool = False
    written: float = 0.0
    reading: Reading | None = None
    remark: str = ""


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A report, whether it counts, and why it does not."""

    path: str
    about: str
    format: str
    given: bool
    counts: bool
    remark: str = ""


class Untested(msgspec.Struct, frozen=True, kw_only=True):
    """A product file with controls or services of which no report of coverage says that a line ran."""

    path: str
    controls: int = 0
    services: int = 0


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What reports prove about a project, `least` percent of lines being asked for.

    `files` are the product files of the reports that count, `untested` those of which none says anything, both the worst first;
    `cases` are the tests of the reports that count.
    """

    least: float = 90.0
    reports: tuple[Weighed, ...] = ()
    files: tuple[FileCoverage, ...] = ()
    untested: tuple[Untested, ...] = ()
    cases: tuple[Case, ...] = ()

    @property
    def covered(self) -> int:
        """Lines that ran."""
        return sum(each.covered for each in self.files)

    @property
    def total(self) -> int:
        """Lines that can run."""
        return sum(each.total for each in self.files)

    @property
    def percent(self) -> float | None:
        """Line coverage in percent, cut to one decimal; None where no report counts."""
        return (1000 * self.covered // self.total) / 10 if self.total else None

    @property
    def is_too_low(self) -> bool:
        """Whether the lines that ran are fewer than those asked for."""
        return self.total > 0 and 100 * self.covered < self.least * self.total

    def of(self, outcome: str) -> list[Case]:
        """The tests with an outcome."""
        return [each for each in self.cases if each.outcome == outcome]
