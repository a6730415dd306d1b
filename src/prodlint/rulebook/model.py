"""A rule as written in its TOML file: what it finds, why it matters, and the examples that prove it."""

from __future__ import annotations

from typing import Any

import msgspec

CONFIDENCES = ("low", "medium", "high")
FAMILIES = ("swift", "ecmascript", "python")
KNOWN_FAMILIES = (*FAMILIES, "settings")
"""What a shape can name: a rule is about code unless a shape says that it looks at settings."""
EXAMPLE_FAMILY = {
    "swift": "swift",
    "javascript": "ecmascript",
    "jsx": "ecmascript",
    "typescript": "ecmascript",
    "tsx": "ecmascript",
    "html": "ecmascript",
    "vue": "ecmascript",
    "svelte": "ecmascript",
    "python": "python",
    "yaml": "settings",
    "json": "settings",
    "toml": "settings",
    "plist": "settings",
    "dotenv": "settings",
    "xcconfig": "settings",
}
"""Language of an example → the family of languages that a rule claims."""

PRODUCT_ROLES = ("product", "example", "script", "seed", "design-system")
"""Roles that a rule looks at unless it says otherwise; levels are lowered afterwards, never here."""


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One shape of fact that the rule finds.

    `on` is a kind of fact.  `where` maps a field to a value, a list of values, or operators (see where.py).
    `confirm` names functions of confirm/ that must all agree; `project` names functions of project/ that judge later.
    `at` names a function of places.py that tells where to point; without it, the fact's own span.
    `written` is a regex that matches in every file in which the shape can be found, for shapes that have no word to look for.
    `secret` says that the text may be a credential, which no output may show.
    `message`, `confidence` and `roles` replace the rule's for this shape.  `regions` are never-shipping regions that do not
    silence it.
    """

    on: str
    where: dict[str, Any] = {}
    confirm: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    message: str = ""
    confidence: str = ""
    languages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    at: str = ""
    secret: bool = False
    written: str = ""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Code with (`bad`, the place marked with ↓) or without (`good`) the problem; `because` tells why a near miss is right.

    `beside` are other files of its project: path → text.
    """

    language: str
    bad: str = ""
    good: str = ""
    because: str = ""
    path: str = ""
    beside: dict[str, str] = {}


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule with its id (the file's name) and category (its folder); a `traced` one tells the way of a value.

    What it finds is not told where one of the rules of `gives_way_to` finds something inside.
    """

    id: str
    category: str
    title: str
    gate: str
    confidence: str
    message: str
    why: str
    fix: str
    matches: tuple[Match, ...]
    examples: tuple[Example, ...]
    languages: tuple[str, ...] = FAMILIES
    traced: bool = False
    gives_way_to: tuple[str, ...] = ()
    path: str = ""


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The keys of a rule file; see docs/rule-file.md."""

    title: str
    gate: str
    message: str
    why: str
    fix: str
    match: dict[str, Any] | list[dict[str, Any]]
    confidence: str = "high"
    languages: tuple[str, ...] = FAMILIES
    traced: bool = False
    gives_way_to: tuple[str, ...] = ()
    example: tuple[Example, ...] = ()
