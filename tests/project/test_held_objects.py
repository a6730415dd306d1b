"""A view's button that only calls a method of an object of another file is what the method is; so is one that gives up."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, prodlint, write

MODEL = """
import Foundation

final class Ledger: ObservableObject {
    func export() {
    }

    func share() {
        print("sharing")
    }

    func load() {
        rows = store.rows()
    }
}
"""
VIEW = """
import SwiftUI

struct LedgerView: View {{
    {holds}

    var body: some View {{
        Button("Go") {{ {act} }}
    }}
}}
"""


def verdicts(folder: Path, holds: str, act: str) -> list[tuple[str, str]]:
    write(folder / "Ledger.swift", MODEL)
    write(folder / "LedgerView.swift", VIEW.format(holds=holds, act=act))
    controls = prodlint("ui", "--jobs", "1", "--format", "json").json["controls"]
    return [(each["verdict"], each["reason"].partition(":")[0]) for each in controls]


@pytest.mark.parametrize(
    ("holds", "act", "expected"),
    [
        ("@StateObject private var ledger = Ledger()", "ledger.export()", ("inert", "unimplemented")),
        ("@ObservedObject var ledger: Ledger", "self.ledger.share()", ("inert", "log-only-action")),
        ("@EnvironmentObject var ledger: Ledger", "ledger.load()", ("wired", "closure")),
        ("@ObservedObject var ledger: Shelf", "ledger.export()", ("wired", "closure")),
        ("@ObservedObject var ledger: Ledger", "ledger.export(); done = true", ("wired", "closure")),
        ("let name: String", 'fatalError("not implemented")', ("inert", "unimplemented")),
    ],
)
def test_a_button_is_what_the_method_is_that_it_calls(project: Path, holds: str, act: str, expected: tuple[str, str]) -> None:
    assert verdicts(project, holds, act) == [expected]


def test_a_check_tells_it_once_where_the_method_stands(project: Path) -> None:
    verdicts(project, "@StateObject private var ledger = Ledger()", "ledger.share()")
    found = [each["path"] for each in check_json(project).json["findings"] if each["rule"] == "log-only-action"]
    assert found == ["Ledger.swift"]
