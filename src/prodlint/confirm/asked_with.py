"""Reasons for silence about what a file asks with clients that it makes, and about timeouts that are taken away."""

from __future__ import annotations

from prodlint.clients import Client, clients_of, limit_said
from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Comment, LoopWait
from prodlint.file import File

DIRECTIVE = "prodlint:"
REASON = 4
"""Words of a comment, with its mark, that are too few for a reason."""
ABOVE = 2
"""Lines above a call in which a comment speaks of it."""


def asks_with_an_http_client(hit: Hit[Call | LoopWait], file: File) -> bool:
    """The name of what is asked holds a client of HTTP that the file makes, and counts there."""
    client = clients_of(file).of(hit.fact.callee, hit.fact.start)
    return client is not None and file.says("makes-an-http-client", client.made.callee)


def told_to_wait_for_ever(hit: Hit[Call], file: File) -> bool:
    """The timeout that it is given is none."""
    given = [argument for argument in hit.fact.arguments if argument.label == "timeout"]
    return bool(given) and limit_said(file, hit.fact) is False


def not_on_purpose(hit: Hit[Call], file: File) -> bool:
    """No comment speaks of it, and nothing around it waits for a stream, counts the time itself, or limits each call."""
    if _is_explained(hit.fact, file) or file.says("waits-on-purpose", _around(hit.fact, file)):
        return False
    return not any(limit_said(file, each) for each in _calls_of(hit.fact, file))


def _is_explained(call: Call, file: File) -> bool:
    """Whether a comment with a reason stands right above a call, in it or behind it."""
    first = file.source.line_index(call.start) - ABOVE
    near = (each for each in file.within(Comment, 0, _end_of_line(call.end, file)) if file.source.line_index(each.end) >= first)
    return any(len(each.text.split()) > REASON and DIRECTIVE not in each.text for each in near)


def _end_of_line(offset: int, file: File) -> int:
    end = file.source.text.find(b"\n", offset)
    return end if end >= 0 else len(file.source.text)


def _around(call: Call, file: File) -> str:
    """The function around a call; the whole file where the client that it makes outlives that, or there is none."""
    around = file.function_of(call)
    if around is None or around.kind == "initializer":
        return file.source.text.decode("utf-8", "replace")
    return file.source.slice(around.start, around.body_end)


def _calls_of(made: Call, file: File) -> list[Call]:
    """The calls of a client that a call makes."""
    clients = clients_of(file)
    return [each for each in file.all(Call) if _is_made_by(clients.of(each.callee, each.start), made)]


def _is_made_by(client: Client | None, made: Call) -> bool:
    return client is not None and client.made.start == made.start
