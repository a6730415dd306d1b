"""The second places that explain findings, as a report has them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from running import check_json, write

BUTTON = """\
export function Bar() {
  const save = () => {
    console.log("saved");
  };
  return (
    <main>
      <button onClick={save}>Save</button>
    </main>
  );
}
"""
MOCK = "class MockPayments:\n    def pay(self, order):\n        return charge(order)\n"
CHARGE = """\
import time


def charge(order):
    time.sleep(1.5)
    return {"status": "paid", "receipt": "4711"}
"""
LOAD = """\
MOCK_ORDERS = load_rows("orders.json")


def load(api):
    try:
        return api.orders()
    except ApiError:
        return MOCK_ORDERS
"""


def seen(rule: str, *paths: str) -> list[tuple[str, int, str]]:
    """(path, line, message) of the related places of a rule's only finding."""
    (finding,) = [each for each in check_json(*paths or (".",)).json["findings"] if each["rule"] == rule]
    return [place(each) for each in finding["related"]]


def place(related: dict[str, Any]) -> tuple[str, int, str]:
    return related["path"], related["line"], related["message"]


def test_a_control_shows_the_function_that_it_calls(project: Path) -> None:
    write(project / "Bar.tsx", BUTTON)
    assert [each[:2] for each in seen("log-only-action")] != []


def test_a_mock_that_is_constructed_shows_where_it_is_declared(project: Path) -> None:
    write(project / "mocks" / "__init__.py", "")
    write(project / "pay.py", MOCK)
    write(project / "app.py", "from pay import MockPayments\n\n\ndef start():\n    return Shop(MockPayments())\n")
    found = [each for each in check_json(".").json["findings"] if each["path"] == "app.py" and each["line"] == 5]
    assert [place(each) for finding in found for each in finding["related"]] == [
        ("pay.py", 1, "the declaration of `MockPayments`")
    ]


def test_a_wait_shows_what_is_given_out_after_it(project: Path) -> None:
    write(project / "charge.py", CHARGE)
    found = check_json(".").json["findings"]
    assert ("charge.py", 6, "what is given out after the wait") in [place(each) for one in found for each in one["related"]]


def test_a_fallback_shows_where_it_is_declared(project: Path) -> None:
    write(project / "load.py", LOAD)
    assert seen("mock-fallback") == [("load.py", 1, "the declaration of `MOCK_ORDERS`")]


def test_a_comment_that_goes_with_a_finding_is_told_with_it(project: Path) -> None:
    write(project / "pay.py", "def charge(order):\n    # TODO: this is only a mock\n    raise NotImplementedError\n")
    assert [each[1] for each in seen("unimplemented")] == [1, 2]


def test_a_place_on_the_findings_own_line_is_not_repeated(project: Path) -> None:
    write(project / "pay.py", "def charge(order): raise NotImplementedError\n")
    assert seen("unimplemented") == []
