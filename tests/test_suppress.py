from __future__ import annotations

import re
from datetime import date

import pytest

from prodlint.analyse import time_limit
from prodlint.finding import Finding
from prodlint.source import Source
from prodlint.suppress import RULES, Suppression, apply, find_suppressions

KNOWN = frozenset({"empty-action", "mock-data", "canned-response", "P0-UI", "P0-MOCK"})
TODAY = date(2026, 6, 1)
COMMENTS = re.compile(rb"(?:[ \t]*//[^\n]*\n?)+|/\*.*?\*/|(?:[ \t]*#[^\n]*\n?)+|<!--.*?-->", re.DOTALL)


def found_in(text: str) -> tuple[Suppression, ...]:
    """The suppressions, with the comments that a front end would tell of (no strings hold comment marks in these texts)."""
    raw = text.encode()
    spans = [match.span() for match in COMMENTS.finditer(raw)]
    known_comments = find_suppressions(raw, spans)
    assert known_comments == find_suppressions(raw)
    return known_comments


def finding(text: str, at: str, rule: str = "empty-action", gate: str = "P0-UI") -> Finding:
    start = text.encode().index(at.encode())
    place = Source("a", text.encode()).place(start, start + len(at.encode()))
    return Finding(rule=rule, gate=gate, level="error", confidence="high", path="a", place=place, message="m", why="w", fix="f")


def weigh(text: str, *findings: Finding, today: date = TODAY) -> tuple[list[str], list[tuple[str, str]]]:
    """The reasons of the findings given, and (rule, message) of those that were added."""
    result = apply(findings, found_in(text), KNOWN, today, "a")
    count = len(findings)
    return [each.suppressed for each in result[:count]], [(each.rule, each.message) for each in result[count:]]


def test_a_text_without_directive_has_none() -> None:
    assert find_suppressions(b"// nothing\n") == ()


def test_findings_of_a_file_without_suppressions_stay_as_they_are() -> None:
    one = finding("x {}", "{}")
    assert apply([one], (), KNOWN, TODAY, "a") == [one]


@pytest.mark.parametrize(
    "text",
    [
        "Button {} // prodlint: allow empty-action -- why\n",
        "Button {} //prodlint: allow empty-action -- why",
        "Button {} # prodlint:allow empty-action -- why\n",
        "Button {} /* prodlint: allow empty-action -- why */\n",
        "Button {} <!-- prodlint: allow empty-action -- why -->\n",
        "Button {} /* prodlint: allow empty-action -- why */ ; next()\n",
        "Button {} // eslint-disable-line prodlint: allow empty-action -- why\r\n",
        "Button {} // prodlint: Allow empty-action — why\n",
        "// prodlint: allow empty-action -- why\nButton {}\n",
        "  // prodlint: allow empty-action -- why\r\n  Button {}\r\n",
        "# prodlint: allow empty-action -- why\nButton {}\n",
        "/* prodlint: allow empty-action -- why */\nButton {}\n",
        "{/* prodlint: allow empty-action -- why */}\nButton {}\n",
        "<!-- prodlint: allow empty-action -- why -->\nButton {}\n",
        "/**\n * prodlint: allow empty-action -- why\n */\nButton {}\n",
        "// a button\n// prodlint: allow empty-action -- why\n// that waits\nButton {}\n",
        "// prodlint: allow empty-action\n// why\nButton {}\n",
        "// prodlint: allow empty-action -- why\n@objc\n@IBAction\nButton {}\n",
        "// prodlint: allow P0-UI -- why\nButton {}\n",
        "// prodlint: allow mock-data, empty-action -- why\nButton {}\n// prodlint: allow-file mock-data -- x",
        "// prodlint: allow-file empty-action -- why\n\n\nButton {}\n",
        "Button {}\n\n# prodlint: allow-file empty-action -- why\n",
        "// prodlint: allow-start empty-action -- why\n\nButton {}\n\n// prodlint: allow-end\n",
        "// prodlint: allow-start empty-action -- why\nButton {}\n// prodlint: allow-end empty-action\n",
        "// prodlint: allow empty-action -- why until=2026-06-01\nButton {}\n",
        "// prodlint: allow empty-action until=2027-01-31 -- why\nButton {}\n",
        "😀() /* ü */; Button {} // prodlint: allow empty-action -- why\n",
    ],
)
def test_a_finding_is_allowed(text: str) -> None:
    reasons, _ = weigh(text, finding(text, "Button {}"))
    assert len(reasons) == 1
    assert reasons[0].startswith("why")


