"""One file of markup → its facts; its scripts are read by the front end of scripts, which it is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from prodlint.fact import KINDS, AnyFact
from prodlint.languages.markup.controls import controls
from prodlint.languages.markup.document import Document
from prodlint.languages.markup.handlers import Judge
from prodlint.languages.markup.members import Members
from prodlint.languages.markup.navigation import navigation
from prodlint.languages.markup.presentations import presentations
from prodlint.languages.markup.scripts import Reader, Scripts
from prodlint.languages.markup.texts import comments, texts
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary


class MarkupFrontEnd:
    """One of "html" (pages, server templates, Angular templates), "vue" and "svelte"."""

    def __init__(self, language: str, read: Reader) -> None:
        self._language = language
        self._read = read

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's syntax, from which its facts are made on demand."""
        document = Document(text, braces=self._language == "svelte")
        scripts = Scripts(document, vocabulary, self._read)
        toolkit = self._toolkit(document, vocabulary)
        members = Members(document, vocabulary, text, self._language != "html" and bool(scripts.parts))
        judge = Judge(scripts, vocabulary, members, self._language != "html", toolkit == "html")
        own: dict[str, Callable[[], Iterable[AnyFact]]] = {
            "control": partial(controls, document, vocabulary, judge, toolkit),
            "text": partial(texts, document, vocabulary),
            "comment": partial(comments, document),
            "navigation": partial(navigation, document, vocabulary, toolkit),
            "presentation": partial(presentations, document, vocabulary, text),
        }
        if scripts.parsed is None:
            return Parsed(own)
        errors = () if scripts.templated else scripts.parsed.errors
        return Parsed({kind: partial(_both, own.get(kind), scripts.parsed, kind) for kind in KINDS}, errors)

    def parse_beside(self, templates: bytes, text: bytes, vocabulary: Vocabulary, parsed: Parsed) -> Parsed:
        """The facts of a script and of its templates: its text with all else blanked; `parsed` is what it says itself."""
        document = Document(templates, braces=False)
        scripts = Scripts(document, vocabulary, self._read, parsed)
        judge = Judge(scripts, vocabulary, Members(document, vocabulary, text, True), True, False)
        own: dict[str, Callable[[], Iterable[AnyFact]]] = {
            "control": partial(controls, document, vocabulary, judge, "angular"),
            "text": partial(texts, document, vocabulary),
            "comment": partial(comments, document),
            "navigation": partial(navigation, document, vocabulary, "angular"),
            "presentation": partial(presentations, document, vocabulary, text),
        }
        return Parsed({kind: partial(_both, own.get(kind), parsed, kind) for kind in KINDS}, parsed.errors)

    def _toolkit(self, document: Document, vocabulary: Vocabulary) -> str:
        """What the attributes of the file are written for."""
        if self._language != "html":
            return self._language
        angular = vocabulary.pattern("angular-attribute")
        is_angular = any(angular.match(name) for element in document.elements for name in element.attributes)
        return "angular" if is_angular else "html"


def _both(own: Callable[[], Iterable[AnyFact]] | None, scripts: Parsed, kind: str) -> list[AnyFact]:
    return [*(own() if own is not None else ()), *scripts.facts(kind)]
