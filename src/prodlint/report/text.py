"""Report → pages for a person at a terminal: findings by gate and file, counts, and whether this may ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, zip_longest

from prodlint.finding import GATES, Finding, Related
from prodlint.report.concise import problem_line
from prodlint.report.excerpt import mark
from prodlint.report.model import Report, Style, in_order, path_for, surest_first
from prodlint.report.printable import visible
from prodlint.report.tally import Tally, count_rules, counted, is_ready, many, shown, tally, tally_gates, verdict

MOST_SHOWN = 20
"""More findings than this, and only the surest are shown in full: a person mends a few, not a thousand."""
MOST_PROBLEMS = 10

_COLORS = {"error": "31;1", "warning": "33;1", "note": "36", "good": "32;1", "strong": "1", "faint": "2"}


def render(report: Report, style: Style) -> str:
    """The whole page; see `MOST_SHOWN` for what is left out unless `style.verbose`."""
    findings = shown(report, style)
    first = findings if style.verbose else in_order(surest_first(findings)[:MOST_SHOWN])
    lines = [
        *_gates(first, report, style),
        *_rest(findings, first, style),
        *_problems(report, style),
        *_summary(report, style),
        _paint(visible(verdict(report)), "good" if is_ready(report) else "error", style),
    ]
    return "\n".join(lines) + "\n"


def _gates(findings: Iterable[Finding], report: Report, style: Style) -> Iterator[str]:
    for gate, of_gate in groupby(findings, key=lambda finding: finding.gate):
        yield _paint(f"{visible(gate)}  {_gate_words(gate)}".rstrip(), "strong", style)
        yield ""
        for _, of_file in groupby(of_gate, key=lambda finding: finding.path):
            for finding in of_file:
                yield from _finding(finding, report, style)
            yield ""


def _finding(finding: Finding, report: Report, style: Style) -> Iterator[str]:
    place = f"{visible(path_for(finding.path, report.root, style))}:{finding.place.line}:{finding.place.column}"
    level = _paint(finding.level, finding.level, style)
    yield f"{place}  {level}  {_paint(visible(finding.rule), 'strong', style)}  {visible(finding.message)}"
    yield from _excerpt(finding, style)
    yield from _remarks(finding, report, style)


def _excerpt(finding: Finding, style: Style) -> Iterator[str]:
    if not finding.excerpt:
        return
    place, line = finding.place, finding.excerpt[0]
    end = place.end_column - 1 if place.end_line == place.line else len(line.rstrip())
    number = str(place.line)
    source, marks = mark(line, place.column - 1, end, max(40, style.width - len(number) - 8))
    yield f"    {number} | {source}".rstrip()
    yield f"    {' ' * len(number)} | {_paint(marks, finding.level, style)}"


def _remarks(finding: Finding, report: Report, style: Style) -> Iterator[str]:
    remarks = [("why", finding.why), ("fix", finding.fix), ("lowered", finding.lowered)]
    remarks += [("suppressed", finding.suppressed), ("flow", _flow(finding, report, style))]
    told = {(step.path, step.place.line) for step in finding.flow}
    for related in (each for each in finding.related if (each.path, each.place.line) not in told):
        place = f"{path_for(related.path, report.root, style)}:{related.place.line}:{related.place.column}"
        remarks.append(("see", f"{place} {related.message}"))
    for name, words in remarks:
        if words:
            yield f"    {_paint(name + ':', 'faint', style)} {visible(words.strip())}"


def _flow(finding: Finding, report: Report, style: Style) -> str:
    """The way of a value on one line, from where it ends back to where it begins."""
    told = [(step.message, _where(step, finding, report, style)) for step in reversed(finding.flow)]
    following = [where for _, where in told[1:]]
    pairs = zip_longest(told, following)
    return " <- ".join(said if where == then else f"{said} ({where})" for (said, where), then in pairs)


def _where(step: Related, finding: Finding, report: Report, style: Style) -> str:
    """A step's place as seen from its finding."""
    if step.path != finding.path:
        return f"{path_for(step.path, report.root, style)}:{step.place.line}"
    return "here" if step.place.line == finding.place.line else f"line {step.place.line}"


def _rest(findings: tuple[Finding, ...], first: tuple[Finding, ...], style: Style) -> Iterator[str]:
    if len(first) == len(findings):
        return
    counts = _count_others(findings, first)
    yield _paint(f"{many(len(findings) - len(first), 'further finding')}, less sure or less grave:", "strong", style)
    width = max(len(f"{count:,}") for count in counts.values())
    yield from (f"  {count:>{width},}  {visible(rule)}" for rule, count in counts.items())
    yield "Show all in full with `--verbose`, or one a line with `--format concise`."
    yield ""


def _count_others(findings: tuple[Finding, ...], first: tuple[Finding, ...]) -> dict[str, int]:
    seen = count_rules(first)
    others = {rule: count - seen.get(rule, 0) for rule, count in count_rules(findings).items()}
    return dict(sorted(((rule, count) for rule, count in others.items() if count), key=lambda item: (-item[1], item[0])))


def _problems(report: Report, style: Style) -> Iterator[str]:
    if not report.problems:
        return
    # What crashed may hide anything, so it comes before what was merely left out.
    grave_first = sorted(report.problems, key=lambda problem: problem.kind != "crashed")
    listed = grave_first if style.verbose else grave_first[:MOST_PROBLEMS]
    yield _paint("Not read, or only in part:", "strong", style)
    yield from (f"  {problem_line(problem, path_for(problem.path, report.root, style))}" for problem in listed)
    if len(listed) < len(grave_first):
        yield f"  … and {len(grave_first) - len(listed):,} more"
    yield ""


def _summary(report: Report, style: Style) -> Iterator[str]:
    gates = tally_gates(counted(report))
    yield _paint(f"{'gate':<11}  {'errors':>7}  {'warnings':>8}  {'notes':>7}", "strong", style)
    for gate, counts in gates.items():
        yield f"{_row(gate, counts)}  {_gate_words(gate)}".rstrip()
    yield _row("all", tally(counted(report)))
    suppressed = f", {report.suppressed:,} suppressed" if report.suppressed else ""
    yield f"{many(report.files, 'file')}, {many(report.lines, 'line')} scanned{suppressed}"
    yield ""


def _row(name: str, counts: Tally) -> str:
    return f"{visible(name):<11}  {counts.errors:>7,}  {counts.warnings:>8,}  {counts.notes:>7,}"


def _gate_words(gate: str) -> str:
    return GATES[gate][1] if gate in GATES else ""


def _paint(text: str, name: str, style: Style) -> str:
    if not style.color or name not in _COLORS:
        return text
    return f"\x1b[{_COLORS[name]}m{text}\x1b[0m"
