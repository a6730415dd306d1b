"""HTML pages and templates, Vue single files and Svelte components."""

from __future__ import annotations

from prodlint.languages.markup.frontend import MarkupFrontEnd

__all__ = ["MarkupFrontEnd"]
