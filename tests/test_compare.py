"""`prodlint release --compare`: a sandbox and production side by side."""

from __future__ import annotations

from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest

from prodlint.report.drift_json import drift_schema
from running import Ran, prodlint, write

HEAD = "//\n//  Map.swift\n//  Pier{}\n//\n"
VIEW = """import SwiftUI

struct MapView: View {
    var body: some View {
        Button("Centre") { centre() }
    }
}
"""
MARKED = VIEW.replace("        Button", '        Text("🧪 SANDBOX")\n        Button')
SCREEN = 'import SwiftUI\n\nstruct {}: View {{\n    var body: some View {{ Button("Go") {{ go() }} }}\n}}\n'
MODEL = "struct Berth {\n    let name: String\n}\n"


def compare(*arguments: str | Path) -> Ran:
    return prodlint("release", "--jobs", "1", "--compare", *arguments)


@pytest.fixture
def pier(project: Path) -> Path:
    """Two trees that are the same but for the head and the mark of the sandbox."""
    write(project / "Pier-Sandbox/Views/Map.swift", "// SANDBOX FILE: for testing only\n" + HEAD.format("-Sandbox") + MARKED)
    write(project / "Pier-Sandbox/Pier-SandboxApp.swift", SCREEN.format("Pier_SandboxApp"))
    write(project / "Pier/Views/Map.swift", HEAD.format("") + VIEW)
    write(project / "Pier/PierApp.swift", SCREEN.format("PierApp"))
    return project


def test_head_mark_and_name_of_the_sandbox_are_no_drift(pier: Path) -> None:
    ran = compare("Pier-Sandbox", "Pier")
    assert (ran.status, ran.out) == (0, "Sandbox and production  Pier-Sandbox and Pier\n\nNo drift in 2 files.\n")


def test_a_mark_that_was_copied_into_production_is_drift(pier: Path) -> None:
    write(pier / "Pier/Views/Map.swift", HEAD.format("-Sandbox") + MARKED)
    ran = compare("Pier-Sandbox", "Pier")
    assert ran.status == 1
    assert ran.out.splitlines()[-1] == "Drift: 2 marks of the sandbox in production."
    assert "mark      Views/Map.swift                      2  lines 3, 9: The head names the sandbox target" in ran.out


def test_a_file_that_one_side_changed_differs(pier: Path) -> None:
    write(pier / "Pier/Views/Map.swift", HEAD.format("") + VIEW.replace("centre()", "model.centre()\n            track()"))
    ran = compare("Pier-Sandbox", "Pier")
    assert ran.out.splitlines()[-1] == "Drift: 1 of 2 common files different."
    assert "differs   Views/Map.swift         +1          +2  lines\n" in ran.out


def test_files_screens_and_types_of_one_side_are_listed(pier: Path) -> None:
    write(pier / "Pier-Sandbox/Berth.swift", MODEL)
    write(pier / "Pier/Settings.swift", SCREEN.format("SettingsView"))
    write(pier / "Pier/Views/Map.swift", HEAD.format("") + VIEW + "\nstruct Chart {\n    let scale: Int\n}\n")
    ran = json_of(pier)
    assert ran.json["files"] == {
        "only_in_sandbox": [{"name": "Berth.swift", "path": "Berth.swift"}],
        "only_in_production": [{"name": "Settings.swift", "path": "Settings.swift"}],
    }
    assert ran.json["screens"] == {
        "only_in_sandbox": [],
        "only_in_production": [{"name": "SettingsView", "path": "Settings.swift"}],
    }
    assert ran.json["types"] == {"only_in_sandbox": [], "only_in_production": [{"name": "Chart", "path": "Views/Map.swift"}]}
    jsonschema.Draft202012Validator(drift_schema()).validate(ran.json)


def json_of(folder: Path) -> Ran:
    return prodlint("release", "--jobs", "1", "--format", "json", "--compare", folder / "Pier-Sandbox", folder / "Pier")


def test_a_view_that_lost_its_controls_is_no_missing_screen(pier: Path) -> None:
    write(pier / "Pier/Views/Map.swift", HEAD.format("") + VIEW.replace('Button("Centre") { centre() }', 'Text("Centre")'))
    assert json_of(pier).json["screens"] == {"only_in_sandbox": [], "only_in_production": []}


def test_what_the_configuration_leaves_out_is_a_mark_all_the_same(pier: Path) -> None:
    write(pier / "prodlint.toml", 'ignore = ["P0-MOCK"]\n')
    write(pier / "Pier/Views/Map.swift", MARKED)
    assert len(json_of(pier).json["marks"]) == 1


def test_many_rows_are_cut_and_counted(pier: Path) -> None:
    write(pier / "Pier/Many.swift", "\n".join(f"struct Type{number} {{ }}" for number in range(20)))
    write(pier / "Pier-Sandbox/Many.swift", "struct Type0 { }\n")
    assert "type      … 4 more (all with `--format json`)\n" in compare("Pier-Sandbox", "Pier").out


def test_trees_in_python_and_scripts_are_compared_too(project: Path) -> None:
    write(project / "sandbox/app/pay.py", "class Pay:\n    url = 'https://sandbox.bank.test'\n")
    write(project / "production/app/pay.py", "class Pay:\n    url = 'https://bank.test'\n")
    ran = compare("sandbox", "production")
    assert ran.out.splitlines()[-1] == "Drift: 1 of 1 common file different."


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["Pier-Sandbox", "absent"], "absent: not a folder"),
        (["Pier-Sandbox", "Pier/PierApp.swift"], "Pier/PierApp.swift: not a folder"),
        (["Pier-Sandbox", "empty"], "empty: no file that prodlint reads"),
        (["Pier", "Pier"], "--compare: one of the folders holds the other"),
        (["Pier", "Pier/Views"], "--compare: one of the folders holds the other"),
        (["Pier-Sandbox", "Pier", "Pier"], "`--compare` takes two folders and nothing else"),
        (["Pier-Sandbox", "Pier", "--min-coverage", "80"], "`--compare` takes two folders and nothing else"),
    ],
)
def test_what_cannot_be_compared_is_the_users_mistake(pier: Path, arguments: list[str], why: str) -> None:
    (pier / "empty").mkdir()
    ran = compare(*arguments)
    assert ran.status == 2
    assert why in ran.err
