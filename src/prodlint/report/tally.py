"""Findings → counts and the verdict that all formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from prodlint.finding import GATES, Finding, unjudged
from prodlint.report.model import Report, Style, gate_rank


class Tally(msgspec.Struct, frozen=True):
    """How many findings there are of each level."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.notes


def shown(report: Report, style: Style) -> tuple[Finding, ...]:
    """The findings to list: none that are silent, suppressed ones only when asked for."""
    return tuple(
        finding for finding in report.findings if finding.level != "none" and (style.show_suppressed or not finding.suppressed)
    )


def counted(report: Report) -> tuple[Finding, ...]:
    """The findings that count against the release: neither silent nor suppressed."""
    return shown(report, Style())


def tally(findings: Iterable[Finding]) -> Tally:
    """Findings counted by level."""
    levels = Counter(finding.level for finding in findings)
    return Tally(levels["error"], levels["warning"], levels["note"])


def tally_gates(findings: Iterable[Finding]) -> dict[str, Tally]:
    """Findings counted by gate and level: all gates in the plan's order, unknown ones after them."""
    groups: dict[str, list[Finding]] = {gate: [] for gate in GATES}
    for finding in findings:
        groups.setdefault(finding.gate, []).append(finding)
    return {gate: tally(groups[gate]) for gate in sorted(groups, key=lambda gate: (gate_rank(gate), gate))}


def count_rules(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings counted by rule, the most frequent first."""
    counts = Counter(finding.rule for finding in findings)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def is_ready(report: Report) -> bool:
    """Whether nothing is known that forbids shipping and every file could be judged."""
    return not tally(counted(report)).errors and not unjudged(report.problems)


def verdict(report: Report) -> str:
    """One sentence that answers: may this ship?"""
    findings = counted(report)
    counts = tally(findings)
    if counts.errors:
        files = len({finding.path for finding in findings if finding.level == "error"})
        return f"Not ready to ship: {many(counts.errors, 'error')} in {many(files, 'file')}{_gates(findings)}."
    if lost := unjudged(report.problems):
        return f"No verdict: {many(lost, 'file')} could not be analysed, the others have no errors."
    if not (report.files and report.lines):
        return "No verdict: no code was looked at."
    remaining = f"; {in_words(counts)} to look at" if counts.total else ""
    partly = sum(problem.kind == "partial" for problem in report.problems)
    unread = f", {many(partly, 'file')} read only in part" if partly else ""
    return f"Nothing found that must not ship in {many(report.files, 'file')}{unread}{remaining}."


def in_words(counts: Tally) -> str:
    """`3 errors, 1 warning`, without the levels that have none; `no findings` where all are zero."""
    parts = ((counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note"))
    return ", ".join(many(count, noun) for count, noun in parts if count) or "no findings"


def many(count: int, noun: str) -> str:
    """`1 file`, `1,200 files`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


def _gates(findings: Iterable[Finding]) -> str:
    gates = tally_gates(findings)
    named = ", ".join(f"{gate} {counts.errors:,}" for gate, counts in gates.items() if counts.errors)
    return f" ({named})"
