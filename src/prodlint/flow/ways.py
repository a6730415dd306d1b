"""The first steps of a value → all of them: assignments, states, calls of the same file, and where it is given out or shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Fact, Function, Text
from prodlint.file import File
from prodlint.finding import Related
from prodlint.flow.beginnings import Beginning, Step, beginning_of
from prodlint.flow.mentions import MOST, OWN, mentions_of
from prodlint.flow.statements import Statement, statement_at

LONGEST = 8
"""Steps of a way."""
HOPS = 4
"""Names and calls that a value is followed through."""
UNASKED = "with no network, database or file on any path"
DECIDES = re.compile(r"\s*(?:\}\s*)?(?:else\s+)?(?:if|elif|guard|switch|while|match)\b")
"""How a line begins that asks."""
UNSURE = frozenset({"io", "unknown"})
"""Effects of what may ask somebody."""
SHOWN_BY = "shown by"
ENDS = ("returned", "state", "told", "handed")


class Flow(NamedTuple):
    """Steps in order, and names one of which another file may give to what comes before them."""

    steps: tuple[Related, ...] = ()
    source: tuple[str, ...] = ()


def flow_of(hit: Hit[Fact], file: File) -> Flow:
    """The steps of a hit's value in its file, none for a text that is shown where it stands."""
    begun = beginning_of(hit, file)
    if not begun.steps:
        return Flow()
    steps = [*begun.steps, *(_onward(begun.onward, file, HOPS, set()) if begun.onward >= 0 else ())]
    steps = _claimed(_once(steps), begun, file)[:LONGEST]
    if isinstance(hit.fact, Text) and len(steps) == 2 and steps[1][2].startswith(SHOWN_BY):
        return Flow()
    places = [file.source.place(start, _line_end(start, end, file)) for start, end, _ in steps]
    told = tuple(Related(file.path, place, said) for place, (_, _, said) in zip(places, steps, strict=True))
    return Flow(told, begun.source)


def _onward(offset: int, file: File, hops: int, seen: set[str]) -> Iterator[Step]:
    """The steps from an offset on."""
    statement = statement_at(offset, file)
    around = file.function_at(offset)
    if not statement.does or hops <= 0:
        return
    yield _step(statement, offset, around, file)
    if statement.does in ("kept", "collected") and statement.name not in seen:
        yield from _uses(statement, offset, around, file, hops - 1, seen | {statement.name})
    if statement.does == "returned" and around is not None and around.name not in seen:
        yield from _calls(around, file, hops - 1, seen | {around.name})


def _step(statement: Statement, offset: int, around: Function | None, file: File) -> Step:
    end = max(offset, _line_end(statement.start, len(file.source.text), file))
    said = {
        "returned": _given_out(around, file),
        "kept": f"kept in `{statement.name}`",
        "collected": f"added to `{statement.name}`" if statement.name else "added to a collection",
        "state": f"`{statement.name}` takes it",
        "told": f"`{statement.name}` shows it",
        "handed": f"handed to `{statement.name}`",
    }
    return statement.start, end, said[statement.does]


def _given_out(around: Function | None, file: File) -> str:
    """Who gives it out: a component and a view show it."""
    if around is None or not around.name:
        return "returned"
    if file.vocabulary.words("draws-itself") & {around.name}:
        return f"{SHOWN_BY} `{around.owner or around.name}`"
    drawn = file.family == "ecmascript" and around.name[:1].isupper() and around.owner == ""
    return f"{SHOWN_BY if drawn else 'returned by'} `{around.name}`"


def _uses(kept: Statement, offset: int, around: Function | None, file: File, hops: int, seen: set[str]) -> Iterator[Step]:
    """Where a name goes: to the first mention that gives it out, else to the first that keeps it anew, else to who reads it."""
    mentions: list[int] = []
    along = -1
    for at in _mentions(kept, offset, around, file):
        mentions.append(at)
        statement = statement_at(at, file)
        if statement.does in ENDS:
            yield from _onward(at, file, hops, seen)
            return
        if along < 0 and statement.does in ("kept", "collected") and statement.name not in seen:
            along = at
    if along >= 0:
        yield from _onward(along, file, hops, seen)
        return
    for at in mentions:
        reader = file.function_at(at)
        if DECIDES.match(file.source.line_text(file.source.line_index(at))):
            yield at, at + len(kept.name), f"`{kept.name}` decides what happens"
            return
        if reader is not None and reader is not around:
            yield at, at + 1, f"read by `{reader.name}`" if reader.name else "read here"
            return


def _mentions(kept: Statement, offset: int, around: Function | None, file: File) -> Iterator[int]:
    """The offsets at which what was kept is read after it was; everywhere where it outlives the function around."""
    if around is None or OWN.search(kept.name):
        found = mentions_of(kept.name, 0, len(file.code), file)
        return (at for at in found if not kept.start <= at <= offset)
    return mentions_of(kept.name, offset, around.body_end, file)


def _calls(function: Function, file: File, hops: int, seen: set[str]) -> Iterator[Step]:
    """What becomes of what a function of this file returns, at the first call of it that does something with it."""
    if file.named_function(function.name) is not function:
        return
    calls = [
        call
        for call in file.all(Call)
        if call.callee.rpartition(".")[2] == function.name and not function.start <= call.start < function.body_end
    ][:MOST]
    taken = next((call for call in calls if statement_at(call.start, file).does), None)
    if taken is not None:
        yield from _onward(taken.start, file, hops, seen)
        return
    for call in calls[:1]:
        caller = file.function_at(call.start)
        yield call.start, call.end, f"called by `{caller.name}`" if caller is not None and caller.name else "called here"


def _once(steps: list[Step]) -> list[Step]:
    """Without a step that says on the same line what the one before says already."""
    kept: list[Step] = []
    for start, end, said in steps:
        name = said.removeprefix("kept in ")
        if any(each[2] == said for each in kept) or (kept and said != name and name in kept[-1][2]):
            continue
        kept.append((start, end, said))
    return kept


def _claimed(steps: list[Step], begun: Beginning, file: File) -> list[Step]:
    """The steps; the last one in a function that is known to ask nothing outside says so."""
    sole = begun.sole
    if sole is None or not all(UNSURE.isdisjoint(each.effects) for each in (sole, *_inside(sole, file))):
        return steps
    inside = [index for index, step in enumerate(steps) if sole.start <= step[0] < sole.body_end]
    if not inside:
        return steps
    start, end, said = steps[inside[-1]]
    of_whom = "" if f"`{sole.name}`" in said or not sole.name else f" of `{sole.name}`"
    return [*steps[: inside[-1]], (start, end, f"{said}, {UNASKED}{of_whom}"), *steps[inside[-1] + 1 :]]


def _inside(function: Function, file: File) -> Iterator[Function]:
    """The functions that stand in another."""
    return (each for each in file.within(Function, function.body_start, function.body_end) if each is not function)


def _line_end(start: int, end: int, file: File) -> int:
    newline = file.source.text.find(b"\n", start, end)
    return max(start + 1, end if newline < 0 else start + len(file.source.text[start:newline].rstrip()))
