"""Findings → text in one of the output formats: pure functions, one module a format, one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from prodlint.report import concise, github, json, text
from prodlint.report.model import Format, Report, RuleSummary, Style, in_order

__all__ = ["FORMATS", "Format", "Report", "RuleSummary", "Style", "in_order"]


def _sarif(report: Report, style: Style) -> str:
    # Importing sarif-om costs as much as the rest of the program together, so only who asks for it pays.
    from prodlint.report import sarif

    return sarif.render(report, style)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": text.render,
        "concise": concise.render,
        "json": json.render,
        "sarif": _sarif,
        "github": github.render,
    }
)
