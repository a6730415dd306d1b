"""Reasons for silence about waiting."""

from __future__ import annotations

import re
from itertools import islice

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Delay, Function
from prodlint.file import File
from prodlint.names import words_of

LONGEST_SEEN = 20
"""Seconds above which a wait is a timer: nobody pretends to work for so long."""
SHORTEST_SEEN = 0.15
"""Seconds below which a wait is a tick for the event loop or the layout, not something a person would see."""

SWITCHED_OFF = re.compile(r"(\w+)\s*=\s*false\b")
ROUTE = re.compile(r"\.(get|post|put|route|websocket)\b")
REACH = 400
"""Bytes behind the beginning of a timer in which it switches signs off."""
ROW = 3
LONGEST_PRETENCE = 5
"""Seconds from which a loading sign that a timer ends is a release for what hangs, not a show."""
RESTART_REACH = 4
"""Lines before a timer in which that is put off which it puts on again."""
PUT_OFF = re.compile(r"\b(set\w+)\((?:false|0|null)\)")
RECORD_OR_SENTENCE = re.compile(r"[\[(]\s*\{|\{\s*\w+:|[\"'`][^\"'`\n]*\w \w[^\"'`\n]{8,}[\"'`]")
SIGN_REACH = 200
"""Bytes behind the beginning of a timer in which its callback ends, when it is one short call."""


def long_enough_to_be_seen(hit: Hit[Delay], file: File) -> bool:
    """The wait is as long as people believe that work takes, or computed, and no comment at it gives another reason."""
    line = line_of(hit, file)
    beside = re.search(r"(?://|#)(.*)$", line)
    if beside and file.says("reason-to-wait", beside[1]) and not file.says("simulated", beside[1]):
        return False
    return hit.fact.seconds < 0 or SHORTEST_SEEN <= hit.fact.seconds <= LONGEST_SEEN


def not_motion(hit: Hit[Delay], file: File) -> bool:
    """Nothing around the wait speaks of animation, debouncing, polling, closing or hiding."""
    motion = file.vocabulary.words("motion")
    moving = (call for call in hit.fact.calls if file.vocabulary.effect(call) != "notify" or hit.fact.style == "callback")
    named = [call.replace("setTimeout", "").rpartition(".")[2] for call in moving]
    around = file.function_of(hit.fact)
    if around is not None:
        named.append(around.name)
    near = _near(hit, file)
    return not any(motion & set(words_of(name)) for name in named) and not (
        file.says("retrying", near) or file.says("motion-near", near)
    )


def not_only_a_sign(hit: Hit[Delay], file: File) -> bool:
    """The timer does more than show a sign after a while: neither tidies up, nor says yes or no and is cleared."""
    if hit.fact.style != "callback":
        return True
    whole = file.source.slice(hit.start, hit.end + SIGN_REACH).partition(";")[0]
    handed = re.findall(r"(\w+)\s*,", whole.partition("\n")[0])
    first = {words_of(call.rpartition(".")[2])[:1] for call in hit.fact.calls or handed}
    if first and first <= {(word,) for word in file.vocabulary.words("tidying")}:
        return False
    if set(hit.fact.effects) != {"state"}:
        return True
    around = file.function_of(hit.fact)
    inside = file.source.slice(around.body_start, around.body_end) if around is not None else ""
    return not (file.says("clears-timer", inside) and file.says("says-yes-or-no", whole))


def not_a_reaction(hit: Hit[Delay], file: File) -> bool:
    """It does not only show a state for a while when another has changed: no records and no sentence come out of it."""
    whole = file.source.slice(hit.start, hit.end)
    return not hit.fact.reacts or bool(RECORD_OR_SENTENCE.search(whole)) or "notify" in hit.fact.effects


