"""Evidence → the lines of a release's page about tests, coverage and the reports that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prodlint.evidence.model import COVERAGE, TESTS, Case, Evidence, FileCoverage, Untested, Weighed
from prodlint.report.model import Style
from prodlint.report.printable import visible
from prodlint.report.release_lines import MARGIN, item, paint
from prodlint.report.release_model import MOST_PLACES
from prodlint.report.tally import many

MOST_REPORTS = 8


def tests_of(evidence: Evidence, style: Style) -> Iterator[str]:
    """How many tests passed, and those that failed or were skipped, by name."""
    if not evidence.cases:
        yield f"{'tests':<{MARGIN}}{paint(_lacking(evidence, TESTS), 'warning', style)}"
        return
    failed, skipped = evidence.of("failed"), evidence.of("skipped")
    counts = ((len(evidence.of("passed")), "passed"), (len(failed), "failed"), (len(skipped), "skipped"))
    said = ", ".join(f"{count:,} {word}" for count, word in counts if count)
    yield f"{'tests':<{MARGIN}}{paint(said, 'error' if failed else 'warning' if skipped else 'good', style)}"
    yield from _cases("failed", failed, style)
    yield from _cases("skipped", skipped, style)


def _cases(word: str, cases: Sequence[Case], style: Style) -> Iterator[str]:
    for case in cases[:MOST_PLACES]:
        yield item(f"{word}: {visible(case.name)}{f'  {visible(case.message)}' if case.message else ''}", style)
    if len(cases) > MOST_PLACES:
        yield item(f"{word}: {len(cases) - MOST_PLACES:,} more", style)


def coverage_of(evidence: Evidence, style: Style) -> Iterator[str]:
    """The line coverage, the files with the most lines that no test runs, and what no report speaks of."""
    if evidence.percent is None:
        yield f"{'coverage':<{MARGIN}}{paint(_lacking(evidence, COVERAGE), 'warning', style)}"
        return
    files = many(len(evidence.files), "product file")
    asked = f"{'below' if evidence.is_too_low else 'at least'} {evidence.least:g} %"
    said = f"{evidence.percent:.1f} % of {many(evidence.total, 'line')} in {files}, {asked}"
    yield f"{'coverage':<{MARGIN}}{paint(said, 'error' if evidence.is_too_low else 'good', style)}"
    worst = [each for each in evidence.files if each.covered < each.total][:MOST_PLACES]
    yield from (item(_file(each), style) for each in worst)
    if evidence.untested:
        noun = many(len(evidence.untested), "file") + " with controls or services, and no report says that a line of it ran"
        named = ", ".join(map(_untested, evidence.untested[:MOST_PLACES]))
        yield item(f"{noun}: {named}{', …' if len(evidence.untested) > MOST_PLACES else ''}", style)


def _file(file: FileCoverage) -> str:
    return f"{visible(file.path)}: {file.total - file.covered:,} of {many(file.total, 'line')} never ran"


def _untested(each: Untested) -> str:
    parts = ((each.controls, "control"), (each.services, "service"))
    return f"{visible(each.path)} ({', '.join(many(count, noun) for count, noun in parts if count)})"


def _lacking(evidence: Evidence, about: str) -> str:
    passed_over = any(each.about == about for each in evidence.reports)
    return f"not shown: no report counts (--{about} FILE)" if passed_over else f"not shown: no report found (--{about} FILE)"


def reports_of(evidence: Evidence, style: Style) -> Iterator[str]:
    """The reports, those that do not count first, with the reason."""
    listed = sorted(evidence.reports, key=lambda each: each.counts)
    if not listed:
        return
    counting = sum(each.counts for each in listed)
    yield f"{'reports':<{MARGIN}}{counting:,} of {many(len(listed), 'report')} {'counts' if counting == 1 else 'count'}"
    yield from (item(_report(each), style) for each in listed[:MOST_REPORTS])
    if len(listed) > MOST_REPORTS:
        yield item(f"{len(listed) - MOST_REPORTS:,} more", style)


def _report(each: Weighed) -> str:
    form = f" ({each.format})" if each.format else ""
    return f"{visible(each.path)}{form}{f'  not counted: {visible(each.remark)}' if each.remark else ''}"
