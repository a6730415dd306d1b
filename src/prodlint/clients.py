"""The clients that a file makes, with the names that hold them, each as far as it reaches: `with httpx.Client() as c`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property, lru_cache

import msgspec

from prodlint.fact import Call, Fact, Function
from prodlint.file import File
from prodlint.scopes import Scopes

GIVEN = re.compile(
    rb"""(?mx) (?:^|[;{}(]) [ \t]* (?P<modifiers>(?:(?:export|declare|private|public|protected|fileprivate|internal|static
        |readonly|final|lazy|const|let|var) [ \t]+)*)
    (?P<own>(?:self|this)\.)? (?P<name>\#?[A-Za-z_$][\w$]*) [?!]? [ \t]* (?::[^=\n]*)?
    = \s* (?:(?:try[?!]?|await|new) \s+)* \(? $""",
)
"""What stands before a value that a name is given: `const c = new `, `self._c: httpx.Client = `."""
TAKEN = re.compile(rb"\)?\s*as\s+(?P<modifiers>)(?P<own>self\.)?(?P<name>[A-Za-z_]\w*)")
"""What stands behind a value that `with` gives a name."""
ARGUMENT = re.compile(rb"\s*[,)]")
VARIABLES = (b"const", b"let", b"var")
OWN = ("self.", "this.")
LOOK_BACK = 200
LOOK_AHEAD = 80
EVERYWHERE = (0, 1 << 62)


class Client(msgspec.Struct, frozen=True):
    """A client: the call that makes it, and the name that holds it, which counts in `span` (bytes).

    `end` is the byte behind both.  `own` is true for a property, which methods of `owner` reach by `self.` or `this.`.
    """

    made: Call
    name: str
    end: int
    own: bool
    owner: str
    span: tuple[int, int]


class Clients:
    """The clients of one file, by the names that hold them."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._known: dict[tuple[str, int], Client | None] = {}

    def of(self, callee: str, offset: int) -> Client | None:
        """The client that a call at an offset asks with, None where its name is not seen to hold one there."""
        own = next((mark for mark in OWN if callee.startswith(mark)), "")
        name, dot, _ = callee.removeprefix(own).partition(".")
        if not dot or name not in self._held:
            return None
        key = (own + name, offset)
        if key not in self._known:
            self._known[key] = self._found(name, offset, own=bool(own))
        return self._known[key]

    def _found(self, name: str, offset: int, *, own: bool) -> Client | None:
        near = (self._held[name][place] for place in self._spans[name].around(offset))
        held = [each for each in near if self._is_meant(each, offset, own=own)]
        before = [each for each in held if each.made.start < offset] or held
        return max(before, key=lambda each: (each.span[0], each.made.start), default=None)

    @cached_property
    def _held(self) -> dict[str, list[Client]]:
        found: defaultdict[str, list[Client]] = defaultdict(list)
        for call in self._file.all(Call):
            held = bound(self._file, call) if is_made_only(self._file, call) else None
            if held is not None:
                client = self._held_by(call, held)
                found[client.name].append(client)
        return dict(found)

    @cached_property
    def _spans(self) -> dict[str, Scopes]:
        """Name → the places of its clients in `_held`, by where they count."""
        return {name: Scopes((*each.span, place) for place, each in enumerate(clients)) for name, clients in self._held.items()}

    def _held_by(self, call: Call, held: re.Match[bytes]) -> Client:
        around = self._file.function_of(call)
        modified = bool(held["modifiers"]) and not any(word in held["modifiers"].split() for word in VARIABLES)
        own = bool(held["own"]) or (around is None and modified and b"export" not in held["modifiers"])
        return Client(
            made=call,
            name=held["name"].decode("utf-8", "replace"),
            end=max(call.end, held.end()),
            own=own,
            owner=around.owner if around is not None else "",
            span=EVERYWHERE if own or around is None else (around.body_start, around.body_end),
        )

    def _is_meant(self, client: Client, offset: int, *, own: bool) -> bool:
        if client.own != own and self._file.family != "swift":
            return False
        if client.own:
            around = self._file.function_at(offset)
            return around is None or not client.owner or around.owner in ("", client.owner)
        return not self._means_another(client, offset)

    def _means_another(self, client: Client, offset: int) -> bool:
        """Whether a function between the two has a parameter of that name, or something else is given the name."""
        inner = [each for each in self._file.around(Function, offset) if each.body_start > client.span[0]]
        if any(client.name in each.parameters for each in inner):
            return True
        start = max([client.end, *(each.body_start for each in inner if client.span == EVERYWHERE)])
        start = start if start <= offset else max((each.body_start for each in inner), default=offset)
        given = self._given_again[client.name]
        place = bisect_left(given, start)
        return place < len(given) and given[place] < offset

    @cached_property
    def _given_again(self) -> dict[str, list[int]]:
        """Name of a client → where that name is given anything, in bytes."""
        return {name: [found.start() for found in _gives(name).finditer(self._file.code)] for name in self._held}


@lru_cache(maxsize=2)  # asked for each call of a file
def clients_of(file: File) -> Clients:
    """The clients of a file, found once."""
    return Clients(file)


def _gives(name: str) -> re.Pattern[bytes]:
    word = re.escape(name.encode())
    return re.compile(rb"(?<![\w.$])" + word + rb"\s*(?::[^=\n]{1,80})?=(?![=>])|\b(?:as|for)\s+" + word + rb"\b")


def bound(file: File, call: Call) -> re.Match[bytes] | None:
    """The name that holds what a call makes, None for none: `name`, with `own` of a property and `modifiers`."""
    text = file.source.text
    behind = TAKEN.match(text, call.end, call.end + LOOK_AHEAD) if file.family == "python" else None
    if behind is not None or ARGUMENT.match(text, call.end):
        return behind
    return GIVEN.search(text, max(0, call.start - LOOK_BACK), call.start)


def is_made_only(file: File, call: Call) -> bool:
    """Whether a call makes a client, or another value of a type, and asks nobody."""
    return file.says("makes-only-a-client", call.callee)


def limit_said(file: File, fact: Fact) -> bool | None:
    """Whether the arguments of a call give it a timeout (True) or take it away (False); None where they say nothing."""
    told = file.source.slice(fact.start, fact.end)
    if file.says("lifts-the-limit", told):
        return False
    return True if file.says("limits-time", told) else None
