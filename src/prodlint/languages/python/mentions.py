"""Where each name stands in a file, found in one pass, so that following many widgets stays linear."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import MODULE, Item, Tree

_NAME = re.compile(rb"[A-Za-z_\x80-\xff][\w\x80-\xff]*")


class Mentions:
    """The offsets of every name, and the assignments of each block by what they assign to."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._starts = [item.start for item in tree.items]
        self._offsets: dict[bytes, list[int]] = {}
        for match in _NAME.finditer(tree.text):
            self._offsets.setdefault(match[0], []).append(match.start())
        self._assigned: dict[tuple[int, str], list[int]] = {}
        self.assigned_names: set[str] = set()
        for item in tree.kinds["assignment"]:
            target = target_of(tree, item)
            self._assigned.setdefault((item.parent.index, target), []).append(item.start)
            self.assigned_names.add(target.rpartition(".")[2])

    def of(self, name: str, start: int, end: int) -> list[int]:
        """The offsets between two others at which a name stands as a whole word, also in strings and comments."""
        offsets = self._offsets.get(name.encode(), [])
        return offsets[bisect_left(offsets, start) : bisect_left(offsets, end)]

    def assignments(self, block: Item, target: str) -> list[int]:
        """Where a block itself assigns to a target."""
        return self._assigned.get((block.index, target), [])

    def innermost(self, offset: int) -> Item:
        """The innermost item around an offset."""
        item = self._tree.items[max(bisect_right(self._starts, offset) - 1, 0)]
        while item.end <= offset and item.kind != MODULE:
            item = item.parent
        return item
