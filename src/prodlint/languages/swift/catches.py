"""What Swift code does about errors: `catch`, `try?` and `case .failure`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Catch
from prodlint.languages.remarks import gives_reason
from prodlint.languages.summary import HARMLESS
from prodlint.languages.swift.bodies import bound_values, doings
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import CALLS, COMMENTS
from prodlint.languages.swift.values import literal_text, shape

_OPTIONAL_TRY = re.compile(rb"try\s*\?")
_TRANSFER = re.compile(rb"(return|throw|break|continue|fallthrough)\b")
_TYPES = re.compile(r"(?:\b(?:as|is)\s+([\w.]+))|^(?:let\s+)?([\w]*\.?[A-Z]?[\w]*\.[\w.]+)")
_EMPTIES = re.compile(r"(?:clear|reset|empty)(?=[A-Z])")
_MOST_CALLS = 200
_MOST_COMMENTS = 50
_ZEROES = frozenset({"0", "0.0", "-1"})


def catch_facts(reading: Reading) -> Iterator[Catch]:
    """The Catch facts of a file."""
    for node in reading.tree.of("catch_block"):
        yield _catch(reading, node)
    for node in reading.tree.of("switch_entry"):
        if _is_failure(reading, node):
            yield _failure(reading, node)
    for node in reading.tree.of("try_expression"):
        if _OPTIONAL_TRY.match(reading.tree.text, reading.tree.starts[node]):
            yield _optional_try(reading, node)


def _catch(reading: Reading, node: int) -> Catch:
    tree = reading.tree
    pattern = tree.child(node, "pattern")
    head_end = tree.text.find(b"{", tree.ends[pattern] if pattern >= 0 else tree.starts[node], tree.ends[node]) + 1
    text = tree.slice(pattern) if pattern >= 0 else ""
    bound = re.search(r"\blet\s+(\w+)", text)
    around = tree.parents[node]
    protected = [call for call in reading.calls_within(around)[:_MOST_CALLS] if call < node] if around >= 0 else []
    calls, effects = doings(reading, protected)
    body, default, name = _judged(reading, tree.statements(node), tree.has_comment(node))
    return Catch(
        start=tree.starts[node],
        end=max(head_end, tree.starts[node] + 5),
        region=reading.region_of(node),
        style="catch",
        body=body,
        types=tuple(next(filter(None, found)) for found in _TYPES.findall(text) if any(found)),
        calls=calls,
        effects=effects,
        default=default,
        default_name=name,
        explained=is_explained(reading, node),
        uses_error=_mentions(reading, node, bound[1] if bound else "error"),
    )


def _calls_of(reading: Reading, expression: int) -> list[int]:
    lone = [expression] if expression in reading.callees else []
    return lone + reading.calls_within(expression)[:_MOST_CALLS]


def _is_failure(reading: Reading, node: int) -> bool:
    tree = reading.tree
    pattern = tree.child(node, "switch_pattern")
    return pattern >= 0 and tree.slice(pattern).startswith((".failure", "Result.failure", "let .failure"))


def _failure(reading: Reading, node: int) -> Catch:
    tree = reading.tree
    pattern = tree.child(node, "switch_pattern")
    bound = re.search(r"\blet\s+\.?(\w+)(?:\((\w+))?", tree.slice(pattern))
    subject = next(iter(tree.parts(tree.parents[node])), -1)
    calls, effects = doings(reading, _calls_of(reading, subject) if subject >= 0 else [])
    body, default, name = _judged(reading, tree.statements(node), tree.has_comment(node))
    return Catch(
        start=tree.starts[node],
        end=tree.ends[pattern],
        region=reading.region_of(node),
        style="failure",
        body=body,
        calls=calls,
        effects=effects,
        default=default,
        default_name=name,
        explained=is_explained(reading, node),
        uses_error=_mentions(reading, node, (bound[2] or bound[1]) if bound else ""),
    )


def _optional_try(reading: Reading, node: int) -> Catch:
    tree = reading.tree
    calls, effects = doings(reading, _calls_of(reading, node))
    outer = tree.wrapped(node)
    above = tree.parents[outer]
    while above >= 0 and tree.kinds[above] == "tuple_expression" and len(tree.parts(above)) == 1:
        above = tree.parents[above]
    default, name = "nil", ""
    if above >= 0 and tree.kinds[above] == "nil_coalescing_expression":
        default, name = _default_of(reading, tree.parts(above)[-1])
    elif _is_discarded(reading, outer):
        default = ""
    operator = _OPTIONAL_TRY.match(tree.text, tree.starts[node])
    return Catch(
        start=tree.starts[node],
        end=operator.end() if operator else tree.ends[node],
        region=reading.region_of(node),
        style="try?",
        body="default" if default else "empty",
        calls=calls,
        effects=effects,
        default=default,
        default_name=name,
        explained=is_explained(reading, node),
    )


def _is_discarded(reading: Reading, node: int) -> bool:
    tree = reading.tree
    if tree.kind_above(node) == "assignment":
        return tree.slice(tree.parents[node] + 1) == "_"
    is_one_of_many = tree.kind_above(node) == "statements" and len(tree.parts(tree.parents[node])) > 1
    return is_one_of_many or _is_lone_act(reading, node)


def _is_lone_act(reading: Reading, node: int) -> bool:
    tree = reading.tree
    above = tree.parents[node]
    is_lone = above >= 0 and tree.kinds[above] == "statements"
    return is_lone and tree.kind_above(above) in ("function_body", "source_file", "for_statement", "while_statement")


def _judged(reading: Reading, statements: list[int], has_comment: bool) -> tuple[str, str, str]:
    """The body word, and the shape and name of the default that is given instead."""
    tree = reading.tree
    doing = [node for node in statements if not _is_jump(reading, node)]
    if not doing:
        return ("comment-only" if has_comment and not statements else "empty"), "", ""
    last = doing[-1]
    if _transfer(reading, last) == "throw":
        return "rethrow", "", ""
    if all(_only_logs(reading, node) for node in doing):
        return "log-only", "", ""
    if all(_only_logs(reading, node) or _only_empties(reading, node) for node in doing):
        return "default", "empty", ""
    call = tree.unwrapped(last)
    if tree.kinds[call] in CALLS and reading.effect(call) == "exit":
        return "exit", "", ""
    given = [node for node in doing if not _only_logs(reading, node)]
    if any(_given(reading, node) < 0 or _tells(reading, node) for node in given):
        return "handled", "", ""
    default, name = _default_of(reading, _given(reading, given[-1]))
    return ("default", default, name) if default else ("handled", "", "")


def _tells(reading: Reading, node: int) -> bool:
    """Whether a statement makes the error known: it assigns to a message or alert, sets a flag, or hands on the error."""
    tree = reading.tree
    value = _given(reading, node)
    if _mentions(reading, value, "error") or not _default_of(reading, value)[0]:
        return True
    if tree.kinds[node] != "assignment":
        return False
    target = tree.slice(node + 1)[:80].lower()
    return tree.slice(value) == "true" or any(word in target for word in reading.vocabulary.words("telling_names"))


def _transfer(reading: Reading, node: int) -> str:
    if reading.tree.kinds[node] != "control_transfer_statement":
        return ""
    found = _TRANSFER.match(reading.tree.text, reading.tree.starts[node])
    return found[1].decode() if found else ""


def _is_jump(reading: Reading, node: int) -> bool:
    word = _transfer(reading, node)
    return word in ("break", "continue", "fallthrough") or (word == "return" and not reading.tree.parts(node))


def _only_logs(reading: Reading, node: int) -> bool:
    tree = reading.tree
    if tree.kinds[node] == "property_declaration":
        return all(
            value < 0 or not any(reading.effect(call) not in HARMLESS for call in reading.calls_within(value))
            for _, value in bound_values(reading, node)
        )
    call = tree.unwrapped(node)
    return tree.kinds[call] in CALLS and reading.effect(call) == "log"


def _only_empties(reading: Reading, node: int) -> bool:
    """Whether a statement only takes away what is shown: `clearTotals()`."""
    call = reading.tree.unwrapped(node)
    is_call = reading.tree.kinds[call] in CALLS and not reading.arguments(call)
    return is_call and _EMPTIES.match(reading.callees[call].rpartition(".")[2]) is not None


def _given(reading: Reading, node: int) -> int:
    """What a statement returns or assigns, -1 for another statement."""
    tree = reading.tree
    parts = tree.parts(node)
    if _transfer(reading, node) == "return" and parts:
        return parts[0]
    return parts[1] if tree.kinds[node] == "assignment" and len(parts) == 2 else -1


def _default_of(reading: Reading, value: int) -> tuple[str, str]:
    """The shape of a default as in Catch.default and its name or callee; ("", "") for an error handed on."""
    tree = reading.tree
    kind, text = shape(reading, value)
    value = tree.unwrapped(value)
    if kind == "call" and _hands_on_error(reading, value):
        return "", ""
    if kind in ("array", "record"):
        return ("empty", "") if not tree.parts(value) else ("record", "")
    if kind == "string":
        return ("string", "") if text else ("empty", "")
    if kind == "number":
        return ("zero", "") if text in _ZEROES else ("string", "")
    if kind == "name":
        is_member = tree.kinds[value] == "prefix_expression"
        return ("", "") if is_member else ("name", text)
    if kind in ("nil", "true", "false"):
        return kind, ""
    if literal_text(reading, value) is None and kind == "call":
        return "call", text
    return "", ""


def _hands_on_error(reading: Reading, call: int) -> bool:
    """Whether a value speaks of the error: `.failure(error)`, `Result(success: false, message: error.localizedDescription)`."""
    return _mentions(reading, call, "error") or reading.callees[call].rpartition(".")[2] in reading.vocabulary.words(
        "failure_values"
    )


def _mentions(reading: Reading, node: int, name: str) -> bool:
    tree = reading.tree
    statements = tree.child(node, "statements")
    start = statements if statements >= 0 else node
    wanted = name.encode()
    return bool(name) and any(
        tree.kinds[inner] == "simple_identifier" and tree.text[tree.starts[inner] : tree.ends[inner]] == wanted
        for inner in range(start, tree.after[node])
    )


def is_explained(reading: Reading, node: int) -> bool:
    """Whether a comment of more than three words stands in the handler, before it or behind it on its line."""
    tree = reading.tree
    inside = tree.within(tree.comments, node)[:_MOST_COMMENTS]
    beside = [near for near in (node - 1, tree.after[node]) if 0 <= near < len(tree.kinds) and tree.kinds[near] in COMMENTS]
    start, end = tree.starts[node], tree.ends[node]
    near = [
        comment
        for comment in beside
        if tree.text.count(b"\n", min(tree.ends[comment], start), max(tree.starts[comment], start)) <= 1
        and b"\n" not in tree.text[end : tree.starts[comment]]
    ]
    return gives_reason(tree.slice(comment) for comment in (*inside, *near))