def not_a_time_limit(hit: Hit[Delay], file: File) -> bool:
    """It does not say that something took too long: what follows tells of an error, or it is what a race is lost to."""
    limits = file.vocabulary.words("limits-of-time")
    calls = hit.fact.calls if hit.fact.style == "callback" else ()
    following = [word for call in calls if file.vocabulary.effect(call) != "log" for word in words_of(call.rpartition(".")[2])]
    return not limits & {*following, *words_of(hit.fact.callee.replace("setTimeout", ""))}


def not_a_restart(hit: Hit[Delay], file: File) -> bool:
    """It does not put on again what was put off just before it, so that it is drawn anew."""
    line = file.source.line_index(hit.start)
    before = "\n".join(file.source.line_text(index) for index in range(max(0, line - RESTART_REACH), line))
    off = PUT_OFF.findall(before)
    whole = file.source.slice(hit.start, hit.end)
    return not any(re.search(rf"\b{re.escape(name)}\((?:true|1)\)", whole) for name in off)


def not_after_a_load(hit: Hit[Delay], file: File) -> bool:
    """It does not follow the event that something has been loaded."""
    around = file.function_of(hit.fact)
    return around is None or words_of(around.name)[-1:] not in (("load",), ("loaded",))


def not_in_a_sign(hit: Hit[Delay], file: File) -> bool:
    """The file is not a sign of progress by its own name, which moves by a timer and leaves the work to others."""
    stem = file.path.rpartition("/")[2].partition(".")[0]
    return not file.vocabulary.words("sign-files") & set(words_of(stem))


def not_a_safety_release(hit: Hit[Delay], file: File) -> bool:
    """The wait is not so long that it only frees a form whose page ought to have gone."""
    around = file.function_of(hit.fact)
    inside = file.source.slice(around.start, around.body_end) if around is not None else ""
    return hit.fact.seconds < LONGEST_PRETENCE or not re.search(r"(?i)submit", inside)


def not_retry(hit: Hit[Delay], file: File) -> bool:
    """The wait does not stand in a retry, a poll or a rate limit."""
    around = file.function_of(hit.fact)
    return not file.says("retrying", _near(hit, file)) and (around is None or not file.says("retrying", around.name))


def in_a_function_that_promises_work(hit: Hit[Delay], file: File) -> bool:
    """The function around is named for something that takes work."""
    around = file.function_of(hit.fact)
    promises = file.vocabulary.words("promising-functions")
    return around is not None and bool(promises & set(words_of(around.name)[:2]))


def leaves_a_claim(hit: Hit[Delay], file: File) -> bool:
    """Something tells of success after the wait: state, a message, a log line or another screen."""
    return bool({"state", "notify", "navigate", "log"} & set(hit.fact.effects))


def not_to_keep_a_secret(hit: Hit[Delay], file: File) -> bool:
    """No comment at the wait says that it hides how long the work takes."""
    line = file.source.line_index(hit.start)
    return not file.says("keeps-a-secret", file.source.line_text(line) + file.comment_above(hit.start) + _near(hit, file))


def not_between_requests(hit: Hit[Delay], file: File) -> bool:
    """It does not set the pace of a loop in which somebody is asked: each time after the wait, a request is sent."""
    asking = file.vocabulary.words("asks-somebody")
    return not (hit.fact.loop and any(asking & set(words_of(call.rpartition(".")[2])) for call in hit.fact.calls))


def says_simulated(hit: Hit[Delay], file: File) -> bool:
    """The line or the comment at it says that the wait imitates something."""
    line = file.source.line_index(hit.start)
    return file.says("simulated", file.source.line_text(line) + file.comment_above(hit.start))


def says_a_call_is_simulated(hit: Hit[Delay], file: File) -> bool:
    """The line or the comment at it says that the wait stands for a call to something outside."""
    line = file.source.line_index(hit.start)
    return file.says("simulated-call", file.source.line_text(line) + "\n" + file.comment_above(hit.start))


