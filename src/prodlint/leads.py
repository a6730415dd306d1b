"""Where the routes of a file lead, and what its text says of pages that no route shows: Crossing.pages."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.candidate import ANYTHING, BASED, ENDING, NAMED, PAGE
from prodlint.fact import FLOATING, Route
from prodlint.gates import gates_of, says
from prodlint.vocabulary import Vocabulary


def makes_pages(text: bytes, vocabulary: Vocabulary) -> bool:
    """Whether a file's text has a word without which it makes no routes of an app: only then is it parsed for them."""
    return _may_route(text, vocabulary) and says(text, vocabulary, "routing-code")


def pages_of(routes: Iterable[Route]) -> tuple[str, ...]:
    """Where the routes of a file lead, as Crossing.pages has it, sorted."""
    routes = list(routes)
    named = {f"{NAMED} {route.framework} {route.name}" for route in routes if route.name}
    return tuple(sorted(named | {_page(route) for route in routes if route.form != "catch-all"}))


def unread_pages(path: str, text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a file's text says about pages that no route of the source shows."""
    if says(path.encode("utf-8", "replace"), vocabulary, "routes-settings"):
        return (f"{ANYTHING} ",) if says(text, vocabulary, "routes-rewritten") else ()
    if not _may_route(text, vocabulary):
        return ()
    said = ((ANYTHING, "routes-made"), (BASED, "routes-based"))
    return tuple(f"{word} " for word, pattern in said if says(text, vocabulary, pattern))


def _may_route(text: bytes, vocabulary: Vocabulary) -> bool:
    return "routing" in gates_of(vocabulary).opened(text)


def _page(route: Route) -> str:
    path = route.whole
    if route.form == "computed" or (route.form == "prefix" and not path.strip(f"/*{FLOATING}")):
        return f"{ANYTHING} {route.framework}"
    word = ENDING if path.startswith(FLOATING) else PAGE
    path = path.removeprefix(FLOATING).strip("/")
    if route.form == "prefix" and not path.endswith("*"):
        path += "/*"
    return f"{word} {route.framework} {path}"
