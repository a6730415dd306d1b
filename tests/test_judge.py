from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from prodlint.candidate import Candidate, FileResult
from prodlint.config import Config, GateSetting
from prodlint.finding import GATES, Finding
from prodlint.folding import fold
from prodlint.judge import fingerprint, ignored_at, judge, level_of
from prodlint.project.model import Project
from prodlint.rulebook.model import Match, Rule
from prodlint.source import Source

CODE = """\
def save(order):
    # a mock for now
    print("saved")


def load(order):
    # a mock for now
    return {"id": 1, "mail": "a@b.c"}
"""
RULES = {
    name: Rule(
        id=name,
        category="mocks",
        title=name,
        gate=gate,
        confidence="high",
        message="It is.",
        why="It hurts.",
        fix="Mend it.",
        matches=(Match(on="text"),),
        examples=(),
    )
    for name, gate in (("unimplemented", "P0-MOCK"), ("admission", "P0-MOCK"), ("empty-action", "P0-UI"))
}


def candidate(
    at: str,
    rule: str = "unimplemented",
    on: str = "function",
    confidence: str = "high",
    until: str = "",
    hollow: bool = False,
    code: str = CODE,
    nth: int = 0,
    project: tuple[str, ...] = (),
    subject: str = "",
) -> Candidate:
    """A candidate whose place is the text `at` (its occurrence `nth`), and whose end is that of the text `until`."""
    start = len(at.join(code.split(at)[: nth + 1]))
    end = start + len(at)
    return Candidate(
        rule=rule,
        on=on,
        confidence=confidence,
        message=f"{at} is wrong.",
        start=start,
        end=end,
        place=Source("a.py", code.encode()).place(start, end),
        key=" ".join(at.split()),
        until=code.index(until, start) + len(until) if until else end,
        hollow=hollow,
        project=project,
        subject=subject,
    )


def judged(
    *candidates: Candidate, path: str = "src/a.py", role: str = "product", config: Config | None = None
) -> list[Finding]:
    result = FileResult(path=path, role=role, candidates=candidates)
    return judge(result, Project(bases=frozenset({"Store"})), RULES, config or Config())


SPANS = some.tuples(
    some.integers(0, 100), some.integers(1, 30), some.sampled_from(["low", "medium", "high"]), some.sampled_from(sorted(RULES))
)
"""Start and length in characters, confidence and rule of a candidate."""
SAVE = candidate("def save", until='print("saved")')
COMMENT = candidate("# a mock for now", rule="admission", on="comment")


def test_findings_stand_in_source_order() -> None:
    first, second = candidate("def save"), candidate("def load")
    assert fold([second, first]) == [first, second]


def test_nothing_is_folded_into_nothing() -> None:
    assert fold([]) == []


def test_a_comment_goes_with_the_finding_on_its_line() -> None:
    code = "save()  # a mock\n"
    call = candidate("save()", on="call", code=code)
    comment = candidate("# a mock", rule="admission", on="comment", code=code)
    assert fold([call, comment]) == [call]


def test_a_comment_goes_with_the_finding_on_the_next_line() -> None:
    text = candidate('"saved"', on="text")
    assert fold([COMMENT, text]) == [text]


def test_a_comment_of_two_lines_goes_with_the_finding_below_it() -> None:
    code = "# a mock\n# for now\nsave()\n"
    comment = candidate("# a mock\n# for now", rule="admission", on="comment", code=code)
    call = candidate("save()", on="call", code=code)
    assert fold([comment, call]) == [call]


def test_a_comment_below_a_finding_stays() -> None:
    assert fold([SAVE, COMMENT]) == [SAVE, COMMENT]


def test_a_comment_stays_beside_a_guess() -> None:
    guess = candidate('"saved"', on="text", confidence="low")
    assert fold([COMMENT, guess]) == [COMMENT, guess]


def test_two_comments_one_below_the_other_both_stay() -> None:
    code = "# a mock\n\n# a fake\n"
    first = candidate("# a mock", on="comment", code=code)
    second = candidate("# a fake", on="comment", code=code)
    assert fold([first, second]) == [first, second]


def test_a_text_in_a_hollow_function_goes_with_it() -> None:
    hollow = candidate("def save", until='print("saved")', hollow=True)
    text = candidate("saved", rule="admission", on="text")
    assert fold([hollow, text]) == [hollow]


def test_a_text_behind_a_hollow_function_stays() -> None:
    hollow = candidate("def save", until='print("saved")', hollow=True)
    text = candidate("a@b.c", rule="admission", on="text")
    assert fold([hollow, text]) == [hollow, text]


def test_a_text_in_a_function_that_does_something_stays() -> None:
    text = candidate("saved", rule="admission", on="text")
    assert fold([SAVE, text]) == [SAVE, text]


def test_a_text_in_a_function_that_may_be_hollow_stays() -> None:
    guess = candidate("def save", until='print("saved")', hollow=True, confidence="low")
    text = candidate("saved", rule="admission", on="text")
    assert fold([guess, text]) == [guess, text]


