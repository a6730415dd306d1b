"""Report → GitHub Actions workflow commands, which annotate a pull request where SARIF cannot be uploaded."""

from __future__ import annotations

import re

from prodlint.finding import Finding, Problem
from prodlint.report.concise import summary_line
from prodlint.report.model import Report, Style
from prodlint.report.printable import visible
from prodlint.report.tally import shown
from prodlint.report.uri import repository_path

_PROBLEMS = {"crashed": "error", "unreadable": "warning"}
_LINE_END = re.compile(r"([\r\n])")
_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report, style: Style) -> str:
    """One `::error file=…::…` line a finding, then what could not be read, and one line of counts."""
    lines = [_finding(finding, report.prefix) for finding in shown(report, style)]
    lines += [_problem(problem, report.prefix) for problem in report.problems]
    return "\n".join([*lines, summary_line(report)]) + "\n"


def _finding(finding: Finding, prefix: str) -> str:
    place = finding.place
    properties: dict[str, object] = {
        "file": repository_path(finding.path, prefix),
        "line": place.line,
        "endLine": place.end_line,
    }
    # GitHub refuses columns on an annotation of several lines.
    if place.line == place.end_line:
        properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{finding.rule} ({finding.gate})"
    suppressed = f" (suppressed: {finding.suppressed})" if finding.suppressed else ""
    message = f"{finding.message}{suppressed}\n{finding.fix}" if finding.fix else f"{finding.message}{suppressed}"
    return _command(_COMMANDS.get(finding.level, "notice"), properties, message)


def _problem(problem: Problem, prefix: str) -> str:
    properties: dict[str, object] = {"file": repository_path(problem.path, prefix)}
    if problem.line:
        properties["line"] = problem.line
    properties["title"] = f"prodlint: {problem.kind}"
    return _command(_PROBLEMS.get(problem.kind, "notice"), properties, problem.message)


def _command(name: str, properties: dict[str, object], message: str) -> str:
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {written}::{_data(message)}"


def _property(text: str) -> str:
    return _keep_lines(text, _PROPERTY)


def _data(text: str) -> str:
    return _keep_lines(text, _DATA)


def _keep_lines(text: str, escapes: dict[int, str]) -> str:
    """The escaped text: line ends as the runner decodes them, every other control code made visible."""
    parts = (part if part in ("\r", "\n") else visible(part) for part in _LINE_END.split(text))
    return "".join(parts).translate(escapes)
