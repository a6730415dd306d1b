"""`prodlint integrations`: every service, and whether it is real; every variable, and whether it is declared."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from prodlint.audit import FAMILIES, audit
from prodlint.cli.options import request_of, split, where_to_look
from prodlint.cli.output import status_of, style_for, tell, told, write
from prodlint.errors import UserError, nearest
from prodlint.integration import LIVE, VERDICTS, Integrations
from prodlint.pipeline import Request, rules_of
from prodlint.report.integrations import INTEGRATION_FORMATS
from prodlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from prodlint.live import Wanted


class Asked(NamedTuple):
    """What the options of `--live` say."""

    live: bool
    in_ci: bool
    base_urls: tuple[str, ...]
    env_files: tuple[Path, ...]
    timeout: float


@click.command(name="integrations")
@where_to_look
@click.option("-f", "--format", "form", type=click.Choice(list(INTEGRATION_FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--fail-on", multiple=True, metavar="VERDICT", help="Exit with 1 when a service has this verdict (repeatable).")
@click.option("-v", "--verbose", is_flag=True, help="Show every place and variable in the text format.")
@click.option("--live", is_flag=True, help="Ask each service whose key is set whether it takes it; needs `prodlint[live]`.")
@click.option("--live-in-ci", is_flag=True, help="The same, also where CI is seen to run.")
@click.option("--base-url", multiple=True, metavar="PROVIDER=URL", help="Ask a provider at another address (repeatable).")
@click.option("--env-file", multiple=True, type=click.Path(path_type=Path), help="Take keys from this file, not from `.env`.")
@click.option("--timeout", type=click.FloatRange(0.1, 120), default=10, show_default=True, help="Seconds for each request.")
def command(
    paths: tuple[Path, ...],
    config: Path | None,
    jobs: int,
    no_cache: bool,
    form: str,
    output: Path | None,
    fail_on: tuple[str, ...],
    verbose: bool,
    live: bool,
    live_in_ci: bool,
    base_url: tuple[str, ...],
    env_file: tuple[Path, ...],
    timeout: float,
) -> int:
    """List every service the code talks to, and every variable of the environment that it reads."""
    asked = Asked(live or live_in_ci, live_in_ci, base_url, env_file, timeout)
    failing = verdicts_of(fail_on, live=asked.live)
    request = request_of(paths, config, (), (), jobs, no_cache)
    wanted = wanted_of(asked, request)
    found = audit(request)
    integrations = found.integrations if wanted is None else tried(found.integrations, request, wanted)
    write(INTEGRATION_FORMATS[form](integrations, style_for(output, verbose, suppressed=False)), output)
    tell(told(each for each in found.problems if each.is_failure or each.kind == "partial"))
    return status_of(found.problems, clean=failing.isdisjoint(verdicts_in(integrations)))


def verdicts_in(integrations: Integrations) -> set[str]:
    """All verdicts that some service has."""
    return {each.verdict for each in integrations.services} | {each.verdict for each in integrations.live or ()}


def wanted_of(asked: Asked, request: Request) -> Wanted | None:
    """What to try, None for nothing.  Raises UserError before anything is read where it cannot be tried."""
    if not asked.live:
        odd = next((name for name, value in (("--base-url", asked.base_urls), ("--env-file", asked.env_files)) if value), "")
        if odd:
            raise UserError("asks nobody without `--live`", odd, "add `--live`")
        return None
    from prodlint.live import Wanted, refuse_in_ci
    from prodlint.live.addresses import addresses_of
    from prodlint.live.asking import must_be_able_to_ask
    from prodlint.live.keys import key_files, sources_of

    words = words_of(request)
    if not asked.in_ci:
        refuse_in_ci(os.environ, words.words("ci-variables"))
    must_be_able_to_ask()
    triable = [each.name for each in words.services.by_name.values() if each.live is not None]
    folders = [*(path for path in request.paths if path.is_dir()), request.root]
    return Wanted(
        sources=sources_of(os.environ, key_files(asked.env_files, folders, words.words("key-files"))),
        addresses=addresses_of(asked.base_urls, triable),
        timeout=asked.timeout,
    )


def tried(integrations: Integrations, request: Request, wanted: Wanted) -> Integrations:
    """The integrations with what trying the services came to."""
    from prodlint.live import with_live

    return with_live(integrations, words_of(request).services.by_name, wanted)


def words_of(request: Request) -> Vocabulary:
    """The vocabulary that names the services: they are the same in all languages."""
    return rules_of(request)[0].vocabulary(FAMILIES[0])


def verdicts_of(names: tuple[str, ...], *, live: bool) -> frozenset[str]:
    """The verdicts that a user names.  Raises UserError for what is none."""
    listed = split(names)
    known = [*VERDICTS, *LIVE]
    if names and not listed:
        raise UserError("names no verdict", "--fail-on", f"use one of {', '.join(known)}")
    for name in listed:
        if name not in known:
            raise UserError(f"unknown verdict `{name}`", "--fail-on", nearest(name, known) or ", ".join(known))
        if name in LIVE and not live:
            raise UserError(f"`{name}` is a verdict of `--live`", "--fail-on", "add `--live`")
    return frozenset(listed)
