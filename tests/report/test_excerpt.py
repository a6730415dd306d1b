"""Marks under a line of source: they stand below the characters they mean, in terminal cells."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from prodlint.report.excerpt import cell_width, mark


def test_marks_stand_below_the_span() -> None:
    assert mark("let a = 1", 4, 5, 80) == ("let a = 1", "    ^")


def test_tabs_become_spaces_up_to_the_next_stop() -> None:
    assert mark("\ta\tb", 3, 4, 80) == ("    a   b", "        ^")


def test_wide_characters_take_two_cells() -> None:
    assert mark("日本 x", 3, 4, 80) == ("日本 x", "     ^")
    assert mark("日本 x", 0, 2, 80) == ("日本 x", "^^^^")


def test_combining_characters_take_none() -> None:
    assert mark("e\u0301x", 2, 3, 80) == ("e\u0301x", " ^")


def test_control_codes_are_shown_not_sent() -> None:
    assert mark("a\x1b[31mb", 6, 7, 80) == ("a\\x1b[31mb", "         ^")


def test_an_empty_span_has_one_mark() -> None:
    assert mark("abc", 1, 1, 80) == ("abc", " ^")


def test_a_span_behind_the_line_is_marked_at_its_end() -> None:
    assert mark("abc", 9, 12, 80) == ("abc", "   ^")
    assert mark("", 0, 0, 80) == ("", "^")


def test_a_long_line_shows_what_is_around_the_span() -> None:
    source, marks = mark("a" * 500 + "XY" + "b" * 500, 500, 502, 40)
    assert source[0] == source[-1] == "…"
    assert source[marks.index("^") : marks.rindex("^") + 1] == "XY"


def test_a_span_pushed_out_by_wide_characters_is_still_shown() -> None:
    source, marks = mark("語" * 70 + "XY", 70, 72, 80)
    assert source.endswith("XY")
    assert marks.endswith("^^")


def test_a_line_of_megabytes_costs_no_more_than_a_short_one() -> None:
    source, _ = mark("x" * 5_000_000, 4_000_000, 4_900_000, 80)
    assert len(source) < 90


@given(st.text(), st.integers(0, 300), st.integers(0, 300), st.integers(1, 60))
def test_any_line_can_be_marked_within_the_width(line: str, start: int, length: int, width: int) -> None:
    source, marks = mark(line, start, start + length, width)
    assert "^" in marks
    assert len((source + marks).splitlines()) <= 1
    assert sum(cell_width(character) for character in source) <= width + 2
