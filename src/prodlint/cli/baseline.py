"""`prodlint baseline create|update|prune`: a file of known findings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from prodlint.baseline import Baseline, baseline_of, baseline_text, pruned, read_baseline, updated
from prodlint.cli.options import request_of, what_to_scan
from prodlint.cli.output import write, write_file
from prodlint.errors import UserError
from prodlint.finding import Finding
from prodlint.pipeline import Request, check

DEFAULT = Path(".prodlint-baseline.json")


@click.group(name="baseline")
def command() -> None:
    """Keep known findings in a file, so that only new ones count."""


def _file(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--file", "file", type=click.Path(path_type=Path), default=DEFAULT, show_default=True)(function)


@command.command(name="create")
@what_to_scan
@_file
def create(file: Path, **scanned: object) -> int:
    """Write all present findings; an existing file is not overwritten."""
    if file.exists():
        raise UserError("exists already", str(file), "use `prodlint baseline update` or `prune`")
    nothing = baseline_of([])
    findings, _, _ = _found(scanned, nothing)
    return _write(file, baseline_of(findings), nothing)


@command.command(name="update")
@what_to_scan
@_file
def update(file: Path, **scanned: object) -> int:
    """Add all present findings, take out what is gone from what is checked, and say what came and what went."""
    before = read_baseline(file)
    return _write(file, updated(before, *_found(scanned, before)), before)


@command.command(name="prune")
@what_to_scan
@_file
def prune(file: Path, **scanned: object) -> int:
    """Take out what is no longer found; nothing is added."""
    before = read_baseline(file)
    return _write(file, pruned(before, *_found(scanned, before)), before)


def _found(scanned: dict[str, object], before: Baseline) -> tuple[list[Finding], set[str], set[str]]:
    """The findings, the paths that were checked or are gone, and the rules that were asked."""
    request = request_of(**scanned)  # type: ignore[arg-type]  # click fills them by name
    outcome = check(request)
    findings = [finding for finding in outcome.report.findings if not finding.suppressed]
    rules = {rule.id for rule in outcome.report.rules}
    return findings, {*outcome.roles, *_gone(request, before)}, rules


def _gone(request: Request, before: Baseline) -> list[str]:
    """Paths that the baseline names and that no longer exist."""
    return [each.path for each in before.findings if not (request.root / each.path).exists()]


def _write(file: Path, after: Baseline, before: Baseline) -> int:
    old = {known.fingerprint for known in before.findings}
    new = {known.fingerprint for known in after.findings}
    write_file(file, baseline_text(after))
    write(f"wrote {file}: {len(new)} known findings, {len(new - old)} added, {len(old - new)} removed\n")
    return 0
