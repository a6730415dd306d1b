"""Imports → what each name in a file stands for."""

from __future__ import annotations

import re

from prodlint.languages.python.tree import Item, Tree

_FROM = re.compile(r"from\s+([.\w\s]+?)\s+import\s+(.*)", re.DOTALL)
_NOISE = re.compile(r"#[^\n]*|[()\\]")


class Names:
    """The aliases of a file: local name → dotted origin, the imported modules, and what comes from the own package."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self.origins: dict[str, str] = {}
        self.modules: set[str] = set()
        self.relative: set[str] = set()
        self.imports: list[tuple[Item, str, tuple[str, ...]]] = []
        for item in tree.of_kinds("import_statement", "import_from_statement"):
            self._read(item)

    def _read(self, item: Item) -> None:
        text = _NOISE.sub(" ", self._tree.slice(item.start, item.end))
        from_import = _FROM.match(text)
        if from_import is None:
            for name, alias in _entries(text.removeprefix("import")):
                self.origins[alias or name.partition(".")[0]] = name if alias else name.partition(".")[0]
                self._note(item, name, ())
            return
        module = "".join(from_import[1].split())
        entries = _entries(from_import[2])
        for name, alias in entries:
            if module.startswith("."):
                self.relative.add(alias or name)
            else:
                self.origins[alias or name] = f"{module}.{name}"
        self._note(item, module, tuple(name for name, _ in entries))

    def _note(self, item: Item, module: str, names: tuple[str, ...]) -> None:
        self.modules.add(module)
        self.imports.append((item, module, names))

    def imports_any(self, roots: frozenset[str]) -> bool:
        """Whether the file imports one of these packages or something inside one."""
        return any(module.partition(".")[0] in roots for module in self.modules)

    def resolve(self, dotted: str) -> str:
        """A dotted name with its first part replaced by what it was imported as."""
        head, dot, rest = dotted.partition(".")
        return self.origins.get(head, head) + dot + rest

    def callee(self, call: Item) -> str:
        """The callee of a call item: dotted through import aliases, `.m` for a method of an expression."""
        if call.callee is None:
            call.callee = self._callee(call)
        return call.callee

    def _callee(self, call: Item) -> str:
        text, start = self._tree.text, call.start
        first = self._tree.items[call.index + 1] if call.stop > call.index + 1 else None
        chained = first is not None and first.start == start
        if chained and first is not None:
            start = first.end
        opening = text.find(b"(", start, call.end)
        raw = text[start : max(opening, start)]
        dotted = raw.decode("utf-8", "replace")
        if not dotted.replace(".", "_").isidentifier():
            dotted = "".join(_NOISE.sub(" ", dotted).split())
        if chained:
            return dotted if dotted.startswith(".") else ""
        return self.resolve(dotted)


def _entries(text: str) -> list[tuple[str, str]]:
    """`a.b as c, d` → [("a.b", "c"), ("d", "")]."""
    entries = []
    for part in text.split(","):
        words = part.split()
        if words:
            entries.append((words[0], words[2] if len(words) > 2 and words[1] == "as" else ""))
    return entries
