"""A page's data → one self-contained HTML file: the template, style and script of pages/, nothing from outside.

The data says what is shown: a headline with its parts, bars, and a table that filters and sorts.  A view is another function
that makes such data; the page stays the same.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path

import msgspec

from prodlint import __version__
from prodlint.report.printable import legal

FOLDER = Path(__file__).parent / "pages"
SLOT = re.compile(r"\{\{([a-z-]+)\}\}")


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One share of a bar; `tone` is "good", "fair", "bad" or "open", `hint` says what the name means."""

    name: str
    count: int
    tone: str
    hint: str = ""


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """The one figure of the page, and the parts that it is made of; each part is a filter of `column`."""

    figure: str
    label: str
    note: str
    column: str
    parts: tuple[Part, ...]


class BarRow(msgspec.Struct, frozen=True, kw_only=True):
    """One bar: what it stands for (a value of the bars' column), its parts, figure and detail."""

    name: str
    figure: str
    detail: str
    parts: tuple[Part, ...]


class Bars(msgspec.Struct, frozen=True, kw_only=True):
    """The bars, worst first; each is a filter of `column`.  `noun` names several of them."""

    title: str
    noun: str
    column: str
    rows: tuple[BarRow, ...]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column of the table: `filter` gives it a choice, `order` its values' order, `tones` the tone of each value.

    `style` is "", "word" (never broken), "name", "code" or "long".
    """

    key: str
    title: str
    filter: bool = False
    order: tuple[str, ...] = ()
    tones: dict[str, str] = {}
    style: str = ""


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The table; each row has a text for each column.  `noun` names several rows."""

    title: str
    noun: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a page shows."""

    title: str
    project: str
    headline: Headline
    bars: Bars
    table: Table
    version: str = ""


def html_of(page: Page) -> str:
    """The whole file.  Texts of the project stand in it as JSON only, in which no tag can begin or end."""
    script = _part("page.js")
    digest = base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()
    slots = {
        "title": html.escape(f"{page.title}: {legal(page.project)}"),
        "style": _part("page.css"),
        "script": script,
        "script-hash": f"sha256-{digest}",
        "data": embedded(msgspec.structs.replace(page, version=__version__)),
    }
    return SLOT.sub(lambda slot: slots[slot[1]], _part("page.html")) + "\n"


def embedded(page: Page) -> str:
    """The data as JSON that may stand inside a script element whatever it quotes."""
    encoded = msgspec.json.encode(page).decode()
    return encoded.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


@cache
def _part(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").rstrip("\n")