def only_ends_loading(hit: Hit[Delay], file: File) -> bool:
    """All that the callback does is to say that nothing is loading any more, and nothing was asked outside before."""
    around = file.function_of(hit.fact)
    draws = around is None or around.name[:1].isupper() or around.name.startswith("use")
    if not draws and not {"io", "unknown"}.isdisjoint(around.effects if around is not None else ()):
        return False
    whole = file.source.slice(hit.start, hit.end)
    if file.family == "ecmascript" and re.search(r"\(\s*[\"'](?!idle|none|ready)", whole):
        return False
    return bool(hit.fact.calls) and all(file.says("ends-loading", call.rpartition(".")[2]) for call in hit.fact.calls)


def ends_loading_and_more(hit: Hit[Delay], file: File) -> bool:
    """Among the rest the callback says that nothing is loading any more, and the function around asked nothing outside."""
    around = file.function_of(hit.fact)
    if around is None or around.kind not in ("function", "method", "closure", "handler"):
        return False
    ended = [
        *(call.rpartition(".")[2] for call in hit.fact.calls),
        *SWITCHED_OFF.findall(file.source.slice(hit.start, hit.start + REACH)),
    ]
    if not any(file.says("ends-working", call) for call in ended):
        return False
    if {"io", "unknown"}.isdisjoint(around.effects):
        return True
    before = [call for call in around.calls if file.vocabulary.effect(call) in ("io", "unknown")]
    return all(file.says("this-device", call) for call in before)


def asks_only_this_device(hit: Hit[Delay], file: File) -> bool:
    """All that is asked after the wait is the storage of this device."""
    asked = [call for call in hit.fact.calls if file.vocabulary.effect(call) == "io"]
    return bool(asked) and all(file.says("this-device", call) for call in asked)


def first_of_a_row_of_waits(hit: Hit[Delay], file: File) -> bool:
    """The first of at least three waits in a row, between which progress is reported."""
    around = file.function_of(hit.fact)
    if around is None:
        return False
    inside = file.within(Delay, around.body_start, around.body_end)
    waits = list(islice((each for each in inside if file.function_of(each) is around), ROW))
    told = [call for call in around.calls if file.says("reports-progress", call)]
    return len(waits) >= ROW and waits[0] is hit.fact and bool(told)


def delays_a_reply(hit: Hit[Delay], file: File) -> bool:
    """It stands in a served route that replies to what somebody said, and nothing is tried again."""
    around = file.function_of(hit.fact)
    if around is None or not around.decorators or not ROUTE.search(" ".join(around.decorators)):
        return False
    return bool(file.vocabulary.words("replying") & set(words_of(around.name)))


def only_calls_what_makes_it_up(hit: Hit[Delay], file: File) -> bool:
    """Whatever the vocabulary does not know is a function of this file that asks nothing outside."""
    unknown = [call for call in hit.fact.calls if file.vocabulary.effect(call) == "unknown"]
    called = [file.named_function(call.rpartition(".")[2]) for call in unknown]
    return bool(called) and all(each is not None and {"io", "unknown"}.isdisjoint(each.effects) for each in called)


def simulates_indeed(hit: Hit[Call | Function], file: File) -> bool:
    """As far as this file tells, the function does nothing outside, or else waits or draws lots beside it."""
    called = hit.fact if isinstance(hit.fact, Function) else file.named_function(hit.fact.callee.rpartition(".")[2])
    if called is None or "unknown" not in called.effects:
        return called is None or "io" not in called.effects
    return bool({"sleep", "random"} & set(called.effects)) and "io" not in called.effects


def not_a_simulator(hit: Hit[Call | Function], file: File) -> bool:
    """The file or product is not about simulation: a game, a simulator, a what-if model."""
    subject = file.vocabulary.words("simulator-words")
    return not subject & set(words_of(file.path)) and "physics" not in file.path.lower()


def _near(hit: Hit[Delay], file: File) -> str:
    line = file.source.line_index(hit.start)
    return "\n".join(file.source.line_text(index) for index in range(max(0, line - 2), line + 1))
