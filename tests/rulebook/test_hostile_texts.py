"""No bundled pattern runs away on a text made to mislead it: each is tried within the time that a whole file has."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prodlint.analyse import SECONDS_PER_FILE, TookTooLong, time_limit
from prodlint.rulebook.load import bundled_folder
from prodlint.rulebook.words import words_of_regex

UNITS = (
    *("a", "A", "1", " ", "-", "_", "/", "#", "*", ".", "\n", "\t", '"', "=", "(", "[", "{", "\\", "<", "ä"),
    *("a ", "a-", "a.", "a_", "# ", "#a\n", "// ", "/**/", "/* ", "()", "[]", " a\n", "a=", "aA", "a,", "a:"),
)
"""What a hostile text repeats."""
LENGTH = 1_500
"""Characters: enough for cubic time to run out of seconds."""
MOST_WORDS = 2


def patterns(table: Any, place: str) -> Iterator[tuple[str, str]]:
    """(place, pattern) of every regex in a rule or vocabulary file."""
    if isinstance(table, list):
        for index, each in enumerate(table):
            yield from patterns(each, f"{place}[{index}]")
    if not isinstance(table, dict):
        return
    for key, value in table.items():
        if key in ("matches", "not_matches", "written") and isinstance(value, str):
            yield place, value
        elif key in ("patterns", "evidence"):
            yield from ((f"{place}.{name}", pattern) for name, pattern in value.items())
        elif key != "example":
            yield from patterns(value, f"{place}.{key}")


def of_file(path: Path) -> list[tuple[str, str]]:
    return list(patterns(tomllib.loads(path.read_text(encoding="utf-8")), path.stem))


PATTERNS = [pair for path in sorted(bundled_folder().rglob("*.toml")) for pair in of_file(path)]


def hostile_texts(pattern: str) -> list[str]:
    """Long texts that begin as the pattern wants and then never end as it wants."""
    beginnings = ["", *(f"{word}{end}" for word in sorted(words_of_regex(pattern))[:MOST_WORDS] for end in ("", " {", ":"))]
    return [beginning + unit * (LENGTH // len(unit)) + "!" for beginning in beginnings for unit in UNITS]


def tried(pattern: str) -> int:
    """How many hostile texts were searched; TookTooLong when the time of a file runs out on one of them."""
    compiled = re.compile(pattern, re.MULTILINE)
    return sum(searched(compiled, text) for text in hostile_texts(pattern))


def searched(compiled: re.Pattern[str], text: str) -> bool:
    with time_limit(SECONDS_PER_FILE):
        return bool(compiled.search(text)) or True


@pytest.mark.parametrize("pattern", [pair[1] for pair in PATTERNS], ids=[pair[0] for pair in PATTERNS])
def test_a_pattern_does_not_run_away(pattern: str) -> None:
    assert tried(pattern) == len(hostile_texts(pattern))


def test_a_pattern_that_runs_away_would_be_noticed() -> None:
    with pytest.raises(TookTooLong), time_limit(0.2):
        re.search(r"(a+)+$", "a" * 40 + "!")
