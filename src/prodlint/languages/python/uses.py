"""Where a widget's name is used: connected, configured, compared, placed, or given away."""

from __future__ import annotations

import re

from prodlint.languages.python.attaching import bound_by, keeps_alive, registered
from prodlint.languages.python.handlers import Handler, judge
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, is_literal, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import MODULE, Item, Tree, around
from prodlint.vocabulary import ControlWord

_MEMBER = re.compile(rb"\s*\.\s*(\w+)(?:\s*\[[^\]\n]*\])?(\s*\.\s*(\w+))?\s*(\()?")
_KEYED = re.compile(rb"\s*\[\s*['\"](\w+)['\"]\s*\]\s*=(?!=)")
_COMPARED_AFTER = re.compile(rb"\s*(==|!=|is\b|in\b|:(?=\s*\n)\s*return)")
_COMPARED_BEFORE = re.compile(rb"(==|!=|\bis)\s*$")
_MOST_USES = 400
_COLLECTIONS = frozenset({"list", "tuple", "set", "dictionary", "pair", "expression_list"})


class Uses:
    """All uses of one bound widget in the file, judged one by one."""

    def __init__(self, reading: Reading, binding: Item, target: str, word: ControlWord) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._binding = binding
        self._target = target
        self._word = word
        self.found: list[Handler] = []
        self.label = ""
        self.placed = False
        self.enabled: set[str] = set()
        self.object_names: list[str] = [target.rpartition(".")[2]]
        occurrences = self._occurrences()
        for start, end in occurrences:
            self._judge(start, end)
        if len(occurrences) >= _MOST_USES:
            self._note("delegated", "used too often to follow")

    def handler(self) -> Handler:
        """The best thing any use says: alive before inert before nothing."""
        for states in (("wired",), ("delegated",), ("log-only", "notify-only", "comment-only", "empty")):
            for handler in self.found:
                if handler.state in states:
                    return handler
        if self.enabled == {"False"}:
            return Handler("disabled", "never enabled")
        return Handler("missing")

    def _occurrences(self) -> list[tuple[int, int]]:
        """(start, end) of the name wherever it means this widget."""
        text, mentions = self._tree.text, self._reading.mentions
        owner, _, name = self._target.rpartition(".")
        start, end = self._span(bool(owner))
        length = len(name.encode())
        if not owner:
            found = mentions.of(name, start, end)[:_MOST_USES]
            bare_ones = (at for at in found if text[at - 1 : at] != b".")
            return [(at, at + length) for at in bare_ones if not self._is_parameter(name, at)]
        found = [at for at in mentions.of(name, 0, len(text))[:_MOST_USES] if text[max(at - 1, 0) : at] == b"."]
        return [(at, at + length) for at in found if start <= at < end or not _is_of_self(text, at)]

    def _is_parameter(self, name: str, at: int) -> bool:
        """Whether the name means a parameter of a function around this place, one that does not hold the binding."""
        word = re.compile(rb"(?<![\w.])" + re.escape(name.encode()) + rb"\b(?!\s*\.)")
        for outer in around(self._reading.mentions.innermost(at)):
            if outer.start <= self._binding.start < outer.end:
                return False
            given = outer.node.child_by_field_name("parameters") if outer.kind == "function_definition" else None
            if given is not None and word.search(self._tree.text, given.start_byte, given.end_byte):
                return True
        return False

    def _span(self, attribute: bool) -> tuple[int, int]:
        """Where the name means this widget: its class, its function, or up to where the name is given to another."""
        binding = self._binding
        home = binding.parent
        kind = "class_definition" if attribute else "function_definition"
        while home.kind != MODULE and home.kind != kind:
            home = home.parent
        if attribute:
            return home.start, home.end
        following = self._given_again()
        return (binding.start, following) if following else (home.start, home.end)

    def _given_again(self) -> int:
        """Where the same block gives the name to something else: the end of this one's life, 0 when it never does."""
        starts = self._reading.mentions.assignments(self._binding.parent, self._target)
        if len(starts) < 2:
            return 0
        later = [start for start in starts if start > self._binding.start]
        return later[0] if later else self._binding.parent.end

    def _judge(self, start: int, end: int) -> None:
        inner = self._reading.mentions.innermost(start)
        if inner.kind in ("string", "comment"):
            return
        if inner is self._binding and start < self._binding.start + len(self._target.encode()):
            return
        text = self._tree.text
        member = _MEMBER.match(text, end, end + 200)
        if member:
            self._member(inner, member)
            return
        keyed = _KEYED.match(text, end, end + 80)
        if keyed:
            self._keyed(inner, keyed)
            return
        if _COMPARED_AFTER.match(text, end, end + 40) or _COMPARED_BEFORE.search(text, max(0, start - 60), start):
            self._note("wired", "compared with what was chosen")
            return
        self._given(inner, start)

    def _note(self, state: str, why: str) -> None:
        self.found.append(Handler(state, why))

    def _member(self, inner: Item, member: re.Match[bytes]) -> None:
        name, following = member[1].decode(), (member[3] or b"").decode()
        call = self._call_ending_head(member.end() - 1) if member[4] else None
        words = self._reading.vocabulary.words
        if following == "connect" and call is not None:
            self._connected(call, f"{name}.connect")
        elif call is not None and name in words(f"{self._word.toolkit}-registrars"):
            self._attached(registered(self._reading, call, name))
        elif name in self._word.handlers and not self._word.name[:1].islower():
            self._note("wired", f"{name} is used")
        elif name in self._word.alive:
            self._note("wired", name)
        elif call is not None and name in words("binders") | words(f"{self._word.toolkit}-binders"):
            self._attached(bound_by(self._reading, call, name, self._word))
        elif name in words("text-setters") and self._word.optional and not self._is_passive(name, call):
            self._note("wired", f"{name} is used")
        elif name in words("label-setters") and call is not None:
            self.label = self.label or _string_in(self._reading, call, last=True)
        elif name in words("name-setters") and call is not None:
            self.object_names.append(_string_in(self._reading, call))
        elif name in words("geometry"):
            self.placed = True
        elif name in words("enablers") and call is not None:
            self.enabled.add(self._tree.slice(member.end(), call.end - 1).strip())
        elif name in words("disablers") and call is not None:
            self.enabled.add("False" if self._tree.slice(member.end(), call.end - 1).strip() == "True" else "")
        elif (member[4] is None and self._assigns_handler(inner, name)) or (
            call is not None and keeps_alive(self._reading, call)
        ):
            self._note("wired", name)
        elif self._word.optional and not self._is_passive(name, call):
            self._note("wired", f"{name} is used")

    def _is_passive(self, name: str, call: Item | None) -> bool:
        """Whether a use of a toggle or field only says how it looks, or gives it a value that nobody has to read."""
        passive = self._reading.vocabulary.bytes_pattern("passive-member")
        if call is None or passive is None or not passive.fullmatch(name.encode()):
            return False
        shown = self._word.name in self._reading.vocabulary.words("shows-text")
        return not shown or name not in self._reading.vocabulary.words("text-setters") or _gives_literals(self._tree, call)

    def _assigns_handler(self, inner: Item, name: str) -> bool:
        return inner.kind == "assignment" and name in self._reading.vocabulary.words("binders")

    def _call_ending_head(self, parenthesis: int) -> Item | None:
        """The call whose arguments begin with this parenthesis."""
        item = self._reading.mentions.innermost(parenthesis)
        return item if item.kind == "call" else None

    def _connected(self, call: Item, why: str) -> None:
        arguments = arguments_of(call.node)
        if arguments:
            self.found.append(judge(self._reading, labelled(self._tree, arguments[0])[1], call, why))
        else:
            self._note("wired", why)

    def _attached(self, handler: Handler | None) -> None:
        if handler is not None:
            self.found.append(handler)

    def _keyed(self, inner: Item, keyed: re.Match[bytes]) -> None:
        if keyed[1].decode() in self._word.handlers:
            self._note("wired", f'["{keyed[1].decode()}"]')

    def _given(self, inner: Item, start: int) -> None:
        """The bare name: placed where it can be seen, or given to somebody who may connect it."""
        outer = inner
        collected = False
        while outer.kind in _COLLECTIONS or outer.kind == "parenthesized_expression":
            collected = collected or outer.kind in _COLLECTIONS
            outer = outer.parent
        if outer.kind == "call":
            self._passed(outer)
        elif outer.kind == "keyword_argument":
            self._note("delegated", "passed on")
        elif outer.kind == "return_statement" or outer.kind == "yield":
            self._note("delegated", "returned")
        elif outer.kind == "assignment" and target_of(self._tree, outer) != self._target:
            self._note("delegated", "stored in a collection" if collected else "given another name")
        elif collected and not self._is_placed_in_turn(outer):
            self._note("delegated", "stored in a collection")

    def _is_placed_in_turn(self, loop: Item) -> bool:
        """`for each in (save, load): layout.addWidget(each)`: whether a loop only places what it goes through."""
        if loop.kind != "for_statement":
            return False
        variable = self._tree.of(loop.node.child_by_field_name("left"))  # type: ignore[arg-type]  # a loop has one
        places = self._reading.vocabulary.words("placements")
        block = self._tree.block(loop)
        calls = list(self._tree.children(block)) if block is not None else []
        only_placed = bool(calls) and all(
            call.kind == "call"
            and self._reading.names.callee(call).rpartition(".")[2] in places
            and self._tree.of(call.node).count(variable) == 1
            for call in calls
        )
        self.placed = self.placed or only_placed
        return only_placed

    def _passed(self, call: Item) -> None:
        callee = self._reading.names.callee(call)
        receiver, _, last = callee.rpartition(".")
        if last not in self._reading.vocabulary.words("placements"):
            self._note("delegated", f"passed to {last or 'a call'}")
            return
        self.placed = True
        if receiver and self._signals(receiver):
            self._note("wired", f"{receiver} has a handler")

    def _signals(self, receiver: str) -> bool:
        """Whether the menu or group that a control is put into has a handler for all its entries."""
        known = self._reading.answered.get(receiver)
        if known is None:
            known = self._reading.answered[receiver] = _answers(self._reading, receiver)
        return known


