"""The JSON Schema (draft 2020-12) of what `--format json` writes."""

from __future__ import annotations

from typing import Any

from prodlint.finding import LEVELS
from prodlint.report.model import CONFIDENCES

PROBLEM_KINDS = ("skipped", "partial", "unreadable", "crashed")


def json_schema() -> dict[str, Any]:
    """The schema as a JSON-ready value."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "prodlint check --format json",
        "$defs": {"finding": _finding(), "related": _related(), "summary": _summary(), "counts": _record(_COUNTS)},
        **_record(
            {
                "findings": _list({"$ref": "#/$defs/finding"}, "By gate, path, place and rule."),
                "summary": {"$ref": "#/$defs/summary"},
                "not_read": _list(_not_read(), "What could not be read, or only in part."),
            }
        ),
    }


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_ORDINAL = {"type": "integer", "minimum": 1}
_COUNTS = {"errors": _COUNT, "warnings": _COUNT, "notes": _COUNT}
_LOCATION = {
    "path": _TEXT | {"minLength": 1, "description": "From the scanned project's root, with forward slashes."},
    "line": _ORDINAL,
    "column": _ORDINAL | {"description": "In characters (code points), 1-based."},
    "end_line": _ORDINAL,
    "end_column": _ORDINAL | {"description": "Exclusive."},
}


def _finding() -> dict[str, Any]:
    required = {
        "rule": _TEXT,
        "gate": _TEXT | {"description": "P0-MOCK, P0-UI, P0-API, P1-MEMORY or P1-TESTS."},
        "level": {"enum": list(LEVELS[1:])},
        "confidence": {"enum": list(CONFIDENCES)},
        **_LOCATION,
        "message": _TEXT,
        "why": _TEXT | {"description": "The harm."},
        "fix": _TEXT | {"description": "The act that mends it."},
        "related": _list({"$ref": "#/$defs/related"}, "Further places that explain the finding."),
        "flow": _list({"$ref": "#/$defs/related"}, "The way of a value, from where it begins to where it ends."),
        "fingerprint": _TEXT | {"description": "Stays the same when the code moves."},
    }
    optional = {"suppressed": _TEXT | {"description": "The reason given; only where suppressed findings are shown."}}
    return _record(required, optional)


def _related() -> dict[str, Any]:
    return _record({**_LOCATION, "message": _TEXT})


def _summary() -> dict[str, Any]:
    return _record(
        {
            "version": _TEXT,
            "ready": {"type": "boolean", "description": "No errors, and no file crashed the analysis."},
            "verdict": _TEXT,
            "files": _COUNT,
            "lines": _COUNT,
            **_COUNTS,
            "suppressed": _COUNT,
            "gates": {"type": "object", "additionalProperties": {"$ref": "#/$defs/counts"}},
            "rules": {"type": "object", "additionalProperties": _ORDINAL},
        }
    )


def _not_read() -> dict[str, Any]:
    return _record(
        {
            "path": _TEXT,
            "kind": {"enum": list(PROBLEM_KINDS)},
            "line": _COUNT | {"description": "1-based; 0 where the whole file is meant."},
            "message": _TEXT,
        }
    )


def _record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": description}
