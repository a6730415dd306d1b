"""Words in markup → Text facts."""

from __future__ import annotations

from collections.abc import Iterator

from prodlint.fact import Comment, Text
from prodlint.languages.markup.document import Document, Element
from prodlint.languages.markup.words import is_written_by_a_template, reading_of
from prodlint.vocabulary import Vocabulary

LONGEST_TEXT = 4000


def texts(document: Document, vocabulary: Vocabulary) -> list[Text]:
    """The words between tags and in plain attributes."""
    return [*_words(document, vocabulary), *_attributes(document, vocabulary)]


def comments(document: Document) -> list[Comment]:
    """The comments between tags."""
    return [
        Comment(
            start=start,
            end=end,
            text=document.text[start:end].decode("utf-8", "replace"),
            kind="block" if document.elements and document.elements[0].start < start else "header",
            trailing=bool(document.text[document.text.rfind(b"\n", 0, start) + 1 : start].strip()),
        )
        for start, end in document.comments
    ]


def _words(document: Document, vocabulary: Vocabulary) -> Iterator[Text]:
    code = vocabulary.words("code_elements")
    for run in document.runs:
        raw = document.text[run.start : run.end]
        stripped = raw.strip()
        start = run.start + raw.index(stripped[:1])
        element = document.elements[run.parent] if run.parent >= 0 else None
        around = [element, *document.around(run.parent)][:4] if element is not None else []
        value = reading_of(stripped[:LONGEST_TEXT], document.braces)
        if b"@" in raw or raw.strip() == b"}":
            value = vocabulary.pattern("control-flow").sub(" ", value).strip()
        if not value:
            continue
        is_code = any(each is not None and each.tag in code for each in around)
        yield Text(
            start=start,
            end=start + len(stripped),
            value=value,
            role="doc" if is_code else "value" if element is None and document.braces else "shown",
            joined="{}" in value,
        )


def _attributes(document: Document, vocabulary: Vocabulary) -> Iterator[Text]:
    values = vocabulary.words("markup-values")
    for element in document.elements:
        for name, attribute in element.attributes.items():
            role = vocabulary.label_role(name)
            if not attribute.value or attribute.braced or (name not in values and role not in ("shown", "prompt")):
                continue
            value = reading_of(attribute.value.encode()[:LONGEST_TEXT], document.braces)
            yield Text(
                start=attribute.inside,
                end=attribute.inside + len(attribute.value.encode()),
                value=value,
                role=_role(element, name, vocabulary),
                name=name,
                joined="{}" in value or is_written_by_a_template(attribute.value),
            )


def _role(element: Element, name: str, vocabulary: Vocabulary) -> str:
    if element.tag.lower() == "meta":
        return "key"
    if name == "value" and element.text_of("type") in ("button", "submit", "reset"):
        return "shown"
    return vocabulary.label_role(name) or ("value" if name == "value" else "key")
