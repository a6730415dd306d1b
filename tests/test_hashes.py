"""SARIF finds the files of findings under the names they really have."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from prodlint.hashes import real_path
from running import UNIMPLEMENTED, prodlint, write


def results(folder: Path) -> list[Any]:
    found: list[Any] = prodlint("check", "-f", "sarif", "--jobs", "1", folder).json["runs"][0]["results"]
    return found


def uri(result: Any) -> str:
    return str(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("new\nline.py", "new%0Aline.py"),
        ("gr\u00f6\u00dfe\t.py", "gr%C3%B6%C3%9Fe%09.py"),
        ("back\\nslash.py", "back%5Cnslash.py"),
        ("mark\u202e.py", "mark%E2%80%AE.py"),
        ("tag\U000e0041.py", "tag%F3%A0%81%81.py"),
        ("plain.py", "plain.py"),
        (os.fsdecode(b"caf\xe9.py"), "caf%E9.py"),
    ],
)
def test_a_finding_has_the_hash_and_the_uri_of_its_file(project: Path, name: str, written: str) -> None:
    try:
        write(project / name, UNIMPLEMENTED)
    except OSError:
        pytest.skip("the file system does not take this name")
    write(project / "same.py", UNIMPLEMENTED)
    by_uri = {uri(result): result["partialFingerprints"].get("primaryLocationLineHash") for result in results(project)}
    assert set(by_uri) == {written, "same.py"}
    assert by_uri[written] == by_uri["same.py"] is not None


def test_a_file_that_is_called_as_shown_goes_first(tmp_path: Path) -> None:
    write(tmp_path / "a\\nb.py", "")
    write(tmp_path / "a\nb.py", "")
    assert real_path(tmp_path, "a\\nb.py") == "a\\nb.py"


@pytest.mark.parametrize("shown", ["gone\\n.py", "gone\\x00.py", "gone\\U00110000.py", "gone\\", "\\n" * 5000])
def test_a_file_that_has_vanished_keeps_the_name_it_was_shown_by(tmp_path: Path, shown: str) -> None:
    assert real_path(tmp_path, shown) == shown
