"""Mistakes in how a vocabulary file says that a service is tried, and the bundled words without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.errors import UserError
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary_file

WRITTEN = """\
title = "Ours"
languages = ["python"]

[[service]]
name = "First"
kind = "data"

[[service]]
name = "Harbour"
kind = "data"

[service.live]
base = "https://api.harbour.test"
path = "/berths/{port}"
method = "GET"
variables = { port = ["HARBOUR_PORT"], key = ["HARBOUR_KEY"] }
headers = { X-Key = "{key}" }
basic = ["a", "b"]
wrong = [404]
answer = "berths"
"""
SERVICES = load_vocabulary_file(bundled_folder() / "vocabulary/services.toml").service


def test_words_without_mistakes_load(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(WRITTEN, encoding="utf-8")
    live = load_vocabulary_file(path).service[1].live
    assert live is not None
    assert live.variables == {"port": ("HARBOUR_PORT",), "key": ("HARBOUR_KEY",)}


def test_most_services_that_stand_in_the_network_and_need_a_key_can_be_tried() -> None:
    assert sum(each.live is not None for each in SERVICES) >= 37


def test_no_service_is_asked_openly_but_on_this_machine() -> None:
    assert [each.name for each in SERVICES if each.live and each.live.base.startswith("http:")] == ["Ollama"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"https://api.harbour.test"', '"http://api.harbour.test"', "`http://api.harbour.test` is no address"),
        ('"https://api.harbour.test"', '"https://api.harbour.test/v1"', "`https://api.harbour.test/v1` is no address"),
        ('"/berths', '"berths', "the path `berths/{port}` does not begin with a slash"),
        ('"GET"', '"GIT"', "unknown method `GIT` (did you mean `GET`?)"),
        ('"{key}"', '"{kye}"', "`{kye}` stands for no variable (did you mean `key`?)"),
        ('"{key}"', '"none"', "`key` is not used"),
        ('["HARBOUR_KEY"]', "[]", "`key` names no variable"),
        ('["HARBOUR_KEY"]', '["harbour key"]', "`harbour key` is no name of a variable"),
        ("X-Key =", '"X Key" =', "`X Key` is no name of a header"),
        ('["a", "b"]', '["a"]', "`basic` is a user and a password"),
        ("[404]", "[200]", "200 is no status of a wrong key (give one from 400 to 499)"),
        ("answer =", "anwser =", "unknown key `anwser` (did you mean `answer`?)"),
        ('answer = "berths"', "", "nothing tells the right answer from another (name a member of it as `answer`)"),
        ("wrong = [404]", 'wrong = ["404"]', "Expected `int`, got `str`"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, before: str, after: str, says: str) -> None:
    assert before in WRITTEN
    path = tmp_path / "ours.toml"
    path.write_text(WRITTEN.replace(before, after), encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_vocabulary_file(path)
    place, _, message = str(raised.value).removeprefix(f"{path}:").partition(": ")
    assert message.startswith(says)
    assert int(place) >= WRITTEN[: WRITTEN.index('"Harbour"')].count("\n") + 1
    assert "\n" not in message
