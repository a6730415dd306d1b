"""What a service answered → one of LIVE, and why.  Nothing of an answer's text is repeated: services quote keys in it."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from prodlint.live.queries import Query

LONGEST_WAIT = 10.0
"""Seconds that a service may ask to wait before the next try."""
FIRST_WAIT = 0.5
"""Seconds before the second try where the service does not say; each further one waits twice as long."""
PASSING = frozenset({429, 500, 502, 503, 504})
"""Statuses that a later try may not have."""
NOT_TAKEN = frozenset({401, 403})


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer: its status, its text, what its Retry-After says, and the number of the try."""

    status: int
    body: bytes = b""
    retry_after: str = ""
    tries: int = 1


class NoAnswer(msgspec.Struct, frozen=True):
    """Why there is no answer: "connection", "timeout", "certificate" or "protocol"."""

    cause: str
    tries: int = 1


def wait_before_next(answer: Answer, now: datetime) -> float | None:
    """Seconds to wait before another try, None where another one is of no use."""
    if answer.status not in PASSING:
        return None
    asked = seconds_of(answer.retry_after, now)
    if asked is None:
        return FIRST_WAIT * float(2 ** (answer.tries - 1))
    return asked if asked <= LONGEST_WAIT else None


def seconds_of(retry_after: str, now: datetime) -> float | None:
    """What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3); None where it says neither."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    aware = date if date.tzinfo is not None else date.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def verdict_of(query: Query, answer: Answer | NoAnswer, timeout: float) -> tuple[str, str]:
    """One of LIVE, and why."""
    if isinstance(answer, NoAnswer):
        return _without(answer, timeout)
    if answer.status in NOT_TAKEN or answer.status in query.word.wrong:
        return _not_taken(query, answer)
    if 300 <= answer.status < 400:
        return "unexpected", f"it answers with a redirect ({answer.status}), which is not followed"
    if answer.status >= 400:
        return "refused", _refused(answer)
    return _read(query, answer)


def _without(answer: NoAnswer, timeout: float) -> tuple[str, str]:
    reasons = {
        "connection": "no connection",
        "timeout": f"no answer within {timeout:g} s",
        "certificate": "its certificate is not trusted",
    }
    if answer.cause in reasons:
        return "unreachable", reasons[answer.cause]
    return "unexpected", "what answers speaks no proper HTTP"


def _keys(query: Query) -> str:
    return " with ".join(key.shown for key in query.keys) or "a request without a key"


def _not_taken(query: Query, answer: Answer) -> tuple[str, str]:
    text = answer.body.decode("utf-8", "replace")
    if any(word in text for word in query.word.limited):
        return "reachable", f"it takes {_keys(query)}, which may do only some things"
    may = ", or the key may not do this" if answer.status == 403 else ""
    return "wrong-key", f"it does not take {_keys(query)} ({answer.status}{may})"


def _refused(answer: Answer) -> str:
    if answer.status not in PASSING:
        return f"it answers {answer.status}"
    asked = seconds_of(answer.retry_after, datetime.now(UTC))
    if asked is not None and asked > LONGEST_WAIT:
        return f"it answers {answer.status} and asks to wait {asked:.0f} s"
    return f"it answers {answer.status}, {answer.tries} times"


def _read(query: Query, answer: Answer) -> tuple[str, str]:
    try:
        said: Any = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "unexpected", f"it answers {answer.status}, but not with JSON"
    word = query.word
    members = said if isinstance(said, dict) else {}
    if word.accepted and word.accepted.keys() <= members.keys():
        right = all(members[name] == value for name, value in word.accepted.items())
        if not right:
            return "wrong-key", f"it does not take {_keys(query)}"
    elif word.accepted or word.answer not in members:
        return "unexpected", f"it answers {answer.status}, but not as its documentation says"
    return "reachable", f"it takes {_keys(query)}" if query.keys else "it answers"
