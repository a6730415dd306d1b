"""Markup → its elements, words and comments, read the way a browser does: broken markup has a meaning, and nothing raises.

No grammar of tree-sitter reads the templates that are written in such files (`{% if %}` inside a tag, `on:click={() => x}`), so
this reads tokens itself, in one pass and in linear time.  Offsets are bytes, ends exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property

import msgspec

from prodlint.languages.markup.tags import RAW, READ, VOID, as_html

MOST_STEPS = 40
"""Elements around another one that are looked at."""
LONGEST_BRACES = 4000
"""Bytes of an expression in braces."""

TOKEN = re.compile(rb"<!--|<%|</?[A-Za-z]|<[!?]|\{[{%#@:/]?")
NAME = re.compile(rb"[^\s/>]+")
SPACE = re.compile(rb"[\s/]*")
ATTRIBUTE = re.compile(rb"[^\s=>/\"'<{][^\s=>\"'<{/]*")
TEMPLATED = rb"\{\{(?:(?!\}\}).){0,500}\}\}|\{%(?:(?!%\}).){0,500}%\}|<%(?:(?!%>).){0,500}%>"
TEMPLATE = re.compile(TEMPLATED, re.DOTALL)
QUOTED = {
    b'"': re.compile(rb'"((?:[^"{<]++|' + TEMPLATED + rb'|[{<])*+)"', re.DOTALL),
    b"'": re.compile(rb"'((?:[^'{<]++|" + TEMPLATED + rb"|[{<])*+)'", re.DOTALL),
}
BARE = re.compile(rb"[^\s>\"'{][^\s>]*")
EQUALS = re.compile(rb"\s*=\s*")
SNIPPET = re.compile(rb"\{#snippet\s+(\w+)")
SNIPPET_END = re.compile(rb"\{/snippet\}")
BRACES = re.compile(rb"[{}\"'`]")
ENDS = {b"{{": b"}}", b"{%": b"%}", b"{#": b"#}", b"<%": b"%>"}


class Attribute(msgspec.Struct):
    """An attribute as written: `value` is None where it has none; `start..end` is all of it.

    `inside` is where its value begins, and `braced` is true where that is an expression in braces.
    """

    name: str
    value: str | None
    start: int
    end: int
    inside: int
    braced: bool = False


class Element(msgspec.Struct):
    """An element: `start..end` is its start tag, `close` where its content ends, `parent` the number of the one around, or -1.

    `templated` is true where a template writes attributes into the tag, so that not all of them are known.
    """

    tag: str
    attributes: dict[str, Attribute]
    start: int
    end: int
    parent: int
    close: int = 0
    templated: bool = False

    def text_of(self, name: str) -> str:
        """The value of an attribute, "" when it has none."""
        found = self.attributes.get(name)
        return found.value or "" if found is not None else ""


class Run(msgspec.Struct):
    """Words between tags, or the inside of a raw element; `parent` is the number of the element around."""

    start: int
    end: int
    parent: int


class Document:
    """One file, read.  `braces` says that one brace begins an expression (Svelte), else two do."""

    def __init__(self, text: bytes, braces: bool) -> None:
        self.text = text
        self.braces = braces
        self.elements: list[Element] = []
        self.runs: list[Run] = []
        self.raws: list[Run] = []
        self.comments: list[tuple[int, int]] = []
        self._open: list[int] = []
        self._names: Counter[str] = Counter()
        self._hopeless = 0
        self._read()

    @cached_property
    def snippets(self) -> list[tuple[int, int, str]]:
        """Start, end and name of each part of a component of Svelte that is handed to what it stands in."""
        ends = [found.start() for found in SNIPPET_END.finditer(self.text)]
        return [
            (found.start(), ends[number] if number < len(ends) else len(self.text), found[1].decode())
            for number, found in enumerate(SNIPPET.finditer(self.text) if self.braces else ())
        ]

    def around(self, number: int) -> list[Element]:
        """The elements around one, innermost first, at most MOST_STEPS."""
        found: list[Element] = []
        parent = self.elements[number].parent
        while parent >= 0 and len(found) < MOST_STEPS:
            found.append(self.elements[parent])
            parent = self.elements[parent].parent
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [element.start for element in self.elements]

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def inside(self, element: Element, most: int = MOST_STEPS) -> list[Element]:
        """The first elements inside another one."""
        first = bisect_left(self._starts, element.end)
        return [each for each in self.elements[first : first + most] if each.start < element.close]

    def runs_inside(self, element: Element, most: int = 12) -> list[Run]:
        """The first runs of words inside an element."""
        first = bisect_left(self._run_starts, element.end)
        return [each for each in self.runs[first : first + most] if each.start < element.close]

    def _read(self) -> None:
        text, position, words = self.text, 0, 0
        while (found := TOKEN.search(text, position)) is not None:
            start, around = found.start(), self._open[-1] if self._open else -1
            position, is_word = self._token(found[0], start)
            if not is_word:
                self._run(words, start, around)
                words = position
        self._run(words, len(text), self._open[-1] if self._open else -1)
        for number in self._open:
            self.elements[number].close = len(text)
        self.runs.sort(key=lambda run: run.start)

    def _token(self, token: bytes, start: int) -> tuple[int, bool]:
        """(where the token ends, whether it is a part of the words around)."""
        if token == b"<!--":
            end = self._after(b"-->", start)
            self.comments.append((start, end))
            return end, False
        if token[:2] == b"</":
            return self._end_tag(start), False
        if token[:1] == b"{":
            return self._expression(token, start)
        if token == b"<%":
            return self._after(b"%>", start), False
        if token[1:].isalpha():
            return self._start_tag(start), False
        return self._after(b">", start), False

    def _expression(self, token: bytes, start: int) -> tuple[int, bool]:
        if self.braces:
            return self.closed_braces(start) or start + 1, token[1:] not in (b"#", b":", b"/", b"@")
        if token not in ENDS:
            return start + len(token), True
        end = self.text.find(ENDS[token], start, start + LONGEST_BRACES)
        if end < 0:
            return start + len(token), True
        if token == b"{#":
            self.comments.append((start, end + 2))
        return end + 2, token == b"{{"

    def _after(self, ending: bytes, start: int) -> int:
        end = self.text.find(ending, start)
        return end + len(ending) if end >= 0 else len(self.text)

    def _run(self, start: int, end: int, parent: int) -> None:
        if end > start and self.text[start:end].strip():
            self.runs.append(Run(start, end, parent))

    def _end_tag(self, start: int) -> int:
        name = NAME.match(self.text, start + 2)
        tag = name[0].decode("utf-8", "replace") if name else ""
        if self._names[tag]:
            while self._open:
                element = self.elements[self._open.pop()]
                element.close = start
                self._names[element.tag] -= 1
                if element.tag == tag:
                    break
        return self._after(b">", start)

    def _start_tag(self, start: int) -> int:
        name = NAME.match(self.text, start + 1)
        tag = name[0].decode("utf-8", "replace") if name else ""
        element = Element(tag, {}, start, start, self._open[-1] if self._open else -1)
        position = self._attributes(element, start + 1 + len(name[0]) if name else start + 1)
        element.end = element.close = position
        self.elements.append(element)
        if self.text[position - 2 : position] == b"/>":
            return position
        known = as_html(tag)
        if known in RAW:
            return self._raw(element, known, position)
        if known not in VOID:
            self._open.append(len(self.elements) - 1)
            self._names[tag] += 1
        return position

    def _raw(self, element: Element, tag: str, start: int) -> int:
        found = RAW[tag].search(self.text, start)
        end = found.start() if found else len(self.text)
        element.close = end
        (self.runs if tag in READ and self.text[start:end].strip() else self.raws).append(
            Run(start, end, len(self.elements) - 1)
        )
        return self._after(b">", end)

    def _attributes(self, element: Element, position: int) -> int:
        """Read attributes up to the end of the tag, and tell where that is."""
        text, size = self.text, len(self.text)
        while True:
            position = SPACE.match(text, position).end()  # type: ignore[union-attr]  # it matches nothing, too
            if position >= size:
                return size
            if text[position : position + 1] == b">":
                return position + 1
            template = TEMPLATE.match(text, position)
            if template is not None and not self.braces:
                element.templated, position = True, template.end()
                continue
            position = self._attribute(element, position)

    def _attribute(self, element: Element, start: int) -> int:
        text = self.text
        if text[start : start + 1] == b"{":
            return self._shorthand(element, start)
        name = ATTRIBUTE.match(text, start)
        if name is None:
            return start + 1
        equals = EQUALS.match(text, name.end())
        spelled = name[0].decode("utf-8", "replace")
        if equals is None:
            element.attributes.setdefault(spelled, Attribute(spelled, None, start, name.end(), name.end()))
            return name.end()
        inside, last, end, braced = self._value(equals.end())
        value = text[inside:last].decode("utf-8", "replace")
        element.attributes.setdefault(spelled, Attribute(spelled, value, start, end, inside, braced))
        return end

    def _shorthand(self, element: Element, start: int) -> int:
        """`{...rest}` and `{onclick}` of Svelte; anything else in braces is a template's."""
        end = self.closed_braces(start)
        if not end:
            return start + 1
        inside = self.text[start + 1 : end - 1].strip().decode("utf-8", "replace")
        if self.braces and inside.isidentifier():
            element.attributes.setdefault(inside, Attribute(inside, inside, start, end, start + 1, True))
        else:
            element.templated = True
        return end

    def _value(self, start: int) -> tuple[int, int, int, bool]:
        """(begin, end) of the value, the end of what it is written in, and whether that is braces."""
        quote = self.text[start : start + 1]
        if quote in QUOTED:
            found = QUOTED[quote].match(self.text, start)
            if found is not None:
                return found.start(1), found.end(1), found.end(), False
            return start + 1, start + 1, start + 1, False
        end = self.closed_braces(start) if quote == b"{" else 0
        if end and self.braces:
            return start + 1, end - 1, end, True
        template = TEMPLATE.match(self.text, start)
        bare = BARE.match(self.text, template.end() if template else start)
        last = bare.end() if bare else template.end() if template else start
        return start, last, max(last, end), False

    def closed_braces(self, start: int) -> int:
        """Where the braces end that begin at `start`, 0 when they do not."""
        if start < self._hopeless:
            return 0
        depth, position, limit = 0, start, min(len(self.text), start + LONGEST_BRACES)
        while (found := BRACES.search(self.text, position, limit)) is not None:
            position = found.end()
            if found[0] in b"\"'`":
                end = self.text.find(found[0], position, limit)
                position = end + 1 if end >= 0 else position
                continue
            depth += 1 if found[0] == b"{" else -1
            if not depth:
                return position
        self._hopeless = limit
        return 0
