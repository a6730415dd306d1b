"""`prodlint integrations`: every service, and whether it is real; every variable, and whether it is declared."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.audit import audit
from prodlint.cli.options import request_of, split, where_to_look
from prodlint.cli.output import status_of, style_for, tell, told, write
from prodlint.errors import UserError, nearest
from prodlint.integration import VERDICTS
from prodlint.report.integrations import INTEGRATION_FORMATS


@click.command(name="integrations")
@where_to_look
@click.option("-f", "--format", "form", type=click.Choice(list(INTEGRATION_FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--fail-on", multiple=True, metavar="VERDICT", help="Exit with 1 when a service has this verdict (repeatable).")
@click.option("-v", "--verbose", is_flag=True, help="Show every place and variable in the text format.")
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    jobs: int,
    no_cache: bool,
    form: str,
    output: Path | None,
    fail_on: tuple[str, ...],
    verbose: bool,
) -> int:
    """List every service the code talks to, and every variable of the environment that it reads."""
    failing = verdicts_of(fail_on)
    found = audit(request_of(paths, config, (), (), jobs, no_cache))
    write(INTEGRATION_FORMATS[form](found.integrations, style_for(output, verbose, suppressed=False)), output)
    tell(told(each for each in found.problems if each.is_failure or each.kind == "partial"))
    return status_of(found.problems, clean=not any(each.verdict in failing for each in found.integrations.services))


def verdicts_of(names: tuple[str, ...]) -> frozenset[str]:
    """The verdicts that a user names.  Raises UserError for what is none."""
    listed = split(names)
    if names and not listed:
        raise UserError("names no verdict", "--fail-on", f"use one of {', '.join(VERDICTS)}")
    for name in listed:
        if name not in VERDICTS:
            raise UserError(f"unknown verdict `{name}`", "--fail-on", nearest(name, list(VERDICTS)) or ", ".join(VERDICTS))
    return frozenset(listed)
