"""rules/**/*.toml → Rule, with errors that name file and line."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

import msgspec

from prodlint.confirm import CONFIRMS
from prodlint.errors import UserError, nearest
from prodlint.fact import KINDS
from prodlint.finding import GATES
from prodlint.places import PLACES
from prodlint.project import VERDICTS
from prodlint.rulebook.model import CONFIDENCES, EXAMPLE_FAMILY, FAMILIES, Match, Rule, RuleFile
from prodlint.rulebook.where import compile_where
from prodlint.vocabulary import EFFECTS, VocabularyFile

Written = TypeVar("Written")
RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def bundled_folder() -> Path:
    """Where the bundled rules lie: inside the wheel, or beside `src` in a checkout."""
    inside = Path(__file__).parents[1] / "rules"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "rules"


def load_rules(folder: Path) -> list[Rule]:
    """All rules below a folder, sorted by id.  Raises UserError naming file and line."""
    if not folder.is_dir():
        raise UserError("no such folder of rules", str(folder), "create it with `prodlint new-rule`, or mend `rules`")
    paths = sorted(path for path in folder.rglob("*.toml") if path.parent.name != "vocabulary")
    return sorted((load_rule(path) for path in paths), key=lambda rule: rule.id)


def load_rule(path: Path) -> Rule:
    """One rule file.  Raises UserError."""
    written = _convert(path, RuleFile)
    if not RULE_ID.fullmatch(path.stem):
        raise UserError(f"`{path.stem}` is no rule id", str(path), "name the file like `empty-action.toml`")
    _known(path, "gate", written.gate, list(GATES))
    _known(path, "confidence", written.confidence, list(CONFIDENCES))
    for family in written.languages:
        _known(path, "languages", family, list(FAMILIES))
    for example in written.example:
        _known(path, "language", example.language, list(EXAMPLE_FAMILY))
        if bool(example.bad) == bool(example.good):
            raise UserError("an example has either `bad` or `good`", line_of(path, "[[example]]"))
    for each in written.match if isinstance(written.match, list) else [written.match]:
        if not each.get("message") and isinstance(each.get("on"), str) and each["on"] in KINDS:
            _message(path, written.message, each["on"])
    raw = written.match if isinstance(written.match, list) else [written.match]
    return Rule(
        id=path.stem,
        category=path.parent.name,
        title=written.title,
        gate=written.gate,
        confidence=written.confidence,
        message=written.message,
        why=written.why,
        fix=written.fix,
        matches=tuple(_match(path, each) for each in raw),
        examples=written.example,
        languages=written.languages,
        path=str(path),
    )


def _match(path: Path, raw: dict[str, Any]) -> Match:
    match = _converted(path, raw, Match)
    _known(path, "on", match.on, list(KINDS))
    if match.confidence:
        _known(path, "confidence", match.confidence, list(CONFIDENCES))
    if match.at:
        _known(path, "at", match.at, list(PLACES))
    for confirm in match.confirm:
        _known(path, "confirm", confirm, list(CONFIRMS))
    for verdict in match.project:
        _known(path, "project", verdict, list(VERDICTS))
    _message(path, match.message, match.on)
    compile_where(match.on, match.where, line_of(path, next(iter(match.where), "[match]")))
    return match


def load_vocabulary(folder: Path) -> list[VocabularyFile]:
    """All vocabulary files directly in a folder.  Raises UserError."""
    paths = sorted(path for path in folder.glob("*.toml") if path.stem != "roles")
    files = []
    for path in paths:
        file = _convert(path, VocabularyFile)
        for family in file.languages:
            _known(path, "languages", family, list(FAMILIES))
        for effect in file.effects:
            _known(path, "effects", effect, list(EFFECTS))
        for kind in file.anchors:
            _known(path, "anchors", kind.partition(".")[0], list(KINDS))
        files.append(file)
    return files


def _convert(path: Path, kind: type[Written]) -> Written:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise UserError(f"not valid TOML: {error}", f"{path}:{line[1] if line else 1}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"cannot be read: {error}", str(path)) from error
    return _converted(path, raw, kind)


def _converted(path: Path, raw: Any, kind: type[Written]) -> Written:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        unknown = re.search(r"unknown field `([^`]+)`", message)
        if unknown:
            known = list(getattr(kind, "__struct_fields__", ()))
            raise UserError(f"unknown key `{unknown[1]}`", line_of(path, unknown[1]), nearest(unknown[1], known)) from error
        key = re.search(r"`\$\.([A-Za-z_-]+)", message)
        raise UserError(message, line_of(path, key[1] if key else "")) from error


def _message(path: Path, message: str, kind: str) -> None:
    """Raises UserError when a message names a field that this kind of fact does not have."""
    fields = {*KINDS[kind].__struct_fields__, "matched", "line"}
    try:
        named = [name for _, name, _, _ in Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise UserError(f"the message is not well-formed: {error}", line_of(path, message[:20])) from error
    for name in named:
        if name not in fields:
            raise UserError(f"the message names `{{{name}}}`", line_of(path, message[:20]), nearest(name, sorted(fields)))


def _known(path: Path, key: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise UserError(f"unknown {key} `{name}`", line_of(path, f'"{name}"'), nearest(name, known))


def line_of(path: Path, text: str) -> str:
    """`path:line` of the first line that contains `text`, line 1 when none does."""
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        if text and text in line:
            return f"{path}:{number}"
    return f"{path}:1"
