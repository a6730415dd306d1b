"""Reasons for silence about dropped errors."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Catch, Text
from prodlint.file import File
from prodlint.names import words_of

EVERYTHING = frozenset({"", "Exception", "BaseException", "Error", "error", "Throwable"})
CLOSING = re.compile(r"[})\]]|finally\b|else\b")
TRY_FIRST = re.compile(rb'\s*(?:[rR]?"+\s*)*try\s*[:{]')
ONLY_HERE = frozenset({"pure", "state", "log", "navigate"})
"""Effects of calls that do not leave the program."""
SET = re.compile(r"(?<![\w.])(\w+)\s*=\s*(?:true|True)\b")
LONGEST_ATTEMPT = 1500
"""Characters before a handler in which what it protects is looked for."""
ATTEMPTS = 3
LONGEST_HANDLER = 40
"""How many lines of a handler are read."""
AWAITS = re.compile(r"\bawait\s")
BLOCK_COMMENT = re.compile(r"/\*.*?\*/")
STORES = re.compile(r"try\?\s+[\w.]*(?:[cC]ontext|[kK]eychain)\.(?:save|write|set|add)\(")
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


def not_kept_on_this_device(hit: Hit[Catch], file: File) -> bool:
    """What is protected does more than look into what the device keeps for the program, or put something there."""
    keeping, cleaning = file.vocabulary.words("kept-on-this-device"), file.vocabulary.words("cleanup")
    working = [call for call in hit.fact.calls if file.vocabulary.effect(call) not in ONLY_HERE]
    kept = [call for call in working if keeping & {"".join(words_of(part)) for part in call.split(".")}]
    return not kept or any(not cleaning & set(words_of(call.rpartition(".")[2])) for call in working if call not in kept)


def failure_is_met_behind(hit: Hit[Catch], file: File) -> bool:
    """No flag that is set where all went well is asked behind the handler: there the failure would be met."""
    around = file.function_of(hit.fact)
    if around is None:
        return True
    before = file.source.slice(around.body_start, hit.start)[-LONGEST_ATTEMPT:]
    behind = file.source.slice(hit.fact.end, around.body_end)
    flags = {found[1] for found in SET.finditer(before)}
    return not any(re.search(rf"!{flag}\b|\bnot {flag}\b", behind) for flag in sorted(flags))


def catches_all_of_a_service(hit: Hit[Catch], file: File) -> bool:
    """Every error is caught, or whatever can go wrong with the service that is asked."""
    return catches_everything(hit, file) or any(file.says("failures-of-a-service", name) for name in hit.fact.types)


def asks_a_service(hit: Hit[Catch], file: File) -> bool:
    """What is protected asks a server or a database."""
    return file.says("asks-a-service", "\n".join(hit.fact.calls))


def handler_says_nothing(hit: Hit[Catch], file: File) -> bool:
    """Nothing is written anywhere in the handler."""
    return not file.says("writes-a-log", _handler(hit, file))


def not_one_of_many_attempts(hit: Hit[Catch], file: File) -> bool:
    """It is not one of at least three things that a function tries one after the other to find something out."""
    around = file.function_of(hit.fact)
    if around is None or not file.says("finds-out", around.name):
        return True
    dropped = [
        each for each in file.within(Catch, around.body_start, around.body_end) if each.body in ("empty", "comment-only")
    ]
    return len(dropped) < ATTEMPTS


def protects_the_whole_function(hit: Hit[Catch], file: File) -> bool:
    """The function does nothing but what is protected."""
    around = file.function_of(hit.fact)
    if around is None or not hit.fact.calls:
        return False
    body = file.code[around.body_start : around.body_end]
    return TRY_FIRST.match(body) is not None and nothing_follows(hit, file)


def of_a_screen(hit: Hit[Catch], file: File) -> bool:
    """The function is one of a view's, or handles an event."""
    around = file.function_of(hit.fact)
    if around is None:
        return False
    kinds = (around.owner, *around.bases)
    return file.says("event-handler", around.name) or any(file.says("kind-of-screen", kind) for kind in kinds)


