"""Tests of what counts as a reason beside a dropped error."""

from __future__ import annotations

import pytest

from prodlint.languages.remarks import gives_reason


@pytest.mark.parametrize(
    "comment",
    [
        "// eslint-disable-next-line no-empty -- the counter may never break a page",
        "# noqa: BLE001 - a plugin may fail in any way",
        "/* best effort, it is only a hint */",
        "// when the server says no, keep (the) old list",
    ],
)
def test_a_sentence_is_a_reason(comment: str) -> None:
    assert gives_reason([comment])


@pytest.mark.parametrize(
    "comment",
    [
        "// ignored",
        "// console.log(error.response)",
        "// setMessage('It could not be saved now')",
        "# raise failure",
        "// eslint-disable-next-line @typescript-eslint/no-unused-vars",
    ],
)
def test_code_and_orders_to_a_linter_are_none(comment: str) -> None:
    assert not gives_reason([comment])
