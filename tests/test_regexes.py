from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]  # typeshed leaves it out

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from prodlint.regexes import ALL, compile_for_bytes, first_of

PLAIN = some.text("abMO_", min_size=1, max_size=3)
CLASSES = some.sampled_from(["[ab]", "[^a]", "[^a-z]", "[a-o]", "[aM]", r"\w", r"\s", ".", r"\d", r"[^\w]", r"[\s_]"])
ANCHORS = some.sampled_from(["^", "$", r"\b", r"\B", r"\A", r"\Z"])
COUNTS = some.sampled_from(["?", "*", "+", "{2}", "{1,3}", "{0}", "{0,2}", "*?", "+?", "??", "*+"])
GROUPS = some.sampled_from(["(", "(?:", "(?i:", "(?=", "(?!", "(?<!", "(?<=", "(?>", "(?P<name>"])
HEADS = some.sampled_from(["", "(?i)", "(?x)", "(?ix)", "(?s)"])
TEXTS = some.text("abmoMO_ \n1", max_size=14)


def grown(inner: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    """Patterns one step larger: one after another, one or another, repeated, in a group."""
    return some.one_of(
        some.builds("{}{}".format, inner, inner),
        some.builds("(?:{}|{})".format, inner, inner),
        some.builds("{}|{}".format, inner, inner),
        some.builds("(?:{}){}".format, inner, COUNTS),
        some.builds("{}{})".format, GROUPS, inner),
        some.builds(r"({})\1".format, inner),
    )


PATTERNS = some.builds("{}{}".format, HEADS, some.recursive(some.one_of(PLAIN, CLASSES, ANCHORS), grown, max_leaves=6))


def plain(pattern: str) -> re.Pattern[bytes]:
    """What `re` makes of a generated pattern; one that it refuses is no example."""
    try:
        return re.compile(pattern.encode(), re.MULTILINE)
    except re.error:
        assume(False)
        raise


def found(pattern: re.Pattern[bytes], text: str) -> list[object]:
    return [(match.span(), match.groups(), match.groupdict(), match.lastindex) for match in pattern.finditer(text.encode())]


@given(PATTERNS, TEXTS)
def test_it_finds_what_re_finds(pattern: str, text: str) -> None:
    known = plain(pattern)
    assert found(compile_for_bytes(pattern), text) == found(known, text)


@given(PATTERNS, TEXTS)
def test_it_matches_where_re_matches(pattern: str, text: str) -> None:
    known = plain(pattern)
    own = compile_for_bytes(pattern)
    assert bool(own.match(text.encode())) == bool(known.match(text.encode()))
    assert bool(own.fullmatch(text.encode())) == bool(known.fullmatch(text.encode()))
    assert (own.pattern, own.flags, own.groups, own.groupindex) == (known.pattern, known.flags, known.groups, known.groupindex)


@pytest.mark.parametrize(
    ("pattern", "first", "may_be_empty"),
    [
        (r"\bmock", b"m", False),
        (r"(?i)\bmock", b"Mm", False),
        (r"^(?:class|def)\b", b"cd", False),
        ("(?:a|[bc])?d", b"abcd", False),
        ("(?=x)[^\\S\\n]+y", b"\t\x0b\x0c\r ", False),
        ("(?:a*)(?<!b)", b"a", True),
        ("(?-i:a)|(?i:b)", b"Bab", False),
        ("é", b"\xc3", False),
    ],
)
def test_the_bytes_with_which_a_match_can_begin(pattern: str, first: bytes, may_be_empty: bool) -> None:
    parsed = parser.parse(pattern.encode())
    assert first_of(parsed, parsed.state.flags) == (frozenset(first), may_be_empty)


@pytest.mark.parametrize("pattern", [".a", r"(?s).", r"(a)?\1b"])
def test_a_match_can_begin_with_anything(pattern: str) -> None:
    parsed = parser.parse(pattern.encode())
    assert first_of(parsed, parsed.state.flags)[0] == ALL
