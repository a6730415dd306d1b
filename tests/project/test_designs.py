"""Storyboards and XIBs are joined to the classes behind them, in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.project.connected import is_selector_of
from prodlint.project.designs import Designs
from running import check_json, write

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<document type="com.apple.InterfaceBuilder3.{runtime}.Storyboard.XIB" version="3.0">
<viewController id="desk" storyboardIdentifier="Desk" customClass="{owner}">
<button id="b"><connections><action selector="{action}" {to}="desk" id="c1"/></connections></button>
<connections><outlet property="{outlet}" destination="b" id="c2"/></connections>
</viewController>
</document>
"""
DESK = """import UIKit

class Desk: UIViewController {
    @IBOutlet var total: UIButton!
    @IBAction func pay(_ sender: UIButton) { ledger.pay() }
}
"""


def found(folder: Path, code: str = DESK, **document: str) -> list[tuple[str, str, int]]:
    """Rule, file and line of what is found in a project with one storyboard and one Swift file."""
    words = {"runtime": "CocoaTouch", "owner": "Desk", "action": "pay:", "to": "destination", "outlet": "total", **document}
    write(folder / "App/Main.storyboard", DOCUMENT.format(**words))
    write(folder / "App/Desk.swift", code)
    listed = check_json(folder, "--select", "P0-UI").json["findings"]
    return [(each["rule"], each["path"].rpartition("/")[2], each["line"]) for each in listed]


def test_what_agrees_is_silent(tmp_path: Path) -> None:
    assert found(tmp_path) == []


def test_an_action_that_the_class_lacks_ends_the_program(tmp_path: Path) -> None:
    wanted = [("unconnected-signal", "Main.storyboard", 4), ("unconnected-signal", "Desk.swift", 5)]
    assert sorted(found(tmp_path, action="refund:")) == sorted(wanted)


def test_an_outlet_that_the_class_lacks_ends_the_program(tmp_path: Path) -> None:
    assert found(tmp_path, outlet="sum") == [("unconnected-signal", "Main.storyboard", 5)]


def test_an_outlet_that_a_class_of_a_mac_lacks_is_only_logged_there(tmp_path: Path) -> None:
    assert found(tmp_path, outlet="sum", runtime="Cocoa") == []


def test_an_action_that_a_class_of_a_mac_lacks_does_nothing(tmp_path: Path) -> None:
    wanted = [("unconnected-signal", "Main.storyboard", 4), ("unconnected-signal", "Desk.swift", 5)]
    assert sorted(found(tmp_path, action="refund:", runtime="Cocoa", to="target")) == sorted(wanted)


@pytest.mark.parametrize(
    "code",
    [
        DESK.replace("UIViewController", "Base"),
        DESK.replace("class Desk", "class Other"),
        DESK.replace("UIViewController", "Vendor.Controller"),
        DESK + "extension Desk { @IBAction func refund(_ sender: Any) { pay(self) } }\n",
        DESK + "extension Desk {\n@objc(refund:) func back(_ sender: Any) { pay(self) } }\n",
    ],
)
def test_what_a_class_may_have_from_elsewhere_is_not_missed(tmp_path: Path, code: str) -> None:
    assert "Main.storyboard" not in [path for _, path, _ in found(tmp_path, code, action="refund:")]


def test_a_method_of_a_class_above_is_the_classes_own(tmp_path: Path) -> None:
    write(tmp_path / "App/Base.swift", DESK.replace("Desk", "Base"))
    assert found(tmp_path, "import UIKit\n\nfinal class Desk: Base {}\n") == []


@pytest.mark.parametrize(
    "use",
    [
        "let tap = UITapGestureRecognizer(target: desk, action: #selector(Desk.pay))",
        'let tap = Selector(("pay:"))',
        "desk.pay(self)",
        "let tap = NSSelectorFromString(name)",
    ],
)
def test_a_method_that_code_calls_needs_no_control(tmp_path: Path, use: str) -> None:
    write(tmp_path / "App/Other.swift", f"import UIKit\n\nfunc run(desk: Desk) {{\n    {use}\n}}\n")
    assert found(tmp_path, action="viewDidLoad") == [("unconnected-signal", "Main.storyboard", 4)]


def test_nothing_is_said_where_a_design_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "App/Broken.storyboard", "<?xml version='1.0'?><document><scene></document>")
    assert ("unconnected-signal", "Desk.swift", 5) not in found(tmp_path, action="refund:")


@pytest.mark.parametrize(
    ("selector", "method", "same"),
    [
        ("pay", "pay", True),
        ("payWithSender", "pay", True),
        ("payment", "pay", False),
        ("pa", "pay", False),
    ],
)
def test_a_selector_begins_with_the_method_and_its_first_label(selector: str, method: str, *, same: bool) -> None:
    assert is_selector_of(selector, method) is same


def test_classes_that_inherit_from_each_other_end() -> None:
    designs = Designs({"a.swift": ["class A B", "class B A"]})
    assert designs.members("A") is None
    assert designs.family("A") == {"A", "B"}
