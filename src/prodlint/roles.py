"""Which part a file plays, by its path and what it says: the wrong answer here is the commonest cause of noise."""

from __future__ import annotations

from prodlint.config import Config
from prodlint.conventions import conventions
from prodlint.globs import globs
from prodlint.languages import FAMILIES, SETTINGS, language_of

READ = 64_000
"""Bytes of a file that are looked at."""


def role_of(path: str, head: bytes, config: Config) -> str:
    """One of `file.ROLES` for a file at `path` (relative to the project's root) that begins with `head`, which is UTF-8.

    The project's own word wins: `production` and `critical` make a file product, `test` a test, `sandbox` an example.
    """
    if globs(config.production).match(path) or globs(config.critical).match(path):
        return SETTINGS if not language_of(path) and conventions().settings_format(path) else "product"
    if globs(config.test).match(path):
        return "test"
    if globs(config.sandbox).match(path):
        return "example"
    family = FAMILIES.get(language_of(path) or conventions().settings_format(path), "")
    role = conventions().role(path, family, head[:READ])
    return SETTINGS if role == "product" and family == SETTINGS else role
