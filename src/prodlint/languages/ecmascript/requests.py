"""`fetch` calls → Request facts: what becomes of the answer, and whether a failed connection is caught."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Request
from prodlint.languages.ecmascript.addresses import Asked, asked_of
from prodlint.languages.ecmascript.clients import client_requests
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import arguments, is_function, unwrapped, words
from prodlint.languages.ecmascript.values import first_parameter
from prodlint.languages.ecmascript.wrappers import wrapped_requests

GLOBALS = ("window.", "globalThis.", "self.")
STEPS = 8
"""How many nodes around a call are looked at for what its answer is handed to."""
LONGEST_REST = 20_000
"""Bytes behind a request in which its answer is looked for: a file may hold thousands of requests."""
HANDED_ON = ("return_statement", "arrow_function", "arguments", "pair", "array", "object", "yield_expression")
GIVEN_BACK = ("return_statement", "arrow_function")
METHOD = re.compile(rb"\bmethod\s*:\s*[\"'`](\w+)[\"'`]")
ANY_METHOD = re.compile(rb"\bmethod\b|\.\.\.")


def requests(reading: Reading) -> list[Request]:
    """Every request by the platform's own `fetch` and by the clients of libraries, in source order."""
    callees = reading.vocabulary.words("unchecked_requests")
    found = [site for site in reading.sites if _bare(site.callee) in callees]
    own = [_request(reading, site) for site in found if not _is_own(reading, _bare(site.callee))]
    others = {each.start: each for each in (*wrapped_requests(reading), *client_requests(reading))}
    return sorted([*own, *others.values()], key=lambda each: each.start)


def _bare(callee: str) -> str:
    for head in GLOBALS:
        callee = callee.removeprefix(head)
    return callee


def _is_own(reading: Reading, name: str) -> bool:
    """Whether the file takes something of this name from elsewhere, which may check what the platform does not."""
    known = reading.vocabulary.words("fetch_modules")
    for node, _ in reading.outline.spots["import"]:
        statement = words(node)
        source = node.child_by_field_name("source")
        if re.search(rf"\b{re.escape(name)}\b", statement.partition(" from ")[0]):
            return source is None or words(source).strip("\"'") not in known
    return bool(reading.function_named(name, -1) or reading.bindings.get(name))


def _request(reading: Reading, site: Site) -> Request:
    given = site.given
    asked = asked_of(reading, given[0], site.frame.closure) if given else Asked()
    return Request(
        start=site.start,
        end=site.own.children[0].end_byte,
        region=reading.region(site.start),
        callee=site.callee,
        method=_method(given[1]) if len(given) > 1 else "GET",
        url=_address(unwrapped(given[0])) if given else "",
        response=_Answer(reading, site).fate(),
        guarded=_is_guarded(reading, site),
        path=asked.path,
        base=asked.base,
        giver=reading.closures[site.frame.closure].name if site.frame.closure >= 0 and site.frame.kind in GIVEN_BACK else "",
    )


def _address(node: Node) -> str:
    """The literal address, also inside `new URL(…)`."""
    if node.type == "new_expression":
        inner = arguments(node)
        return literal_text(unwrapped(inner[0])) if inner else ""
    return literal_text(node)


def _method(options: Node) -> str:
    text = options.text or b""
    found = METHOD.search(text)
    if found:
        return found[1].decode().upper()
    return "" if options.type != "object" or ANY_METHOD.search(text) else "GET"


def _is_guarded(reading: Reading, site: Site) -> bool:
    """Whether the call stands in a `try` of its function, or its chain has a handler of failures."""
    for frame in site.frame.climb(40):
        if frame.kind == "try_statement":
            return True
        if frame.kind == "call_expression" and b".catch" in (frame.node.text or b"")[site.end - frame.node.start_byte :]:
            return True
        if frame.kind == "arguments" and b"Promise." not in (frame.outer.node.text or b"")[:12] if frame.outer else False:
            return False
    return False


