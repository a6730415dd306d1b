"""What the Python front end says about small sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TypeVar

import pytest

from prodlint.fact import (
    AnyFact,
    Argument,
    Call,
    Callback,
    Catch,
    Comment,
    Control,
    Declaration,
    Delay,
    Fallback,
    FileFacts,
    Function,
    Import,
    Presentation,
    Records,
    Region,
    Text,
)
from prodlint.fact import (
    Test as Case,
)
from prodlint.languages.python import PythonFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary

Kind = TypeVar("Kind", bound=AnyFact)
QT = "from PyQt6.QtWidgets import QMenu, QPushButton\nfrom PyQt6.QtGui import QAction\n"
TK = "import tkinter as tk\n"
STREAMLIT = "import streamlit as st\n"


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("python", load_vocabulary(bundled_folder() / "vocabulary"))


def read(source: str) -> FileFacts:
    return PythonFrontEnd().parse(dedent(source).encode(), vocabulary()).all()


def facts(source: str, kind: type[Kind]) -> list[Kind]:
    return [fact for fact in read(source).facts if isinstance(fact, kind)]


def only(source: str, kind: type[Kind]) -> Kind:
    found = facts(source, kind)
    assert len(found) == 1, found
    return found[0]


def control(source: str) -> tuple[str, str]:
    fact = only(source, Control)
    return fact.handler, fact.why


def role(source: str, value: str) -> str:
    return next(text.role for text in facts(source, Text) if text.value == value)


# Functions


def test_a_function_that_only_returns_a_record_is_constant() -> None:
    fact = only('def kpis():\n    return {"revenue": 10, "name": "Acme"}\n', Function)
    assert (fact.body, fact.returns, fact.returned_text, fact.literals) == ("constant", "record", ("10", "Acme"), 2)


def test_a_docstring_alone_is_comment_only() -> None:
    fact = only('def save(self):\n    """Saves."""\n', Function)
    assert (fact.body, fact.doc) == ("comment-only", "Saves.")


def test_a_comment_and_pass_is_comment_only() -> None:
    assert only("def save():\n    # later\n    pass\n", Function).body == "comment-only"


def test_pass_alone_is_empty() -> None:
    assert only("def save():\n    pass\n", Function).body == "empty"


def test_prints_are_log_only() -> None:
    fact = only("def save(item):\n    print('saving', item)\n", Function)
    assert (fact.body, fact.calls, fact.effects, fact.reads_parameters) == ("log-only", ("print",), ("log",), True)


def test_an_inner_function_that_nobody_calls_does_nothing() -> None:
    outer = facts("def respond():\n    def run():\n        work()\n", Function)[0]
    assert outer.body == "empty"


def test_an_inner_function_that_is_called_counts() -> None:
    outer = facts("def respond():\n    def run():\n        work()\n    run()\n", Function)[0]
    assert outer.body == "real"


def test_not_implemented_is_unimplemented() -> None:
    assert only("def charge(order):\n    raise NotImplementedError('soon')\n", Function).body == "unimplemented"


def test_a_protocol_member_is_absent() -> None:
    source = "from typing import Protocol\nclass Store(Protocol):\n    def save(self) -> None: ...\n"
    fact = only(source, Function)
    assert (fact.body, fact.kind, fact.owner, fact.bases) == ("absent", "method", "Store", ("Protocol",))


def test_an_abstract_method_that_raises_stays_unimplemented() -> None:
    fact = only("class A(ABC):\n    @abstractmethod\n    def run(self):\n        raise NotImplementedError\n", Function)
    assert (fact.body, fact.decorators) == ("unimplemented", ("abstractmethod",))


def test_decorators_are_dotted_text() -> None:
    fact = only("@app.get('/x')\n@cached\nasync def x(a, *b, c: int = 1, **d):\n    return a\n", Function)
    assert (fact.decorators, fact.parameters, fact.is_async) == (("app.get", "cached"), ("a", "b", "c", "d"), True)


def test_a_random_pick_from_literals_is_a_choice() -> None:
    source = 'import random\ndef ask(q):\n    answers = ["Yes of course", "No, sorry"]\n    return random.choice(answers)\n'
    fact = only(source, Function)
    assert (fact.returns, fact.effects, fact.calls) == ("choice", ("random",), ("random.choice",))


def test_a_keyword_chain_of_prose_is_a_choice() -> None:
    source = """
        def reply(text):
            if "hi" in text:
                return "Hello there, friend"
            elif "bye" in text:
                return "See you soon"
            return "I do not understand"
    """
    assert only(source, Function).returns == "choice"


def test_a_table_of_answers_looked_up_is_a_choice() -> None:
    source = """
        def reply(key):
            table = {"a": "Good morning all", "b": "Good night all"}
            return table.get(key, "What is it")
    """
    assert only(source, Function).returns == "choice"


def test_an_interpolated_text_is_mixed() -> None:
    fact = only('def greet(name):\n    return f"Hello {name}, welcome"\n', Function)
    assert (fact.returns, fact.returned_text) == ("mixed", ("Hello {}, welcome",))


def test_a_record_that_is_filled_later_is_computed() -> None:
    source = 'def load(db):\n    result = {"a": 1}\n    result["b"] = db.read()\n    return result\n'
    assert only(source, Function).returns == "computed"


def test_a_response_around_a_record_is_that_record() -> None:
    source = 'from flask import jsonify\ndef users():\n    return jsonify({"name": "Ann", "age": 3}), 200\n'
    assert only(source, Function).returns == "record"


def test_aliases_are_resolved_in_calls() -> None:
    source = (
        "import numpy as np\nfrom time import sleep\ndef f(self):\n    sleep(1)\n    np.random.rand(3)\n    self.api.go()\n"
    )
    fact = only(source, Function)
    assert (fact.calls, fact.effects) == (
        ("time.sleep", "numpy.random.rand", "self.api.go"),
        ("random", "sleep", "unknown"),
    )


def test_setting_an_attribute_changes_state() -> None:
    assert only("def done(self):\n    self.ready = True\n", Function).effects == ("state",)


def test_a_method_of_an_expression_begins_with_a_dot() -> None:
    assert only("def f(x):\n    return x().strip()\n", Function).calls == (".strip", "x")


def test_a_lambda_with_a_name_is_a_closure() -> None:
    fact = only("handler = lambda event: None\n", Function)
    assert (fact.name, fact.kind, fact.body) == ("handler", "closure", "empty")


# Delays


def test_a_sleep_before_a_literal_result() -> None:
    fact = only('import time\ndef scan(path):\n    time.sleep(2)\n    return {"text": "Hello", "score": 0.9}\n', Delay)
    assert (fact.style, fact.seconds, fact.literal, fact.effects, fact.loop) == ("block", 2.0, True, (), False)


def test_a_sleep_in_a_polling_loop() -> None:
    fact = only("import asyncio\nasync def f(c):\n    while not c.ready():\n        await asyncio.sleep(1)\n", Delay)
    assert (fact.style, fact.loop, fact.literal, fact.calls) == ("await", True, False, ("c.ready",))


def test_a_random_length() -> None:
    fact = only("import time, random\ndef f():\n    time.sleep(random.uniform(1, 2))\n", Delay)
    assert (fact.random_length, fact.seconds) == (True, -1.0)


def test_work_put_off_is_judged_by_the_callback() -> None:
    source = "def start(root):\n    root.after(1500, finish)\ndef finish():\n    print('done')\n"
    fact = only(source, Delay)
    assert (fact.style, fact.seconds, fact.effects, fact.calls) == ("callback", 1.5, ("log",), ("print",))


# Controls: Qt


def test_a_button_that_nobody_connects_is_missing() -> None:
    source = QT + "def build(layout):\n    save = QPushButton('Save')\n    layout.addWidget(save)\n"
    fact = only(source, Control)
    assert (fact.handler, fact.label, fact.kind, fact.toolkit) == ("missing", "Save", "button", "qt")


def test_a_control_begins_at_its_call() -> None:
    source = QT + "save = QPushButton('Save', None)\n"
    fact = only(source, Control)
    assert source[fact.start : fact.end] == "QPushButton('Save'"


def test_a_connected_button_is_wired() -> None:
    source = (
        QT + "class A:\n    def __init__(self):\n        self.b = QPushButton('x')\n        self.b.clicked.connect(self.go)\n"
    )
    assert control(source) == ("wired", "clicked.connect")


def test_a_button_connected_to_an_empty_method_is_empty() -> None:
    source = (
        QT
        + "class A:\n    def f(self):\n        b = QPushButton('x')\n        b.clicked.connect(self.go)\n"
        + "    def go(self):\n        pass\n"
    )
    assert control(source)[0] == "empty"


def test_a_button_connected_to_prints_is_log_only() -> None:
    source = QT + "b = QPushButton('x')\nb.clicked.connect(lambda: print('clicked it'))\n"
    fact = only(source, Control)
    assert (fact.handler, fact.says) == ("log-only", "clicked it")


def test_the_result_of_a_call_is_no_handler() -> None:
    source = QT + "def go():\n    print('x')\nb = QPushButton('x')\nb.clicked.connect(go())\n"
    assert control(source) == ("empty", "connects the result of a call")


def test_a_partial_is_a_handler() -> None:
    source = QT + "from functools import partial\nb = QPushButton('x')\nb.clicked.connect(partial(go, 1))\n"
    assert control(source)[0] == "wired"


def test_a_factory_of_handlers_is_a_handler() -> None:
    source = (
        QT
        + "def make():\n    def inner():\n        work()\n    return inner\nb = QPushButton('x')\nb.clicked.connect(make())\n"
    )
    assert control(source)[0] == "wired"


def test_a_keyword_connects() -> None:
    assert control(QT + "b = QPushButton('x', clicked=run)\n") == ("wired", "clicked")


def test_a_button_that_is_returned_is_delegated() -> None:
    assert control(QT + "def make():\n    b = QPushButton('x')\n    return b\n") == ("delegated", "returned")


def test_a_button_that_is_given_away_is_delegated() -> None:
    assert control(QT + "def make(bar):\n    b = QPushButton('x')\n    bar.adopt(b)\n") == ("delegated", "passed to adopt")


def test_buttons_in_a_list_are_delegated() -> None:
    assert control(QT + "def make(self):\n    b = QPushButton('x')\n    self.all = [b]\n")[0] == "delegated"


def test_actions_added_together_are_placed_and_missing() -> None:
    source = QT + "def f(menu):\n    a = QAction('Save')\n    menu.addActions([a])\n"
    assert control(source) == ("missing", "never connected")


def test_an_action_compared_with_the_choice_is_wired() -> None:
    source = (
        QT
        + "def f(menu, pos):\n    a = QAction('Save')\n    menu.addAction(a)\n"
        + "    chosen = menu.pick(pos)\n    if chosen == a:\n        go()\n"
    )
    assert control(source)[0] == "wired"


def test_an_action_in_a_menu_with_a_handler_is_wired() -> None:
    source = QT + "def f(menu):\n    a = QAction('Save')\n    menu.addAction(a)\n    menu.triggered.connect(run)\n"
    assert control(source)[0] == "wired"


def test_an_entry_with_a_slot_is_wired() -> None:
    assert control(QT + "def f(self, menu):\n    menu.addAction('Save', self.save)\n") == ("wired", "slot")


def test_a_checkable_action_that_is_toggled_is_wired() -> None:
    source = QT + "a = QAction('Grid')\na.setCheckable(True)\na.toggled.connect(show)\n"
    assert control(source) == ("wired", "toggled.connect")


def test_a_shortcut_is_no_handler() -> None:
    assert control(QT + "a = QAction('Save')\na.setShortcut('Ctrl+S')\n")[0] == "missing"


def test_one_name_for_two_buttons_is_two_buttons() -> None:
    source = QT + "b = QPushButton('x')\nb.clicked.connect(run)\nb = QPushButton('y')\nbox.addWidget(b)\n"
    assert [fact.handler for fact in facts(source, Control)] == ["wired", "missing"]


def test_a_menu_without_entries_is_missing() -> None:
    fact = only(QT + "def f(bar):\n    reports = bar.addMenu('&Reports')\n", Control)
    assert (fact.kind, fact.handler, fact.why) == ("menu", "missing", "menu has no entries")


def test_a_menu_with_entries_is_not_told() -> None:
    assert facts(QT + "def f(bar):\n    m = bar.addMenu('&Reports')\n    m.addAction(x)\n", Control) == []


def test_slots_connected_by_name_are_delegated() -> None:
    source = (
        QT
        + "class Ui_Form:\n    def setupUi(self, form):\n        self.b = QPushButton(form)\n"
        + "        QtCore.QMetaObject.connectSlotsByName(form)\n"
    )
    assert control(source) == ("delegated", "generated form")


def test_a_slot_with_the_name_of_the_button_wires_it() -> None:
    source = (
        QT + "class A:\n    def f(self):\n        self.go = QPushButton('x')\n    def on_go_clicked(self):\n        run()\n"
    )
    assert control(source) == ("wired", "connected by name")


def test_a_button_of_another_package_is_none() -> None:
    assert facts("import tkinter\nfrom discord.ui import Button\nb = Button(text='x')\n", Control) == []


def test_a_button_of_the_own_package_is_none() -> None:
    assert facts("import tkinter\nfrom .widgets import Button\nb = Button(text='x')\n", Control) == []


GRADIO = "import gradio as gr\n"
NICEGUI = "from nicegui import ui\n"
KIVY = "from kivy.uix.button import Button\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (GRADIO + "b = gr.Button('x')\n", ("missing", "never connected")),
        (GRADIO + "b = gr.Button('x')\nb.click(run)\n", ("wired", "click")),
        (GRADIO + "b = gr.Button('x')\nb.click(fn=None)\n", ("empty", "click")),
        (GRADIO + "b = gr.Button('x')\nb.click(None, js='run()')\n", ("wired", "click")),
        (GRADIO + "b = gr.Button('x')\nb.click(None, None, None, cancels=[event])\n", ("wired", "click")),
        (GRADIO + "b = gr.Button('x')\nb.click(lambda: None, None, chat)\n", ("wired", "click with outputs")),
        (GRADIO + "b = gr.Button('x')\ngr.on(triggers=[b.click], fn=run)\n", ("wired", "click is used")),
        (GRADIO + "gr.Button('x').click(run)\n", ("wired", "click")),
        (GRADIO + "gr.Button('x', link='/docs')\n", ("wired", "link")),
        (GRADIO + "gr.Button('x', interactive=False)\n", ("disabled", "interactive")),
        (NICEGUI + "ui.button('x')\n", ("missing", "never connected")),
        (NICEGUI + "ui.button('x', on_click=run)\n", ("wired", "on_click")),
        (NICEGUI + "ui.button('x').on_click(run)\n", ("wired", "on_click")),
        (NICEGUI + "ui.button('x').props('flat').on('click', run)\n", ("wired", "on")),
        (NICEGUI + "ui.button('x').props('flat color=red')\n", ("missing", "never connected")),
        (NICEGUI + "ui.button('x').props('type=submit')\n", ("wired", "props")),
        (NICEGUI + "async def f():\n    await ui.button('x').clicked()\n", ("wired", "clicked")),
        (NICEGUI + "with ui.button('x'):\n    ui.menu()\n", ("delegated", "other parts stand in it")),
        (NICEGUI + "with ui.button('x'):\n    ui.icon('star')\n", ("missing", "never connected")),
        (NICEGUI + "ui.button('x', on_click=lambda: ui.notify('Coming soon'))\n", ("notify-only", "on_click")),
        (KIVY + "b = Button(text='x')\nbox.add_widget(b)\n", ("missing", "never connected")),
        (KIVY + "b = Button(text='x', on_press=run)\n", ("wired", "on_press")),
        (KIVY + "b = Button(text='x')\nb.bind(on_release=run)\n", ("wired", "bind(on_release=)")),
        (KIVY + "b = Button(text='x')\nb.bind(on_release=lambda *a: None)\n", ("empty", "bind(on_release=)")),
        (KIVY + "b = Button(text='x', disabled=True)\n", ("disabled", "disabled")),
    ],
)
def test_each_toolkit_has_its_own_ways_to_attach_a_handler(source: str, expected: tuple[str, str]) -> None:
    assert control(source) == expected


def test_a_gradio_button_without_a_text_changes_one_that_is_there() -> None:
    assert facts(GRADIO + "def run():\n    return gr.Button(visible=False)\n", Control) == []


# Controls: Tk


def test_a_tk_button_without_command_is_missing() -> None:
    assert control(TK + "tk.Button(root, text='Save').pack()\n")[0] == "missing"


def test_a_tk_button_configured_later_is_wired() -> None:
    assert control(TK + "b = tk.Button(root, text='Save')\nb.config(command=run)\n") == ("wired", "config(command=)")


def test_a_tk_button_bound_to_an_event_is_wired() -> None:
    assert control(TK + "b = tk.Button(root, text='Save')\nb.bind('<Button-1>', run)\n")[0] == "wired"


def test_a_tk_command_that_does_nothing_is_empty() -> None:
    assert control(TK + "tk.Button(root, text='Save', command=lambda: None)\n") == ("empty", "command")


def test_spread_arguments_are_delegated() -> None:
    assert control(TK + "tk.Button(root, **options)\n") == ("delegated", "spread arguments")


def test_a_tk_menu_entry_without_command_is_missing() -> None:
    fact = only(TK + "menu.add_command(label='Open')\n", Control)
    assert (fact.handler, fact.kind, fact.label) == ("missing", "menu-item", "Open")


def test_a_message_box_alone_is_notify_only() -> None:
    source = (
        TK + "from tkinter import messagebox\ntk.Button(root, text='Buy', command=lambda: messagebox.showinfo('Soon', 'x'))\n"
    )
    fact = only(source, Control)
    assert (fact.handler, fact.says) == ("notify-only", "Soon x")


# Controls: Streamlit


def test_a_streamlit_button_whose_result_is_dropped_is_missing() -> None:
    assert control(STREAMLIT + "st.button('Run')\n") == ("missing", "its result is not used")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("st.button('Refresh data')\n", ("wired", "runs the page again")),
        ("with st.form('f'):\n    st.form_submit_button('Apply')\n", ("wired", "submits its form")),
        ("st.button('Run', key='run')\nif st.session_state.run:\n    work()\n", ("wired", "its key is read")),
        ("if st.button('Run'):\n    st.write('Coming soon')\n", ("notify-only", "result")),
        ("if st.button('Run'):\n    st.write('Rows', rows)\n", ("wired", "result")),
        ("st.button('Run', disabled=True)\n", ("disabled", "disabled")),
    ],
)
def test_what_makes_a_streamlit_button_alive(source: str, expected: tuple[str, str]) -> None:
    assert control(STREAMLIT + source) == expected


def test_a_streamlit_button_in_a_condition_is_judged_by_the_block() -> None:
    assert control(STREAMLIT + "if st.button('Run'):\n    pass\n") == ("empty", "result")


def test_a_streamlit_button_that_only_congratulates_is_notify_only() -> None:
    fact = only(STREAMLIT + "if st.button('Run'):\n    st.success('Saved!')\n", Control)
    assert (fact.handler, fact.says) == ("notify-only", "Saved!")


def test_a_streamlit_button_that_works_is_wired() -> None:
    assert control(STREAMLIT + "col = st.columns(2)[0]\nif col.button('Run'):\n    work()\n") == ("wired", "result")


def test_a_download_button_needs_no_handler() -> None:
    assert control(STREAMLIT + "st.download_button('Get', data=rows)\n")[0] == "wired"


# Texts


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("print('t')", "log"),
        ("import logging\nlogging.info('t')", "log"),
        ("raise ValueError('t')", "error"),
        ("if x == 't':\n    pass", "compared"),
        ("x in ['t', 'u']", "compared"),
        ("x.startswith('t')", "compared"),
        ("import re\nre.match('t', x)", "compared"),
        ("match x:\n    case 't':\n        pass", "compared"),
        ("x = {'t': 1}", "key"),
        ("x['t']", "key"),
        ("import os\nos.getenv('t')", "key"),
        ("getattr(x, 't')", "key"),
        ("parser.add_argument('--x', help='t')", "doc"),
        ("parser.add_argument('--x', dest='t')", "key"),
        ("input('t')", "shown"),
        ("x = 't'", "value"),
        ("def f():\n    return 't'", "value"),
        ("def f(x: 't'):\n    pass", "key"),
        ("__all__ = ['t']", "key"),
        ("from PyQt6.QtWidgets import QLabel\nQLabel('t')", "shown"),
        ("w.setWindowTitle('t')", "shown"),
        ("edit.setPlaceholderText('t')", "prompt"),
        ("import streamlit as st\nst.title('t')", "shown"),
        ("import tkinter as tk\ntk.Label(root, text='t')", "shown"),
        ("import pytest\n@pytest.mark.parametrize('t', [1])\ndef test_a(): pass", "test"),
    ],
)
def test_a_text_has_the_role_of_its_place(source: str, expected: str) -> None:
    assert role(source, "t") == expected


def test_a_text_knows_what_it_is_bound_to() -> None:
    fact = only("self.title = 'Big'\n", Text)
    assert (fact.name, fact.role) == ("title", "value")


def test_the_value_of_a_pair_has_the_name_of_its_key() -> None:
    fact = facts("def f():\n    return {'message': 'Done now'}\n", Text)[1]
    assert (fact.value, fact.name, fact.role) == ("Done now", "message", "value")


def test_a_keyword_argument_knows_label_and_callee() -> None:
    fact = only("from fastapi import HTTPException\nraise HTTPException(404, detail='gone')\n", Text)
    assert (fact.name, fact.callee, fact.role) == ("detail", "fastapi.HTTPException", "value")


def test_a_fallback_text_is_a_default() -> None:
    found = facts("a = name or 'one'\nb = d.get('k', 'two')\ndef f(c='three'): pass\n", Text)
    assert [(text.value, text.default) for text in found] == [("one", True), ("k", False), ("two", True), ("three", True)]


def test_interpolations_become_braces() -> None:
    fact = only("x = f'a {b} {c!r:>{d}} {{e}}'\n", Text)
    assert (fact.value, fact.joined) == ("a {} {} {e}", True)


def test_adjacent_strings_are_one_text() -> None:
    fact = only("x = ('one '\n     'two')\n", Text)
    assert (fact.value, fact.joined) == ("one two", False)


def test_concatenated_texts_are_joined() -> None:
    assert only("x = 'Hello ' + name\n", Text).joined


def test_escapes_are_resolved() -> None:
    assert [text.value for text in facts("x = 'a\\n\\u00e9'\ny = r'a\\n'\n", Text)] == ["a\né", "a\\n"]


# Catches


@pytest.mark.parametrize(
    ("body", "expected", "default"),
    [
        ("pass", "empty", ""),
        ("continue", "empty", ""),
        ("...", "empty", ""),
        ("print(e)", "log-only", ""),
        ("return []", "default", "empty"),
        ("return None", "default", "nil"),
        ("return", "default", "nil"),
        ("return False", "default", "false"),
        ("return {'a': 1}", "default", "record"),
        ("return mock_users()", "default", "call"),
        ("data = SAMPLE", "default", "name"),
        ("raise", "rethrow", ""),
        ("raise Other() from e", "rethrow", ""),
        ("sys.exit(1)", "exit", ""),
        ("self.error = str(e)", "handled", ""),
        ("return {'error': str(e)}", "handled", ""),
        ("return reply({}), 500", "handled", ""),
    ],
)
def test_what_a_handler_does(body: str, expected: str, default: str) -> None:
    fact = only(f"import sys\nfor x in y:\n    try:\n        load()\n    except OSError as e:\n        {body}\n", Catch)
    assert (fact.body, fact.default) == (expected, default)


def test_a_handler_knows_types_and_what_it_protects() -> None:
    source = "import requests\ntry:\n    requests.get(u)\nexcept (ValueError, json.JSONDecodeError) as error:\n    log(error)\n"
    fact = only(source, Catch)
    assert (fact.types, fact.calls, fact.effects) == (("ValueError", "json.JSONDecodeError"), ("requests.get",), ("io",))
    assert (source[fact.start : fact.end], fact.uses_error) == (
        "except (ValueError, json.JSONDecodeError) as error:",
        True,
    )


def test_a_comment_of_some_words_explains() -> None:
    assert only("try:\n    a()\nexcept OSError:\n    pass  # the file may be gone already\n", Catch).explained


def test_suppress_is_a_handler() -> None:
    fact = only("from contextlib import suppress\nwith suppress(OSError):\n    remove()\n", Catch)
    assert (fact.style, fact.body, fact.types, fact.calls) == ("suppress", "empty", ("OSError",), ("remove",))


# Records


def test_a_list_of_records() -> None:
    fact = only("users = [{'name': 'Ann', 'age': 3}, {'name': 'Bob', 'age': n}]\n", Records)
    assert (fact.name, fact.shape, fact.count, fact.fields) == ("users", "records", 2, ("age", "name"))
    assert (fact.values, fact.literal_share, fact.holder, fact.exported) == (("Ann", "3", "Bob"), 0.75, "module", True)


def test_rows_are_tuples() -> None:
    fact = only("def f(self):\n    self.rows = [('a', 1), ('b', 2)]\n", Records)
    assert (fact.shape, fact.holder, fact.name) == ("tuples", "property", "rows")


def test_constructor_calls_are_calls() -> None:
    fact = only("def f():\n    return [User(name='a', age=1), User(name='b', age=2)]\n", Records)
    assert (fact.shape, fact.constructor, fact.fields, fact.holder) == ("calls", "User", ("age", "name"), "return")


def test_records_by_key_are_records() -> None:
    fact = only("def f():\n    table = {'a': {'x': 1}, 'b': {'x': 2}}\n", Records)
    assert (fact.shape, fact.count, fact.holder) == ("records", 2, "local")


def test_columns_of_a_data_frame_are_records() -> None:
    fact = only("import pandas as pd\ndf = pd.DataFrame({'day': [1, 2, 3], 'sales': [4, 5, 6]})\n", Records)
    assert (fact.name, fact.shape, fact.count, fact.fields) == ("df", "records", 3, ("day", "sales"))


def test_session_state_holds_state() -> None:
    fact = only("st.session_state.rows = [{'a': 1}, {'a': 2}]\n", Records)
    assert (fact.holder, fact.name) == ("state", "rows")


def test_prose_is_texts() -> None:
    assert only("x = ['All is well', 'Nothing to see', 'Go home now']\n", Records).shape == "texts"


def test_names_are_no_records() -> None:
    assert facts("x = [a, b]\ny = ['red', 'green', 'blue']\n", Records) == []


# Fallbacks


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a.b or 'y'", ("operator", "a.b", "string", "y")),
        ("import os\nx = os.getenv('KEY', 'mock')", ("operator", "os.getenv(KEY)", "string", "mock")),
        ("x = d.get(k, 'v')", ("operator", "d.get()", "string", "v")),
        ("x = a if a else SAMPLE", ("operator", "a", "name", "SAMPLE")),
        ("x = load() or mock_data()", ("operator", "load()", "call", "mock_data")),
        ("def f():\n    if not key:\n        return mock_data()", ("missing", "key", "call", "mock_data")),
        ("def f():\n    if key is None:\n        print('no')\n        return 'x'", ("missing", "key", "string", "x")),
    ],
)
def test_a_value_stands_in_for_another(source: str, expected: tuple[str, ...]) -> None:
    fact = only(source + "\n", Fallback)
    assert (fact.style, fact.subject, fact.shape, fact.value) == expected


def test_a_condition_is_no_fallback() -> None:
    assert facts("if a or b:\n    pass\nx = requests.get('k', 'v')\n", Fallback) == []


# Tests


def test_a_test_counts_its_assertions() -> None:
    fact = only("def test_add():\n    assert add(1) == 2\n    check(3)\n", Case)
    assert (fact.framework, fact.assertions, fact.tautologies, fact.calls) == ("pytest", 1, 0, ("add", "check"))


def test_what_always_holds_is_a_tautology() -> None:
    source = (
        "class A(TestCase):\n"
        "    def test_x(self):\n"
        "        self.assertTrue(True)\n"
        "        assert 1 == 1\n"
        "        assert x is not None\n"
    )
    fact = only(source, Case)
    assert (fact.framework, fact.assertions, fact.tautologies) == ("unittest", 3, 2)


@pytest.mark.parametrize(
    "assertion",
    [
        "assert rows or True",
        "assert len(rows) >= 0",
        "assert rows == rows",
        "assert response.status_code in (200, 404, 500)",
    ],
)
def test_what_cannot_come_out_otherwise_is_a_tautology(assertion: str) -> None:
    assert only(f"def test_rows(response, rows):\n    {assertion}\n", Case).tautologies == 1


@pytest.mark.parametrize(
    "assertion",
    [
        "assert rows and True",
        "assert len(rows) >= 1",
        "assert rows.last == rows.last",
        "assert response.status_code in (200, 404)",
        "assert 500 in (200, 500, code)",
    ],
)
def test_what_may_come_out_otherwise_is_none(assertion: str) -> None:
    assert only(f"def test_rows(response, rows):\n    {assertion}\n", Case).tautologies == 0


@pytest.mark.parametrize(
    ("handler", "flaw"),
    [
        ("except Exception as error:\n        print(error)", "any-outcome"),
        ("except:\n        pass", "any-outcome"),
        ("except Exception as error:\n        assert error is not None", "any-outcome"),
        ("except Exception as error:\n        assert str(error) == 'no'", ""),
        ("except ValueError:\n        pass", ""),
        ("except Exception:\n        failed.append(1)", ""),
        ("except Exception:\n        raise", ""),
        ("except Exception:\n        pytest.fail('no')", ""),
        ("finally:\n        close()", ""),
    ],
)
def test_a_caught_failure_is_a_flaw(handler: str, flaw: str) -> None:
    assert only(f"def test_rows():\n    try:\n        assert rows() == 3\n    {handler}\n", Case).flaw == flaw


@pytest.mark.parametrize(
    "body",
    [
        "    sender = Mock()\n    assert sender.send(1) == 1\n    Outbox(sender).flush()",
        "    sender = Mock()\n    assert outbox.sender == sender",
        "    assert sender.send(1) == 1",
    ],
)
def test_a_test_that_touches_the_product_has_no_flaw(body: str) -> None:
    assert only(f"def test_sending(outbox, sender):\n{body}\n", Case).flaw == ""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@pytest.mark.skip(reason='slow')\ndef test_a():\n    go()\n", ("always", "slow")),
        ("@pytest.mark.skipif(windows, reason='posix')\ndef test_a():\n    go()\n", ("conditional", "posix")),
        ("import pytest\ndef test_a():\n    pytest.skip('later')\n    go()\n", ("always", "later")),
        ("import pytest\ndef test_a():\n    if x:\n        pytest.skip('no')\n    go()\n", ("conditional", "no")),
        ("def test_a():\n    go()\n", ("", "")),
    ],
)
def test_a_test_knows_why_it_is_skipped(source: str, expected: tuple[str, str]) -> None:
    fact = only(source, Case)
    assert (fact.skipped, fact.reason) == expected


def test_a_fixture_is_no_test() -> None:
    assert facts("@pytest.fixture\ndef test_user():\n    return 1\n", Case) == []


# Comments, declarations, calls, imports, regions


def test_lines_of_one_column_are_one_comment() -> None:
    found = facts("import a\n\n# one\n# two\nx = 1  # three\n# four\n", Comment)
    assert [(comment.text, comment.trailing) for comment in found] == [
        ("# one\n# two", False),
        ("# three", True),
        ("# four", False),
    ]


def test_a_shebang_is_no_header() -> None:
    found = facts("#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n# Sandbox file\nimport a\n", Comment)
    assert [(comment.text, comment.kind) for comment in found] == [("# Sandbox file", "header")]


def test_a_comment_knows_what_it_is_attached_to() -> None:
    found = facts("import a\n# f\ndef f():\n    # nothing\n    pass\n# C\nclass C:\n    x = 1\n", Comment)
    assert [comment.attached for comment in found] == ["function", "empty-block", "type"]


def test_a_docstring_is_a_doc_comment() -> None:
    fact = only('def f():\n    """What it does."""\n', Comment)
    assert (fact.text, fact.kind, fact.attached) == ('"""What it does."""', "doc", "function")


def test_declarations_say_what_they_are_given() -> None:
    source = "import mocks\nMOCK = True\nname: str = 'x'\nclass A(Base):\n    items = []\nclient = mocks.Client()\n"
    found = [(fact.name, fact.kind, fact.shape, fact.value) for fact in facts(source, Declaration)]
    assert found == [
        ("MOCK", "constant", "true", "True"),
        ("name", "variable", "string", "x"),
        ("A", "type", "", ""),
        ("items", "property", "array", ""),
        ("client", "variable", "call", "mocks.Client"),
    ]


def test_parameter_defaults_are_declarations() -> None:
    fact = only("def f(a, b: str = 'x'):\n    pass\n", Declaration)
    assert (fact.name, fact.kind, fact.bases, fact.shape, fact.value) == ("b", "parameter", ("str",), "string", "x")


def test_a_call_knows_arguments_and_use() -> None:
    found = facts("await load(1, key='x', **rest)\ny = load(lambda: None)\n", Call)
    assert found[0].arguments == (Argument("", "number", "1"), Argument("key", "string", "x"), Argument("", "spread", "rest"))
    assert [(call.awaited, call.used) for call in found] == [(True, False), (False, True)]
    assert found[1].arguments == (Argument("", "empty-closure", ""),)


def test_imports_know_module_and_names() -> None:
    found = facts("import a.b as c, d\nfrom .e import (f as g, h)\nfrom i import *\n", Import)
    assert [(fact.module, fact.names) for fact in found] == [("a.b", ()), ("d", ()), (".e", ("f", "h")), ("i", ("*",))]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("__name__ == '__main__'", "main-guard"),
        ("TYPE_CHECKING", "type-checking"),
        ("settings.DEBUG", "debug"),
        ("os.getenv('ENV') == 'development'", "development"),
    ],
)
def test_blocks_that_never_ship_are_regions(condition: str, expected: str) -> None:
    source = f"if {condition}:\n    go()\n"
    assert (only(source, Region).name, facts(source, Call)[-1].region) == (expected, expected)


def test_an_import_for_types_only_says_so() -> None:
    assert only("if TYPE_CHECKING:\n    from a import B\n", Import).type_only


def test_an_ordinary_condition_is_no_region() -> None:
    assert facts("if ready:\n    go()\n", Region) == []


# Any input


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\x00\xff\xfe(((",
        b"x = " + b"[" * 10_000,
        b"f(" * 10_000 + b")" * 10_000,
        b"x = " + b"{'a': " * 5_000,
        b"def f(:\n    return (",
        b"class\ntry:\nexcept\n  @",
        "x = 'é模拟' or f'{'".encode(),
        b"if a:\n  pass\n" + b"elif a:\n  pass\n" * 3_000,
    ],
)
def test_no_input_raises(text: bytes) -> None:
    found = PythonFrontEnd().parse(text, vocabulary()).all()
    assert all(0 <= fact.start <= fact.end <= len(text) for fact in found.facts)


def test_what_does_not_parse_is_told() -> None:
    assert read("x = 1\ndef (:\n").errors


def test_facts_are_in_source_order() -> None:
    found = read(Path(__file__).read_text(encoding="utf-8")).facts
    assert [fact.start for fact in found] == sorted(fact.start for fact in found)


def test_only_wanted_kinds_are_made() -> None:
    found = PythonFrontEnd().parse(b"def f():\n    print('x')\n", vocabulary()).all(frozenset({"text"})).facts
    assert {type(fact) for fact in found} == {Text}


@pytest.mark.parametrize(
    "handler",
    [
        'lambda: messagebox.showinfo("Move", "Not implemented yet.")',
        "move",
    ],
)
def test_a_message_box_says_its_title_and_its_text(handler: str) -> None:
    source = f"""
        import tkinter as tk
        from tkinter import messagebox
        def move():
            messagebox.showinfo("Move", "Not implemented yet.")
        button = tk.Button(root, text="Move", command={handler})
        button.pack()
    """
    control = only(source, Control)
    assert (control.handler, control.says) == ("notify-only", "Move Not implemented yet.")


OWN = QT + "class Plain(QPushButton):\n    def __init__(self, text):\n        super().__init__(text)\n\n\n"


def own_controls(source: str) -> list[tuple[str, str]]:
    return [(fact.tag, fact.handler) for fact in facts(source, Control) if isinstance(fact, Control)]


def test_a_class_of_the_file_that_inherits_from_a_button_is_one() -> None:
    assert own_controls(OWN + "b = Plain('x')\nbox.addWidget(b)\n") == [("Plain", "missing")]


def test_a_class_that_gives_its_buttons_something_to_do_is_left_alone() -> None:
    acting = OWN.replace("super().__init__(text)", "super().__init__(text)\n        self.setMenu(menu)")
    assert own_controls(acting + "b = Plain('x')\nbox.addWidget(b)\n") == []


def test_a_function_that_makes_a_button_and_gives_it_back_is_followed() -> None:
    made = QT + "def make(text):\n    b = QPushButton(text)\n    b.setFlat(True)\n    return b\n\n\n"
    assert ("make", "missing") in own_controls(made + "c = make('x')\nbox.addWidget(c)\n")


def test_a_function_that_takes_a_callback_is_not_followed() -> None:
    made = QT + "def make(text, callback):\n    b = QPushButton(text)\n    attach(b, callback)\n    return b\n\n\n"
    assert own_controls(made + "c = make('x', run)\nbox.addWidget(c)\n") == [("QPushButton", "delegated")]


def test_a_variable_that_nothing_reads_leaves_its_toggle_unread() -> None:
    source = (
        TK
        + "class A:\n    def f(self):\n        self.v = tk.BooleanVar()\n        tk.Checkbutton(self, variable=self.v).pack()\n"
    )
    assert control(source) == ("missing", "nothing looks at its value")


def test_a_variable_that_is_asked_wires_its_toggle() -> None:
    source = (
        TK + "def f(self):\n    v = tk.BooleanVar()\n    tk.Checkbutton(self, variable=v).pack()\n    return lambda: v.get()\n"
    )
    assert control(source) == ("wired", "variable")


def test_a_variable_that_comes_from_outside_wires_its_toggle() -> None:
    assert control(TK + "def f(self, v):\n    tk.Checkbutton(self, variable=v).pack()\n") == ("wired", "variable")


def test_a_menu_of_options_keeps_its_value_behind_the_parent() -> None:
    source = TK + "def f(self):\n    v = tk.StringVar()\n    v.set('a')\n    tk.OptionMenu(self, v, 'a', 'b').pack()\n"
    assert control(source) == ("missing", "nothing looks at its value")


def test_a_field_that_shows_a_computed_text_needs_nobody_to_read_it() -> None:
    source = QT + "def f(self, path):\n    e = QLineEdit()\n    e.setText(path)\n    self.box.addWidget(e)\n"
    assert control(source) == ("wired", "setText is used")


def test_a_box_that_is_only_set_is_unread() -> None:
    source = QT + "def f(self):\n    c = QCheckBox('x')\n    c.setChecked(True)\n    self.box.addWidget(c)\n"
    assert control(source) == ("missing", "nothing looks at its value")


def test_a_file_that_looks_at_all_controls_leaves_none_unread() -> None:
    source = QT + "def f(self):\n    c = QCheckBox('x')\n    self.box.addWidget(c)\n    return self.findChildren(QCheckBox)\n"
    assert control(source) == ("delegated", "needs no handler")


def test_a_choice_whose_value_no_page_uses_is_unread() -> None:
    source = (
        "import streamlit as st\nregion = st.selectbox('Region', ['a', 'b'])\nregion = st.radio('Region', ['a'], key='r')\n"
    )
    assert [fact.why for fact in facts(source, Control)] == ["nothing looks at its value", "kept under its key"]


def test_a_form_that_keeps_a_field_under_its_own_name_gives_it_to_others() -> None:
    source = "import gradio as gr\nclass A:\n    def f(self):\n        self.s = gr.Slider(0, 1, label='x')\n"
    assert control(source) == ("delegated", "other files may name it")


def test_a_handler_that_only_claims_success_says_so() -> None:
    source = TK + "def save():\n    if not name.get():\n        return\n    messagebox.showinfo('Saved', 'It was saved.')\n"
    assert control(source + "tk.Button(root, text='Save', command=save)\n") == ("wired", "only claims success")


def test_a_claim_after_something_was_kept_is_right() -> None:
    source = TK + "def save():\n    self.kept.append(1)\n    messagebox.showinfo('Saved', 'It was saved.')\n"
    assert control(source + "tk.Button(root, text='Save', command=save)\n") == ("wired", "command")


def test_a_shortcut_takes_its_slot_behind_the_parent() -> None:
    assert control(QT + "QShortcut(QKeySequence('Ctrl+P'), self, self.print)\n")[0] == "wired"


def test_a_shortcut_without_a_slot_is_missing() -> None:
    assert control(QT + "QShortcut(QKeySequence('Ctrl+P'), self)\n") == ("missing", "never connected")


def test_a_box_whose_cancel_nobody_hears_is_half_connected() -> None:
    source = QT + "b = QDialogButtonBox(QDialogButtonBox.Ok | QDialogButtonBox.Cancel)\nb.accepted.connect(run)\n"
    assert control(source) == ("missing", "half connected")


def test_a_box_with_one_button_needs_one_connection() -> None:
    source = QT + "b = QDialogButtonBox()\nb.setStandardButtons(QDialogButtonBox.Close)\nb.rejected.connect(run)\n"
    assert control(source) == ("wired", "rejected.connect")


def test_a_handler_that_a_button_s_class_drops_is_told() -> None:
    source = QT + "class Key(QPushButton):\n    def __init__(self, text, on_click=None):\n        super().__init__(text)\n"
    assert [(fact.owner, fact.name, fact.used) for fact in facts(source, Callback)] == [("Key", "on_click", "dropped")]


def test_a_handler_that_is_handed_on_is_used() -> None:
    source = TK + "def make(parent, command):\n    return tk.Button(parent, command=command)\n"
    assert [fact.used for fact in facts(source, Callback)] == ["used"]


def test_a_message_box_that_is_never_run_is_never_opened() -> None:
    fact = only(QT + "def f(self):\n    box = QMessageBox(self)\n    box.setText('x')\n", Presentation)
    assert (fact.state, fact.opened) == ("box", "never")


def test_a_dialog_is_opened_by_what_may_open_it() -> None:
    source = QT + "def f(self, b):\n    d = QDialog(self)\n    layout = QVBoxLayout(d)\n    b.clicked.connect(d.show)\n"
    assert only(source, Presentation).opened == "call"


def test_a_dialog_that_is_open_at_first_makes_no_fact() -> None:
    assert facts(NICEGUI + "with ui.dialog(value=True) as d:\n    ui.label('x')\n", Presentation) == []
