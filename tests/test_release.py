"""`prodlint release`: one page, one verdict, and the same figures as the commands that it brings together."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from prodlint.report.release_schema import release_schema
from running import CLEAN, EMPTY_ACTION, UNIMPLEMENTED, Ran, check_json, prodlint, write

PROJECTS = Path(__file__).parent.parent / "fixtures/projects"


def release(*arguments: str | Path) -> Ran:
    return prodlint("release", "--jobs", "1", *arguments)


@pytest.fixture
def harbor(project: Path) -> Path:
    """A copy of the example app, outside of any folder called fixtures."""
    shutil.copytree(PROJECTS / "harbor", project, dirs_exist_ok=True)
    return project


@pytest.fixture
def quay(project: Path) -> Path:
    """A copy of the example of services."""
    shutil.copytree(PROJECTS / "quay", project, dirs_exist_ok=True)
    return project


def test_clean_code_may_ship_and_what_is_not_shown_is_said(project: Path) -> None:
    write(project / "sums.py", CLEAN)
    ran = release(project)
    said = "no report shows how much of the code is tested or that the tests pass."
    assert (ran.status, ran.out.splitlines()[-1]) == (0, f"May ship: nothing found that must not ship in 1 file; {said}")


def test_an_error_must_not_ship(project: Path) -> None:
    write(project / "pay.py", UNIMPLEMENTED)
    ran = release(project)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "Must not ship: 1 error in 1 file (P0-MOCK 1).")
    assert "- pay.py:2  unimplemented: " in ran.out


def test_nothing_to_look_at_is_no_verdict(project: Path) -> None:
    ran = release(project)
    assert (ran.status, ran.out.splitlines()[-1]) == (1, "No verdict: no code was looked at.")


def test_a_gate_may_have_as_many_findings_as_the_configuration_allows(project: Path) -> None:
    write(project / "Bar.swift", EMPTY_ACTION)
    write(project / "prodlint.toml", "[gates]\nP0-UI = { at-most = 1 }\n")
    ran = release(project)
    assert ran.status == 0
    assert "1 error, 1 allowed" in ran.out


def test_a_project_that_fails_for_warnings_must_not_ship_with_one(project: Path) -> None:
    write(project / "test_sums.py", "def test_sum():\n    assert True\n")
    write(project / "prodlint.toml", 'fail-on = "warning"\n')
    assert release(project).out.splitlines()[-1] == "Must not ship: 1 finding in 1 file (P1-TESTS 1)."


def test_a_project_whose_checks_never_fail_must_not_ship_with_an_error(project: Path) -> None:
    write(project / "pay.py", UNIMPLEMENTED)
    write(project / "prodlint.toml", 'fail-on = "never"\n')
    assert release(project).status == 1


def test_what_the_configuration_leaves_out_is_no_reason_but_an_inert_control_stays_inert(project: Path) -> None:
    write(project / "Bar.swift", EMPTY_ACTION)
    write(project / "prodlint.toml", 'ignore = ["empty-action"]\n')
    ran = release(project, "--format", "json")
    assert ran.status == 0
    assert ran.json["wiring"]["inert"] == 1


def test_the_gates_have_the_figures_of_a_check(harbor: Path) -> None:
    gates = {each["gate"]: (each["errors"], each["warnings"], each["notes"]) for each in gates_of(harbor)}
    checked = check_json(harbor).json["summary"]["gates"]
    assert gates == {name: (each["errors"], each["warnings"], each["notes"]) for name, each in checked.items()}


def test_a_gate_names_its_three_worst_places(harbor: Path) -> None:
    worst = next(each["worst"] for each in gates_of(harbor) if each["gate"] == "P0-UI")
    assert len(worst) == 3
    assert len({each["rule"] for each in worst}) == 3
    assert {each["level"] for each in worst} == {"error"}


def test_controls_have_the_figures_of_ui(harbor: Path) -> None:
    wiring = release(harbor, "--format", "json").json["wiring"]
    listed = prodlint("ui", "--format", "json", harbor).json["coverage"]
    assert wiring["percent"] == listed["total"]
    assert {name: wiring[name] for name in listed["counts"]["total"]} == listed["counts"]["total"]


def test_services_have_the_figures_of_integrations(quay: Path) -> None:
    found = release(quay, "--format", "json").json["integrations"]
    listed = prodlint("integrations", "--format", "json", quay).json["summary"]
    assert {name: found[name] for name in listed} == listed
    assert [each["name"] for each in found["not_real"]] == ["Stripe", "SendGrid", "Twilio", "sandbox.tides-service.io"]


def test_the_page_names_services_that_are_not_real_and_variables_to_mend(quay: Path) -> None:
    out = release(quay).out
    assert "- Stripe  missing-key: " in out
    assert " undeclared: STRIPE" in out


@pytest.mark.parametrize("name", ["harbor", "quay"])
def test_json_fits_its_schema(name: str, project: Path) -> None:
    shutil.copytree(PROJECTS / name, project, dirs_exist_ok=True)
    jsonschema.Draft202012Validator(release_schema()).validate(release(project, "--format", "json").json)


def test_output_goes_to_a_file(project: Path) -> None:
    write(project / "sums.py", CLEAN)
    ran = release(project, "-o", project / "page.txt")
    assert ran.out == ""
    assert (project / "page.txt").read_text().startswith("May this ship?  project\n")


def test_a_wrong_path_is_the_users_mistake(project: Path) -> None:
    assert release(project / "absent").status == 2


def gates_of(folder: Path) -> list[dict[str, Any]]:
    gates: list[dict[str, Any]] = release(folder, "--format", "json").json["gates"]
    return gates


def test_a_minimum_that_is_no_number_is_refused(project: Path) -> None:
    write(project / "app.py", CLEAN)
    ran = prodlint("release", "--min-coverage", "nan", project)
    assert (ran.status, ran.err) == (2, "prodlint: --min-coverage: `nan` is no percentage (give a number from 0 to 100)\n")
