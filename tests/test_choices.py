from __future__ import annotations

import inspect

import pytest

from prodlint.choices import CHOICES
from prodlint.fact import KINDS
from prodlint.rulebook.where import field_types


@pytest.mark.parametrize(("kind", "field"), sorted(CHOICES))
def test_a_field_of_few_words_exists_and_holds_texts(kind: str, field: str) -> None:
    assert field_types(kind)[field] in ("a text", "several texts")


@pytest.mark.parametrize(
    ("kind", "field"), [("function", "body"), ("control", "handler"), ("records", "holder"), ("catch", "style")]
)
def test_fact_py_says_what_each_word_means(kind: str, field: str) -> None:
    said = inspect.getdoc(KINDS[kind]) or ""
    assert [word for word in CHOICES[kind, field] if word not in said] == []
