"""What only the files themselves can give to a report, and SARIF carries: line hashes, and names that open the files."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import msgspec

from prodlint.finding import Finding, Related
from prodlint.report.linehash import line_hashes
from prodlint.report.model import Report

ESCAPE = re.compile(r"\\(?:[tnr]|x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4})")
"""What discover.shown_path writes for a character that cannot be shown."""


def with_line_hashes(report: Report) -> Report:
    """The report with the hash of each line where a finding starts, and with the names that files really have.

    A file that has vanished has no hash, and the name by which it was shown.
    """
    report = _with_real_names(report)
    wanted: dict[str, set[int]] = defaultdict(set)
    for finding in report.findings:
        wanted[finding.path].add(finding.place.line)
    hashes: dict[tuple[str, int], str] = {}
    for path, lines in sorted(wanted.items()):
        try:
            text = (Path(report.root) / path).read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
        hashes |= {(path, line): value for line, value in line_hashes(text, lines).items()}
    return msgspec.structs.replace(report, line_hashes=hashes)


def real_path(root: Path, shown: str) -> str:
    """The name of the file that is shown as `shown`: itself if there is such a file, else what its escapes stand for."""
    if "\\" not in shown or _exists(root / shown):
        return shown
    real = ESCAPE.sub(lambda escape: escape[0].encode().decode("unicode_escape"), shown)
    return real if _exists(root / real) else shown


def _exists(path: Path) -> bool:
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def _with_real_names(report: Report) -> Report:
    paths = {finding.path for finding in report.findings} | {problem.path for problem in report.problems}
    paths |= {each.path for finding in report.findings for each in (*finding.related, *finding.flow)}
    real = {path: real_path(Path(report.root), path) for path in paths if "\\" in path}
    if not real:
        return report
    return msgspec.structs.replace(
        report,
        findings=tuple(_renamed(finding, real) for finding in report.findings),
        problems=tuple(
            msgspec.structs.replace(problem, path=real.get(problem.path, problem.path)) for problem in report.problems
        ),
    )


def _renamed(finding: Finding, real: dict[str, str]) -> Finding:
    return msgspec.structs.replace(
        finding,
        path=real.get(finding.path, finding.path),
        related=_with_paths(finding.related, real),
        flow=_with_paths(finding.flow, real),
    )


def _with_paths(places: tuple[Related, ...], real: dict[str, str]) -> tuple[Related, ...]:
    return tuple(msgspec.structs.replace(each, path=real.get(each.path, each.path)) for each in places)
