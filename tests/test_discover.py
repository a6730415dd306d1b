from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from prodlint import listing
from prodlint.config import Config
from prodlint.discover import common_folder, discover, project_root
from prodlint.errors import UserError
from prodlint.names import shown_path

as_root = os.name != "posix" or os.geteuid() == 0


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "-q")
    return root


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    root = tmp_path / "plain"
    root.mkdir()
    return root


@pytest.fixture
def tracked(plain: Path) -> Path:
    git(plain, "init", "-q")
    return plain


def names(root: Path, *paths: Path, config: Config | None = None) -> list[str]:
    return [file.path for file in discover(paths or (root,), root, config or Config()).files]


def skipped(root: Path, *paths: Path, config: Config | None = None) -> dict[str, str]:
    return {each.path: each.message for each in discover(paths or (root,), root, config or Config()).skipped}


def test_tracked_and_new_files_are_found_in_order(repository: Path) -> None:
    write(repository, "b.py", "a/c.ts", "new.swift", "notes.md")
    git(repository, "add", "b.py", "a/c.ts")
    assert names(repository) == ["a/c.ts", "b.py", "new.swift"]


def test_a_file_carries_its_language_and_its_absolute_path(repository: Path) -> None:
    write(repository, "a.tsx")
    (found,) = discover([repository], repository, Config()).files
    assert (found.language, found.absolute) == ("tsx", str(repository / "a.tsx"))


def test_what_git_ignores_is_left_out(repository: Path) -> None:
    write(repository, "a.py", "out/b.py", "c.gen.py")
    (repository / ".gitignore").write_text("out/\n*.gen.py\n")
    assert names(repository) == ["a.py"]


def test_an_ignored_file_is_read_when_it_is_named(repository: Path) -> None:
    write(repository, "out/b.py")
    (repository / ".gitignore").write_text("out/\n")
    assert names(repository, repository / "out/b.py") == ["out/b.py"]


def test_an_ignored_folder_is_read_when_it_is_named(repository: Path) -> None:
    write(repository, "out/b.py")
    (repository / ".gitignore").write_text("out/\n")
    assert names(repository, repository / "out") == ["out/b.py"]


def test_a_tracked_file_that_was_deleted_is_left_out(repository: Path) -> None:
    write(repository, "a.py", "b.py")
    git(repository, "add", ".")
    (repository / "a.py").unlink()
    assert names(repository) == ["b.py"]


def test_only_what_was_asked_for_is_found(repository: Path) -> None:
    write(repository, "a/x.py", "b/y.py", "c.py")
    assert names(repository, repository / "a", repository / "c.py") == ["a/x.py", "c.py"]


def test_a_path_asked_for_twice_is_found_once(repository: Path) -> None:
    write(repository, "a/x.py")
    assert names(repository, repository, repository / "a", repository / "a/x.py") == ["a/x.py"]


def test_a_nested_repository_is_found(repository: Path) -> None:
    write(repository, "a.py", "inner/b.py", "inner/ignored.py")
    git(repository / "inner", "init", "-q")
    (repository / "inner" / ".gitignore").write_text("ignored.py\n")
    assert names(repository) == ["a.py", "inner/b.py"]


def test_an_embedded_repository_that_was_added_is_found(repository: Path) -> None:
    write(repository, "inner/b.py")
    git(repository / "inner", "init", "-q")
    git(repository / "inner", "add", ".")
    git(repository / "inner", "commit", "-q", "-m", "x")
    git(repository, "add", "inner")
    assert names(repository) == ["inner/b.py"]


def test_dependencies_are_left_out_even_when_tracked(repository: Path) -> None:
    write(repository, "a.js", "node_modules/x/i.js", "ios/Pods/P.swift", "api/venv/pyvenv.cfg", "api/venv/lib/m.py")
    git(repository, "add", "-f", ".")
    assert names(repository) == ["a.js"]
    assert skipped(repository) == {
        "api/venv": "a virtual environment",
        "ios/Pods": "dependencies or tools' output",
        "node_modules": "dependencies or tools' output",
    }


