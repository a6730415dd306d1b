"""Types, variables, properties and parameter defaults of a Swift file, and its imports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Declaration, Import
from prodlint.languages.swift.bodies import bound_values
from prodlint.languages.swift.owners import Owner, type_owners
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.values import shape

_ATTRIBUTE = re.compile(r"@(\w+)")
_IMPORT = re.compile(r"import\s+(?:(?:class|struct|enum|protocol|func|var|let|typealias)\s+)?([\w.]+)")
_PRIVATE = re.compile(r"\b(?:file)?private\b(?!\s*\(set\))")
_FUNCTIONS = ("function_declaration", "init_declaration", "protocol_function_declaration", "subscript_declaration")
_MEMBERS = frozenset({"class_body", "enum_class_body", "protocol_body"})


def declaration_facts(reading: Reading) -> Iterator[Declaration]:
    """The Declaration facts of a file."""
    for node, owner in type_owners(reading.tree).items():
        yield _type(reading, node, owner)
    for node in reading.tree.of("property_declaration"):
        yield from _variables(reading, node)
    for node in reading.tree.of(*_FUNCTIONS):
        yield from _defaults(reading, node)


def import_facts(reading: Reading) -> Iterator[Import]:
    """The Import facts of a file."""
    tree = reading.tree
    for node in tree.of("import_declaration"):
        found = _IMPORT.search(tree.slice(node))
        if found:
            module, _, name = found[1].partition(".")
            yield Import(
                start=tree.starts[node],
                end=tree.ends[node],
                region=reading.region_of(node),
                module=module,
                names=(name,) if name else (),
            )


def _modifiers(reading: Reading, node: int) -> tuple[tuple[str, ...], bool, int]:
    """The attributes, whether other files see the declaration, and where it begins behind its modifiers (bytes)."""
    tree = reading.tree
    modifiers = tree.child(node, "modifiers")
    if modifiers < 0:
        return (), True, tree.starts[node]
    text = tree.slice(modifiers)
    end = tree.ends[modifiers]
    following = tree.text[end : end + 400]
    return tuple(_ATTRIBUTE.findall(text)), not _PRIVATE.search(text), end + len(following) - len(following.lstrip())


def _type(reading: Reading, node: int, owner: Owner) -> Declaration:
    tree = reading.tree
    decorators, exported, start = _modifiers(reading, node)
    body = next((child for child in tree.children(node) if tree.kinds[child] in _MEMBERS), -1)
    end = tree.starts[body] if body >= 0 else tree.ends[node]
    return Declaration(
        start=start,
        end=start + len(tree.text[start:end].rstrip()),
        region=reading.region_of(node),
        name=owner.name,
        kind="type",
        bases=owner.bases,
        decorators=decorators,
        exported=exported,
    )


def _variables(reading: Reading, node: int) -> Iterator[Declaration]:
    tree = reading.tree
    around = tree.kind_above(node)
    is_member = around in _MEMBERS
    if tree.child(node, "computed_property") >= 0:
        return
    decorators, exported, start = _modifiers(reading, node)
    binding = tree.child(node, "value_binding_pattern")
    is_let = binding >= 0 and tree.slice(binding) == "let"
    annotation = tree.child(node, "type_annotation")
    annotated = tree.slice(annotation).lstrip(": ").strip() if annotation >= 0 else ""
    for pattern, value in bound_values(reading, node):
        kind, text = shape(reading, value) if value >= 0 else ("", "")
        if not is_member and kind in ("", "other", "closure", "empty-closure"):
            continue
        yield Declaration(
            start=start if pattern - node < 6 else tree.starts[pattern],
            end=tree.ends[value] if value >= 0 else tree.ends[pattern],
            region=reading.region_of(node),
            name=tree.slice(pattern).strip("`"),
            kind="property" if is_member else ("constant" if is_let else "variable"),
            bases=(annotated,) if annotated else (),
            decorators=decorators,
            shape="other" if kind in ("closure", "empty-closure") else kind,
            value=text,
            exported=exported and (is_member or around == "source_file"),
        )


def _defaults(reading: Reading, node: int) -> Iterator[Declaration]:
    tree = reading.tree
    _, exported, _ = _modifiers(reading, node)
    parameter = -1
    for child in tree.parts(node):
        kind = tree.kinds[child]
        if kind == "parameter":
            parameter = child
            continue
        if parameter >= 0 and kind not in ("function_body", "computed_property", "modifiers"):
            yield _default(reading, parameter, child, exported=exported)
        parameter = -1


def _default(reading: Reading, parameter: int, value: int, *, exported: bool) -> Declaration:
    tree = reading.tree
    names, _, annotated = tree.slice(parameter).partition(":")
    kind, text = shape(reading, value)
    return Declaration(
        start=tree.starts[parameter],
        end=tree.ends[value],
        region=reading.region_of(parameter),
        name=names.split()[-1] if names.split() else "",
        kind="parameter",
        bases=(annotated.strip(),) if annotated.strip() else (),
        shape="other" if kind in ("closure", "empty-closure") else kind,
        value=text,
        exported=exported,
    )
