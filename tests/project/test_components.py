from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json

COMPONENT = """
import { Component } from "@angular/core";

@Component({ selector: "berth-desk", templateUrl: "./desk.component.html" })
export class BerthDesk {
  rows: string[] = [];

  constructor(private readonly berths: Berths) {}

  save(): void {
    // later
  }

  tell(berth: string) {
    console.log(berth);
  }

  release = () => this.berths.release();

  reload() {
    this.berths.reload().subscribe();
  }
}
"""


def found(folder: Path, template: str, component: str = COMPONENT) -> list[str]:
    (folder / "desk.component.ts").write_text(component)
    (folder / "desk.component.html").write_text(template)
    (folder / "prodlint.toml").touch()
    report = check_json(folder, "--no-cache", "--select", "empty-action,log-only-action,missing-handler")
    return report.rules


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("save()", ["empty-action"]),
        ("tell(berth)", ["log-only-action"]),
        ("archive()", ["missing-handler"]),
        ("reload()", []),
        ("release()", []),
        ("rows.push(berth)", []),
        ("save(); reload()", []),
    ],
)
def test_a_handler_is_looked_up_in_the_component_of_the_template(tmp_path: Path, handler: str, expected: list[str]) -> None:
    assert found(tmp_path, f'<button (click)="{handler}">Do it</button>') == expected


def test_a_component_that_inherits_may_have_any_member(tmp_path: Path) -> None:
    component = COMPONENT.replace("BerthDesk {", "BerthDesk extends Desk {")
    assert found(tmp_path, '<button (click)="archive()">Do it</button>', component) == []


def test_a_template_of_no_component_is_left_alone(tmp_path: Path) -> None:
    component = COMPONENT.replace("./desk.component.html", "./other.component.html")
    assert found(tmp_path, '<button (click)="archive()">Do it</button>', component) == []
