"""`import`, `export … from`, `require()` and `import()` → Import facts."""

from __future__ import annotations

from tree_sitter import Node

from prodlint.fact import Import
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import literal_text, string_value
from prodlint.languages.ecmascript.tree import words


def imports(reading: Reading) -> list[Import]:
    """All imports of a file."""
    found = [_statement(reading, node, frame) for node, frame in reading.outline.spots["import"]]
    found += [_reexport(reading, node, frame) for node, frame in reading.outline.spots["string"] if _is_source(frame)]
    for site in reading.sites:
        if site.callee in ("require", "import"):
            given = site.given
            module = literal_text(given[0]) if given else ""
            if module:
                found.append(_import(reading, site.node, site.frame, module, _bound(site.frame), type_only=False))
    return found


def _is_source(frame: Frame) -> bool:
    return frame.kind == "export_statement"


def _statement(reading: Reading, node: Node, frame: Frame) -> Import:
    source = node.child_by_field_name("source")
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    type_only = any(child.type in ("type", "typeof") for child in node.children[1:2])
    names, typed = _clause_names(clause)
    module = string_value(source) if source is not None else ""
    return _import(reading, node, frame, module, names, type_only=type_only or (typed and bool(names)))


def _clause_names(clause: Node | None) -> tuple[tuple[str, ...], bool]:
    """The names an import clause takes, and whether all of them are marked as types."""
    names: list[str] = []
    typed = True
    for child in clause.named_children if clause is not None else ():
        if child.type != "named_imports":
            names.append(words(child).removeprefix("* as ").strip() if child.type == "namespace_import" else words(child))
            typed = False
            continue
        for specifier in child.named_children:
            name = specifier.child_by_field_name("name")
            if name is not None:
                names.append(words(name))
                typed = typed and words(specifier).startswith("type ")
    return tuple(names), typed


def _reexport(reading: Reading, node: Node, frame: Frame) -> Import:
    clause = next((child for child in frame.node.named_children if child.type == "export_clause"), None)
    names = [words(child).partition(" as ")[0] for child in clause.named_children] if clause is not None else ["*"]
    type_only = (frame.node.text or b"").startswith(b"export type")
    return _import(reading, frame.node, frame, string_value(node), tuple(names), type_only=type_only)


def _bound(frame: Frame) -> tuple[str, ...]:
    for around in frame.climb(4):
        if around.kind == "variable_declarator":
            pattern = around.node.child_by_field_name("name")
            text = words(pattern).strip("{} \n") if pattern is not None else ""
            return tuple(part.partition(":")[0].strip() for part in text.split(",") if part.strip())
    return ()


def _import(reading: Reading, node: Node, frame: Frame, module: str, names: tuple[str, ...], *, type_only: bool) -> Import:
    return Import(
        start=node.start_byte,
        end=node.end_byte,
        region=reading.region(node.start_byte),
        module=module,
        names=names,
        type_only=type_only,
    )
