"""The fields of facts that hold one of a few fixed words: what rule files are checked against, and what docs/facts.md lists.

`prodlint.fact` says in words what each of them means.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from prodlint.vocabulary import CONTROL_KINDS, EFFECTS, ROLES

BODIES = (
    *("absent", "empty", "comment-only", "log-only", "ask-only", "notify-only"),
    *("unimplemented", "constant", "real"),
)
SHAPES = (
    *("", "string", "number", "true", "false", "nil", "array", "record", "call", "name", "other"),
    *("closure", "empty-closure", "spread"),
)
HANDLERS = (
    *("wired", "delegated", "empty", "comment-only", "log-only", "notify-only", "prevent-default-only"),
    *("missing", "disabled", "system"),
)
REGIONS = ("debug", "development", "main-guard", "preview", "simulator", "test", "type-checking")

CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("assertion", "flaw"): ("incomplete", "uncalled", "not-awaited", "tuple", "compared", "made-up"),
        ("callback", "used"): ("dropped", "used"),
        ("catch", "body"): ("empty", "comment-only", "log-only", "default", "rethrow", "exit", "handled"),
        ("catch", "default"): (*("", "nil", "empty", "zero", "number", "false", "true", "string", "record", "name", "call"),),
        ("catch", "effects"): EFFECTS,
        ("catch", "style"): ("catch", "except", "promise", "try?", "suppress", "failure", "task", "discarded"),
        ("comment", "attached"): ("", "function", "type", "statement", "catch", "empty-block"),
        ("comment", "kind"): ("line", "block", "doc", "header"),
        ("connection", "form"): ("action", "outlet"),
        ("connection", "side"): ("document", "code"),
        ("control", "handler"): HANDLERS,
        ("control", "kind"): CONTROL_KINDS,
        ("declaration", "kind"): ("type", "variable", "constant", "property", "parameter"),
        ("declaration", "shape"): SHAPES,
        ("delay", "effects"): EFFECTS,
        ("delay", "style"): ("await", "block", "callback"),
        ("draw", "use"): ("bound", "returned", "argument", "decision", "element", "text", "other"),
        ("endpoint", "form"): ("route", "mount", "app", "router", "open", "global"),
        ("env-read", "missing"): ("default", "checked", "schema", "kept", "used", "raises"),
        ("fallback", "shape"): SHAPES,
        ("fallback", "style"): ("operator", "guard", "missing", "chosen"),
        ("floating", "style"): ("chain", "await"),
        ("function", "body"): BODIES,
        ("function", "effects"): EFFECTS,
        ("function", "kind"): ("function", "method", "initializer", "closure", "accessor", "handler"),
        ("function", "returns"): ("", "literal", "record", "choice", "mixed", "computed"),
        ("navigation", "form"): ("path", "name", "template"),
        ("presentation", "closed"): ("state", "part", "system", "outside", "never", "unknown"),
        ("presentation", "kind"): ("sheet", "dialog", "alert", "drawer", "popover", "cover", "window"),
        ("presentation", "opened"): ("state", "initially", "trigger", "outside", "call", "never", "unknown"),
        ("records", "holder"): ("module", "local", "property", "state", "parameter", "return", "argument"),
        ("records", "shape"): ("records", "tuples", "calls", "texts", "numbers", "record"),
        ("region", "name"): REGIONS,
        ("request", "method"): ("", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"),
        ("request", "response"): ("checked", "read", "dropped", "passed", "raises"),
        ("resource", "kind"): ("timer", "listener", "observer", "handle", "closure", "delegate", "task", "request"),
        ("resource", "place"): ("mount", "render", "module", "function"),
        ("resource", "released"): ("released", "other-reference", "other-target", "other-phase", "never", "unknown"),
        ("route", "form"): ("page", "nested", "prefix", "catch-all", "redirect"),
        ("state", "shape"): SHAPES,
        ("test", "body"): BODIES,
        ("test", "flaw"): ("", "any-outcome", "in-handler", "own-mock"),
        ("test", "framework"): ("xctest", "swift-testing", "quick", "jest", "pytest", "unittest"),
        ("test", "kind"): ("case", "suite"),
        ("test", "skipped"): ("", "always", "conditional", "todo"),
        ("text", "role"): ROLES,
    }
)
"""(kind of fact, field) → all that the field can hold, or for a field of several texts what each of them can be."""


def choices_of(kind: str, field: str) -> tuple[str, ...]:
    """What a field can hold; empty where it is not one of a few words."""
    return (*REGIONS, "") if field == "region" else CHOICES.get((kind, field), ())
