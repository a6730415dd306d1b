"""Options that several commands share, and the request that they make."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from prodlint.changes import Changes, changes_since, staged_changes
from prodlint.config import Config, load_config
from prodlint.discover import common_folder, project_root
from prodlint.errors import UserError
from prodlint.pipeline import Request

Command = TypeVar("Command", bound=Callable[..., Any])


PATHS = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    click.option("--config", type=click.Path(path_type=Path), help="Use this file instead of the nearest one."),
)
RULES = (
    click.option("--select", multiple=True, metavar="RULE|GATE", help="Use only these rules or gates (repeatable)."),
    click.option("--ignore", multiple=True, metavar="RULE|GATE", help="Leave these rules or gates out (repeatable)."),
)
EFFORT = (
    click.option("-j", "--jobs", type=click.IntRange(min=0), default=0, help="Processes; 0 is one for each core."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
)


def what_to_scan(command: Command) -> Command:
    """PATHS and the options that decide what is looked at and by which rules."""
    return _with(command, *PATHS, *RULES, *EFFORT)


def where_to_look(command: Command) -> Command:
    """PATHS and the options that decide what is looked at."""
    return _with(command, *PATHS, *EFFORT)


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


def request_of(
    paths: tuple[Path, ...],
    config: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    jobs: int,
    no_cache: bool,
    stdin_filename: Path | None = None,
) -> Request:
    """The request of a command line; text is read from standard input when the only path is `-`.  Raises UserError."""
    for name, given in (("--select", select), ("--ignore", ignore)):
        if given and not split(given):
            raise UserError("names no rule and no gate", name, "leave the option out, or name one")
    text = None
    if tuple(map(str, paths)) == ("-",):
        if stdin_filename is None:
            raise UserError("standard input needs a name", "--stdin-filename", "give the path that the text stands for")
        text = sys.stdin.buffer.read()
        paths = (stdin_filename,)
    elif stdin_filename is not None:
        raise UserError(
            "a name for standard input, but the path is not `-`", "--stdin-filename", "prodlint --stdin-filename NAME -"
        )
    asked = paths or (Path(),)
    settings = load_config(common_folder(asked) if text is None else Path.cwd(), config)
    settings = with_choice(settings, select, ignore)
    return Request(
        paths=asked,
        root=project_root(asked if text is None else (Path(),), settings.file),
        config=settings,
        today=date.today(),
        jobs=jobs,
        cache=None if no_cache else cache_folder_or_none(),
        text=text,
    )


def with_choice(config: Config, select: tuple[str, ...], ignore: tuple[str, ...]) -> Config:
    """The settings with the command line's rules: `--select` replaces, `--ignore` adds."""
    return msgspec.structs.replace(config, select=split(select) or config.select, ignore=(*config.ignore, *split(ignore)))


def split(names: tuple[str, ...]) -> tuple[str, ...]:
    """Repeated and comma-separated names as one list."""
    return tuple(name.strip() for each in names for name in each.split(",") if name.strip())


def changes_of(root: Path, diff: str | None, staged: bool) -> Changes | None:
    """The changed lines that `--diff` or `--staged` ask for."""
    if diff and staged:
        raise UserError("`--diff` and `--staged` exclude each other", "", "use one of them")
    if staged:
        return staged_changes(root)
    if diff == "":
        raise UserError("names no commit", "--diff", "leave the option out, or name a branch, a tag or a commit")
    return changes_since(root, diff) if diff else None


def cache_folder_or_none() -> Path | None:
    """Where results are kept; None when there is no such place."""
    from prodlint.cache import cache_folder

    try:
        return cache_folder()
    except RuntimeError:  # no home directory
        return None


def percent(context: click.Context, option: click.Parameter, value: str | None) -> float | None:
    """A number from 0 to 100.  Raises UserError for anything else, `nan` included."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise UserError(f"`{value}` is no percentage", option.opts[-1], "give a number from 0 to 100")
    return number
