from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prodlint.cache import FILE, Cache
from prodlint.errors import UserError
from prodlint.rulebook.book import RuleBook, Written, digest, load_book, read_folders
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.kept import Kept
from prodlint.rulebook.model import FAMILIES

RULE = """
title = "Waiting for nothing"
gate = "P0-MOCK"
message = "It waits."
why = "Nothing happens."
fix = "Remove it."
[match]
on = "call"
where = { callee = "wait" }
"""
WORDS = 'title = "Ours"\nlanguages = ["python"]\n[effects]\nlog = ["note"]\n'


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A folder with a rule and a vocabulary of one's own."""
    folder = tmp_path / "rules"
    (folder / "vocabulary").mkdir(parents=True)
    (folder / "false-wait.toml").write_text(RULE, encoding="utf-8")
    (folder / "vocabulary" / "ours.toml").write_text(WORDS, encoding="utf-8")
    return folder


def loaded(ours: Path, tmp_path: Path) -> RuleBook:
    """A book as a new process would load it: with a connection of its own."""
    return load_book([ours], cache=Cache.open(tmp_path / "cache"))


def as_derived(book: RuleBook) -> list[object]:
    """All that files are judged by."""
    return [book.rules, book.words, *(dict(book.needs(family)) for family in FAMILIES)]


def test_a_kept_book_is_the_one_that_was_read(ours: Path, tmp_path: Path) -> None:
    first, second = as_derived(loaded(ours, tmp_path)), as_derived(loaded(ours, tmp_path))
    assert first == second == as_derived(load_book([ours]))


def test_a_kept_book_is_found(ours: Path, tmp_path: Path) -> None:
    as_derived(loaded(ours, tmp_path))
    kept = Kept(Cache.open(tmp_path / "cache"), (bundled_folder(), ours))
    assert kept.get("written", Written) == read_folders((bundled_folder(), ours))


def test_a_changed_rule_is_read_again(ours: Path, tmp_path: Path) -> None:
    before = loaded(ours, tmp_path)
    path = ours / "false-wait.toml"
    status = path.stat()
    path.write_text(RULE.replace("wait", "rest"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = loaded(ours, tmp_path)
    assert after.needs("python")["false-wait#0"].sets == (frozenset({"rest"}),)
    assert digest(after) != digest(before)


def test_a_changed_vocabulary_is_read_again_and_changes_the_digest(ours: Path, tmp_path: Path) -> None:
    before = loaded(ours, tmp_path)
    (ours / "vocabulary" / "ours.toml").write_text(WORDS.replace("note", "keep"), encoding="utf-8")
    after = loaded(ours, tmp_path)
    assert after.vocabulary("python").effect("keep") == "log"
    assert digest(after) != digest(before)


def test_a_new_rule_is_seen(ours: Path, tmp_path: Path) -> None:
    loaded(ours, tmp_path)
    (ours / "false-rest.toml").write_text(RULE, encoding="utf-8")
    assert "false-rest" in {rule.id for rule in loaded(ours, tmp_path).rules}


def test_a_mistake_is_told_each_time(ours: Path, tmp_path: Path) -> None:
    loaded(ours, tmp_path)
    (ours / "false-wait.toml").write_text(RULE.replace("callee", "calle"), encoding="utf-8")
    with pytest.raises(UserError, match="`call` has no field `calle`"):
        loaded(ours, tmp_path)
    with pytest.raises(UserError, match="`call` has no field `calle`"):
        loaded(ours, tmp_path)


def test_own_components_have_needs_of_their_own(ours: Path, tmp_path: Path) -> None:
    loaded(ours, tmp_path).needs("ecmascript")
    book = load_book([ours], components={"PillBox": "button"}, cache=Cache.open(tmp_path / "cache"))
    words = {word for need in book.needs("ecmascript").values() for each in need.sets for word in each}
    assert any("pillbox" in word for word in words)


def test_a_choice_of_rules_has_needs_of_its_own(ours: Path, tmp_path: Path) -> None:
    loaded(ours, tmp_path).needs("python")
    book = load_book([ours], select=["false-wait"], cache=Cache.open(tmp_path / "cache"))
    assert set(book.needs("python")) == {"false-wait#0"}


@pytest.mark.parametrize("value", [b"", b"\xc1", b"\x90", b"\x81\xa5rules\x01", b"\x92\xc0\xc0"])
def test_a_damaged_book_is_read_anew(ours: Path, tmp_path: Path, value: bytes) -> None:
    cache = Cache.open(tmp_path / "cache")
    kept = Kept(cache, (bundled_folder(), ours))
    load_book([ours], cache=cache)
    cache.put_many({kept.key("written"): value})
    assert kept.get("written", Written) is None
    assert as_derived(loaded(ours, tmp_path)) == as_derived(load_book([ours]))


def test_a_damaged_cache_is_no_hindrance(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE).write_bytes(b"no database" * 1000)
    assert as_derived(loaded(ours, tmp_path)) == as_derived(load_book([ours]))


def test_a_cache_that_cannot_be_made_is_no_hindrance(ours: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert as_derived(loaded(ours, tmp_path)) == as_derived(load_book([ours]))


def test_books_loaded_at_once_are_the_same(ours: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        books = list(threads.map(lambda _: as_derived(loaded(ours, tmp_path)), range(8)))
    assert books == [as_derived(load_book([ours]))] * 8


def test_without_a_cache_nothing_is_kept(ours: Path) -> None:
    kept = Kept(None, (ours,))
    kept.put("a", 1)
    assert kept.get("a", int) is None


def test_rule_files_that_cannot_be_read_keep_nothing(ours: Path, tmp_path: Path) -> None:
    (ours / "gone.toml").symlink_to(ours / "nowhere.toml")
    kept = Kept(Cache.open(tmp_path / "cache"), (ours,))
    kept.put("a", 1)
    assert kept.get("a", int) is None
