"""What is attached to a control of Tkinter after it is made."""

from __future__ import annotations

import pytest

from prodlint.fact import Control
from prodlint.languages.python import PythonFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary("python", load_vocabulary(bundled_folder() / "vocabulary"))
START = "import tkinter as tk\n\nroot = tk.Tk()\nmenu = tk.Menu(root)\n"


def handler(source: str) -> tuple[str, str]:
    (found,) = PythonFrontEnd().parse((START + source).encode(), VOCABULARY).facts("control")
    assert isinstance(found, Control)
    return found.handler, found.why


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ('menu.entryconfig("Redo", command=root.quit)', ("wired", "entryconfig(command=)")),
        ('menu.entryconfigure("Redo", command=lambda: None)', ("empty", "entryconfigure(command=)")),
        ("menu.entryconfig(0, command=root.quit)", ("delegated", "entryconfig by its place")),
        ('menu.entryconfig("Undo", command=root.quit)', ("missing", "never connected")),
        ('menu.entryconfig("Redo", state="normal")', ("missing", "never connected")),
        ('other.entryconfig("Redo", command=root.quit)', ("missing", "never connected")),
    ],
)
def test_an_entry_of_a_menu_is_given_its_command_by_its_label_or_place(later: str, expected: tuple[str, str]) -> None:
    assert handler(f'menu.add_command(label="Redo")\n{later}\n') == expected


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ('save.config(state="normal")', ("wired", "command")),
        ('save.configure(text="Save", state=tk.NORMAL)', ("wired", "command")),
        ('save["state"] = "normal"', ("wired", "command")),
        ('save.config(text="Save")', ("disabled", "state")),
        ('other.config(state="normal")', ("disabled", "state")),
    ],
)
def test_a_button_that_begins_disabled_and_is_enabled_later_has_its_command(later: str, expected: tuple[str, str]) -> None:
    assert handler(f'save = tk.Button(root, state="disabled", command=root.quit)\nsave.pack()\n{later}\n') == expected


def test_a_member_that_begins_disabled_may_be_enabled_from_another_object() -> None:
    made = 'desk.save = tk.Button(root, text="Save", state="disabled", command=root.quit)\n'
    assert handler(f'{made}\n\ndef allow(view):\n    view.desk.save.config(state="normal")\n') == ("wired", "command")
