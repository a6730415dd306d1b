"""Jupyter notebooks: the bytes of an .ipynb file → the Python text of its code cells and where each line stands in the JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_MAGIC = re.compile(r"\s*(%|!|\?)|.*[^\s?]\?{1,2}\s*$|\s*[\w.,\s]+=\s*[!%]\w")
_FOREIGN_CELL = re.compile(r"\s*%%(?!(time|timeit|capture|prun)\b)")
_STRING = re.compile(rb'[\s,\[]*("(?:[^"\\]|\\.)*")')
_SOURCE = re.compile(rb'"(?:source|input)"\s*:')


def python_of_notebook(raw: bytes) -> tuple[bytes, tuple[int, ...]]:
    """The code of a notebook (nbformat 3 and 4) as one Python text.

    The second value gives for each 0-based line of that text the 1-based line of the file it stands on.  Cell magics, shell
    lines and line magics become blank lines; cells in other languages are left out.  Raises ValueError for broken JSON.
    """
    try:
        notebook = json.loads(raw.decode("utf-8-sig"))
    except RecursionError as error:
        raise ValueError("the notebook is nested too deeply") from error
    if not isinstance(notebook, dict) or _language(notebook) not in ("", "python", "python3", "ipython"):
        return b"", ()
    finder = _Finder(raw)
    texts: list[str] = []
    lines: list[int] = []
    for cell in _cells(notebook):
        source = cell.get("source", cell.get("input"))
        start = finder.cell(_first(source)) if source is not None else 0
        if cell.get("cell_type") != "code" or source is None:
            continue
        for text, line in _lines(source, finder, start):
            texts.append(text)
            lines.append(line)
        texts.append("")
        lines.append(lines[-1] if lines else 1)
    return "".join(text + "\n" for text in texts).encode("utf-8", "replace"), tuple(lines)


def _language(notebook: dict[str, Any]) -> str:
    """The kernel's language in lower case, "" when the notebook does not say."""
    metadata = notebook.get("metadata")
    if not isinstance(metadata, dict):
        return ""
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        part = metadata.get(key)
        if isinstance(part, dict) and isinstance(part.get(name), str):
            return str(part[name]).lower()
    return ""


def _cells(notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells in order: at the top since nbformat 4, in worksheets before."""
    holders: list[Any] = [notebook]
    worksheets = notebook.get("worksheets")
    if isinstance(worksheets, list):
        holders.extend(worksheets)
    for holder in holders:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        for cell in cells if isinstance(cells, list) else []:
            if isinstance(cell, dict):
                yield cell


def _first(source: object) -> str:
    """The first string of a source, "" when it has none."""
    first = source[0] if isinstance(source, list) and source else source
    return first if isinstance(first, str) else ""


def _lines(source: object, finder: _Finder, start: int) -> Iterator[tuple[str, int]]:
    """(text, 1-based line of the file) of each line of a code cell."""
    pieces = source if isinstance(source, list) else [source]
    physical: list[tuple[str, int]] = []
    for piece in pieces:
        if isinstance(piece, str):
            line = finder.string(start)
            physical.extend((text, line) for text in _split(piece))
    physical = _joined(physical)
    if physical and _FOREIGN_CELL.match(physical[0][0]):
        return
    for text, line in physical:
        yield ("" if _MAGIC.match(text) else text.rstrip("\n")), line


def _split(piece: str) -> list[str]:
    """The lines of a source string, each with its line end; only the line ends that Python knows."""
    lines = re.split(r"(?<=\n)", piece.replace("\r\n", "\n").replace("\r", "\n"))
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _joined(physical: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Pieces that do not end with a line end belong to the line that follows."""
    joined: list[tuple[str, int]] = []
    for text, line in physical:
        if joined and not joined[-1][0].endswith("\n"):
            begun, first = joined[-1]
            joined[-1] = begun + text, first if begun else line
        else:
            joined.append((text, line))
    return joined


class _Finder:
    """Walks through a notebook's JSON text from one source string to the next, counting lines."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._position = 0
        self._counted = 0
        self._line = 1
        self._lost = False

    def cell(self, first: str) -> int:
        """Moves to the next source that begins with the string `first` and returns its line."""
        for match in _SOURCE.finditer(self._raw, self._position) if not self._lost else ():
            string = _STRING.match(self._raw, match.end())
            if (string is None and not first) or (string is not None and _value(string[1]) == first):
                self._position = match.end()
                return self._line_at(match.start())
        self._lost = True
        return self._line

    def string(self, otherwise: int) -> int:
        """Moves behind the next string and returns its line; `otherwise` when the place in the text is lost."""
        string = _STRING.match(self._raw, self._position) if not self._lost else None
        if string is None:
            return otherwise
        self._position = string.end()
        return self._line_at(string.start(1))

    def _line_at(self, offset: int) -> int:
        self._line += self._raw.count(b"\n", self._counted, offset)
        self._counted = max(self._counted, offset)
        return self._line


def _value(literal: bytes) -> str:
    try:
        return str(json.loads(literal))
    except ValueError:
        return ""
