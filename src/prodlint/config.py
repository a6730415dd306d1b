"""`[tool.prodlint]` in pyproject.toml, or prodlint.toml → Config; a wrong key is named with its line."""

from __future__ import annotations

import re
import tomllib
from hashlib import blake2b
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from prodlint.absent import absent, is_there
from prodlint.configfile import SHARED_FILE, line_of_key, line_of_value, read_text, tables_above
from prodlint.errors import UserError, like, nearest
from prodlint.finding import GATES
from prodlint.globs import flaw_in

OWN_FILE = "prodlint.toml"
SUPPRESSION_GATE = "SUPPRESSION"

Level = Literal["none", "note", "warning", "error"]
Threshold = Literal["error", "warning", "note", "never"]
Count = Annotated[int, msgspec.Meta(ge=0)]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
Size = Annotated[int, msgspec.Meta(ge=1)]


class GateSetting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What a project decides about one gate: its level (None: the gate's own) and how many findings it still passes with."""

    level: Level | None = None
    at_most: Count = 0


class Config(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """A project's settings; every field but `file` is a key, written with hyphens.

    `production`, `test`, `sandbox`, `critical` and `exclude` are path patterns as globs.py describes them, relative to
    the project's root, as are `entry_points`, the files that nothing has to import, and the keys of `per_path_ignores`,
    whose values are ids of rules or gates.  `rules` are folders relative to the configuration file, and so are `global_env`,
    `.env` files outside of the project, `~` at the home folder.  `components` maps a project's own control to a kind of
    the vocabulary.
    `jobs` 0 means one for each core.  `min_coverage` is in percent of lines, None where the project does not say.
    `file` is the absolute path of the file the settings come from, "" for none.
    """

    production: tuple[str, ...] = ()
    test: tuple[str, ...] = ()
    sandbox: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    entry_points: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: dict[str, tuple[str, ...]] = {}
    components: dict[str, str] = {}
    gates: dict[str, GateSetting] = {}
    rules: tuple[str, ...] = ()
    global_env: tuple[str, ...] = ()
    fail_on: Threshold = "error"
    min_coverage: Percent | None = None
    max_file_size: Size = 1_000_000
    category: str = ""
    jobs: Count = 0
    file: str = ""


CHOICES: dict[str, tuple[str, ...]] = {"fail-on": get_args(Threshold), "level": get_args(Level)}
PATTERNS = ("production", "test", "sandbox", "critical", "entry-points", "exclude")
"""The keys that list path patterns."""
TYPES = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table",
    "str": "a text",
}
"""How msgspec calls a type, and how people do."""
NO_EFFECT_ON_A_FILE = ("category", "entry_points", "exclude", "fail_on", "file", "global_env", "jobs", "min_coverage")


def load_config(start: Path, explicit: Path | None = None) -> Config:
    """The settings of `explicit`, else of the nearest configuration file at or above the folder `start`, else the defaults.

    The search ends at the top of a git work tree.  Raises UserError.
    """
    if explicit is not None:
        return _read(explicit.absolute(), required=True) or Config(file=str(explicit.absolute()))
    for folder in _upwards(start.absolute()):
        for name in (OWN_FILE, SHARED_FILE):
            config = _read(folder / name)
            if config is not None:
                return config
    return Config()


def digest(config: Config) -> str:
    """A short hash of everything in the settings that can change what is found in one file."""
    relevant = {field: getattr(config, field) for field in config.__struct_fields__ if field not in NO_EFFECT_ON_A_FILE}
    return blake2b(msgspec.json.encode(relevant, order="deterministic"), digest_size=16).hexdigest()


def _upwards(start: Path) -> list[Path]:
    folders: list[Path] = []
    for folder in (start, *start.parents):
        folders.append(folder)
        if is_there(folder / ".git"):
            break
    return folders


def _read(path: Path, required: bool = False) -> Config | None:
    """The settings in one file, None when it has none of ours."""
    text = read_text(path, required)
    if text is None:
        return None
    try:
        table: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        last = len(text.rstrip().split("\n"))
        raise UserError(f"not valid TOML: {error}", f"{path}:{line[1] if line else last}") from error
    above = tables_above(path)
    for name in above:
        if not isinstance(table, dict) or name not in table:
            return None
        table = table[name]
    return _convert(table, above, path, text)


def _convert(table: Any, above: tuple[str, ...], path: Path, text: str) -> Config:
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise _mistake(str(error), above, path, text) from error
    if config.file:
        raise _unknown("file", list(_keys(Config)), _where(path, text, above, "file"))
    gates = list(GATES)
    for gate in config.gates:
        if gate not in gates:
            raise UserError(f"unknown gate `{gate}`", _where(path, text, (*above, "gates"), gate), nearest(gate, gates))
    _check_patterns(config, path, text, above)
    _check_global_env(config, path, text, above)
    return msgspec.structs.replace(config, file=str(path))


def _check_patterns(config: Config, path: Path, text: str, above: tuple[str, ...]) -> None:
    """Raises UserError for a path pattern that is broken."""
    lists = [(key, pattern) for key in PATTERNS for pattern in getattr(config, key.replace("-", "_"))]
    for key, pattern in [*lists, *(("per-path-ignores", pattern) for pattern in config.per_path_ignores)]:
        flaw = flaw_in(pattern)
        if flaw:
            remedy = "write `[[]` for the character itself" if "[" in flaw else "take it out"
            raise UserError(f"`{key}`: the pattern `{pattern}` {flaw}", _where(path, text, above, key, pattern), remedy)


def _check_global_env(config: Config, path: Path, text: str, above: tuple[str, ...]) -> None:
    """Raises UserError for a file of variables that is not there; a home folder may be without it on another machine."""
    for name in config.global_env:
        file = path.parent / name
        if name.startswith("~") or file.is_file():
            continue
        where = _where(path, text, above, "global-env", name)
        if file.is_dir():
            raise UserError(f"`global-env`: `{name}` is a folder", where, "give a file with lines like `NAME=value`")
        wrong = absent(str(file), "file")
        raise UserError(f"`global-env`: `{name}`: {wrong.wrong}", where, wrong.remedy)


def _mistake(message: str, above: tuple[str, ...], path: Path, text: str) -> UserError:
    """What msgspec says about a value, as one line that names the key."""
    at = re.search(r" - at `(?:key in )?\$(?:\.([\w-]+))?(.*?)`$", message)
    key, rest = (at[1] or "", at[2]) if at else ("", "")
    unknown = re.search(r"unknown field `([^`]+)`", message)
    if unknown:
        known = _keys(GateSetting) if key == "gates" else _keys(Config)
        inside = (*above, key) if key else above
        return _unknown(unknown[1], known, _where(path, text, inside, unknown[1]))
    wrong = message.partition(" - at ")[0]
    last = re.search(r"\.([\w-]+)$", rest)
    named = f"{key}.{last[1]}" if last else key
    choices = CHOICES.get(last[1] if last else key, ())
    odd = re.fullmatch(r"Invalid enum value '(.*)'", wrong)
    where = _where(path, text, (*above, key) if last else above, last[1] if last else key)
    if odd is None or not choices:
        return UserError(f"`{named}`: {_plain(wrong)}" if named else _plain(wrong), where)
    close = like(odd[1], choices)
    remedy = f"did you mean `{close}`?" if close else f"one of: {', '.join(choices)}"
    return UserError(f"`{named}` has the unknown value `{odd[1]}`", where, remedy)


def _plain(wrong: str) -> str:
    """What msgspec expected and got, in words that are not those of Python or JSON."""
    return re.sub(r"`(\w+)(?: \| (\w+))?`", lambda found: TYPES.get(found[1], found[0]), wrong[:1].lower() + wrong[1:])


def _unknown(key: str, known: list[str], where: str) -> UserError:
    return UserError(f"unknown key `{key}`", where, nearest(key, known))


def _keys(struct: type[msgspec.Struct]) -> list[str]:
    return [name for name in struct.__struct_encode_fields__ if name != "file"]


def _where(path: Path, text: str, table: tuple[str, ...], key: str, value: str = "") -> str:
    line = line_of_key(text, table, key)
    return f"{path}:{(value and line_of_value(text, line, value)) or line}"
