"""One file of markup → its facts; its scripts are read by the front end of scripts, which it is handed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from prodlint.fact import KINDS, AnyFact
from prodlint.languages.markup.controls import controls
from prodlint.languages.markup.document import Document
from prodlint.languages.markup.handlers import Judge
from prodlint.languages.markup.navigation import navigation
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
        judge = Judge(scripts, vocabulary, self._language != "html", toolkit == "html")
        own: dict[str, Callable[[], Iterable[AnyFact]]] = {
            "control": partial(controls, document, vocabulary, judge, toolkit),
            "text": partial(texts, document, vocabulary),
            "comment": partial(comments, document),
            "navigation": partial(navigation, document, vocabulary, toolkit),
        }
        if scripts.parsed is None:
            return Parsed(own)
        errors = () if scripts.templated else scripts.parsed.errors
        return Parsed({kind: partial(_both, own.get(kind), scripts.parsed, kind) for kind in KINDS}, errors)

    def _toolkit(self, document: Document, vocabulary: Vocabulary) -> str:
        """What the attributes of the file are written for."""
        if self._language != "html":
            return self._language
        angular = vocabulary.pattern("angular-attribute")
        is_angular = any(angular.match(name) for element in document.elements for name in element.attributes)
        return "angular" if is_angular else "html"


def _both(own: Callable[[], Iterable[AnyFact]] | None, scripts: Parsed, kind: str) -> list[AnyFact]:
    return [*(own() if own is not None else ()), *scripts.facts(kind)]
