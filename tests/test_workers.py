from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from prodlint.candidate import FileResult
from prodlint.config import Config
from prodlint.discover import FoundFile, discover
from prodlint.settings import Settings
from prodlint.workers import MOST_IN_TASK, check_files, shares

SETTINGS = Settings(config=msgspec.json.encode(Config()).decode())
STUB = "def charge(order):\n    raise NotImplementedError\n"


@pytest.fixture
def files(project: Path) -> tuple[FoundFile, ...]:
    """Twelve files, of which each has something to find."""
    for number in range(12):
        (project / f"part_{number:02}.py").write_text(STUB + f"\n# {number}\n" * number, encoding="utf-8")
    return discover([project], project, Config()).files


def found(name: str) -> FoundFile:
    return FoundFile(path=name, absolute=f"/{name}", language="python")


def checked(files: tuple[FoundFile, ...], jobs: int, cache: Path | None = None) -> list[FileResult]:
    return check_files(files, SETTINGS, "digest", jobs, cache)


def test_several_processes_find_what_one_does(files: tuple[FoundFile, ...]) -> None:
    one = checked(files, jobs=1)
    assert [len(result.candidates) for result in one] == [1] * 12
    assert checked(files, jobs=2) == one


def test_what_is_known_is_what_was_found(files: tuple[FoundFile, ...], tmp_path: Path) -> None:
    first = checked(files, 2, tmp_path / "cache")
    assert checked(files, 1, tmp_path / "cache") == first == checked(files, 1)


def test_only_a_changed_file_has_another_result(files: tuple[FoundFile, ...], tmp_path: Path) -> None:
    before = checked(files, 1, tmp_path / "cache")
    Path(files[3].absolute).write_text("def charge(order):\n    return send(order)\n", encoding="utf-8")
    after = checked(files, 1, tmp_path / "cache")
    assert [result.path for result, old in zip(after, before, strict=True) if result != old] == [files[3].path]


def test_a_file_that_vanishes_is_a_problem_and_no_crash(files: tuple[FoundFile, ...], tmp_path: Path) -> None:
    Path(files[0].absolute).unlink()
    result = checked(files, 1, tmp_path / "cache")[0]
    assert (result.path, [problem.kind for problem in result.problems]) == (files[0].path, ["unreadable"])


def test_the_largest_files_are_shared_out_first() -> None:
    sized = [(10, found("small.py")), (90, found("large.py")), (10, found("a.py"))]
    assert [[file.path for file in share] for share in shares(sized, 20)] == [["large.py"], ["a.py", "small.py"]]


def test_no_share_has_too_many_files() -> None:
    empty = [(0, found(f"{number:03}.py")) for number in range(MOST_IN_TASK + 1)]
    assert [len(share) for share in shares(empty, 20)] == [MOST_IN_TASK, 1]


def test_a_run_in_which_nothing_changed_loads_neither_front_ends_nor_rules(files: tuple[FoundFile, ...], project: Path) -> None:
    program = (
        "import sys; from prodlint.cli.group import run; run(['check', '--exit-zero']); "
        "loaded = {'prodlint.analyse', 'prodlint.rulebook.load', 'tree_sitter', 'multiprocessing'} & set(sys.modules); "
        "sys.stderr.write(' '.join(sorted(loaded)))"
    )
    first, second = (
        subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
        for _ in range(2)
    )
    assert "prodlint.analyse" in first.stderr
    assert second.stderr == ""
    assert second.stdout == first.stdout
