"""`catch` clauses and `.catch(…)` handlers → Catch facts: what is protected, and what becomes of the error."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from prodlint.fact import Catch
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import (
    arguments,
    dotted,
    first_child,
    has_comment,
    is_function,
    last_name,
    mentions,
    statements,
    unwrapped,
    words,
)
from prodlint.languages.ecmascript.values import first_parameter
from prodlint.languages.remarks import gives_reason
from prodlint.languages.summary import effects_of
from prodlint.names import words_of

QUIET = frozenset({"log", "pure", "random"})


@dataclass(slots=True)
class Outcome:
    """What a handler does: Catch.body, and the shape and name of what it puts in place of the result."""

    body: str
    default: str = ""
    name: str = ""
    uses_error: bool = False


def catches(reading: Reading) -> list[Catch]:
    """Every handler of an error, in source order of each style."""
    found = [_clause(reading, node, frame) for node, frame in reading.outline.spots["catch"]]
    found += [_promise(reading, site) for site in reading.sites if last_name(site.callee) == "catch" and site.given]
    return found


def _clause(reading: Reading, node: Node, frame: Frame) -> Catch:
    body = node.child_by_field_name("body")
    parameter = node.child_by_field_name("parameter")
    error = words(parameter) if parameter is not None and parameter.type == "identifier" else ""
    outcome = _outcome_of_block(reading, body, error, frame.closure) if body is not None else Outcome("empty")
    calls = _callees(reading.sites_in(frame.node.start_byte, node.start_byte))
    end = body.start_byte + 1 if body is not None else node.end_byte
    return _catch(reading, node, frame, (node.start_byte, end), "catch", outcome, calls)


def _promise(reading: Reading, site: Site) -> Catch:
    member = site.node.child_by_field_name("function")
    name = member.child_by_field_name("property") if member is not None else None
    start = name.start_byte if name is not None else site.start
    handler = unwrapped(site.given[0])
    outcome = _outcome_of_handler(reading, handler, site.frame)
    body = handler.child_by_field_name("body") if is_function(handler) else None
    end = site.end if body is None else min(body.start_byte + 1, site.end)
    calls = _callees(reading.sites_in(site.start, start))
    return _catch(reading, site.node, site.frame, (start, end), "promise", outcome, calls)


def _callees(sites: list[Site]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(site.callee for site in sites if site.callee and last_name(site.callee) != "catch"))


def _catch(
    reading: Reading,
    node: Node,
    frame: Frame,
    span: tuple[int, int],
    style: str,
    outcome: Outcome,
    calls: tuple[str, ...],
) -> Catch:
    return Catch(
        start=span[0],
        end=span[1],
        region=reading.region(span[0]),
        style=style,
        body=outcome.body,
        calls=calls,
        effects=effects_of(calls, reading.vocabulary),
        default=outcome.default,
        default_name=outcome.name,
        explained=_is_explained(reading, span[0], node),
        uses_error=outcome.uses_error,
    )


def _is_explained(reading: Reading, start: int, node: Node) -> bool:
    """Whether a comment with a reason stands in the handler, or above it; `start` is where the handler begins."""
    inside = reading.text[start : node.end_byte]
    if b"//" in inside or b"/*" in inside:
        comments = reading.comments_in(start, node.end_byte)
        if gives_reason((comment.text or b"").decode(errors="replace") for comment, _ in comments):
            return True
    line = reading.text.rfind(b"\n", max(0, node.start_byte - 400), node.start_byte)
    above = reading.text[max(0, line - 400) : max(0, line)].rpartition(b"\n")[2].strip().decode(errors="replace")
    if not above.startswith(("//", "*", "/*")) or not gives_reason([above]):
        return False
    alone = b"\n" not in reading.text[node.start_byte : start]
    return alone or not reading.vocabulary.words("of_failure").isdisjoint(words_of(above))


def _outcome_of_handler(reading: Reading, handler: Node, frame: Frame) -> Outcome:
    if not is_function(handler):
        return _outcome_of_reference(reading, dotted(handler), frame)
    body = handler.child_by_field_name("body")
    closure = reading.closure_of(handler)
    error = first_parameter(handler)
    if body is None or closure is None:
        return Outcome("empty")
    if body.type == "statement_block":
        return _outcome_of_block(reading, body, error, closure.number)
    return _outcome_of_value(reading, body, error)


def _outcome_of_reference(reading: Reading, name: str, frame: Frame) -> Outcome:
    if name in reading.vocabulary.words("no_operations"):
        return Outcome("empty")
    effect = reading.vocabulary.effect(name)
    if effect == "log":
        return Outcome("log-only", uses_error=True)
    closure = reading.function_named(name, frame.closure)
    if closure is not None and closure.kind != "function_signature":
        return _outcome_of_handler(reading, closure.node, closure.frame)
    return Outcome("handled", uses_error=True)


def _outcome_of_value(reading: Reading, body: Node, error: str) -> Outcome:
    """The outcome of `error => value`."""
    value = unwrapped(body)
    used = _mentions(value, error)
    sites = reading.sites_in(value.start_byte, value.end_byte)
    effects = {site.effect for site in sites}
    shape, name = shape_of(value)
    if shape == "call":
        if effects <= {"log"}:
            return Outcome("log-only", uses_error=used)
        telling = effects & {"notify", "state", "navigate", "exit"}
        return Outcome("handled", "" if telling else "call", "" if telling else name, used)
    if effects - QUIET:
        return Outcome("handled", uses_error=used)
    if shape == "nil":
        return Outcome("empty" if name == "undefined" else "default", "nil")
    if value.type in ("assignment_expression", "augmented_assignment_expression", "throw_expression"):
        return Outcome("handled", uses_error=used)
    return Outcome("handled" if used else "default", _default_shape(value), name, used)


def _outcome_of_block(reading: Reading, block: Node, error: str, closure: int) -> Outcome:
    steps = statements(block)
    doing = [step for step in steps if not _passes(step)]
    if not doing:
        return Outcome("comment-only" if has_comment(block) else "empty")
    used = _mentions(block, error)
    start, end = block.start_byte, block.end_byte
    if any(start <= node.start_byte < end for node, _ in reading.throws.get(closure, ())):
        return Outcome("rethrow", uses_error=used)
    sites = reading.sites_in(start, end)
    effects = {site.effect for site in sites}
    if "exit" in effects:
        return Outcome("exit", uses_error=used)
    values = [value for value in reading.returns.get(closure, ()) if start <= value.start_byte < end]
    if any(reading.is_response(site.node) for site in sites):
        return Outcome("handled", uses_error=used)
    return _outcome_of_steps(reading, doing, values, effects, error, used)


def _passes(step: Node) -> bool:
    """`return`, `continue` and `break` without a value."""
    kind = step.type
    if kind in ("continue_statement", "break_statement"):
        return True
    return kind == "return_statement" and step.named_child_count == 0


def _outcome_of_steps(
    reading: Reading, steps: list[Node], values: list[Node], effects: set[str], error: str, used: bool
) -> Outcome:
    settings = [step for step in steps if not _only_logs(reading, step)]
    if not settings:
        return Outcome("log-only", uses_error=used)
    first = settings[0]
    replaced = unwrapped(values[-1]) if values else _replacement(reading, first)
    shape, name = (_default_shape(replaced), shape_of(replaced)[1]) if replaced is not None else ("", "")
    simple = len(settings) == 1 and first.type == "return_statement"
    if simple and replaced is not None and not _mentions(replaced, error):
        telling = effects & {"notify", "state", "navigate"}
        return Outcome("handled" if telling else "default", shape, name, used)
    if effects - QUIET or replaced is None or _mentions(replaced, error):
        return Outcome("handled", shape, name, used)
    return Outcome("default", shape, name, used)


def _only_logs(reading: Reading, step: Node) -> bool:
    if _passes(step):
        return True
    if step.type not in ("expression_statement", "if_statement"):
        return False
    if step.type == "expression_statement":
        inner = first_child(step)
        if inner is None or unwrapped(inner).type != "call_expression":
            return False
    sites = reading.sites_in(step.start_byte, step.end_byte)
    if step.type == "if_statement" and (b"=" in (step.text or b"") or b"return" in (step.text or b"")):
        return False
    return bool(sites) and {site.effect for site in sites} <= QUIET


def _replacement(reading: Reading, step: Node) -> Node | None:
    """The value a step returns, assigns or hands to a state setter."""
    inner = first_child(step)
    if inner is None:
        return None
    if step.type == "return_statement":
        return unwrapped(inner)
    if step.type != "expression_statement":
        return None
    inner = unwrapped(inner)
    if inner.type == "assignment_expression":
        right = inner.child_by_field_name("right")
        return unwrapped(right) if right is not None else None
    site = reading.site_of(inner)
    if site is not None and site.effect == "state":
        given = arguments(inner)
        return unwrapped(given[0]) if given else None
    return None


def _default_shape(value: Node) -> str:
    """Catch.default for a value put in place of the result."""
    shape, text = shape_of(value)
    if shape in ("record", "array"):
        return "record" if value.named_child_count else "empty"
    if shape == "string":
        return "string" if text else "empty"
    if shape == "number":
        return "zero" if text.strip("0.-") == "" else "number"
    return "name" if shape == "other" else shape


def _mentions(node: Node, name: str) -> bool:
    return bool(name) and mentions(node.text or b"", name)
