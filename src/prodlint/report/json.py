"""Report → JSON whose shape scripts may rely on; `json_schema` describes it."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.finding import Finding, Problem
from prodlint.report.model import Report, Style
from prodlint.report.printable import legal
from prodlint.report.tally import Tally, count_rules, counted, is_ready, shown, tally, tally_gates, verdict
from prodlint.source import Place


def render(report: Report, style: Style) -> str:
    """`{"findings": […], "summary": {…}, "not_read": […]}`, indented, in UTF-8 without escapes."""
    content = {
        "findings": [_finding(finding) for finding in shown(report, style)],
        "summary": _summary(report),
        "not_read": [_problem(problem) for problem in report.problems],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2).decode() + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    content = {
        "rule": legal(finding.rule),
        "gate": legal(finding.gate),
        "level": finding.level,
        "confidence": finding.confidence,
        **_location(finding.path, finding.place),
        "message": legal(finding.message),
        "why": legal(finding.why),
        "fix": legal(finding.fix),
        "related": [
            _location(related.path, related.place) | {"message": legal(related.message)} for related in finding.related
        ],
        "flow": [_location(step.path, step.place) | {"message": legal(step.message)} for step in finding.flow],
        "fingerprint": legal(finding.fingerprint),
    }
    return content | {"suppressed": legal(finding.suppressed)} if finding.suppressed else content


def _location(path: str, place: Place) -> dict[str, Any]:
    return {
        "path": legal(path),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _summary(report: Report) -> dict[str, Any]:
    findings = counted(report)
    return {
        "version": report.version,
        "ready": is_ready(report),
        "verdict": legal(verdict(report)),
        "files": report.files,
        "lines": report.lines,
        **_counts(tally(findings)),
        "suppressed": report.suppressed,
        "gates": {legal(gate): _counts(counts) for gate, counts in tally_gates(findings).items()},
        "rules": {legal(rule): count for rule, count in count_rules(findings).items()},
    }


def _counts(counts: Tally) -> dict[str, int]:
    return {"errors": counts.errors, "warnings": counts.warnings, "notes": counts.notes}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"path": legal(problem.path), "kind": problem.kind, "line": problem.line, "message": legal(problem.message)}
