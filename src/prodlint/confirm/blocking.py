"""Reasons for silence about calls that hold up what waits for them, and about tasks that nobody waits for."""

from __future__ import annotations

import re
from itertools import islice

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Delay, Function
from prodlint.file import File

ROUTE = re.compile(r"\.(get|post|put|patch|delete|all|route)$")
ROUTE_FILE = re.compile(r"(^|/)(route|\+server)\.[mc]?[jt]sx?$")
HANDLERS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
"""Functions of a route's own file, named for what they answer."""
BOUND = re.compile(rb"[ \t]+(\w+)[ \t]*(?::[^=\n]+)?=[ \t]*")
DEEPEST = 12
"""How many calls around a call are looked at."""


def in_async_code(hit: Hit[Call], file: File) -> bool:
    """The function around it is asynchronous, and nothing hands the call to a thread."""
    function = file.function_of(hit.fact)
    if function is None or not function.is_async or hit.fact.awaited:
        return False
    between = file.code[function.body_start : hit.fact.start]
    return not _is_handed_on(hit.fact, file) and not re.search(rb"\blambda\b[^\n]*$", between)


def in_a_served_route(hit: Hit[Call], file: File) -> bool:
    """The function around it answers requests: it is given to a router, or is what a route's own file gives out."""
    function = file.function_of(hit.fact)
    if function is None:
        return False
    if function.name in HANDLERS and ROUTE_FILE.search(file.path):
        return True
    return any(ROUTE.search(decorator) for decorator in function.decorators)


def on_the_main_thread(hit: Hit[Call | Delay], file: File) -> bool:
    """It is run by the main queue, or by a function that the system or a screen calls there, and nothing hands it on."""
    words = file.vocabulary.words
    for call in _around(hit.fact, file):
        if call.callee in words("runs-on-main"):
            return True
        if any(argument.shape == "closure" for argument in call.arguments) or _last(call) in words("runs-elsewhere"):
            return False
    function = file.function_of(hit.fact)
    return function is not None and not function.is_async and _is_called_on_main(function, file)


def asks_through_a_blocking_client(hit: Hit[Call], file: File) -> bool:
    """What it is called on is a client that the function itself makes, or is given by its type, and that waits for answers."""
    function = file.function_of(hit.fact)
    name = re.escape(hit.fact.callee.partition(".")[0])
    clients = "|".join(re.escape(each) for each in sorted(file.vocabulary.words("blocking-clients")))
    if function is None or not clients:
        return False
    made = rf"\b{name}\s*(?::[^=\n]+)?=\s*(?:{clients})\(|with\s+(?:{clients})\([^\n]*\)\s+as\s+{name}\b"
    given = rf"\b{name}\s*:\s*(?:Optional\[)?(?:{clients})\b"
    text = file.source.slice(function.start, hit.fact.start)
    return re.search(f"{made}|{given}", text) is not None


def waits_for_a_semaphore(hit: Hit[Call], file: File) -> bool:
    """The file makes what it waits for as a semaphore."""
    name = re.escape(hit.fact.callee.removesuffix(".wait").rpartition(".")[2])
    return re.search(rf"\b{name}\b[^\n=]*=\s*DispatchSemaphore\(".encode(), file.code) is not None


def reads_from_the_web(hit: Hit[Call], file: File) -> bool:
    """What it reads is the address of a page, not the path of a file."""
    return file.says("contents-of-an-address", file.source.slice(hit.fact.start, hit.fact.end))


def waits_for_the_end(hit: Hit[Call], file: File) -> bool:
    """No argument says that it only looks whether there is something to wait for."""
    return not any(file.vocabulary.words("only-looks") & {argument.value} for argument in hit.fact.arguments)


def nobody_keeps_the_task(hit: Hit[Call], file: File) -> bool:
    """What the call gives back is dropped, or bound to a name of its function that is mentioned nowhere else in it."""
    if not hit.fact.used:
        return True
    function, text = file.function_of(hit.fact), file.code
    bound = BOUND.fullmatch(text, text.rfind(b"\n", 0, hit.start) + 1, hit.start)
    if function is None or bound is None:
        return False
    name = bound[1]
    body = text[function.body_start : function.body_end]
    return len(re.findall(rb"\b" + name + rb"\b", body)) == 1


def _is_called_on_main(function: Function, file: File) -> bool:
    words = file.vocabulary.words
    if words("decorates-for-main") & set(function.decorators):
        return True
    return "override" in function.modifiers and function.name in words("called-on-main")


def _is_handed_on(call: Call, file: File) -> bool:
    """Whether a call stands in the arguments of one that runs it elsewhere."""
    elsewhere = file.vocabulary.words("runs-elsewhere")
    return any(_last(each) in elsewhere for each in _around(call, file))


def _around(inner: Call | Delay, file: File) -> list[Call]:
    """The calls around something, innermost first."""
    around = (each for each in file.around(Call, inner.start) if each.start < inner.start and inner.end <= each.end)
    return list(islice(around, DEEPEST))


def _last(call: Call) -> str:
    return call.callee.rpartition(".")[2]
