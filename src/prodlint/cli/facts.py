"""`prodlint facts FILE`: what rules see of a file."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from prodlint.analyse import Analyser
from prodlint.cli.output import write
from prodlint.config import Config, load_config
from prodlint.discover import FoundFile, discover, project_root
from prodlint.errors import UserError
from prodlint.fact import KINDS, AnyFact
from prodlint.finding import Problem
from prodlint.pipeline import rule_folders
from prodlint.read import read_source
from prodlint.roles import role_of
from prodlint.rulebook.book import load_book
from prodlint.source import Source

QUIET = ("start", "end", "begins")


@click.command(name="facts")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-k", "--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only this kind (repeatable).")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: Path, kinds: tuple[str, ...], form: str) -> int:
    """Print the facts of a file, as rules see them."""
    config = load_config(file.parent)
    source, language = _read(file, config)
    analyser = Analyser(load_book(rule_folders(config)), config)
    role = role_of(source.path, source.text, config)
    facts = analyser.read(source, language, role).parsed.all(kinds or KINDS).facts
    if form == "json":
        write("".join(msgspec.json.encode(fact).decode() + "\n" for fact in facts))
        return 0
    write(f"{source.path}  {language}  role: {role}\n" + "".join(_line(fact, source) for fact in facts))
    return 0


def _read(file: Path, config: Config) -> tuple[Source, str]:
    found = discover((file,), project_root((file,), config.file), config).files
    if not found or file.is_dir():
        raise UserError("no file that prodlint reads", str(file), "name one file that prodlint reads, such as src/App.tsx")
    source = read_source(FoundFile(found[0].path, found[0].absolute, found[0].language))
    if isinstance(source, Problem):
        raise UserError(source.message, str(file))
    return source, found[0].language


def _line(fact: AnyFact, source: Source) -> str:
    place = source.place(fact.start, fact.end)
    empty = type(fact).__struct_defaults__
    fields = fact.__struct_fields__
    defaults = dict(zip(fields[len(fields) - len(empty) :], empty, strict=True))
    told = [
        f"{name}={getattr(fact, name)!r}" for name in fields if name not in QUIET and getattr(fact, name) != defaults.get(name)
    ]
    return f"{place.line}:{place.column}  {_kind(fact)}  {' '.join(told)}\n"


def _kind(fact: AnyFact) -> str:
    return str(fact.__struct_config__.tag)
