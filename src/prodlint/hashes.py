"""The line hashes of a report's findings, which SARIF carries and only the files themselves can give."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import msgspec

from prodlint.report.linehash import line_hashes
from prodlint.report.model import Report


def with_line_hashes(report: Report) -> Report:
    """The report with the hash of each line where a finding starts; a file that has vanished has none."""
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
