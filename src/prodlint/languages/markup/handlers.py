"""The code in an event attribute → what happens when the control is used."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prodlint.fact import Function, Text
from prodlint.inventory import NOT_IMPLEMENTED
from prodlint.languages.markup.document import Attribute
from prodlint.languages.markup.members import Members
from prodlint.languages.markup.scripts import Scripts
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary

STATES = {
    "empty": "empty",
    "constant": "empty",
    "comment-only": "comment-only",
    "log-only": "log-only",
    "notify-only": "notify-only",
}
"""Function.body → Control.handler, where the body is inert."""
INERT = frozenset({*STATES.values(), "prevent-default-only", "missing"})
NAME = re.compile(r"(?:this\.)?[A-Za-z_$][\w$]*$")
FUNCTION = re.compile(r"(?:async\s+)?(?:function\b|\([^()]*\)\s*(?::[^=]*)?=>|[A-Za-z_$][\w$]*\s*=>)")
NOTHING = frozenset(("null", "undefined", "void 0", "void(0)", "false"))
WRAPPED = "handledHere"
LONGEST = 4000


ASSIGNED = re.compile(r"(?<![=!<>+*/-])=(?![=>])([^;,\n})]+)")
"""What is assigned."""
CLOSED = frozenset({"false", "null", "undefined", "''", '""', "[]", "0"})
"""What something is set to that is closed or emptied."""
CLAIMS = "only claims success"


@dataclass(frozen=True, slots=True)
class Handler:
    """A verdict: `state` as Control.handler; `span` is where the inert function stands, None for the attribute."""

    state: str
    why: str = ""
    target: str = ""
    says: str = ""
    span: tuple[int, int] | None = None


class Judge:
    """Judges the event attributes of one file; follows a call of a function of its scripts one step."""

    def __init__(self, scripts: Scripts, vocabulary: Vocabulary, members: Members, takes_names: bool, is_page: bool) -> None:
        self._scripts = scripts
        self._members = members
        self._vocabulary = vocabulary
        self._takes_names = takes_names
        self._is_page = is_page
        self._known: dict[str, Handler] = {}

    def judge(self, attribute: Attribute) -> Handler:
        """The verdict on one attribute that has a value."""
        code = (attribute.value or "").strip().removeprefix("javascript:")
        key = f"{attribute.name}={code}"
        if key not in self._known:
            self._known[key] = self._judge(code, attribute.name)
        return self._known[key]

    def _judge(self, code: str, name: str) -> Handler:
        if not code or code.rstrip(";") in NOTHING:
            return Handler("empty", name)
        if len(code) > LONGEST or "{{" in code or "{%" in code or "<%" in code:
            return Handler("wired", name)
        if NAME.match(code):
            return self._called(code, name) if self._takes_names else Handler("wired", name, code)
        wrapped = f"const {WRAPPED} = {code};" if FUNCTION.match(code) else f"async function {WRAPPED}() {{\n{code}\n}}"
        parsed = self._scripts.read_alone(wrapped)
        function = next(
            (each for each in parsed.facts("function") if isinstance(each, Function) and each.name == WRAPPED), None
        )
        if function is None or parsed.errors:
            return Handler("wired", name)
        return self._of_function(function, parsed, name, code)

    def _of_function(self, function: Function, parsed: Parsed, name: str, code: str) -> Handler:
        state = self._state(function)
        if function.body == "unimplemented":
            return Handler("wired", NOT_IMPLEMENTED)
        if state:
            return Handler(state, name, says=said(parsed, 0, len(WRAPPED) + LONGEST, self._vocabulary))
        if self._only_closes_and_tells(function, code):
            return Handler("wired", CLAIMS, says=said(parsed, 0, len(WRAPPED) + LONGEST, self._vocabulary))
        only = function.calls[0] if len(function.calls) == 1 else ""
        if NAME.match(only) and set(function.effects) <= {self._vocabulary.effect(only)}:
            return self._called(only, name)
        return Handler("wired", name)

    def _only_closes_and_tells(self, function: Function, code: str) -> bool:
        """Whether all it does is to show messages, and to close or empty what is on the screen."""
        given = ASSIGNED.findall(code)
        return (
            bool(function.calls)
            and all(self._vocabulary.effect(callee) == "notify" for callee in function.calls)
            and all(value.strip() in CLOSED for value in given)
            and set(function.effects) <= {"notify", "state"}
        )

    def _called(self, callee: str, name: str) -> Handler:
        """The verdict on a function of the file's scripts."""
        bare = callee.removeprefix("this.")
        if self._is_page and self._scripts.only_in_module(bare):
            return Handler("missing", "only known inside a module script", bare)
        function = self._scripts.function(bare)
        state = self._state(function) if function is not None else ""
        if function is None and self._members.lacks(bare):
            return Handler("missing", "defined nowhere", bare)
        if function is not None and function.body == "unimplemented":
            return Handler("wired", NOT_IMPLEMENTED, bare)
        if function is None or not state or self._scripts.parsed is None:
            return Handler("wired", name, bare)
        says = said(self._scripts.parsed, function.body_start, function.body_end, self._vocabulary)
        return Handler(state, name, bare, says, (function.start, function.end))

    def _state(self, function: Function) -> str:
        """The inert state of a function, "" when it does something."""
        if function.body in STATES:
            return STATES[function.body]
        preventers = self._vocabulary.words("default_preventers")
        last = {callee.rpartition(".")[2] for callee in function.calls}
        inert = last & preventers and last <= self._vocabulary.words("event_control") and "state" not in function.effects
        return "prevent-default-only" if inert and function.body_end - function.body_start < 120 else ""


def said(parsed: Parsed, start: int, end: int, vocabulary: Vocabulary) -> str:
    """What the messages and log lines in a span say."""
    texts = (fact for fact in parsed.facts("text") if isinstance(fact, Text) and start <= fact.start < end)
    return " ".join(text.value for text in texts if text.callee and vocabulary.effect(text.callee) in ("notify", "log"))
