"""The calls of clients that a file makes: whatever their names, as far as these reach, and when they give up."""

from __future__ import annotations

from pathlib import Path

from running import write
from test_integrations import services

SHIPS = "api.harbour.io"


def calls(folder: Path, name: str = SHIPS) -> list[tuple[int, str, bool]]:
    """Line, callee and whether it gives up after a time, of the calls of one service."""
    return [(each["line"], each["callee"], each["timeout"]) for each in services(folder)[name]["calls"]]


def test_a_client_asks_whatever_its_name_in_python(project: Path) -> None:
    write(
        project / "ships.py",
        "import httpx\nimport requests\n\n\n"
        'async def one():\n    async with httpx.AsyncClient() as c:\n        await c.get("https://api.harbour.io/1")\n\n\n'
        'def two():\n    with requests.Session() as s:\n        s.get("https://api.harbour.io/2")\n\n\n'
        'def three():\n    h = httpx.Client(base_url="https://api.harbour.io")\n    return h.post("/3")\n',
    )
    assert calls(project) == [(7, "c.get", True), (12, "s.get", False), (17, "h.post", True)]


def test_a_client_asks_whatever_its_name_in_typescript(project: Path) -> None:
    write(
        project / "src/ships.ts",
        'import axios from "axios";\n\n'
        'const c = axios.create({ baseURL: "https://api.harbour.io", timeout: 5000 });\n\n'
        'export const one = () => c.get("/1");\n'
        'export const two = (c: Map<string, string>) => c.get("https://api.harbour.io/2");\n',
    )
    assert calls(project) == [(5, "c.get", True)]


def test_a_client_of_a_type_is_asked_by_its_own_methods(project: Path) -> None:
    write(
        project / "ships.py",
        "import httpx\n\n\nclass Ships:\n    def __init__(self):\n"
        '        self._h: httpx.Client = httpx.Client(base_url="https://api.harbour.io", timeout=None)\n\n'
        '    def all(self):\n        return self._h.get("/ships")\n\n\n'
        'class Docks:\n    def all(self):\n        return self._h.get("/docks")\n',
    )
    assert calls(project) == [(9, "self._h.get", False)]


def test_a_name_is_no_client_outside_of_where_it_is_one(project: Path) -> None:
    write(
        project / "ships.py",
        "import httpx\n\n\n"
        'def one():\n    with httpx.Client() as c:\n        c.get("https://api.harbour.io/1")\n'
        '    with opened() as c:\n        c.get("https://api.harbour.io/2")\n\n\n'
        'def two(c):\n    c.get("https://api.harbour.io/3")\n\n\n'
        'def three():\n    sail(c=httpx.Client())\n    c.get("https://api.harbour.io/4")\n',
    )
    assert calls(project) == [(6, "c.get", True)]


def test_the_timeout_of_a_client_is_that_of_its_calls(project: Path) -> None:
    write(
        project / "advice.py",
        "import cohere\n\n\n"
        "def one():\n    co = cohere.Client(timeout=30)\n    return co.chat()\n\n\n"
        "def two():\n    co = cohere.Client()\n    return co.chat(), co.chat(timeout=5)\n",
    )
    assert calls(project, "Cohere") == [(6, "co.chat", True), (11, "co.chat", False), (11, "co.chat", True)]


def test_a_library_that_gives_up_by_itself_does_unless_it_is_told_otherwise(project: Path) -> None:
    write(
        project / "advice.py",
        "import httpx\nfrom openai import OpenAI\n\nnear = OpenAI()\nfar = OpenAI(timeout=None)\n\n\n"
        "def ask():\n    near.responses.create()\n    far.responses.create()\n"
        '    httpx.get("https://api.harbour.io/1")\n    httpx.get("https://api.harbour.io/2", timeout=None)\n',
    )
    assert calls(project, "OpenAI") == [(9, "near.responses.create", True), (10, "far.responses.create", False)]
    assert calls(project) == [(11, "httpx.get", True), (12, "httpx.get", False)]


def test_what_makes_a_client_is_no_call_and_what_opens_a_connection_is(project: Path) -> None:
    write(
        project / "src/feed.ts",
        'import axios from "axios";\n\n'
        'export const c = axios.create({ baseURL: "https://api.harbour.io" });\n'
        'export const feed = new WebSocket("wss://api.harbour.io/feed");\n',
    )
    assert calls(project) == [(4, "WebSocket", False)]
