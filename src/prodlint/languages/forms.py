"""Forms with neither a submit handler nor an action: the browser asks for the page again, the fields in its address."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.names import words_of
from prodlint.vocabulary import Vocabulary

IN_VAIN = "inside a form that does nothing"
"""Why a button does nothing that only submits such a form: the form is what is told."""
BY_ADDRESS = "the browser asks for the page with what is entered"


def asks_by_its_address(fields: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> bool:
    """Whether that is what a form is for: it has a field that names what is looked for, and none that is nobody's business.

    `fields` are names and types, the type of a field without one its tag; HTML Living Standard, "Form submission algorithm".
    """
    fields = list(fields)
    asking = vocabulary.words("asking-fields")
    private = vocabulary.words("private-field-types")
    asks = any(kind in asking or asking.intersection(words_of(name)) for name, kind in fields)
    return asks and not any(kind in private for _, kind in fields)
