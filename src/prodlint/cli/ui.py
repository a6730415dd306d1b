"""`prodlint ui`: every control, and whether it does anything."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.cli.options import percent, request_of, where_to_look
from prodlint.cli.output import status_of, style_for, tell, told, write
from prodlint.inventory import Coverage
from prodlint.report.ui import UI_FORMATS
from prodlint.survey import Survey, survey


@click.command(name="ui")
@where_to_look
@click.option("-f", "--format", "form", type=click.Choice(list(UI_FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option(
    "--min-wiring",
    callback=percent,
    metavar="N",
    help="Exit with 1 when less than N percent of the controls do something; unknown ones count on neither side.",
)
@click.option("-v", "--verbose", is_flag=True, help="Show every control and screen in the text format.")
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    jobs: int,
    no_cache: bool,
    form: str,
    output: Path | None,
    min_wiring: float | None,
    verbose: bool,
) -> int:
    """List every control with its verdict, and the wiring coverage of each screen."""
    found = survey(request_of(paths, config, (), (), jobs, no_cache))
    write(UI_FORMATS[form](found.inventory, style_for(output, verbose, suppressed=False)), output)
    tell(remarks(found, min_wiring))
    return status_of(found.problems, clean=not is_below(found.inventory.total, min_wiring))


def is_below(total: Coverage, least: float | None) -> bool:
    """Whether the share of alive controls is below so many percent; without a control there is nothing to wire."""
    return least is not None and total.judged > 0 and 100 * total.alive < least * total.judged


def remarks(found: Survey, min_wiring: float | None) -> list[str]:
    """What goes to standard error: files that could not be judged as a whole, and what the gate says."""
    lines = told(each for each in found.problems if each.is_failure or each.kind == "partial")
    total = found.inventory.total
    if is_below(total, min_wiring):
        lines.append(f"prodlint: wiring coverage {total.percent} % is below {min_wiring:g} %{_aside(total.unknown)}")
    return lines


def _aside(unknown: int) -> str:
    verb = "counts" if unknown == 1 else "count"
    return f"; {unknown} unknown {verb} on neither side" if unknown else ""
