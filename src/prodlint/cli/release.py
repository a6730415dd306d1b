"""`prodlint release`: may this ship?  One page, one verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from prodlint.cli.options import percent, request_of, where_to_look
from prodlint.cli.output import status_of, style_for, tell, told, write
from prodlint.compare import compare as drift_between
from prodlint.errors import UserError
from prodlint.finding import Problem
from prodlint.release import Proof, release
from prodlint.report.release import DRIFT_FORMATS, RELEASE_FORMATS


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
    callback=percent,
    metavar="N",
    help="Percent of lines that tests must run.  [default: `min-coverage`, else 90 where a report is found]",
)
@click.option(
    "--compare",
    nargs=2,
    type=click.Path(path_type=Path),
    metavar="SANDBOX PRODUCTION",
    help="Show what differs between two folders instead, as one table.",
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
    compare: tuple[Path, Path] | None,
) -> int:
    """Say on one page whether this may ship: gate by gate, controls, services and evidence."""
    style = style_for(output, verbose=False, suppressed=False)
    if compare:
        if paths or coverage or tests or min_coverage is not None:
            raise UserError("`--compare` takes two folders and nothing else", "", "leave PATHS and reports out")
        drift = drift_between(request_of(compare, config, (), (), jobs, no_cache))
        write(DRIFT_FORMATS[form](drift, style), output)
        return ended(drift.problems, clean=drift.is_none)
    proof = Proof(coverage=coverage, tests=tests, least=min_coverage)
    found = release(request_of(paths, config, (), (), jobs, no_cache), proof)
    write(RELEASE_FORMATS[form](found, style), output)
    return ended(found.report.problems, clean=found.ready)


def ended(problems: Sequence[Problem], *, clean: bool) -> int:
    """The exit status; the files that could not be judged are told."""
    tell(told(each for each in problems if each.is_failure))
    return status_of(problems, clean=clean)
