from __future__ import annotations

from pathlib import Path

import pytest

from prodlint.errors import UserError
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_rule, load_rules, load_vocabulary
from prodlint.rulebook.model import Rule
from prodlint.rulebook.where import check_where

RULE = """\
title      = "Wait that stands for work"
gate       = "P0-MOCK"
confidence = "high"
message    = "`{name}` waits instead of working."
why        = "Nothing is done."
fix        = "Do it."
languages  = ["python"]

[[match]]
on      = "function"
where   = { body = "empty", name = { begins = ["save"] } }
confirm = ["not_a_hook"]
project = ["not_subclassed"]
at      = "giving up"

[[example]]
language = "python"
bad = '''
↓def save(): ...
'''

[[example]]
language = "python"
because = "It works."
good = '''
def save(): run()
'''
"""
VOCABULARY = """\
title = "Ours"
languages = ["python"]

[effects]
log = ["print"]

[anchors]
call = ["sleep"]
"""


def rule_file(folder: Path, text: str, name: str = "mocks/false-wait.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def complaint(path: Path) -> str:
    with pytest.raises(UserError) as raised:
        load_rule(path)
    return str(raised.value)


def changed(before: str, after: str) -> tuple[str, int]:
    """The rule with a change, and the 1-based line of the change."""
    assert before in RULE
    return RULE.replace(before, after, 1), RULE[: RULE.index(before)].count("\n") + 1


def test_a_rule_has_its_id_from_the_file_and_its_category_from_the_folder(tmp_path: Path) -> None:
    rule = load_rule(rule_file(tmp_path, RULE))
    assert (rule.id, rule.category, rule.gate) == ("false-wait", "mocks", "P0-MOCK")
    assert (rule.languages, len(rule.examples)) == (("python",), 2)
    assert rule.matches[0].confirm == ("not_a_hook",)


def test_one_match_may_be_a_table(tmp_path: Path) -> None:
    rule = load_rule(rule_file(tmp_path, RULE.replace("[[match]]", "[match]")))
    assert [match.on for match in rule.matches] == ["function"]


def test_rules_are_sorted_by_id_and_vocabularies_are_no_rules(tmp_path: Path) -> None:
    rule_file(tmp_path, RULE, "a/second.toml")
    rule_file(tmp_path, RULE, "b/first.toml")
    rule_file(tmp_path, VOCABULARY, "vocabulary/ours.toml")
    assert [rule.id for rule in load_rules(tmp_path)] == ["first", "second"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder of rules"):
        load_rules(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "says", "near"),
    [
        ("message    =", "mesage    =", "unknown key `mesage`", "message"),
        ("fix        =", "fixes =", "unknown key `fixes`", "fix"),
        ("confirm =", "confirms =", "unknown key `confirms`", "confirm"),
        ("because =", "becuase =", "unknown key `becuase`", "because"),
        ("P0-MOCK", "P0-MOCKS", "unknown gate `P0-MOCKS`", "P0-MOCK"),
        ('"high"', '"hihg"', "unknown confidence `hihg`", "high"),
        ('languages  = ["python"]', 'languages  = ["pyton"]', "unknown languages `pyton`", "python"),
        ('language = "python"', 'language = "pyhton"', "unknown language `pyhton`", "python"),
        ('"function"', '"fnction"', "unknown on `fnction`", "function"),
        ("not_a_hook", "not_a_hok", "unknown confirm `not_a_hok`", "not_a_hook"),
        ("not_subclassed", "not_subclased", "unknown project `not_subclased`", "not_subclassed"),
        ("giving up", "givng up", "unknown at `givng up`", "giving up"),
        ("body =", "bdy =", "`function` has no field `bdy`", "body"),
        ("begins", "beginns", "unknown operator `beginns`", "begins"),
    ],
)
def test_a_wrong_name_is_named_with_its_line_and_the_nearest(
    tmp_path: Path, before: str, after: str, says: str, near: str
) -> None:
    text, line = changed(before, after)
    path = rule_file(tmp_path, text)
    assert complaint(path) == f"{path}:{line}: {says} (did you mean `{near}`?)"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('{ begins = ["save"] }', "{ matches = '(save' }", "the regex does not compile: missing )"),
        ('{ begins = ["save"] }', "{ matches = 3 }", "a regex must be a text"),
        ('{ begins = ["save"] }', '{ begins = "save" }', "`begins` wants a list"),
        ('title      = "Wait that stands for work"', "title = 3", "Expected `str`, got `int`"),
        ('confirm = ["not_a_hook"]', 'confirm = "not_a_hook"', "Expected `array`, got `str`"),
        ('gate       = "P0-MOCK"', "gate = P0-MOCK", "not valid TOML"),
        ("[[match]]", "[[match]", "not valid TOML"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(tmp_path: Path, before: str, after: str, says: str) -> None:
    text, line = changed(before, after)
    path = rule_file(tmp_path, text)
    said = complaint(path)
    assert said.startswith(f"{path}:{line}: {says}")
    assert "\n" not in said


@pytest.mark.parametrize("key", ["title", "gate", "message", "why", "fix"])
def test_a_key_that_is_missing_is_named(tmp_path: Path, key: str) -> None:
    kept = [line for line in RULE.splitlines() if not line.startswith(key)]
    said = complaint(rule_file(tmp_path, "\n".join(kept)))
    assert f"missing required field `{key}`" in said


def test_a_rule_without_a_match_is_refused(tmp_path: Path) -> None:
    text = RULE[: RULE.index("[[match]]")] + RULE[RULE.index("[[example]]") :]
    assert "missing required field `match`" in complaint(rule_file(tmp_path, text))


def test_an_example_is_either_bad_or_good(tmp_path: Path) -> None:
    path = rule_file(tmp_path, RULE.replace("because =", "bad ="))
    assert "an example has either `bad` or `good`" in complaint(path)
    assert complaint(path).startswith(f"{path}:")


def test_an_example_of_nothing_is_refused(tmp_path: Path) -> None:
    path = rule_file(tmp_path, RULE + '\n[[example]]\nlanguage = "python"\n')
    assert "an example has either `bad` or `good`" in complaint(path)


def test_the_example_that_is_wrong_is_named_with_its_own_line(tmp_path: Path) -> None:
    path = rule_file(tmp_path, RULE + '\n[[example]]\nlanguage = "python"\n')
    assert complaint(path).startswith(f"{path}:{RULE.count(chr(10)) + 2}:")


@pytest.mark.parametrize("name", ["False-Wait", "false_wait", "1-wait", "false--wait", "wait-", "falsé"])
def test_an_id_is_small_letters_and_hyphens(tmp_path: Path, name: str) -> None:
    path = rule_file(tmp_path, RULE, f"mocks/{name}.toml")
    assert complaint(path) == f"{path}: `{name}` is no rule id (name the file like `empty-action.toml`)"


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "false-wait.toml"
    path.write_bytes(b'title = "\xff\xfe"')
    assert complaint(path).startswith(f"{path}: cannot be read")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('["python"]', '["pyton"]', ":2: unknown languages `pyton` (did you mean `python`?)"),
        ("log =", "logs =", ":5: unknown effects `logs` (did you mean `log`?)"),
        ("call =", "calls =", ":8: unknown anchors `calls` (did you mean `call`?)"),
        ("[effects]", "[efects]", ":4: unknown key `efects` (did you mean `effects`?)"),
        ('log = ["print"]', 'log = "print"', "Expected `array`, got `str`"),
        ("[anchors]", "[anchors", ":7: not valid TOML"),
    ],
)
def test_a_mistake_in_a_vocabulary_is_named_with_its_line(tmp_path: Path, before: str, after: str, says: str) -> None:
    rule_file(tmp_path, VOCABULARY.replace(before, after), "ours.toml")
    with pytest.raises(UserError) as raised:
        load_vocabulary(tmp_path)
    assert f"{tmp_path / 'ours.toml'}:" in str(raised.value)
    assert says in str(raised.value)


def test_the_bundled_rules_load() -> None:
    assert {"unimplemented", "empty-action", "mock-data"} <= {rule.id for rule in load_rules(bundled_folder())}


@pytest.mark.parametrize("rule", load_rules(bundled_folder()), ids=lambda rule: rule.id)
def test_the_regexes_of_a_bundled_rule_compile(rule: Rule) -> None:
    for match in rule.matches:
        check_where(match.on, match.where, rule.path)


def test_a_regex_of_a_users_rule_is_compiled_when_it_is_loaded(tmp_path: Path) -> None:
    path = rule_file(tmp_path, RULE + '\n[[match]]\non = "text"\nwhere = { value = { matches = "(" } }\n')
    assert "the regex does not compile" in complaint(path)
