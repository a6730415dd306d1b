"""Release → JSON whose shape scripts may rely on; `release_schema` describes it."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.evidence.model import Case, Evidence
from prodlint.finding import GATES, Finding
from prodlint.integration import STATES, VERDICTS
from prodlint.report.model import Style
from prodlint.report.printable import legal
from prodlint.report.release_model import Release, unreal, verdict, worst_places, worst_screens
from prodlint.report.tally import counted, tally


def render(release: Release, style: Style) -> str:
    """The release as one object, indented, in UTF-8 without escapes."""
    return msgspec.json.format(msgspec.json.encode(content(release)), indent=2).decode() + "\n"


def content(release: Release) -> dict[str, Any]:
    """The release as a JSON-ready value."""
    report = release.report
    return {
        "ready": release.ready,
        "verdict": legal(verdict(release)),
        "reasons": [legal(reason) for reason in release.reasons],
        "gates": [_gate(gate, release) for gate in GATES],
        "wiring": _wiring(release),
        "integrations": _integrations(release),
        "evidence": _evidence(release.evidence),
        "scanned": {"files": report.files, "lines": report.lines, "suppressed": report.suppressed, "version": report.version},
        "not_read": [
            {"path": legal(each.path), "kind": each.kind, "line": each.line, "message": legal(each.message)}
            for each in report.problems
        ],
    }


def _gate(gate: str, release: Release) -> dict[str, Any]:
    findings = [finding for finding in counted(release.report) if finding.gate == gate]
    counts = tally(findings)
    return {
        "gate": gate,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "notes": counts.notes,
        "allowed": release.allowed.get(gate, 0),
        "worst": [_place(finding) for finding in worst_places(findings)],
    }


def _place(finding: Finding) -> dict[str, Any]:
    return {
        "path": legal(finding.path),
        "line": finding.place.line,
        "rule": legal(finding.rule),
        "level": finding.level,
        "message": legal(finding.message),
    }


def _wiring(release: Release) -> dict[str, Any]:
    total = release.inventory.total
    return {
        "percent": total.percent,
        "controls": total.all,
        "wired": total.wired,
        "delegated": total.delegated,
        "inert": total.inert,
        "unknown": total.unknown,
        "worst": [
            {"screen": legal(name), "percent": each.percent, "inert": each.inert}
            for name, each in worst_screens(release.inventory)
        ],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "coverage": {
            "percent": evidence.percent,
            "covered": evidence.covered,
            "lines": evidence.total,
            "least": evidence.least,
            "files": [{"path": legal(each.path), "covered": each.covered, "lines": each.total} for each in evidence.files],
            "untested": [
                {"path": legal(each.path), "controls": each.controls, "services": each.services} for each in evidence.untested
            ],
        },
        "tests": {
            "passed": len(evidence.of("passed")),
            "failed": [_case(each) for each in evidence.of("failed")],
            "skipped": [_case(each) for each in evidence.of("skipped")],
        },
        "reports": [
            {
                "path": legal(each.path),
                "about": each.about or None,
                "format": each.format or None,
                "given": each.given,
                "counts": each.counts,
                "remark": legal(each.remark),
            }
            for each in evidence.reports
        ],
    }


def _case(case: Case) -> dict[str, Any]:
    return {"name": legal(case.name), "message": legal(case.message)}


def _integrations(release: Release) -> dict[str, Any]:
    found = release.integrations
    return {
        "services": {word: sum(each.verdict == word for each in found.services) for word in VERDICTS},
        "variables": {word: sum(each.state == word for each in found.variables) for word in STATES},
        "not_real": [
            {"name": legal(each.name), "kind": each.kind, "verdict": each.verdict, "reason": legal(each.reason)}
            for each in unreal(found)
        ],
    }
