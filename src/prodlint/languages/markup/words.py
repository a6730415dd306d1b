"""What a person reads in markup: the words between tags and in attributes, and the label of a control."""

from __future__ import annotations

import html
import re

from prodlint.languages.markup.document import TEMPLATE, Document, Element

LABELS = ("aria-label", "title", "label", "value", "alt")
LONGEST_LABEL = 200
BRACED = re.compile(r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
DOUBLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def reading_of(raw: bytes, braces: bool) -> str:
    """Words as a reader sees them: white space collapsed, entities resolved, each interpolation as `{}`."""
    text = raw.decode("utf-8", "replace")
    text = BRACED.sub("{}", text) if braces else DOUBLE.sub("{}", text)
    collapsed = " ".join(text.split())
    return html.unescape(collapsed) if "&" in collapsed else collapsed


def label_of(document: Document, element: Element) -> str:
    """What a control says: its words, else those of an attribute of it or of a picture in it."""
    runs = document.runs_inside(element)
    said = " ".join(reading_of(document.text[run.start : run.end], document.braces) for run in runs)
    if said.replace("{}", "").strip():
        return said[:LONGEST_LABEL]
    inside = [element, *document.inside(element, 8)]
    return next((each.text_of(name) for name in LABELS for each in inside if each.text_of(name)), "")[:LONGEST_LABEL]


def is_written_by_a_template(value: str | None) -> bool:
    """Whether a template writes into an attribute's value."""
    return value is not None and TEMPLATE.search(value.encode()) is not None
