"""Where keys are looked for: the environment of this process, and settings files → the first value of a variable."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from prodlint.absent import absent
from prodlint.environment import state_of
from prodlint.errors import UserError

LARGEST_FILE = 1_000_000


class Source(NamedTuple):
    """A place that gives variables their values: a settings file by its name, "" for the environment of this process."""

    name: str
    values: Mapping[str, str]


class Key(NamedTuple):
    """A variable with the value that is sent.  It is never shown."""

    variable: str
    value: str
    source: str

    @property
    def shown(self) -> str:
        """The variable and where it is set."""
        return f"`{self.variable}` of {self.source}" if self.source else f"`{self.variable}`"

    @property
    def is_usable(self) -> bool:
        """Whether the value is one that could be sent, and neither stands to be replaced nor names another variable."""
        return state_of(self.value) == "set" and self.value.isascii() and self.value.isprintable() and " " not in self.value

    def __repr__(self) -> str:
        return f"Key({self.variable})"


def sources_of(environ: Mapping[str, str], files: Iterable[Path]) -> tuple[Source, ...]:
    """The environment of this process, which comes first as in programs that read such files, then the files."""
    return (Source("", environ), *(Source(path.name, _values_in(path)) for path in files))


def key_files(given: Iterable[Path], folders: Iterable[Path], names: Iterable[str]) -> list[Path]:
    """The given files, else those of these names in the folders, `.env.local` before `.env`.  Raises UserError."""
    asked = list(given)
    for path in asked:
        if path.is_dir():
            raise UserError("a folder, and no file", f"--env-file {path}", "give a file with lines like `NAME=value`")
        if not path.exists():
            wrong = absent(str(path), "file")
            raise UserError(wrong.wrong, f"--env-file {path}", wrong.remedy or "give a file with lines like `NAME=value`")
    if asked:
        return asked
    ordered = sorted(names, reverse=True)
    found = [folder / name for folder in dict.fromkeys(folders) for name in ordered if (folder / name).is_file()]
    return list(dict.fromkeys(found))


def _values_in(path: Path) -> dict[str, str]:
    """What a file sets, read as python-dotenv reads it; a file that cannot be read sets nothing."""
    from dotenv.parser import parse_stream

    try:
        if path.stat().st_size > LARGEST_FILE:
            return {}
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return {}
    bound = ((binding.key, binding.value) for binding in parse_stream(io.StringIO(text)))
    return {key: value for key, value in bound if key and value}


def key_of(variables: Iterable[str], sources: Iterable[Source]) -> Key | None:
    """The first of these variables that is set, and where."""
    sources = tuple(sources)
    found = (Key(each, source.values[each], source.name) for each in variables for source in sources if source.values.get(each))
    return next(found, None)
