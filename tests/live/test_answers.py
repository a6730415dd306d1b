"""How long to wait before another try."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from prodlint.live.answers import Answer, seconds_of, wait_before_next

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 04 May 2026 12:00:03 GMT", 3.0),
        ("Mon, 04 May 2026 12:00:03", 3.0),
        ("Mon, 04 May 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("٣", None),
        ("9" * 5000, 999999999.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(retry_after: str, seconds: float | None) -> None:
    assert seconds_of(retry_after, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "retry_after", "tries", "wait"),
    [
        (429, "", 1, 0.5),
        (503, "", 2, 1.0),
        (429, "2", 1, 2.0),
        (429, "10", 1, 10.0),
        (429, "11", 1, None),
        (401, "", 1, None),
        (200, "", 1, None),
    ],
)
def test_only_what_may_pass_is_waited_for(status: int, retry_after: str, tries: int, wait: float | None) -> None:
    assert wait_before_next(Answer(status=status, retry_after=retry_after, tries=tries), NOW) == wait
