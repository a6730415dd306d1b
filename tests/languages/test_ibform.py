"""What is said about the controls of storyboards and XIBs."""

from __future__ import annotations

import pytest

from prodlint.fact import Connection, Control, FileFacts
from prodlint.languages.ibform import InterfaceBuilderFrontEnd
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary("swift", load_vocabulary(bundled_folder() / "vocabulary"))


def read(inside: str) -> FileFacts:
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<document version="3.0">{inside}</document>\n'
    return InterfaceBuilderFrontEnd().parse(text.encode(), VOCABULARY).all()


def control(inside: str) -> Control:
    (found,) = [fact for fact in read(inside).facts if isinstance(fact, Control)]
    return found


def test_a_button_with_nothing_is_missing_its_handler() -> None:
    found = control('<button id="a"><state key="normal" title="Pay"/></button>')
    assert (found.handler, found.label, found.kind, found.tag) == ("missing", "Pay", "button", "button")


def test_an_action_makes_a_button_work() -> None:
    found = control('<button id="a"><connections><action selector="pay:" target="-2" id="b"/></connections></button>')
    assert (found.handler, found.why, found.target) == ("wired", "action", "pay")


def test_a_segue_makes_a_button_work() -> None:
    found = control('<button id="a"><connections><segue destination="x" identifier="map" id="b"/></connections></button>')
    assert (found.handler, found.why, found.target) == ("wired", "segue", "map")


def test_an_action_of_the_cell_is_the_buttons() -> None:
    action = '<connections><action selector="pay:" target="-2" id="b"/></connections>'
    cell = f'<buttonCell key="cell" title="Pay">{action}</buttonCell>'
    assert control(f'<button id="a">{cell}</button>').handler == "wired"


def test_an_outlet_lets_code_connect_the_rest() -> None:
    found = control('<button id="a"/><connections><outlet property="payButton" destination="a" id="b"/></connections>')
    assert (found.handler, found.why, found.name) == ("delegated", "outlet", "payButton")


@pytest.mark.parametrize(
    ("attributes", "handler"),
    [
        ('enabled="NO"', "disabled"),
        ('hidden="YES"', "disabled"),
        ('tag="3"', "delegated"),
        ('identifier="pay"', "delegated"),
        ('customClass="PayButton"', "delegated"),
        ('key="view"', "delegated"),
    ],
)
def test_other_reasons_keep_a_button_from_being_a_finding(attributes: str, handler: str) -> None:
    assert control(f'<button id="a" {attributes}/>').handler == handler


def test_a_space_and_a_back_button_are_the_systems() -> None:
    assert control('<barButtonItem systemItem="flexibleSpace" id="a"/>').handler == "system"
    assert control('<barButtonItem key="backBarButtonItem" title="Back" id="a"/>').handler == "system"


def test_entities_are_not_expanded() -> None:
    text = b'<!DOCTYPE document [<!ENTITY a "b">]><document><button id="a"/></document>'
    parsed = InterfaceBuilderFrontEnd().parse(text, VOCABULARY)
    assert parsed.all().facts == ()
    assert parsed.errors


def joined(inside: str) -> list[tuple[str, str, str, bool]]:
    facts = [fact for fact in read(inside).facts if isinstance(fact, Connection)]
    return [(fact.form, fact.owner, fact.name, fact.needed) for fact in facts]


def test_what_a_document_connects_is_told_with_the_class() -> None:
    action = '<button id="a"><connections><action selector="pay:" target="d" id="b"/></connections></button>'
    outlets = '<connections><outlet property="sum" destination="a"/><outletCollection property="all"/></connections>'
    found = joined(f'<viewController id="d" customClass="Desk">{action}{outlets}</viewController>')
    assert found == [("action", "Desk", "pay", False), ("outlet", "Desk", "sum", False), ("outlet", "Desk", "all", False)]


def test_what_classes_of_the_system_have_is_not_asked_for() -> None:
    action = '<menuItem id="a"><connections><action selector="copy:" target="-1" id="b"/></connections></menuItem>'
    assert joined(action) == []


def test_a_button_of_a_view_apart_is_left_to_what_shows_the_view() -> None:
    owner = '<placeholder id="-1"><connections><outlet property="view" destination="v"/></connections></placeholder>'
    apart = '<view id="v"/><view id="w"><subviews><button id="a"/></subviews></view>'
    found = control(f"<objects>{owner}{apart}</objects>")
    assert (found.handler, found.why) == ("delegated", "in a view that nothing shows by itself")


def stacked(title: str) -> Control:
    """A button of a stack view that an outlet of the cell names."""
    button = f'<button id="b"><state key="normal" title="{title}"/></button>'
    stack = f'<stackView id="s"><subviews>{button}</subviews></stackView>'
    return control(f'{stack}<connections><outlet property="tabs" destination="s" id="o"/></connections>')


def test_a_button_without_a_title_of_its_own_fills_a_stack_until_code_does() -> None:
    assert stacked("Button").handler == "delegated"


def test_a_button_with_a_title_in_a_stack_that_code_knows_still_lacks_its_handler() -> None:
    assert stacked("Pay").handler == "missing"


def test_an_action_names_the_class_that_it_is_a_method_of() -> None:
    action = '<connections><action selector="pay:" destination="d" id="c"/></connections>'
    found = control(f'<viewController id="d" customClass="Desk"/><button id="a">{action}</button>')
    assert found.target == "Desk.pay"
