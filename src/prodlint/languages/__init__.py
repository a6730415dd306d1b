"""Front ends: bytes → tree → facts.  A front end knows a grammar and asks the vocabulary for words; it knows no rule."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary


class FrontEnd(Protocol):
    """One language.  Nothing raises on any input: what does not parse becomes a range in `Parsed.errors`."""

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The syntax of a file's UTF-8 text, from which its facts are made on demand."""
        ...


LANGUAGES: dict[str, str] = {
    ".swift": "swift",
    ".storyboard": "interface-builder",
    ".xib": "interface-builder",
    ".js": "javascript",
    ".jsx": "javascript",
    ".mjs": "javascript",
    ".cjs": "javascript",
    ".ts": "typescript",
    ".mts": "typescript",
    ".cts": "typescript",
    ".tsx": "tsx",
    ".py": "python",
    ".pyi": "python",
    ".ipynb": "notebook",
    ".ui": "qt-form",
    ".html": "html",
    ".htm": "html",
    ".vue": "vue",
    ".svelte": "svelte",
    ".kv": "kv",
}
"""File suffix → language."""


def language_of(path: str) -> str:
    """The language of a file by its suffix, "" when no front end reads it."""
    return LANGUAGES.get(PurePosixPath(path).suffix.lower(), "")


SETTINGS = "settings"
"""The family of the formats in which a product is told what it runs with: their files are known by name, not by suffix."""
FAMILIES: dict[str, str] = {
    "swift": "swift",
    "interface-builder": "swift",
    "javascript": "ecmascript",
    "typescript": "ecmascript",
    "tsx": "ecmascript",
    "python": "python",
    "notebook": "python",
    "qt-form": "python",
    "html": "ecmascript",
    "vue": "ecmascript",
    "svelte": "ecmascript",
    "kv": "python",
    "yaml": SETTINGS,
    "json": SETTINGS,
    "toml": SETTINGS,
    "plist": SETTINGS,
    "dotenv": SETTINGS,
    "xcconfig": SETTINGS,
}
"""Language → the name that vocabularies and rules use for it."""


def front_end(language: str) -> FrontEnd:
    """The front end of a language; its grammar is imported only now."""
    if language == "interface-builder":
        from prodlint.languages.ibform import InterfaceBuilderFrontEnd

        return InterfaceBuilderFrontEnd()
    if language == "swift":
        from prodlint.languages.swift import SwiftFrontEnd

        return SwiftFrontEnd()
    if FAMILIES[language] == SETTINGS:
        from prodlint.languages.settings import SettingsFrontEnd

        return SettingsFrontEnd(language)
    if language == "kv":
        from prodlint.languages.kv import KvFrontEnd

        return KvFrontEnd()
    if language == "qt-form":
        from prodlint.languages.qtform import QtFormFrontEnd

        return QtFormFrontEnd()
    if language in ("python", "notebook"):
        from prodlint.languages.python import PythonFrontEnd

        return PythonFrontEnd()
    if language in ("html", "vue", "svelte"):
        from prodlint.languages.markup import MarkupFrontEnd

        return MarkupFrontEnd(language, read_script)
    if language == "typescript":
        from prodlint.languages.inline import InlineFrontEnd

        return InlineFrontEnd(language, read_script)
    from prodlint.languages.ecmascript import EcmaScriptFrontEnd

    return EcmaScriptFrontEnd(language)


def read_script(language: str, text: bytes, vocabulary: Vocabulary) -> Parsed:
    """The facts of a script that stands in a file of another language: what the front end of that language is handed."""
    return front_end(language).parse(text, vocabulary)
