"""The way of a value, as a report tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from running import check_json, write

NOTHING = "with no network, database or file on any path"
CHARGE = """\
import time


def charge(order):
    time.sleep(1.5)
    return {"status": "paid", "receipt": "4711", "amount": 120}
"""
ASSISTANT = """\
import random


def build_reply(text):
    replies = [
        "Thank you for your message, we look into it.",
        "Your order is on its way and comes tomorrow.",
        "All our people are busy, please wait a moment.",
    ]
    return random.choice(replies)


def send(text):
    reply = build_reply(text)
    log(reply)
    return {"reply": reply}
"""
CHAT = """\
export function Chat() {
  const [messages, setMessages] = useState([]);
  const send = (text: string) => {
    const answer = { role: "assistant", content: "Thank you for your question. The search supports price, rooms and size." };
    setTimeout(() => {
      setMessages([...messages, answer]);
    }, 1000);
  };
  return <button onClick={() => send("x")}>Send</button>;
}
"""
LOAD = """\
def load_orders(api):
    try:
        return api.orders()
    except ApiError:
        return sample_orders()


def sample_orders():
    return [{"id": 1, "customer": "Ada Stone", "total": 120}, {"id": 2, "customer": "Max Hill", "total": 80}]
"""
MONITOR = """\
final class Monitor {
    func cpuUsage() -> Double {
        let usage = Double.random(in: 5.0...95.0)
        return usage
    }

    func report() -> Report {
        Report(cpu: cpuUsage())
    }
}
"""
ORDERS = """\
export const mockOrders = [
  { id: 1, customer: "Ada Stone", total: 120, date: "2024-01-02" },
  { id: 2, customer: "Max Hill", total: 80, date: "2024-01-03" },
];
"""
TABLE = """\
import { mockOrders } from "./mockData";

export function Table() {
  const [rows] = useState(mockOrders);
  return <ul>{rows.map((row) => <li key={row.id}>{row.customer}</li>)}</ul>;
}
"""


def ways(rule: str) -> list[list[tuple[str, int, str]]]:
    """(path, line, message) of each step of each finding of a rule."""
    found = [each for each in check_json(".").json["findings"] if each["rule"] == rule]
    return [[(step["path"], step["line"], step["message"]) for step in each["flow"]] for each in found]


def test_a_wait_leads_to_the_literal_that_is_returned_after_it(project: Path) -> None:
    write(project / "charge.py", CHARGE)
    assert ways("simulated-work") == [
        [
            ("charge.py", 5, "`time.sleep` waits 1.5 s"),
            ("charge.py", 6, "a record"),
            ("charge.py", 6, f"returned by `charge`, {NOTHING}"),
        ]
    ]


def test_a_canned_answer_goes_on_to_the_function_that_returns_it_in_turn(project: Path) -> None:
    write(project / "assistant.py", ASSISTANT)
    assert ways("canned-response")[0] == [
        ("assistant.py", 5, "3 texts in `replies`"),
        ("assistant.py", 10, f"returned by `build_reply`, {NOTHING}"),
        ("assistant.py", 14, "kept in `reply`"),
        ("assistant.py", 16, "returned by `send`"),
    ]


def test_an_answer_is_followed_into_the_state(project: Path) -> None:
    write(project / "Chat.tsx", CHAT)
    assert [each[2] for each in ways("canned-response")[0]] == [
        '"Thank you for your question. The search…"',
        "kept in `answer`",
        "`setMessages` takes it",
    ]


def test_what_takes_the_place_of_a_failure_begins_in_the_function_that_makes_it_up(project: Path) -> None:
    write(project / "load.py", LOAD)
    assert [each[1:] for each in ways("mock-fallback")[0]] == [
        (9, "2 records"),
        (9, f"returned by `sample_orders`, {NOTHING}"),
        (4, "taken when this fails"),
        (5, "returned by `load_orders`"),
    ]


def test_a_random_number_is_followed_through_a_call(project: Path) -> None:
    write(project / "Monitor.swift", MONITOR)
    assert [each[1:] for each in ways("invented-number")[0]] == [
        (3, "`Double.random` draws a random number"),
        (3, "kept in `usage`"),
        (4, "returned by `cpuUsage`"),
        (8, "returned by `report`"),
    ]


def test_an_import_begins_in_the_other_file(project: Path) -> None:
    write(project / "mockData.ts", ORDERS)
    write(project / "Table.tsx", TABLE)
    assert [
        ("mockData.ts", 1, "2 records in `mockOrders`"),
        ("Table.tsx", 1, "`mockOrders` is imported here"),
        ("Table.tsx", 4, "kept in `rows`"),
        ("Table.tsx", 5, "shown by `Table`"),
    ] in ways("mock-data")


def test_a_name_of_another_module_is_no_beginning(project: Path) -> None:
    write(project / "mockData.ts", ORDERS)
    write(project / "Table.tsx", TABLE.replace("./mockData", "./other/mockData"))
    assert [each for each in ways("mock-data") if each and each[-1][0] != each[0][0]] == []


@pytest.mark.parametrize("asked", ["requests.get(URL)", "remember(text)"])
def test_nothing_is_claimed_of_a_function_that_may_ask_somebody(project: Path, asked: str) -> None:
    write(project / "assistant.py", f"import requests\n\n\n{CHARGE.replace('    return', f'    {asked}{chr(10)}    return')}")
    assert [step for way in ways("simulated-work") for step in way if NOTHING in step[2]] == []


def test_a_text_that_is_shown_where_it_stands_has_no_way(project: Path) -> None:
    write(project / "Sync.tsx", "export const Sync = () => (\n  <main>\n    <p>Last synced 2 minutes ago</p>\n  </main>\n);\n")
    assert ways("invented-number") == [[]]


def test_other_rules_tell_no_way(project: Path) -> None:
    write(project / "pay.py", "def charge(order):\n    raise NotImplementedError\n")
    assert ways("unimplemented") == [[]]