def test_a_file_in_dependencies_is_read_when_it_is_named(repository: Path) -> None:
    write(repository, "node_modules/x/i.js")
    assert names(repository, repository / "node_modules/x/i.js") == ["node_modules/x/i.js"]


def test_tracked_build_folders_are_source(repository: Path) -> None:
    write(repository, "package.json", "build/steps.js")
    assert names(repository) == ["build/steps.js"]


def test_the_configuration_excludes_always(repository: Path) -> None:
    write(repository, "a.py", "legacy/b.py")
    config = Config(exclude=("legacy",))
    assert names(repository, config=config) == ["a.py"]
    assert names(repository, repository / "legacy/b.py", config=config) == []
    assert skipped(repository, repository / "legacy/b.py", config=config) == {"legacy/b.py": "excluded by the configuration"}


def test_an_excluded_file_is_left_out_below_its_own_folder(repository: Path) -> None:
    write(repository, "a/legacy/b.py", "a/c.py")
    assert names(repository, repository / "a", config=Config(exclude=("/a/legacy",))) == ["a/c.py"]


def test_git_of_another_repository_in_the_environment_does_not_matter(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, "a.py")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert names(repository) == ["a.py"]


def test_a_hook_in_the_scanned_repository_is_not_run(repository: Path) -> None:
    write(repository, "a.py")
    hook = repository / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {repository}/was-run\n")
    hook.chmod(0o755)
    git(repository, "config", "core.fsmonitor", str(hook))
    assert names(repository) == ["a.py"]
    assert not (repository / "was-run").exists()


