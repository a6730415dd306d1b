"""Route and navigation facts: what a web framework is told to serve, and what is linked or redirected to."""

from __future__ import annotations

from prodlint.fact import Navigation, Route
from prodlint.languages.python.classes import decorator_items, name_of
from prodlint.languages.python.literals import STRINGS, argument_at, bare, callee_text, interpolates, string_value
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item

_EXTERNAL = ("http:", "https:", "//", "mailto:", "tel:", "data:")


def route_facts(reading: Reading) -> list[Route]:
    """One fact for each decorated view, and for each `path(…)` of a table of addresses."""
    framework = next((name for name in sorted(reading.vocabulary.words("route-frameworks")) if _imports(reading, name)), "")
    if not framework:
        return []
    return _decorated(reading, framework) + _listed(reading, framework)


def _imports(reading: Reading, framework: str) -> bool:
    return reading.names.imports_any(frozenset({framework}))


def _decorated(reading: Reading, framework: str) -> list[Route]:
    found = []
    for view in reading.tree.kinds["function_definition"]:
        for decorator in decorator_items(reading.tree, view):
            call = next((item for item in reading.tree.children(decorator) if item.kind == "call"), None)
            method = reading.names.callee(call).rpartition(".")[2] if call is not None else ""
            path = _literal(reading, call, 0, "path") if call is not None else None
            if call is not None and path is not None and method in reading.vocabulary.words("route-decorators"):
                name = _literal(reading, call, -1, "endpoint") or _literal(reading, call, -1, "name")
                found.append(_route(reading, call, framework, path, name or name_of(reading.tree, view)))
    return found


def _listed(reading: Reading, framework: str) -> list[Route]:
    found = []
    for call in reading.tree.kinds["call"]:
        path = _literal(reading, call, 0, "route")
        if path is not None and reading.names.callee(call) in reading.vocabulary.words("route-makers"):
            found.append(_route(reading, call, framework, path, _literal(reading, call, 3, "name") or ""))
    return found


def _route(reading: Reading, call: Item, framework: str, path: str, name: str) -> Route:
    view = argument_at(reading.tree, call.node, 1, "view")
    return Route(
        start=call.start,
        end=call.end,
        region=reading.region(call),
        framework=framework,
        path=path,
        name=name,
        target=callee_text(reading.tree, view) if view is not None else name,
        form="page",
    )


def navigation_facts(reading: Reading) -> list[Navigation]:
    """One fact for each call that leads to a route by a literal name or path."""
    words = reading.vocabulary.words
    found = []
    for call in reading.tree.kinds["call"]:
        callee = reading.names.callee(call)
        by_name, redirects = callee in words("names-a-route"), callee in words("redirects")
        node = argument_at(reading.tree, call.node, 0, "url" if redirects else "endpoint") if by_name or redirects else None
        if node is None or bare(node).type not in STRINGS or interpolates(bare(node)):
            continue
        target = string_value(reading.tree, bare(node))
        is_path = target.startswith("/")
        if by_name or is_path or callee in words("redirects-by-name"):
            found.append(_navigation(reading, call, callee, target, "path" if is_path else "name"))
    found += _rendered(reading)
    return [each for each in found if each.target and not each.target.startswith(_EXTERNAL)]


def _rendered(reading: Reading) -> list[Navigation]:
    """One fact for each call that shows a page of a template's file, or one that a script draws."""
    first, second = (reading.vocabulary.words(f"renders-a-template-{place}") for place in ("first", "second"))
    first |= reading.vocabulary.words("shows-a-script")
    found = []
    for call in reading.tree.kinds["call"]:
        callee = reading.names.callee(call)
        if callee in first or callee in second:
            node = argument_at(reading.tree, call.node, int(callee in second), "template_name")
            if node is not None and node.type in STRINGS and not interpolates(node):
                found.append(_navigation(reading, call, callee, string_value(reading.tree, node), "template"))
    return found


def _navigation(reading: Reading, call: Item, callee: str, target: str, form: str) -> Navigation:
    return Navigation(start=call.start, end=call.end, region=reading.region(call), target=target, form=form, via=callee)


def _literal(reading: Reading, call: Item, position: int, label: str) -> str | None:
    node = argument_at(reading.tree, call.node, position, label)
    return string_value(reading.tree, node) if node is not None and node.type in STRINGS else None
