"""rules/**/*.toml → Rule, with errors that name file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple, TypeVar, get_type_hints

import msgspec

from prodlint.choices import REGIONS
from prodlint.confirm import CONFIRMS
from prodlint.errors import UserError, nearest
from prodlint.fact import KINDS
from prodlint.file import ROLES as FILE_ROLES
from prodlint.finding import GATES
from prodlint.places import PLACES
from prodlint.project import VERDICTS
from prodlint.rulebook.folder import bundled_folder as bundled_folder
from prodlint.rulebook.livewords import check_live
from prodlint.rulebook.model import CONFIDENCES, EXAMPLE_FAMILY, KNOWN_FAMILIES, Example, Match, Rule, RuleFile
from prodlint.rulebook.where import check_choices, check_where, compile_regex
from prodlint.services import LiveWord, ServiceWord
from prodlint.vocabulary import CONTROL_KINDS, EFFECTS, ROLES, ControlWord, VocabularyFile

Written = TypeVar("Written")
RULE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

TABLES = ("roles", "entries")
"""Files of rules/vocabulary that hold no words of a language."""


def load_rules(folder: Path) -> list[Rule]:
    """All rules below a folder, sorted by id.  Raises UserError naming file and line."""
    if not folder.is_dir():
        raise UserError("no such folder of rules", str(folder), "create it with `prodlint new-rule`, or mend `rules`")
    paths = sorted(path for path in folder.rglob("*.toml") if path.parent.name != "vocabulary")
    return sorted((load_rule(path) for path in paths), key=lambda rule: rule.id)


def load_rule(path: Path) -> Rule:
    """One rule file.  Raises UserError."""
    raw, whole = _read(path)
    examples = _tables(raw, "example", Example, whole)
    shapes = _tables(raw, "match", Match, whole)
    written = _converted(whole, raw, RuleFile)
    if not RULE_ID.fullmatch(path.stem):
        raise UserError(f"`{path.stem}` is no rule id", str(path), "name the file like `empty-action.toml`")
    if not shapes:
        raise UserError("the rule has no shape, so it finds nothing", whole.at("match"), "add a [match] with its `on`")
    if not written.languages:
        raise UserError(
            "the rule has no language, so it finds nothing", whole.at("languages"), "known: " + ", ".join(KNOWN_FAMILIES)
        )
    _known(whole, "gate", [written.gate], GATES)
    _known(whole, "confidence", [written.confidence], CONFIDENCES)
    _known(whole, "languages", written.languages, KNOWN_FAMILIES)
    for example, part in examples:
        _known(part, "language", [example.language], EXAMPLE_FAMILY)
        if bool(example.bad) == bool(example.good):
            raise UserError("an example has either `bad` or `good`", part.at())
    _check_shapes(written, shapes, whole, path)
    return Rule(
        id=path.stem,
        category=path.parent.name,
        title=written.title,
        gate=written.gate,
        confidence=written.confidence,
        message=written.message,
        why=written.why,
        fix=written.fix,
        matches=tuple(match for match, _ in shapes),
        examples=written.example,
        languages=written.languages,
        traced=written.traced,
        gives_way_to=written.gives_way_to,
        path=str(path),
    )


def _check_shapes(written: RuleFile, shapes: Iterable[tuple[Match, Part]], whole: Part, path: Path) -> None:
    """Raises UserError for a shape that cannot find anything, or whose regex or message is wrong."""
    trusted = path.is_relative_to(bundled_folder())  # compiling their regexes takes 60 ms of a run; the tests do it
    for match, part in shapes:
        _check_match(match, part, regexes=not trusted)
        _check_languages(match.on, match.languages or written.languages, part)
        _check_message(whole if not match.message else part, match.message or written.message, match.on)


def load_vocabulary(folder: Path) -> list[VocabularyFile]:
    """All vocabulary files directly in a folder.  Raises UserError."""
    paths = sorted(path for path in folder.glob("*.toml") if path.stem not in TABLES)
    return [load_vocabulary_file(path) for path in paths]


def load_vocabulary_file(path: Path) -> VocabularyFile:
    """One vocabulary file.  Raises UserError."""
    raw, whole = _read(path)
    controls = _tables(raw, "control", ControlWord, whole)
    _check_services(raw, whole)
    file = _converted(whole, raw, VocabularyFile)
    _known(whole, "languages", file.languages, KNOWN_FAMILIES)
    _known(whole, "effects", file.effects, EFFECTS, inside="effects")
    _known(whole, "texts", file.texts, ROLES, inside="texts")
    _known(whole, "labels", file.labels, ROLES, inside="labels")
    for control, part in controls:
        _known(part, "kind", [control.kind], CONTROL_KINDS)
    for table, keys in (("anchors", file.anchors), ("evidence", file.evidence)):
        for key in keys:
            _check_asked(whole.table(table), table, key)
    if path.parent != bundled_folder() / "vocabulary":  # compiling these takes 10 ms of every run; the tests do it
        check_regexes(file, path)
    return file


def _check_services(raw: dict[str, Any], whole: Part) -> None:
    """Raises UserError for a service that is not well written, or cannot be tried as it says."""
    for service, part in _tables(raw, "service", dict, whole):
        if isinstance(service.get("live"), dict):
            check_live(_converted(part, service["live"], LiveWord), part.at)
        _converted(part, service, ServiceWord)


def check_regexes(file: VocabularyFile, path: Path) -> None:
    """Raises UserError for a regex of a vocabulary file that does not compile."""
    whole = _read(path)[1]
    for name, pattern in file.patterns.items():
        compile_regex(pattern, whole.table("patterns").at(name))
    for name, pattern in file.evidence.items():
        place = whole.table("evidence").at(name)
        compile_regex(pattern, place)
        try:
            re.compile(pattern.encode(), re.MULTILINE)
        except (re.error, OverflowError, RecursionError) as error:
            raise UserError(f"the regex does not compile for bytes: {error}", place) from error


def _check_languages(kind: str, languages: tuple[str, ...], part: Part) -> None:
    """Settings have one kind of fact, which no code has."""
    if (kind == "setting") != ("settings" in languages) or ("settings" in languages and len(languages) > 1):
        remedy = '`on = "setting"` goes with `languages = ["settings"]`, and with nothing else'
        raise UserError(f"a shape on `{kind}` does not fit its languages", part.at("languages"), remedy)


def _check_match(match: Match, part: Part, regexes: bool) -> None:
    _known(part, "on", [match.on], KINDS)
    _known(part, "confidence", [match.confidence] if match.confidence else (), CONFIDENCES)
    _known(part, "at", [match.at] if match.at else (), PLACES)
    _known(part, "confirm", match.confirm, CONFIRMS)
    _known(part, "project", match.project, VERDICTS)
    _known(part, "languages", match.languages, KNOWN_FAMILIES)
    _known(part, "roles", match.roles, FILE_ROLES)
    _known(part, "regions", match.regions, REGIONS)
    if regexes and match.written:
        compile_regex(match.written, part.at("written"))
    for field, wanted in match.where.items():
        tests = [{name: value} for name, value in wanted.items()] if isinstance(wanted, dict) and wanted else [wanted]
        for test in tests:
            try:
                check_where(match.on, {field: test}, regexes=regexes)
            except UserError as error:
                said = [str(each) for each in test.values()] + list(test) if isinstance(test, dict) else [str(test)]
                raise UserError(error.wrong, part.at(field, *said), error.remedy) from error


def _check_asked(part: Part, table: str, key: str) -> None:
    """Raises UserError when `kind`, `kind.field` or `kind.field=value` names what no fact has."""
    kind, _, field = key.partition("=")[0].partition(".")
    if kind not in KINDS:
        raise UserError(f"unknown {table} `{kind}`", part.at(key), nearest(kind, list(KINDS)))
    fields = KINDS[kind].__struct_fields__
    if field and field not in fields:
        raise UserError(f"`{kind}` has no field `{field}`", part.at(key), nearest(field, list(fields)))
    value = key.partition("=")[2]
    check_choices(kind, field, [value] if value else (), part.at(key))


def _check_message(part: Part, message: str, kind: str) -> None:
    """Raises UserError when a message holds more than bare names of this kind of fact's fields."""
    fields = sorted({*KINDS[kind].__struct_fields__, "matched", "line"})
    try:
        parts = [(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(message) if name is not None]
    except ValueError as error:
        raise UserError(f"the message is not well-formed: {error}", part.at("message", message[:20])) from error
    for name, spec, conversion in parts:
        written = name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")
        if written in fields:
            continue
        bare = re.split(r"\W", written, maxsplit=1)[0]
        remedy = f"only a field's bare name counts: `{{{bare}}}`" if bare in fields else nearest(bare, fields)
        raise UserError(f"the message names `{{{written}}}`", part.at("message", "{" + written), remedy)


class Part(NamedTuple):
    """The lines `first` to before `end` (counted from 0) of a file: the whole, or one table of it."""

    path: Path
    lines: tuple[str, ...]
    first: int
    end: int

    def at(self, key: str = "", *texts: str) -> str:
        """`path:line` of the first text that stands at or below the key, else of the key, else of the part's first line."""
        named = re.compile(rf"""(?<![\w.-])["']?{re.escape(key)}["']?\s*[.=\]]""")
        numbers = range(self.first, self.end)
        start = next((number for number in numbers if key and named.search(_code(self.lines[number]))), self.first)
        below = range(start, self.end)
        hits = (number for text in texts if text for number in below if text in _code(self.lines[number]))
        return f"{self.path}:{next(hits, start) + 1}"

    def table(self, name: str, number: int = 0) -> Part:
        """The lines of the table's nth appearance as `[name]` or `[[name]]`; from `name =` on when it is written in line."""
        headers = _headers(self.lines, name)
        if number >= len(headers):
            begin = re.compile(rf"\s*\[*\s*{name}\s*[.=]")
            first = next((each for each, line in enumerate(self.lines) if begin.match(line)), 0)
            return Part(self.path, self.lines, first, len(self.lines))
        first = headers[number]
        other = re.compile(rf"\s*\[+(?!\s*{name}\s*\.)[\w.\s\"'-]+\]+\s*(#.*)?$")
        end = next((each for each in range(first + 1, len(self.lines)) if other.match(self.lines[each])), len(self.lines))
        return Part(self.path, self.lines, first, end)


@lru_cache(maxsize=16)
def _headers(lines: tuple[str, ...], name: str) -> tuple[int, ...]:
    """The numbers of the lines that begin a table of this name."""
    header = re.compile(rf"\s*\[+\s*{name}\s*\]")
    return tuple(number for number, line in enumerate(lines) if header.match(line))


def _code(line: str) -> str:
    return "" if line.lstrip().startswith("#") else line


def _read(path: Path) -> tuple[dict[str, Any], Part]:
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise UserError(f"not valid TOML: {error}", f"{path}:{line[1] if line else text.count(chr(10)) + 1}") from error
    except RecursionError as error:
        raise UserError("not valid TOML: nested too deeply", str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"cannot be read: {error}", str(path)) from error
    lines = tuple(text.split("\n"))
    return raw, Part(path, lines, 0, len(lines))


def _tables(raw: dict[str, Any], name: str, kind: type[Written], whole: Part) -> list[tuple[Written, Part]]:
    """Each table of an array of tables (a lone table counts as one) with its lines; what is no table is left to RuleFile."""
    listed = raw.get(name)
    tables = listed if isinstance(listed, list) else [listed]
    numbered = [(whole.table(name, number), table) for number, table in enumerate(tables) if isinstance(table, dict)]
    return [(_converted(part, table, kind), part) for part, table in numbered]


def _converted(part: Part, raw: Any, kind: type[Written]) -> Written:
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        unknown = re.search(r"unknown field `([^`]+)`", message)
        if unknown:
            known = list(getattr(kind, "__struct_fields__", ()))
            raise UserError(f"unknown key `{unknown[1]}`", part.at(unknown[1]), nearest(unknown[1], known)) from error
        key = re.search(r"`\$\.([A-Za-z_-]+)", message)
        entry = _odd_entry(raw.get(key[1]), key[1], kind) if key else ""
        place = part.table(key[1]).at(entry) if key and entry else part.at(key[1] if key else "")
        raise UserError(message, place) from error


def _odd_entry(entries: Any, key: str, kind: type[Written]) -> str:
    """The first name in a key's table with a value of the wrong type, which msgspec leaves out; "" when it holds no table."""
    if not isinstance(entries, dict):
        return ""
    wanted = get_type_hints(kind)[key]
    for name, value in entries.items():
        try:
            msgspec.convert({name: value}, wanted)
        except msgspec.ValidationError:
            return str(name)
    return ""


def _known(part: Part, key: str, names: Iterable[str], known: Iterable[str], inside: str = "") -> None:
    """Raises UserError for a name that is not known; the names are `key`'s values, or the keys of the table `inside`."""
    for name in names:
        if name not in known:
            quoted = (f'"{name}"', f"'{name}'")
            place = part.table(inside).at(name) if inside else part.at(key, *quoted)
            raise UserError(f"unknown {key} `{name}`", place, nearest(name, list(known)))
