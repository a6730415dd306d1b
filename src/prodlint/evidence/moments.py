"""Words for a moment → POSIX seconds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

MILLISECONDS = 100_000_000_000
"""From this number on it counts milliseconds: in seconds it would be the year 5138."""
LATEST_ZONE = timezone(timedelta(hours=-12))
"""A time without a zone can be no later than it is there."""


def moment_of(word: str) -> float | None:
    """The latest moment that a word can mean: seconds or milliseconds since 1970, or ISO 8601; None for what is neither."""
    try:
        number = float(word)
        return number / 1000 if number >= MILLISECONDS else number if number > 0 else None
    except ValueError:
        pass
    try:
        said = datetime.fromisoformat(word.strip())
        return (said if said.tzinfo else said.replace(tzinfo=LATEST_ZONE)).timestamp()
    except (ValueError, OverflowError):
        return None
