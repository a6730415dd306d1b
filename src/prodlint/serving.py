"""A file → what it says of the paths that a server serves, and where the addresses of its clients begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prodlint.candidate import Served
from prodlint.fact import Endpoint
from prodlint.rewriting import proxied, rewritten
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary
from prodlint.webpaths import base_in

SETTINGS = "tool-config"
TABLE = "urlpatterns"
NAME = re.compile(r"[\w$]+")


def makes_endpoints(text: bytes, vocabulary: Vocabulary) -> bool:
    """Whether a file's text may say what a server serves: only then is it parsed for that."""
    return _has_a_word(text, vocabulary, "serving") and _says(text, vocabulary, "serving-code")


def served_by(source: Source, endpoints: Iterable[Endpoint]) -> tuple[Served, ...]:
    """The endpoints of a file that ship, as Crossing.served has them."""
    return tuple(
        Served(
            form=each.form,
            router=each.router,
            method=each.method,
            path=each.path,
            target=each.target,
            line=source.line_index(each.start) + 1,
        )
        for each in endpoints
        if not each.region
    )


def served_unseen(text: bytes, vocabulary: Vocabulary, role: str) -> tuple[Served, ...]:
    """What a file's text says of paths that no route of the source shows."""
    unseen = _has_a_word(text, vocabulary, "serving") and _says(text, vocabulary, "serves-anything")
    found = [Served(form="open")] if unseen else []
    found += _versions(text, vocabulary)
    if _says(text, vocabulary, "paths-rewritten" if role == SETTINGS else "path-rewritten"):
        found.append(Served(form="open"))
    if role == SETTINGS:
        found += _handed_on(text, vocabulary)
    found += [Served(form="root", target=f"{module}#{TABLE}") for module in _roots(text, vocabulary)]
    found += [Served(form="method", method=method) for method in sorted(_methods(text, vocabulary))]
    return tuple(found)


def _handed_on(text: bytes, vocabulary: Vocabulary) -> Iterator[Served]:
    """What settings of a build tool or framework hand to another path or host."""
    said = text.decode("utf-8", "replace")
    if _says(text, vocabulary, "proxying"):
        yield from proxied(said, vocabulary)
    if _says(text, vocabulary, "rewriting"):
        yield from rewritten(said, vocabulary)


def _methods(text: bytes, vocabulary: Vocabulary) -> set[str]:
    pattern = vocabulary.bytes_pattern("exported-method")
    return {found[1].decode() for found in pattern.finditer(text)} if pattern else set()


def _versions(text: bytes, vocabulary: Vocabulary) -> Iterator[Served]:
    """The version that stands before the paths of controllers; anything where that is not said."""
    told, asked = vocabulary.bytes_pattern("default-version"), vocabulary.bytes_pattern("versioning")
    for found in asked.finditer(text) if told and asked else ():
        version = told.match(text, found.start()) if told else None
        yield Served(form="version", path=f"v{version[1].decode()}") if version else Served(form="open")


def _roots(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """The modules whose table of addresses is that of a whole server, by its settings."""
    pattern = vocabulary.bytes_pattern("root-table")
    for found in pattern.finditer(text) if pattern else ():
        yield found[1].decode("utf-8", "replace")


def origins_of(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Names of bases and clients with the path at which they begin, as Crossing.origins has them, sorted."""
    if not _has_a_word(text, vocabulary, "client-bases"):
        return ()
    known = dict(_bases(text, vocabulary))
    known.update(_clients(text, vocabulary, known))
    pattern = vocabulary.bytes_pattern("exported-as-default")
    for found in pattern.finditer(text) if pattern else ():
        name = next(part for part in found.groups() if part is not None).decode("utf-8", "replace")
        if name in known:
            known["default"] = known[name]
    return tuple(sorted(f"{name} {base}" for name, base in known.items()))


def _bases(text: bytes, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    pattern = vocabulary.bytes_pattern("own-base")
    for found in pattern.finditer(text) if pattern else ():
        base = base_in(found[2].decode("utf-8", "replace"))
        if base is not None:
            yield found[1].decode("utf-8", "replace"), base


def _clients(text: bytes, vocabulary: Vocabulary, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    pattern, inside = vocabulary.bytes_pattern("own-client"), vocabulary.bytes_pattern("base-of-client")
    if pattern is None or inside is None:
        return
    for found in pattern.finditer(text):
        told = inside.search(found[2])
        expression = (
            next((part for part in told.groups() if part is not None), b"").decode("utf-8", "replace").strip() if told else ""
        )
        base = known.get(expression) if NAME.fullmatch(expression) else base_in(expression)
        if told is None and b"..." not in found[2]:
            base = ""
        if base is not None:
            yield found[1].decode("utf-8", "replace"), base


def _has_a_word(text: bytes, vocabulary: Vocabulary, name: str) -> bool:
    return any(word.encode() in text for word in vocabulary.words(name))


def _says(text: bytes, vocabulary: Vocabulary, name: str) -> bool:
    pattern = vocabulary.bytes_pattern(name)
    return pattern is not None and pattern.search(text) is not None
