"""What a test file imports from modules for which it lets its runner put mocks: `vi.mock("./cart")`."""

from __future__ import annotations

import re

from prodlint.languages.ecmascript.imports import imports
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import words

PARTLY_REAL = re.compile(r"\b(?:importActual|requireActual|importOriginal|spy\s*:\s*true|unmock|doUnmock|dontMock)\b")
"""By this a mocked module keeps something of the real one."""


def mocked_imports(reading: Reading) -> frozenset[str]:
    """The names in the file that stand for parts of the project's own modules that are mocked whole."""
    makers = reading.vocabulary.words("module_mockers")
    modules = {
        literal_text(site.given[0])
        for site in reading.sites
        if site.callee in makers and site.given and not PARTLY_REAL.search(words(site.node))
    }
    own = {module for module in modules if module and module.startswith((".", "@/", "~/"))}
    taken = {name for each in imports(reading) if each.module in own for name in each.names} if own else set()
    local = {alias for alias, name in reading.aliases.items() if name in taken}
    return frozenset(taken | local)
