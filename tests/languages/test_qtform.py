from __future__ import annotations

import pytest

from prodlint.fact import Comment, Control, FileFacts
from prodlint.languages.qtform import QtFormFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary("python", load_vocabulary(bundled_folder() / "vocabulary"))
FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0">
 <widget class="QDialog" name="Desk">
{inside} </widget>
{after}</ui>
"""


def read(text: str) -> FileFacts:
    return QtFormFrontEnd().parse(text.encode(), VOCABULARY).all()


def control(inside: str, after: str = "") -> Control:
    (found,) = [fact for fact in read(FORM.format(inside=inside, after=after)).facts if isinstance(fact, Control)]
    return found


def button(properties: str = "") -> str:
    return f'  <widget class="QPushButton" name="save">\n{properties}  </widget>\n'


def of(name: str, kind: str, value: str) -> str:
    return f'<property name="{name}"><{kind}>{value}</{kind}></property>\n'


def test_a_button_of_a_form_waits_for_who_loads_it() -> None:
    found = control(button(of("text", "string", "&amp;Save all")))
    assert (found.handler, found.why, found.name, found.label) == ("delegated", "form file", "save", "Save all")


def test_a_control_begins_and_ends_with_its_start_tag() -> None:
    text = FORM.format(inside="  <!-- ä -->\n" + button(), after="")
    (found,) = [fact for fact in read(text).facts if isinstance(fact, Control)]
    assert text.encode()[found.start : found.end].decode() == '<widget class="QPushButton" name="save">'


def test_a_form_may_connect_its_own_button() -> None:
    connection = "<connections><connection><sender>save</sender><signal>clicked()</signal></connection></connections>\n"
    assert control(button(), connection).handler == "wired"


def test_a_connection_of_another_signal_does_not_wire_the_button() -> None:
    connection = "<connections><connection><sender>save</sender><signal>destroyed()</signal></connection></connections>\n"
    assert control(button(), connection).handler == "delegated"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (of("enabled", "bool", "false"), ("disabled", "enabled is false")),
        (of("checkable", "bool", "true"), ("delegated", "keeps a state")),
        ('<attribute name="buttonGroup"><string>group</string></attribute>\n', ("delegated", "in a button group")),
    ],
)
def test_what_a_form_says_about_a_button(properties: str, expected: tuple[str, str]) -> None:
    found = control(button(properties))
    assert (found.handler, found.why) == expected


def test_an_action_that_no_menu_has_cannot_be_used() -> None:
    assert control("", '<action name="open"></action>\n').why == "never placed"


def test_an_action_in_a_menu_waits_for_who_loads_it() -> None:
    assert control('<addaction name="open"/>\n', '<action name="open"></action>\n').why == "form file"


@pytest.mark.parametrize("text", ["", "<interface><object class='GtkButton'/></interface>", "<uikit/>", "no markup"])
def test_forms_of_other_toolkits_have_no_facts(text: str) -> None:
    assert read(text) == FileFacts(())


def test_a_form_that_breaks_off_is_read_up_to_there() -> None:
    text = FORM.format(inside=button(), after="")[:-30]
    assert [type(fact) for fact in read(text).facts] == [Control]
    assert read(text).errors


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE ui [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n' + FORM.format(inside=button(), after="")
    assert read(bomb).facts == ()


def test_ten_thousand_nested_elements_are_no_trouble() -> None:
    assert read("<ui>" + "<layout>" * 10_000).errors


def test_comments_can_allow_a_finding() -> None:
    text = FORM.format(inside="  <!-- prodlint: allow unconnected-signal -->\n" + button(), after="")
    (comment,) = [fact for fact in read(text).facts if isinstance(fact, Comment)]
    assert comment.text == "<!-- prodlint: allow unconnected-signal -->"
