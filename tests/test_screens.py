"""A real-size screen for each toolkit of the web: its controls are alive for many reasons, and inert in every way."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from prodlint.config import Config
from prodlint.inventory import JudgedControl
from prodlint.pipeline import Request
from prodlint.survey import survey
from test_fixtures import FILES, copied, lines_of

SUITE = FILES / "missing-handler"
TODAY = date(2026, 11, 22)
FEWEST_LINES = 100
FEWEST_REASONS = 10
ALIVE = frozenset({"wired", "delegated"})
DETAIL = re.compile(r": .*|, disabled while .*| <[^>]*>")
"""What a reason says of one control alone: what it calls, a tag, a condition."""
EVERYWHERE = {"empty-action", "log-only-action", "missing-handler", "dead-link", "dead-navigation"}
WITH_STATES = EVERYWHERE | {"unreachable-modal", "ineffective-control", "fake-success"}
SCREENS = {
    "workshop/WorkshopBoard.tsx": WITH_STATES,
    "orchard/Orchard.mui.tsx": WITH_STATES,
    "ferry/app/index.tsx": EVERYWHERE,
    "pier/PierDesk.vue": EVERYWHERE | {"unreachable-modal"},
    "cellar/src/lib/Cellar.svelte": EVERYWHERE | {"unreachable-modal"},
    "hangar/hangar.component.html": EVERYWHERE,
    "quay/index.html": EVERYWHERE - {"dead-navigation"},
}
"""File → the rules about controls that find something in it."""


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> tuple[JudgedControl, ...]:
    """Every control of the suite with its verdict."""
    folder = copied(SUITE, tmp_path_factory.mktemp("screens"))
    return survey(Request(paths=(folder,), root=folder, config=Config(), today=TODAY, jobs=1)).inventory.controls


def reasons(controls: tuple[JudgedControl, ...], path: str) -> set[tuple[str, str]]:
    """The verdicts and reasons of a file's controls that are alive, without what only one of them says."""
    alive = (each for each in controls if each.path == path and each.verdict in ALIVE)
    return {(each.verdict, DETAIL.sub("", each.reason)) for each in alive}


@pytest.mark.parametrize("path", SCREENS)
def test_controls_of_a_screen_are_alive_for_many_reasons(path: str, controls: tuple[JudgedControl, ...]) -> None:
    assert len(reasons(controls, path)) >= FEWEST_REASONS


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_has_every_kind_of_inert_control(path: str) -> None:
    found = {line.split()[1] for line in lines_of(Path(f"{SUITE / path}.expected"))}
    assert found == SCREENS[path]


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_is_of_a_real_size(path: str) -> None:
    assert len(lines_of(SUITE / path)) >= FEWEST_LINES
