"""What `prodlint ui` says of the controls of Qt's forms: each stands in its form, and other files connect it."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import prodlint, write

FORM = """<ui version="4.0">
 <class>Desk</class>
 <widget class="QWidget" name="Desk">
  <widget class="QPushButton" name="payButton"><property name="text"><string>Pay</string></property></widget>
 </widget>
</ui>
"""
CODE = """
from PyQt5 import QtCore, QtWidgets


class Ui_Desk(object):
    def setupUi(self, Desk):
        self.payButton = QtWidgets.QPushButton(Desk)
        self.payButton.setText("Pay")
"""
USER = """
from PyQt5 import uic
from PyQt5.QtWidgets import QWidget


class Desk(QWidget):
    def __init__(self, till):
        super().__init__()
        uic.loadUi("desk.ui", self)
        self.payButton.clicked.connect({handler})
"""


HELPED = """
from PyQt5 import uic
from PyQt5.QtWidgets import QPushButton, QWidget
from wires import {helper}


class Desk(QWidget):
    def __init__(self, till):
        super().__init__()
        uic.loadUi("desk.ui", self)
        self.refund_button = QPushButton("Refund", self)
        self.presenter = {helper}(self)
"""
WIRES = """
class Presenter:
    def __init__(self, view):
        self.view = view
        self.view.payButton.clicked.connect(view.pay)
        self.view.refund_button.clicked.connect(view.refund)


def wire(window):
    window.payButton.clicked.connect(window.pay)
    window.refund_button.clicked.connect(window.refund)
"""


def listed() -> list[tuple[str, str, str]]:
    controls = prodlint("ui", "--jobs", "1", "--format", "json").json["controls"]
    return [(each["path"], each["verdict"], each["reason"].partition(":")[0]) for each in controls]


@pytest.mark.parametrize(
    ("handler", "verdict", "reason"),
    [("till.pay", "wired", "connected in desk.py"), ("lambda: None", "inert", "empty-action")],
)
def test_a_control_of_a_form_is_listed_once_with_what_its_connection_comes_to(
    project: Path, handler: str, verdict: str, reason: str
) -> None:
    write(project / "desk.ui", FORM)
    write(project / "desk.py", USER.format(handler=handler))
    assert listed() == [("desk.ui", verdict, reason)]


def test_a_form_that_nobody_uses_leaves_its_controls_to_others(project: Path) -> None:
    write(project / "desk.ui", FORM)
    assert listed() == [("desk.ui", "delegated", "form file")]


def test_the_code_that_is_made_of_a_form_is_listed_in_its_place(project: Path) -> None:
    write(project / "desk.ui", FORM)
    write(project / "ui_desk.py", CODE)
    assert listed() == [("ui_desk.py", "delegated", "generated form")]


@pytest.mark.parametrize("helper", ["Presenter", "wire"])
def test_a_file_that_the_window_hands_itself_to_may_connect_its_controls(project: Path, helper: str) -> None:
    write(project / "desk.ui", FORM)
    write(project / "desk.py", HELPED.format(helper=helper))
    write(project / "wires.py", WIRES)
    assert [(path, verdict) for path, verdict, _ in listed()] == [("desk.py", "wired"), ("desk.ui", "delegated")]


def test_a_file_that_only_another_window_imports_connects_nothing_here(project: Path) -> None:
    write(project / "desk.ui", FORM)
    write(project / "desk.py", USER.format(handler="till.pay").replace("payButton", "other"))
    write(project / "shop.py", HELPED.format(helper="wire").replace("desk.ui", "shop.ui").replace("Refund", "Return"))
    write(project / "wires.py", WIRES)
    assert ("desk.ui", "inert", "unconnected-signal") in listed()
