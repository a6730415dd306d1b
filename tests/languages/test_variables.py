"""What the rest of a file says about its variables of the environment."""

from __future__ import annotations

import pytest

from prodlint.languages.variables import Spans, is_asked_for


@pytest.mark.parametrize(
    "text",
    [
        "if (!ready && port) run();",
        "if not port:",
        "run(! port)",
        "run(env ?? config.port)",
        "const a = port ? port : 1",
        "port || fallback",
        "port === undefined",
        "x = port or 3",
        "requireThat(config.port)",
    ],
)
def test_a_test_of_a_name_is_seen_before_it_or_behind_it(text: str) -> None:
    assert is_asked_for("port", text.encode())


@pytest.mark.parametrize(
    "text", ["", "run(port)", "if (!report) run();", "ports || none", "a ?? port2", "port.value", "if (x)\nport = 1"]
)
def test_a_name_that_is_only_used_or_part_of_another_is_not_asked_for(text: str) -> None:
    assert not is_asked_for("port", text.encode())


def test_a_span_inside_of_a_longer_one_is_touched() -> None:
    spans = Spans([(0, 100), (10, 20)])

    assert spans.touch(50, 60)
    assert not spans.touch(100, 110)
    assert not Spans([]).touch(0, 5)


def test_six_thousand_names_are_looked_for_without_reading_the_file_six_thousand_times_by_pattern() -> None:
    text = "".join(f"const k{number} = process.env.KEY_{number};\n" for number in range(6000)).encode()

    assert not any(is_asked_for(f"k{number}", text) for number in range(0, 6000, 10))
