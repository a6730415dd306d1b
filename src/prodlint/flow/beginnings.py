"""A confirmed fact → the first steps of its value's way, and the offset from which it goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Catch, Declaration, Delay, Draw, Fact, Fallback, Function, Import, Records, Text
from prodlint.file import File
from prodlint.flow.mentions import mentions_of
from prodlint.flow.statements import Statement, statement_at
from prodlint.places import returned_literal

Step = tuple[int, int, str]
"""Start and end as byte offsets, end exclusive, and what happens there."""
RETURN = re.compile(rb"return\b\s*")
LONGEST_QUOTE = 40
"""Characters of a text that a step quotes."""
HANDLER = 600
"""Bytes behind the head of an error handler in which it names what takes the place of a result."""
MANY = {"records": "records", "calls": "records", "tuples": "rows", "texts": "texts", "numbers": "numbers"}
SHAPES = {"array": "a collection", "record": "a record", "string": "a text", "closure": "a function", "nil": "nothing"}
GIVEN_OUT = ("value", "shown")
LITERAL = ("literal", "record", "choice", "mixed", "computed")
OWN = re.compile(r"^(?:self|this)[.?!]+")
NAME = re.compile(rb"(?:await\s+)?[A-Za-z_$][\w$.]*(?=\s*(?:[;(]|$))")
TELLING = ("state", "notify", "navigate")


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first steps; `onward` is the offset whose statement tells what becomes of the value, -1 when nothing does.

    `sole` is the function of which facts say all that it does on the way, None where that is not known.
    `source` are names, each `name` or `module#name` where it is imported, one of which another file may give to what the value
    comes from, where this file does not hold it.
    """

    steps: tuple[Step, ...] = ()
    onward: int = -1
    sole: Function | None = None
    source: tuple[str, ...] = ()


def beginning_of(hit: Hit[Fact], file: File) -> Beginning:
    """Where the value of a hit comes from, as far as its file tells."""
    return BEGINNINGS.get(type(hit.fact), _nowhere)(hit, file)


def _of_function(hit: Hit[Function], file: File) -> Beginning:
    """What the function gives out, and the wait before it."""
    function = hit.fact
    start, end = (hit.start, hit.end) if hit.start > function.start else returned_literal(function, file)
    if start <= function.start:
        return _drawn_in(function, file)
    waits = [_wait(delay) for delay in file.within(Delay, function.body_start, start)][:1]
    returning = RETURN.match(file.code, start)
    if returning is None:
        return Beginning((*waits, (start, end, _literal_at(start, end, file))), end - 1, function)
    start = returning.end()
    name = NAME.match(file.code, start, end)
    made = _made(name[0].decode(), start, file) if name else Beginning()
    given = () if made.steps else ((start, max(end, start + 1), _literal_at(start, end, file)),)
    return Beginning((*waits, *made.steps, *given), start, function, made.source)


def _drawn_in(function: Function, file: File) -> Beginning:
    """The first random number of a function that gives out no literal."""
    for draw in file.within(Draw, function.body_start, function.body_end):
        return Beginning((_number(draw),), draw.start, function)
    return Beginning()


def _of_literal(hit: Hit[Records | Text], file: File) -> Beginning:
    if isinstance(hit.fact, Text) and hit.fact.role not in GIVEN_OUT:
        return Beginning()
    onward = hit.end - 1 if isinstance(hit.fact, Records) and hit.fact.start == hit.start else hit.start
    return Beginning(((hit.start, hit.end, _literal(hit.fact)),), onward)


def _of_draw(hit: Hit[Draw], file: File) -> Beginning:
    return Beginning((_number(hit.fact),), hit.start)


def _of_declaration(hit: Hit[Declaration], file: File) -> Beginning:
    return Beginning(((hit.start, hit.end, _literal(hit.fact)),), hit.fact.end)


def _of_wait(hit: Hit[Delay], file: File) -> Beginning:
    """The wait, and what is given out after it: the first literal, or else what says that something is done."""
    around = file.function_of(hit.fact)
    if around is None:
        return Beginning()
    wait = _wait(hit.fact)
    first = _first_literal(hit.fact.start, around.body_end, file) if hit.fact.literal else None
    if first is not None:
        onward = first.end - 1 if isinstance(first, Records) else first.start
        return Beginning((wait, (first.start, first.end, _literal(first))), onward, around)
    for call in file.within(Call, hit.fact.start + 1, around.body_end):
        if file.vocabulary.effect(call.callee) in TELLING:
            return Beginning((wait, (call.start, call.end, f"followed by `{call.callee}`")), -1, around)
    return Beginning((wait,), -1, around)


def _first_literal(start: int, end: int, file: File) -> Records | Text | None:
    """The first record or text in a span; of texts on one line a sentence."""
    texts = [each for each in file.within(Text, start, end) if each.role in GIVEN_OUT and each.value]
    line = file.source.line_index(texts[0].start) if texts else 0
    spoken = [each for each in texts if file.source.line_index(each.start) == line and " " in each.value]
    found: list[Records | Text] = [*list(file.within(Records, start, end))[:1], *(spoken or texts)[:1]]
    return min(found, key=lambda each: each.start, default=None)


def _of_call(hit: Hit[Call], file: File) -> Beginning:
    """What the called function of this file gives out, and the call."""
    called = file.named_function(hit.fact.callee.rpartition(".")[2])
    if called is not None and not called.start <= hit.start < called.body_end:
        made = _returned_by(called, file)
        return Beginning(made.steps, hit.start, made.sole)
    does = "draws it" if file.vocabulary.effect(hit.fact.callee) == "random" else "is called"
    return Beginning(((hit.start, hit.end, f"`{hit.fact.callee}` {does}"),), hit.start, source=_sources(hit.fact.callee, file))


