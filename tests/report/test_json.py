"""The JSON format: the documented shape, for any findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodlint.finding import GATES, Problem
from prodlint.report import FORMATS, Report, Style
from prodlint.report.json_schema import json_schema

from .samples import finding, mixed, report, way

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def rendered(given_report: Report, style: Style | None = None) -> Any:
    """What a reader gets, checked against the schema."""
    content = json.loads(FORMATS["json"](given_report, style or Style()))
    VALIDATOR.validate(content)
    return content


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_a_finding_has_the_documented_keys() -> None:
    assert rendered(report(finding()))["findings"] == [
        {
            "rule": "empty-action",
            "gate": "P0-UI",
            "level": "error",
            "confidence": "high",
            "path": "src/App.tsx",
            "line": 12,
            "column": 3,
            "end_line": 12,
            "end_column": 30,
            "message": "`Save` does nothing when activated.",
            "why": "A person taps it and nothing happens.",
            "fix": "Call the real action.",
            "related": [],
            "flow": [],
            "fingerprint": "f1",
        }
    ]


def test_related_places_are_given_in_full() -> None:
    assert rendered(mixed())["findings"][0]["related"] == [
        {
            "path": "src/api.ts",
            "line": 3,
            "column": 3,
            "end_line": 3,
            "end_column": 9,
            "message": "It returns nothing.",
        }
    ]


def test_the_summary_counts_by_level_gate_and_rule() -> None:
    summary = rendered(mixed())["summary"]
    assert summary["rules"] == {"empty-action": 1, "empty-test": 1, "mock-data": 1}
    assert list(summary["gates"]) == list(GATES)
    assert summary["gates"]["P0-UI"] == {"errors": 1, "warnings": 0, "notes": 0}
    assert (summary["errors"], summary["warnings"], summary["notes"], summary["suppressed"]) == (1, 1, 1, 1)
    assert (summary["files"], summary["lines"], summary["ready"]) == (3, 1200, False)


def test_what_was_not_read_is_listed() -> None:
    assert rendered(mixed())["not_read"] == [
        {"path": "big.js", "kind": "skipped", "line": 0, "message": "larger than 2 MB"},
        {"path": "odd.swift", "kind": "partial", "line": 7, "message": "syntax error"},
    ]


def test_a_clean_project_is_ready() -> None:
    content = rendered(report())
    assert content["findings"] == []
    assert content["summary"]["ready"] is True


def test_a_crash_is_never_ready() -> None:
    assert rendered(report(problems=(Problem("a.py", "crashed", "KeyError"),)))["summary"]["ready"] is False


def test_a_suppressed_finding_shows_its_reason_only_when_asked_for() -> None:
    assert len(rendered(mixed())["findings"]) == 3
    shown = rendered(mixed(), Style(show_suppressed=True))
    assert [entry.get("suppressed") for entry in shown["findings"]] == [None, None, "waits for the new API", None]
    assert shown["summary"] == rendered(mixed())["summary"]


def test_the_example_in_the_documentation_is_what_is_written() -> None:
    page = Path(__file__).parents[2] / "docs" / "output.md"
    example = page.read_text("utf-8").split("```json\n")[1].split("```")[0]
    shown = report(finding(), problems=(Problem("odd.swift", "partial", "syntax error", 7),))
    assert FORMATS["json"](shown, Style()) == example


def test_an_unknown_key_is_refused_by_the_schema() -> None:
    content = rendered(report(finding()))
    content["findings"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(content)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert FORMATS["json"](mixed(), Style()) == FORMATS["json"](mixed(), Style())


ANY_TEXT = st.text(alphabet=st.characters())


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_gives_valid_json(path: str, message: str, fingerprint: str) -> None:
    hostile = finding(path=f"x{path}", message=message, fingerprint=fingerprint, gate=message, rule=path)
    FORMATS["json"](report(hostile), Style()).encode()
    rendered(report(hostile, problems=(Problem(f"x{path}", "partial", message, 1),)))


def test_the_way_of_a_value_is_a_list_of_places() -> None:
    (found,) = rendered(report(finding(flow=way())))["findings"]
    assert [(step["path"], step["line"], step["message"]) for step in found["flow"]] == [
        ("src/api.ts", 3, "a record"),
        ("src/App.tsx", 12, "shown by `App`"),
    ]
