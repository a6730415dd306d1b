"""Catch facts: except clauses and contextlib.suppress, with what they protect and what they do instead."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Catch
from prodlint.languages.python.bodies import run_of
from prodlint.languages.python.literals import STRINGS, arguments_of, bare, is_number, shape_of
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, Tree
from prodlint.languages.remarks import gives_reason

_HEAD = re.compile(r"except\s*\*?\s*(.*?)(?:\s+as\s+(\w+)|,\s*(\w+))?\s*:", re.DOTALL)
_NAMES = re.compile(r"[\w.]+")
_SKIPPED = frozenset({"pass_statement", "continue_statement", "ellipsis", "comment"})
_LONGEST_HEAD = 400


def catch_facts(reading: Reading) -> list[Catch]:
    """One fact for each except clause and each `with suppress(…)`."""
    facts = []
    for item in reading.tree.of_kinds("except_clause", "with_statement"):
        if item.kind == "except_clause":
            facts.append(_except(reading, item))
        else:
            facts.extend(_suppress(reading, item))
    return facts


def _except(reading: Reading, item: Item) -> Catch:
    tree = reading.tree
    block = tree.block(item)
    stop = block.start if block else item.end
    head = tree.slice(item.start, min(stop, item.start + _LONGEST_HEAD))
    match = _HEAD.match(head)
    types = tuple(_NAMES.findall(match[1])) if match else ()
    bound = (match[2] or match[3] or "") if match else ""
    protected = tree.block(item.parent)
    calls, effects = run_of(reading, protected) if protected else ((), ())
    uses_error = bool(bound and block and re.search(rf"\b{bound}\b", tree.slice(block.start, block.end)))
    body, default, default_name = _body(reading, item, block, bound)
    return Catch(
        start=item.start,
        end=item.start + (len(head[: match.end()].encode()) if match else len("except")),
        region=reading.region(item),
        style="except",
        body=body,
        types=types,
        calls=calls,
        effects=effects,
        default=default,
        default_name=default_name,
        explained=_is_explained(tree, item),
        uses_error=uses_error,
    )


def _suppress(reading: Reading, item: Item) -> list[Catch]:
    tree = reading.tree
    block = tree.block(item)
    facts = []
    for call in tree.children(item):
        if call.kind != "call" or block is None or reading.names.callee(call).rpartition(".")[2] != "suppress":
            continue
        calls, effects = run_of(reading, block)
        facts.append(
            Catch(
                start=call.start,
                end=call.end,
                region=reading.region(item),
                style="suppress",
                body="empty",
                types=tuple(tree.of(node) for node in arguments_of(call.node)),
                calls=calls,
                effects=effects,
                explained=_is_explained(tree, item),
            )
        )
    return facts


def _body(reading: Reading, item: Item, block: Item | None, bound: str) -> tuple[str, str, str]:
    """(body, default, default_name)."""
    if block is None:
        return "empty", "", ""
    tree = reading.tree
    doing = [child for child in tree.children(block) if child.kind not in _SKIPPED and child.kind not in STRINGS]
    if not doing:
        commented = any(inner.kind == "comment" for inner in tree.inside(item))
        return ("comment-only" if commented else "empty"), "", ""
    if _has_unseen_statements(block):
        return "handled", "", ""
    last = doing[-1]
    before = doing if last.kind == "call" else doing[:-1]
    only_logs = all(child.kind == "call" and reading.effect(child) == "log" for child in before)
    if last.kind == "raise_statement":
        return ("rethrow" if only_logs else "handled"), "", ""
    if last.kind == "call" and reading.effect(last) == "exit":
        return "exit", "", ""
    if not only_logs:
        return _several(reading, doing, bound)
    if last.kind == "call":
        return "log-only", "", ""
    return _default(reading, last, bound)


def _several(reading: Reading, doing: list[Item], bound: str) -> tuple[str, str, str]:
    """Several defaults one after the other are still a default; anything else handles the error."""
    logged = [child for child in doing if not (child.kind == "call" and reading.effect(child) == "log")]
    judged = [_default(reading, child, bound) for child in logged]
    if judged and all(body == "default" for body, _, _ in judged):
        return judged[-1]
    return "handled", "", ""


def _has_unseen_statements(block: Item) -> bool:
    """A bare name or attribute as a statement: rare, and not among the items."""
    return any(child.type == "expression_statement" and _is_name(child) for child in block.node.named_children[:20])


def _is_name(statement: Node) -> bool:
    return bool(statement.named_children) and statement.named_children[0].type == "identifier"


def _default(reading: Reading, item: Item, bound: str) -> tuple[str, str, str]:
    tree = reading.tree
    if item.kind == "return_statement":
        value = next(iter(item.node.named_children), None)
        if value is None:
            return "default", "nil", ""
    elif item.kind == "assignment" and target_of(tree, item).isidentifier():
        value = item.node.child_by_field_name("right")
    else:
        return "handled", "", ""
    if value is None or _tells_the_caller(tree, value, bound):
        return "handled", "", ""
    shape, name = _default_shape(reading, value)
    return ("default", shape, name) if shape else ("handled", "", "")


def _tells_the_caller(tree: Tree, value: Node, bound: str) -> bool:
    """The error itself or a failing status goes back to the caller."""
    text = tree.slice(value.start_byte, min(value.end_byte, value.start_byte + 2000))
    if bound and re.search(rf"\b{bound}\b", text):
        return True
    if "status" in text and re.search(r"status(_code)?\s*=\s*[45]\d\d|HTTP_[45]\d\d", text):
        return True
    return value.type == "expression_list" and any(
        is_number(part) and tree.of(part)[:1] in "45" for part in value.named_children
    )


def _default_shape(reading: Reading, value: Node) -> tuple[str, str]:
    value = bare(value)
    shape, text = shape_of(reading.tree, value)
    if shape == "call" or shape == "name":
        return shape, reading.names.resolve(text)
    if shape == "array" or shape == "record":
        return ("record" if value.named_children else "empty"), ""
    if shape == "string":
        return ("string" if text else "empty"), ""
    if shape == "number":
        return ("zero" if text.strip("-0.") == "" else "number"), ""
    if shape in ("nil", "true", "false"):
        return shape, ""
    if value.type == "boolean_operator" or value.type == "conditional_expression":
        last = value.named_children[-1] if value.named_children else value
        return _default_shape(reading, last) if last.type not in (value.type,) else ("name", "")
    return ("name", reading.tree.of(value)[:80]) if value.type == "subscript" else ("", "")


def _is_explained(tree: Tree, item: Item) -> bool:
    """A comment with a reason in the handler, on its line, or on the line above."""
    above = tree.line_start(max(tree.line_start(item.start) - 1, 0))
    line_before = tree.slice(above, item.start).strip()
    if line_before.startswith("#") and gives_reason([line_before.splitlines()[0]]):
        return True
    comments = [tree.slice(inner.start, inner.end) for inner in tree.inside(item)[:200] if inner.kind == "comment"]
    return gives_reason(["\n".join(comments)])
