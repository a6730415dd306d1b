"""A control whose handler is a function of another file is judged there, where it is certain which one that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, write

ACTIONS = """
export async function share(id: string): Promise<void> {
  // later
}
export const exportAll = async (rows: Row[]) => {
  console.log(`exporting ${rows.length}`);
};
export function invite() { toast.info("Invitations are coming soon"); }
export function post(id: string) { console.log(id); api.post(id); }
export function maybe(id: string) { if (id) { api.post(id); } }
"""
PYTHON_ACTIONS = """
def save(event=None) -> None:
    \"\"\"Save it.\"\"\"
    pass


def send():
    print("sending")


def load():
    print("loading")
    return open("x")
"""


def found(folder: Path, name: str, text: str) -> list[tuple[str, int]]:
    """Rule and line of what is found in one file of a project with actions in TypeScript and Python."""
    write(folder / "src/lib/actions.ts", ACTIONS)
    write(folder / "actions.py", PYTHON_ACTIONS)
    write(folder / name, text)
    listed = check_json(folder, "--select", "P0-UI").json["findings"]
    return [(each["rule"], each["line"]) for each in listed if each["path"] == name]


def page(button: str, module: str = "./lib/actions") -> str:
    return f'import {{ share, exportAll, invite, post, maybe }} from "{module}";\nexport const Page = () => {button};\n'


@pytest.mark.parametrize(
    ("button", "rules"),
    [
        ("<button onClick={share}>Share</button>", ["empty-action"]),
        ("<button onClick={() => share(3)}>Share</button>", ["empty-action"]),
        ("<button onClick={() => exportAll([])}>Export</button>", ["log-only-action"]),
        ("<button onClick={invite}>Invite</button>", ["log-only-action"]),
        ("<button onClick={() => post(3)}>Post</button>", []),
        ("<button onClick={() => maybe(3)}>Maybe</button>", []),
        ("<button onClick={() => { share(3); open(); }}>Share</button>", []),
        ('<button type="submit" onClick={share}>Share</button>', []),
        ('<a href="/share" onClick={share}>Share</a>', []),
    ],
)
def test_a_button_is_judged_by_the_function_it_imports(project: Path, button: str, rules: list[str]) -> None:
    assert found(project, "src/Page.tsx", page(button)) == [(rule, 2) for rule in rules]


def test_an_alias_of_the_sources_leads_there_too(project: Path) -> None:
    assert found(project, "src/Page.tsx", page("<button onClick={share}>Share</button>", "@/lib/actions")) == [
        ("empty-action", 2)
    ]


def test_a_package_of_the_same_name_is_not_followed(project: Path) -> None:
    assert found(project, "src/Page.tsx", page("<button onClick={share}>Share</button>", "actions")) == []


def test_one_file_alone_is_judged_the_same(project: Path) -> None:
    found(project, "src/Page.tsx", page("<button onClick={share}>Share</button>"))
    assert check_json(project / "src/Page.tsx", "--select", "P0-UI").rules == ["empty-action"]


def test_python_functions_are_followed_too(project: Path) -> None:
    text = """import tkinter as tk
from actions import save, send, load
import actions

tk.Button(root, text="Save", command=save).pack()
tk.Button(root, text="Send", command=lambda: send()).pack()
tk.Button(root, text="Load", command=load).pack()
tk.Button(root, text="Keep", command=actions.save).pack()
"""
    assert found(project, "desk.py", text) == [("empty-action", 5), ("log-only-action", 6), ("empty-action", 8)]
