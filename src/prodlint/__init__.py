"""prodlint finds code that only pretends to work, before it ships."""

from __future__ import annotations

__version__ = "0.1.0"
