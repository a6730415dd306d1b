"""UIKit and AppKit controls that are made without an action live where another statement gives them one."""

from __future__ import annotations

import pytest
from test_swift import facts

from prodlint.fact import Control

CLASS = """import UIKit

final class Desk: UIViewController {{
    {property}

    override func viewDidLoad() {{
        super.viewDidLoad()
        {body}
    }}
}}
"""
PAY = "private let pay = UIButton(type: .system)"
CLOSURE = "private let pay: UIButton = { let made = UIButton(); made.setTitle(name, for: .normal); return made }()"


def states(body: str, stored: str = PAY) -> list[tuple[str, str, str]]:
    source = CLASS.format(property=stored, body=body)
    return [(each.handler, each.why, each.name) for each in facts(source, Control) if each.tag != ".addTarget"]


@pytest.mark.parametrize(
    ("body", "handler", "why"),
    [
        ("view.addSubview(pay)", "missing", ""),
        (
            "stack.addArrangedSubview(pay)\n pay.setTitle(name, for: .normal)\n pay.topAnchor.constraint(equalTo: a)",
            "missing",
            "",
        ),
        ("view.addSubview(pay) // pay.addTarget(self)", "missing", ""),
        ('view.addSubview(pay)\n log("pay")', "missing", ""),
        ("let row = UIStackView(arrangedSubviews: [total, pay, note])", "missing", ""),
        ("view.addSubview(pay)\n pay.addTarget(self, action: #selector(go), for: .touchUpInside)", "wired", "addTarget"),
        ("view.addSubview(pay)\n self.pay.menu = menu", "wired", "menu"),
        ("view.addSubview(pay)\n pay.rx.tap.bind { go() }", "wired", "rx"),
        ("view.addSubview(pay)\n pay.onTap = go", "wired", "onTap"),
        ("view.addSubview(pay)\n style(pay)", "delegated", "handed to other code"),
        ("view.addSubview(pay)\n [pay, other].forEach { wire($0) }", "delegated", "handed to other code"),
        ("view.addSubview(pay)\n pay.isUserInteractionEnabled = false", "delegated", "is switched on and off"),
    ],
)
def test_a_button_lives_where_something_may_give_it_an_action(body: str, handler: str, why: str) -> None:
    ((found, reason, _),) = states(body)
    assert (found, why in reason) == (handler, True)


def test_a_button_that_is_never_shown_is_no_control() -> None:
    assert states("pay.setTitle(name, for: .normal)") == []


def test_a_button_of_a_closure_is_known_by_its_property() -> None:
    assert states("view.addSubview(pay)", CLOSURE) == [("missing", "", "pay")]
    assert states("view.addSubview(pay)\n pay.addTarget(self, action: go, for: .touchUpInside)", CLOSURE)[0][0] == "wired"


def test_a_switch_whose_value_is_read_lives() -> None:
    stored = "private let keep = UISwitch()"
    assert states("view.addSubview(keep)\n save(keep.isOn)", stored)[0][0] == "wired"
    assert states("view.addSubview(keep)\n keep.isOn = true", stored)[0][0] == "missing"


def test_the_title_that_it_is_given_is_its_label() -> None:
    source = CLASS.format(property=PAY, body='view.addSubview(pay)\n pay.setTitle("Pay now", for: .normal)')
    assert [each.label for each in facts(source, Control)] == ["Pay now"]


@pytest.mark.parametrize(
    ("source", "handler"),
    [
        ("item.backBarButtonItem = on ? nil : UIBarButtonItem(title: t, style: .plain, target: nil, action: nil)", "system"),
        ("let b = UIBarButtonItem(title: t, style: .plain, target: nil, action: nil)\nitem.backBarButtonItem = b", "system"),
        ("item.right = UIBarButtonItem(title: t, image: i, target: nil, action: nil, menu: menu())", "wired"),
        ("let b = with(UIBarButtonItem(image: i, style: .plain, target: nil, action: nil)) { $0.action = go }", "delegated"),
        ("item.right = UIBarButtonItem(title: t, style: .plain, target: nil, action: nil)", "missing"),
    ],
)
def test_an_item_without_action_lives_by_its_menu_the_system_or_a_closure(source: str, handler: str) -> None:
    assert [each.handler for each in facts(f"func show() {{\n{source}\n}}", Control)] == [handler]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("import UIKit\nlet b = Button()", 0),
        ("import TGUIKit\nlet b = Button(frame: .zero)", 0),
        ("import UIKit\nimport SwiftUI\nlet b = Button()", 1),
        ("let b = Button()", 1),
    ],
)
def test_a_button_of_swiftui_stands_where_swiftui_is_used(source: str, count: int) -> None:
    assert len(facts(source, Control)) == count
