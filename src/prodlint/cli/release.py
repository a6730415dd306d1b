"""`prodlint release`: may this ship?  One page, one verdict."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.cli.options import request_of, where_to_look
from prodlint.cli.output import style_for, tell, write
from prodlint.release import Proof, release
from prodlint.report.release import RELEASE_FORMATS
from prodlint.report.release_model import FAILURES, Release


@click.command(name="release")
@where_to_look
@click.option("-f", "--format", "form", type=click.Choice(list(RELEASE_FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option(
    "--coverage",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A report of line coverage, instead of those at usual places (repeatable).",
)
@click.option(
    "--tests",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A JUnit report, instead of those at usual places (repeatable).",
)
@click.option(
    "--min-coverage",
    type=click.FloatRange(0, 100),
    metavar="N",
    help="Percent of lines that tests must run.  [default: `min-coverage`, else 90 where a report is found]",
)
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    jobs: int,
    no_cache: bool,
    form: str,
    output: Path | None,
    coverage: tuple[Path, ...],
    tests: tuple[Path, ...],
    min_coverage: float | None,
) -> int:
    """Say on one page whether this may ship: gate by gate, controls, services and evidence."""
    proof = Proof(coverage=coverage, tests=tests, least=min_coverage)
    found = release(request_of(paths, config, (), (), jobs, no_cache), proof)
    write(RELEASE_FORMATS[form](found, style_for(output, verbose=False, suppressed=False)), output)
    tell(f"prodlint: {each.path}: {each.kind}: {each.message}" for each in found.report.problems if each.kind in FAILURES)
    return status_of(found)


def status_of(found: Release) -> int:
    """2 when a file could not be judged through our fault or the system's, 1 when it must not ship, else 0."""
    if found.unjudged:
        return 2
    return int(not found.ready)
