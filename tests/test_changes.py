"""The lines that git says have changed are those of the findings' paths, whatever a file is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.changes import changes_since, staged_changes
from prodlint.names import shown_path
from running import UNIMPLEMENTED, check_json, git, write

ODD_NAMES = (
    'quo"te.py',
    "back\\slash.py",
    "new\nline.py",
    "ta\tb.py",
    "bell\a.py",
    "two words.py",
    'two "words".py',
    "gr\u00f6\u00dfe.py",
    "gr\u00f6\u00dfe\n.py",
    "b/b/b.py",
    "octal\\303.py",
)
WHOLE = ((1, 10**9),)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A git repository with one commit of a file of five lines."""
    folder = tmp_path / "repository"
    write(folder / "old.py", "one\ntwo\nthree\nfour\nfive\n")
    git(folder, "init", "-q", "-b", "main")
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "a commit")


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_are_those_of_findings(repository: Path, name: str) -> None:
    write(repository / name, "one\ntwo\nthree\n")
    commit(repository)
    write(repository / name, "one\n2\nthree\n")
    assert changes_since(repository, "HEAD").lines == {shown_path(name): ((2, 2),)}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_in_the_index_are_those_of_findings(repository: Path, name: str) -> None:
    write(repository / name, "one\ntwo\n")
    git(repository, "add", ".")
    assert staged_changes(repository).lines == {shown_path(name): ((1, 2),)}


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names_of_untracked_files_are_those_of_findings(repository: Path, name: str) -> None:
    write(repository / name, "one\n")
    assert changes_since(repository, "HEAD").lines == {shown_path(name): WHOLE}


def test_a_name_that_is_no_utf8_is_that_of_findings(repository: Path) -> None:
    name = b"caf\xe9\n.py".decode("utf-8", "surrogateescape")
    try:
        write(repository / name, "one\n")
    except OSError:
        pytest.skip("the file system wants UTF-8")
    git(repository, "add", ".")
    assert staged_changes(repository).lines == {"caf\\udce9\\n.py": ((1, 1),)}


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("staged", [False, True])
def test_findings_in_files_with_odd_names_are_kept(repository: Path, name: str, staged: bool) -> None:
    write(repository / name, UNIMPLEMENTED)
    if staged:
        git(repository, "add", ".")
    ran = check_json(*(["--staged"] if staged else ["--diff", "HEAD"]), repository)
    assert [finding["path"] for finding in ran.json["findings"]] == [shown_path(name)]


def test_a_renamed_file_has_only_its_changed_lines(repository: Path) -> None:
    git(repository, "mv", "old.py", "new name.py")
    write(repository / "new name.py", "one\ntwo\nthree\nfour\n5\n")
    git(repository, "add", ".")
    assert staged_changes(repository).lines == {"new name.py": ((5, 5),)}


def test_a_file_that_is_only_renamed_has_no_changed_lines(repository: Path) -> None:
    git(repository, "mv", "old.py", "new.py")
    assert staged_changes(repository).lines == {}


def test_a_deleted_file_has_no_changed_lines(repository: Path) -> None:
    (repository / "old.py").unlink()
    assert changes_since(repository, "HEAD").lines == {}


@pytest.mark.parametrize(
    ("left", "line"), [("one\ntwo\nfive\n", 2), ("three\nfour\nfive\n", 0), ("one\ntwo\nthree\nfour\n", 4)]
)
def test_lines_that_are_only_taken_away_touch_the_line_before(repository: Path, left: str, line: int) -> None:
    write(repository / "old.py", left)
    assert changes_since(repository, "HEAD").lines == {"old.py": ((line, line),)}


def test_lines_that_look_like_a_header_are_no_header(repository: Path) -> None:
    write(repository / "old.py", "one\n++ b/other.py\nthree\nfour\nfive\n@@ -1 +9 @@\n")
    assert changes_since(repository, "HEAD").lines == {"old.py": ((2, 2), (6, 6))}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.interHunkContext", "9"),
        ("color.ui", "always"),
        ("core.quotePath", "on"),
    ],
)
def test_the_configuration_changes_nothing(repository: Path, key: str, value: str) -> None:
    git(repository, "config", key, value)
    write(repository / "old.py", "1\ntwo\nthree\nfour\n5\n")
    assert changes_since(repository, "HEAD").lines == {"old.py": ((1, 1), (5, 5))}


def test_paths_in_a_subfolder_are_relative_to_it(repository: Path) -> None:
    write(repository / "in side" / 'a"b.py', "one\n")
    git(repository, "add", ".")
    assert staged_changes(repository / "in side").lines == {'a"b.py': ((1, 1),)}
