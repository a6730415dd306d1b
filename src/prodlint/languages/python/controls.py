"""Control facts: widgets and menu entries that a person can touch, and what happens when they do."""

from __future__ import annotations

from typing import NamedTuple

from tree_sitter import Node

from prodlint.fact import Control
from prodlint.languages.python.answers import answer
from prodlint.languages.python.attaching import bound_by, configured, enabled_later, keeps_alive, registered
from prodlint.languages.python.boxes import HALF, half_connected
from prodlint.languages.python.classes import name_of
from prodlint.languages.python.embedded import embedded_controls
from prodlint.languages.python.handlers import INERT, Handler, judge
from prodlint.languages.python.labels import Label, label_of
from prodlint.languages.python.literals import arguments_of, bare, is_literal, labelled, values_of
from prodlint.languages.python.own_controls import own_controls
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.toolkits import toolkits_of, word_of
from prodlint.languages.python.tree import Item, around
from prodlint.languages.python.uses import Uses
from prodlint.languages.python.values import VALUED, settled, unread_variable, variable_of
from prodlint.names import words_of
from prodlint.vocabulary import PROJECT, ControlWord

_COLLECTIONS = frozenset(
    {"list", "tuple", "set", "dictionary", "pair", "list_comprehension", "dictionary_comprehension", "expression_list"}
)
_RESULT = "return"


class Judged(NamedTuple):
    """A handler, the label when only a later call tells it, and the name by which other files reach the control."""

    handler: Handler
    label: str = ""
    name: str = ""


def control_facts(reading: Reading) -> list[Control]:
    """One fact for each control that a file makes with a toolkit it imports."""
    toolkits = toolkits_of(reading)
    if not toolkits:
        return []
    own_types = {name_of(reading.tree, item) for item in reading.tree.kinds["class_definition"]}
    own = own_controls(reading, toolkits, own_types)
    facts = embedded_controls(reading)
    for item in reading.tree.kinds["call"]:
        callee = reading.names.callee(item)
        word = own.get(callee) or word_of(reading, callee, toolkits, own_types)
        fact = _control(reading, item, word) if word is not None else _connection(reading, item, callee)
        if fact is not None:
            facts.append(fact)
    return facts


def _control(reading: Reading, item: Item, word: ControlWord) -> Control | None:
    label = label_of(reading, item, word)
    if not label.text and word.toolkit in reading.vocabulary.words("updates-by-making"):
        return None
    if word.name[:1].islower() and word.kind in ("menu", "menu-item") and not label.text:
        return None
    judged = _judged(reading, item, word, label)
    handler = judged.handler
    if word.kind == "menu" and handler.state != "missing":
        return None
    if word.optional and handler.state == "missing":
        handler = settled(reading, item, word, judged.name)
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
        name=unread_variable(reading, item, word) or judged.name,
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


def _judged(reading: Reading, item: Item, word: ControlWord, label: Label) -> Judged:
    given = configured(reading, item, label.text) or _given(reading, item, word, label)
    if given is not None and given.state == "disabled" and _is_enabled_later(reading, item):
        given = _given(reading, item, word, label, disabled=False)
    if given is not None:
        return Judged(given)
    if _RESULT in word.handlers and word.toolkit != PROJECT:
        return Judged(answer(reading, item, word))
    outer = item
    while outer.parent.kind == "call" and outer.parent.start == item.start:
        chained = _chained(reading, outer.parent, word, item)
        if chained is not None:
            return Judged(chained)
        outer = outer.parent
    if outer is not item and not _returns_itself(reading, outer):
        return Judged(Handler("missing", "never connected"))
    return _bound_or_given(reading, item, outer, word, label)


def _is_enabled_later(reading: Reading, item: Item) -> bool:
    holder = item.parent
    return holder.kind == "assignment" and enabled_later(reading, target_of(reading.tree, holder))


