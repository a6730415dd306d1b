"""What the names of a file stand for, each as far as it reaches: services that are imported or made, and hosts of addresses."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from prodlint.clients import bound
from prodlint.fact import Call, Declaration, Fact, Function, Import, Text
from prodlint.file import File
from prodlint.services import ServiceWord

OWN = ("self.", "this.")
BARE = ("swift",)
"""Families whose properties need no `self.`."""
NAMELESS = ("closure", "handler")
"""Kinds of functions that stand in another one, whose owner is theirs."""
LITERALS = ("string", "number", "true", "false", "array", "record")
SOMETHING_ELSE = frozenset({""})
EVERYWHERE = (0, 1 << 62)
BOUND = re.compile(rb"(\.?)(\w+)[?!]?[ \t]*(?::[^=\n]*)?=\s*(?:(?:try[?!]?|await|new)\s+)*\(?$")
"""What stands before a value that a name is given, in all languages: `let url = try await `, `self.base: URL = `."""
TYPED = re.compile(r"\b(\w+)\??\s*:\s*(?:Annotated\[|Optional\[)?([A-Za-z_]\w*)\b(?!\.)")
"""A parameter with its type."""
PROPERTY = re.compile(rb"\b(?:let|var)[ \t]+(\w+)[ \t]*:[ \t]*([A-Z]\w*)")
"""A property of Swift with its type."""
LOOK_BACK = 160
Span = tuple[int, int]
"""The bytes in which a name counts."""


class Names:
    """Names with what they stand for, "" for something else; where several count, the innermost does."""

    def __init__(self) -> None:
        self._known: defaultdict[str, list[tuple[Span, str]]] = defaultdict(list)

    def add(self, name: str, span: Span, meaning: str) -> None:
        """Say what a name stands for in a span."""
        self._known[name].append((span, meaning))

    def at(self, name: str, offset: int) -> frozenset[str]:
        """What a name stands for at an offset; empty where nothing is said of it."""
        around = [(span, meaning) for span, meaning in self._known.get(name, ()) if span[0] <= offset < span[1]]
        inner = max((span for span, _ in around), default=EVERYWHERE, key=lambda span: (span[0], -span[1]))
        return frozenset(meaning for span, meaning in around if span == inner)

    def anywhere(self, name: str) -> frozenset[str]:
        """Everything that a name stands for in the file."""
        return frozenset(meaning for _, meaning in self._known.get(name, ()) if meaning)


class Holders:
    """The names of one file that stand for a service; `service_of` knows that of a module, or of a part of it."""

    def __init__(self, file: File, service_of: Callable[[str], ServiceWord | None]) -> None:
        self._file = file
        self._service_of = service_of
        self._names = Names()
        self._properties: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
        for imported in file.all(Import):
            self._import(imported)
        for function in file.all(Function):
            self._give(function)
        if file.family in BARE:
            self._declare()
        for made in file.all(Declaration):
            if made.kind != "type":
                self._make(made)
        for call in file.all(Call):
            self._take(call)

    def _import(self, fact: Import) -> None:
        modules = (fact.module, *(f"{fact.module}.{name}" for name in fact.names))
        service = next(filter(None, map(self._service_of, modules)), None)
        if service is not None:
            for name in (*fact.names, fact.module):
                self._names.add(name, self._reach(fact), service.name)

    def _make(self, made: Declaration) -> None:
        for meaning in self._meanings(made):
            if made.kind == "property":
                self._properties[made.name].setdefault(self._owner(made.start), set()).add(meaning)
            else:
                self._names.add(made.name, self._reach(made), meaning)

    def _take(self, call: Call) -> None:
        """Learn the variable that is given what a call makes: `with engine.connect() as c`, `client = new MongoClient()`."""
        held = bound(self._file, call) if self._makes_a_client(call.callee) else None
        if held is not None and not held["own"]:
            for meaning in self.of(call.callee, call.start):
                self._names.add(held["name"].decode("utf-8", "replace"), self._reach(call), meaning)

    def _give(self, function: Function) -> None:
        """Learn the parameters whose types are of a service: `db: Session`."""
        signature = self._file.source.slice(function.start, function.body_start)
        for found in TYPED.finditer(signature):
            if found[1] in function.parameters and self._file.says("type-of-a-client", found[2]):
                for meaning in self._names.at(found[2], function.start):
                    self._names.add(found[1], (function.body_start, function.body_end), meaning)

    def _makes_a_client(self, callee: str) -> bool:
        return self._file.says("makes-a-client", callee) and not self._file.says("only-a-value", callee)

    def _declare(self) -> None:
        """Learn the properties whose types are of a service: `var openAI: OpenAI { … }`."""
        for found in PROPERTY.finditer(self._file.code):
            name, kind = found[1].decode("utf-8", "replace"), found[2].decode("utf-8", "replace")
            if self._file.function_at(found.start()) is None and self._file.says("type-of-a-client", kind):
                for meaning in self._names.at(kind, found.start()):
                    self._properties[name].setdefault(self._owner(found.start()), set()).add(meaning)

    def _meanings(self, made: Declaration) -> frozenset[str]:
        """What a declared name stands for; empty where that cannot be seen, as behind a function of the project."""
        if made.shape == "name":
            return self.of(made.value, made.start)
        if made.shape != "call":
            return SOMETHING_ELSE if made.shape in LITERALS else frozenset()
        found = self.of(made.value, made.start)
        if found and self._makes_a_client(made.value):
            return found
        is_type = made.value.rpartition(".")[2][:1].isupper()
        return SOMETHING_ELSE if found or is_type else frozenset()

    def _reach(self, fact: Fact) -> Span:
        around = self._file.function_of(fact)
        return EVERYWHERE if around is None else (around.body_start, around.body_end)

    def of(self, callee: str, offset: int) -> frozenset[str]:
        """The services that calling something at an offset goes to."""
        service = self._service_of(callee)
        if service is not None:
            return frozenset({service.name})
        own = next((mark for mark in OWN if callee.startswith(mark)), "")
        head = callee.removeprefix(own).partition(".")[0]
        found = frozenset() if own else self._names.at(head, offset)
        if not found and (own or self._file.family in BARE):
            found = self._property(head, offset)
        return frozenset(filter(None, found or self._only(head)))

    def _property(self, name: str, offset: int) -> frozenset[str]:
        """What a property of the type around an offset stands for."""
        return frozenset(self._properties.get(name, {}).get(self._owner(offset), ()))

    def _only(self, name: str) -> frozenset[str]:
        """What a name stands for that is given from elsewhere, where it stands for one service in the whole file."""
        found = self._names.anywhere(name).union(*self._properties.get(name, {}).values()) - {""}
        return found if len(found) == 1 else frozenset()

    def _owner(self, offset: int) -> str:
        around = self._file.function_at(offset)
        if around is not None and (around.owner or around.kind not in NAMELESS):
            return around.owner
        place = bisect_right(self._types, offset, key=lambda each: each.start)
        return self._types[place - 1].name if place else ""

    @cached_property
    def _types(self) -> list[Declaration]:
        return [each for each in self._file.all(Declaration) if each.kind == "type"]


class Hosts:
    """The names of one file that stand for a host: what holds an address of it, and what is made of that to ask it."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._names = Names()
        self._known: set[str] = set()

    def add(self, host: str, text: Text) -> None:
        """A text with an address of the host."""
        if text.name and not (self._file.says("addressing", text.callee) or self._file.says("requesting", text.callee)):
            self._learn(text.name, self._reach(text.start, text.name), host)
        for call in self._around(text):
            self._bind(call, host)

    def _around(self, text: Text) -> Iterator[Call]:
        """The calls that make something of an address to ask it."""
        return (each for each in self._addressing if each.start <= text.start < each.end)

    @cached_property
    def _addressing(self) -> list[Call]:
        return [each for each in self._file.all(Call) if self._file.says("addressing", each.callee)]

    def follow(self) -> None:
        """Learn the names of what is made of what is known, in source order: `f"{self.base}/ships"`, `URLRequest(url: url)`."""
        for text in self._file.all(Text):
            if text.joined and text.name and text.value.startswith("{}"):
                for host in self._named_in(text):
                    self._learn(text.name, self._reach(text.start, text.name), host)
        for call in self._addressing:
            for host in self.of(call):
                self._bind(call, host)

    def _bind(self, call: Call, host: str) -> None:
        bound = self._bound(call.start)
        if bound is not None:
            self._learn(bound, self._reach(call.start, bound), host)

    def _bound(self, offset: int) -> str | None:
        found = BOUND.search(self._file.source.text, max(0, offset - LOOK_BACK), offset)
        return found[2].decode("utf-8", "replace") if found else None

    def _reach(self, offset: int, name: str) -> Span:
        """Where a name counts that is given a value at an offset: a property everywhere, a variable in its function."""
        found = BOUND.search(self._file.source.text, max(0, offset - LOOK_BACK), offset)
        around = self._file.function_at(offset)
        if around is None or (found is not None and found[1] and found[2] == name.encode()):
            return EVERYWHERE
        return around.body_start, around.body_end

    def _learn(self, name: str, span: Span, host: str) -> None:
        self._known.add(name)
        self._names.add(name, span, host)

    def prepares(self, call: Call) -> bool:
        """Whether a call only makes something to ask with, or is one of what was made so: `request.setValue`."""
        head = call.callee
        for own in OWN:
            head = head.removeprefix(own)
        name, _, method = head.partition(".")
        return self._file.says("addressing", call.callee) or bool(method and self._names.at(name, call.start))

    def of(self, call: Call) -> frozenset[str]:
        """The hosts whose names stand in a call."""
        return self._named_in(call)

    def _named_in(self, fact: Fact) -> frozenset[str]:
        told = self._file.source.slice(fact.start, fact.end)
        words = {word for word in re.findall(r"\w+", told) if word in self._known}
        return frozenset(host for word in words for host in self._names.at(word, fact.start))
