"""`prodlint check`: what must not ship, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import click
import msgspec

from prodlint.baseline import read_baseline
from prodlint.cli.options import changes_of, request_of, what_to_scan
from prodlint.cli.output import status_of, style_for, tell, told, write
from prodlint.config import Config
from prodlint.discover import passed_over
from prodlint.errors import UserError
from prodlint.judge import too_many
from prodlint.pipeline import Outcome, Request, check, rules_of
from prodlint.report import FORMATS, Report
from prodlint.report.model import Style

FAIL_ON = ("error", "warning", "note", "never")


class RuleCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many findings of a level a rule has."""

    rule: str
    level: str
    count: int


@click.command(name="check")
@what_to_scan
@click.option("-f", "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this file.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="The least level that makes the exit status 1.  [default: error]")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even when there are findings.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Leave out what this file knows.")
@click.option("--diff", metavar="REF", help="Only findings on lines that differ from the merge base with REF.")
@click.option("--staged", is_flag=True, help="Only findings on lines that are staged.")
@click.option(
    "--stdin-filename", type=click.Path(path_type=Path), help="The name of the text on standard input (PATHS is `-`)."
)
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of showing them.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, with their roles.")
@click.option("--show-suppressed", is_flag=True, help="Show findings that a comment allows, too.")
@click.option("--explain-skipped", is_flag=True, help="List what was passed over, and why.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a doubt.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix: also where a person must look at the outcome.")
@click.option("--dry-run", is_flag=True, help="With --fix: show the changes as a diff, and change nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show every finding in the text format.")
def command(
    form: str,
    output: Path | None,
    fail_on: str | None,
    exit_zero: bool,
    baseline: Path | None,
    diff: str | None,
    staged: bool,
    statistics: bool,
    show_files: bool,
    show_suppressed: bool,
    explain_skipped: bool,
    fix: bool,
    unsafe_fixes: bool,
    dry_run: bool,
    verbose: bool,
    **scanned: object,
) -> int:
    """Say what must not ship, and where."""
    request = request_of(**scanned)  # type: ignore[arg-type]  # click fills them by name
    request = msgspec.structs.replace(
        request,
        baseline=read_baseline(baseline) if baseline else None,
        changes=changes_of(request.root, diff, staged),
    )
    refuse_what_does_not_go_together(request, form if statistics else "", fix, unsafe_fixes, dry_run)
    outcome = check(request)
    least = "never" if exit_zero else fail_on or request.config.fail_on
    if fix:
        from prodlint.cli.fixing import show_fixes, with_fixes_done  # what few runs need

        if dry_run:
            show_fixes(outcome.report, request, unsafe=unsafe_fixes)
            return ended(outcome.report, least, request.config)
        outcome = with_fixes_done(outcome, request, unsafe=unsafe_fixes)
    if show_files:
        write("".join(f"{path}  {role or 'not read'}\n" for path, role in sorted(outcome.roles.items())), output)
        return 0
    style = style_for(output, verbose, show_suppressed)
    write(STATISTICS[form](counted(outcome.report)) if statistics else rendered(outcome.report, request, form, style), output)
    tell(remarks(outcome, request, explain_skipped, form))
    return ended(outcome.report, least, request.config)


def refuse_what_does_not_go_together(request: Request, counted_as: str, fix: bool, unsafe: bool, dry_run: bool) -> None:
    """Raises UserError for options that do not go together; `counted_as` is the format of statistics, "" without them."""
    if counted_as and counted_as not in STATISTICS:
        raise UserError(f"no statistics in the format `{counted_as}`", "--statistics", f"use one of {', '.join(STATISTICS)}")
    if not fix and (unsafe or dry_run):
        name = "--unsafe-fixes" if unsafe else "--dry-run"
        raise UserError("nothing is asked to be fixed", name, "add --fix")
    if fix and request.text is not None:
        raise UserError("standard input cannot be fixed", "--fix", "give the path of the file")


def rendered(report: Report, request: Request, form: str, style: Style) -> str:
    """The report in one of FORMATS."""
    return FORMATS[form](completed(report, request) if form == "sarif" else report, style)


def completed(report: Report, request: Request) -> Report:
    """The report with the fixes and line hashes that only SARIF carries."""
    from prodlint.hashes import with_line_hashes
    from prodlint.mending import with_fixes

    fixed = report if request.text is not None else with_fixes(report, rules_of(request)[0])
    return with_line_hashes(fixed)


def ended(report: Report, fail_on: str, config: Config) -> int:
    """2 when a file could not be judged through our fault or the system's, 1 for too many findings at the level, else 0.

    A gate may allow some findings (`at-most`); without a word it allows none.
    """
    clean = fail_on == "never" or not too_many(report.findings, fail_on, config)
    return status_of(report.problems, clean=clean)


def counted(report: Report) -> list[RuleCount]:
    """Findings of each rule and level that nothing suppresses, most first."""
    counts = Counter((finding.rule, finding.level) for finding in report.findings if not finding.suppressed)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [RuleCount(rule=rule, level=level, count=count) for (rule, level), count in ordered]


def as_text(counts: list[RuleCount]) -> str:
    """Counts as aligned lines."""
    return "".join(f"{each.count:6}  {each.level:7}  {each.rule}\n" for each in counts)


def as_json(counts: list[RuleCount]) -> str:
    """Counts as an array of objects with `rule`, `level` and `count`."""
    return msgspec.json.format(msgspec.json.encode(counts), indent=2).decode() + "\n"


STATISTICS: Mapping[str, Callable[[list[RuleCount]], str]] = MappingProxyType(
    {"text": as_text, "concise": as_text, "json": as_json}
)


def remarks(outcome: Outcome, request: Request, explain_skipped: bool, form: str) -> list[str]:
    """What goes to standard error: known findings that were left out, files that were passed over."""
    lines = []
    if outcome.known:
        lines.append(f"prodlint: {outcome.known} known findings are in the baseline")
    unstaged = request.changes.unstaged if request.changes else ()
    if unstaged:
        others = f" and {len(unstaged) - 1} more" if len(unstaged) > 1 else ""
        lines.append(
            f"prodlint: {unstaged[0]}{others}: also has changes that are not staged, and is judged as it is on the disk"
        )
    problems = outcome.report.problems
    graver = [each for each in problems if each.is_failure]
    shown = problems if explain_skipped else () if form == "text" else graver
    if explain_skipped:
        lines += [f"prodlint: {path}: {reason}" for path, reason in passed_over(request.root, request.config)]
    lines += told(shown)
    if explain_skipped:
        looked = {role for rule_roles in LOOKED_AT for role in rule_roles}
        lines += [
            f"prodlint: {path}: not judged as product: {role}"
            for path, role in sorted(outcome.roles.items())
            if role and role not in looked
        ]
    return lines


LOOKED_AT = (("product", "preview", "example", "script", "seed", "design-system"),)
"""Roles that most rules look at."""
