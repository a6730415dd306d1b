"""Reasons for silence: every one is asked by a rule, and has a name of its own."""

from __future__ import annotations

import pytest

from prodlint.confirm import CONFIRMS, FIELDS, MODULES, reasons_of
from prodlint.rulebook.load import bundled_folder, load_rules

ASKED = {name for rule in load_rules(bundled_folder()) for match in rule.matches for name in match.confirm}


@pytest.mark.parametrize("name", CONFIRMS)
def test_every_reason_is_asked_by_a_rule(name: str) -> None:
    assert name in ASKED


def test_no_module_hides_a_reason_of_another() -> None:
    assert len(CONFIRMS) == len([name for module in MODULES for name, _ in reasons_of(module)])


@pytest.mark.parametrize("name", FIELDS)
def test_what_wants_a_field_is_a_reason(name: str) -> None:
    assert name in CONFIRMS