def test_without_git_nested_ignore_files_are_honoured(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a.py", "b.gen.py", "keep/b.gen.py", "keep/no.py", "out/c.py")
    (repository / ".gitignore").write_text("*.gen.py\nout/\n")
    (repository / "keep" / ".gitignore").write_text("!b.gen.py\n/no.py\n")
    by_git = names(repository)
    monkeypatch.setattr(listing, "_git_names", lambda folder: None)
    assert names(repository) == by_git == ["a.py", "keep/b.gen.py"]


def test_git_that_cannot_be_started_is_done_without(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repository, "a.py")
    monkeypatch.setenv("PATH", "")
    assert names(repository) == ["a.py"]


def test_a_broken_repository_is_walked(plain: Path) -> None:
    write(plain, "a.py", ".git/HEAD")
    assert names(plain) == ["a.py"]


def test_outside_git_folders_are_walked(plain: Path) -> None:
    write(plain, "a.py", "b/c.swift", "node_modules/x.js", ".git2/x.py")
    assert names(plain) == [".git2/x.py", "a.py", "b/c.swift"]
    assert skipped(plain) == {"node_modules": "dependencies or tools' output"}


def test_an_ignore_file_above_the_asked_folder_counts(plain: Path) -> None:
    write(plain, "src/a.py", "src/b.gen.py")
    (plain / ".gitignore").write_text("*.gen.py\n")
    assert names(plain, plain / "src") == ["src/a.py"]


def test_a_walked_folder_that_is_ignored_is_read_when_it_is_named(plain: Path) -> None:
    write(plain, "out/a.py")
    (plain / ".gitignore").write_text("out/\n")
    assert names(plain, plain / "out") == ["out/a.py"]
    assert names(plain) == []


def test_an_ignore_file_of_junk_does_no_harm(plain: Path) -> None:
    write(plain, "a.py")
    (plain / ".gitignore").write_bytes(b"\xff\xfe[\n!\n\\\n***\n")
    assert names(plain) == ["a.py"]


def test_build_output_is_left_out_only_beside_a_manifest(plain: Path) -> None:
    write(plain, "web/package.json", "web/dist/a.js", "web/src/build/b.js")
    assert names(plain) == ["web/src/build/b.js"]
    assert skipped(plain) == {"web/dist": "build output"}


def test_a_virtual_environment_of_any_name_is_left_out(plain: Path) -> None:
    write(plain, "a.py", "myenv/pyvenv.cfg", "myenv/lib/x.py")
    assert names(plain) == ["a.py"]
    assert skipped(plain) == {"myenv": "a virtual environment"}


def test_sources_in_the_folder_that_a_virtual_environment_was_made_in_are_read(plain: Path) -> None:
    write(plain, "backend/pyvenv.cfg", "backend/app.py", "backend/models/user.py", "backend/lib/site-packages/x.py")
    assert names(plain) == ["backend/app.py", "backend/models/user.py"]


def test_tracked_sources_beside_the_mark_of_a_virtual_environment_are_read(repository: Path) -> None:
    write(repository, "backend/pyvenv.cfg", "backend/app.py", "backend/models/user.py")
    git(repository, "add", "-f", ".")
    assert names(repository) == ["backend/app.py", "backend/models/user.py"]


def test_a_loop_of_links_ends(plain: Path) -> None:
    write(plain, "a/b.py")
    (plain / "a" / "again").symlink_to(plain)
    (plain / "loop").symlink_to(plain / "loop")
    assert names(plain) == ["a/b.py"]
    assert "a/again" in skipped(plain)


def test_a_link_to_a_file_is_read_once(plain: Path) -> None:
    write(plain, "a.py")
    (plain / "b.py").symlink_to(plain / "a.py")
    assert names(plain) == ["a.py"]
    assert names(plain, plain / "b.py") == ["a.py"]
    assert "symbolic link" in skipped(plain)["b.py"]


def test_a_dangling_link_is_named(plain: Path) -> None:
    (plain / "a.py").symlink_to(plain / "gone.py")
    assert "a.py" in skipped(plain)


@pytest.mark.skipif(as_root, reason="root may enter every folder")
def test_a_folder_that_cannot_be_entered_is_a_problem(plain: Path) -> None:
    write(plain, "a.py", "closed/b.py")
    (plain / "closed").chmod(0)
    (problem,) = discover([plain], plain, Config()).skipped
    (plain / "closed").chmod(0o755)
    assert (problem.path, problem.kind) == ("closed", "unreadable")


def test_a_large_file_is_skipped_and_said(plain: Path) -> None:
    (plain / "a.py").write_bytes(b"x" * 101)
    (plain / "b.py").write_bytes(b"x" * 100)
    config = Config(max_file_size=100)
    assert names(plain, config=config) == ["b.py"]
    assert skipped(plain, config=config) == {"a.py": "larger than 100 bytes (`max-file-size`): 101"}


def test_a_notebook_may_be_ten_times_as_large(plain: Path) -> None:
    (plain / "a.ipynb").write_bytes(b"x" * 1000)
    assert names(plain, config=Config(max_file_size=100)) == ["a.ipynb"]


def test_a_pipe_is_not_read(plain: Path) -> None:
    os.mkfifo(plain / "a.py")
    assert names(plain) == []
    assert names(plain, plain / "a.py") == []
    assert skipped(plain) == {"a.py": "not a regular file"}


def test_a_named_file_of_an_unknown_language_is_said(plain: Path) -> None:
    write(plain, "a.rs")
    assert skipped(plain, plain / "a.rs") == {"a.rs": "no language that prodlint reads"}
    assert skipped(plain) == {}


@pytest.mark.parametrize("name", ["new\nline.py", " leading.py", "quote'\".py", "ümläut.py", "模拟.py", "-dash.py", "a\\b.py"])
@pytest.mark.parametrize("folder", ["plain", "tracked"])
def test_an_odd_name_is_found_and_fit_to_be_shown(request: pytest.FixtureRequest, folder: str, name: str) -> None:
    root = request.getfixturevalue(folder)
    (root / name).write_text("x")
    (found,) = discover([root], root, Config()).files
    assert Path(found.absolute).name == name
    assert found.path == name.replace("\n", "\\n")


@pytest.mark.parametrize("folder", ["plain", "tracked"])
def test_a_name_that_is_no_utf8_is_found_and_fit_to_be_shown(request: pytest.FixtureRequest, folder: str) -> None:
    root = request.getfixturevalue(folder)
    Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.py")).write_text("x")
    (found,) = discover([root], root, Config()).files
    assert found.path == "caf\\udce9.py"
    assert Path(found.absolute).exists()
    found.path.encode("utf-8")


def test_a_missing_path_names_the_nearest(plain: Path) -> None:
    write(plain, "settings.py")
    with pytest.raises(UserError) as caught:
        discover([plain / "setings.py"], plain, Config())
    assert caught.value.wrong == "no such file or folder"
    assert caught.value.remedy == f"did you mean `{plain / 'settings.py'}`?"


def test_a_missing_folder_names_the_nearest(plain: Path) -> None:
    write(plain, "source/a.py")
    with pytest.raises(UserError) as caught:
        discover([plain / "sourc" / "a.py"], plain, Config())
    assert caught.value.remedy == f"did you mean `{plain / 'source'}`?"


@pytest.mark.parametrize(
    ("target", "asked", "wrong"),
    [
        ("nowhere.py", "link", "a link to `nowhere.py`, which is not there"),
        ("nowhere", "link/a.py", "a link to `nowhere`, which is not there"),
        ("link", "link", "a link that leads back to itself"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_so(plain: Path, target: str, asked: str, wrong: str) -> None:
    (plain / "link").symlink_to(target)
    with pytest.raises(UserError) as caught:
        discover([plain / asked], plain, Config())
    assert str(caught.value) == f"{plain / asked}: `{plain / 'link'}` is {wrong} (mend or remove it)"


def test_a_link_that_leads_nowhere_is_no_name_to_mean(plain: Path) -> None:
    (plain / "settings.py").symlink_to("nowhere.py")
    with pytest.raises(UserError) as caught:
        discover([plain / "setings.py"], plain, Config())
    assert caught.value.remedy == ""


def test_an_impossible_path_is_the_users_mistake(plain: Path) -> None:
    with pytest.raises(UserError):
        discover([str(plain / "loop\n" / "x")], plain, Config())


def test_a_file_outside_the_root_keeps_its_absolute_path(plain: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside.py")
    assert names(plain, tmp_path / "outside.py") == [(tmp_path / "outside.py").as_posix()]


def test_the_result_is_the_same_by_git_and_by_walking(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        repository,
        "a.py",
        "b/c.ts",
        "b/d/e.swift",
        "node_modules/x.js",
        "b/venv/pyvenv.cfg",
        "b/venv/lib/x.py",
        "c/pyvenv.cfg",
        "c/y.py",
    )
    by_git = discover([repository], repository, Config())
    monkeypatch.setattr(listing, "_git_names", lambda folder: None)
    assert discover([repository], repository, Config()) == by_git


def test_an_empty_folder_has_no_files(plain: Path) -> None:
    assert discover([plain], plain, Config()) == discover([], plain, Config())


def test_the_root_is_the_configurations_folder(repository: Path) -> None:
    write(repository, "app/src/a.py", "app/prodlint.toml")
    assert project_root([repository / "app/src"], str(repository / "app/prodlint.toml")) == repository / "app"


def test_a_configuration_from_elsewhere_does_not_move_the_root(repository: Path, tmp_path: Path) -> None:
    write(repository, "src/a.py")
    assert project_root([repository / "src"], str(tmp_path / "ci" / "prodlint.toml")) == repository


def test_without_configuration_the_root_is_the_work_tree(repository: Path) -> None:
    write(repository, "src/a.py")
    assert project_root([repository / "src/a.py"]) == repository


def test_without_git_the_root_is_the_common_folder(plain: Path) -> None:
    write(plain, "a/b/x.py", "a/c/y.py")
    assert project_root([plain / "a/b/x.py", plain / "a/c"]) == plain / "a"
    assert common_folder([plain / "a/b/x.py"]) == plain / "a/b"


def test_a_shown_path_holds_no_control_character() -> None:
    assert shown_path("a\x1b[31m\u202eb/ü.py") == "a\\x1b[31m\\u202eb/ü.py"
