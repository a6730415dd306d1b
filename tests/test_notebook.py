"""Notebooks become Python text whose lines know where they stand in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prodlint.notebook import python_of_notebook
from running import check_json, write

HOLLOW = "def {}(order):\n    raise NotImplementedError\n"


def notebook(*sources: object, kind: str = "code", indent: int | None = 1) -> bytes:
    cells = [{"cell_type": kind, "metadata": {}, "outputs": [], "source": source} for source in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=indent).encode()


def line_of(raw: bytes, text: str) -> int:
    return raw[: raw.index(text.encode())].count(b"\n") + 1


def test_code_cells_become_one_text() -> None:
    text, _ = python_of_notebook(notebook(["a = 1\n", "b = 2"], ["c = 3"]))
    assert text == b"a = 1\nb = 2\n\nc = 3\n\n"


def test_each_line_knows_its_line_in_the_file() -> None:
    raw = notebook(["first = 1\n", "second = 2"], ["third = 3"])
    _, lines = python_of_notebook(raw)
    assert lines[:4] == (line_of(raw, "first"), line_of(raw, "second"), line_of(raw, "second"), line_of(raw, "third"))


def test_equal_lines_are_told_apart() -> None:
    raw = notebook(["x = 1\n", "x = 1"])
    _, lines = python_of_notebook(raw)
    assert lines[1] == lines[0] + 1


def test_a_source_in_one_string_stands_on_one_line() -> None:
    raw = notebook("a = 1\nb = 2")
    text, lines = python_of_notebook(raw)
    assert (text, set(lines)) == (b"a = 1\nb = 2\n\n", {line_of(raw, '"source"')})


def test_a_notebook_on_one_line_has_only_that_line() -> None:
    text, lines = python_of_notebook(notebook(["a = 1\n", "b = 2"], "c = 3\nd = 4", [], ["e = 5"], indent=None))
    assert (text.count(b"\n"), set(lines)) == (len(lines), {1})


def test_a_notebook_with_one_line_for_each_cell_has_those_lines() -> None:
    raw = notebook(["a = 1\n", "b = 2"], ["c = 3"], indent=None).replace(b'{"cell_type"', b'\n{"cell_type"')
    assert python_of_notebook(raw)[1] == (2, 2, 2, 3, 3)


def test_a_line_in_pieces_stands_where_its_first_letter_stands() -> None:
    raw = notebook(["", "first = ", "1\n", "second = 2"])
    text, lines = python_of_notebook(raw)
    assert text == b"first = 1\nsecond = 2\n\n"
    assert lines[:2] == (line_of(raw, "first"), line_of(raw, "second"))


@pytest.mark.parametrize("indent", [None, 1])
def test_each_place_has_a_finding_however_the_notebook_is_laid_out(project: Path, indent: int | None) -> None:
    cell = HOLLOW.format("charge") + "\n" + HOLLOW.format("refund")
    write(project / "a.ipynb", notebook(cell.splitlines(keepends=True), HOLLOW.format("hold"), indent=indent))
    findings = check_json(project).json["findings"]
    assert len(findings) == 3
    assert sorted(each["message"].split()[0] for each in findings) == ["`charge`", "`hold`", "`refund`"]
    assert len({each["fingerprint"] for each in findings}) == 3


def test_there_is_a_line_number_for_each_line_of_the_text() -> None:
    text, lines = python_of_notebook(notebook(["a = 1\n", "b = 2"], [], ["c"], "d\ne"))
    assert text.count(b"\n") == len(lines)


def test_magics_and_shell_lines_become_blank() -> None:
    text, _ = python_of_notebook(notebook(["%matplotlib inline\n", "!pip install x\n", "files = !ls\n", "print?\n", "a = 1"]))
    assert text == b"\n\n\n\na = 1\n\n"


def test_a_timed_cell_keeps_its_code() -> None:
    text, _ = python_of_notebook(notebook(["%%time\n", "a = 1"]))
    assert text == b"\na = 1\n\n"


def test_a_shell_cell_is_left_out() -> None:
    text, _ = python_of_notebook(notebook(["%%bash\n", "ls"]))
    assert text.strip() == b""


def test_text_cells_are_left_out() -> None:
    assert python_of_notebook(notebook(["# Title"], kind="markdown")) == (b"", ())


def test_cells_in_worksheets_are_read() -> None:
    cells = [{"cell_type": "code", "input": ["a = 1"], "language": "python", "outputs": []}]
    text, _ = python_of_notebook(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}, indent=1).encode())
    assert text == b"a = 1\n\n"


def test_notebooks_of_other_languages_are_empty() -> None:
    raw = json.dumps({"cells": [], "metadata": {"kernelspec": {"language": "R"}}}).encode()
    assert python_of_notebook(raw) == (b"", ())


def test_a_key_called_source_in_an_output_does_not_shift_lines() -> None:
    cells = [
        {"cell_type": "code", "source": ["a = 1"], "z_outputs": [{"source": "not code"}]},
        {"cell_type": "code", "source": ["b = 2"]},
    ]
    raw = json.dumps({"cells": cells}, indent=1).encode()
    assert python_of_notebook(raw)[1][2] == line_of(raw, "b = 2")


def test_letters_outside_ascii_are_kept() -> None:
    text, _ = python_of_notebook(notebook(["label = 'Größe 模拟'"]))
    assert text.decode().startswith("label = 'Größe 模拟'")


def one_line(*cells: list[str]) -> str:
    """A notebook saved on one line, each line of a cell with its line end."""
    return json.dumps({"cells": [{"cell_type": "code", "source": cell} for cell in cells]})


def test_a_suppression_in_a_notebook_on_one_line_covers_its_own_line_only(project: Path) -> None:
    allowed = ["def b(order):  # prodlint: allow unimplemented -- later\n", "    raise NotImplementedError\n"]
    found = ["def c(order):\n", "    raise NotImplementedError\n"]
    write(project / "a.ipynb", one_line(allowed, found))
    assert [each["message"] for each in check_json(".").json["findings"] if each["rule"] == "unimplemented"] == [
        "`c` is not implemented."
    ]


def test_a_comment_in_a_notebook_on_one_line_is_told_beside_a_sure_finding(project: Path) -> None:
    admitted = ["# TODO: this is a mock for now\n", "total = 0\n"]
    found = ["\n", "def c(order):\n", "    raise NotImplementedError\n"]
    write(project / "a.ipynb", one_line(found, admitted))
    assert {each["rule"] for each in check_json(".").json["findings"]} == {"admission", "unimplemented"}


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", b"nonsense", b"[" * 100_000])
def test_broken_notebooks_are_value_errors(raw: bytes) -> None:
    with pytest.raises(ValueError):
        python_of_notebook(raw)


@pytest.mark.parametrize(
    "raw", [b"[]", b"1", b"{}", b'{"cells": 3}', b'{"cells": [3, {}, {"cell_type": "code", "source": 4}]}']
)
def test_strange_notebooks_are_empty(raw: bytes) -> None:
    assert python_of_notebook(raw)[0].strip() == b""
