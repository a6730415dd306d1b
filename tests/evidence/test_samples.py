"""Reports that the tools themselves wrote of one small module with a function that is tested and one that is not.

coverage.py 7.17, pytest 9.2, Vitest 2 with both of its providers of coverage, and the test runner of Node 20.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.evidence import reading_of
from prodlint.evidence.model import Reading

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Reading:
    return reading_of((SAMPLES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "form", "end", "counts"),
    [
        ("coverage-py.xml", "Cobertura", "shop/cart.py", (5, 7)),
        ("coverage-py.json", "coverage.py", "shop/cart.py", (5, 7)),
        ("coverage-py.lcov", "LCOV", "shop/cart.py", (5, 7)),
        ("istanbul.xml", "Cobertura", "src/cart.js", (3, 4)),
        ("istanbul.json", "Istanbul", "src/cart.js", (3, 4)),
        ("istanbul.lcov", "LCOV", "src/cart.js", (3, 4)),
        ("vitest-v8.json", "Istanbul", "src/cart.js", (5, 7)),
        ("vitest-summary.json", "Istanbul summary", "src/cart.js", (5, 7)),
        ("node.lcov", "LCOV", "src/cart.js", (6, 8)),
    ],
)
def test_the_lines_are_those_that_the_tool_counts(name: str, form: str, end: str, counts: tuple[int, int]) -> None:
    reading = sample(name)
    found = [(each.covered, each.total) for each in reading.files if each.path.endswith(end)]
    assert (reading.about, reading.format, found) == ("coverage", form, [counts])


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("pytest.xml", "passed failed skipped skipped passed failed passed passed passed failed"),
        ("vitest.xml", "passed failed skipped skipped"),
        ("node.xml", "passed failed skipped skipped"),
    ],
)
def test_each_test_has_the_outcome_that_the_tool_told(name: str, outcomes: str) -> None:
    assert " ".join(each.outcome for each in sample(name).cases) == outcomes
