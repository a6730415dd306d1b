"""Reasons for silence about dropped errors."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Catch, Text
from prodlint.file import File
from prodlint.names import words_of

EVERYTHING = frozenset({"", "Exception", "BaseException", "Error", "error", "Throwable"})
CLOSING = re.compile(r"[})\]]|finally\b|else\b")
SAID = re.compile(r"(?://|/\*|#)\s*([^\n*]*)")


def catches_everything(hit: Hit[Catch], file: File) -> bool:
    """Every error is caught, not one that is expected."""
    return not hit.fact.types or bool(EVERYTHING & set(hit.fact.types))


def not_cleanup(hit: Hit[Catch], file: File) -> bool:
    """What is protected is not only cleaning up, whose failure changes nothing."""
    cleaning = file.vocabulary.words("cleanup")
    around = file.function_of(hit.fact)
    if around is not None and cleaning & set(words_of(around.name)[:1]):
        return False
    return not hit.fact.calls or not all(cleaning & set(words_of(call.rpartition(".")[2])) for call in hit.fact.calls)


def not_a_probe(hit: Hit[Catch], file: File) -> bool:
    """What is protected is not a mere probe: parsing, storage, detection, telemetry."""
    around = file.function_of(hit.fact)
    if around is not None and file.vocabulary.words("best-effort") & {*words_of(around.name), *words_of(around.owner)}:
        return False
    called = [{*words_of(call), *call.lower().split(".")} for call in hit.fact.calls]
    if any(file.vocabulary.words("telemetry") & words for words in called):
        return False
    probing = file.vocabulary.words("probes")
    return not called or not all(probing & words for words in called)


def comment_is_no_reason(hit: Hit[Catch], file: File) -> bool:
    """The comment that stands in an otherwise empty handler says nothing but that it is empty."""
    if hit.fact.body != "comment-only":
        return True
    said = SAID.search(file.source.slice(hit.fact.end, hit.fact.end + 300)) or SAID.search(
        file.source.slice(hit.start, hit.fact.end)
    )
    return said is None or not set(words_of(said[1])) - file.vocabulary.words("says-nothing")


def protects_much(hit: Hit[Catch], file: File) -> bool:
    """At least three different calls are protected: any mistake in them disappears."""
    return len(hit.fact.calls) >= 3


def in_what_a_person_asked_for(hit: Hit[Catch], file: File) -> bool:
    """The function around handles an event, or is named for something that a person waits for."""
    around = file.function_of(hit.fact)
    return around is not None and (around.kind == "handler" or file.says("waited-for", around.name))


def promise_does_the_users_work(hit: Hit[Catch], file: File) -> bool:
    """The promise is a request."""
    return "io" in hit.fact.effects


def only_printed(hit: Hit[Catch], file: File) -> bool:
    """The message goes to the console, not to a log that somebody watches."""
    return not file.says("watched-log", file.source.slice(hit.start, hit.fact.end + 200).partition("}")[0])


def nothing_follows(hit: Hit[Catch], file: File) -> bool:
    """The function ends with the handler, or only stops to look busy: nothing after it does the work another way."""
    around = file.function_of(hit.fact)
    if around is None:
        return True
    source = file.source
    first = source.line_index(hit.start)
    indent = _indent(source.line_text(first))
    for index in range(first + 1, source.line_index(around.body_end) + 1):
        line = source.line_text(index)
        if file.says("ends-busy", line.strip()):
            continue
        if line.strip() and _indent(line) <= indent and not CLOSING.match(line.strip()):
            return index > source.line_index(max(around.body_start, around.body_end - 1))
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def user_waits_for_it(hit: Hit[Catch], file: File) -> bool:
    """The function around does what a person asked for, and the work leaves the process."""
    around = file.function_of(hit.fact)
    if hit.fact.types and all(file.says("expected", name) for name in hit.fact.types):
        return False
    if around is None or not (around.kind == "handler" or file.says("waited-for", around.name)):
        return False
    carried_out = around.kind == "handler" or file.says("carries-out", around.name)
    if not carried_out and not any(text.role == "shown" for text in file.all(Text)):
        return False
    return hit.fact.style == "failure" or bool({"io", "unknown"} & set(hit.fact.effects))