def _answers(reading: Reading, receiver: str) -> bool:
    name = re.escape(receiver.rpartition(".")[2].encode())
    words = reading.vocabulary.words
    signals, choosers = _alternatives(words("group-signals")), _alternatives(words("choosers"))
    connected = rb"\b" + name + rb"\s*\.\s*(" + signals + rb")\b"
    chosen = rb"(=|\breturn|\bif)\s*(self\s*\.\s*)?" + name + rb"\s*\.\s*(" + choosers + rb")\s*\("
    return re.search(connected + rb"|" + chosen, reading.tree.text) is not None


def _gives_literals(tree: Tree, call: Item) -> bool:
    """Whether the last argument of a call, which is the text it gives, is written there."""
    arguments = arguments_of(call.node)
    return not arguments or is_literal(bare(labelled(tree, arguments[-1])[1]))


def _is_of_self(text: bytes, name: int) -> bool:
    """Whether an attribute's name at this offset is preceded by `self.`."""
    return text[max(0, name - 20) : name].rstrip(b". \t").endswith(b"self")


def _alternatives(words: frozenset[str]) -> bytes:
    return b"|".join(re.escape(word.encode()) for word in sorted(words)) or b"(?!)"


def _string_in(reading: Reading, call: Item, last: bool = False) -> str:
    """The first literal text among a call's arguments; the last one when a translation names its context first."""
    texts = [inner for inner in reading.tree.inside(call)[:40] if inner.kind in STRINGS and inner.start > call.start]
    return string_value(reading.tree, texts[-1 if last else 0].node) if texts else ""
