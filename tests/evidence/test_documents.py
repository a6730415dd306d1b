"""JSON reports of coverage, told by their shape."""

from __future__ import annotations

import json
from typing import Any

import pytest

from prodlint.evidence import Broken, Reading, reading_of

PYTHON = {
    "meta": {"format": 3, "version": "7.6.1", "timestamp": "2026-11-27T08:00:00.000000", "branch_coverage": False},
    "files": {
        "shop/cart.py": {
            "executed_lines": [1, 2],
            "missing_lines": [5],
            "excluded_lines": [],
            "summary": {"covered_lines": 2, "num_statements": 3, "percent_covered": 66.7},
        }
    },
    "totals": {"covered_lines": 2, "num_statements": 3},
}
ISTANBUL = {
    "/build/web/src/cart.ts": {
        "path": "/build/web/src/cart.ts",
        "statementMap": {
            "0": {"start": {"line": 1, "column": 0}, "end": {"line": 1, "column": 20}},
            "1": {"start": {"line": 1, "column": 22}, "end": {"line": 3, "column": None}},
            "2": {"start": {"line": 4, "column": 2}, "end": {"line": 4, "column": 9}},
        },
        "fnMap": {},
        "branchMap": {},
        "s": {"0": 0, "1": 2, "2": 0},
        "f": {},
        "b": {},
    }
}
COUNTS = {"total": 10, "covered": 7, "skipped": 0, "pct": 70}
SUMMARY = {"total": {"lines": COUNTS, "branches": COUNTS}, "/build/web/src/cart.ts": {"lines": COUNTS, "branches": COUNTS}}
XCCOV = {
    "coveredLines": 8,
    "executableLines": 20,
    "lineCoverage": 0.4,
    "targets": [
        {
            "name": "Harbor.app",
            "buildProductPath": "/build/Harbor.app/Harbor",
            "coveredLines": 8,
            "executableLines": 20,
            "lineCoverage": 0.4,
            "files": [
                {
                    "path": "/Users/ci/Harbor/Views/Map.swift",
                    "name": "Map.swift",
                    "coveredLines": 8,
                    "executableLines": 20,
                    "lineCoverage": 0.4,
                    "functions": [],
                }
            ],
        }
    ],
}
ARCHIVE = {
    "/Users/ci/Harbor/Views/Map.swift": [
        {"line": 1, "isExecutable": False},
        {"line": 2, "isExecutable": True, "executionCount": 3, "subranges": []},
        {"line": 3, "isExecutable": True, "executionCount": 0},
    ]
}


def read(content: Any) -> Reading:
    return reading_of(json.dumps(content).encode())


@pytest.mark.parametrize(
    ("content", "form", "path", "lines"),
    [
        (PYTHON, "coverage.py", "shop/cart.py", {5: False, 1: True, 2: True}),
        (ISTANBUL, "Istanbul", "/build/web/src/cart.ts", {1: True, 4: False}),
        (ARCHIVE, "xccov archive", "/Users/ci/Harbor/Views/Map.swift", {2: True, 3: False}),
    ],
)
def test_a_report_has_the_lines_of_each_file(content: Any, form: str, path: str, lines: dict[int, bool]) -> None:
    reading = read(content)
    assert (reading.about, reading.format) == ("coverage", form)
    assert [(each.path, each.lines) for each in reading.files] == [(path, lines)]


@pytest.mark.parametrize(
    ("content", "form", "path", "counts"),
    [
        (SUMMARY, "Istanbul summary", "/build/web/src/cart.ts", (7, 10)),
        (XCCOV, "xccov", "/Users/ci/Harbor/Views/Map.swift", (8, 20)),
    ],
)
def test_a_report_that_only_counts_has_counts(content: Any, form: str, path: str, counts: tuple[int, int]) -> None:
    reading = read(content)
    assert reading.format == form
    assert [(each.path, (each.covered, each.total)) for each in reading.files] == [(path, counts)]


def test_a_moment_without_a_zone_is_the_latest_that_it_can_be() -> None:
    assert read(PYTHON).stated == 1795766400.0 + 12 * 3600


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"{", "not whole JSON: "),
        (b"[1]", "JSON of this shape is no format of reports that prodlint reads"),
        (b"{}", "JSON of this shape is no format of reports that prodlint reads"),
        (b'{"a": {"b": 1}}', "JSON of this shape is no format of reports that prodlint reads"),
        (b'{"files": {"a.py": {"executed_lines": "all"}}}', "not as coverage.py writes it: "),
        (b'{"targets": [{"files": [{}]}]}', "not as xccov writes it: "),
        (b'{"a.ts": {"statementMap": {"0": 3}, "s": {}}}', "not as Istanbul writes it: "),
        (b'{"total": {"lines": {}}, "a.ts": {"lines": {"total": -1}}}', "not as Istanbul summary writes it: "),
        (b'{"total": {"lines": {}}, "a.ts": {"lines": {"total": 4, "covered": -1}}}', "not as Istanbul summary writes it: "),
        (b'{"a": ' * 200_000, "its JSON is nested too deeply"),
    ],
)
def test_what_is_no_report_says_so(text: bytes, why: str) -> None:
    with pytest.raises(Broken) as told:
        reading_of(text)
    assert told.value.message.startswith(why)