def test_a_call_in_a_hollow_function_stays() -> None:
    hollow = candidate("def save", until='print("saved")', hollow=True)
    call = candidate('print("saved")', rule="admission", on="call")
    assert fold([hollow, call]) == [hollow, call]


@pytest.mark.parametrize(
    ("outer", "inner", "stays"),
    [
        ("high", "high", "outer"),
        ("high", "medium", "outer"),
        ("medium", "medium", "outer"),
        ("medium", "high", "inner"),
        ("low", "medium", "inner"),
        ("low", "low", "outer"),
    ],
)
def test_the_surer_of_container_and_contained_stays(outer: str, inner: str, stays: str) -> None:
    around = candidate("def save", until='print("saved")', confidence=outer)
    inside = candidate("print", on="call", confidence=inner)
    assert fold([around, inside]) == [{"outer": around, "inner": inside}[stays]]


def test_a_container_goes_when_one_of_several_inside_is_surer() -> None:
    around = candidate("def load", until="}", confidence="medium")
    sure = candidate("return", on="records", confidence="high")
    unsure = candidate('"id"', on="records", confidence="low")
    assert fold([around, sure, unsure])[0] == sure
    assert around not in fold([around, sure, unsure])


def test_what_another_rule_finds_inside_stays() -> None:
    inside = candidate("print", rule="empty-action", on="call")
    assert fold([SAVE, inside]) == [SAVE, inside]


def test_what_stands_behind_a_container_stays() -> None:
    behind = candidate("def load")
    assert fold([SAVE, behind]) == [SAVE, behind]


def test_of_three_one_inside_the_other_the_outermost_stays() -> None:
    outer = candidate("def save", until="}")
    middle = candidate("def load", until="}")
    inner = candidate("return", on="records")
    assert fold([outer, middle, inner]) == [outer]


def test_overlapping_places_on_a_line_get_one_finding() -> None:
    whole = candidate('print("saved")', on="call")
    part = candidate('"saved"', rule="admission", on="text")
    assert fold([whole, part]) == [whole]


def test_of_overlapping_places_the_surer_finding_stays() -> None:
    whole = candidate('print("saved")', on="call", confidence="low")
    part = candidate('"saved"', rule="admission", on="text")
    assert fold([whole, part]) == [part]


def test_of_equally_sure_findings_at_one_place_the_first_by_name_stays() -> None:
    one = candidate('"saved"', rule="admission", on="text")
    other = candidate('"saved"', rule="unimplemented", on="text")
    assert fold([other, one]) == [one]


def test_places_side_by_side_on_a_line_are_two_findings() -> None:
    first = candidate('"id"', on="text")
    second = candidate('"mail"', on="text")
    assert fold([first, second]) == [first, second]


def test_a_finding_inside_a_long_one_on_its_line_goes_though_a_short_one_stands_between() -> None:
    whole = candidate('{"id": 1, "mail": "a@b.c"}', rule="admission", on="records")
    first = candidate('"id"', on="text", rule="empty-action")
    last = candidate('"a@b.c"', on="text")
    assert fold([whole, first, last]) == [whole]


@given(some.lists(SPANS, max_size=8))
def test_no_two_findings_on_a_line_overlap(spans: list[tuple[int, int, str, str]]) -> None:
    found = fold(
        candidate(CODE[start : start + length].partition("\n")[0] or "(", rule=rule, on="text", confidence=confidence)
        for start, length, confidence, rule in spans
    )
    assert not [one for one, next_one in pairwise(found) if one.place.line == next_one.place.line and one.end > next_one.start]


@pytest.mark.parametrize("gate", GATES)
def test_a_sure_finding_in_the_product_has_the_level_of_its_gate(gate: str) -> None:
    assert level_of(gate, "high", "product", Config()) == (GATES[gate][0], "")
    assert level_of(gate, "medium", "product", Config()) == (GATES[gate][0], "")


@pytest.mark.parametrize("gate", GATES)
def test_a_guess_is_a_note(gate: str) -> None:
    assert level_of(gate, "low", "product", Config()) == ("note", "the rule is not sure")


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("script", "the file is a script"),
        ("example", "the file is an example"),
        ("seed", "the file is a seed"),
        ("docs", "the file is documentation"),
    ],
)
def test_beside_the_product_a_finding_counts_one_level_less(role: str, why: str) -> None:
    assert level_of("P0-UI", "high", role, Config()) == ("warning", why)
    assert level_of("P1-TESTS", "high", role, Config()) == ("note", why)


@pytest.mark.parametrize("role", ["product", "test", "design-system", "sandbox"])
def test_in_other_roles_a_finding_has_its_full_level(role: str) -> None:
    assert level_of("P0-UI", "high", role, Config()) == ("error", "")


