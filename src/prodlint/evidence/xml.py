"""Cobertura (`coverage-04.dtd`) and JUnit (the Ant task's and Jenkins' schemas) → what they say.

The lines of a Cobertura class count, not those that are listed once more below its methods, unless there are no others.
No entity is expanded and nothing is fetched; a document type by itself, which Cobertura has, is harmless.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from prodlint.evidence.model import COVERAGE, TESTS, Broken, Case, FileCoverage, Reading
from prodlint.evidence.moments import moment_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

OUTCOMES = {"failure": "failed", "error": "failed", "skipped": "skipped"}
"""Element inside a test → its outcome; a test without any passed."""
NOT_RUN = ("notrun", "disabled", "skipped")
"""What the attribute `status` says of a test that did not run (GoogleTest)."""
LONGEST_MESSAGE = 200
FIRST_LEVEL = 2
"""How many elements are open at a suite that stands in the root."""


def reading_of(raw: bytes) -> Reading:
    """What an XML report says.  Raises Broken."""
    try:
        events = _events(raw)
        _, first = next(events)
        name = _name(first)
        if name == "coverage" and "clover" not in first.attrib:
            return _cobertura(first, events)
        if name == "coverage":
            raise Broken("Clover's XML is not read: let the same tool write Cobertura or LCOV")
        if name in ("testsuites", "testsuite"):
            return _junit(first, events)
    except DefusedXmlException:
        raise Broken("it has entities, which are not read") from None
    except (ParseError, LookupError, ValueError) as error:
        raise Broken(f"not whole XML: {error}") from None
    raise Broken(f"XML with the root <{name[:40]}> is no format of reports that prodlint reads")


def _events(raw: bytes) -> Iterator[tuple[str, Element]]:
    yield from iterparse(BytesIO(raw), events=("start", "end"), forbid_dtd=False)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _cobertura(first: Element, events: Iterator[tuple[str, Element]]) -> Reading:
    stated = moment_of(first.get("timestamp", ""))
    files: dict[str, dict[int, bool]] = {}
    of_methods: dict[str, dict[int, bool]] = {}
    sources: list[str] = []
    path = ""
    lines = files
    for event, element in events:
        name = _name(element)
        if event == "start" and name == "class":
            path = element.get("filename", "")
        elif name == "methods":
            lines = of_methods if event == "start" else files
        elif event == "end":
            if name == "line":
                _add(element, lines.setdefault(path, {}))
            elif name == "source" and element.text:
                sources.append(element.text.strip())
            element.clear()
    told = {**of_methods, **files}
    return Reading(
        about=COVERAGE,
        format="Cobertura",
        files=tuple(FileCoverage(path=path, lines=lines) for path, lines in told.items() if path and lines),
        sources=tuple(sources),
        stated=stated,
    )


def _add(line: Element, lines: dict[int, bool]) -> None:
    number = int(line.get("number", ""))
    lines[number] = lines.get(number, False) or float(line.get("hits", "")) > 0


def _junit(first: Element, events: Iterator[tuple[str, Element]]) -> Reading:
    cases: list[Case] = []
    paths = {first.get("file", "")}
    moments = [first.get("timestamp", "")]
    suites: list[str] = [first.get("name", "")]
    stated = 0
    for event, element in events:
        name = _name(element)
        if event == "start" and name == "testsuite":
            suites.append(element.get("name", ""))
            moments.append(element.get("timestamp", ""))
            paths.add(element.get("file", ""))
            stated += _failures_of(element) if len(suites) == FIRST_LEVEL else 0
        elif event == "end" and name == "testcase":
            cases.append(_case(element, suites[-1]))
            paths.add(element.get("file", ""))
            element.clear()
        elif event == "end" and name == "testsuite" and len(suites) > 1:
            suites.pop()
            element.clear()
    said = [moment for moment in map(moment_of, moments) if moment is not None]
    untold = max(stated, _failures_of(first)) - sum(each.outcome == "failed" for each in cases)
    cases += [Case(name=f"{first.get('name', '') or 'suite'}: a failure without its test", outcome="failed")] * max(0, untold)
    return Reading(
        about=TESTS,
        format="JUnit",
        cases=tuple(cases),
        paths=tuple(sorted(paths - {""})),
        stated=max(said, default=None),
    )


def _failures_of(suite: Element) -> int:
    """How many failures a suite says that it had."""
    said = [suite.get(name, "") for name in ("failures", "errors")]
    return sum(int(each) for each in said if each.isdecimal())


def _case(element: Element, suite: str) -> Case:
    around = element.get("classname") or suite
    told = next((each for each in element if _name(each) in OUTCOMES), None)
    outcome = OUTCOMES[_name(told)] if told is not None else "skipped" if element.get("status") in NOT_RUN else "passed"
    said = (told.get("message") or told.text or "").strip() if told is not None else ""
    name = element.get("name", "")
    return Case(
        name=f"{around} › {name}" if around and not name.startswith(around) else name,
        outcome=outcome,
        message=_first_line(said),
    )


def _first_line(said: str) -> str:
    """The first line of a message, with a mark where more was said."""
    first = said.split("\n", 1)[0].rstrip()
    shown = first[:LONGEST_MESSAGE].rstrip()
    if shown != first:
        return f"{shown}…"
    return first if first == said else f"{first} …"
