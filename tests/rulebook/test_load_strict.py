"""Odd values in a rule file: one line that names the file, the culprit's line and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.analyse import Analyser
from prodlint.config import Config
from prodlint.errors import UserError
from prodlint.examples import failures, lacking
from prodlint.rulebook.book import load_book
from prodlint.rulebook.load import load_rule

HEAD = """\
title    = "Wait that stands for work"
gate     = "P0-MOCK"
message  = "`{name}` waits instead of working."
why      = "Nothing is done."
fix      = "Do it."
"""
FIRST = """
[[match]]
on    = "function"
where = { body = "empty", name = { begins = ["save"] } }
roles = ["product", "test"]
"""
SECOND = """
[[match]]
on      = "function"
roles   = ["product"]
regions = ["preview"]
"""


def complaint(folder: Path, text: str) -> tuple[int, str]:
    """The line that the error names (1-based), and what it says after it."""
    path = folder / "false-wait.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as raised:
        load_rule(path)
    said = str(raised.value)
    assert "\n" not in said
    assert said.startswith(f"{path}:")
    line, _, rest = said.removeprefix(f"{path}:").partition(": ")
    return int(line), rest


def line_in(text: str, part: str) -> int:
    """The 1-based line of the last place of `part`."""
    return text[: text.rindex(part)].count("\n") + 1


def shape(on: str, where: str) -> str:
    return HEAD.replace("{name}", "it") + f'\n[match]\non = "{on}"\n\n[match.where]\n{where}\n'


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('roles   = ["product"]', 'roles = ["produkt"]', "unknown roles `produkt` (did you mean `product`?)"),
        ('regions = ["preview"]', 'regions = ["main_guard"]', "unknown regions `main_guard` (did you mean `main-guard`?)"),
        ('regions = ["preview"]', 'languages = ["pyhton"]', "unknown languages `pyhton` (did you mean `python`?)"),
        ('regions = ["preview"]', 'languages = ["settings"]', "a shape on `function` does not fit its languages (`on ="),
        ('regions = ["preview"]', "where = { name = 3 }", "`name` holds a text, never `3`"),
        ('regions = ["preview"]', "where = { nmae = 'a' }", "`function` has no field `nmae` (did you mean `name`?)"),
        (
            'regions = ["preview"]',
            "where = { body = 'emtpy' }",
            "`body` of `function` is never `emtpy` (did you mean `empty`?)",
        ),
        (
            'regions = ["preview"]',
            "where = { effects = { any = ['oi'] } }",
            "`effects` of `function` is never `oi` (known: assert,",
        ),
        ('regions = ["preview"]', "where = { name = { matches = '(a' } }", "the regex does not compile: missing )"),
        ('regions = ["preview"]', 'message = "{nmae}"', "the message names `{nmae}` (did you mean `name`?)"),
        ('regions = ["preview"]', 'regoins = ["preview"]', "unknown key `regoins` (did you mean `regions`?)"),
        ('regions = ["preview"]', "regions = 'preview'", "Expected `array`, got `str`"),
    ],
)
def test_a_mistake_in_the_second_shape_has_its_line_there(tmp_path: Path, before: str, after: str, says: str) -> None:
    text = HEAD + FIRST + SECOND.replace(before, after)
    line, said = complaint(tmp_path, text)
    assert said.startswith(says)
    assert line == line_in(text, after)


def test_a_name_in_a_list_over_several_lines_has_its_own_line(tmp_path: Path) -> None:
    text = HEAD + FIRST + SECOND.replace('["product"]', '[\n  "product",\n  "tests",\n]')
    assert complaint(tmp_path, text) == (line_in(text, '"tests"'), "unknown roles `tests` (did you mean `test`?)")


def test_a_shape_without_on_is_named_at_its_header(tmp_path: Path) -> None:
    text = HEAD + FIRST + SECOND.replace('on      = "function"\n', "")
    line, said = complaint(tmp_path, text)
    assert line == line_in(text, "[[match]]")
    assert "missing required field `on`" in said


def test_a_rule_with_no_shape_is_refused(tmp_path: Path) -> None:
    text = HEAD + "match = []\n"
    assert complaint(tmp_path, text) == (6, "the rule has no shape, so it finds nothing (add a [match] with its `on`)")


def test_a_rule_for_no_language_is_refused(tmp_path: Path) -> None:
    line, said = complaint(tmp_path, HEAD + "languages = []\n" + FIRST)
    assert (line, said) == (6, "the rule has no language, so it finds nothing (known: swift, ecmascript, python, settings)")


@pytest.mark.parametrize("shapes", ["3", '"call"', "[3]", "[[]]"])
def test_a_shape_is_a_table(tmp_path: Path, shapes: str) -> None:
    line, said = complaint(tmp_path, HEAD + f"match = {shapes}\n")
    assert line == 6
    assert "Expected" in said


@pytest.mark.parametrize(
    ("on", "test", "says"),
    [
        ("function", "name = 3", "`name` holds a text, never `3`"),
        ("function", "name = true", "`name` holds a text, never `true`"),
        ("function", 'name = ["a", 3]', "`name` holds a text, never `3`"),
        ("function", "name = []", "`name` is compared with an empty list"),
        ("function", "name = {}", "`name` has no operator"),
        ("function", "name = 2020-01-01", "`name` holds a text, never `2020-01-01`"),
        ("function", 'is_async = "yes"', "`is_async` holds true or false, never `yes`"),
        ("function", "is_async = 1", "`is_async` holds true or false, never `1`"),
        ("function", "is_async = { matches = 'a' }", "`matches` does not fit `is_async`, which holds true or false"),
        ("function", 'literals = "3"', "`literals` holds a whole number, never `3`"),
        ("function", "literals = true", "`literals` holds a whole number, never `true`"),
        ("function", "literals = 2.5", "`literals` holds a whole number, never `2.5`"),
        ("function", "literals = { matches = '3' }", "`matches` does not fit `literals`, which holds a whole number"),
        ("function", 'literals = { at_least = "3" }', "`at_least` wants a number, not `3`"),
        ("function", "literals = { at_least = true }", "`at_least` wants a number, not `true`"),
        ("function", "literals = { at_least = nan }", "`at_least` wants a number, not `nan`"),
        ("records", 'literal_share = "all"', "`literal_share` holds a number, never `all`"),
        ("function", 'effects = "io"', "`effects` holds several texts and equals no single value"),
        ("function", 'effects = ["io"]', "`effects` holds several texts and equals no single value"),
        ("function", 'effects = { any = "io" }', "`any` wants a list"),
        ("function", 'effects = { none = "io" }', "`none` wants a list"),
        ("function", 'effects = { only = "io" }', "`only` wants a list"),
        ("function", "effects = { any = [] }", "`any` has an empty list"),
        ("function", "effects = { only = [3] }", "`only` wants texts, not `3`"),
        ("function", 'name = { words = "mock" }', "`words` wants a list"),
        ("function", 'name = { begins = "save" }', "`begins` wants a list"),
        ("function", 'name = { no_words = ["MockData"] }', "`no_words`: `MockData` is not one word in lower case"),
        ("function", 'name = { words = [""] }', "`words`: `` is not one word in lower case"),
        ("function", 'name = { any = ["a"] }', "`any` does not fit `name`, which holds a text"),
        ("function", "name = { only = ['a'] }", "`only` does not fit `name`, which holds a text"),
        ("function", "name = { matches = ['a'] }", "a regex must be a text"),
        ("function", "name = { matches = 'a{99999999999999999999}' }", "the regex does not compile"),
        ("call", "arguments = { matches = 'a' }", "`matches` does not fit `arguments`, which holds a list"),
        ("call", "arguments = 'a'", "`arguments` holds a list and equals no single value"),
    ],
)
def test_a_test_that_cannot_fit_its_field_is_refused(tmp_path: Path, on: str, test: str, says: str) -> None:
    text = shape(on, test)
    line, said = complaint(tmp_path, text)
    assert said.startswith(says)
    assert line == line_in(text, test)


@pytest.mark.parametrize(
    ("on", "test"),
    [
        ("function", "name = { at_least = 3, at_most = 9.5 }"),
        ("function", "name = { matches = 'a', not_matches = 'b', words = ['mock'], no_words = ['ui'], begins = ['save'] }"),
        ("function", "calls = { matches = 'a', not_matches = 'b', words = ['mock'], any = ['Any Text'], at_most = 2 }"),
        ("function", "effects = { any = ['io'], none = ['log'], only = ['io'] }"),
        ("function", "is_async = [true, false]"),
        ("function", "literals = [1, 2]"),
        ("records", "literal_share = 1"),
        ("delay", "seconds = { at_least = 0.5 }"),
        ("call", "arguments = { at_most = 0 }"),
    ],
)
def test_a_test_that_fits_its_field_loads(tmp_path: Path, on: str, test: str) -> None:
    path = tmp_path / "false-wait.toml"
    path.write_text(shape(on, test), encoding="utf-8")
    assert load_rule(path).matches[0].on == on


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("{name.__class__}", "only a field's bare name counts: `{name}`"),
        ("{name[0]}", "only a field's bare name counts: `{name}`"),
        ("{name!r}", "only a field's bare name counts: `{name}`"),
        ("{line:>10}", "only a field's bare name counts: `{line}`"),
        ("{nmae!r}", "did you mean `name`?"),
        ("{0}", "known: "),
        ("{}", "known: "),
    ],
)
def test_a_message_holds_bare_names_only(tmp_path: Path, written: str, remedy: str) -> None:
    text = HEAD.replace("{name}", written) + FIRST
    line, said = complaint(tmp_path, text)
    assert said.startswith(f"the message names `{written}` ({remedy}")
    assert line == 3


@pytest.mark.parametrize("written", ["{name", "name}", "{name!}"])
def test_a_message_with_a_stray_brace_is_refused(tmp_path: Path, written: str) -> None:
    line, said = complaint(tmp_path, HEAD.replace("{name}", written) + FIRST)
    assert line == 3
    assert said.startswith("the message is not well-formed")


def test_names_in_comments_are_not_taken_for_the_culprit(tmp_path: Path) -> None:
    text = HEAD + FIRST + '\n# roles = ["produkt"]\n' + SECOND.replace('["product"]', '["produkt"]')
    assert complaint(tmp_path, text)[0] == line_in(text, '"produkt"')


def test_lists_nested_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "false-wait.toml"
    path.write_text("a = " + "[" * 20_000, encoding="utf-8")
    with pytest.raises(UserError, match="not valid TOML"):
        load_rule(path)


def test_the_rule_in_the_documentation_proves_itself(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "rule-file.md").read_text(encoding="utf-8")
    written = page.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "old-gateway.toml").write_text(written, encoding="utf-8")
    book = load_book([tmp_path])
    rule = next(rule for rule in book.rules if rule.id == "old-gateway")
    assert lacking(rule) == []
    assert [failure.message for failure in failures(rule, Analyser(book, Config()))] == []