@pytest.mark.parametrize(
    ("level", "confidence", "role", "expected"),
    [
        ("warning", "high", "product", "warning"),
        ("error", "high", "product", "error"),
        ("note", "high", "product", "note"),
        ("none", "high", "product", "none"),
        ("none", "low", "product", "none"),
        ("none", "high", "script", "none"),
        ("note", "high", "script", "note"),
        ("error", "high", "script", "warning"),
        ("error", "low", "script", "note"),
    ],
)
def test_the_configuration_sets_the_level_of_a_gate(level: str, confidence: str, role: str, expected: str) -> None:
    config = Config(gates={"P1-TESTS": GateSetting(level=level)})  # type: ignore[arg-type]  # parametrised
    assert level_of("P1-TESTS", confidence, role, config)[0] == expected


def test_a_gate_that_only_has_a_count_keeps_its_level() -> None:
    config = Config(gates={"P0-UI": GateSetting(at_most=3)})
    assert level_of("P0-UI", "high", "product", config) == ("error", "")


def test_a_fingerprint_survives_moved_lines() -> None:
    moved = "import os\n\n\n" + CODE
    here, there = judged(SAVE)[0], judged(candidate("def save", code=moved))[0]
    assert here.place.line != there.place.line
    assert here.fingerprint == there.fingerprint


def test_equal_places_have_fingerprints_of_their_own() -> None:
    first = candidate("# a mock for now", on="comment")
    second = candidate("# a mock for now", on="comment", nth=1)
    prints = [finding.fingerprint for finding in judged(first, second)]
    assert len(prints) == len(set(prints)) == 2


def test_the_first_of_equal_places_keeps_its_fingerprint_when_another_comes_behind() -> None:
    first = candidate("# a mock for now", on="comment")
    second = candidate("# a mock for now", on="comment", nth=1)
    assert judged(first)[0].fingerprint == judged(first, second)[0].fingerprint


@pytest.mark.parametrize(
    "other",
    [
        fingerprint(COMMENT, "src/a.py", 1),
        fingerprint(SAVE, "src/b.py", 1),
        fingerprint(SAVE, "src/a.py", 2),
        fingerprint(candidate("def load"), "src/a.py", 1),
    ],
)
def test_rule_path_text_and_occurrence_tell_fingerprints_apart(other: str) -> None:
    assert fingerprint(SAVE, "src/a.py", 1) != other


def test_message_and_confidence_do_not_change_a_fingerprint() -> None:
    surer = candidate("def save", confidence="medium", on="call", until="}")
    assert fingerprint(SAVE, "src/a.py", 1) == fingerprint(surer, "src/a.py", 1)


def test_a_finding_says_what_its_rule_says() -> None:
    (finding,) = judged(SAVE, role="script")
    assert (finding.rule, finding.gate, finding.level) == ("unimplemented", "P0-MOCK", "warning")
    assert (finding.why, finding.fix, finding.message) == ("It hurts.", "Mend it.", "def save is wrong.")
    assert finding.lowered == "the file is a script"
    assert finding.path == "src/a.py"


IGNORING = Config(per_path_ignores={"legacy/**": ("unimplemented",), "*.gen.py": ("P0-UI", "admission")})


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("src/a.py", set()),
        ("legacy/a.py", {"unimplemented"}),
        ("legacy/deep/a.py", {"unimplemented"}),
        ("src/a.gen.py", {"P0-UI", "admission"}),
        ("legacy/a.gen.py", {"P0-UI", "admission", "unimplemented"}),
    ],
)
def test_what_the_configuration_ignores_at_a_path(path: str, names: set[str]) -> None:
    assert ignored_at(path, IGNORING) == names


def test_an_ignored_rule_is_silent_at_its_path_only() -> None:
    assert judged(SAVE, path="legacy/a.py", config=IGNORING) == []
    assert len(judged(SAVE, path="src/a.py", config=IGNORING)) == 1


def test_an_ignored_gate_silences_its_rules() -> None:
    control = candidate("def save", rule="empty-action")
    assert judged(control, path="src/a.gen.py", config=IGNORING) == []


@pytest.mark.parametrize(("subject", "count"), [("Store", 0), ("Archive", 1), ("", 1)])
def test_the_project_may_know_better(subject: str, count: int) -> None:
    assert len(judged(candidate("def save", project=("not_subclassed",), subject=subject))) == count


PAYING = Config(critical=("src/pay/**",))


@pytest.mark.parametrize(("confidence", "path", "level"), [("low", "src/pay/a.py", "warning"), ("low", "src/a.py", "note")])
def test_a_guess_on_a_critical_path_is_a_warning(confidence: str, path: str, level: str) -> None:
    (finding,) = judged(candidate("def save", confidence=confidence), path=path, config=PAYING)
    assert finding.level == level


def test_a_warning_on_a_critical_path_is_an_error() -> None:
    config = Config(critical=("src/pay/**",), gates={"P0-MOCK": GateSetting(level="warning")})
    assert [each.level for each in judged(SAVE, path="src/pay/a.py", config=config)] == ["error"]


def test_a_silent_gate_stays_silent_on_a_critical_path() -> None:
    config = Config(critical=("src/pay/**",), gates={"P0-MOCK": GateSetting(level="none")})
    assert [each.level for each in judged(SAVE, path="src/pay/a.py", config=config)] == ["none"]
