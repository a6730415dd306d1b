"""Tables of addresses (Django's `urlpatterns`) that take in others or hold lists, and servers that are handed on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.languages.python.literals import arguments_of, bare, dotted
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tree import Item

LISTS = ("list", "tuple")
DEEPEST = 12
PLAIN = "app"
"""How a server is called that a function is given without its type."""


def tables_in(reading: Reading, name: str) -> Iterator[tuple[Item, Node]]:
    """Each other table that becomes part of the table `name`, with the statement that says so."""
    for item in reading.tree.of_kinds("assignment", "augmented_assignment"):
        left, right = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
        if left is not None and right is not None and dotted(reading.tree, left) == name:
            yield from ((item, part) for part in _parts(right))


def _parts(node: Node, depth: int = 0) -> Iterator[Node]:
    """The names and attributes of which a table is made: `[*orders, *router.urls]`, `orders + people`."""
    node = bare(node)
    if depth > DEEPEST:
        return
    if node.type in ("identifier", "attribute"):
        yield node
    elif node.type == "binary_operator":
        for child in node.named_children:
            yield from _parts(child, depth + 1)
    elif node.type in LISTS:
        for child in node.named_children:
            if child.type == "list_splat" and child.named_children:
                yield from _parts(child.named_children[0], depth + 1)


def listed_inside(include: Node) -> Node | None:
    """The list that `include([…])` is given, None where it is given something else."""
    given = [bare(each) for each in arguments_of(include)]
    first = given[0] if given else None
    if first is not None and first.type == "tuple":
        first = bare(first.named_children[0]) if first.named_children else None
    return first if first is not None and first.type == "list" else None


def is_seen_whole(listed: Node) -> bool:
    """Whether a list holds nothing but entries that are written there."""
    return all(child.type in ("call", "comment") for child in listed.named_children)


def calls_around(call: Item) -> Iterator[Item]:
    """The calls that an entry of a list inside a list stands in, innermost first."""
    outer = call.parent
    while outer is not None and outer.kind not in ("module", "function_definition", "class_definition", "assignment"):
        if outer.kind == "call":
            yield outer
        outer = outer.parent


def servers_given(reading: Reading) -> Iterator[tuple[Item, str]]:
    """The functions that are handed a whole server, and how they call it."""
    types = "|".join(sorted({re.escape(each.rpartition(".")[2]) for each in reading.vocabulary.words("web-servers-made")}))
    typed = re.compile(rf"(?<!\w)(\w+)\s*:\s*[\"']?(?:[\w.]+\.)?(?:{types})\b")
    mounting = reading.vocabulary.words("mounts-a-router")
    for item in reading.tree.kinds["function_definition"]:
        parameters = item.node.child_by_field_name("parameters")
        if parameters is None:
            continue
        text = reading.tree.of(parameters)
        yield from ((item, found[1]) for found in typed.finditer(text))
        if re.search(rf"[(,]\s*{PLAIN}\s*[,)]", text) and any(
            f"{PLAIN}.{each}(".encode() in reading.tree.text for each in mounting
        ):
            yield item, PLAIN
