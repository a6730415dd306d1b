"""What is said about the state of a SwiftUI view: who reads, writes and binds it, and what it opens."""

from __future__ import annotations

from functools import cache
from textwrap import dedent, indent
from typing import TypeVar

from prodlint.fact import AnyFact, Presentation, State
from prodlint.languages.swift import SwiftFrontEnd
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary

Kind = TypeVar("Kind", bound=AnyFact)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("swift", load_vocabulary(bundled_folder() / "vocabulary"))


def only(source: str, kind: type[Kind]) -> Kind:
    found = [fact for fact in SwiftFrontEnd().parse(source.encode(), vocabulary()).all().facts if isinstance(fact, kind)]
    assert len(found) == 1
    return found[0]


def view(body: str, state: str = "@State private var on = false") -> str:
    return (
        f"struct Page: View {{\n    {state}\n    var body: some View {{\n{indent(dedent(body).strip(), ' ' * 8)}\n    }}\n}}\n"
    )


def state(body: str) -> State:
    return only(view(body), State)


def opened(body: str, declared: str = "@State private var on = false") -> str:
    return only(view(body, declared), Presentation).opened


def test_a_state_that_only_a_control_is_bound_to_is_not_read() -> None:
    found = state('Toggle("Alerts", isOn: $on)')
    assert (found.name, found.kind, found.owner, found.initial) == ("on", "@State", "Page", "false")
    assert (found.reads, found.writes, found.bound, found.escapes) == (0, 0, ("Alerts",), False)


def test_a_condition_reads() -> None:
    assert state('if on { Text("yes") }').reads == 1


def test_an_interpolation_reads_and_the_words_of_a_text_do_not() -> None:
    assert state(r'Text("on \(on) on")').reads == 1


def test_a_comment_does_not_read() -> None:
    assert state("Text(title) // on").reads == 0


def test_an_argument_label_and_a_member_of_another_thing_do_not_read() -> None:
    assert state("Row(on: server.on)").reads == 0


def test_a_member_of_self_reads() -> None:
    assert state("Row(self.on)").reads == 1


def test_assignments_write_literals_and_anything_else() -> None:
    found = state('Button("x") { on = true; self.on = other; on.toggle() }')
    assert (found.writes, found.written, found.reads) == (3, ("*", "true"), 0)


def test_a_comparison_reads() -> None:
    assert state("Row(on == other)").reads == 1


def test_a_binding_given_to_another_view_escapes() -> None:
    assert state("Filter(isOpen: $on)").escapes


def test_a_part_of_a_binding_escapes() -> None:
    assert state('TextField("Name", text: $on.name)').escapes


def test_what_its_declaration_keeps_escapes() -> None:
    assert only(view("rows", '@AppStorage("on") private var on = false'), State).escapes


def test_an_extension_in_the_file_reads() -> None:
    assert only(view("rows") + "extension Page {\n    func save() { store(on) }\n}\n", State).reads == 1


def test_another_type_with_the_same_name_does_not_read() -> None:
    assert only(view("rows") + "struct Other {\n    let on: Bool\n    func save() { store(on) }\n}\n", State).reads == 0


def test_a_sheet_whose_state_is_never_set_is_never_opened() -> None:
    assert opened("rows.sheet(isPresented: $on) { Filter() }") == "never"


def test_closing_alone_opens_nothing() -> None:
    assert opened("rows.sheet(isPresented: $on) { Button(close) { on = false } }") == "never"


def test_setting_opens() -> None:
    assert opened("rows.alert(title, isPresented: $on) { Button(close) { on = true } }") == "state"


def test_a_toggle_bound_to_it_opens() -> None:
    assert opened('Toggle("Show", isOn: $on).popover(isPresented: $on) { Filter() }') == "state"


def test_a_binding_passed_on_may_open() -> None:
    assert opened("Bar(on: $on).popover(isPresented: $on) { Filter() }") == "outside"


def test_a_state_that_others_can_name_may_be_set_outside() -> None:
    assert opened("rows.sheet(isPresented: $on) { Filter() }", "@State var on = false") == "outside"


def test_a_binding_from_outside_is_set_there() -> None:
    assert opened("rows.sheet(isPresented: $on) { Filter() }", "@Binding var on: Bool") == "outside"


def test_what_begins_open_is_open() -> None:
    assert opened("rows.sheet(isPresented: $on) { Filter() }", "@State private var on = true") == "initially"


def test_what_it_shows_reads_it() -> None:
    assert state('Toggle("Show", isOn: $on).popover(isPresented: $on) { Filter() }').reads == 1
