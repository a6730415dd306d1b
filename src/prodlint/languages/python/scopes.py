"""What belongs to each function of a file, gathered in one sweep: its calls, its returns, whether it changes state."""

from __future__ import annotations

from prodlint.languages.python.bodies import CHANGING, changes_state
from prodlint.languages.python.tree import Item, Tree


class Contents:
    """By the number of each function: its call items, its return items, and whether it changes state."""

    def __init__(self, tree: Tree) -> None:
        count = len(tree.functions)
        self.calls: list[list[Item]] = [[] for _ in range(count)]
        self.returns: list[list[Item]] = [[] for _ in range(count)]
        self.changes = [False] * count
        for item in tree.kinds["call"]:
            if item.scope >= 0:
                self.calls[item.scope].append(item)
        for item in tree.kinds["return_statement"]:
            if item.scope >= 0:
                self.returns[item.scope].append(item)
        for kind in CHANGING:
            for item in tree.kinds[kind]:
                if item.scope >= 0 and not self.changes[item.scope]:
                    self.changes[item.scope] = changes_state(tree, item)
