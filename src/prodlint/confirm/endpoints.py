"""Reasons for silence about the addresses that a program asks."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, head_of_statement, line_of
from prodlint.fact import Declaration, Text
from prodlint.file import File
from prodlint.names import words_of

FOR_ITS_FORM = re.compile(r"(?i)\b(dummy|fake)\w*\s*[:=]")
BESIDE = 10
"""Lines that a table of environments takes for one of them."""
HOST = re.compile(r"(?i)^(?:https?|wss?)://([\w.-]+\.[a-z]{2,})")


def address_is_used(hit: Hit[Text], file: File) -> bool:
    """The text is an address as a whole, not a sentence that mentions one, and is not matched against."""
    return " " not in hit.fact.value.strip() and hit.fact.role != "compared"


def not_a_parsing_base(hit: Hit[Text], file: File) -> bool:
    """The address is not only there to make a relative address parse, or for a server in the same process."""
    if file.family == "ecmascript" and file.says("in-process-calls", hit.fact.callee):
        return False
    if hit.fact.value.rstrip("/") in ("http://localhost", "https://localhost"):
        return False
    return not re.search(r"URL\([^,()]+(\([^()]*\))?,\s*[\"'`]$", line_of(hit, file).partition(hit.fact.value)[0])


def not_a_setting_with_an_override(hit: Hit[Text], file: File) -> bool:
    """The value is not the default of a settings class, whose fields the environment replaces."""
    if hit.fact.callee.endswith(".default"):
        return False
    types = file.before(file.those(Declaration, "kind", "type"), hit.start)
    if not types or file.function_of(hit.fact):
        return True
    return not any(re.search(r"Settings$|^EnvConfig$", base) for base in types[-1].bases)


def not_one_of_several_environments(hit: Hit[Text], file: File) -> bool:
    """The address is not bound to the name of its environment, and beside it stands no production host of the domain."""
    if file.says("environment-name", hit.fact.name.rpartition(".")[2]):
        return False
    mine = HOST.match(hit.fact.value)
    beside = file.near(Text, hit.start, BESIDE)
    others = (found for text in beside if (found := HOST.match(text.value)) is not None)
    return mine is None or not any(_is_of_production(other[1], mine[1]) for other in others)


def _is_of_production(host: str, mine: str) -> bool:
    """Whether a host belongs to the same domain and its name says nothing of a trial."""
    same = host != mine and host.rsplit(".", 2)[-2:] == mine.rsplit(".", 2)[-2:]
    return same and re.search(r"(?i)staging|sandbox|stage|mock|uat|test|dev|preview|local", host) is None


def address_is_requested(hit: Hit[Text], file: File) -> bool:
    """The address goes to a request, a URL value or an image, or is bound to a name of an endpoint."""
    if " " in hit.fact.value.strip() or FOR_ITS_FORM.search(line_of(hit, file)):
        return False
    called = set(words_of(hit.fact.callee))
    named = set(words_of(hit.fact.name))
    return bool(called & {"fetch", "url", "get", "post", "put", "request", "axios", "data", "connect"}) or bool(
        named & {"endpoint", "api", "base", "server", "host", "avatar", "image", "photo", "webhook", "src"}
    )


def not_a_development_server(hit: Hit[Text], file: File) -> bool:
    """The address is not where a development server listens or what it prints."""
    return not file.says("server-calls", hit.fact.callee)


def others_are_sent_there(hit: Hit[Text], file: File) -> bool:
    """The setting says where a service or a browser comes back to, and no program of one machine listens there itself."""
    line = file.source.line_text(file.source.line_index(hit.start))
    named = file.says("where-others-are-sent", line.partition(hit.fact.value)[0])
    if not named or file.says("shown-in-development", file.path):
        return False
    return not file.says("listens-on-this-machine", file.source.text.decode("utf-8", "replace"))


def not_a_server_it_starts(hit: Hit[Text], file: File) -> bool:
    """The port is not computed in a file that starts another program: the server that it asks is its own."""
    return not (
        hit.fact.value.rpartition("//")[2].partition(":")[2].startswith("{}")
        and file.says("starts-a-program", file.source.slice(0, len(file.source.text)))
    )


def not_an_origin_list(hit: Hit[Text], file: File) -> bool:
    """The address does not stand in a list of allowed origins."""
    near = {*words_of(hit.fact.name), *words_of(hit.fact.callee)}
    origins = file.vocabulary.words("origins")
    return not near & origins and not origins & set(words_of(head_of_statement(hit, file)))
