"""Control facts: widgets and menu entries that a person can touch, and what happens when they do."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import Control
from prodlint.languages.python.calls import is_unused
from prodlint.languages.python.classes import name_of
from prodlint.languages.python.handlers import INERT, Handler, judge, judge_block
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, labelled, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, around
from prodlint.languages.python.uses import Uses
from prodlint.vocabulary import ControlWord

_COLLECTIONS = frozenset({"list", "tuple", "set", "dictionary", "pair", "list_comprehension", "dictionary_comprehension"})
_RESULT = "return"


class Judged(NamedTuple):
    """A handler, and the label when only a later call tells it."""

    handler: Handler
    label: str = ""


class _Label(NamedTuple):
    text: str
    position: int
    end: int


def control_facts(reading: Reading) -> list[Control]:
    """One fact for each control that a file makes with a toolkit it imports."""
    toolkits = _toolkits(reading)
    if not toolkits:
        return []
    own_types = {name_of(reading.tree, item) for item in reading.tree.kinds["class_definition"]}
    facts = []
    for item in reading.tree.kinds["call"]:
        callee = reading.names.callee(item)
        word = _word(reading, callee, toolkits, own_types)
        fact = _control(reading, item, word) if word is not None else _connection(reading, item, callee)
        if fact is not None:
            facts.append(fact)
    return facts


def _toolkits(reading: Reading) -> frozenset[str]:
    """The toolkits whose packages the file imports."""
    vocabulary = reading.vocabulary
    known = {word.toolkit for word in vocabulary.controls.values()}
    return frozenset(name for name in known if reading.names.imports_any(vocabulary.words(f"{name}-modules")))


def _word(reading: Reading, callee: str, toolkits: frozenset[str], own_types: set[str]) -> ControlWord | None:
    """The control that a callee makes, None when the name belongs to something else."""
    root, _, last = callee.rpartition(".")
    word = reading.vocabulary.controls.get(last)
    if word is None or word.toolkit not in toolkits:
        return None
    modules = reading.vocabulary.words(f"{word.toolkit}-modules")
    head = callee.partition(".")[0]
    if last[:1].isupper():
        return word if head in modules or (not root and last not in own_types) else None
    foreign = any(module.partition(".")[0] == head for module in reading.names.modules) and head not in modules
    return word if (root or callee.startswith(".")) and not foreign else None


def _control(reading: Reading, item: Item, word: ControlWord) -> Control | None:
    label = _label(reading, item, word)
    if word.name[:1].islower() and word.kind in ("menu", "menu-item") and not label.text:
        return None
    judged = _judged(reading, item, word, label)
    handler = judged.handler
    if word.kind == "menu" and handler.state != "missing":
        return None
    if word.optional and handler.state == "missing":
        handler = Handler("system", "needs no handler")
    return Control(
        start=item.start,
        end=label.end if label.end else _head_end(reading, item),
        region=reading.region(item),
        toolkit=word.toolkit,
        kind=word.kind,
        tag=word.name,
        label=label.text or judged.label,
        handler=handler.state,
        why="menu has no entries" if word.kind == "menu" else handler.why,
        target=handler.target,
        says=handler.says,
        attributes=tuple(sorted({name for node in arguments_of(item.node) if (name := labelled(reading.tree, node)[0])})),
    )


def _connection(reading: Reading, item: Item, callee: str) -> Control | None:
    """`form.button.clicked.connect(f())` for a control made elsewhere: told only when nothing can come of it."""
    path = callee.split(".")
    arguments = arguments_of(item.node)
    if len(path) < 3 or path[-1] != "connect" or path[-2] not in reading.vocabulary.words("activations") or not arguments:
        return None
    if path[-3] in reading.mentions.assigned_names:
        return None
    handler = judge(reading, labelled(reading.tree, arguments[0])[1], item, ".".join(path[-2:]))
    if handler.state not in INERT:
        return None
    return Control(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        toolkit="qt",
        kind="button",
        tag=path[-3],
        handler=handler.state,
        why=handler.why,
        target=handler.target,
        says=handler.says,
    )


def _head_end(reading: Reading, item: Item) -> int:
    line_end = reading.tree.text.find(b"\n", item.start, item.end)
    return line_end if line_end >= 0 else item.end


def _label(reading: Reading, item: Item, word: ControlWord) -> _Label:
    """The visible text: under one of the word's labels, or the first literal text given by position."""
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        if keyword not in word.label:
            continue
        text = _text(reading, bare(value))
        if text is not None:
            return _Label(string_value(reading.tree, text), position if not keyword else -1, node.end_byte)
    return _Label("", -1, 0)


def _text(reading: Reading, value: Node) -> Node | None:
    """A literal text, perhaps inside a call that translates it."""
    if value.type in STRINGS:
        return value
    if value.type == "call":
        function = value.child_by_field_name("function")
        name = reading.tree.of(function).rpartition(".")[2] if function is not None else ""
        texts = [node for node in arguments_of(value) if node.type in STRINGS]
        return texts[-1] if texts and name in reading.vocabulary.words("translators") else None
    return None


