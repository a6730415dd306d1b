"""Mistakes in vocabulary files, and the bundled ones without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.errors import UserError
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import check_regexes, load_vocabulary, load_vocabulary_file

WRITTEN = """\
title = "Ours"
languages = ["python"]

[effects]
log = ["print"]

[texts]
shown = ["say"]

[labels]
prompt = ["hint"]

[patterns]
name = '''^a'''
list = '''(b|c)'''

[evidence]
"function.body=empty" = '''def a'''
"records.shape" = '''^b$'''

[anchors]
"function.body=unimplemented" = ["todo"]

[[control]]
name = "Knob"
kind = "button"

[[control]]
name = "Lever"
kind = "toggle"
"""
BUNDLED = sorted(path for path in (bundled_folder() / "vocabulary").glob("*.toml") if path.stem not in ("roles", "entries"))


def test_a_file_without_mistakes_loads(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(WRITTEN, encoding="utf-8")
    (file,) = load_vocabulary(tmp_path)
    assert [control.kind for control in file.control] == ["button", "toggle"]


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_the_regexes_of_the_bundled_files_compile(path: Path) -> None:
    check_regexes(load_vocabulary_file(path), path)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("log = [", "lgo = [", "unknown effects `lgo` (did you mean `log`?)"),
        ("shown =", "shwon =", "unknown texts `shwon` (did you mean `shown`?)"),
        ("prompt =", "promt =", "unknown labels `promt` (did you mean `prompt`?)"),
        ('"toggle"', '"togle"', "unknown kind `togle` (did you mean `toggle`?)"),
        ('kind = "toggle"', 'kidn = "toggle"', "unknown key `kidn` (did you mean `kind`?)"),
        ('name = "Lever"', "name = 3", "Expected `str`, got `int`"),
        ("name = '''^a'''", "name = '''(a'''", "the regex does not compile: missing )"),
        ("list = '''(b|c)'''", "list = '''*b'''", "the regex does not compile: nothing to repeat"),
        ("list = '''(b|c)'''", "list = 3", "Expected `str`, got `int`"),
        ("'''def a'''", "'''def [a'''", "the regex does not compile: unterminated character set"),
        ("'''^b$'''", r"'''\u0041\N{BULLET}'''", "the regex does not compile for bytes: bad escape"),
        ('"records.shape"', '"recrods.shape"', "unknown evidence `recrods` (did you mean `records`?)"),
        ('"records.shape"', '"records.shap"', "`records` has no field `shap` (did you mean `shape`?)"),
        ('"function.body=unimplemented"', '"function.boddy=unimplemented"', "`function` has no field `boddy`"),
    ],
)
def test_a_mistake_is_named_with_its_own_line(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in WRITTEN
    path = tmp_path / "ours.toml"
    path.write_text(WRITTEN.replace(before, after), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_vocabulary(tmp_path)
    line = WRITTEN[: WRITTEN.index(before)].count("\n") + 1
    assert str(raised.value).startswith(f"{path}:{line}: {says}")
    assert "\n" not in str(raised.value)
