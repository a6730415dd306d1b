"""Files of settings: what each format says, with the names above it."""

from __future__ import annotations

import pytest

from prodlint.fact import Comment, Setting
from prodlint.languages import front_end
from prodlint.rulebook.book import load_book

VOCABULARY = load_book().vocabulary("settings")


def told(form: str, text: str) -> list[tuple[str, str]]:
    facts = front_end(form).parse(text.encode(), VOCABULARY).facts("setting")
    return [(fact.keys, fact.value) for fact in facts if isinstance(fact, Setting)]


def written(form: str, text: str) -> list[str]:
    raw = text.encode()
    return [raw[fact.start : fact.end].decode() for fact in front_end(form).parse(raw, VOCABULARY).facts("setting")]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yaml", "web:\n  env:\n    URL: https://a.io # why\n"),
        ("yaml", "web:\n  env:\n    - URL=https://a.io\n"),
        ("yaml", "web:\n  env:\n    - name: URL\n      value: https://a.io\n"),
        ("json", '{\n\t"web": {"env": {"URL": "https://a.io"}}, // why\n}'),
        ("json", '/* "x": 1 */ {"web": {"env": {"URL": "https://a.io"}}}'),
        ("toml", '[web.env]\nURL = "https://a.io" # why\n'),
        (
            "plist",
            "<plist><dict><key>web</key><dict><key>env</key><dict><key>URL</key><string>https://a.io</string>"
            "</dict></dict></dict></plist>",
        ),
    ],
)
def test_a_value_stands_below_all_its_names(form: str, text: str) -> None:
    assert ("web.env.URL", "https://a.io") in told(form, text)


def test_an_inline_table_of_toml_is_read_in_its_line() -> None:
    assert told("toml", '[web]\nenv = { URL = "https://a.io" }\n') == [("web.URL", "https://a.io")]


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("dotenv", "export URL='https://a.io' # why\n", "https://a.io"),
        ("dotenv", "URL=https://a.io/#top # why\r\n", "https://a.io/#top"),
        ("xcconfig", "URL = https:/$()/a.io // why\n", "https://a.io"),
        ("xcconfig", "URL[sdk=iphoneos*] = a.io\n", "a.io"),
    ],
)
def test_a_line_gives_a_name_its_value(form: str, text: str, value: str) -> None:
    assert told(form, text) == [("URL", value)]


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        ("yaml", "é: 'ü'\nURL: 'https://a.io'\n", "'https://a.io'"),
        ("json", '// 🎉\n{"é": "ü", "URL": "https://a.io"}', '"https://a.io"'),
        ("toml", '# 🎉\nURL = "https://a.io"\n', '"https://a.io"'),
        ("dotenv", "# 🎉\nURL=https://a.io\n", "https://a.io"),
        ("plist", "<!-- 🎉 --><plist><dict><key>URL</key><string>https://a.io</string></dict></plist>", "https://a.io"),
    ],
)
def test_the_place_is_that_of_the_value_as_written(form: str, text: str, value: str) -> None:
    assert written(form, text)[-1] == value


@pytest.mark.parametrize("number", [0, 1, 999, 4000])
def test_a_place_far_behind_other_letters_is_told_in_bytes(number: int) -> None:
    lines = "".join(f"KEY_{each}='é🎉 {each}'\n" for each in range(4001))
    assert written("dotenv", lines)[number] == f"'é🎉 {number}'"
    assert written("yaml", lines.replace("=", ": "))[number] == f"'é🎉 {number}'"


@pytest.mark.parametrize("form", ["yaml", "json", "toml", "plist", "dotenv", "xcconfig"])
@pytest.mark.parametrize("text", ["", "{{ if }}", "a: [", "\x00\x01", "- &a [*a, *a]\n"])
def test_what_is_not_of_the_format_says_nothing(form: str, text: str) -> None:
    assert not [value for _, value in told(form, text) if value]


@pytest.mark.parametrize(
    ("form", "text"),
    [("yaml", "a: 1 # note\n"), ("json", "{} // note\n"), ("plist", "<plist/><!-- note -->"), ("dotenv", "# note\nA=b#c\n")],
)
def test_a_comment_is_told(form: str, text: str) -> None:
    (comment,) = front_end(form).parse(text.encode(), VOCABULARY).facts("comment")
    assert isinstance(comment, Comment)
    assert "note" in comment.text


def test_half_a_property_list_says_what_it_has() -> None:
    assert told("plist", "<plist><dict><key>A</key><string>b</string>") == [("A", "b")]
