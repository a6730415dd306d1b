"""The JSON Schema (draft 2020-12) of what `prodlint release --format json` writes."""

from __future__ import annotations

from typing import Any

from prodlint.evidence.model import COVERAGE, TESTS
from prodlint.finding import GATES
from prodlint.integration import STATES, VERDICTS
from prodlint.report.json_schema import COUNT, ORDINAL, TEXT, list_of, not_read, record

PERCENT = {"type": ["number", "null"], "minimum": 0, "maximum": 100}


def release_schema() -> dict[str, Any]:
    """The schema as a JSON-ready value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "prodlint release --format json",
        **record(
            {
                "ready": {"type": "boolean", "description": "Whether it may ship: the exit status is 0."},
                "verdict": TEXT,
                "reasons": list_of(TEXT, "What forbids shipping."),
                "gates": list_of(_gate(), "In the plan's order."),
                "wiring": _wiring(),
                "integrations": _integrations(),
                "evidence": _evidence(),
                "scanned": record({"files": COUNT, "lines": COUNT, "suppressed": COUNT, "version": TEXT}),
                "not_read": list_of(not_read(), "What could not be read, or only in part."),
            }
        ),
    }


def _gate() -> dict[str, Any]:
    place = record({"path": TEXT, "line": ORDINAL, "rule": TEXT, "level": {"enum": ["error", "warning"]}, "message": TEXT})
    return record(
        {
            "gate": {"enum": list(GATES)},
            "errors": COUNT,
            "warnings": COUNT,
            "notes": COUNT,
            "allowed": COUNT | {"description": "Findings that the configuration lets pass (`at-most`)."},
            "worst": list_of(place, "At most three, the gravest first."),
        }
    )


def _wiring() -> dict[str, Any]:
    screen = record({"screen": TEXT, "percent": PERCENT, "inert": ORDINAL})
    counts = dict.fromkeys(("controls", "wired", "delegated", "inert", "unknown"), COUNT)
    return record({"percent": PERCENT, **counts, "worst": list_of(screen, "At most three, by controls that do nothing.")})


def _evidence() -> dict[str, Any]:
    case = record({"name": TEXT, "message": TEXT})
    file = record({"path": TEXT, "covered": COUNT, "lines": ORDINAL})
    untested = record({"path": TEXT, "controls": COUNT, "services": COUNT})
    report = {
        "path": TEXT | {"description": "From the project's root, absolute outside of it."},
        "about": {"enum": [COVERAGE, TESTS, None], "description": "null where it cannot be read."},
        "format": {"type": ["string", "null"]},
        "given": {"type": "boolean", "description": "Named by an option, not found."},
        "counts": {"type": "boolean"},
        "remark": TEXT | {"description": "Why it does not count."},
    }
    coverage = {
        "percent": PERCENT | {"description": "Of the product's lines in the reports that count; null where none does."},
        "covered": COUNT,
        "lines": COUNT,
        "least": {"type": "number", "minimum": 0, "maximum": 100},
        "files": list_of(file, "Product files, those with the most lines that never ran first."),
        "untested": list_of(untested, "Product files with controls or services of which no report says that a line ran."),
    }
    tests = {
        "passed": COUNT,
        "failed": list_of(case, "In the order of the reports."),
        "skipped": list_of(case, "In the order of the reports."),
    }
    return record({"coverage": record(coverage), "tests": record(tests), "reports": list_of(record(report), "All of them.")})


def _integrations() -> dict[str, Any]:
    service = record({"name": TEXT, "kind": TEXT, "verdict": {"enum": list(VERDICTS)}, "reason": TEXT})
    return record(
        {
            "services": record(dict.fromkeys(VERDICTS, COUNT)),
            "variables": record(dict.fromkeys(STATES, COUNT)),
            "not_real": list_of(service, "Services whose key is missing, or that are not real, the worst first."),
        }
    )
