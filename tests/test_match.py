"""Shapes are sorted by what they compare with fixed values before facts meet them."""

from __future__ import annotations

from typing import Any

from prodlint.match import sieve
from prodlint.rulebook.book import CompiledMatch, compile_match
from prodlint.rulebook.model import Match, Rule


def shape(**where: Any) -> CompiledMatch:
    match = Match(on="function", where=where)
    rule = Rule(
        id="hollow",
        category="placeholders",
        title="Hollow",
        gate="hygiene",
        confidence="high",
        message="Hollow.",
        why="",
        fix="",
        matches=(match,),
        examples=(),
    )
    return compile_match(rule, match)


def test_a_fact_meets_only_shapes_that_its_value_can_fit() -> None:
    empty, either, any_body = shape(body="empty"), shape(body=["empty", "constant"]), shape(name={"matches": "x"})
    field, by_value, others = sieve([empty, either, any_body])
    assert field == "body"
    assert by_value == {"empty": [empty, either, any_body], "constant": [either, any_body]}
    assert others == [any_body]


def test_the_field_that_most_shapes_fix_sorts_them() -> None:
    field, by_value, others = sieve([shape(kind="method"), shape(kind="method", body="empty")])
    assert (field, list(by_value), others) == ("kind", ["method"], [])


def test_shapes_without_fixed_values_meet_every_fact() -> None:
    shapes = [shape(name={"matches": "x"}), shape(parameters={"any": ["id"]})]
    assert sieve(shapes) == ("start", {}, shapes)
