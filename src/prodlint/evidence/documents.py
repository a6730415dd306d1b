"""JSON reports of coverage → what they say.

coverage.py's `coverage json` (its documentation, "JSON reporting"), Istanbul's `json` (`coverage.json.md`) and `json-summary`,
and what Xcode's `xccov view --report --json` and `--archive --json` print (its manual page).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from prodlint.evidence.model import COVERAGE, Broken, FileCoverage, Reading
from prodlint.evidence.moments import moment_of

Count = Annotated[int, msgspec.Meta(ge=0)]


class PythonFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of coverage.py."""

    executed_lines: list[int]
    missing_lines: list[int]


class PythonMeta(msgspec.Struct, frozen=True, kw_only=True):
    """What coverage.py says of the report; `timestamp` has no zone."""

    timestamp: str = ""


class PythonReport(msgspec.Struct, frozen=True, kw_only=True):
    """coverage.py."""

    files: dict[str, PythonFile]
    meta: PythonMeta = PythonMeta()


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """A 1-based line."""

    line: int


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """Where a statement begins."""

    start: Position


class ScriptFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of Istanbul: where its statements are, and how often each ran; of a line the statement that ran most counts."""

    statementMap: dict[str, Range]  # as the format has it
    s: dict[str, float]
    path: str = ""


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are, and how many ran."""

    total: Count
    covered: Count


class SummaryFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of Istanbul's summary."""

    lines: Counts


class SwiftFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A file of xccov's report."""

    path: str
    covered_lines: Count
    executable_lines: Count


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A target of xccov's report."""

    files: list[SwiftFile] = []


class SwiftReport(msgspec.Struct, frozen=True, kw_only=True):
    """xccov's report."""

    targets: list[Target]


class SwiftLine(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A line of xccov's archive."""

    line: int
    is_executable: bool = False
    execution_count: int = 0


def reading_of(text: bytes) -> Reading:
    """What a JSON report says.  Raises Broken."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Broken(f"not whole JSON: {error}") from None
    except RecursionError:
        raise Broken("its JSON is nested too deeply") from None
    form, read = _format(found)
    try:
        files, stated = read(found)
    except msgspec.ValidationError as error:
        raise Broken(f"not as {form} writes it: {error}") from None
    return Reading(about=COVERAGE, format=form, files=tuple(files), stated=stated)


def _format(found: Any) -> tuple[str, Any]:
    """The name of the format and what reads it, told by the shape."""
    if not isinstance(found, dict):
        raise Broken("JSON of this shape is no format of reports that prodlint reads")
    some = next((each for name, each in found.items() if name != "total"), None)
    if isinstance(found.get("files"), dict):
        return "coverage.py", _python
    if "targets" in found:
        return "xccov", _swift
    if isinstance(some, dict) and "statementMap" in some:
        return "Istanbul", _scripts
    if isinstance(found.get("total"), dict) and "lines" in found["total"]:
        return "Istanbul summary", _summary
    if isinstance(some, list) and all(isinstance(each, dict) and "isExecutable" in each for each in some[:1]):
        return "xccov archive", _archive
    raise Broken("JSON of this shape is no format of reports that prodlint reads")


Read = tuple[list[FileCoverage], float | None]


def _python(found: Any) -> Read:
    report = msgspec.convert(found, PythonReport)
    files = [
        FileCoverage(path=path, lines=dict.fromkeys(each.missing_lines, False) | dict.fromkeys(each.executed_lines, True))
        for path, each in report.files.items()
    ]
    return files, moment_of(report.meta.timestamp)


def _scripts(found: Any) -> Read:
    return [_script(path, each) for path, each in msgspec.convert(found, dict[str, ScriptFile]).items()], None


def _script(path: str, file: ScriptFile) -> FileCoverage:
    lines: dict[int, bool] = {}
    for name, place in file.statementMap.items():
        line = place.start.line
        lines[line] = lines.get(line, False) or file.s.get(name, 0) > 0
    return FileCoverage(path=file.path or path, lines=lines)


def _summary(found: Mapping[str, Any]) -> Read:
    files = msgspec.convert({path: each for path, each in found.items() if path != "total"}, dict[str, SummaryFile])
    return [FileCoverage(path=path, ran=each.lines.covered, most=each.lines.total) for path, each in files.items()], None


def _swift(found: Any) -> Read:
    report = msgspec.convert(found, SwiftReport)
    files = (file for target in report.targets for file in target.files)
    return [FileCoverage(path=each.path, ran=each.covered_lines, most=each.executable_lines) for each in files], None


def _archive(found: Any) -> Read:
    files = msgspec.convert(found, dict[str, list[SwiftLine]])
    return [
        FileCoverage(path=path, lines={each.line: each.execution_count > 0 for each in lines if each.is_executable})
        for path, lines in files.items()
    ], None