def _judged(reading: Reading, item: Item, word: ControlWord, label: _Label) -> Judged:
    given = _given(reading, item, word, label)
    if given is not None:
        return Judged(given)
    if _RESULT in word.handlers:
        return Judged(_result(reading, item, word))
    outer = item
    while outer.parent.kind == "call" and outer.parent.start == item.start:
        chained = _chained(reading, outer.parent, word, item)
        if chained is not None:
            return Judged(chained)
        outer = outer.parent
    if outer is not item and not _returns_itself(reading, outer):
        return Judged(Handler("missing", "never connected"))
    return _bound_or_given(reading, item, outer, word)


def _given(reading: Reading, item: Item, word: ControlWord, label: _Label) -> Handler | None:
    """A handler, or something that makes it alive another way, among the arguments."""
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        if node.type in ("dictionary_splat", "list_splat"):
            return Handler("delegated", "spread arguments")
        if keyword and keyword in word.handlers and bare(value).type != "none":
            return judge(reading, value, item, keyword)
        if keyword and keyword in word.alive:
            return Handler("wired", keyword)
        if keyword in reading.vocabulary.words("disabling") and _disables(reading, value):
            return Handler("disabled", keyword)
        if not keyword and word.kind == "menu-item" and word.name[:1].islower() and position > label.position >= 0:
            return _positional(reading, value, item)
    return None


def _positional(reading: Reading, value: Node, item: Item) -> Handler | None:
    value = bare(value)
    if value.type in ("identifier", "attribute", "lambda", "call"):
        return judge(reading, value, item, "slot")
    return None


def _disables(reading: Reading, value: Node) -> bool:
    return bare(value).type == "true" or reading.tree.of(value).strip("'\"").rpartition(".")[2].lower() == "disabled"


def _chained(reading: Reading, call: Item, word: ControlWord, item: Item) -> Handler | None:
    """`QPushButton("x").clicked.connect(f)`, `Button(…).bind("<1>", f)`."""
    path = reading.names.callee(call).lstrip(".").split(".")
    arguments = arguments_of(call.node)
    if path[-1] == "connect" and len(path) > 1 and arguments:
        return judge(reading, labelled(reading.tree, arguments[0])[1], item, ".".join(path))
    if path[-1] in reading.vocabulary.words("binders") or path[-1] in word.alive:
        return Handler("wired", path[-1])
    return None


def _returns_itself(reading: Reading, call: Item) -> bool:
    """Whether a chained call hands on the widget; the geometry managers return nothing."""
    return reading.names.callee(call).rpartition(".")[2] not in reading.vocabulary.words("geometry")


def _bound_or_given(reading: Reading, item: Item, outer: Item, word: ControlWord) -> Judged:
    holder = outer.parent
    if holder.kind == "parenthesized_expression":
        holder = holder.parent
    if holder.kind == "assignment":
        return _bound(reading, item, holder, word)
    if holder.kind == "named_expression" or holder.kind in _COLLECTIONS:
        return Judged(Handler("delegated", "stored in a collection"))
    if holder.kind in ("return_statement", "yield", "lambda"):
        return Judged(Handler("delegated", "returned"))
    if holder.kind == "keyword_argument":
        return Judged(Handler("delegated", "passed on"))
    if holder.kind == "call":
        last = reading.names.callee(holder).rpartition(".")[2]
        placed = last in reading.vocabulary.words("placements")
        return Judged(Handler("missing", "never connected") if placed else Handler("delegated", f"passed to {last}"))
    return Judged(Handler("missing", "never connected"))


def _bound(reading: Reading, item: Item, binding: Item, word: ControlWord) -> Judged:
    target = target_of(reading.tree, binding)
    if not target.replace(".", "_").isidentifier() or binding.parent.kind == "assignment":
        return Judged(Handler("delegated", "stored in a collection"))
    uses = Uses(reading, binding, target, word)
    handler = uses.handler()
    if handler.state != "missing":
        return Judged(handler, uses.label)
    name = uses.object_names[-1]
    if any(reading.functions_named(f"on_{each}_{signal}") for each in uses.object_names for signal in word.handlers):
        return Judged(Handler("wired", "connected by name", f"on_{name}"), uses.label)
    if _by_name(reading):
        return Judged(Handler("delegated", "connected by name", name), uses.label)
    if _in_generated_form(reading, item):
        return Judged(Handler("delegated", "generated form", name), uses.label)
    why = "not connected in this file" if "." in target else "never connected"
    return Judged(Handler("missing", why, target.rpartition(".")[2]), uses.label)


def _by_name(reading: Reading) -> bool:
    return any(word.encode() in reading.tree.text for word in reading.vocabulary.words("name-connectors"))


def _in_generated_form(reading: Reading, item: Item) -> bool:
    home = next((outer for outer in around(item) if outer.kind == "class_definition"), None)
    return home is not None and name_of(reading.tree, home).startswith(tuple(reading.vocabulary.words("generated-forms")))


def _result(reading: Reading, item: Item, word: ControlWord) -> Handler:
    """A control whose call says whether it was used: alive when somebody looks at what it says."""
    if is_unused(item):
        return Handler("missing", "its result is not used")
    holder = item.parent
    if holder.kind in ("if_statement", "elif_clause"):
        block = reading.tree.block(holder)
        if block is not None and item.start < block.start:
            return judge_block(reading, block, "result")
    if holder.kind == "assignment":
        target = target_of(reading.tree, holder)
        if target.isidentifier() and reading.tree.text.count(target.encode()) < 2:
            return Handler("missing", "its result is not used")
    return Handler("wired", "result")
