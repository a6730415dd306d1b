"""The concise format: one line a finding, whatever stands in it."""

from __future__ import annotations

from prodlint.finding import Problem
from prodlint.report import FORMATS, Style

from .samples import finding, mixed, report

render = FORMATS["concise"]


def test_one_line_a_finding_and_one_of_counts() -> None:
    assert render(mixed(), Style()) == (
        "src/App.tsx:12:3: warning mock-data `Save` does nothing when activated.\n"
        "src/App.tsx:12:3: error empty-action `Save` does nothing when activated.\n"
        "a.test.ts:12:3: note empty-test `Save` does nothing when activated.\n"
        "1 error, 1 warning, 1 note; 3 files scanned (1 suppressed, 2 files not fully read)\n"
    )


def test_a_clean_project_says_so() -> None:
    assert render(report(), Style()) == "no findings; 3 files scanned\n"


def test_a_line_end_in_a_message_does_not_start_a_line() -> None:
    text = render(report(finding(message="one\ntwo\u2028three", path="a\nb.ts")), Style())
    assert text.splitlines()[0] == "a\\nb.ts:12:3: error empty-action one\\ntwo\\u2028three"
    assert len(text.splitlines()) == 2


def test_suppressed_findings_show_their_reason_when_asked_for() -> None:
    text = render(mixed(), Style(show_suppressed=True))
    assert "src/Old.tsx:12:3: error empty-action `Save` does nothing when activated. (suppressed: waits" in text


def test_suppressed_findings_are_not_counted_even_when_shown() -> None:
    assert render(mixed(), Style(show_suppressed=True)).splitlines()[-1].startswith("1 error, 1 warning")


def test_silent_findings_stay_silent() -> None:
    assert render(report(finding(level="none")), Style()) == "no findings; 3 files scanned\n"


def test_a_file_that_crashed_the_analysis_is_named() -> None:
    text = render(report(problems=(Problem("a.swift", "crashed", "IndexError", 4),)), Style())
    assert "a.swift:4: crashed: IndexError\n" in text


def test_what_was_skipped_is_listed_when_verbose() -> None:
    assert "big.js: skipped: larger than 2 MB\n" in render(mixed(), Style(verbose=True))