class _Answer:
    """What becomes of the answer of one request."""

    def __init__(self, reading: Reading, site: Site) -> None:
        self._reading = reading
        self._site = site
        self._checks = _any_word(reading.vocabulary.words("response_checks"))
        self._reads = _any_word(reading.vocabulary.words("response_reads"))

    def fate(self) -> str:
        """Request.response."""
        frame: Frame | None = self._site.frame
        awaited = False
        for _ in range(STEPS):
            if frame is None or frame.kind == "expression_statement":
                return "dropped"
            if frame.kind == "member_expression":
                return self._of_member(frame)
            if frame.kind == "variable_declarator":
                return self._of_variable(frame) if awaited else "passed"
            if frame.kind in HANDED_ON or frame.kind not in ("await_expression", "parenthesized_expression"):
                return "passed"
            awaited = awaited or frame.kind == "await_expression"
            frame = frame.outer
        return "passed"

    def _of_member(self, frame: Frame) -> str:
        """`fetch(…).then(callback)`, `(await fetch(…)).json()`."""
        name = frame.node.child_by_field_name("property")
        member = words(name) if name is not None else ""
        if member == "then":
            return self._of_callback(frame)
        if member in ("catch", "finally"):
            outer = frame.outer.outer if frame.outer is not None else None
            return "dropped" if outer is None or outer.kind == "expression_statement" else "passed"
        return "read" if member in self._reading.vocabulary.words("response_reads") else "checked"

    def _of_callback(self, frame: Frame) -> str:
        call = frame.outer
        given = [each for each in call.given if each.type != "comment"] if call is not None else []
        if not given or call is None:
            return "passed"
        callback = unwrapped(given[0])
        if callback.type == "identifier":
            named = self._reading.function_named(words(callback), self._site.frame.closure)
            callback = named.node if named is not None else callback
        if not is_function(callback):
            return "passed"
        later = self._chain_behind(call)
        parameter = first_parameter(callback)
        if not parameter:
            return self._of_nothing(callback, later)
        return self._of_uses(callback.text or b"", parameter, later)

    def _of_nothing(self, callback: Node, later: bytes) -> str:
        """The fate of an answer that a callback does not take; one that takes it apart has a pattern for a parameter."""
        if self._checks.search(callback.text or b"") or self._checks.search(later):
            return "checked"
        taken = callback.child_by_field_name("parameters") or callback.child_by_field_name("parameter")
        return "passed" if taken is not None and taken.named_child_count else "dropped"

    def _chain_behind(self, call: Frame) -> bytes:
        """The text of the further links of a chain: what a later callback does with the body."""
        end = call.node.end_byte
        for frame in call.climb(STEPS * 2):
            if frame.kind not in ("call_expression", "member_expression", "await_expression", "parenthesized_expression"):
                break
            end = frame.node.end_byte
        return self._reading.text[call.node.end_byte : end]

    def _of_variable(self, frame: Frame) -> str:
        pattern = frame.node.child_by_field_name("name")
        if pattern is None:
            return "passed"
        if pattern.type != "identifier":
            return "checked" if self._checks.search(pattern.text or b"") else "read"
        end = self._end_of_function(frame)
        return self._of_uses(self._reading.text[frame.node.end_byte : end], words(pattern), b"")

    def _end_of_function(self, frame: Frame) -> int:
        """Where the part of the function ends in which the answer is looked for."""
        closures = self._reading.outline.closures
        end = closures[frame.closure].node.end_byte if frame.closure >= 0 else len(self._reading.text)
        return min(end, frame.node.end_byte + LONGEST_REST)

    def _of_uses(self, text: bytes, name: str, later: bytes) -> str:
        """The fate told by the text in which the answer has a name; what it is handed to may check it."""
        own = re.escape(name.encode())
        uses = re.findall(rb"(?<![\w$.])" + own + rb"(?![\w$])(\??\.\w+)?(\s*[,)\]}])?", text)
        members = {member.lstrip(b"?.").decode() for member, _ in uses if member}
        if members & self._reading.vocabulary.words("response_checks") or self._checks.search(later):
            return "checked"
        if not members & self._reading.vocabulary.words("response_reads"):
            handed = any(closing for member, closing in uses if not member)
            return "passed" if handed or members or re.search(rb"\breturn\s+" + own + rb"\b", text) else "dropped"
        bodies = re.search(rb"(?:const|let|var)\s+([\w$]+)[^=\n]*=\s*(?:await\s+)?" + own + rb"\??\.\w+\(", text)
        if bodies and re.search(
            rb"(?<![\w$.])" + re.escape(bodies[1]) + rb"\??\.(?:error\w*|" + self._failures() + rb")\b", text
        ):
            return "checked"
        return "read"

    def _failures(self) -> bytes:
        return b"|".join(sorted(word.encode() for word in self._reading.vocabulary.words("failure_fields")))


def _any_word(names: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile(rb"\b(?:" + b"|".join(sorted(re.escape(name.encode()) for name in names)) + rb")\b")
