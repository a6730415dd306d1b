"""A found file → its text as UTF-8, or the reason why it was not read."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from prodlint.config import Config
from prodlint.discover import FoundFile, FoundSettings, discover_settings, settings_at
from prodlint.environment import TREES, Environment, declared_in
from prodlint.finding import Problem
from prodlint.globs import globs
from prodlint.names import shown_path
from prodlint.source import Source

LONGEST_LINE = 20_000
"""Bytes: nobody writes such a line, and nobody reads a finding in it."""
STRAY_NUL = 500
"""A NUL byte in so many bytes of text is an accident of an editor, which compilers read over; more of them are binary."""
DENSE_SIZE = 50_000
DENSE_AVERAGE = 500
"""Bytes a line, on average, from which a file of DENSE_SIZE bytes or more is minified."""
UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def read_source(found: FoundFile) -> Source | Problem:
    """The file's text.  Line ends stay as they are; a byte order mark is left out, so offsets count from behind it."""
    raw = read_bytes(found)
    return raw if isinstance(raw, Problem) else source_of(found.path, raw, found.language)


def read_bytes(found: FoundFile | FoundSettings) -> bytes | Problem:
    """The file's bytes as they lie on the disk."""
    try:
        return Path(found.absolute).read_bytes()
    except FileNotFoundError:
        return Problem(found.path, "unreadable", "vanished while prodlint ran")
    except (OSError, ValueError) as error:
        return Problem(found.path, "unreadable", f"cannot be read: {getattr(error, 'strerror', None) or error}")


def source_of(path: str, raw: bytes, language: str) -> Source | Problem:
    """What read_source does with a file's bytes; for text that comes from elsewhere."""
    text = utf8_of(raw)
    if text is None:
        return Problem(path, "skipped", "binary: it has NUL bytes")
    lines: tuple[int, ...] = ()
    if language == "notebook":
        from prodlint.notebook import python_of_notebook

        try:
            text, lines = python_of_notebook(text)
        except ValueError as error:
            return Problem(path, "unreadable", f"not a notebook: {error}")
    if is_minified(text):
        return Problem(path, "skipped", "minified: its lines are too long to have been written by hand")
    return Source(path, text, lines)


def utf8_of(raw: bytes) -> bytes | None:
    """Bytes in UTF-8, UTF-16 with a mark, Windows-1252 or Latin-1 as valid UTF-8; None for what is no text.

    A stray NUL becomes a space, so that offsets hold.
    """
    for mark, encoding in UTF16:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace")
            return None if b"\0" in text else text
    nuls = raw.count(b"\0")
    if nuls * STRAY_NUL > len(raw):
        return None
    if nuls:
        raw = raw.replace(b"\0", b" ")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if raw.isascii():
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return None if nuls else _western(raw).encode("utf-8")
    return raw


def is_minified(text: bytes) -> bool:
    """Whether a machine joined the lines of a text."""
    if len(text) <= LONGEST_LINE:
        return False
    lines = text.split(b"\n")
    if max(map(len, lines)) > LONGEST_LINE:
        return True
    return len(text) >= DENSE_SIZE and len(text) / len(lines) > DENSE_AVERAGE


def _western(raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def read_environment(root: Path, config: Config) -> Environment:
    """All that the files of a project declare; what is too large or cannot be read is a problem of that file."""
    settings = [*discover_settings(root, config), *(global_settings(name, root, config) for name in config.global_env)]
    read = [_declared(found, config.max_file_size) for found in settings]
    return Environment(
        declared=tuple(each for one in read for each in one.declared),
        problems=tuple(each for one in read for each in one.problems),
    )


def broken_at_the_top(root: Path, config: Config) -> tuple[Problem, ...]:
    """What is wrong with the compose files and their like beside a project's folders, which `check` reads only for this."""
    excluded = globs(config.exclude)
    try:
        names = sorted(each.name for each in root.iterdir() if not excluded.match(each.name) and each.is_file())
    except OSError:
        return ()
    found = (settings_at(name, str(root / name)) for name in names)
    trees = (each for each in found if each is not None and each.format in TREES and not each.loose)
    return tuple(problem for each in trees for problem in _declared(each, config.max_file_size).problems)


def global_settings(name: str, root: Path, config: Config) -> FoundSettings:
    """A `.env` file outside of the project, shown as it is written in the settings: it says what a machine has, and not that
    the project declares what it needs.
    """
    base = Path(config.file).parent if config.file else root
    return FoundSettings(shown_path(name), str(base / os.path.expanduser(name)), "dotenv", loose=True)  # noqa: PTH111 (may have no home)


def _declared(found: FoundSettings, most: int) -> Environment:
    if found.path.startswith("~") and not Path(found.absolute).exists():
        missing = Problem(found.path, "skipped", "not on this machine, so the variables that it names are not known")
        return Environment(problems=(missing,))
    raw = read_bytes(found)
    if isinstance(raw, Problem):
        return Environment(problems=(raw,))
    if len(raw) > most:
        return Environment(
            problems=(Problem(found.path, "skipped", f"larger than {most:,} bytes (`max-file-size`): {len(raw):,}"),)
        )
    return declared_by(found, raw)


def declared_by(found: FoundSettings, raw: bytes) -> Environment:
    """What the bytes of a file of settings declare."""
    return declared_in(found.path, found.format, raw, deployed=found.deployed, loose=found.loose)