@pytest.mark.parametrize(
    "text",
    [
        "// prodlint: allow empty-action -- why\n\nButton {}\n",
        "// prodlint: allow mock-data -- why\nButton {}\n",
        "Button {}\n// prodlint: allow empty-action -- why\nnext()\n",
        "// prodlint: allow empty-action -- why\nnext()\nButton {}\n",
        "next() // prodlint: allow empty-action -- why\nButton {}\n",
        "// prodlint: allow-start empty-action -- why\nButton {}\n",
        "// prodlint: allow-start empty-action -- why\n// prodlint: allow-end\nButton {}\n",
        "Button {}\n// prodlint: allow-end empty-action\n",
        "// prodlint: disable empty-action -- why\nButton {}\n",
        "// prodlint: allow empty-action -- why until=2026-05-31\nButton {}\n",
        "// prodlint: allow empty-action -- why until=someday\nButton {}\n",
        "// prodlint: allow-start empty-action -- why\nx\n// prodlint: allow-end mock-data\nButton {}\n",
    ],
)
def test_a_finding_is_not_allowed_and_somebody_is_told(text: str) -> None:
    reasons, added = weigh(text, finding(text, "Button {}"))
    assert reasons == [""]
    assert added


@pytest.mark.parametrize(
    "text",
    [
        'print("// prodlint: allow empty-action -- why")\n',
        'x = """\n# prodlint: allow empty-action -- why\n"""\n',
        "const s = `/* prodlint: allow empty-action -- why */`\n",
    ],
)
def test_a_string_allows_nothing(text: str) -> None:
    assert find_suppressions(text.encode(), []) == ()


def test_the_reason_may_go_on_in_a_block_comment() -> None:
    text = "/* prodlint: allow empty-action\n   because\n   of that */\nButton {}\n"
    (suppression,) = find_suppressions(text.encode(), [(0, text.index("\nButton"))])
    assert (suppression.reason, suppression.first) == ("because of that", 2)


def test_a_docstring_allows_nothing() -> None:
    text = b'"""\n prodlint: allow empty-action -- why\n"""\n'
    assert find_suppressions(text, [(0, len(text))]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "# prodlint: a linter for releases\n",
        "# run prodlint: it is quick\n",
        "# write `prodlint: allow empty-action`\n",
        "# see docs.prodlint: allow\n",
        "# prodlint:\n",
        "# prodlint: \x00\xff\n",
    ],
)
def test_prose_is_no_directive(text: str) -> None:
    assert found_in(text) == ()


def test_a_suppression_in_the_middle_of_a_finding_allows_it() -> None:
    text = "Button(\n  a // prodlint: allow empty-action -- why\n) {}\n"
    assert weigh(text, finding(text, text.strip()))[0] == ["why"]


def test_one_comment_may_hold_several_directives() -> None:
    text = "// prodlint: allow empty-action -- one\n// prodlint: allow mock-data -- two\nButton {}\n"
    reasons, added = weigh(text, finding(text, "Button {}"), finding(text, "Button {}", "mock-data", "P0-MOCK"))
    assert reasons == ["one", "two"]
    assert added == []


def test_ranges_nest() -> None:
    text = (
        "// prodlint: allow-start empty-action -- outer\n// prodlint: allow-start mock-data -- inner\nA\n"
        "// prodlint: allow-end\nB\n// prodlint: allow-end\nC\n"
    )
    findings = [finding(text, at + "\n", rule) for at in "ABC" for rule in ("empty-action", "mock-data")]
    assert weigh(text, *findings)[0] == ["outer", "inner", "outer", "", "", ""]


