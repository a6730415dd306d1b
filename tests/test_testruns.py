"""Reports of test runs as `prodlint release` finds them, takes them, and lets them decide."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from running import CLEAN, Ran, git, prodlint, write

PAGE = "export const Page = ({ save }) => <button onClick={save}>Save</button>;\n"
PASSED = '<testsuite name="s"><testcase classname="c" name="adds"/></testsuite>'
FAILED = '<testsuite name="s"><testcase classname="c" name="adds"><failure message="1 is not 2"/></testcase></testsuite>'


def release(*arguments: str | Path) -> Ran:
    return prodlint("release", "--jobs", "1", *arguments)


def lcov(path: str, ran: int, idle: int = 0) -> str:
    lines = [f"DA:{number},{int(number <= ran)}" for number in range(1, ran + idle + 1)]
    return "\n".join((f"SF:{path}", *lines, "end_of_record\n"))


def reports(ran: Ran) -> list[tuple[str, bool, str]]:
    return [(each["path"], each["counts"], each["remark"]) for each in ran.json["evidence"]["reports"]]


@pytest.fixture
def shop(project: Path) -> Path:
    """A project of two product files, one of which has a control, whose sources are an hour old."""
    for name, text in {"api/sums.py": CLEAN, "web/Page.jsx": PAGE}.items():
        made = write(project / name, text)
        os.utime(made, (made.stat().st_atime, made.stat().st_mtime - 3600))
    return project


def test_reports_at_usual_places_are_found_and_joined(shop: Path) -> None:
    write(shop / "api/coverage.json", json.dumps({"files": {"sums.py": {"executed_lines": [1, 2], "missing_lines": []}}}))
    write(shop / "web/coverage/lcov.info", lcov("Page.jsx", ran=1))
    write(shop / "api/junit.xml", PASSED)
    ran = release(shop, "--format", "json")
    assert reports(ran) == [("api/coverage.json", True, ""), ("api/junit.xml", True, ""), ("web/coverage/lcov.info", True, "")]
    assert (ran.status, ran.json["evidence"]["coverage"]["percent"]) == (0, 100.0)
    assert ran.json["verdict"] == "May ship: nothing found that must not ship in 2 files."


def test_too_low_a_coverage_must_not_ship(shop: Path) -> None:
    write(shop / "coverage.lcov", lcov("api/sums.py", ran=8, idle=2))
    ran = release(shop)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "Must not ship: line coverage 80.0 % is below 90 %.")
    assert "coverage     80.0 % of 10 lines in 1 product file, below 90 %\n" in ran.out
    assert "- api/sums.py: 2 of 10 lines never ran\n" in ran.out


def test_files_with_controls_that_no_report_covers_are_named(shop: Path) -> None:
    write(shop / "coverage.lcov", lcov("api/sums.py", ran=10))
    ran = release(shop)
    assert ran.status == 0
    assert "- 1 file with controls or services, and no report says that a line of it ran: web/Page.jsx (1 control)\n" in ran.out


@pytest.mark.parametrize(("least", "status"), [("80", 0), ("80.1", 1), ("0", 0), ("100", 1)])
def test_min_coverage_is_the_least_that_passes(shop: Path, least: str, status: int) -> None:
    write(shop / "coverage.lcov", lcov("api/sums.py", ran=8, idle=2))
    assert release(shop, "--min-coverage", least).status == status


def test_min_coverage_of_the_configuration_holds_until_the_command_says_otherwise(shop: Path) -> None:
    write(shop / "prodlint.toml", "min-coverage = 75\n")
    write(shop / "coverage.lcov", lcov("api/sums.py", ran=8, idle=2))
    assert release(shop).status == 0
    assert release(shop, "--min-coverage", "85").status == 1


def test_a_project_that_asks_for_coverage_must_show_some(shop: Path) -> None:
    write(shop / "prodlint.toml", "min-coverage = 75\n")
    assert release(shop).out.splitlines()[-1] == "Must not ship: no report shows 75 % line coverage."


def test_a_min_coverage_that_is_no_percentage_is_the_users_mistake(shop: Path) -> None:
    write(shop / "prodlint.toml", "min-coverage = 101\n")
    ran = release(shop)
    assert ran.status == 2
    assert "prodlint.toml:1: `min-coverage`" in ran.err


def test_failed_and_skipped_tests_are_named(shop: Path) -> None:
    skipped = '<testcase classname="c" name="later"><skipped message="no server"/></testcase>'
    write(shop / "junit.xml", FAILED.replace("</testsuite>", f"{skipped}</testsuite>"))
    ran = release(shop)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "Must not ship: 1 test failed.")
    assert "tests        1 failed, 1 skipped\n" in ran.out
    assert "- failed: c › adds  1 is not 2\n" in ran.out
    assert "- skipped: c › later  no server\n" in ran.out


def test_a_given_report_stands_instead_of_those_of_its_kind(shop: Path, tmp_path: Path) -> None:
    write(shop / "junit.xml", FAILED)
    write(shop / "coverage.lcov", lcov("api/sums.py", ran=10))
    given = write(tmp_path / "elsewhere.xml", PASSED)
    ran = release(shop, "--format", "json", "--tests", given)
    assert reports(ran) == [(given.as_posix(), True, ""), ("coverage.lcov", True, "")]


def test_an_old_report_is_told_and_does_not_count(shop: Path) -> None:
    made = write(shop / "coverage.lcov", lcov("api/sums.py", ran=10))
    os.utime(made, (1, 1))
    ran = release(shop)
    assert ran.status == 0
    assert "- coverage.lcov (LCOV)  not counted: older than `api/sums.py`\n" in ran.out
    assert "coverage     not shown: no report counts (--coverage FILE)\n" in ran.out


def test_a_given_report_that_does_not_count_shows_nothing(shop: Path) -> None:
    made = write(shop / "old.info", lcov("api/sums.py", ran=10))
    os.utime(made, (1, 1))
    assert release(shop, "--coverage", made).out.splitlines()[-1] == "Must not ship: no report shows 90 % line coverage."


def test_given_tests_that_do_not_count_show_nothing(shop: Path) -> None:
    made = write(shop / "tests.xml", PASSED)
    os.utime(made, (1, 1))
    assert release(shop, "--tests", made).out.splitlines()[-1] == "Must not ship: no given report of tests counts."


def test_a_fresh_checkout_makes_no_report_old(shop: Path) -> None:
    (shop / ".git").rmdir()
    git(shop, "init", "-q")
    git(shop, "add", "api", "web")
    git(shop, "commit", "-q", "-m", "Sums")
    made = write(shop / "coverage.lcov", lcov("api/sums.py", ran=10))
    later = made.stat().st_mtime + 3600
    os.utime(shop / "api/sums.py", (later, later))
    assert reports(release(shop, "--format", "json")) == [("coverage.lcov", True, "")]
    write(shop / "api/sums.py", CLEAN + "\n")
    os.utime(shop / "api/sums.py", (later, later))
    assert reports(release(shop, "--format", "json")) == [("coverage.lcov", False, "older than `api/sums.py`")]


def test_a_report_of_another_project_is_told(shop: Path) -> None:
    write(shop / "coverage.lcov", lcov("other/place.py", ran=10))
    said = "0 of the 1 files that it names are of this project"
    assert reports(release(shop, "--format", "json")) == [("coverage.lcov", False, said)]


def test_a_broken_report_that_is_found_is_a_note(shop: Path) -> None:
    write(shop / "coverage.xml", "<coverage")
    ran = release(shop)
    assert ran.status == 0
    assert "- coverage.xml  not counted: not whole XML: " in ran.out


def test_samples_of_reports_and_links_are_left_alone(shop: Path) -> None:
    write(shop / "tests/fixtures/coverage.xml", "<coverage")
    write(shop / "node_modules/x/lcov.info", "SF")
    (shop / "junit.xml").symlink_to(write(shop / "elsewhere", FAILED))
    assert reports(release(shop, "--format", "json")) == []


BROKEN: list[tuple[str, bytes, str]] = [
    ("--coverage", b"<coverage", "not a report of coverage: not whole XML: "),
    ("--coverage", b"", "not a report of coverage: it is empty"),
    ("--coverage", b'{"files": 3}', "not a report of coverage: JSON of this shape"),
    ("--coverage", PASSED.encode(), "not a report of coverage, but a report of tests (use --tests)"),
    ("--tests", b"\x00\xff", "not a report of tests: line 1 belongs to no format"),
    ("--tests", b'<!DOCTYPE t [<!ENTITY a "b">]><testsuite name="&a;"/>', "not a report of tests: it has entities"),
    ("--tests", b"SF:a\nDA:1,1\nend_of_record\n", "not a report of tests, but a report of coverage (use --coverage)"),
]


@pytest.mark.parametrize(("option", "content", "why"), BROKEN)
def test_a_given_report_that_is_broken_is_one_clear_line(shop: Path, option: str, content: bytes, why: str) -> None:
    given = write(shop / "given", content)
    ran = release(shop, option, given)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"prodlint: {given}: {why}")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("name", "why"), [("absent.xml", "no such file"), (".", "not a file")])
def test_a_given_report_must_be_a_file(shop: Path, name: str, why: str) -> None:
    ran = release(shop, "--tests", shop / name)
    assert ran.status == 2
    assert f"cannot be read: {why} (--tests takes a file)" in ran.err


def test_a_report_that_is_too_large_is_not_read_whole(shop: Path) -> None:
    with (shop / "huge.xml").open("wb") as file:
        file.truncate(65_000_000)
    ran = release(shop, "--tests", shop / "huge.xml")
    assert ran.status == 2
    assert "not a report of tests: larger than 64,000,000 bytes" in ran.err


def test_names_of_tests_cannot_act_on_a_terminal(shop: Path) -> None:
    write(shop / "junit.xml", FAILED.replace('name="adds"', 'name="red&#x9b;31m"'))
    assert "\x9b" not in release(shop).out
