"""What two trees have and have not in common, as reports show it: plain values."""

from __future__ import annotations

import msgspec

from prodlint.finding import Problem


class Named(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A file, type or screen, and the file that has it, relative to its tree."""

    name: str
    path: str


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """What only one of the trees has, by name."""

    sandbox: tuple[Named, ...] = ()
    production: tuple[Named, ...] = ()

    @property
    def all(self) -> int:
        """How many there are on both sides together."""
        return len(self.sandbox) + len(self.production)


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """A file of both trees by its path in each, and how many lines, counted without comments above all code, only one has."""

    sandbox: str
    production: str
    only_in_sandbox: int
    only_in_production: int


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A mark of the sandbox in production: `path` relative to that tree, 1-based line."""

    path: str
    line: int
    message: str


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """All that differs between a sandbox and production, both given as paths from the project's root.

    `both` counts the files that both have.  `types` are those of files that both have, `screens` those with controls.
    """

    sandbox: str
    production: str
    both: int = 0
    files: Sides = Sides()
    types: Sides = Sides()
    screens: Sides = Sides()
    differing: tuple[Differing, ...] = ()
    marks: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether nothing differs."""
        return not (self.files.all or self.types.all or self.screens.all or self.differing or self.marks)
