"""The lines that git says have changed are those of the findings' paths, whatever a file is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.changes import changes_since, staged_changes
from prodlint.names import shown_path
from running import UNIMPLEMENTED, check_json, git, prodlint, write

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


def test_a_reference_that_a_shallow_clone_lacks_says_how_to_fetch_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository / "new.py", "one\n")
    commit(repository)
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), "../shallow")
    monkeypatch.chdir(repository.parent / "shallow")
    ran = prodlint("check", "--diff", "HEAD~1")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith(
        "`HEAD~1` names no commit (this clone is shallow: `git fetch --unshallow`, in a workflow `fetch-depth: 0`)\n"
    )


@pytest.mark.parametrize("written", ["main..HEAD", "main...HEAD", "main.."])
def test_a_range_is_refused_with_what_to_write_instead(repository: Path, written: str) -> None:
    ran = prodlint("check", "--diff", written)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == f"prodlint: --diff: `{written}` is a range (write `--diff main`: what HEAD has since their merge base)\n"


def test_a_repository_of_another_user_says_how_to_trust_it(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    ran = prodlint("check", "--diff", "main")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"prodlint: {repository}: git does not trust this folder, which another user owns "
        f"(git config --global --add safe.directory {repository})\n"
    )


@pytest.mark.parametrize("option", ["--diff=main", "--staged"])
def test_outside_of_a_work_tree_the_remedy_is_one_whatever_the_language(
    tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "de")
    ran = prodlint("check", option)
    assert ran.status == 2
    assert ran.err.endswith("(run it in a git work tree)\n")


def test_a_bare_repository_has_no_work_tree(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(repository, "clone", "-q", "--bare", ".", "../bare.git")
    monkeypatch.chdir(repository.parent / "bare.git")
    ran = prodlint("check", "--staged")
    assert ran.status == 2
    assert ran.err.endswith(": not a git work tree, so nothing is staged (run it in a git work tree)\n")
