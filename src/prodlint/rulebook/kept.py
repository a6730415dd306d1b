"""What was read and derived from rule files in an earlier run, found again as long as not a byte of them has changed."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from prodlint import __version__
from prodlint.cache import Cache, key_of

Value = TypeVar("Value")
PROGRAM = Path(__file__).parents[1]
PARTS_OF_PROGRAM = (".", "confirm", "project", "rulebook")
"""Folders of the program in which a change can change what is derived."""


class Kept:
    """Values by name, kept in a cache for these folders of rules.

    The key is what the files say, where they lie, and which program reads them: what is kept can be absent or damaged, but
    never stale.  Without a cache nothing is found and nothing is written.
    """

    def __init__(self, cache: Cache | None = None, folders: Iterable[Path] = ()) -> None:
        self._stamp = _stamp(folders) if cache else b""
        self._cache = cache if self._stamp else None

    def key(self, name: str) -> bytes:
        """The key under which the value of this name is kept."""
        return key_of("rule book", self._stamp, name)

    def get(self, name: str, kind: type[Value]) -> Value | None:
        """The value of this name, None when it is not known or not of this type."""
        key = self.key(name)
        stored = self._cache.get_many([key]).get(key) if self._cache else None
        try:
            return msgspec.msgpack.decode(stored, type=kind) if stored is not None else None
        except (msgspec.ValidationError, msgspec.DecodeError):
            return None

    def put(self, name: str, value: Any) -> None:
        """Keep a value for later runs."""
        if self._cache:
            with contextlib.suppress(ValueError, OverflowError, RecursionError):  # odd values of a user's rule
                self._cache.put_many({self.key(name): msgspec.msgpack.encode(value)})


def _stamp(folders: Iterable[Path]) -> bytes:
    """A hash of the program and of all rule files below the folders, empty when one of them cannot be read."""
    parts: list[str | bytes] = [__version__]
    try:
        for part in PARTS_OF_PROGRAM:
            parts += sorted(_modules(PROGRAM / part))
        for folder in folders:
            for path in sorted(folder.rglob("*.toml")):
                parts += [str(path), path.read_bytes()]
    except OSError:
        return b""
    return key_of(*parts)


def _modules(folder: Path) -> list[str]:
    """Name, size and time of each module in a folder."""
    with os.scandir(folder) as scan:
        found = [(entry.name, entry.stat()) for entry in scan if entry.name.endswith(".py")]
    return [f"{name} {status.st_size} {status.st_mtime_ns}" for name, status in found]
