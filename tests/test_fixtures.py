"""Real-size files and one whole app: exactly the listed lines are found, and every report of the app stays as it is.

`fixtures/files/RULE/NAME.expected` and `fixtures/projects/harbor/expected.txt` list what ought to be found; everything else in
those files is a near miss.  `make accept` (PRODLINT_ACCEPT=1) writes the reports in `fixtures/projects/harbor.golden` anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from prodlint import __version__
from prodlint.config import Config
from prodlint.finding import Finding
from prodlint.pipeline import Outcome, Request, check
from running import prodlint

FIXTURES = Path(__file__).parent.parent / "fixtures"
FILES = FIXTURES / "files"
HARBOR = FIXTURES / "projects" / "harbor"
GOLDEN = FIXTURES / "projects" / "harbor.golden"
TODAY = date(2026, 11, 22)
"""The day on which the app is looked at: one of its suppressions has expired by then."""

SIDECARS = sorted(FILES.rglob("*.expected"))
SUITES = sorted(folder.name for folder in FILES.iterdir())
FORMATS = ("text", "concise", "json", "sarif")


@pytest.fixture(scope="session")
def suites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Rule → what is said about the folder of its files, each a project of its own, outside of any folder called fixtures."""
    top = tmp_path_factory.mktemp("files")
    return {name: outcome_of(copied(FILES / name, top)) for name in SUITES}


@pytest.fixture
def harbor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the app that is the working directory."""
    folder = copied(HARBOR, tmp_path)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("sidecar", SIDECARS, ids=lambda path: path.relative_to(FILES).as_posix())
def test_exactly_the_listed_lines_of_a_file_are_found(sidecar: Path, suites: dict[str, Outcome]) -> None:
    suite, _, name = sidecar.relative_to(FILES).as_posix().removesuffix(".expected").partition("/")
    found = [finding for finding in suites[suite].report.findings if finding.path == name]
    assert said(found) == sorted(f"{name}:{line}" for line in lines_of(sidecar))


@pytest.mark.parametrize("suite", SUITES)
def test_every_file_is_listed_and_read_whole(suite: str, suites: dict[str, Outcome]) -> None:
    listed = {path.relative_to(FILES / suite).as_posix() for path in SIDECARS if path.is_relative_to(FILES / suite)}
    assert {f"{path}.expected" for path in suites[suite].roles} == listed
    assert suites[suite].report.problems == ()


@pytest.mark.parametrize("suite", SUITES)
def test_a_folder_is_named_after_a_rule_that_its_files_have(suite: str) -> None:
    rules = {line.split()[1] for path in SIDECARS if path.is_relative_to(FILES / suite) for line in lines_of(path)}
    assert suite in rules


def test_exactly_the_listed_lines_of_the_app_are_found(harbor: Path) -> None:
    outcome = outcome_of(harbor)
    assert said(outcome.report.findings) == sorted(lines_of(HARBOR / "expected.txt"))
    assert outcome.report.problems == ()


def test_one_finding_of_the_app_is_allowed_with_its_reason(harbor: Path) -> None:
    allowed = [finding for finding in outcome_of(harbor).report.findings if finding.suppressed]
    assert [finding.suppressed for finding in allowed] == ["diagnostics are read over the cable, HARBOR-88"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_reports_of_the_app_stay_as_they_are(form: str, harbor: Path) -> None:
    ran = prodlint("check", "--format", form, "--jobs", "1", "--no-cache", ".")
    report = ran.out.replace(str(harbor), "{root}").replace(__version__, "{version}").encode()
    accept(GOLDEN / form, report)
    assert (ran.status, ran.err) == (1, "")
    assert (GOLDEN / form).read_bytes() == report


def copied(folder: Path, top: Path) -> Path:
    """A copy of a fixture under `top`, where no folder above says that it is one."""
    return Path(shutil.copytree(folder, top / folder.name))


def outcome_of(folder: Path) -> Outcome:
    return check(Request(paths=(folder,), root=folder, config=Config(), today=TODAY, jobs=1))


def said(findings: Iterable[Finding]) -> list[str]:
    """`path:line rule` for each finding that no comment allows, sorted as text."""
    lines = [(finding.path, finding.place.line, finding.rule) for finding in findings if not finding.suppressed]
    return sorted(f"{path}:{line} {rule}" for path, line, rule in lines)


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def accept(path: Path, report: bytes) -> None:
    """Writes a report anew when that is asked for."""
    if os.environ.get("PRODLINT_ACCEPT") == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(report)
