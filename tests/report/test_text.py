"""The text format: what a person at a terminal sees."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodlint.finding import Problem
from prodlint.report import FORMATS, Report, Style
from prodlint.report.tally import is_ready
from prodlint.source import Place

from .samples import finding, mixed, report, way

PAGE = """\
P0-MOCK  Mock data or placeholder functionality in the production path

src/App.tsx:12:3  warning  mock-data  `Save` does nothing when activated.
    12 |   <button onClick={() => {}}>Save</button>
       |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    why: A person taps it and nothing happens.
    fix: Call the real action.
    lowered: In a script.
    see: src/api.ts:3:3 It returns nothing.

P0-UI  Non-functional UI components in critical user flows

src/App.tsx:12:3  error  empty-action  `Save` does nothing when activated.
    12 |   <button onClick={() => {}}>Save</button>
       |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    why: A person taps it and nothing happens.
    fix: Call the real action.

P1-TESTS  Tests that prove nothing

a.test.ts:12:3  note  empty-test  `Save` does nothing when activated.
    why: A person taps it and nothing happens.
    fix: Call the real action.

Not read, or only in part:
  big.js: skipped: larger than 2 MB
  odd.swift:7: partial: syntax error

gate          errors  warnings    notes
P0-MOCK            0         1        0  Mock data or placeholder functionality in the production path
P0-UI              1         0        0  Non-functional UI components in critical user flows
P0-API             0         0        0  API integration failures or missing real connectivity
P1-MEMORY          0         0        0  Performance issues or memory management problems
P1-TESTS           0         0        1  Tests that prove nothing
SUPPRESSION        0         0        0  Suppressions that are unused, unknown, expired or unexplained
all                1         1        1
3 files, 1,200 lines scanned, 1 suppressed

Not ready to ship: 1 error in 1 file (P0-UI 1).
"""


def rendered(given_report: Report, **style: Any) -> str:
    """The page in this style."""
    return FORMATS["text"](given_report, Style(**style))


def last_line(given_report: Report) -> str:
    """The verdict."""
    return rendered(given_report).splitlines()[-1]


def legacy() -> Report:
    """Thirty notes, five sure warnings and one error, the error last."""
    notes = [finding(path=f"a{number:02}.ts", level="note", rule="admission") for number in range(30)]
    warnings = [finding(path=f"b{number}.ts", level="warning", rule="mock-data") for number in range(5)]
    return report(*notes, *warnings, finding(path="z.ts", gate="P1-TESTS"))


def test_the_page_of_a_small_project() -> None:
    assert rendered(mixed()) == PAGE


def test_nothing_to_say_against_shipping() -> None:
    assert last_line(report()) == "Nothing found that must not ship in 3 files."


def test_lesser_findings_do_not_forbid_shipping() -> None:
    assert last_line(report(finding(level="warning"), finding(level="note"))) == (
        "Nothing found that must not ship in 3 files; 1 warning, 1 note to look at."
    )


def test_there_is_no_verdict_where_a_file_crashed_the_analysis() -> None:
    problems = (Problem("a.py", "crashed", "KeyError"),)
    assert last_line(report(problems=problems)).startswith("No verdict: 1 file could not be analysed")


@pytest.mark.parametrize("kind", ["timeout", "unreadable"])
def test_there_is_no_verdict_where_a_file_took_too_long_or_could_not_be_read(kind: str) -> None:
    said = report(problems=(Problem("a.py", kind, "lost"),))
    assert last_line(said).startswith("No verdict: 1 file could not be analysed")
    assert not is_ready(said)


def test_there_is_no_verdict_on_no_files() -> None:
    assert last_line(report(files=0)) == "No verdict: no code was looked at."


def test_an_error_forbids_shipping_whatever_crashed() -> None:
    assert last_line(report(finding(), problems=(Problem("a.py", "crashed", "KeyError"),))).startswith("Not ready")


def test_a_legacy_project_sees_the_surest_twenty() -> None:
    text = rendered(legacy())
    assert text.count("why:") == 20
    assert "z.ts:12:3  error" in text
    assert text.count("  warning  mock-data") == 5


def test_the_rest_of_a_legacy_project_is_counted_by_rule() -> None:
    text = rendered(legacy())
    assert "16 further findings, less sure or less grave:\n  16  admission\n" in text
    assert "`--format concise`" in text


def test_a_legacy_project_sees_all_when_verbose() -> None:
    assert rendered(legacy(), verbose=True).count("why:") == 36


def test_a_region_of_several_lines_is_marked_on_its_first() -> None:
    place = Place(line=7, column=5, end_line=9, end_column=2, utf16_column=5, utf16_end_column=2)
    text = rendered(report(finding(place=place, excerpt=("    if x {  ", "    a", "}"))))
    assert "    7 |     if x {\n      |     ^^^^^^\n    why:" in text


def test_problems_beyond_ten_are_counted_and_crashes_come_first() -> None:
    skipped = [Problem(f"{number}.bin", "skipped", "binary") for number in range(12)]
    text = rendered(report(problems=(*skipped, Problem("x.py", "crashed", "KeyError"))))
    assert "Not read, or only in part:\n  x.py: crashed: KeyError\n  0.bin" in text
    assert "  … and 3 more\n" in text


def test_suppressed_findings_show_their_reason_when_asked_for() -> None:
    assert "suppressed: waits" not in rendered(mixed())
    assert "    suppressed: waits for the new API\n" in rendered(mixed(), show_suppressed=True)


def test_colour_only_when_asked_for() -> None:
    assert "\x1b" not in rendered(mixed())
    assert "\x1b[31;1merror\x1b[0m" in rendered(mixed(), color=True)


def test_gates_of_other_rule_books_have_their_row() -> None:
    assert "HOUSE              1         0        0\n" in rendered(report(finding(gate="HOUSE")))


ANY_TEXT = st.text(alphabet=st.characters())


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_of_the_project_reaches_the_terminal_as_a_control_code(path: str, message: str) -> None:
    hostile = finding(path=path, message=message, excerpt=(message,), why=message, gate=path, rule=message)
    text = rendered(report(hostile, problems=(Problem(path, "crashed", message),)))
    text.encode()
    assert not set(text) & {chr(code) for code in (*range(10), *range(11, 32), *range(127, 160), 0x202E, 0x2028)}


def test_the_way_of_a_value_is_told_from_its_end_on_one_line() -> None:
    assert "    flow: shown by `App` (here) <- a record (src/api.ts:3)\n" in rendered(report(finding(flow=way())))


def test_steps_at_one_place_name_it_once() -> None:
    first, last = way()
    at_once = (msgspec.structs.replace(first, path=last.path, place=last.place), last)
    assert "    flow: shown by `App` <- a record (here)\n" in rendered(report(finding(flow=at_once)))


def test_a_related_place_that_the_way_names_is_not_told_again() -> None:
    assert "see:" not in rendered(report(finding(flow=way(), related=way()[:1])))
