"""Files of settings that a product runs with → what each of them sets: YAML, JSON, TOML, property lists, .env, xcconfig.

A text that is not of its format has no facts: whoever runs with it will say so sooner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING

from prodlint.fact import Comment, Setting
from prodlint.languages.xml import Element, comments_of, elements_of
from prodlint.parsed import Parsed
from prodlint.vocabulary import Vocabulary

if TYPE_CHECKING:
    from yaml.nodes import Node

_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"|(//[^\n]*|/\*.*?\*/)', re.DOTALL)
_PAIR = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_TABLE = re.compile(r"[ \t]*\[\[?([^\]\n]+)\]")
_MEMBER = re.compile(r"""([\w.-]+)"?[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')""")
_VARIABLE = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s#][^\n]*?)[ \t]*(?:[ \t]\#[^\n]*)?\r?$""",
    re.M,
)
_SETTING = re.compile(
    r"^[ \t]*([A-Za-z_]\w*)(?:\[[^\]\n]*\])*[ \t]*=[ \t]*([^\n]*?)[ \t]*(?:(?<!:)//[^\n]*)?\r?$", re.MULTILINE
)
_NOTHING = re.compile(r"\$\(\)|\$\{\}")
"""What xcconfig files put between the slashes of an address, where two of them begin a comment."""
_HASH = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)
_SLASHES = re.compile(r"(?:^|(?<=\s))//[^\n]*", re.MULTILINE)
STEP = 1000
"""Characters of a text after each of which the number of bytes so far is known."""
_NAMES = ("name", "key")
"""Members of `{ name: KEY, value: … }`."""


class SettingsFrontEnd:
    """Reads files of settings of one format, a key of FORMATS."""

    def __init__(self, form: str) -> None:
        self._form = form

    def parse(self, text: bytes, vocabulary: Vocabulary) -> Parsed:
        """The file's text, from which its settings are made on demand."""
        read, comments = FORMATS[self._form]
        return Parsed({"setting": partial(list, read(text)), "comment": partial(comments, text)})


class _Text:
    """A file's text with the way from its characters back to bytes."""

    def __init__(self, raw: bytes) -> None:
        self.text = raw.decode("utf-8", "replace")
        self._is_ascii = raw.isascii()
        pieces = range(0, 0 if self._is_ascii else len(self.text), STEP)
        self._bytes = [0, *accumulate(len(self.text[start : start + STEP].encode()) for start in pieces)]

    def setting(self, start: int, end: int, keys: Iterable[str], value: str) -> Setting:
        """What stands between two characters: `keys` are all above the value, the outermost first."""
        keys = tuple(keys)
        return Setting(
            start=self.byte(start), end=self.byte(end), name=keys[-1] if keys else "", keys=".".join(keys), value=value
        )

    def byte(self, offset: int) -> int:
        """The byte offset of a character."""
        if self._is_ascii:
            return offset
        piece = offset // STEP
        return self._bytes[piece] + len(self.text[piece * STEP : offset].encode())


def _yaml(raw: bytes) -> Iterator[Setting]:
    whole = _Text(raw)
    return _composed(whole.text, whole)


def _json(raw: bytes) -> Iterator[Setting]:
    """JSON is YAML but for its comments and tabs, which become as many spaces."""
    whole = _Text(raw)
    blank = partial(re.compile(r"[^\n]").sub, " ")
    plain = _STRING_OR_COMMENT.sub(lambda found: blank(found[0]) if found[1] else found[0], whole.text)
    return _composed(plain.replace("\t", " "), whole)


def _composed(text: str, whole: _Text) -> Iterator[Setting]:
    """The settings of a text in YAML that has as many characters as the whole."""
    import yaml as pyyaml

    try:
        for document in pyyaml.compose_all(text, Loader=getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)):
            yield from _of_tree(document, whole)
    except (pyyaml.YAMLError, RecursionError, ValueError):
        return


