from __future__ import annotations

import multiprocessing
import os
import sqlite3
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from prodlint.cache import FILE, Cache, cache_folder, key_of

as_root = os.name != "posix" or os.geteuid() == 0


def test_what_was_put_is_found_by_another_run(tmp_path: Path) -> None:
    Cache.open(tmp_path).put_many({b"a": b"1", b"b": b"2"})
    assert Cache.open(tmp_path).get_many([b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"2"}


def test_a_new_value_replaces_the_old(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({b"a": b"1"})
    cache.put_many({b"a": b"2"})
    assert cache.get_many([b"a"]) == {b"a": b"2"}


def test_any_bytes_are_kept(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    items = {b"": b"", b"\0": bytes(range(256)) * 5000}
    cache.put_many(items)
    assert cache.get_many(items) == items


def test_thousands_of_keys_are_asked_at_once(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    items = {str(number).encode(): b"x" for number in range(3000)}
    cache.put_many(items)
    assert cache.get_many(items) == items


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert Cache.open(tmp_path / "new").get_many([b"a"]) == {}
    assert not (tmp_path / "new").exists()


def test_nothing_to_put_makes_no_file(tmp_path: Path) -> None:
    Cache.open(tmp_path / "new").put_many({})
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("junk", [b"no database", b"SQLite format 3\0" + b"\xff" * 4096, bytes(100)])
def test_a_damaged_file_is_made_anew(tmp_path: Path, junk: bytes) -> None:
    (tmp_path / FILE).write_bytes(junk)
    cache = Cache.open(tmp_path)
    assert cache.get_many([b"a"]) == {}
    cache.put_many({b"a": b"1"})
    assert Cache.open(tmp_path).get_many([b"a"]) == {b"a": b"1"}


def test_a_file_that_is_damaged_while_open_is_made_anew(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({str(number).encode(): b"x" * 500 for number in range(500)})
    cache.close()
    raw = bytearray((tmp_path / FILE).read_bytes())
    raw[4096:] = b"\xff" * (len(raw) - 4096)
    (tmp_path / FILE).write_bytes(raw)
    again = Cache.open(tmp_path)
    again.get_many([b"1"])
    again.put_many({b"a": b"1"})
    final = Cache.open(tmp_path)
    final.put_many({b"b": b"2"})
    assert final.get_many([b"b"]) == {b"b": b"2"}


def test_a_folder_in_the_files_place_is_done_without(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    cache = Cache.open(tmp_path)
    cache.put_many({b"a": b"1"})
    assert cache.get_many([b"a"]) == {}


def test_a_file_in_the_folders_place_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("x")
    cache = Cache.open(tmp_path / "cache")
    cache.put_many({b"a": b"1"})
    assert cache.get_many([b"a"]) == {}


@pytest.mark.skipif(as_root, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    Cache.open(tmp_path / "cache").put_many({b"a": b"1"})
    tmp_path.chmod(0o700)


def test_a_locked_file_is_done_without_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prodlint.cache.BUSY_SECONDS", 0.05)
    Cache.open(tmp_path).put_many({b"a": b"1"})
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache = Cache.open(tmp_path)
    cache.put_many({b"b": b"2"})
    other.execute("ROLLBACK")
    other.close()
    assert Cache.open(tmp_path).get_many([b"a", b"b"]) == {b"a": b"1"}


def test_a_value_of_another_type_is_not_believed(tmp_path: Path) -> None:
    Cache.open(tmp_path).put_many({b"a": b"1", b"b": b"2"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE entry SET value = 'text' WHERE key = ?", (b"a",))
    assert Cache.open(tmp_path).get_many([b"a", b"b"]) == {b"b": b"2"}


def test_the_longest_unused_go_first_when_it_grows(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({bytes([number]): b"x" * 100 for number in range(10)})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE entry SET used = used - 1 WHERE key < ?", (bytes([5]),))
    cache.prune(most_bytes=600)
    assert sorted(cache.get_many([bytes([number]) for number in range(10)])) == [bytes([n]) for n in range(6, 10)]


def test_what_was_not_used_for_long_goes(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({b"old": b"1", b"new": b"2"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE entry SET used = used - 31 WHERE key = ?", (b"old",))
    cache.prune()
    assert cache.get_many([b"old", b"new"]) == {b"new": b"2"}


def test_reading_counts_as_use(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({b"a": b"1"})
    with sqlite3.connect(tmp_path / FILE) as connection:
        connection.execute("UPDATE entry SET used = used - 31")
    cache.get_many([b"a"])
    cache.prune()
    assert cache.get_many([b"a"]) == {b"a": b"1"}


def _put_hundred(folder: str, name: str) -> None:
    for number in range(100):
        Cache.open(Path(folder)).put_many({f"{name}{number}".encode(): b"x"})


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
def test_two_processes_share_a_file(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_put_hundred, args=(str(tmp_path), name)) for name in "ab"]
    list(map(BaseProcess.start, workers))
    list(map(BaseProcess.join, workers))
    keys = [f"{name}{number}".encode() for name in "ab" for number in range(100)]
    assert len(Cache.open(tmp_path).get_many(keys)) == 200


def _use(cache: Cache) -> None:
    cache.put_many({b"child": b"1"})


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked here")
def test_an_open_cache_survives_a_fork(tmp_path: Path) -> None:
    cache = Cache.open(tmp_path)
    cache.put_many({b"parent": b"1"})
    worker = multiprocessing.get_context("fork").Process(target=_use, args=(cache,))
    worker.start()
    worker.join()
    cache.put_many({b"later": b"1"})
    assert worker.exitcode == 0
    assert sorted(cache.get_many([b"child", b"later", b"parent"])) == [b"child", b"later", b"parent"]


def test_keys_of_different_parts_differ() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("ab") != key_of("ab", "")
    assert key_of("a") == key_of(b"a")
    key_of("caf\udce9")


def test_the_environment_names_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRODLINT_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="another place there")
def test_the_platforms_folder_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("PRODLINT_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "prodlint"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() in (tmp_path / ".cache/prodlint", tmp_path / "Library/Caches/prodlint")
