"""A confirmed fact → the second places in its file that explain it, and the name by which another file may hold one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Catch, Control, Declaration, Delay, Fact, Fallback, Function, Records, Text
from prodlint.file import File
from prodlint.finding import Related

Second = tuple[int, int, str]
"""Start and end as byte offsets, end exclusive, and what stands there."""


def related_of(hit: Hit[Fact], file: File) -> tuple[Related, ...]:
    """The places of the same file that explain a hit, none of them on its own line."""
    line = file.source.line_index(hit.start)
    return tuple(
        Related(file.path, file.source.place(start, _first_line_end(start, end, file)), message)
        for start, end, message in SECONDS.get(type(hit.fact), _nothing)(hit, file)
        if file.source.line_index(start) != line
    )


def stands_in(fact: Fact) -> str:
    """The bare name of what a fact constructs, calls or falls back on, "" when it has none."""
    named = {Call: "callee", Catch: "default_name", Fallback: "value"}.get(type(fact), "")
    if isinstance(fact, Fallback) and fact.shape not in ("call", "name"):
        return ""
    return _bare(str(getattr(fact, named))) if named else ""


def _handler(hit: Hit[Control], file: File) -> Iterator[Second]:
    """The function that a control calls; the control where the finding stands in that function."""
    fact = hit.fact
    if fact.begins >= 0:
        yield fact.begins, fact.begins + len(fact.tag.encode()) + 1, f"the control: {fact.label or fact.tag}"
    function = file.named_function(_bare(fact.target)) if fact.target else None
    if function is not None:
        yield function.start, function.end, f"what it calls: `{function.name}`"


def _answering(hit: Hit[Function], file: File) -> Iterator[Second]:
    """The function whose answer the finding points at, and the wait before it."""
    yield hit.fact.start, hit.fact.end, f"the function: `{hit.fact.name}`"
    for delay in file.within(Delay, hit.fact.body_start, hit.start):
        yield delay.start, delay.end, f"it waits before: `{delay.callee}`"
        return


def _made_up(hit: Hit[Delay], file: File) -> Iterator[Second]:
    """The first literal after a wait."""
    around = file.function_of(hit.fact)
    if not hit.fact.literal or around is None:
        return
    inside = [
        *file.within(Records, hit.fact.end, around.body_end),
        *(text for text in file.within(Text, hit.fact.end, around.body_end) if text.role in ("value", "shown")),
    ]
    if inside:
        first = min(inside, key=lambda fact: fact.start)
        yield first.start, first.end, "what is given out after the wait"


def _declared(hit: Hit[Fact], file: File) -> Iterator[Second]:
    """The declaration in this file of what is constructed or falls in."""
    name = stands_in(hit.fact)
    if not name:
        return
    kinds: tuple[type[Declaration] | type[Function] | type[Records], ...] = (Declaration, Function, Records)
    found = [fact for kind in kinds for fact in file.those(kind, "name", name) if fact.start != hit.start]
    if found:
        yield found[0].start, found[0].end, f"the declaration of `{name}`"


def _nothing(hit: Hit[Fact], file: File) -> Iterator[Second]:
    return iter(())


SECONDS: Mapping[type[Fact], Callable[..., Iterator[Second]]] = MappingProxyType(
    {
        Call: _declared,
        Catch: _declared,
        Control: _handler,
        Delay: _made_up,
        Fallback: _declared,
        Function: _answering,
    }
)
"""Kind of fact → where else to look."""


def _bare(name: str) -> str:
    return name.rpartition(".")[2].rstrip("()")


def _first_line_end(start: int, end: int, file: File) -> int:
    newline = file.source.text.find(b"\n", start, end)
    return end if newline < 0 else start + len(file.source.text[start:newline].rstrip())
