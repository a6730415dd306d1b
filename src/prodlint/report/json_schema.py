"""The JSON Schema (draft 2020-12) of what `--format json` writes."""

from __future__ import annotations

from typing import Any

from prodlint.finding import LEVELS
from prodlint.report.model import CONFIDENCES

PROBLEM_KINDS = ("skipped", "partial", "timeout", "unreadable", "crashed")


def json_schema() -> dict[str, Any]:
    """The schema as a JSON-ready value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "prodlint check --format json",
        "$defs": {"finding": _finding(), "related": _related(), "summary": _summary(), "counts": record(_COUNTS)},
        **record(
            {
                "findings": list_of({"$ref": "#/$defs/finding"}, "By gate, path, place and rule."),
                "summary": {"$ref": "#/$defs/summary"},
                "not_read": list_of(not_read(), "What could not be read, or only in part."),
            }
        ),
    }


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
ORDINAL = {"type": "integer", "minimum": 1}
_COUNTS = {"errors": COUNT, "warnings": COUNT, "notes": COUNT}
_LOCATION = {
    "path": TEXT | {"minLength": 1, "description": "From the scanned project's root, with forward slashes."},
    "line": ORDINAL,
    "column": ORDINAL | {"description": "In characters (code points), 1-based."},
    "end_line": ORDINAL,
    "end_column": ORDINAL | {"description": "Exclusive."},
}


def _finding() -> dict[str, Any]:
    required = {
        "rule": TEXT,
        "gate": TEXT | {"description": "P0-MOCK, P0-UI, P0-API, P1-MEMORY or P1-TESTS."},
        "level": {"enum": list(LEVELS[1:])},
        "confidence": {"enum": list(CONFIDENCES)},
        **_LOCATION,
        "message": TEXT,
        "why": TEXT | {"description": "The harm."},
        "fix": TEXT | {"description": "The act that mends it."},
        "related": list_of({"$ref": "#/$defs/related"}, "Further places that explain the finding."),
        "flow": list_of({"$ref": "#/$defs/related"}, "The way of a value, from where it begins to where it ends."),
        "fingerprint": TEXT | {"description": "Stays the same when the code moves."},
    }
    optional = {"suppressed": TEXT | {"description": "The reason given; only where suppressed findings are shown."}}
    return record(required, optional)


def _related() -> dict[str, Any]:
    return record({**_LOCATION, "message": TEXT})


def _summary() -> dict[str, Any]:
    return record(
        {
            "version": TEXT,
            "ready": {"type": "boolean", "description": "No errors, and every file could be judged."},
            "verdict": TEXT,
            "files": COUNT,
            "lines": COUNT,
            **_COUNTS,
            "suppressed": COUNT,
            "gates": {"type": "object", "additionalProperties": {"$ref": "#/$defs/counts"}},
            "rules": {"type": "object", "additionalProperties": ORDINAL},
        }
    )


def not_read() -> dict[str, Any]:
    return record(
        {
            "path": TEXT,
            "kind": {"enum": list(PROBLEM_KINDS)},
            "line": COUNT | {"description": "1-based; 0 where the whole file is meant."},
            "message": TEXT,
        }
    )


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


def list_of(items: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": description}
