"""One problem, one finding: which of a file's candidates tell the same, and what goes with what is told."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set

import msgspec

from prodlint.candidate import Candidate
from prodlint.finding import Related
from prodlint.rulebook.model import CONFIDENCES, Rule

NEAR = 3
"""Findings before and after the place of one that was not kept into which it may have gone."""
NEXT = 2
"""Lines from a wait to the literal that goes with it: behind it, or with a blank line or a comment between."""
MOST_MERGED = 3
"""Findings that went into another whose places are told."""


def without_told_inside(candidates: Sequence[Candidate], rules: Mapping[str, Rule]) -> list[Candidate]:
    """Without the candidates of rules that give way to one that has found something inside."""

    def is_told(each: Candidate) -> bool:
        ways = rules[each.rule].gives_way_to
        return bool(ways) and any(other.rule in ways and each.start < other.start < each.until for other in candidates)

    return [each for each in candidates if not is_told(each)]


def fold(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One finding for one problem.

    A text goes with the finding that the function around it does nothing but speak; a comment goes with a finding that is
    not a guess on its line or the next.  Of a function or collection and what the same rule finds inside, the surer stay,
    the outer one when they are equally sure.  Overlapping places on a line get one finding.
    """
    ordered = sorted(candidates, key=lambda each: (each.start, each.rule))
    told = [each for each in ordered if each.confidence != "low"]
    lines = {_line(each) for each in told if each.on != "comment"}
    spoken = [(each.start, each.until) for each in told if each.hollow]
    kept: list[Candidate] = []
    for each in _without_awaited(_without_containment([each for each in ordered if not _is_told(each, lines, spoken)])):
        if kept and _same_problem(kept[-1], each):
            kept[-1] = max(kept[-1], each, key=_sureness)
            continue
        kept.append(each)
    return kept


def with_merged(kept: Sequence[Candidate], candidates: Iterable[Candidate]) -> list[Candidate]:
    """What `fold` kept, with the places, on other lines, of the candidates that went into each."""
    stay = {id(each) for each in kept}
    also: dict[int, list[Related]] = {}
    starts = sorted(each.start for each in kept)
    for other in candidates:
        if id(other) in stay:
            continue
        position = bisect_right(starts, other.start)
        near = range(max(0, position - NEAR), min(len(kept), position + NEAR))
        into = next((index for index in near if _goes_into(other, kept[index])), -1)
        if into >= 0 and len(also.setdefault(into, [])) < MOST_MERGED:
            also[into].append(Related(other.path, other.place, f"also here: {other.message}"))
    return [
        msgspec.structs.replace(each, related=(*each.related, *also[index])) if index in also else each
        for index, each in enumerate(kept)
    ]


def _goes_into(other: Candidate, each: Candidate) -> bool:
    """Whether a candidate that was not kept stands on another line and is told by one that was."""
    if _line(other) == _line(each):
        return False
    if _is_awaited(other, each) or _is_awaited(each, other):
        return True
    if other.on == "comment":
        return _end_line(other) + 1 == _line(each)
    return each.start < other.start < each.until or other.start < each.start < other.until


def _is_told(each: Candidate, lines: Set[int], spoken: Sequence[tuple[int, int]]) -> bool:
    """Whether another finding says what this one would."""
    if each.on == "comment":
        return not lines.isdisjoint((_line(each), _end_line(each) + 1))
    return each.on == "text" and any(start < each.start < end for start, end in spoken)


def _without_containment(ordered: list[Candidate]) -> list[Candidate]:
    """Without the less sure of two of one rule where one begins inside the other; one sweep with the open ones on a stack."""
    gone: set[int] = set()
    open_ones: dict[str, list[Candidate]] = {}
    for each in ordered:
        around = open_ones.setdefault(each.rule, [])
        while around and around[-1].until <= each.start:
            around.pop()
        if any(_sureness(each) <= _sureness(other) for other in around):
            gone.add(id(each))
            continue
        gone.update(id(other) for other in around)
        if each.until > each.start:
            around.append(each)
    return [each for each in ordered if id(each) not in gone]


def _without_awaited(ordered: list[Candidate]) -> list[Candidate]:
    """Without the less sure of a wait and the literal behind it, the literal when they are equally sure."""
    gone: set[int] = set()
    for index, wait in enumerate(ordered):
        for other in (each for each in ordered[index + 1 : index + 1 + NEAR] if _is_awaited(each, wait)):
            gone.add(id(min(other, wait, key=_sureness)))
    return [each for each in ordered if id(each) not in gone]


def _is_awaited(other: Candidate, wait: Candidate) -> bool:
    """Whether a candidate is the literal that the wait right above it leads to."""
    awaited = wait.flow[1].place.line if len(wait.flow) > 1 else 0
    return (
        wait.on == "delay"
        and bool(other.flow)
        and other.on not in ("delay", "comment")
        and other.place.line == awaited
        and 0 < _line(other) - _line(wait) <= NEXT
    )


def _sureness(candidate: Candidate) -> int:
    return CONFIDENCES.index(candidate.confidence)


def _same_problem(first: Candidate, second: Candidate) -> bool:
    """Both begin at the same place, one contains the other on one line, or one rule says the same twice of it."""
    again = (first.rule, first.message) == (second.rule, second.message)
    return _line(first) == _line(second) and (second.start < first.end or again)


def _line(candidate: Candidate) -> int:
    """Its line in the text that was judged."""
    return candidate.line or candidate.place.line


def _end_line(candidate: Candidate) -> int:
    return _line(candidate) + candidate.place.end_line - candidate.place.line
