"""Across files: what only the whole project can tell."""

from __future__ import annotations

from prodlint.project.verdicts import VERDICTS

__all__ = ["VERDICTS"]