def _of_fallback(hit: Hit[Fallback], file: File) -> Beginning:
    made = _made(hit.fact.value, hit.start, file) if hit.fact.shape in ("call", "name") else Beginning()
    subject = f"without `{_quoted(hit.fact.subject)}`" if hit.fact.subject else "where there is none"
    step = (hit.start, hit.end, f"taken {subject}")
    return Beginning((*made.steps, step), hit.start, made.sole, made.source)


def _of_catch(hit: Hit[Catch], file: File) -> Beginning:
    name = hit.fact.default_name
    made = _made(name, hit.start, file)
    named = file.code.find(name.encode(), hit.end, hit.end + HANDLER) if name else -1
    step = (hit.start, hit.end, "taken when this fails")
    return Beginning((*made.steps, step), named, made.sole, made.source)


def _of_import(hit: Hit[Import], file: File) -> Beginning:
    """The import, and what becomes of the first name that it brings."""
    name = hit.fact.names[0] if hit.fact.names else ""
    step = (hit.start, hit.end, f"`{name or hit.fact.module}` is imported here")
    at = next(mentions_of(name, hit.fact.end, len(file.code), file), -1) if name else -1
    return Beginning((step,), at, source=tuple(f"{hit.fact.module}#{each}" for each in hit.fact.names or ("",)))


def _nowhere(hit: Hit[Fact], file: File) -> Beginning:
    return Beginning()


def _made(dotted: str, at: int, file: File) -> Beginning:
    """What a name stands for in this file: the literal of a function, and that it returns it; or a collection.

    Of `a.b` the last part may be it, or the first; where neither is of this file, the whole is the `source`.
    """
    around = file.function_at(at)
    for name in names_in(dotted):
        function = file.named_function(name)
        if function is not None and not function.start <= at < function.body_end:
            return _returned_by(function, file)
        found = _literals_named(name, file)
        given = [each for each in found if not each.start <= at < each.end and file.function_of(each) in (None, around)]
        if given:
            return Beginning(((given[0].start, given[0].end, _literal(given[0])),))
    return Beginning(source=_sources(dotted, file))


def _sources(dotted: str, file: File) -> tuple[str, ...]:
    """The names by which another file may declare it, each behind its module and `#` where an import tells that."""
    modules = {name: each.module for each in file.all(Import) for name in each.names}
    return tuple(f"{modules[name]}#{name}" if name in modules else name for name in names_in(dotted))


def names_in(dotted: str) -> tuple[str, ...]:
    """The last and the first part of a dotted name: either may be what somebody declares."""
    head, _, tail = OWN.sub("", dotted.rstrip("()")).rpartition(".")
    return tuple(filter(None, (tail, head.partition(".")[0])))


def _returned_by(function: Function, file: File) -> Beginning:
    made = _of_function(Hit(function, function.start, function.start), file) if function.returns in LITERAL else Beginning()
    given = statement_at(made.onward, file) if made.onward >= 0 else Statement(function.start)
    start = given.start if given.does == "returned" else function.start
    return Beginning((*made.steps, (start, function.body_end, f"returned by `{function.name}`")), -1, function)


def _literals_named(name: str, file: File) -> list[Records | Declaration]:
    """What is given a name in this file, collections first."""
    records = file.those(Records, "name", name)
    declared = [each for each in file.those(Declaration, "name", name) if each.shape and each.kind != "parameter"]
    return [*records, *declared]


def _literal_at(start: int, end: int, file: File) -> str:
    """What stands in a span that begins with a literal or with what holds some, without the comment behind it."""
    kinds: tuple[type[Records] | type[Text], ...] = (Records, Text)
    found = next((fact for kind in kinds for fact in file.within(kind, start, start + 1)), None)
    written = file.source.slice(start, start + len(file.code[start:end].rstrip(b" ;")))
    return _literal(found) if found is not None else f"`{_quoted(written)}`"


def _literal(fact: Records | Text | Declaration) -> str:
    """A literal in a few words."""
    if isinstance(fact, Text):
        return f'"{_quoted(fact.value)}"'
    name = f" in `{fact.name}`" if fact.name and getattr(fact, "holder", "") not in ("return", "argument", "state") else ""
    if isinstance(fact, Declaration):
        given = f"what `{_quoted(fact.value)}` makes" if fact.shape == "call" else SHAPES.get(fact.shape, _quoted(fact.value))
        return f"{given}{name}"
    return f"{fact.count} {MANY[fact.shape]}{name}" if fact.shape in MANY and fact.count > 1 else f"a record{name}"


def _quoted(value: str) -> str:
    text = " ".join(value.split()).replace("`", "'")
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"


def _number(draw: Draw) -> Step:
    return draw.start, draw.end, f"`{draw.callee}` draws a random number"


def _wait(delay: Delay) -> Step:
    length = f" {delay.seconds:g} s" if delay.seconds > 0 else ""
    return delay.start, delay.end, f"`{delay.callee}` waits{length}"


BEGINNINGS: Mapping[type[Fact], Callable[..., Beginning]] = MappingProxyType(
    {
        Call: _of_call,
        Catch: _of_catch,
        Declaration: _of_declaration,
        Delay: _of_wait,
        Draw: _of_draw,
        Fallback: _of_fallback,
        Function: _of_function,
        Import: _of_import,
        Records: _of_literal,
        Text: _of_literal,
    }
)
"""Kind of fact → where its value begins."""