def test_ranges_cross_by_name() -> None:
    text = (
        "// prodlint: allow-start empty-action -- one\n// prodlint: allow-start mock-data -- two\nA\n"
        "// prodlint: allow-end empty-action\nB\n// prodlint: allow-end mock-data\n"
    )
    findings = [finding(text, at + "\n", rule) for at in "AB" for rule in ("empty-action", "mock-data")]
    assert weigh(text, *findings)[0] == ["one", "two", "", "two"]


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (
            "// prodlint: allow empty-action -- x\ny()\n",
            "unused-suppression",
            "`empty-action` is allowed here, but not found here.",
        ),
        (
            "// prodlint: allow empty-action -- x\n",
            "unused-suppression",
            "`prodlint: allow` is misplaced: no code follows it directly.",
        ),
        (
            "// prodlint: allow-start mock-data -- x\n",
            "unused-suppression",
            "`prodlint: allow-start` is misplaced: no `allow-end` follows it.",
        ),
        (
            "// prodlint: allow-end\n",
            "unused-suppression",
            "`prodlint: allow-end` is misplaced: no `allow-start` of the same names is open.",
        ),
        (
            "y() // prodlint: allow emty-action -- x\n",
            "unknown-suppression",
            "No rule or gate is called `emty-action`; did you mean `empty-action`?",
        ),
        ("y() // prodlint: allow zzz -- x\n", "unknown-suppression", "No rule or gate is called `zzz`."),
        ("y() // prodlint: allow\n", "unknown-suppression", "`prodlint: allow` names no rule."),
        ("y() // prodlint: allow -- x\n", "unknown-suppression", "`prodlint: allow` names no rule."),
        (
            "y() // prodlint: alow mock-data -- x\n",
            "unknown-suppression",
            "`prodlint: alow` means nothing; did you mean `allow`?",
        ),
        ("y() // prodlint: disable mock-data -- x\n", "unknown-suppression", "`prodlint: disable` means nothing."),
        (
            "y() // prodlint: allow mock-data -- x until=soon\n",
            "unknown-suppression",
            "`until=soon` is no date; write it as 2027-01-31.",
        ),
        (
            "y() // prodlint: allow mock-data -- x until=2026-05-31\n",
            "expired-suppression",
            "`mock-data` was allowed until 2026-05-31.",
        ),
    ],
)
def test_what_is_wrong_with_a_suppression_is_said(text: str, rule: str, message: str) -> None:
    assert weigh(text)[1] == [(rule, message)]


def test_a_reason_without_its_dashes_is_explained() -> None:
    text = "// prodlint: allow empty-action waits for JIRA\nButton {}\n"
    reasons, added = weigh(text, finding(text, "Button {}"))
    assert reasons == ["no reason given"]
    assert added[0] == ("unknown-suppression", "`waits for JIRA` names no rules; write the reason after `--`.")


def test_a_missing_reason_is_a_note() -> None:
    text = "Button {} // prodlint: allow empty-action\n"
    (allowed, note) = apply([finding(text, "Button {}")], found_in(text), KNOWN, TODAY, "a")
    assert allowed.suppressed == "no reason given"
    assert (note.rule, note.level, note.gate) == ("unexplained-suppression", "note", "SUPPRESSION")


def test_only_the_unused_name_is_called_unused() -> None:
    text = "// prodlint: allow empty-action, mock-data -- x\nButton {}\n"
    assert weigh(text, finding(text, "Button {}"))[1] == [
        ("unused-suppression", "`mock-data` is allowed here, but not found here.")
    ]


def test_a_rule_that_was_not_asked_is_not_called_unused() -> None:
    text = "y() // prodlint: allow mock-data -- x\n"
    assert apply([], found_in(text), KNOWN, TODAY, "a", active={"empty-action"}) == []


def test_a_finding_about_a_suppression_has_a_place_and_an_excerpt() -> None:
    text = "x()\ny() // prodlint: allow mock-data -- x\n"
    (unused,) = apply([], found_in(text), KNOWN, TODAY, "src/a.swift")
    assert (unused.path, unused.place.line, unused.place.column, unused.place.end_column) == ("src/a.swift", 2, 8, 38)
    assert unused.excerpt == ("y() // prodlint: allow mock-data -- x",)
    assert unused.why == RULES["unused-suppression"].why


def test_equal_findings_about_suppressions_have_their_own_fingerprints() -> None:
    text = "y() // prodlint: allow mock-data -- x\n" * 3
    assert len({each.fingerprint for each in apply([], found_in(text), KNOWN, TODAY, "a")}) == 3


def test_a_place_is_in_the_file_and_what_is_covered_in_the_text() -> None:
    text = b"# prodlint: allow mock-data -- x\nrows = []\n"
    place = Source("a", text, (11, 12)).place
    (suppression,) = find_suppressions(text, [(0, 32)], place)
    assert (suppression.place.line, suppression.first, suppression.last) == (11, 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        b"# prodlint: allow-start a\n" * 30_000,
        b"# prodlint: allow " + b"a," * 100_000,
        b"// prodlint: allow x -- " + b"-- " * 100_000,
        b"prodlint:" * 100_000,
        b"# " + b"prodlint: allowx " * 50_000,
    ],
)
def test_a_hostile_file_is_judged_within_the_time_limit(text: bytes) -> None:
    with time_limit(20):
        said = apply([], find_suppressions(text, [(0, len(text))]), KNOWN, TODAY, "a")
    assert {finding.gate for finding in said} <= {"SUPPRESSION"}
