"""GitHub's line hashes: known values, and agreement with a plain rolling hash on any text."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodlint.report.linehash import line_hashes

GREETING = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]
LOREM = [
    *(f"a7f2ff13bc495cf2:{count}" for count in range(1, 7)),
    "a7f2ff1481e87703:1",
    "a9cf91f7bbf1862b:1",
    "55ec222b86bcae53:1",
    "cc97dc7b1d7d8f7b:1",
    "c129715d7a2bc9a3:1",
]
LETTERS = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", LETTERS),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETING),
        ("Lorem ipsum dolor sit amet.\n" * 10, LOREM),
    ],
)
def test_known_files_have_the_known_hashes(text: str, hashes: list[str]) -> None:
    assert line_hashes(text, range(1, len(hashes) + 1)) == dict(enumerate(hashes, 1))


def test_a_wanted_line_counts_equal_lines_before_it_that_nobody_wanted() -> None:
    assert line_hashes("Lorem ipsum dolor sit amet.\n" * 10, [4]) == {4: "a7f2ff13bc495cf2:4"}


def test_lines_the_file_does_not_have_are_left_out() -> None:
    assert line_hashes("a\nb", [0, -1, 3, 900]) == {}


def test_nothing_wanted_is_nothing_hashed() -> None:
    assert line_hashes("a\nb", []) == {}


def test_spaces_and_tabs_do_not_matter() -> None:
    assert line_hashes("\tlet a = 1\nb", [1]) == line_hashes("let  a=1\n  b\t", [1])


def test_kinds_of_line_end_do_not_matter() -> None:
    assert line_hashes("a\r\nb\r\n", [1, 2, 3]) == line_hashes("a\nb\n", [1, 2, 3]) == line_hashes("a\rb\r", [1, 2, 3])


@given(st.text(alphabet=st.sampled_from("ab \t\r\n😀é\0\ufeff")), st.integers(0, 40))
def test_any_text_hashes_as_the_rolling_hash_does(unit: str, times: int) -> None:
    text = unit * times
    expected = rolling_hashes(text)
    assert line_hashes(text, expected) == expected


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_unicode_hashes_as_the_rolling_hash_does(text: str) -> None:
    expected = rolling_hashes(text)
    assert line_hashes(text, expected) == expected


def rolling_hashes(text: str) -> dict[int, str]:
    """The hashes of all lines, by shifting a window over the file one code unit at a time."""
    units = [*_kept(text), 65535]
    starts = [0, *(index + 1 for index, unit in enumerate(units) if unit == 10)]
    values: list[int] = []
    value = 0
    padded = units + [0] * 100
    for index, unit in enumerate(padded):
        leaving = padded[index - 100] if index >= 100 else 0
        value = (value * 37 + unit - 37**100 * leaving) % 2**64
        values.append(value)
    seen: Counter[int] = Counter()
    hashes = {}
    for line, start in enumerate(starts, 1):
        value = values[start + 99]
        seen[value] += 1
        hashes[line] = f"{value:x}:{seen[value]}"
    return hashes


def _kept(text: str) -> list[int]:
    encoded = text.encode("utf-16-le")
    after_return = False
    kept = []
    for low, high in zip(encoded[::2], encoded[1::2], strict=True):
        unit = low + 256 * high
        skipped = unit in (9, 32) or (after_return and unit == 10)
        after_return = not skipped and unit == 13
        if not skipped:
            kept.append(10 if unit == 13 else unit)
    return kept
