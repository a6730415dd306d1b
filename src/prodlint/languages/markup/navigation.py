"""Links of templates to a literal path or name of a route → Navigation facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Navigation
from prodlint.languages.markup.document import Attribute, Document, Element
from prodlint.languages.markup.words import BRACED, DOUBLE, label_of
from prodlint.vocabulary import Vocabulary

ROUTERS = {"vue": "vue-router", "svelte": "sveltekit", "angular": "angular"}
"""Toolkit → what finds the pages of its apps."""
TEXT = r"'[^'\\\n]{0,200}'|\"[^\"\\\n]{0,200}\"|`[^`\\]{0,200}`"
OBJECT = r"\{[^{}]{0,300}(?:\{[^{}]{0,300}\}[^{}]{0,300}){0,4}\}"
LITERAL = re.compile(r"\s*(?:'([^'\\]*)'|\"([^\"\\]*)\"|`([^`\\]*)`)\s*(\+.*)?", re.DOTALL)
SUBSTITUTED = re.compile(r"\$\{[^{}]*\}")
LISTED = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
NAMED = re.compile(r"[{,]\s*name\s*:\s*(['\"])([^'\"\\]+)\1\s*[,}]")
PATHED = re.compile(r"[{,]\s*path\s*:\s*([^,}]*(?:\{[^}]*\}[^,}]*)*)[,}]")
COMPUTED_NAME = re.compile(r"^:|^v-bind:|^\[.*\]$")
BARE_NAME = re.compile(r"^(?::|v-bind:|\[(?:attr\.)?)|\]$")
SLASHES = re.compile(r"/{2,}")
RAW = re.compile(r"\{%-?\s*(?:verbatim|raw)\b")
LONGEST_STATEMENT = 400
LONGEST_VALUE = 1000
MOST_PARTS = 12


def navigation(document: Document, vocabulary: Vocabulary, toolkit: str) -> list[Navigation]:
    """A fact for everything in a template that leads to an absolute path of the same app, or to a route by its name."""
    found = [*_links(document, vocabulary, toolkit), *_calls(document, vocabulary, toolkit)]
    found += _named_by_a_server(document, vocabulary)
    return sorted(found, key=lambda each: each.start)


def _calls(document: Document, vocabulary: Vocabulary, toolkit: str) -> Iterator[Navigation]:
    """What the code of an attribute asks its router for: `@click="$router.push('/orders')"`."""
    router = ROUTERS.get(toolkit, "")
    callers = "|".join(map(re.escape, sorted(vocabulary.words("template-route-callers")))) if router else ""
    if not callers:
        return
    called = re.compile(rf"(?<![\w.$])({callers})\(\s*({TEXT}|{OBJECT})\s*[,)]")
    for element in document.elements:
        for attribute in element.attributes.values():
            for found in called.finditer(attribute.value or "") if "(" in (attribute.value or "") else ():
                target, form = _asked(found[2])
                if form == "name" or (target.startswith("/") and not target.startswith("//")):
                    label = label_of(document, element)
                    yield _fact(attribute.start, attribute.end, target, form, found[1], router, label)


def _links(document: Document, vocabulary: Vocabulary, toolkit: str) -> Iterator[Navigation]:
    routers = {name: vocabulary.words(f"{name}-link-attributes") for name in ("vue-router", "angular", "sveltekit")}
    router = ROUTERS.get(toolkit, toolkit)
    attributes, leaving = routers.get(router, frozenset()), vocabulary.words("leaves-the-app")
    if not attributes:
        return
    for element in document.elements:
        if (
            not leaving.isdisjoint(element.attributes)
            or "external" in element.text_of("rel")
            or _leaves_the_app(element, router)
        ):
            continue
        for name, attribute in element.attributes.items():
            if BARE_NAME.sub("", name) in attributes:
                target, form = _target(attribute, document.braces)
                if form == "name" or (target.startswith("/") and not target.startswith("//")):
                    label = label_of(document, element)
                    yield _fact(attribute.start, attribute.end, target, form, element.tag, router, label)


def _leaves_the_app(element: Element, router: str) -> bool:
    """Whether a link is one that only some routers follow: a plain one of Vue or Angular loads a page."""
    return router == "sveltekit" and element.tag != "a"


def _target(attribute: Attribute, braces: bool) -> tuple[str, str]:
    """(literal, its form as in Navigation), ("", "path") where it is computed."""
    value = (attribute.value or "")[:LONGEST_VALUE]
    if not attribute.braced and not COMPUTED_NAME.match(attribute.name):
        return SLASHES.sub("/", (BRACED if braces else DOUBLE).sub("{}", value.strip())) if "{%" not in value else "", "path"
    listed = LISTED.fullmatch(value)
    if listed is not None:
        parts = [
            _literal(part) or (part.strip() if part.strip().isdigit() else "{}") for part in listed[1].split(",")[:MOST_PARTS]
        ]
        return SLASHES.sub("/", "/".join(parts)), "path"
    return _asked(value)


def _asked(code: str) -> tuple[str, str]:
    """The same for the code of a destination: a text, or an object with the name or the path of a route."""
    if code.lstrip().startswith("{"):
        named, pathed = NAMED.search(code), PATHED.search(code)
        return (named[2], "name") if named else (_literal(pathed[1]) if pathed else "", "path")
    return _literal(code), "path"


def _literal(code: str) -> str:
    """What a literal says, with `{}` for what is computed in it or behind it; "" for anything else."""
    found = LITERAL.fullmatch(code)
    if found is None:
        return ""
    text = next(part for part in found.groups()[:3] if part is not None)
    return SUBSTITUTED.sub("{}", text) + ("{}" if found[4] else "")


def _named_by_a_server(document: Document, vocabulary: Vocabulary) -> Iterator[Navigation]:
    """What a server's template asks for by the name of a route."""
    text = document.text.decode("utf-8", "replace")
    if ("{%" not in text and "{{" not in text) or RAW.search(text):
        return
    for framework in ("django", "flask"):
        for found in vocabulary.pattern(f"{framework}-names-a-route").finditer(text):
            if not _is_in_a_template(text, found.start()):
                continue
            start = len(text[: found.start()].encode())
            yield _fact(start, start + len(found[0].encode()), found[2], "name", found[1], framework, "")


def _is_in_a_template(text: str, offset: int) -> bool:
    """Whether an offset stands behind the opening of an expression or statement that is not closed before it."""
    before = text[max(0, offset - LONGEST_STATEMENT) : offset + 2]
    return max(map(before.rfind, ("{{", "{%"))) > max(map(before.rfind, ("}}", "%}")))


def _fact(start: int, end: int, target: str, form: str, via: str, framework: str, label: str) -> Navigation:
    return Navigation(start=start, end=end, target=target, form=form, via=via, label=label, framework=framework)
