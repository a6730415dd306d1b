"""Formats that are trees: what stands under a name that looks like a variable, wherever it stands."""

from __future__ import annotations

import plistlib
import re
import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from prodlint.environment.lines import words
from prodlint.environment.reading import VARIABLE, Declaration, Unreadable

if TYPE_CHECKING:
    from yaml.nodes import MappingNode, Node

PAIR = re.compile(r"([A-Za-z_]\w*)(?:=(.*))?", re.DOTALL)
NAMES = ("name", "key")
"""Members of `{ name: KEY, value: … }`."""
REFERENCE = re.compile(r"(?:\$\{?|\b(?:secrets|vars|env)\.)([A-Z][A-Z0-9_]+)")
DEEPEST = 60


def yaml(text: str) -> Iterator[Declaration]:
    """Mappings, lists of `KEY=value`, lists of `{ name, value }`, and the variables that values refer to."""
    import yaml as pyyaml

    found: list[Declaration] = []
    try:
        for document in pyyaml.compose_all(text, Loader=getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)):
            _walk(document, found)
    except (pyyaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise Unreadable("not valid YAML", mark.line + 1 if mark is not None else 0) from error
    yield from found
    for reference in REFERENCE.finditer(text):
        yield reference[1], text.count("\n", 0, reference.start()) + 1, None


def _walk(document: Node, found: list[Declaration]) -> None:
    """Adds what a document declares; a node that several aliases name is looked at once."""
    seen: set[int] = set()
    waiting: list[Node] = [document]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        kind = getattr(node, "id", "")
        if kind == "mapping":
            waiting += [value for _, value in node.value]
            found += _of_mapping(node)  # type: ignore[arg-type]  # its id says so
        elif kind == "sequence":
            waiting += node.value
            found += [each for item in node.value for each in _of_item(item)]


def _of_mapping(node: MappingNode) -> Iterator[Declaration]:
    members = {key.value: value for key, value in node.value if isinstance(key.value, str)}
    for key, value in node.value:
        if isinstance(key.value, str) and VARIABLE.fullmatch(key.value):
            yield key.value, key.start_mark.line + 1, value.value if value.id == "scalar" else None
    named = next((members[name] for name in NAMES if name in members), None)
    if named is not None and named.id == "scalar" and VARIABLE.fullmatch(named.value):
        given = members.get("value")
        yield named.value, named.start_mark.line + 1, given.value if given is not None and given.id == "scalar" else None


def _of_item(item: Node) -> Iterator[Declaration]:
    """`- KEY=value`, `- KEY`."""
    pair = PAIR.fullmatch(item.value) if getattr(item, "id", "") == "scalar" else None
    if pair is not None and VARIABLE.fullmatch(pair[1]):
        yield pair[1], item.start_mark.line + 1, pair[2]


def toml(text: str) -> Iterator[Declaration]:
    """Keys that look like variables, in any table."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"line (\d+)", str(error))
        raise Unreadable("not valid TOML", int(line[1]) if line else 0) from error
    for name, value in _members(table):
        if VARIABLE.fullmatch(name):
            yield name, _line_of(text, name), value if isinstance(value, str) else None if value is None else str(value)


def plist(text: str) -> Iterator[Declaration]:
    """Every key of a property list; of one in the old form, `{ KEY = value; }`, the words that look like variables."""
    if text.lstrip()[:1] in ("{", "(", "/"):
        yield from words(text)
        return
    try:
        table = plistlib.loads(text.encode("utf-8", "replace"))
    except Exception as error:
        raise Unreadable("not a valid property list", getattr(error, "lineno", 0)) from error
    for name, value in _members(table):
        yield name, _line_of(text, name), value if isinstance(value, str) else None


def binary_plist(raw: bytes) -> Iterator[Declaration]:
    """Every key of a property list in Apple's binary form, which has no lines: all stand on the first."""
    try:
        table = plistlib.loads(raw, fmt=plistlib.FMT_BINARY)
    except Exception as error:
        raise Unreadable("a broken binary property list") from error
    yield from ((name, 1, value if isinstance(value, str) else None) for name, value in _members(table))


def _members(table: Any) -> Iterator[tuple[str, Any]]:
    """The names and values of all tables, the outer ones first."""
    waiting: list[tuple[Any, int]] = [(table, 0)]
    while waiting:
        value, depth = waiting.pop(0)
        if depth > DEEPEST:
            continue
        if isinstance(value, dict):
            yield from ((str(name), each) for name, each in value.items())
            waiting += [(each, depth + 1) for each in value.values() if isinstance(each, dict | list)]
        elif isinstance(value, list):
            waiting += [(each, depth + 1) for each in value if isinstance(each, dict | list)]


def _line_of(text: str, name: str) -> int:
    found = re.search(rf"(?<![\w]){re.escape(name)}(?![\w])", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
