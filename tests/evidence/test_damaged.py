"""Whatever the bytes are, they are a report or said to be none."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as some

from evidence.test_documents import ARCHIVE, ISTANBUL, PYTHON, SUMMARY, XCCOV
from evidence.test_lcov import TRACE
from evidence.test_xml import COBERTURA, JUNIT
from prodlint.evidence import Broken, reading_of

DOCUMENTS = [json.dumps(each).encode() for each in (ARCHIVE, ISTANBUL, PYTHON, SUMMARY, XCCOV)]


@given(some.binary(max_size=200))
def test_any_bytes(raw: bytes) -> None:
    with contextlib.suppress(Broken):
        reading_of(raw)


@given(some.sampled_from([*DOCUMENTS, TRACE, COBERTURA, JUNIT]), some.integers(0, 2000), some.binary(min_size=1, max_size=4))
def test_a_report_with_some_bytes_replaced(raw: bytes, at: int, other: bytes) -> None:
    place = at % len(raw)
    with contextlib.suppress(Broken):
        reading_of(raw[:place] + other + raw[place + len(other) :])


@given(some.sampled_from([*DOCUMENTS, TRACE, COBERTURA, JUNIT]), some.integers(0, 2000))
def test_a_report_that_was_cut_off(raw: bytes, at: int) -> None:
    with contextlib.suppress(Broken):
        reading_of(raw[: at % len(raw)])


@given(
    some.recursive(
        some.none() | some.integers() | some.text(), lambda each: some.lists(each) | some.dictionaries(some.text(), each)
    )
)
def test_any_json(content: object) -> None:
    with contextlib.suppress(Broken):
        reading_of(json.dumps(content).encode())
