"""Where the routes of a file lead, and what its text says of pages that no route shows: Crossing.pages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from prodlint.candidate import ANYTHING, BASED, ENDING, NAMED, PAGE, RENAMED
from prodlint.fact import FLOATING, Route
from prodlint.gates import gates_of, says
from prodlint.vocabulary import Vocabulary

REGEX = re.compile(r"[^/]*\(.*")
"""From the part of a path on that asks for more than its shape."""


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
        return (f"{ANYTHING} ",) if says(text, vocabulary, "routes-rewritten") else _renamed(text, vocabulary)
    if not _may_route(text, vocabulary):
        return ()
    said = ((ANYTHING, "routes-made"), (BASED, "routes-based"))
    return tuple(f"{word} " for word, pattern in said if says(text, vocabulary, pattern))


def _renamed(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The paths to which settings give a second name, sorted: anything where one of them cannot be read."""
    pattern, shown = vocabulary.bytes_pattern("renamed-path"), vocabulary.bytes_pattern("renamed-to")
    if pattern is None or shown is None or not says(text, vocabulary, "routes-renamed"):
        return ()
    paths = [found[1] or found[2] for found in pattern.finditer(text)]
    is_read = bool(paths) and None not in paths and len(paths) == len(shown.findall(text))
    if not is_read or says(text, vocabulary, "renamed-unseen"):
        return (f"{ANYTHING} ",)
    plain = (path.decode("utf-8", "replace").strip("/") for path in paths if path)
    return tuple(sorted({f"{RENAMED} next {REGEX.sub('*', path)}" for path in plain}))


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
