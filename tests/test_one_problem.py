"""One problem is one finding, and the places that it goes with are told with it."""

from __future__ import annotations

from pathlib import Path

from running import check_json, write

COMMENTED = """\
def capture_stack():
    # Simulate a stack trace
    return ["Frame 0: main", "Frame 1: run", "Frame 2: loop"]
"""
AWAITED = """\
import asyncio


async def answer_question(question):
    await asyncio.sleep(1.5)
    return "Thank you for your question, we look into it right away."
"""
FAR = AWAITED.replace("    return", "    log(question)\n    count(question)\n    return")
RECORD = '  {{ id: {0}, name: "Ada Stone", email: "a{0}@stone.io", total: {0}20, lastSeen: "{0} minutes ago" }},\n'
RECORDS = f"export const users = [\n{''.join(RECORD.format(each) for each in range(1, 51))}];\n"
MOCKS = """\
export const mockOrders = [
  { id: 1, customer: "Ada Stone", total: 120, date: "2024-01-02" },
  { id: 2, customer: "Max Hill", total: 80, date: "2024-01-03" },
];
export const mockInvoices = [
  { id: 1, customer: "Ada Stone", total: 120, date: "2024-01-02" },
  { id: 2, customer: "Max Hill", total: 80, date: "2024-01-03" },
];
"""


def found(*rules: str) -> list[tuple[str, str, int]]:
    """(rule, path, line) of each finding."""
    return [(each["rule"], each["path"], each["line"]) for each in check_json(".").json["findings"]]


def related(path: str) -> list[list[tuple[str, int, str]]]:
    """(path, line, message) of the related places of each finding of a file."""
    findings = [each for each in check_json(".").json["findings"] if each["path"] == path]
    return [[(place["path"], place["line"], place["message"]) for place in each["related"]] for each in findings]


def test_a_comment_that_admits_what_the_code_beneath_does_goes_with_it(project: Path) -> None:
    write(project / "stack.py", COMMENTED)
    assert found() == [("canned-response", "stack.py", 3)]


def test_a_wait_and_the_literal_behind_it_are_one_finding(project: Path) -> None:
    write(project / "bot.py", AWAITED)
    assert found() == [("simulated-work", "bot.py", 5)]
    assert [place[:2] for place in related("bot.py")[0]] == [("bot.py", 6), ("bot.py", 6)]


def test_a_literal_further_from_the_wait_is_a_place_of_its_own(project: Path) -> None:
    write(project / "bot.py", FAR.replace("log(question)", "note = 1").replace("count(question)", "note += 1"))
    assert [each[1:] for each in found()] == [("bot.py", 5), ("bot.py", 8)]


def test_an_array_and_its_fifty_records_are_one_finding(project: Path) -> None:
    write(project / "users.ts", RECORDS)
    assert found() == [("mock-data", "users.ts", 1)]


def test_a_collection_in_a_file_of_mock_data_tells_who_imports_it(project: Path) -> None:
    write(project / "mockData.ts", MOCKS)
    write(project / "Table.tsx", 'import { mockOrders } from "./mockData";\n\nexport const rows = () => mockOrders;\n')
    write(
        project / "Bill.tsx",
        'import { mockOrders, mockInvoices } from "./mockData";\n\nexport const all = () => [mockOrders, mockInvoices];\n',
    )
    assert related("mockData.ts") == [
        [("Bill.tsx", 1, "imported here"), ("Table.tsx", 1, "imported here")],
        [("Bill.tsx", 1, "imported here")],
    ]


def test_what_is_imported_from_another_file_of_that_name_tells_nobody(project: Path) -> None:
    write(project / "mockData.ts", MOCKS)
    write(project / "Table.tsx", 'import { mockOrders } from "./other/mockData";\n\nexport const rows = () => mockOrders;\n')
    assert related("mockData.ts") == [[], []]


CLAIMED = """\
export function Contact() {
  const [text, setText] = useState("");
  const { toast } = useToast();

  const handleSend = async (event: React.FormEvent) => {
    event.preventDefault();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    toast({ title: "Message sent" });
  };

  return (
    <form onSubmit={handleSend}>
      <input value={text} onChange={(event) => setText(event.target.value)} />
      <button type="submit">Send</button>
    </form>
  );
}
"""


def test_a_wait_in_an_action_that_claims_success_is_told_where_the_work_is_missing(project: Path) -> None:
    write(project / "Contact.tsx", CLAIMED)
    assert ("simulated-work", "Contact.tsx", 7) in found()
    assert "fake-success" not in {rule for rule, _, _ in found()}


def test_a_test_whose_only_assertion_is_unfinished_is_told_once(project: Path) -> None:
    write(
        project / "tests" / "test_cart.py",
        "from shop import pay\n\n\ndef test_pay(send):\n    pay(send)\n    send.assert_called_once\n",
    )
    assert found() == [("unfinished-assertion", "tests/test_cart.py", 6)]


def test_what_is_unfinished_in_a_skipped_test_is_told_with_the_skip(project: Path) -> None:
    code = 'import { pay } from "./cart";\n\nit.skip("pays", () => {\n  expect(pay(3));\n});\n'
    write(project / "src" / "cart.test.ts", code)
    assert found() == [("skipped-test", "src/cart.test.ts", 3)]