def _given(reading: Reading, item: Item, word: ControlWord, label: Label, *, disabled: bool = True) -> Handler | None:
    """A handler, or something that makes it alive another way, among the arguments; `disabled` is whether it may stay so."""
    position = -1
    for node in arguments_of(item.node):
        keyword, value = labelled(reading.tree, node)
        position += not keyword
        if node.type in ("dictionary_splat", "list_splat"):
            return Handler("delegated", "spread arguments")
        if keyword in word.handlers and keyword and _may_handle(word, bare(value)):
            return judge(reading, value, item, keyword)
        if keyword and keyword in word.alive:
            return Handler("wired", keyword)
        if disabled and keyword and _disables(reading, keyword, value):
            return Handler("disabled", keyword)
        if not keyword and word.kind == "menu-item" and word.name[:1].islower() and position > label.position >= 0:
            return _positional(reading, value, item)
        if not keyword and position > 1 and word.name in reading.vocabulary.words("slot-third"):
            return _positional(reading, value, item)
    kept = variable_of(reading, item, word) if word.kind in VALUED else None
    return Handler("wired", "variable") if kept is not None and not unread_variable(reading, item, word) else None


def _may_handle(word: ControlWord, value: Node) -> bool:
    """Whether a value can be meant as a handler: some events of toggles share their keyword with what these are set to."""
    return value.type != "none" and not (word.optional and is_literal(value))


def _positional(reading: Reading, value: Node, item: Item) -> Handler | None:
    value = bare(value)
    if value.type in ("identifier", "attribute", "lambda", "call"):
        return judge(reading, value, item, "slot")
    return None


def _disables(reading: Reading, keyword: str, value: Node) -> bool:
    if keyword in reading.vocabulary.words("enabling"):
        return bare(value).type == "false"
    said = reading.tree.of(value).strip("'\"").rpartition(".")[2].lower()
    return keyword in reading.vocabulary.words("disabling") and (bare(value).type == "true" or said == "disabled")


def _chained(reading: Reading, call: Item, word: ControlWord, item: Item) -> Handler | None:
    """`QPushButton("x").clicked.connect(f)`, `Button(…).bind("<1>", f)`, `gr.Button("x").click(f)`."""
    path = reading.names.callee(call).lstrip(".").split(".")
    arguments = arguments_of(call.node)
    if path[-1] == "connect" and len(path) > 1 and arguments:
        return judge(reading, labelled(reading.tree, arguments[0])[1], item, ".".join(path))
    if path[-1] in word.alive or (path[-1] in word.handlers and not arguments):
        return Handler("wired", path[-1])
    if path[-1] in reading.vocabulary.words(f"{word.toolkit}-registrars"):
        return registered(reading, call, path[-1])
    if path[-1] in reading.vocabulary.words("binders") | reading.vocabulary.words(f"{word.toolkit}-binders"):
        return bound_by(reading, call, path[-1], word) or Handler("wired", path[-1])
    if _is_disabled(reading, call, path[-1]):
        return Handler("disabled", path[-1])
    return Handler("wired", path[-1]) if keeps_alive(reading, call) else None


def _is_disabled(reading: Reading, call: Item, name: str) -> bool:
    """`.setDisabled(True)`, `.setEnabled(False)`."""
    given = {bare(value).type for value in values_of(reading.tree, call.node)}
    words = reading.vocabulary.words
    return (name in words("disablers") and given == {"true"}) or (name in words("enablers") and given == {"false"})


def _returns_itself(reading: Reading, call: Item) -> bool:
    """Whether a chained call hands on the widget; the geometry managers return nothing."""
    return reading.names.callee(call).rpartition(".")[2] not in reading.vocabulary.words("geometry")


