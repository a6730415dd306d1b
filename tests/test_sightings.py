"""Where a control stands: its line and its screen, in each language."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import prodlint, write

SWIFT = """
struct Outer: View {
    var body: some View {
        VStack {
            Button("Save") { save() }
            header
        }
    }
    private var header: some View { Button("Back") { back() } }
}

extension Panel {
    func rows() -> some View { Button("Row") { open() } }
}
"""
REACT = """
const Toolbar = () => <button onClick={() => save()}>Save</button>;
export function List({ items }) {
  const row = (item) => <button onClick={() => open(item)}>Open</button>;
  const nothing = () => {};
  return <ul>{items.map((item) => <li>{row(item)}<button
    className="delete"
    onClick={nothing}>Delete</button></li>)}</ul>;
}
const Card = memo(forwardRef((props, ref) => <button onClick={() => go()}>Card</button>));
class Old extends React.Component {
  render() { return <button onClick={this.props.go}>Old</button>; }
}
export const renderCell = (row) => <button onClick={() => row.open()}>Cell</button>;
root.render(<button onClick={() => start()}>Root</button>);
"""
PYTHON = """
import tkinter as tk

class Desk(tk.Frame):
    def build(self):
        tk.Button(self, text="Save", command=self.save).pack()

def page():
    def inner():
        tk.Button(root, text="Page", command=go).pack()
    inner()

tk.Button(root, text="Top", command=go).pack()
"""


def seen(folder: Path, name: str, text: str) -> dict[str, tuple[str, int]]:
    """Label → screen and line."""
    write(folder / name, text)
    ran = prodlint("ui", ".", "--format", "json", "--no-cache", "--jobs", "1")
    return {each["label"]: (each["screen"], each["line"]) for each in ran.json["controls"]}


def test_a_swift_control_stands_on_its_view_also_in_an_extension(project: Path) -> None:
    assert seen(project, "Outer.swift", SWIFT) == {"Save": ("Outer", 5), "Back": ("Outer", 9), "Row": ("Panel", 13)}


@pytest.mark.parametrize(
    ("label", "screen", "line"),
    [
        ("Save", "Toolbar", 2),
        ("Open", "List", 4),
        ("Delete", "List", 6),
        ("Card", "Card", 10),
        ("Old", "Old", 12),
        ("Cell", "renderCell", 14),
        ("Root", "app.jsx", 15),
    ],
)
def test_a_react_control_stands_on_its_component(project: Path, label: str, screen: str, line: int) -> None:
    assert seen(project, "app.jsx", REACT)[label] == (screen, line)


def test_a_python_control_stands_on_its_window_class_or_page_function(project: Path) -> None:
    found = seen(project, "desk.py", PYTHON)
    assert found == {"Save": ("Desk", 6), "Page": ("page", 10), "Top": ("desk.py", 13)}


def test_controls_in_previews_and_debug_code_are_left_out(project: Path) -> None:
    write(project / "A.swift", '#Preview {\n    Button("Try") { go() }\n}\n')
    ran = prodlint("ui", ".", "--format", "json", "--no-cache", "--jobs", "1")
    assert (ran.json["controls"], ran.json["left_out"]["controls"]) == ([], 1)
