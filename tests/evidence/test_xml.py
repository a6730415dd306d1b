"""Cobertura and JUnit, with the variants that writers have."""

from __future__ import annotations

import pytest

from prodlint.evidence import Broken, reading_of
from prodlint.evidence.model import Case

COBERTURA = b"""<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage version="7.4" timestamp="1764230400123" lines-valid="3" lines-covered="2" line-rate="0.6667" branch-rate="0">
  <sources><source>/build/api</source></sources>
  <packages><package name="shop"><classes>
    <class name="cart.py" filename="shop/cart.py" line-rate="0.5">
      <methods><method name="total" signature="()"><lines><line number="2" hits="1"/></lines></method></methods>
      <lines><line number="1" hits="5"/><line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines>
    </class>
    <class name="tax.py" filename="shop/tax.py"><methods/><lines><line number="7" hits="0"/></lines></class>
    <class name="none.py" filename="shop/none.py"><methods/><lines/></class>
  </classes></package></packages>
</coverage>
"""
JUNIT = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites name="pytest tests">
  <testsuite name="pytest" errors="1" failures="1" skipped="1" tests="4" time="0.4" timestamp="2026-11-27T08:00:00+00:00">
    <properties><property name="seed" value="4"/></properties>
    <testcase classname="tests.test_cart" name="test_total" file="tests/test_cart.py" line="3" time="0.1"/>
    <testcase classname="tests.test_cart" name="test_refund"><failure message="assert 1 == 2&#10;more">at</failure></testcase>
    <testcase classname="tests.test_cart" name="test_tax"><error>ImportError: no tax
      at line 1</error></testcase>
    <testcase classname="tests.test_cart" name="test_later"><skipped type="pytest.skip" message="needs a server"/></testcase>
  </testsuite>
</testsuites>
"""


def test_cobertura_has_lines_sources_and_the_moment() -> None:
    reading = reading_of(COBERTURA)
    assert (reading.about, reading.format, reading.sources) == ("coverage", "Cobertura", ("/build/api",))
    assert reading.stated == 1764230400.123
    assert [(each.path, each.lines) for each in reading.files] == [
        ("shop/cart.py", {1: True, 2: False}),
        ("shop/tax.py", {7: False}),
    ]


def test_the_lines_of_methods_count_where_a_class_has_no_others() -> None:
    only = COBERTURA.replace(b'<lines><line number="1" hits="5"/>', b"").replace(
        b'<line number="2" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines>', b""
    )
    assert next((each.path, each.lines) for each in reading_of(only).files) == ("shop/cart.py", {2: True})


def test_cobertura_may_state_seconds() -> None:
    assert reading_of(COBERTURA.replace(b"1764230400123", b"1764230400")).stated == 1764230400.0


def test_junit_has_each_test_with_its_outcome() -> None:
    reading = reading_of(JUNIT)
    assert (reading.about, reading.format, reading.paths) == ("tests", "JUnit", ("tests/test_cart.py",))
    assert reading.stated == 1795766400.0
    assert reading.cases == (
        Case(name="tests.test_cart › test_total", outcome="passed"),
        Case(name="tests.test_cart › test_refund", outcome="failed", message="assert 1 == 2 …"),
        Case(name="tests.test_cart › test_tax", outcome="failed", message="ImportError: no tax …"),
        Case(name="tests.test_cart › test_later", outcome="skipped", message="needs a server"),
    )


def test_a_single_suite_may_be_the_root_and_suites_may_nest() -> None:
    nested = (
        b'<testsuite name="Shop"><testsuite name="Cart"><testcase name="adds"/></testsuite><testcase name="opens"/></testsuite>'
    )
    assert [case.name for case in reading_of(nested).cases] == ["Cart › adds", "Shop › opens"]


def test_a_failure_that_only_its_suite_tells_counts() -> None:
    told = b'<testsuites><testsuite name="s" tests="1" failures="1"><testcase name="a"/></testsuite></testsuites>'
    assert [case.outcome for case in reading_of(told).cases] == ["passed", "failed"]


def test_a_test_that_was_retried_and_passed_passed() -> None:
    flaky = b'<testsuite name="s"><testcase name="t"><flakyFailure message="late"/></testcase></testsuite>'
    assert reading_of(flaky).cases[0].outcome == "passed"


def test_a_test_that_is_disabled_is_skipped() -> None:
    disabled = b'<testsuite name="s"><testcase name="t" status="notrun"/></testsuite>'
    assert reading_of(disabled).cases[0].outcome == "skipped"


BOMB = b"""<!DOCTYPE testsuite [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<testsuite name="&b;"><testcase name="t"/></testsuite>"""
OUTSIDE = b"""<!DOCTYPE testsuite [<!ENTITY key SYSTEM "file:///etc/hostname">]>
<testsuite name="s"><testcase name="&key;"/></testsuite>"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, "it has entities, which are not read"),
        (OUTSIDE, "it has entities, which are not read"),
        (COBERTURA[:400], "not whole XML: "),
        (COBERTURA.replace(b'number="7"', b'number="x"'), "not whole XML: "),
        (COBERTURA.replace(b'hits="5"', b""), "not whole XML: "),
        (b"<", "not whole XML: "),
        (b'<?xml version="1.0" encoding="no-such"?><coverage/>', "not whole XML: "),
        (b'<report name="jacoco"/>', "XML with the root <report> is no format of reports that prodlint reads"),
        (b'<coverage clover="4"/>', "Clover's XML is not read: let the same tool write Cobertura or LCOV"),
    ],
)
def test_what_is_no_report_says_so(text: bytes, why: str) -> None:
    with pytest.raises(Broken) as told:
        reading_of(text)
    assert told.value.message.startswith(why)


def test_a_hundred_thousand_nested_suites_do_no_harm() -> None:
    depth = 100_000
    deep = b'<testsuite name="s">' * depth + b'<testcase name="t"/>' + b"</testsuite>" * depth
    assert len(reading_of(deep).cases) == 1
