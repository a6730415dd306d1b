"""Which control an element is: by the component library that its name is imported from, else by its name alone."""

from __future__ import annotations

from functools import cached_property

from tree_sitter import Node

from prodlint.languages.ecmascript.elements import Element
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import string_value
from prodlint.languages.ecmascript.tree import words
from prodlint.vocabulary import ControlWord

ANY = "*"
"""The name under which a library lists what all its elements are, once they have a click handler: icons."""


class Libraries:
    """The names that a file takes from component libraries.  A name from anywhere else means what it says."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._controls = reading.vocabulary.controls
        self._known: dict[str, ControlWord | None] = {}

    def word_of(self, tag: str) -> ControlWord | None:
        """The vocabulary's word for a tag, None when it is no control; `Menu.Item` also as `MenuItem`."""
        if tag not in self._known:
            self._known[tag] = self._found(tag)
        return self._known[tag]

    def word_for(self, element: Element) -> ControlWord | None:
        """The vocabulary's word for an element: of `<input>`, which is many controls, the one of its type."""
        if element.tag != "input":
            return self.word_of(element.tag)
        kind = element.literal("type") or "text"
        return self._controls.get(f"input.{kind}") or self._controls.get("input.text")

    def module_of(self, tag: str) -> str:
        """The module that a tag's component is imported from, "" where no import names it."""
        return self._imported.get(tag.partition(".")[0], ("", ""))[0]

    def name_of(self, tag: str) -> str:
        """What the component is called where it is imported from: an alias or a name for its whole module is the file's own."""
        head, dot, rest = tag.partition(".")
        return self._imported.get(head, ("", head))[1] + dot + rest if head[:1].isupper() else tag

    def _found(self, tag: str) -> ControlWord | None:
        head, dot, rest = tag.partition(".")
        module, name = self._imported.get(head, ("", head)) if head[:1].isupper() else ("", head)
        library = self._reading.vocabulary.library(module) if module else None
        if library is None:
            return self._controls.get(tag) or (self._controls.get(head + rest) if dot else None)
        full = name + dot + rest
        return library.get(full) or (library.get(name + rest) if dot else None) or library.get(ANY)

    @cached_property
    def _imported(self) -> dict[str, tuple[str, str]]:
        """Local name → module and the name there; of a default import its own name, or the last part of the module."""
        found: dict[str, tuple[str, str]] = {}
        for node, _ in self._reading.outline.spots["import"]:
            source = node.child_by_field_name("source")
            clause = next((child for child in node.named_children if child.type == "import_clause"), None)
            if source is not None and clause is not None:
                module = string_value(source)
                of_library = self._reading.vocabulary.library(module) is not None
                found.update((local, (module, name)) for local, name in _names(clause, module, of_library))
        return found


def _names(clause: Node, module: str, of_library: bool) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for child in clause.named_children:
        if child.type == "identifier":
            last = module.rpartition("/")[2]
            found.append((words(child), last if last[:1].isupper() else words(child)))
        elif child.type == "namespace_import":
            whole = _name_of_package(module) if of_library else ""
            found += [(words(name), whole or words(name)) for name in child.named_children[:1]]
        elif child.type == "named_imports":
            for specifier in child.named_children:
                name, alias = specifier.child_by_field_name("name"), specifier.child_by_field_name("alias")
                if name is not None:
                    found.append((words(alias or name), words(name)))
    return found


def _name_of_package(module: str) -> str:
    """The component that is all there is to a package: `DropdownMenu` of `…/react-dropdown-menu`, "" for other packages."""
    last = module.rpartition("/")[2]
    parts = last.removeprefix("react-").split("-")
    return "".join(part.capitalize() for part in parts) if last.startswith("react-") else ""
