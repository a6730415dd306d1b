"""LCOV trace files, as geninfo and the writers of other tools have them."""

from __future__ import annotations

import pytest

from prodlint.evidence import Broken, reading_of

TRACE = b"""TN:unit
SF:src/cart.ts
FN:1,total
FNDA:4,total
FNF:1
FNH:1
DA:1,4
DA:2,0,c2FsdA==
BRDA:2,0,0,-
BRF:1
BRH:0
LF:2
LH:1
end_of_record
SF:src/empty.ts
end_of_record
"""


def test_a_line_ran_when_it_has_hits() -> None:
    reading = reading_of(TRACE)
    assert (reading.about, reading.format, reading.stated) == ("coverage", "LCOV", None)
    assert [(each.path, each.lines) for each in reading.files] == [("src/cart.ts", {1: True, 2: False}), ("src/empty.ts", {})]
    assert (reading.files[0].covered, reading.files[0].total) == (1, 2)


def test_records_of_one_file_are_joined() -> None:
    twice = b"SF:a.ts\nDA:1,0\nDA:2,0\nend_of_record\nSF:a.ts\nDA:1,3\nend_of_record\n"
    assert [each.lines for each in reading_of(twice).files] == [{1: True, 2: False}]


def test_line_ends_of_windows_and_a_byte_order_mark_are_read() -> None:
    assert reading_of(b"\xef\xbb\xbf" + TRACE.replace(b"\n", b"\r\n")) == reading_of(TRACE)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "it is empty"),
        (b"name,covered\na.ts,12\n", "line 1 belongs to no format of reports that prodlint reads"),
        (b"SF:a.ts\nDA:one,2\nend_of_record\n", "line 2 is no line of LCOV"),
        (b"SF:a.ts\nDA:1\nend_of_record\n", "line 2 is no line of LCOV"),
        (b"SF:a.ts\nDA:1,2\n", "it ends in the middle of a file (no `end_of_record`)"),
        (b"\x00\x01\x02", "line 1 belongs to no format of reports that prodlint reads"),
    ],
)
def test_what_is_no_trace_file_says_so(text: bytes, why: str) -> None:
    with pytest.raises(Broken) as told:
        reading_of(text)
    assert told.value.message == why
