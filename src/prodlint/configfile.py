"""A configuration file → its text, and the line where something is set in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from prodlint.absent import absent
from prodlint.errors import UserError

SHARED_FILE = "pyproject.toml"
THING = "configuration file"


def read_text(path: Path, required: bool = False) -> str | None:
    """The text of a configuration file, None where none is there and none is required.  Raises UserError."""
    try:
        raw = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if required or path.is_symlink():
            raise absent(str(path), THING) from None
        return None
    except IsADirectoryError:
        raise UserError("a folder, and no configuration file", str(path), "give the file, or rename the folder") from None
    except (OSError, ValueError) as error:
        raise absent(str(path), THING) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UserError("not in UTF-8", f"{path}:{line}", "save it as UTF-8, as TOML files are") from None


def tables_above(path: Path) -> tuple[str, ...]:
    """The table of a configuration file that has the settings, as its names from the outside in."""
    return ("tool", "prodlint") if path.name == SHARED_FILE else ()


def place_of(file: str, key: str, *inside: str, value: str = "") -> str:
    """`path:line` where a configuration file sets a key, or a key of the table of that name; of a value its own line.

    "" without a file, or where the file does not have the value.
    """
    text = read_text(Path(file)) if file else None
    if text is None:
        return ""
    keys = (*tables_above(Path(file)), key, *inside)
    line = line_of_key(text, keys[:-1], keys[-1])
    if value and value not in _listed(text, keys):
        return ""
    return f"{file}:{(value and line_of_value(text, line, value)) or line}"


def _listed(text: str, keys: tuple[str, ...]) -> list[Any]:
    """The list that a TOML text has under some keys, from the outside in."""
    table: Any = tomllib.loads(text)
    for key in keys:
        table = table.get(key, {})
    return list(table)


def line_of_key(text: str, table: tuple[str, ...], key: str) -> int:
    """The 1-based line where `key` is set in a TOML table or one of its sub-tables, else the line of the table, else 1."""
    named = re.compile(rf"""(?:^|[\s{{,.\[])(["']?){re.escape(key)}\1\s*(?:[=.\]])""")
    header: tuple[str, ...] = ()
    table_line = 1
    for number, line in enumerate(text.split("\n"), start=1):
        opened = re.match(r"\s*\[\[?([^\]]+)\]", line)
        if opened:
            header = tuple(part.strip(" \"'") for part in opened[1].split("."))
        if header[: len(table)] != table[: len(header)] or len(header) + 1 < len(table):
            continue
        if header == table:
            table_line = number if opened else table_line
        if key and named.search(line):
            return number
    return table_line


def line_of_value(text: str, first: int, value: str) -> int:
    """The 1-based line, at or below another, where a text stands in quotes; 0 for none."""
    quoted = (f'"{value}"', f"'{value}'")
    lines = text.split("\n")[first - 1 :]
    return next((number for number, line in enumerate(lines, first) if any(each in line for each in quoted)), 0)
