"""Real-size files of the toolkits of Swift and Python: enough controls are alive, each for its own reason; the others are told.

A reason is what `prodlint ui` gives before the colon; what stands behind it is the name of the handler.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.config import Config
from prodlint.inventory import JudgedControl
from prodlint.pipeline import Request
from prodlint.survey import survey
from test_fixtures import FILES, TODAY, copied

ALIVE = ("wired", "delegated")

# File of a toolkit → how many reasons for being alive it shows: ten, or all that the toolkit has.
REASONS = {
    "ineffective-control/MooringSettings.swift": 10,
    "missing-handler/LogbookController.swift": 10,
    "missing-handler/Harbour.storyboard": 10,
    "missing-handler/PilotWindow.swift": 10,
    "missing-handler/signal_box.py": 10,
    "missing-handler/workbench.py": 10,
    "unconnected-signal/intake.ui": 4,
    "missing-handler/booking_desk.py": 10,
    "missing-handler/ferry_gate.py": 10,
    "missing-handler/ferry_gate.kv": 7,
    "missing-handler/kiln_page.py": 9,
    "missing-handler/caption_studio.py": 10,
    "missing-handler/tasting_board.py": 10,
}


@pytest.fixture(scope="module")
def controls(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[JudgedControl]]:
    """File → its controls, each folder a project of its own."""
    top = tmp_path_factory.mktemp("alive")
    folders = [copied(FILES / name, top) for name in sorted({name.partition("/")[0] for name in REASONS})]
    listed = [(folder, each) for folder in folders for each in surveyed(folder)]
    return {name: [each for folder, each in listed if f"{folder.name}/{each.path}" == name] for name in REASONS}


@pytest.mark.parametrize("name", REASONS)
def test_a_file_shows_the_reasons_for_which_its_toolkits_controls_are_alive(
    name: str, controls: dict[str, list[JudgedControl]]
) -> None:
    alive = [each for each in controls[name] if each.verdict in ALIVE]
    assert len(alive) >= 10
    assert len({each.reason.partition(": ")[0] for each in alive}) >= REASONS[name]


BESIDE = "nothing is attached to it; so is another field or button of its form"
"""Why a field is not judged whose form is found to do nothing already."""


@pytest.mark.parametrize("name", REASONS)
def test_what_is_not_alive_is_told_or_cannot_be_used(name: str, controls: dict[str, list[JudgedControl]]) -> None:
    unknown = {each.reason for each in controls[name] if each.verdict == "unknown"}
    assert unknown <= {"it is always disabled", "nothing shows it", BESIDE}


def surveyed(folder: Path) -> tuple[JudgedControl, ...]:
    request = Request(paths=(folder,), root=folder, config=Config(), today=TODAY, jobs=1)
    return survey(request).inventory.controls
