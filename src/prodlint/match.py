"""Facts × rules → candidates: a table look-up by kind of fact, then the predicates of that kind, then the confirm functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import Formatter

from prodlint.candidate import Candidate
from prodlint.confirm import CONFIRMS
from prodlint.confirm.hit import Hit
from prodlint.credentials import MARK, hidden, without_credentials
from prodlint.fact import (
    Callback,
    Comment,
    Connection,
    Control,
    Declaration,
    EnvRead,
    Fact,
    Floating,
    Function,
    Import,
    Navigation,
    Records,
    Request,
    Setting,
    Text,
)
from prodlint.file import File
from prodlint.flow import Flow, flow_of
from prodlint.places import PLACES
from prodlint.related import related_of, stands_in
from prodlint.rulebook.book import CompiledMatch

HOLLOW = frozenset({"empty", "comment-only", "log-only", "notify-only", "prevent-default-only"})
"""States of a body or handler that does nothing but, at most, speak."""
OWN = ("self.", "this.")
"""How a handler begins that is a method of the type around its control."""
FEW_TRIES = 100
"""Facts times shapes that are tried sooner than sorted."""
LONGEST_TAG = 1200
"""Bytes between the beginning of a control and its handler."""
LONGEST_QUOTE = 60
LONGEST_LINE = 2000
"""Characters of one line that a regex sees, and of a value that a message quotes."""


def match_file(file: File, table: Mapping[type[Fact], list[CompiledMatch]]) -> tuple[Candidate, ...]:
    """The candidates of one file in source order; of several shapes of one rule at one place the surest.

    `table` holds the shapes that look at files of this role.
    """
    found: dict[tuple[str, int], Candidate] = {}  # by rule and where it starts
    for compiled, fact in _holding(file, table):
        for hit in hits(compiled, fact, file):
            candidate = _candidate(compiled, hit, file)
            key = candidate.rule, candidate.start
            if key not in found or _sureness(candidate) > _sureness(found[key]):
                found[key] = candidate
    return tuple(sorted(found.values(), key=lambda each: (each.start, each.rule)))


def _holding(file: File, table: Mapping[type[Fact], list[CompiledMatch]]) -> Iterator[tuple[CompiledMatch, Fact]]:
    """Each fact with each shape whose predicate holds for it; a fact is shown only to shapes that want its telling field."""
    for kind, shapes in table.items():
        facts = file.all(kind)
        field, by_value, others = sieve(shapes) if len(facts) * len(shapes) > FEW_TRIES else ("start", {}, shapes)
        for fact in facts:
            for compiled in by_value.get(getattr(fact, field), others):
                if compiled.holds(fact):
                    yield compiled, fact


def sieve(shapes: list[CompiledMatch]) -> tuple[str, dict[object, list[CompiledMatch]], list[CompiledMatch]]:
    """The field that most shapes compare with fixed values, the shapes that a fact with such a value can fit, and the
    shapes that a fact with any other value can.  All lists keep the order of `shapes`.
    """
    counts = Counter(field for each in shapes for field in each.fixed)
    if not counts:
        return "start", {}, shapes
    field = counts.most_common(1)[0][0]
    values = {value for each in shapes for value in each.fixed.get(field, ())}
    by_value = {value: [each for each in shapes if value in each.fixed.get(field, values)] for value in values}
    return field, by_value, [each for each in shapes if field not in each.fixed]


def hits(compiled: CompiledMatch, fact: Fact, file: File) -> list[Hit[Fact]]:
    """Where in a fact for which a shape's predicate holds the shape is found and confirmed: one place, or one for each line
    of a long text that matches.
    """
    match = compiled.match
    if (fact.region and fact.region not in match.regions) or file.is_unread(fact):
        return []
    confirmed = [hit for hit in _places(compiled, fact, file) if all(CONFIRMS[name].holds(hit, file) for name in match.confirm)]
    return confirmed[:1] if isinstance(fact, Comment) else confirmed


def _places(compiled: CompiledMatch, fact: Fact, file: File) -> Iterator[Hit[Fact]]:
    if compiled.match.at:
        yield Hit(fact, *PLACES[compiled.match.at](fact, file))
        return
    if not isinstance(fact, Comment | Text) or not compiled.pattern:
        yield Hit(fact, fact.start, fact.end, "")
        return
    search = _regex(compiled.pattern).search
    raw = file.source.text[fact.start : fact.end]
    if isinstance(fact, Text) and b"\n" not in raw:
        found = search(fact.value)
        yield Hit(fact, fact.start, fact.end, fact.value, found[0] if found else "")
        return
    offset = fact.start
    for piece in raw.split(b"\n"):
        line = piece.decode("utf-8", "replace")[:LONGEST_LINE]
        found = search(line)
        if found:
            indent = len(line) - len(line.lstrip())
            yield Hit(fact, offset + indent, offset + len(line.rstrip().encode()), line.strip(), found[0])
        offset += len(piece) + 1


@lru_cache(maxsize=512)
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _sureness(candidate: Candidate) -> int:
    return ("low", "medium", "high").index(candidate.confidence)


def _candidate(compiled: CompiledMatch, hit: Hit[Fact], file: File) -> Candidate:
    source = file.source
    start, end = hit.start, _first_line_end(hit, file)
    place = source.place(start, end)
    line = source.line_index(start)
    text = source.slice(start, end)
    flow = flow_of(hit, file) if compiled.rule.traced else Flow()
    return Candidate(
        rule=compiled.rule.id,
        on=compiled.match.on,
        confidence=compiled.confidence,
        message=masked(_message(compiled.message, hit), hit, compiled),
        start=start,
        end=end,
        place=place,
        excerpt=(masked(_line_shown(line, hit, file), hit, compiled)[:LONGEST_LINE],),
        project=compiled.match.project,
        subject=_subject(hit.fact),
        reach=getattr(hit.fact, "reach", ()),
        owner=_owner(hit.fact, file),
        path=file.path,
        origin=_origin(hit.fact, file),
        key=" ".join(masked(text, hit, compiled).split()),
        related=related_of(hit, file),
        flow=flow.steps,
        source=flow.source,
        stands_in=stands_in(hit.fact),
        declares=hit.fact.name if isinstance(hit.fact, Declaration | Function | Records) else "",
        line=line + 1,
        begins=source.line_index(_begin(hit, file)) + 1,
        until=_until(hit, file, end),
        hollow=getattr(hit.fact, "body", "") in HOLLOW or getattr(hit.fact, "handler", "") in HOLLOW,
    )


def _subject(fact: Fact) -> str:
    """The name that other files are asked about."""
    if isinstance(fact, Callback | Connection):
        return fact.name
    if isinstance(fact, Navigation):
        return fact.target
    if isinstance(fact, EnvRead):
        return fact.variable
    if isinstance(fact, Request):
        return f"{fact.method} {fact.path}"
    return str(getattr(fact, "owner", "") or getattr(fact, "name", ""))


def _owner(fact: Fact, file: File) -> str:
    """The type whose method a control's handler is, or that takes a handler from outside; the router that is asked; the
    function that gives an answer back."""
    if isinstance(fact, Request):
        return fact.giver
    if isinstance(fact, Callback | Connection):
        return fact.owner
    if isinstance(fact, Navigation):
        return fact.framework
    if not isinstance(fact, Control) or not fact.target.startswith(OWN):
        return ""
    around = file.function_of(fact)
    return around.owner if around is not None else ""


def _origin(fact: Fact, file: File) -> str:
    """Module and name of the imported function that a control or chain calls, or of what an address begins with, else ""."""
    if isinstance(fact, Floating) and fact.module:
        return f"{fact.module}#{fact.name}"
    if isinstance(fact, Request):
        return fact.base
    if not isinstance(fact, Control) or not fact.target:
        return ""
    module, _, name = fact.target.rpartition(".")
    for each in file.all(Import):
        if each.module == module or (not module and name in each.names and not each.type_only):
            return f"{each.module}#{name}"
    return f"#{name}" if fact.toolkit in file.vocabulary.words("template-toolkits") else ""


def _begin(hit: Hit[Fact], file: File) -> int:
    """Where the thing begins: the fact, or the tag or call of a control whose handler stands on a later line."""
    if not isinstance(hit.fact, Control):
        return min(hit.fact.start, hit.start)
    tag = hit.fact.tag.encode()
    before = max(
        file.source.text.rfind(opening, max(0, hit.start - LONGEST_TAG), hit.start) for opening in (b"<" + tag, tag + b"(")
    )
    return before if before >= 0 else hit.start


def _until(hit: Hit[Fact], file: File, end: int) -> int:
    """Where the thing that was found ends: a collection, a function with its body, or what a control calls or says."""
    if isinstance(hit.fact, Records):
        return hit.fact.end
    if isinstance(hit.fact, Function):
        return hit.fact.body_end
    if isinstance(hit.fact, Control) and hit.fact.target:
        return max((function.body_end for function in file.those(Function, "start", hit.fact.start)), default=end)
    if isinstance(hit.fact, Control) and hit.fact.says:
        near = file.within(Text, hit.fact.start, hit.fact.start + LONGEST_TAG)
        return max((text.end for text in near if text.value and text.value in hit.fact.says), default=end)
    return end


def _line_shown(line: int, hit: Hit[Fact], file: File) -> str:
    """The line of a hit; what a file of settings gives to other names there may be secret, and is not shown."""
    text = file.source.line_text(line)
    if not isinstance(hit.fact, Setting):
        return text
    others = (each.value for each in file.near(Setting, file.source.line_start(line), 0) if each is not hit.fact)
    for value in sorted({each for each in others if each and each not in hit.fact.value}, key=len, reverse=True):
        text = text.replace(value, MARK * len(value))
    return text


def masked(text: str, hit: Hit[Fact], compiled: CompiledMatch) -> str:
    """The text with what may be a credential made unreadable but for its beginning, at the same width."""
    text = without_credentials(text)
    value = getattr(hit.fact, "value", "") or getattr(hit.fact, "default", "")
    if not compiled.match.secret or not value or value not in text:
        return text
    return text.replace(value, hidden(value))


def _first_line_end(hit: Hit[Fact], file: File) -> int:
    """Regions are tight: a place that runs over lines ends with its first line."""
    newline = file.source.text.find(b"\n", hit.start, hit.end)
    if newline < 0:
        return hit.end
    return hit.start + len(file.source.text[hit.start : newline].rstrip())


def _message(template: str, hit: Hit[Fact]) -> str:
    said = {"matched": hit.matched, "line": hit.line}
    values = {name: said[name] if name in said else getattr(hit.fact, name) for name in _named(template)}
    message = template.format_map({name: _quoted(value) for name, value in values.items()})
    return f"This{message[2:]}" if message.startswith("``") else message


@lru_cache(maxsize=1024)
def _named(template: str) -> tuple[str, ...]:
    """The names of the fields that a message quotes."""
    return tuple({name: None for _, name, _, _ in Formatter().parse(template) if name})


def _quoted(value: object) -> str:
    text = " ".join(str(value).split()).replace("`", "'")
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