def _bound_or_given(reading: Reading, item: Item, outer: Item, word: ControlWord, label: Label) -> Judged:
    holder = outer.parent
    if holder.kind == "parenthesized_expression":
        holder = holder.parent
    if holder.kind == "assignment":
        return _bound(reading, item, holder, word, label)
    if holder.kind == "named_expression" or holder.kind in _COLLECTIONS:
        return Judged(Handler("delegated", "stored in a collection"))
    if holder.kind == "with_statement":
        return _entered(reading, outer, holder, word)
    if holder.kind in ("return_statement", "yield", "lambda"):
        return Judged(Handler("delegated", "returned"))
    if holder.kind == "keyword_argument":
        return Judged(Handler("delegated", "passed on"))
    if holder.kind == "call":
        last = reading.names.callee(holder).rpartition(".")[2]
        if not label.text and word.name in reading.vocabulary.words("silent-without-text"):
            return Judged(Handler("delegated", "has no text"))
        placed = last in reading.vocabulary.words("placements")
        return Judged(Handler("missing", "never connected") if placed else Handler("delegated", f"passed to {last}"))
    return Judged(Handler("missing", "never connected"))


def _bound(reading: Reading, item: Item, binding: Item, word: ControlWord, label: Label) -> Judged:
    target = target_of(reading.tree, binding)
    if not target.replace(".", "_").isidentifier() or binding.parent.kind == "assignment":
        return Judged(Handler("delegated", "stored in a collection"))
    uses = Uses(reading, binding, target, word)
    handler = half_connected(reading, item, word, uses.object_names[0], uses.found) or uses.handler()
    if handler.why == HALF:
        return Judged(handler, uses.label, uses.object_names[-1] if "." in target else "")
    if handler.state != "missing":
        return Judged(handler, uses.label)
    # Other files reach it as a member of what holds it, and by the name it is given where it is none.
    name = uses.object_names[0 if "." in target else -1]
    if any(reading.functions_named(f"on_{each}_{signal}") for each in uses.object_names for signal in word.handlers):
        return Judged(Handler("wired", "connected by name", f"on_{name}"), uses.label)
    if _in_generated_form(reading, item):
        shown = uses.placed or word.kind != "menu-item"
        form = Handler("delegated", "generated form") if shown else Handler("disabled", "never placed")
        return Judged(form, uses.label, name)
    if _by_name(reading):
        return Judged(Handler("delegated", "connected by name"), uses.label, name)
    if not label.text and not uses.label and word.name in reading.vocabulary.words("silent-without-text"):
        return Judged(Handler("delegated", "has no text"), "", name)
    if reading.vocabulary.words("headings") & set(words_of(name)):
        return Judged(Handler("disabled", "a heading"), uses.label, name)
    if "." not in target and len(uses.object_names) == 1:
        unseen = not uses.placed and word.toolkit in reading.vocabulary.words("placed-by-a-call")
        return Judged(Handler("disabled", "never placed") if unseen else Handler("missing", "never connected"), uses.label)
    return Judged(Handler("missing", "not connected in this file"), uses.label, name)


def _entered(reading: Reading, outer: Item, opened: Item, word: ControlWord) -> Judged:
    """`with ui.button("x") as button:`: what stands in it may open or do something, pictures and labels do not."""
    decoration = reading.vocabulary.words(f"{word.toolkit}-decoration")
    inside = [call for call in reading.tree.inside(opened) if call.kind == "call" and call.start >= outer.end]
    if all(reading.names.callee(call).rpartition(".")[2] in decoration for call in inside):
        return Judged(Handler("missing", "never connected"))
    return Judged(Handler("delegated", "other parts stand in it"))


def _by_name(reading: Reading) -> bool:
    return any(word.encode() in reading.tree.text for word in reading.vocabulary.words("name-connectors"))


def _in_generated_form(reading: Reading, item: Item) -> bool:
    home = next((outer for outer in around(item) if outer.kind == "class_definition"), None)
    return home is not None and name_of(reading.tree, home).startswith(tuple(reading.vocabulary.words("generated-forms")))
