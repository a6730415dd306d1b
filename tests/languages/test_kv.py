from __future__ import annotations

import pytest

from prodlint.fact import Comment, Control
from prodlint.languages.kv import KvFrontEnd
from prodlint.languages.python import PythonFrontEnd
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary("python", load_vocabulary(bundled_folder() / "vocabulary"))


def controls(text: str) -> list[Control]:
    return [fact for fact in KvFrontEnd().parse(text.encode(), VOCABULARY).facts("control") if isinstance(fact, Control)]


def states(text: str) -> list[tuple[str, str]]:
    return [(fact.handler, fact.why) for fact in controls(text)]


def gate(lines: str) -> str:
    return "<Gate>:\n    Button:\n        text: 'Open'\n" + "".join(f"        {line}\n" for line in lines.splitlines())


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", ("missing", "no event")),
        ("on_press: root.open()", ("wired", "on_press")),
        ("on_release:\n    root.open()\n    app.log()", ("wired", "on_release")),
        ("on_touch_down: root.open()", ("wired", "on_touch_down")),
        ("on_press: pass", ("empty", "on_press")),
        ("on_press: None  # later", ("empty", "on_press")),
        ("on_press: print('open')", ("log-only", "on_press")),
        ("on_press: root.opened = True", ("wired", "on_press")),
        ("on_size: root.open()", ("wired", "an event")),
        ("disabled: True", ("disabled", "disabled")),
        ("id: open", ("missing", "no event")),
    ],
)
def test_what_makes_a_button_of_a_rule_alive(lines: str, expected: tuple[str, str]) -> None:
    assert states(gate(lines)) == [expected]


def test_a_button_has_its_text_its_id_and_its_place() -> None:
    text = "# ä\n" + gate("id: open")
    (found,) = controls(text)
    assert (found.label, found.name, text.encode()[found.start : found.end]) == ("Open", "open", b"Button:")


def test_an_id_that_others_use_may_be_handled_there() -> None:
    assert states(gate("id: opening") + "    Label:\n        text: opening.state\n") == [("delegated", "its id is used")]


def test_a_rule_for_all_buttons_may_handle_them() -> None:
    assert states("<Button>:\n    on_press: app.click()\n" + gate("")) == []


def test_a_button_in_a_button_is_judged_by_its_own_lines() -> None:
    inner = "Button:\n    text: 'Inner'\non_press: root.open()"
    assert sorted(states(gate(inner))) == [("missing", "no event"), ("wired", "on_press")]


def test_other_widgets_are_no_controls() -> None:
    assert (
        controls("BoxLayout:\n    Label:\n        text: 'Open'\n    canvas:\n        Color:\n            rgb: 1, 1, 1\n") == []
    )


def test_comments_can_allow_a_finding() -> None:
    (comment,) = KvFrontEnd().parse(b"# prodlint: allow missing-handler\nButton:\n", VOCABULARY).facts("comment")
    assert isinstance(comment, Comment)
    assert comment.text == "# prodlint: allow missing-handler"


def test_a_text_in_a_python_file_is_read_in_its_place() -> None:
    text = 'from kivy.lang import Builder\n\nBuilder.load_string("""\n' + gate("") + '""")\n'
    (found,) = PythonFrontEnd().parse(text.encode(), VOCABULARY).facts("control")
    assert isinstance(found, Control)
    assert (found.handler, text.encode()[found.start : found.end]) == ("missing", b"Button:")


def test_texts_that_nobody_reads_as_kv_are_none() -> None:
    text = 'import kivy\n\nHELP = """\n' + gate("") + '"""\n'
    assert PythonFrontEnd().parse(text.encode(), VOCABULARY).facts("control") == []


def test_the_root_of_a_text_belongs_to_whoever_reads_it() -> None:
    assert states("Button:\n    text: 'Open'\n") == [("delegated", "the root, which whoever reads the text gets")]


def test_an_explanation_in_a_python_file_is_no_kv() -> None:
    text = '"""Read it with load_string.\n\n' + gate("") + '"""\nimport kivy\n'
    assert PythonFrontEnd().parse(text.encode(), VOCABULARY).facts("control") == []


def test_a_button_of_the_texts_own_is_a_button() -> None:
    text = "<Round@Button>:\n    height: 40\n\n<Gate>:\n    Round:\n        text: 'Open'\n"
    assert states(text) == [("missing", "no event")]


def test_a_button_of_the_texts_own_may_have_its_event_in_its_rule() -> None:
    text = "<Round@Button>:\n    on_press: app.open()\n\n<Gate>:\n    Round:\n        text: 'Open'\n"
    assert states(text) == []


@pytest.mark.parametrize(
    ("rule", "act", "target"),
    [
        ("<Desk>", "root.save()", "Desk.save"),
        ("<Desk@Screen>", "root.save(1)", "Desk.save"),
        ("<Desk,Shelf>", "root.save()", ""),
        ("<Desk>", "root.save(); app.stop()", ""),
        ("<Desk>", "app.save()", ""),
        ("BoxLayout", "root.save()", ""),
    ],
)
def test_a_button_that_only_calls_a_method_of_its_rules_class_names_it(rule: str, act: str, target: str) -> None:
    (found,) = controls(f"{rule}:\n    BoxLayout:\n        Button:\n            text: 'Save'\n            on_release: {act}\n")
    assert found.target == target
