"""Call sites → Call facts with the shapes of their arguments."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Argument, Call
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.shapes import is_empty_function, shape_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.tree import is_function, unwrapped, words


def calls(reading: Reading) -> list[Call]:
    """Every call and `new` with a name, in source order."""
    return [_call(reading, site) for site in reading.sites if site.callee]


def _call(reading: Reading, site: Site) -> Call:
    frame = site.frame
    awaited = frame.kind == "await_expression"
    around = frame.outer if awaited and frame.outer is not None else frame
    return Call(
        start=site.start,
        end=site.end,
        region=reading.region(site.start),
        callee=site.callee,
        arguments=tuple(argument_of(given) for given in site.given),
        awaited=awaited,
        used=around.kind != "expression_statement",
    )


def argument_of(given: Node) -> Argument:
    """One argument as a Call fact stores it."""
    kind = given.type
    if kind == "identifier":
        text = words(given)
        return Argument("", "nil" if text == "undefined" else "name", text)
    if kind == "spread_element":
        return Argument("", "spread")
    if is_function(given):
        return Argument("", "empty-closure" if is_empty_function(given) else "closure")
    shape, value = shape_of(unwrapped(given))
    return Argument("", shape, value[:200])
