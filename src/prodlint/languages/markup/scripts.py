"""The script parts of a file as the front end of scripts reads them: everything else is blanked, so that offsets stay true."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from prodlint.fact import Function
from prodlint.languages.markup.document import TEMPLATE, Document, Element
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary

Reader = Callable[[str, bytes, Vocabulary], Parsed]
"""(language, UTF-8 text, vocabulary) → the text's facts: how a front end reads scripts that it is handed from outside."""
INK = re.compile(rb"[^\n]")
BARE = re.compile(rb"(?:\b(?:const|let|var|function\*?)\s+|\$:\s*)\Z")
TAKEN = re.compile(rb"\b(?:let|const)\s*\{((?:(?!\bfunction\b|;\s*\n)[\s\S]){0,2000}?)\}\s*(?::[^=;]{1,600})?=\s*\$props\b")
WORD = re.compile(rb"[A-Za-z_]\w*")
PROPERTY = re.compile(rb"\bexport\s+let\s+\Z")


class Scripts:
    """The script parts of one file, read together: they see each other's functions.  `given` was read before."""

    def __init__(self, document: Document, vocabulary: Vocabulary, read: Reader, given: Parsed | None = None) -> None:
        self._document = document
        self._vocabulary = vocabulary
        self._read = read
        self._given = given
        self.parts = [
            (document.elements[raw.parent], raw.start, raw.end)
            for raw in document.raws
            if document.elements[raw.parent].tag.lower() == "script" and self._is_code(document.elements[raw.parent])
        ]

    def _is_code(self, element: Element) -> bool:
        return element.text_of("type").lower() in self._vocabulary.words("script-types") | {"", "module"}

    @cached_property
    def language(self) -> str:
        """The language of the scripts as `languages` calls it."""
        if self._given is not None:
            return "typescript"
        named = {element.text_of("lang").lower() for element, _, _ in self.parts}
        if named & {"tsx", "jsx"}:
            return "tsx"
        return "typescript" if named & {"ts", "typescript"} else "javascript"

    @cached_property
    def parsed(self) -> Parsed | None:
        """The facts of the scripts, None where there are none."""
        if self._given is not None:
            return self._given
        if not any(end > start for _, start, end in self.parts):
            return None
        return self._read(self.language, self._alone(), self._vocabulary)

    def _alone(self) -> bytes:
        text, pieces, last = self._document.text, [], 0
        for _, start, end in self.parts:
            pieces += [INK.sub(b" ", text[last:start]), self._plain(text[start:end])]
            last = end
        return b"".join([*pieces, INK.sub(b" ", text[last:])])

    def _plain(self, script: bytes) -> bytes:
        """The script without what a server's template writes into it; a value becomes a name of the same length."""
        if self._document.braces or (b"{" not in script and b"<%" not in script) or not TEMPLATE.search(script):
            return script
        return TEMPLATE.sub(lambda found: _stand_in(found[0]), script)

    @property
    def templated(self) -> bool:
        """Whether a template writes into a script, so that what the grammar does not understand means nothing."""
        return any(TEMPLATE.search(self._document.text, start, end) for _, start, end in self.parts)

    @cached_property
    def _functions(self) -> dict[str, list[Function]]:
        found: dict[str, list[Function]] = {}
        for fact in self.parsed.facts("function") if self.parsed is not None else ():
            if isinstance(fact, Function) and fact.kind in ("function", "method", "closure"):
                found.setdefault(fact.name, []).append(fact)
        return found

    def function(self, name: str) -> Function | None:
        """The one function of this name, None when there is none or more than one."""
        found = self._functions.get(name, ())
        if len(found) != 1 or name in self._taken or self._is_a_default(found[0]):
            return None
        return found[0] if not self._by_bare_name or self._is_bare(found[0]) else None

    @cached_property
    def _by_bare_name(self) -> bool:
        """Whether a template names variables and functions of the script, and no members of an object."""
        setup = any("setup" in element.attributes for element, _, _ in self.parts)
        return self._given is None and (self._document.braces or setup)

    def _is_bare(self, function: Function) -> bool:
        return (
            function.kind == "function"
            or BARE.search(self._document.text, max(0, function.start - 40), function.start) is not None
        )

    @cached_property
    def _taken(self) -> frozenset[str]:
        """The names that a component takes from whoever uses it: `let { onclose = () => {} } = $props()`."""
        found = TAKEN.search(self._document.text)
        return frozenset(name.decode() for name in WORD.findall(found[1])) if found else frozenset()

    def _is_a_default(self, function: Function) -> bool:
        """`export let close = () => {}`: what a component does unless it is given something else."""
        return PROPERTY.search(self._document.text, max(0, function.start - 40), function.start) is not None

    def read_alone(self, code: str) -> Parsed:
        """The facts of a piece of code that stands in an attribute."""
        return self._read(self.language, code.encode(), self._vocabulary)

    def only_in_module(self, name: str) -> bool:
        """Whether a whole page knows a function of this name only inside its module scripts, where attributes cannot see it."""
        text = self._document.text
        if b"<html" not in text.lower() or self._loads_others() or re.search(_published(name), text):
            return False
        function = self.function(name)
        return function is not None and any(
            start <= function.start < end for element, start, end in self.parts if element.text_of("type") == "module"
        )

    def _loads_others(self) -> bool:
        return any("src" in element.attributes and element.text_of("type") != "module" for element, _, _ in self.parts)


def _published(name: str) -> bytes:
    """A regex for how a module makes a name known to the page."""
    page = rb"(?:window|globalThis|self)"
    return page + rb"\s*(?:\.\s*" + re.escape(name.encode()) + rb"\b|\[)|Object\.assign\(\s*" + page


def _stand_in(template: bytes) -> bytes:
    if b"\n" in template or template[:2] != b"{{":
        return INK.sub(b" ", template)
    return b"_" * len(template)