def loads_for_a_screen(hit: Hit[Catch], file: File) -> bool:
    """The function fills what a view or its model shows."""
    around = file.function_of(hit.fact)
    if around is None or not file.says("waited-for", around.name):
        return False
    kinds = (around.owner, *around.bases)
    return any(file.says("kind-of-screen", kind) or file.says("model-of-a-screen", kind) for kind in kinds)


def answers_a_request(hit: Hit[Catch], file: File) -> bool:
    """The function around answers the requests of a route."""
    around = file.function_of(hit.fact)
    return around is not None and any(file.says("route-decorator", each) for each in around.decorators)


def changes_something(hit: Hit[Catch], file: File) -> bool:
    """What may fail is a change, by the words of what is called."""
    around = file.function_of(hit.fact)
    if around is not None and file.vocabulary.words("tells-along-the-way") & set(words_of(around.name)):
        return False
    changing = file.vocabulary.words("changes")
    return any(changing & set(words_of(call.rpartition(".")[2])) for call in hit.fact.calls)


def comment_is_no_reason(hit: Hit[Catch], file: File) -> bool:
    """The comment that stands in an otherwise empty handler says nothing but that it is empty."""
    if hit.fact.body != "comment-only":
        return True
    said = SAID.search(file.source.slice(hit.fact.end, hit.fact.end + 300)) or SAID.search(
        file.source.slice(hit.start, hit.fact.end)
    )
    if said is None or file.says("code-taken-out", said[1].strip()):
        return True
    return not set(words_of(said[1])) - file.vocabulary.words("says-nothing")


def only_ends_the_wait(hit: Hit[Catch], file: File) -> bool:
    """All that the handler does, beside printing, is to stop looking busy."""
    said = [line.strip() for line in _handler(hit, file).splitlines()]
    doing = [line for line in said if line and not SAID.match(line) and not file.says("prints-a-line", line)]
    return bool(doing) and all(file.says("ends-the-wait", line) for line in doing)


def protects_much(hit: Hit[Catch], file: File) -> bool:
    """At least three different calls are protected: any mistake in them disappears."""
    return len(hit.fact.calls) >= 3


def in_what_a_person_asked_for(hit: Hit[Catch], file: File) -> bool:
    """The function around handles an event, or is named for something that a person waits for."""
    around = file.function_of(hit.fact)
    return around is not None and (around.kind == "handler" or file.says("waited-for", around.name))


def waits_for_a_call(hit: Hit[Catch], file: File) -> bool:
    """What is tried waits for something."""
    around = file.function_of(hit.fact)
    return around is not None and AWAITS.search(file.source.slice(around.body_start, hit.start)) is not None


def drops_what_is_stored(hit: Hit[Catch], file: File) -> bool:
    """The statement is only that something is stored: nobody looks at whether it worked."""
    line = line_of(hit, file)
    return STORES.match(BLOCK_COMMENT.sub("", line).strip()) is not None


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


def hidden_unless_production(hit: Hit[Catch], file: File) -> bool:
    """The handler answers as if nothing had failed wherever the environment does not say that this is production."""
    return file.says("hides-unless-production", _handler(hit, file))


def nobody_is_told_of_it(hit: Hit[Catch], file: File) -> bool:
    """The handler neither shows a message nor sets what a notice depends on."""
    return not file.says("tells-of-a-failure", _handler(hit, file))


def _handler(hit: Hit[Catch], file: File) -> str:
    """What a handler says that is told apart by its indentation: the rest of its line and the lines further in."""
    source = file.source
    first = source.line_index(hit.start)
    indent = _indent(source.line_text(first))
    lines = [source.slice(hit.fact.end, source.text.find(b"\n", hit.fact.end))]
    for index in range(first + 1, first + LONGEST_HANDLER):
        line = source.line_text(index)
        if line.strip() and _indent(line) <= indent:
            break
        lines.append(line)
    return "\n".join(lines)


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
