"""What classes offer to designs, and whether anything else uses it."""

from __future__ import annotations

import pytest
from test_swift import facts

from prodlint.fact import Connection, Navigation

CLASS = "class Desk: UIViewController {{\n{body}\n}}\n"


def offered(body: str) -> Connection:
    (found,) = facts(CLASS.format(body=body), Connection)
    return found


@pytest.mark.parametrize(
    ("body", "needed"),
    [
        ("@IBOutlet var sum: UILabel!\nfunc a() { sum.text = x }", True),
        ("@IBOutlet private weak var sum: UILabel!\nfunc a() { show(sum) }", True),
        ("@IBOutlet var sum: UILabel!", False),
        ("@IBOutlet var sum: UILabel?\nfunc a() { sum?.text = x }", False),
        ("@IBOutlet var sum: UILabel!\nfunc a() { sum = UILabel(); sum.text = x }", False),
        ("@IBOutlet var sum: UILabel!\nfunc a() { self.sum = label }", False),
        ("@IBOutlet var sum: UILabel! { didSet { sum.text = x } }", False),
        ("@IBOutlet var sum: UILabel! // sum", False),
    ],
)
def test_an_outlet_is_needed_where_it_is_used_and_only_a_design_sets_it(body: str, *, needed: bool) -> None:
    found = offered(body)
    assert (found.form, found.side, found.name, found.owner, found.needed) == ("outlet", "code", "sum", "Desk", needed)


@pytest.mark.parametrize(
    ("body", "takes", "uses"),
    [
        ("@IBAction func pay(_ sender: Any) {}", 1, 0),
        ("@IBAction private func pay() {}", 0, 0),
        ("@IBAction func pay(_ sender: Any) {}\nfunc a() { pay(self) }", 1, 1),
        ("@IBAction func pay(_ sender: Any) {}\nfunc a() { self.pay(b) }", 1, 1),
        ("@IBAction func pay(_ sender: Any) { ledger.pay() }", 1, 0),
        ("@IBAction func pay(_ sender: Any) {} // pay", 1, 0),
    ],
)
def test_the_uses_of_an_action_are_those_of_its_own_object(body: str, takes: int, uses: int) -> None:
    found = offered(body)
    assert (found.form, found.name, found.takes, found.uses) == ("action", "pay", takes, uses)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('performSegue(withIdentifier: "a", sender: nil)', [("segue", "a")]),
        ('self.storyboard?.instantiateViewController(withIdentifier: "a")', [("scene", "a")]),
        ('table.dequeueReusableCell(withIdentifier: "a", for: path)', [("cell", "a")]),
        ('UINib(nibName: "a", bundle: nil)', [("nib", "a")]),
        ('Bundle.main.loadNibNamed("a", owner: self)', [("nib", "a")]),
        ('UIStoryboard(name: "a", bundle: .main)', [("storyboard", "a")]),
        ('UIStoryboard(name: "a", bundle: Bundle(for: Desk.self))', []),
        ('performSegue(withIdentifier: "a\\(b)", sender: nil)', []),
        ("performSegue(withIdentifier: name, sender: nil)", []),
        ('NavigationLink("A", value: Route.a)', [("case", "Route")]),
        ('NavigationLink("A", value: Route.a(3))', [("case", "Route")]),
        ('NavigationLink("A", value: Order(number: 3))', [("value", "Order")]),
        ('NavigationLink("A", value: order)', []),
        ('NavigationLink("A", value: Shop.orders.first)', []),
    ],
)
def test_a_call_leads_to_the_place_whose_name_is_written_there(code: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.framework, each.target) for each in facts(f"func go() {{ {code} }}", Navigation)] == expected
