"""Reasons for silence about calls that may wait for ever."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Call
from prodlint.file import File

LONGEST_SETTINGS = 800
"""Characters of the settings of a client that are read."""


def given_no_timeout(hit: Hit[Call], file: File) -> bool:
    """No argument is a timeout, and none hides what it is."""
    arguments = hit.fact.arguments
    if any(argument.label == "timeout" or argument.shape == "spread" for argument in arguments):
        return False
    before = _arguments_before_a_timeout(hit, file)
    return before < 0 or sum(not argument.label for argument in arguments) <= before


def _arguments_before_a_timeout(hit: Hit[Call], file: File) -> int:
    """How many positional arguments the called function takes before its timeout, -1 where that has no place."""
    last = hit.fact.callee.rpartition(".")[2]
    listed = (each.split(" ") for each in file.vocabulary.words("timeout-behind"))
    return next((int(count) for name, count in listed if name == last), -1)


def asks_another_machine(hit: Hit[Call], file: File) -> bool:
    """Neither the call nor the function around it names this machine: who listens there is a part of the program."""
    around = file.function_of(hit.fact)
    start, end = (around.body_start, around.body_end) if around is not None else (hit.fact.start, hit.fact.end)
    return not file.says("this-machine", file.source.slice(start, end))


def no_default_timeout(hit: Hit[Call], file: File) -> bool:
    """The file sets no timeout for all connections of the process, nor for a socket when it is open."""
    text = file.source.text
    return b"setdefaulttimeout(" not in text and not (b".settimeout(" in text and hit.fact.callee.startswith("socket."))


def session_has_no_timeout(hit: Hit[Call], file: File) -> bool:
    """What is asked is a plain session that this file makes, and nothing is put into it that may set a timeout."""
    session = re.escape(hit.fact.callee.rpartition(".")[0])
    if not session:
        return False
    text = _where_it_is_bound(hit, file, session)
    made = re.search(rf"(?<![\w.]){session}\s*=\s*requests\.[sS]ession\(\)|requests\.[sS]ession\(\)\s+as\s+{session}\b", text)
    return made is not None and re.search(rf"(?<![\w.]){session}\.(?:mount\(|request\s*=|hooks\b)", text) is None


def _where_it_is_bound(hit: Hit[Call], file: File, name: str) -> str:
    """The text of the function around a call, when it gives a name its value, or of the whole file."""
    around = file.function_of(hit.fact)
    own = file.source.slice(around.body_start, around.body_end) if around is not None else ""
    bound = re.search(rf"(?<![\w.]){name}\s*=(?!=)|\bas\s+{name}\b", own)
    return own if bound is not None else file.source.text.decode("utf-8", "replace")


def runs_on_a_server(hit: Hit[Call], file: File) -> bool:
    """The file takes part of Node or of a framework of servers, or is a route: in a browser, the browser gives up in time."""
    return file.says("server-path", file.path) or file.says("server-code", file.source.text.decode("utf-8", "replace"))


def of_the_modules_of_node(hit: Hit[Call], file: File) -> bool:
    """What is called comes from Node's `http` or `https`."""
    return file.says("takes-http-of-node", file.source.text.decode("utf-8", "replace"))


def nothing_ends_the_wait(hit: Hit[Call], file: File) -> bool:
    """Neither the call, nor the function around it, nor the settings of its client say when it gives up."""
    if any(argument.shape == "spread" for argument in hit.fact.arguments) or _settings_are_elsewhere(hit, file):
        return False
    around = file.function_of(hit.fact)
    start, end = (around.body_start, around.body_end) if around is not None else (hit.fact.start, hit.fact.end)
    return not file.says("ends-a-wait", file.source.slice(start, end)) and _client_never_gives_up(hit, file)


def _settings_are_elsewhere(hit: Hit[Call], file: File) -> bool:
    """Whether the argument that may hold the settings of a request is no literal record."""
    last = hit.fact.callee.rpartition(".")[2]
    listed = (each.split(" ") for each in file.vocabulary.words("settings-behind"))
    place = next((int(count) for name, count in listed if name == last), -1)
    return 0 <= place < len(hit.fact.arguments) and hit.fact.arguments[place].shape not in ("record", "closure")


def _client_never_gives_up(hit: Hit[Call], file: File) -> bool:
    """Whether a client that the file makes itself has no timeout; the library's own has none by default."""
    client, dot, _ = hit.fact.callee.rpartition(".")
    text = file.source.text.decode("utf-8", "replace")
    if not dot or client in file.vocabulary.words("never-give-up"):
        return not file.says("client-gives-up", text)
    name = re.escape(client)
    made = re.search(rf"\b{name}\s*(?::\s*\w+\s*)?=\s*axios\.create\(", text)
    if made is None or re.search(rf"\b{name}\.(?:defaults|interceptors)\b", text):
        return False
    settings = text[made.end() : made.end() + LONGEST_SETTINGS]
    closed = re.match(r"\s*\)|\s*\{(?:[^{}]|\{[^{}]*\})*\}\s*\)", settings)
    return closed is not None and not file.says("ends-a-wait", closed[0]) and "..." not in closed[0]
