"""`prodlint ui`: its formats, its gate, and that it agrees with `prodlint check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from running import EMPTY_ACTION, Ran, check_json, prodlint, write

HARBOR = Path(__file__).parent.parent / "fixtures/projects/harbor"
PAGE = """
export const Page = ({ save }) => <>
  <button onClick={save}>Save</button>
  <button onClick={() => {}}>Share</button>
  <button disabled>Locked</button>
</>;
"""


def ui(*arguments: str | Path) -> Ran:
    return prodlint("ui", "--jobs", "1", *arguments)


def controls(*arguments: str | Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = ui("--format", "json", *arguments).json["controls"]
    return listed


@pytest.fixture
def page(project: Path) -> Path:
    """A project with one delegated, one inert and one unknown control."""
    write(project / "Page.jsx", PAGE)
    return project


def test_json_has_every_control_with_its_verdict(page: Path) -> None:
    assert controls(page)[1] == {
        "path": "Page.jsx",
        "line": 4,
        "label": "Share",
        "tag": "button",
        "toolkit": "react",
        "kind": "button",
        "screen": "Page",
        "verdict": "inert",
        "reason": "empty-action: `Share` does nothing when it is used.",
    }


def test_json_has_the_coverage_of_all_and_of_each_screen(page: Path) -> None:
    coverage = ui("--format", "json", page).json["coverage"]
    counts = {"controls": 3, "wired": 0, "delegated": 1, "inert": 1, "unknown": 1}
    assert coverage == {"total": 50.0, "screens": {"Page": 50.0}, "counts": {"total": counts, "screens": {"Page": counts}}}


def test_text_shows_what_is_inert_and_the_bar_of_each_screen(page: Path) -> None:
    out = ui(page).out
    assert '  Page.jsx:4  button "Share" on Page  empty-action: `Share` does nothing when it is used.\n' in out
    assert "Page    ##########----------   50.0 %      1      1        1\n" in out
    assert "Wiring coverage 50.0 %: 1 of 2 controls alive, 1 unknown not counted.\n" in out
    assert '"Save"' not in out


def test_verbose_text_shows_what_is_alive_too(page: Path) -> None:
    assert '  Page.jsx:3  button "Save" on Page  passed in: save\n' in ui(page, "--verbose").out


def test_a_project_without_controls_says_so(project: Path) -> None:
    ran = ui(project, "--min-wiring", "100")
    assert (ran.status, ran.out) == (0, "No controls found.\n")


@pytest.mark.parametrize(("least", "status"), [("50", 0), ("50.1", 1), ("100", 1), ("0", 0)])
def test_min_wiring_is_the_least_coverage_that_passes(page: Path, least: str, status: int) -> None:
    assert ui(page, "--min-wiring", least).status == status


def test_what_is_unknown_counts_on_neither_side_and_that_is_said(page: Path) -> None:
    assert ui(page, "--min-wiring", "60").err == (
        "prodlint: wiring coverage 50.0 % is below 60 %; 1 unknown counts on neither side\n"
    )


def test_without_a_gate_the_exit_status_is_0(page: Path) -> None:
    assert ui(page).status == 0


@pytest.mark.parametrize("least", ["101", "-1", "nan", "inf", "half", "50%", ""])
def test_what_is_no_percentage_is_refused_in_one_line(page: Path, least: str) -> None:
    ran = ui(page, f"--min-wiring={least}")
    told = f"prodlint: --min-wiring: `{least}` is no percentage (give a number from 0 to 100)\n"
    assert (ran.status, ran.out, ran.err) == (2, "", told)


def test_output_goes_to_a_file(page: Path) -> None:
    ran = ui(page, "--format", "json", "--output", page / "ui.json")
    assert ran.out == ""
    assert len(json.loads((page / "ui.json").read_text())["controls"]) == 3


def test_a_second_run_from_the_cache_says_the_same(page: Path) -> None:
    assert ui(page, "--format", "json").out == ui(page, "--format", "json").out


def test_a_check_before_it_leaves_no_half_results_in_the_cache(page: Path) -> None:
    check_json(page)
    assert len(controls(page)) == 3


def test_hostile_labels_send_no_control_codes_to_the_terminal(project: Path) -> None:
    write(project / "Page.jsx", "export const Page = () => <button>\x1b[31m\u202e</button>;")
    assert "\x1b" not in ui(project).out


def test_every_control_that_check_finds_is_inert_and_no_other() -> None:
    of_controls = ("--select", "empty-action,log-only-action,dead-link,missing-handler")
    found = check_json(HARBOR, *of_controls, "--show-suppressed").json["findings"]
    told = {(each["path"], f"{each['rule']}: {each['message']}") for each in found if "`handle" not in each["message"]}
    everything = check_json(HARBOR, "--select", "P0-UI,unimplemented", "--show-suppressed").json["findings"]
    inert = {(each["path"], each["reason"].split(" (allowed")[0]) for each in controls(HARBOR) if each["verdict"] == "inert"}
    assert told <= inert
    # What a control calls may stand in another file.
    assert {reason for _, reason in inert} <= {f"{each['rule']}: {each['message']}" for each in everything}


def test_a_rule_that_the_configuration_ignores_leaves_the_control_inert(project: Path) -> None:
    write(project / "Bar.swift", EMPTY_ACTION)
    write(project / "prodlint.toml", 'ignore = ["empty-action"]\n')
    assert controls(project)[0]["reason"].endswith("(allowed: left out by the configuration)")


def test_a_suppressed_control_stays_inert(project: Path) -> None:
    write(project / "Bar.swift", EMPTY_ACTION.replace("{ }\n", "{ } // prodlint: allow empty-action -- next week\n"))
    assert controls(project)[0]["reason"].endswith("(allowed: next week)")


def test_a_component_that_drops_its_handler_makes_its_uses_inert(project: Path) -> None:
    write(project / "Tile.tsx", "export const Tile = ({ title, onClick }) => <b>{title}</b>;")
    write(
        project / "Page.tsx",
        'import { Tile } from "./Tile";\nexport const Page = ({ go }) => <Tile onClick={go} title="Go" />;',
    )
    assert [(each["verdict"], each["reason"]) for each in controls(project)] == [
        ("inert", "missing-handler: `Tile` takes `onClick` and never calls it.")
    ]


def test_a_component_that_hands_its_handler_on_leaves_its_uses_alive(project: Path) -> None:
    write(project / "Tile.tsx", "export const Tile = ({ title, onClick }) => <button onClick={onClick}>{title}</button>;")
    write(
        project / "Page.tsx",
        'import { Tile } from "./Tile";\nexport const Page = () => <Tile onClick={() => go()} title="Go" />;',
    )
    assert [each["verdict"] for each in controls(project)] == ["wired", "delegated"]


def test_a_view_that_drops_its_action_makes_its_uses_inert(project: Path) -> None:
    write(
        project / "Tile.swift",
        'struct TileButton: View {\n    let action: () -> Void\n    var body: some View { Text("a") }\n}\n',
    )
    page = "struct Page: View {\n    var body: some View { TileButton(action: { save() }) }\n}\n"
    write(project / "Page.swift", page)
    assert [each["verdict"] for each in controls(project)] == ["inert"]
