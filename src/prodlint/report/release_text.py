"""Release → one page for whoever decides: gate by gate, controls, services, evidence, and one verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from prodlint.finding import GATES, Finding
from prodlint.integration import VERDICTS
from prodlint.report.model import Style, path_for
from prodlint.report.printable import visible
from prodlint.report.release_evidence import coverage_of, reports_of, tests_of
from prodlint.report.release_lines import MARGIN, item, paint
from prodlint.report.release_model import (
    MOST_PLACES,
    VARIABLES_TO_MEND,
    Release,
    unreal,
    verdict,
    worst_places,
    worst_screens,
)
from prodlint.report.tally import Tally, counted, in_words, many, tally

FIGURES = 34
"""Characters of a gate's figures."""
LONGEST_NAME = 44
MOST_NAMES = 4
"""Variables that are named."""


def render(release: Release, style: Style) -> str:
    """The whole page, about forty lines."""
    lines = [
        paint(f"May this ship?  {visible(release.project)}", "strong", style),
        "",
        *_gates(release, style),
        "",
        *_controls(release, style),
        *_services(release, style),
        *tests_of(release.evidence, style),
        *coverage_of(release.evidence, style),
        *reports_of(release.evidence, style),
        *_read(release),
        "",
        paint(visible(verdict(release)), "good" if release.ready else "error", style),
    ]
    return "\n".join(lines) + "\n"


def _gates(release: Release, style: Style) -> Iterator[str]:
    for gate, (_, words) in GATES.items():
        findings = [finding for finding in counted(release.report) if finding.gate == gate]
        counts = tally(findings)
        most = release.allowed.get(gate, 0)
        said = in_words(counts) + (f", {most:,} allowed" if most and findings else "")
        figures = paint(f"{said:<{FIGURES}}", _shade(counts), style)
        yield f"{paint(f'{gate:<{MARGIN}}', 'strong', style)}{figures}  {paint(words, 'faint', style)}"
        yield from (_place(finding, release, style) for finding in worst_places(findings))


def _place(finding: Finding, release: Release, style: Style) -> str:
    seen = path_for(finding.path, release.report.root, style)
    place = f"{visible(finding.path if Path(seen).is_absolute() else seen)}:{finding.place.line}"
    return item(f"{place}  {visible(finding.rule)}: {visible(finding.message)}", style)


def _controls(release: Release, style: Style) -> Iterator[str]:
    total = release.inventory.total
    if not total.all:
        yield f"{'controls':<{MARGIN}}none found"
        return
    figure = "unknown" if total.percent is None else f"{total.percent:.1f} %"
    aside = f", {total.unknown:,} unknown" if total.unknown else ""
    said = f"wiring coverage {figure}: {total.alive:,} of {many(total.judged, 'control')} do something{aside}"
    yield f"{'controls':<{MARGIN}}{paint(said, 'error' if total.inert else 'good', style)}"
    for name, coverage in worst_screens(release.inventory):
        yield item(f"{_short(name)}: {coverage.inert:,} of {many(coverage.judged, 'control')} do nothing", style)


def _services(release: Release, style: Style) -> Iterator[str]:
    services = release.integrations.services
    counts = [(word, sum(each.verdict == word for each in services)) for word in VERDICTS]
    said = ", ".join(f"{count:,} {word}" for word, count in counts if count) or "none found"
    bad = unreal(release.integrations)
    yield f"{'services':<{MARGIN}}{paint(said, 'error' if bad else 'good', style)}"
    for each in bad[:MOST_PLACES]:
        yield item(f"{_short(each.name)}  {each.verdict}: {visible(each.reason)}", style)
    for state in VARIABLES_TO_MEND:
        names = [visible(each.name) for each in release.integrations.variables if each.state == state]
        if names:
            further = f" and {len(names) - MOST_NAMES:,} more" if len(names) > MOST_NAMES else ""
            yield item(f"{many(len(names), 'variable')} {state}: {', '.join(names[:MOST_NAMES])}{further}", style)


def _read(release: Release) -> Iterator[str]:
    report = release.report
    partly = sum(problem.kind == "partial" for problem in report.problems)
    parts = [f"{many(report.files, 'file')}, {many(report.lines, 'line')}"]
    parts += [f"{partly:,} read only in part"] if partly else []
    parts += [f"{release.unjudged:,} not analysed"] if release.unjudged else []
    parts += [f"{many(report.suppressed, 'finding')} suppressed"] if report.suppressed else []
    yield f"{'read':<{MARGIN}}{', '.join(parts)}"


def _shade(counts: Tally) -> str:
    return "error" if counts.errors else "warning" if counts.warnings else "good"


def _short(name: str) -> str:
    shown = visible(name)
    return shown if len(shown) <= LONGEST_NAME else "…" + shown[1 - LONGEST_NAME :]
