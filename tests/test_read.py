from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from prodlint.discover import FoundFile
from prodlint.finding import Problem
from prodlint.read import LONGEST_LINE, read_source, source_of
from prodlint.source import Source


def text_of(raw: bytes, language: str = "python") -> bytes:
    source = source_of("a.py", raw, language)
    assert isinstance(source, Source)
    return source.text


def problem_of(raw: bytes, language: str = "python") -> Problem:
    problem = source_of("a.py", raw, language)
    assert isinstance(problem, Problem)
    return problem


def found(path: Path) -> FoundFile:
    return FoundFile(path=path.name, absolute=str(path), language="python")


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x = 1\n")
    source = read_source(found(path))
    assert isinstance(source, Source)
    assert (source.path, source.text) == ("a.py", b"x = 1\n")


def test_a_file_that_vanished_is_a_problem(tmp_path: Path) -> None:
    problem = read_source(found(tmp_path / "gone.py"))
    assert problem == Problem("gone.py", "unreadable", "vanished while prodlint ran")


def test_a_folder_in_a_files_place_is_a_problem(tmp_path: Path) -> None:
    problem = read_source(found(tmp_path))
    assert isinstance(problem, Problem)
    assert problem.kind == "unreadable"


def test_an_impossible_name_is_a_problem() -> None:
    problem = read_source(FoundFile(path="a", absolute="a\0b", language="python"))
    assert isinstance(problem, Problem)


@pytest.mark.parametrize("raw", [b"", b"x\n", "ü = '模拟'\n".encode(), b"a\r\nb\r\n", b"no end of line"])
def test_utf8_stays_as_it_is(raw: bytes) -> None:
    assert text_of(raw) == raw


def test_a_byte_order_mark_is_left_out() -> None:
    assert text_of(codecs.BOM_UTF8 + b"x") == b"x"


@pytest.mark.parametrize(
    "raw",
    [codecs.BOM_UTF16_LE + "ü\r\n😀".encode("utf-16-le"), codecs.BOM_UTF16_BE + "ü\r\n😀".encode("utf-16-be")],
)
def test_utf16_with_a_mark_becomes_utf8(raw: bytes) -> None:
    assert text_of(raw) == "ü\r\n😀".encode()


def test_utf16_cut_in_the_middle_is_still_read() -> None:
    assert text_of(codecs.BOM_UTF16_LE + b"a\0b").startswith(b"a")


def test_a_lone_surrogate_in_utf16_is_replaced() -> None:
    assert text_of(codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0").decode() == "a\ufffdb"


def test_utf32_is_binary() -> None:
    assert problem_of(codecs.BOM_UTF32_LE + "abc".encode("utf-32-le")).kind == "skipped"


def test_windows_1252_is_read() -> None:
    assert text_of("“naïve” €".encode("cp1252")) == "“naïve” €".encode()


def test_latin_1_is_read_where_windows_1252_has_no_letter() -> None:
    assert text_of(b"caf\xe9 \x81") == "café \x81".encode()


def test_broken_utf8_is_read_as_something() -> None:
    assert text_of(b"ok \xff\xc3(").startswith(b"ok ")


def test_encoded_surrogates_are_no_utf8() -> None:
    text_of(b"\xed\xa0\x80").decode("utf-8")


@pytest.mark.parametrize("raw", [b"\x00\x01\x02", b"MZ\0\0\0" + b"a" * 100, bytes(1000)])
def test_nul_bytes_make_a_file_binary(raw: bytes) -> None:
    assert problem_of(raw) == Problem("a.py", "skipped", "binary: it has NUL bytes")


def test_one_stray_nul_in_a_text_is_read_over() -> None:
    raw = b"x = 1\n" * 200
    assert text_of(raw + b"\0" + raw) == raw + b" " + raw


def test_one_nul_among_bytes_that_are_no_utf8_is_binary() -> None:
    assert problem_of(b"\xff\xfa" * 500 + b"\0").kind == "skipped"


def test_one_very_long_line_is_minified() -> None:
    assert "minified" in problem_of(b"a\n" + b"x" * (LONGEST_LINE + 1)).message


def test_a_line_of_the_allowed_length_is_read() -> None:
    raw = b"x" * LONGEST_LINE
    assert text_of(raw) == raw


def test_many_long_lines_are_minified() -> None:
    assert "minified" in problem_of((b"x" * 600 + b"\n") * 100).message


def test_a_few_long_lines_are_read() -> None:
    raw = (b"x" * 600 + b"\n") * 40
    assert text_of(raw) == raw


def test_a_large_file_of_short_lines_is_read() -> None:
    raw = b"value = 1\n" * 20_000
    assert text_of(raw) == raw


def test_fifty_megabytes_in_one_line_are_minified() -> None:
    assert problem_of(b"x" * 50_000_000).kind == "skipped"


def test_a_notebook_becomes_its_code_with_the_files_lines() -> None:
    raw = b'{"nbformat": 4,\n "cells": [\n  {"cell_type": "code",\n   "source": ["x = 1\\n",\n    "y = 2"]}]}'
    source = source_of("a.ipynb", codecs.BOM_UTF8 + raw, "notebook")
    assert isinstance(source, Source)
    assert source.text.startswith(b"x = 1\ny = 2")
    assert source.place(6, 7).line == 5


def test_what_is_no_notebook_is_a_problem() -> None:
    problem = problem_of(b"[1", "notebook")
    assert problem.kind == "unreadable"
    assert problem.message.startswith("not a notebook")
