"""Drift → JSON whose shape scripts may rely on; `drift_schema` describes it."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.report.drift_model import Drift, Named, Sides
from prodlint.report.json_schema import COUNT, ORDINAL, TEXT, list_of, record
from prodlint.report.model import Style
from prodlint.report.printable import legal


def render(drift: Drift, style: Style) -> str:
    """The drift as one object, indented, in UTF-8 without escapes."""
    return msgspec.json.format(msgspec.json.encode(content(drift)), indent=2).decode() + "\n"


def content(drift: Drift) -> dict[str, Any]:
    """The drift as a JSON-ready value."""
    return {
        "sandbox": legal(drift.sandbox),
        "production": legal(drift.production),
        "same": drift.is_none,
        "common_files": drift.both,
        "marks": [{"path": legal(each.path), "line": each.line, "message": legal(each.message)} for each in drift.marks],
        "screens": _sides(drift.screens),
        "files": _sides(drift.files),
        "types": _sides(drift.types),
        "differing": [
            {
                "sandbox": legal(each.sandbox),
                "production": legal(each.production),
                "only_in_sandbox": each.only_in_sandbox,
                "only_in_production": each.only_in_production,
            }
            for each in drift.differing
        ],
    }


def _sides(sides: Sides) -> dict[str, Any]:
    return {"only_in_sandbox": _named(sides.sandbox), "only_in_production": _named(sides.production)}


def _named(named: tuple[Named, ...]) -> list[dict[str, Any]]:
    return [{"name": legal(each.name), "path": legal(each.path)} for each in named]


def drift_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    named = list_of(record({"name": TEXT, "path": TEXT}), "By name; paths are relative to their tree.")
    sides = record({"only_in_sandbox": named, "only_in_production": named})
    mark = record({"path": TEXT, "line": ORDINAL, "message": TEXT})
    differing = {"sandbox": TEXT, "production": TEXT, "only_in_sandbox": COUNT, "only_in_production": COUNT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "prodlint release --compare --format json",
        **record(
            {
                "sandbox": TEXT,
                "production": TEXT,
                "same": {"type": "boolean"},
                "common_files": COUNT,
                "marks": list_of(mark, "Marks of the sandbox in production."),
                "screens": sides,
                "files": sides,
                "types": sides,
                "differing": list_of(record(differing), "Files of both trees, the most different first; counts of lines."),
            }
        ),
    }
