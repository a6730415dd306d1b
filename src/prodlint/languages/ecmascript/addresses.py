"""An address as code writes it → the path that it asks of a server of the project itself, and what says where that begins."""

from __future__ import annotations

import re
from typing import NamedTuple

from tree_sitter import Node

from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import string_value, unescaped
from prodlint.languages.ecmascript.tree import decoded, dotted, unwrapped, words
from prodlint.webpaths import COMPUTED, base_in, joined, path_on_own_server

MOST_PARTS = 40
OWN = (".", "@/", "~/", "#/")
"""How the modules of the project itself begin."""
DEEPEST = 4
"""Constants that are followed."""


class Asked(NamedTuple):
    """A path that begins with a slash, "" for none, and the module and name of what stands before it."""

    path: str = ""
    base: str = ""


Part = str | Node
"""A literal piece of an address, or the expression of a computed one."""


def asked_of(reading: Reading, node: Node, closure: int) -> Asked:
    """What an address asks of the project's own server; nothing where it may ask somebody else."""
    parts = parts_of(node)
    if not parts:
        return Asked()
    first, rest = parts[0], "".join(part if isinstance(part, str) else _text(reading, part, closure) for part in parts[1:])
    if isinstance(first, str):
        return Asked(path_on_own_server(first + rest) or "")
    base, origin = base_of(reading, first, closure)
    if origin:
        return Asked("/" + rest.lstrip("/") if rest else "", origin)
    return Asked(path_on_own_server(joined(base, rest)) or "" if base is not None else "")


def base_of(reading: Reading, node: Node, closure: int, depth: int = 0) -> tuple[str | None, str]:
    """The path at which a base begins, None where it may be anywhere, and the module and name of one from another file."""
    node = unwrapped(node)
    name = dotted(node)
    if not name:
        return path_on_own_server(_literal_in(node)), ""
    head, dot, rest = name.partition(".")
    value = reading.value_of(head, closure)
    if value is not None and not dot and depth < DEEPEST:
        inner = unwrapped(value)
        if inner.type in ("identifier", "member_expression") and dotted(inner) != name:
            return base_of(reading, inner, closure, depth + 1)
        return base_in(words(value)), ""
    if dot and "." in rest:
        return None, ""
    module = module_of(reading, head)
    return None, f"{module}#{rest or head}" if module.startswith(OWN) else ""


def written(node: Node) -> str:
    """The path as written, with a slash before it: clients take it without one, too."""
    pieces = [COMPUTED if not isinstance(part, str) else part for part in parts_of(node)]
    text = "".join(pieces)
    if not text or text.startswith(COMPUTED) or "://" in text or " " in text:
        return ""
    return path_on_own_server(text if text.startswith("/") else f"/{text}") or ""


def _literal_in(node: Node) -> str:
    return "".join(part if isinstance(part, str) else COMPUTED for part in parts_of(node))


def module_of(reading: Reading, name: str) -> str:
    """The module that a name of the file is imported from, "" for one that is not imported."""
    for node, _ in reading.outline.spots["import"]:
        clause, found, _ = words(node).partition(" from ")
        source = node.child_by_field_name("source")
        # Most imports do not have the name at all, and a regex for each name takes long to make.
        if found and source is not None and name in clause and re.search(rf"\b{re.escape(name)}\b", clause):
            return string_value(source)
    required = reading.value_of(name, -1)
    text = words(required) if required is not None else ""
    module = re.match(r"""require\(\s*["']([^"']+)["']\s*\)""", text)
    return module[1] if module else ""


def parts_of(node: Node) -> list[Part]:
    """The pieces of a string, template or concatenation, in order; none for anything else that cannot be read."""
    node = unwrapped(node)
    if node.type == "string":
        return [string_value(node)]
    if node.type == "template_string":
        return _template(node)
    if node.type == "binary_expression" and b"+" in (node.text or b""):
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return []
        before = parts_of(left)
        return [*before, *(parts_of(right) or [right])][:MOST_PARTS] if before else []
    if node.type in ("identifier", "member_expression"):
        return [node]
    if node.type == "new_expression":
        return [node]
    return []


def _template(node: Node) -> list[Part]:
    text, start, position = node.text or b"", node.start_byte, 1
    pieces: list[Part] = []
    for child in node.named_children:
        if child.type != "template_substitution":
            continue
        before = decoded(text[position : child.start_byte - start])
        inner = next((each for each in child.named_children if each.type != "comment"), None)
        pieces += [unescaped(before)] if before else []
        pieces += [unwrapped(inner)] if inner is not None else [COMPUTED]
        position = child.end_byte - start
    last = decoded(text[position:-1])
    return [*pieces, *([unescaped(last)] if last or not pieces else [])][:MOST_PARTS]


def _text(reading: Reading, node: Node, closure: int) -> str:
    """The literal that a constant stands for, else the mark of what is computed."""
    if node.type != "identifier":
        return COMPUTED
    value = reading.value_of(words(node), closure)
    inner = unwrapped(value) if value is not None else None
    return string_value(inner) if inner is not None and inner.type == "string" else COMPUTED
