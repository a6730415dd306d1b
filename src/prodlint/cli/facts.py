"""`prodlint facts FILE`: what rules see of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click
import msgspec

from prodlint.analyse import Analyser
from prodlint.cli.output import write
from prodlint.config import Config, load_config
from prodlint.credentials import hidden, without_credentials
from prodlint.discover import FoundFile, discover, project_root
from prodlint.environment import state_of
from prodlint.errors import UserError
from prodlint.fact import KINDS, AnyFact, Argument, Call
from prodlint.finding import Problem
from prodlint.pipeline import rule_folders
from prodlint.read import read_source
from prodlint.roles import role_of
from prodlint.rulebook.book import load_book
from prodlint.source import Source

QUIET = ("start", "end", "begins")
NAMING = ("name", "variable", "holder", "subject", "callee", "fields")
"""Fields that may say that a value is secret, and those that hold the value."""
GIVEN = ("value", "default", "values", "returned_text")
NAMES_A_SECRET = re.compile(
    r"(?i)secret|token|passw|passphrase|credential|api_?key|(?:private|access|auth|signing|master|encryption)_?key|\bdsn\b"
)


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
    told = masked(analyser.read(source, language, role).parsed.all().facts)
    facts = [fact for fact in told if not kinds or _kind(fact) in kinds]
    if form == "json":
        write("".join(msgspec.json.encode(fact).decode() + "\n" for fact in facts))
        return 0
    write(f"{source.path}  {language}  role: {role}\n" + "".join(_line(fact, source) for fact in facts))
    return 0


def masked(facts: Iterable[AnyFact]) -> list[AnyFact]:
    """The facts as they may be shown: of a credential, by its look or what it is called, only the beginning."""
    facts = list(facts)
    secrets = sorted(
        {value for fact in facts for value in _secrets_in(fact) if state_of(value) == "set" and not _is_a_name(value)},
        key=len,
        reverse=True,
    )
    return [_masked(fact, secrets) for fact in facts]


def _secrets_in(fact: AnyFact) -> Iterator[str]:
    """The values of a fact that may be secret by what they are called."""
    if isinstance(fact, Call):
        named = any(NAMES_A_SECRET.search(each.value) for each in fact.arguments)
        yield from (each.value for each in fact.arguments if each.shape == "string" and (named or _names(each.label)))
    elif any(_names(str(getattr(fact, field, ""))) for field in NAMING):
        for field in GIVEN:
            given = getattr(fact, field, "")
            yield from (given,) if isinstance(given, str) else given if isinstance(given, tuple) else ()


def _is_a_name(value: str) -> bool:
    """Whether a value only names a credential (`"api_key"`), as a key of a table or a header does."""
    return _names(value) and not any(character.isdigit() for character in value)


def _names(name: str) -> bool:
    return NAMES_A_SECRET.search(name) is not None


def _masked(fact: AnyFact, secrets: Sequence[str]) -> AnyFact:
    def shown(value: object) -> object:
        if isinstance(value, Argument):
            return msgspec.structs.replace(value, value=shown(value.value))
        if isinstance(value, tuple):
            return tuple(map(shown, value))
        if not isinstance(value, str):
            return value
        for secret in (each for each in secrets if each in value):
            value = value.replace(secret, hidden(secret))
        return without_credentials(value)

    return msgspec.structs.replace(fact, **{field: shown(getattr(fact, field)) for field in fact.__struct_fields__})


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