def _of_tree(document: Node, whole: _Text) -> Iterator[Setting]:
    """The single values of a document; a node that several aliases name is looked at once."""
    seen: set[int] = set()
    waiting: list[tuple[Node, tuple[str, ...]]] = [(document, ())]
    while waiting:
        node, keys = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.id == "mapping":  # type: ignore[attr-defined]  # each class of nodes has one
            named = _named(node)
            waiting += [(value, (*keys, *named.get(str(key.value), (str(key.value),)))) for key, value in node.value]
        elif node.id == "sequence":  # type: ignore[attr-defined]
            waiting += [(value, keys) for value in node.value]
        elif "\n" not in node.value:
            pair = _PAIR.fullmatch(node.value)
            told, value = ((*keys, pair[1]), pair[2]) if pair else (keys, node.value)
            yield whole.setting(node.start_mark.index, node.end_mark.index, told, value)


def _named(node: Node) -> Mapping[str, tuple[str, ...]]:
    """For `{ name: KEY, value: … }`: what stands for the key of the value."""
    members = {str(key.value): value for key, value in node.value}
    name = next((members[each] for each in _NAMES if each in members), None)
    return {"value": (name.value,)} if name is not None and isinstance(name.value, str) else {}


def _toml(raw: bytes) -> Iterator[Setting]:
    whole = _Text(raw)
    table: tuple[str, ...] = ()
    offset = 0
    for line in whole.text.split("\n"):
        opened = _TABLE.match(line)
        if opened:
            table = tuple(part.strip(" \"'") for part in opened[1].split("."))
        elif not line.lstrip().startswith("#"):
            for member in _MEMBER.finditer(line):
                keys = (*table, *member[1].split("."))
                yield whole.setting(offset + member.start(2), offset + member.end(2), keys, member[2][1:-1])
        offset += len(line) + 1


def _dotenv(raw: bytes) -> Iterator[Setting]:
    whole = _Text(raw)
    for found in _VARIABLE.finditer(whole.text):
        value = found[2][1:-1] if found[2][0] in "\"'" and found[2][-1] == found[2][0] else found[2]
        yield whole.setting(found.start(2), found.end(2), (found[1],), value)


def _xcconfig(raw: bytes) -> Iterator[Setting]:
    whole = _Text(raw)
    for found in _SETTING.finditer(whole.text):
        yield whole.setting(found.start(2), found.end(2), (found[1],), _NOTHING.sub("", found[2]))


def _plist(raw: bytes) -> Iterator[Setting]:
    """Each text of a property list under the keys above it; a value stands behind its key."""
    elements, _ = elements_of(raw)
    named = _keys_of(elements)
    for number, element in enumerate(elements):
        if element.tag != "string" or "\n" in element.text.strip():
            continue
        keys: list[str] = []
        at = number
        while at >= 0:
            keys += [named[at]] if at in named else []
            at = elements[at].parent
        keys.reverse()
        end = raw.find(b"<", element.end)
        yield Setting(
            start=element.end,
            end=end if end >= 0 else element.end,
            name=keys[-1] if keys else "",
            keys=".".join(keys),
            value=element.text.strip(),
        )


def _keys_of(elements: list[Element]) -> dict[int, str]:
    """Number of a value → its key."""
    before: dict[int, str] = {}
    named: dict[int, str] = {}
    for number, element in enumerate(elements):
        if element.tag == "key":
            before[element.parent] = element.text.strip()
        elif element.parent in before:
            named[number] = before.pop(element.parent)
    return named


def _comments(pattern: re.Pattern[str], raw: bytes) -> list[Comment]:
    whole = _Text(raw)
    return [
        Comment(start=whole.byte(found.start()), end=whole.byte(found.end()), text=found[0].rstrip("\r"), kind="line")
        for found in pattern.finditer(whole.text)
    ]


_Reader = Callable[[bytes], Iterator[Setting]]
_by_hash = partial(_comments, _HASH)
_by_slashes = partial(_comments, _SLASHES)

FORMATS: Mapping[str, tuple[_Reader, Callable[[bytes], list[Comment]]]] = MappingProxyType(
    {
        "yaml": (_yaml, _by_hash),
        "json": (_json, _by_slashes),
        "toml": (_toml, _by_hash),
        "plist": (_plist, comments_of),
        "dotenv": (_dotenv, _by_hash),
        "xcconfig": (_xcconfig, _by_slashes),
    }
)
"""Format → what reads its settings, and its comments."""
