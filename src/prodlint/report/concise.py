"""Report → one line a finding, as compilers and editors' problem matchers read it."""

from __future__ import annotations

from prodlint.finding import Finding, Problem
from prodlint.report.model import Report, Style, path_for
from prodlint.report.printable import visible
from prodlint.report.tally import counted, in_words, many, shown, tally


def render(report: Report, style: Style) -> str:
    """`path:line:column: level rule message` lines, then what was not read, then one line of counts."""
    lines = [finding_line(finding, path_for(finding.path, report.root, style)) for finding in shown(report, style)]
    lines += [
        problem_line(problem, path_for(problem.path, report.root, style))
        for problem in report.problems
        if style.verbose or problem.kind == "crashed"
    ]
    return "\n".join([*lines, summary_line(report)]) + "\n"


def finding_line(finding: Finding, path: str) -> str:
    """One finding on one line."""
    place = f"{visible(path)}:{finding.place.line}:{finding.place.column}"
    suppressed = f" (suppressed: {visible(finding.suppressed)})" if finding.suppressed else ""
    return f"{place}: {finding.level} {visible(finding.rule)} {visible(finding.message)}{suppressed}"


def problem_line(problem: Problem, path: str) -> str:
    """One thing that could not be done, on one line."""
    line = f":{problem.line}" if problem.line else ""
    return f"{visible(path)}{line}: {problem.kind}: {visible(problem.message)}"


def summary_line(report: Report) -> str:
    """`2 errors, 1 note; 40 files scanned (3 suppressed, 1 file not fully read)`."""
    unread = len({problem.path for problem in report.problems})
    extra = [f"{report.suppressed:,} suppressed"] if report.suppressed else []
    extra += [f"{many(unread, 'file')} not fully read"] if unread else []
    inside = f" ({', '.join(extra)})" if extra else ""
    return f"{in_words(tally(counted(report)))}; {many(report.files, 'file')} scanned{inside}"
