"""Which handlers of Swift controls are told apart: closures that capture, items without action, claims, covered buttons."""

from __future__ import annotations

from functools import cache
from textwrap import dedent, indent

from prodlint.fact import Control
from prodlint.languages.swift import SwiftFrontEnd
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("swift", load_vocabulary(bundled_folder() / "vocabulary"))


def control(body: str) -> tuple[str, str]:
    source = f"final class Page {{\n    func show() {{\n{indent(dedent(body).strip(), ' ' * 8)}\n    }}\n}}\n"
    facts = SwiftFrontEnd().parse(source.encode(), vocabulary()).all().facts
    (found,) = [fact for fact in facts if isinstance(fact, Control)]
    return found.handler, found.why


def test_a_trailing_closure_that_captures_is_the_handler() -> None:
    assert control('let delete = UIAction(title: "Delete") { [weak self] _ in\n    self?.delete(row)\n}')[0] == "wired"


def test_an_empty_closure_that_captures_is_empty() -> None:
    assert control('let delete = UIAction(title: "Delete") { [weak self] _ in\n}')[0] == "empty"


def test_a_space_is_the_systems() -> None:
    assert control("let space = UIBarButtonItem(barButtonSystemItem: .flexibleSpace, target: nil, action: nil)") == (
        "system",
        "a space",
    )


def test_a_back_button_is_the_systems() -> None:
    source = 'item.backBarButtonItem = UIBarButtonItem(title: "", style: .plain, target: nil, action: nil)'
    assert control(source) == ("system", "the system goes back")


def test_an_item_that_is_given_its_action_later_is_wired() -> None:
    source = 'let save = UIBarButtonItem(title: "Save", style: .done, target: nil, action: nil)\nsave.action = store'
    assert control(source) == ("wired", "given its action later")


def test_an_item_without_action_has_none() -> None:
    assert control('let save = UIBarButtonItem(title: "Save", style: .done, target: nil, action: nil)')[0] == "missing"


def test_a_menu_entry_without_action_may_hold_a_submenu() -> None:
    assert control('let more = NSMenuItem(title: "More", action: nil, keyEquivalent: "")')[0] == "delegated"


def test_setting_a_state_that_says_saved_only_claims_success() -> None:
    assert control('Button("Save") { withAnimation { isSaved = true } }') == ("wired", "only claims success")


def test_a_claim_beside_work_is_no_claim() -> None:
    assert control('Button("Save") { store.save(); isSaved = true }')[1] == "closure"


def test_a_log_line_and_closing_are_told() -> None:
    assert control('Button("Save") { print("saved"); dismiss() }') == ("wired", "logs and closes")


def test_a_button_under_a_menu_is_delegated() -> None:
    assert control("Button(action: {}) { icon }.overlay { Menu { items } }") == ("delegated", "lies under a menu")


def test_the_only_button_of_an_alert_closes_it() -> None:
    source = 'rows.alert2("Welcome", isPresented: $shown) { Button("Get started") { } }'
    assert control(source) == ("system", "closed by the system")


def test_a_check_box_keeps_its_state() -> None:
    assert control('let keep = NSButton(checkboxWithTitle: "Keep", target: nil, action: nil)') == ("delegated", "keeps a state")


def test_a_switch_that_mirrors_a_value_shows_it() -> None:
    assert control('Toggle("Shared", isOn: .constant(folder != nil))') == ("disabled", "shows a value")


def test_a_switch_of_a_constant_cannot_be_changed() -> None:
    assert control('Toggle("Shared", isOn: .constant(true))') == ("disabled", "constant binding")


def test_a_menu_entry_that_is_disabled_cannot_be_chosen() -> None:
    source = 'show(UIAction(title: "No lists", attributes: [.disabled, .keepsMenuPresented], handler: { _ in }))'
    assert control(source) == ("disabled", "always disabled")


def test_the_other_closure_of_a_gesture_answers() -> None:
    source = "icon.onLongPressGesture(minimumDuration: 1) {} onPressingChanged: { down in open(down) }"
    assert control(source) == ("delegated", "the gesture's other closure works")


def test_an_empty_other_closure_answers_nothing() -> None:
    assert control("icon.onLongPressGesture(minimumDuration: 1) {} onPressingChanged: { _ in }")[0] == "empty"


def test_a_gesture_on_a_button_answers() -> None:
    source = "Button(action: {}) { icon }.simultaneousGesture(TapGesture().onEnded(open))"
    assert control(source) == ("delegated", "another gesture answers")


def test_a_menu_for_longer_presses_does_not_answer_a_button() -> None:
    assert control('Button("Open") {}.contextMenu { entries }')[0] == "empty"


def test_the_only_entry_of_a_menu_just_closes_it() -> None:
    source = "show(UIMenu(children: [UIAction(title: hint) { _ in return }]))"
    assert control(source) == ("system", "closed by the system")


def test_an_entry_beside_others_is_empty() -> None:
    assert control("show(UIMenu(children: [UIAction(title: hint) { _ in return }, other]))")[0] == "empty"


def test_what_has_a_branch_of_its_own_is_no_longer_for_the_television() -> None:
    assert control("#if os(tvOS)\nlet a = 1\n#else\nButton {} label: { Row() }\n#endif")[0] == "empty"
