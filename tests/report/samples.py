"""Findings and reports built by hand, for the tests of the formats."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.finding import Finding, Problem, Related
from prodlint.report import Report, RuleSummary, in_order
from prodlint.source import Place, Source

SAVE = "  <button onClick={() => {}}>Save</button>"
TAG = "<button onClick={() => {}}>"


def place_of(part: str, line: str, number: int = 12) -> Place:
    """Where a part of a line stands, on the line with this number."""
    text, wanted = line.encode(errors="replace"), part.encode(errors="replace")
    start = text.index(wanted)
    place = Source("", text).place(start, start + len(wanted))
    return msgspec.structs.replace(place, line=number, end_line=number)


def finding(**changes: Any) -> Finding:
    """An empty action in src/App.tsx, with what the test changes."""
    values: dict[str, Any] = {
        "rule": "empty-action",
        "gate": "P0-UI",
        "level": "error",
        "confidence": "high",
        "path": "src/App.tsx",
        "place": place_of(TAG, SAVE),
        "message": "`Save` does nothing when activated.",
        "why": "A person taps it and nothing happens.",
        "fix": "Call the real action.",
        "excerpt": (SAVE,),
        "fingerprint": "f1",
    }
    return Finding(**(values | changes))


def rule(rule_id: str = "empty-action", **changes: Any) -> RuleSummary:
    """The rule of `finding`, with what the test changes."""
    values: dict[str, Any] = {
        "id": rule_id,
        "title": "Control whose handler does nothing",
        "gate": "P0-UI",
        "confidence": "high",
        "level": "error",
        "why": "A person taps it and nothing happens.",
        "fix": "Call the real action.",
        "help_markdown": "# Control whose handler does nothing",
        "tags": ("wiring",),
    }
    return RuleSummary(**(values | changes))


def report(*findings: Finding, **changes: Any) -> Report:
    """A report of these findings on a project of three files."""
    values: dict[str, Any] = {
        "findings": in_order(findings),
        "rules": (rule(),),
        "files": 3,
        "lines": 1200,
        "root": "/repo",
        "category": "web",
        "version": "0.1.0",
    }
    return Report(**(values | changes))


def mixed() -> Report:
    """Findings of three gates and levels, one suppressed, one with a related place, and two problems."""
    related = Related("src/api.ts", place_of("return", "  return []", 3), "It returns nothing.")
    note = finding(gate="P1-TESTS", rule="empty-test", level="note", confidence="low", path="a.test.ts", excerpt=())
    warning = finding(
        gate="P0-MOCK", rule="mock-data", level="warning", confidence="medium", related=(related,), lowered="In a script."
    )
    hidden = finding(path="src/Old.tsx", suppressed="waits for the new API")
    problems = (Problem("big.js", "skipped", "larger than 2 MB"), Problem("odd.swift", "partial", "syntax error", 7))
    return report(finding(), warning, note, hidden, problems=problems, suppressed=1)


def way() -> tuple[Related, ...]:
    """Two steps, the first in another file, the second where `finding()` stands."""
    literal = Related("src/api.ts", place_of("[]", "  return []", 3), "a record")
    return literal, Related("src/App.tsx", place_of("return", "  return rows", 12), "shown by `App`")
