"""Bytes kept between runs in one SQLite file in the user's cache folder; without it everything works, only slower."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

FILE = "results-1.sqlite3"
"""The number goes up with SCHEMA, so that versions of prodlint can live side by side."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS entry_used ON entry (used);
"""
BUSY_SECONDS = 5.0
ASKED_AT_ONCE = 500
"""Below the number of variables that any SQLite takes in one statement."""
DAY = 86_400
KEPT_DAYS = 30
MOST_BYTES = 256_000_000
PRUNED_ONE_TIME_IN = 64
"""Writes between two looks at what is old."""


def cache_folder() -> Path:
    """The folder of the cache: $PRODLINT_CACHE_DIR, else the platform's place for a user's caches."""
    named = os.environ.get("PRODLINT_CACHE_DIR")
    if named:
        return Path(named)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData" / "Local") / "prodlint" / "Cache"
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "prodlint"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "prodlint"
    return Path.home() / ".cache" / "prodlint"


@lru_cache(maxsize=1)
def cache_in(folder: str) -> Cache:
    """The cache in a folder; a process has one connection for all that it keeps."""
    return Cache.open(Path(folder))


def key_of(*parts: str | bytes) -> bytes:
    """The key of what these parts lead to; no two lists of parts have the same, whatever the parts contain."""
    digest = blake2b(digest_size=20)
    for part in parts:
        raw = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        digest.update(len(raw).to_bytes(8, "little"))
        digest.update(raw)
    return digest.digest()


class Cache:
    """Bytes by key.  Whatever goes wrong with the file, reading finds nothing and writing does nothing.

    Several processes may use one file.  A process that was forked opens the file again and never touches, nor closes, the
    connection it was born with (https://www.sqlite.org/howtocorrupt.html#_carrying_an_open_database_connection_across_a_fork_).
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._process = 0
        self._inherited: list[sqlite3.Connection] = []

    @classmethod
    def open(cls, folder: Path | None = None) -> Cache:
        """The cache in a folder, which is made when it is first written to."""
        return cls((folder or cache_folder()) / FILE)

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values that are known."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, bytes] = {}
        with self._using(write=False) as connection:
            if connection is None:
                return {}
            stale: list[bytes] = []
            today = int(time.time()) // DAY
            for start in range(0, len(wanted), ASKED_AT_ONCE):
                some = wanted[start : start + ASKED_AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(f"SELECT key, value, used FROM entry WHERE key IN ({marks})", some)
                for key, value, used in rows:
                    found[key] = value
                    stale += [key] if used < today else []
            connection.executemany("UPDATE entry SET used = ? WHERE key = ?", [(today, key) for key in stale])
        return {key: value for key, value in found.items() if isinstance(value, bytes)}

    def put_many(self, items: Mapping[bytes, bytes]) -> None:
        """Keep these values, all or none."""
        if not items:
            return
        with self._using(write=True) as connection:
            if connection is None:
                return
            today = int(time.time()) // DAY
            rows = [(key, value, today) for key, value in items.items()]
            connection.executemany("INSERT OR REPLACE INTO entry VALUES (?, ?, ?)", rows)
            if sum(next(iter(items))[:1]) % PRUNED_ONE_TIME_IN == 0:
                _prune(connection, today)

    def prune(self, most_bytes: int = MOST_BYTES, kept_days: int = KEPT_DAYS) -> None:
        """Drop what was not used for so many days, then the longest unused until the rest fits."""
        with self._using(write=True) as connection:
            if connection is not None:
                _prune(connection, int(time.time()) // DAY, most_bytes, kept_days)

    def close(self) -> None:
        """Close the file; it is opened again when needed."""
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    @contextlib.contextmanager
    def _using(self, write: bool) -> Iterator[sqlite3.Connection | None]:
        """A connection in a transaction, None when there is none to be had; an error ends the block quietly."""
        connection = self._connected(write)
        try:
            if connection is None:
                yield None
                return
            with connection:
                yield connection
        except sqlite3.Error as error:
            if _is_damage(error):
                self._start_anew()

    def _connected(self, write: bool) -> sqlite3.Connection | None:
        if self._path is None:
            return None
        if self._connection is not None and self._process == os.getpid():
            return self._connection
        if self._connection is not None:
            self._inherited.append(self._connection)
            self._connection = None
        if not write and not self._path.is_file():
            return None
        self._process = os.getpid()
        self._connection = _opened(self._path)
        if self._connection is None:
            self._path = None
        return self._connection

    def _start_anew(self) -> None:
        """Throw a damaged file away; the next use makes a new one."""
        self.close()
        if self._path is not None and not _removed(self._path):
            self._path = None


def _opened(path: Path, again: bool = True) -> sqlite3.Connection | None:
    """A connection to the file, made anew once if it is damaged; None when it cannot be had."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    except (sqlite3.Error, OSError, ValueError):
        return None
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(SCHEMA)
    except sqlite3.Error as error:
        connection.close()
        return _opened(path, again=False) if again and _is_damage(error) and _removed(path) else None
    return connection


def _is_damage(error: sqlite3.Error) -> bool:
    """Whether the file is no database or a broken one; a lock, a full disk or a read-only folder pass by themselves."""
    return type(error) is sqlite3.DatabaseError


def _removed(path: Path) -> bool:
    """Whether a damaged or foreign file could be taken away, with what SQLite keeps beside it."""
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _prune(connection: sqlite3.Connection, today: int, most_bytes: int = MOST_BYTES, kept_days: int = KEPT_DAYS) -> None:
    connection.execute("DELETE FROM entry WHERE used < ?", (today - kept_days,))
    total = connection.execute("SELECT COALESCE(SUM(LENGTH(value)), 0) FROM entry").fetchone()[0]
    if total <= most_bytes:
        return
    dropped: list[tuple[bytes]] = []
    for key, size in connection.execute("SELECT key, LENGTH(value) FROM entry ORDER BY used, key"):
        dropped.append((key,))
        total -= size
        if total <= most_bytes * 0.8:
            break
    connection.executemany("DELETE FROM entry WHERE key = ?", dropped)
