"""Scripts whose components carry their template in a text: the template is read by the front end of markup, in place."""

from __future__ import annotations

import re

from prodlint.languages.ecmascript import EcmaScriptFrontEnd
from prodlint.languages.markup import MarkupFrontEnd
from prodlint.languages.markup.scripts import Reader
from prodlint.parsed import Parsed
from prodlint.scopes import Scopes
from prodlint.vocabulary import Vocabulary

DECORATOR = b"@Component"
TEMPLATE = re.compile(
    rb"""\btemplate\s*:\s*(?:`((?:[^`\\]|\\.)*)`|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")\s*[,}]""", re.DOTALL
)
INK = re.compile(rb"[^\n]")


class InlineFrontEnd:
    """The front end of a script language, and that of markup for the templates that stand in it."""

    def __init__(self, language: str, read: Reader) -> None:
        self._scripts = EcmaScriptFrontEnd(language)
        self._markup = MarkupFrontEnd("html", read)

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's syntax, from which its facts are made on demand."""
        parsed = self._scripts.parse(text, vocabulary)
        templates = _templates(text, parsed) if DECORATOR in text else b""
        return self._markup.parse_beside(templates, text, vocabulary, parsed) if templates else parsed


def _templates(text: bytes, parsed: Parsed) -> bytes:
    """The text with everything but its templates blanked, empty where it has none."""
    comments = Scopes((each.start, each.end, index) for index, each in enumerate(parsed.facts("comment")))
    pieces, last = [], 0
    for found in TEMPLATE.finditer(text):
        if comments.innermost(found.start()) >= 0:
            continue
        start, end = found.span(found.lastindex or 0)
        pieces += [INK.sub(b" ", text[last:start]), text[start:end]]
        last = end
    return b"".join([*pieces, INK.sub(b" ", text[last:])]) if pieces else b""
