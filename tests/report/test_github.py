"""Workflow commands: the runner must read back exactly what was found, and nothing else as a command."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodlint.finding import Problem
from prodlint.report import FORMATS, Style
from prodlint.source import Place

from .samples import finding, mixed, report

render = FORMATS["github"]


def test_a_finding_is_an_annotation() -> None:
    assert render(report(finding()), Style()).splitlines() == [
        "::error file=src/App.tsx,line=12,endLine=12,col=3,endColumn=30,title=empty-action (P0-UI)"
        "::`Save` does nothing when activated.%0ACall the real action.",
        "1 error; 3 files scanned",
    ]


@pytest.mark.parametrize(("level", "command"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_levels_have_their_own_commands(level: str, command: str) -> None:
    assert render(report(finding(level=level)), Style()).startswith(f"::{command} file=")


def test_paths_are_given_from_the_root_of_the_repository() -> None:
    assert "file=apps/web/src/App.tsx," in render(report(finding(), prefix="apps/web"), Style())


def test_properties_escape_what_would_end_them() -> None:
    text = render(report(finding(path="a:b,c%d\r\ne.ts")), Style())
    assert "::error file=a%3Ab%2Cc%25d%0D%0Ae.ts,line=12," in text


def test_messages_escape_line_ends_and_percent_signs_only() -> None:
    text = render(report(finding(message="100%: a, b\r\nc", fix="")), Style())
    assert "::100%25: a, b%0D%0Ac\n" in text


def test_a_region_of_several_lines_has_no_columns() -> None:
    place = Place(line=2, column=3, end_line=4, end_column=5, utf16_column=3, utf16_end_column=5)
    assert "line=2,endLine=4,title=" in render(report(finding(place=place)), Style())


def test_a_crash_is_an_error_and_a_skipped_file_a_notice() -> None:
    problems = (Problem("a.py", "crashed", "KeyError", 3), Problem("b.bin", "skipped", "binary"))
    assert render(report(problems=problems), Style()).splitlines()[:2] == [
        "::error file=a.py,line=3,title=prodlint%3A crashed::KeyError",
        "::notice file=b.bin,title=prodlint%3A skipped::binary",
    ]


def test_suppressed_findings_are_left_out() -> None:
    assert "Old.tsx" not in render(mixed(), Style())
    assert "(suppressed: waits for the new API)" in render(mixed(), Style(show_suppressed=True))


@given(st.text(), st.text(), st.text())
def test_any_text_stays_inside_its_command(path: str, message: str, rule: str) -> None:
    text = render(report(finding(path=f"x{path}", message=f"x{message}", rule=f"x{rule}")), Style())
    assert len(text.encode().splitlines()) == 2
    assert len(text.splitlines()) == 2
