"""Which elements of HTML hold nothing, or text in which no tag is a tag."""

from __future__ import annotations

import re

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
RAW = {name: re.compile(f"</{name}".encode(), re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}
"""Elements in which no tag is a tag → what ends them."""
READ = frozenset(("textarea", "title"))
"""Those of them whose text a person reads."""


def as_html(tag: str) -> str:
    """The name of an element of HTML in small letters; a component (`Textarea`, `Link`) keeps the name of its own."""
    lowered = tag.lower()
    return lowered if tag in (lowered, tag.upper()) else tag
