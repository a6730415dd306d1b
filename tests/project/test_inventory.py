"""What a control is judged to be, and the coverage that follows from it."""

from __future__ import annotations

import pytest

from prodlint.candidate import Candidate, FileResult
from prodlint.finding import Finding
from prodlint.inventory import Coverage, Inventory, Seen, Sighting
from prodlint.project.inventory import inventory_of
from prodlint.source import Place

PLACE = Place(3, 5, 3, 9, 5, 9)


def sighting(handler: str = "wired", **fields: object) -> Sighting:
    told: dict[str, object] = {
        "line": 3,
        "label": "Save",
        "toolkit": "react",
        "kind": "button",
        "tag": "button",
        "screen": "Bar",
        "about": (40,),
        "handler": handler,
    }
    return Sighting(**{**told, **fields})  # type: ignore[arg-type]  # keyword arguments of mixed types


def candidate(start: int = 40, project: tuple[str, ...] = ()) -> Candidate:
    return Candidate(
        rule="empty-action",
        on="control",
        confidence="high",
        message="`Save` does nothing.",
        start=start,
        end=start + 4,
        place=PLACE,
        project=project,
    )


def finding(suppressed: str = "") -> Finding:
    return Finding(
        rule="empty-action",
        gate="P0-UI",
        level="error",
        confidence="high",
        path="src/Bar.tsx",
        place=PLACE,
        message="`Save` does nothing.",
        why="",
        fix="",
        suppressed=suppressed,
    )


def result(*controls: Sighting, path: str = "src/Bar.tsx", candidates: tuple[Candidate, ...] = ()) -> FileResult:
    return FileResult(path=path, role="product", candidates=candidates, seen=Seen(controls=controls, left_out=1))


def inventory(*results: FileResult, findings: tuple[Finding, ...] = (), left_out: bool = False) -> Inventory:
    return inventory_of(results, findings, lambda path, each: left_out)


def judged(
    control: Sighting, *findings: Finding, candidates: tuple[Candidate, ...] = (), left_out: bool = False
) -> tuple[str, str]:
    only = inventory(result(control, candidates=candidates), findings=findings, left_out=left_out).controls[0]
    return only.verdict, only.reason


@pytest.mark.parametrize(
    ("control", "verdict", "reason"),
    [
        (sighting(why="onClick"), "wired", "onClick"),
        (sighting(why="onClick", target="save"), "wired", "onClick: save"),
        (sighting(why="onClick", conditional=True), "wired", "onClick, disabled while a condition holds"),
        (sighting(), "wired", "a handler"),
        (sighting("delegated", why="passed in", target="onSave"), "delegated", "passed in: onSave"),
        (sighting("system", why="cancel role"), "wired", "cancel role"),
        (sighting("disabled"), "unknown", "it is always disabled"),
        (sighting("disabled", why="never placed"), "unknown", "nothing shows it"),
        (sighting("notify-only", silence="label_promises_work"), "unknown", "it only shows a message"),
        (sighting("empty", silence="not_a_skeleton"), "wired", "its handler is empty, which is right here: a skeleton"),
        (sighting("missing"), "unknown", "nothing is attached to it"),
        (sighting(readable=False), "unknown", "the syntax around it was not understood"),
    ],
)
def test_a_control_without_a_finding_is_judged_by_its_handler(control: Sighting, verdict: str, reason: str) -> None:
    assert judged(control) == (verdict, reason)


def test_a_control_with_a_finding_is_inert_for_that_reason() -> None:
    assert judged(sighting("empty"), finding(), candidates=(candidate(),)) == ("inert", "empty-action: `Save` does nothing.")


def test_an_allowed_control_stays_inert_and_says_why_it_may() -> None:
    verdict, reason = judged(sighting("empty"), finding(suppressed="HARBOR-88"), candidates=(candidate(),))
    assert (verdict, reason) == ("inert", "empty-action: `Save` does nothing. (allowed: HARBOR-88)")


def test_a_control_that_the_settings_leave_out_stays_inert_and_says_so() -> None:
    _, reason = judged(sighting("empty"), finding(), candidates=(candidate(),), left_out=True)
    assert reason.endswith("(allowed: left out by the configuration)")


def test_a_finding_about_another_control_says_nothing_of_this_one() -> None:
    assert judged(sighting("wired", why="onClick"), finding(), candidates=(candidate(start=90),)) == ("wired", "onClick")


def test_a_finding_about_its_handler_makes_a_control_inert() -> None:
    assert judged(sighting("wired", about=(40, 90)), finding(), candidates=(candidate(start=90),))[0] == "inert"


def test_a_handler_attached_in_another_file_makes_a_control_alive() -> None:
    control, asked = sighting("missing"), candidate(project=("not_handled_elsewhere",))
    assert judged(control, candidates=(asked,)) == ("wired", "another file attaches a handler")


def test_coverage_is_what_is_alive_of_what_is_known() -> None:
    found = inventory(
        result(
            sighting(), sighting("delegated"), sighting("disabled"), sighting("empty", about=(90,)), candidates=(candidate(90),)
        ),
        findings=(finding(),),
    )
    assert found.total == Coverage(wired=1, delegated=1, inert=1, unknown=1)
    assert found.total.percent == 66.6


def test_only_full_coverage_is_a_hundred_percent() -> None:
    assert Coverage(wired=9999, inert=1).percent == 99.9


def test_nothing_judged_has_no_coverage() -> None:
    assert Coverage(unknown=3).percent is None


def test_screens_of_one_name_in_several_files_are_told_apart() -> None:
    found = inventory(result(sighting()), result(sighting(), path="src/Foo.tsx"))
    assert list(found.screens) == ["Bar (src/Bar.tsx)", "Bar (src/Foo.tsx)"]


def test_a_type_that_is_spread_over_files_is_one_screen() -> None:
    found = inventory(result(sighting(shared=True)), result(sighting(shared=True), path="src/Foo.tsx"))
    assert found.screens == {"Bar": Coverage(wired=2)}


def test_what_never_ships_is_counted_apart() -> None:
    found = inventory(result(sighting()), FileResult(path="a.test.tsx", role="test"))
    assert (found.left_out, found.unread) == (1, {"test": 1})
