"""What the Swift front end says about small sources."""

from __future__ import annotations

import time
from functools import cache
from textwrap import dedent
from typing import TypeVar

import pytest

from prodlint.fact import (
    AnyFact,
    Argument,
    Call,
    Catch,
    Comment,
    Control,
    Declaration,
    Delay,
    Fallback,
    FileFacts,
    Function,
    Import,
    Records,
    Region,
    Text,
)
from prodlint.fact import (
    Test as Case,
)
from prodlint.languages.swift import SwiftFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary

Kind = TypeVar("Kind", bound=AnyFact)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("swift", load_vocabulary(bundled_folder() / "vocabulary"))


def read(source: str) -> FileFacts:
    return SwiftFrontEnd().parse(dedent(source).encode(), vocabulary()).all()


def facts(source: str, kind: type[Kind]) -> list[Kind]:
    return [fact for fact in read(source).facts if isinstance(fact, kind)]


def only(source: str, kind: type[Kind]) -> Kind:
    found = facts(source, kind)
    assert len(found) == 1, found
    return found[0]


def function(source: str, name: str) -> Function:
    return next(fact for fact in facts(source, Function) if fact.name == name)


def control(source: str) -> tuple[str, str]:
    fact = only(source, Control)
    return fact.handler, fact.why


def text(source: str, value: str) -> Text:
    return next(fact for fact in facts(source, Text) if fact.value == value)


def spanned(source: str, fact: AnyFact) -> str:
    return dedent(source).encode()[fact.start : fact.end].decode()


# Functions


def test_a_computed_property_that_is_one_text_is_a_constant_accessor() -> None:
    fact = only('struct A { private var efficiency: String { "85%" } }', Function)
    assert (fact.name, fact.kind, fact.owner, fact.body) == ("efficiency", "accessor", "A", "constant")
    assert (fact.returns, fact.returned_text, fact.modifiers) == ("literal", ("85%",), ("private",))


def test_an_implicit_return_counts() -> None:
    assert only('func name() -> String { "x" }', Function).returns == "literal"


def test_a_lone_expression_of_a_function_without_result_is_not_returned() -> None:
    assert only('func name() { "x" }', Function).returns == ""


def test_a_view_body_is_computed_however_short() -> None:
    fact = only('struct A: View { var body: some View { Text("x") } }', Function)
    assert (fact.returns, fact.body) == ("computed", "real")


def test_nothing_inside_is_empty() -> None:
    assert only("func save() { }", Function).body == "empty"


def test_returning_nil_is_empty() -> None:
    assert only("func find() -> User? { return nil }", Function).body == "empty"


def test_only_comments_inside_is_comment_only() -> None:
    assert only("func save() {\n  // later\n}", Function).body == "comment-only"


def test_prints_are_log_only() -> None:
    fact = only('func save(item: Item) { print("saving", item) }', Function)
    assert (fact.body, fact.effects, fact.parameters, fact.reads_parameters) == ("log-only", ("log",), ("item",), True)


def test_a_discarded_value_beside_a_print_is_still_log_only() -> None:
    assert only('func log(e: E) { _ = Entry(e: e); print("x") }', Function).body == "log-only"


def test_a_print_and_a_state_change_is_real() -> None:
    fact = only('class A { func start() { print("x"); isActive = true } }', Function)
    assert (fact.body, fact.effects) == ("real", ("log", "state"))


def test_assigning_a_local_is_no_state() -> None:
    assert only("func f() -> Int { var a = 1; a = g(a); return a }", Function).effects == ("unknown",)


def test_appending_to_a_local_is_no_state() -> None:
    assert only("func f() -> [Int] { var a = [Int](); a.append(1); return a }", Function).effects == ("pure",)


def test_appending_to_a_property_is_state() -> None:
    assert only("class A { func f() { items.append(1) } }", Function).effects == ("state",)


def test_a_trap_that_says_not_implemented_is_unimplemented() -> None:
    assert only('func pay() { fatalError("not implemented") }', Function).body == "unimplemented"


def test_a_thrown_not_implemented_is_unimplemented() -> None:
    assert only("func pay() throws { throw PayError.notImplemented }", Function).body == "unimplemented"


def test_an_abstract_method_that_traps_is_real() -> None:
    assert only('func pay() { fatalError("must be overridden") }', Function).body == "real"


def test_the_decoding_initializer_has_its_own_name() -> None:
    source = 'class A { required init?(coder: NSCoder) { fatalError("init(coder:) has not been implemented") } }'
    assert only(source, Function).name == "init(coder:)"


def test_a_protocol_requirement_has_no_body() -> None:
    assert only("protocol P { func load() -> [Item] }", Function).body == "absent"


def test_an_action_keeps_its_attribute_and_modifiers() -> None:
    fact = only("class A: B { @IBAction override func tap(_ sender: Any) async { } }", Function)
    assert (fact.decorators, fact.modifiers, fact.is_async, fact.bases) == (("IBAction",), ("override",), True, ("B",))


def test_a_returned_constructor_with_literals_is_a_record() -> None:
    fact = only('func me() -> User { let user = User(id: "u\\(UUID().uuidString)", age: 3); return user }', Function)
    assert (fact.returns, fact.body, fact.literals) == ("record", "constant", 2)


def test_a_constructor_with_parameters_is_computed() -> None:
    assert only("func me(n: String) -> User { return User(name: n, age: compute()) }", Function).returns == "computed"


def test_a_random_element_of_literals_is_a_choice() -> None:
    source = """
        func reply() -> String {
            let options = ["That is nice!", "Tell me more."]
            return options.randomElement() ?? "Okay!"
        }
    """
    fact = only(source, Function)
    assert (fact.returns, fact.returned_text) == ("choice", ("That is nice!", "Tell me more."))


def test_branches_of_prose_are_a_choice() -> None:
    source = """
        func reply(to q: String) -> String {
            if q.contains("tax") { return "Keep all of your receipts." }
            return "Tell me more about your budget."
        }
    """
    assert only(source, Function).returns == "choice"


def test_a_switch_of_words_is_literal() -> None:
    assert only('var icon: String { switch self { case .a: "star"\n case .b: "moon" } }', Function).returns == "literal"


def test_an_echo_of_the_question_is_mixed() -> None:
    assert only('func ask(q: String) -> String { "You asked: \\(q)" }', Function).returns == "mixed"


def test_an_empty_array_is_a_record_without_literals() -> None:
    fact = only("func items(from r: Response) -> [Item] { return [] }", Function)
    assert (fact.returns, fact.literals, fact.body) == ("record", 0, "constant")


def test_a_value_in_a_result_is_unwrapped() -> None:
    assert only('func f() -> Result<String, E> { .success("A canned answer here") }', Function).returns == "literal"


def test_returns_of_closures_inside_do_not_count() -> None:
    assert only("func f() -> [Int] { return xs.map { x in return 1 } }", Function).returns == "computed"


def test_getter_and_setter_are_two_functions() -> None:
    source = 'class A { var on: F? { get { nil } set { print("set") } } }'
    assert [(fact.body, fact.modifiers) for fact in facts(source, Function)] == [("empty", ()), ("log-only", ("set",))]


def test_an_observer_is_an_accessor() -> None:
    assert only("class A { var x = 1 { didSet { save() } } }", Function).modifiers == ("didSet",)


def test_a_closure_bound_to_a_name_is_a_function() -> None:
    fact = only("let load = { (id: Int) in fetch(id) }", Function)
    assert (fact.name, fact.kind) == ("load", "closure")


def test_the_doc_comment_gives_its_first_line() -> None:
    assert only("/// Saves it.\n/// Twice.\nfunc save() { }", Function).doc == "Saves it."


# Controls


@pytest.mark.parametrize(
    "source",
    [
        'Button("Save") { }',
        'Button("Save", action: {})',
        'Button(action: {}) { Text("Save") }',
        'Button { } label: { Label("Save", systemImage: "disk") }',
        'Button(role: .destructive, action: {}) { Text("Save") }',
    ],
)
def test_every_form_of_an_empty_button_is_empty(source: str) -> None:
    fact = only(source, Control)
    assert (fact.handler, fact.label, fact.kind, fact.toolkit) == ("empty", "Save", "button", "swiftui")


def test_a_comment_is_no_action() -> None:
    assert control('Button("Save") {\n  // save it\n}') == ("comment-only", "closure")


def test_a_print_is_log_only_and_says_what() -> None:
    fact = only('Button("Save") { print("saved") }', Control)
    assert (fact.handler, fact.says) == ("log-only", "saved")


def test_a_function_of_the_file_is_followed_one_level() -> None:
    source = 'struct A { var body: some View { Button("Reset") { resetAll() } }\n func resetAll() { print("x") } }'
    fact = only(source, Control)
    assert (fact.handler, fact.why, fact.target, fact.says) == ("log-only", "function", "resetAll", "x")


def test_a_task_around_the_call_is_looked_through() -> None:
    source = 'struct A { var body: some View { Button("Go") { Task { await go() } } }\n func go() async { } }'
    assert only(source, Control).handler == "empty"


def test_a_reference_is_followed() -> None:
    assert only('struct A { let b = Button("Go", action: go)\n func go() { } }', Control).handler == "empty"


def test_a_function_that_works_is_wired() -> None:
    source = 'struct A { var body: some View { Button("Go") { go() } }\n func go() { api.send() } }'
    assert control(source) == ("wired", "function")


def test_a_closure_property_is_delegated() -> None:
    source = 'struct A { let onTap: () -> Void\n var body: some View { Button("Go") { onTap() } } }'
    assert control(source) == ("delegated", "closure")


def test_a_cancel_role_is_left_to_the_system() -> None:
    assert control('Button("Back", role: .cancel) { }') == ("system", "cancel role")


def test_an_ok_in_an_alert_is_left_to_the_system() -> None:
    source = 'view.alert("Done", isPresented: $shown) { Button("OK") { } }'
    assert control(source) == ("system", "closed by the system")


def test_an_ok_outside_an_alert_is_empty() -> None:
    assert control('VStack { Button("OK") { } }') == ("empty", "closure")


def test_a_destructive_button_in_an_alert_is_not_exempt() -> None:
    assert control('v.alert("Sure?") { Button("OK", role: .destructive) { } }') == ("empty", "closure")


def test_a_button_that_is_always_disabled_is_disabled() -> None:
    assert control('Button("Save") { }.disabled(true)') == ("disabled", "always disabled")


def test_a_condition_does_not_disable() -> None:
    fact = only('Button("Save") { save() }.padding().disabled(isBusy)', Control)
    assert (fact.handler, fact.attributes) == ("wired", ("padding", "disabled"))


def test_an_image_button_is_named_by_its_accessibility_label() -> None:
    fact = only('Button(action: {}) { Image(systemName: "plus") }.accessibilityLabel("Add")', Control)
    assert fact.label == "Add"


def test_a_view_of_the_project_with_an_inert_closure_is_a_button() -> None:
    source = 'SettingsRow(\n  title: "Help"\n) {\n  // Open help\n}'
    fact = only(source, Control)
    assert (fact.tag, fact.label, fact.handler) == ("SettingsRow", "Help", "comment-only")
    assert spanned(source, fact) == "{\n  // Open help\n}"


def test_a_view_of_the_project_with_an_action_is_a_button() -> None:
    assert control('PrimaryButton(title: "Pay", action: {})') == ("empty", "action")


def test_a_card_that_shows_views_is_no_control() -> None:
    assert facts('InfoCard(title: "Sum") { Text("1") }', Control) == []


def test_a_bound_toggle_names_its_state() -> None:
    fact = only('Toggle("Sync", isOn: $autoSync)', Control)
    assert (fact.handler, fact.why, fact.target, fact.kind) == ("wired", "isOn", "autoSync", "toggle")


def test_a_constant_binding_cannot_be_changed() -> None:
    assert control('Toggle("Sync", isOn: .constant(true))') == ("disabled", "constant binding")


def test_a_field_with_a_passed_binding_is_delegated() -> None:
    assert control('TextField("Name", text: name)') == ("delegated", "text")


def test_an_empty_tap_is_empty() -> None:
    source = 'Text("x")\n  .padding()\n  .onTapGesture { }'
    fact = only(source, Control)
    assert (fact.handler, fact.kind, spanned(source, fact)) == ("empty", "gesture", ".onTapGesture { }")


@pytest.mark.parametrize(
    "source", ["Color.black.onTapGesture { }", "x.overlay(Color.clear).onTapGesture { }", "x.overlay { y().onTapGesture { } }"]
)
def test_an_empty_tap_on_a_cover_absorbs_taps(source: str) -> None:
    assert control(source) == ("empty", "tap absorber")


def test_a_link_to_an_empty_view_shows_it() -> None:
    fact = only('NavigationLink(destination: EmptyView()) { Label("Inbox", systemImage: "tray") }', Control)
    assert (fact.kind, fact.label, fact.href, fact.handler) == ("link", "Inbox", "EmptyView()", "wired")


def test_a_link_to_a_bare_text_shows_the_text() -> None:
    assert only('NavigationLink("More") { Text("Settings View").font(.title) }', Control).href == "Settings View"


def test_a_link_to_a_screen_has_no_literal_destination() -> None:
    assert only('NavigationLink("More", destination: SettingsView())', Control).href == ""


def test_a_link_shows_its_address() -> None:
    assert only('Link("Terms", destination: URL(string: "https://example.com")!)', Control).href == "https://example.com"


def test_a_bar_button_without_action_is_missing_its_handler() -> None:
    source = 'UIBarButtonItem(title: "Add", style: .plain, target: self, action: nil)'
    fact = only(source, Control)
    assert (fact.toolkit, fact.handler, fact.label) == ("uikit", "missing", "Add")


def test_an_alert_action_without_handler_is_left_to_the_system() -> None:
    assert only('UIAlertAction(title: "OK", style: .default, handler: nil)', Control).handler == "system"


def test_a_destructive_alert_action_without_handler_is_missing_it() -> None:
    assert only('UIAlertAction(title: "Delete", style: .destructive)', Control).handler == "missing"


def test_a_selector_is_followed() -> None:
    source = "class A { func f() { b.addTarget(self, action: #selector(tap), for: .touchUpInside) }\n @objc func tap() { } }"
    fact = only(source, Control)
    assert (fact.handler, fact.target) == ("empty", "tap")


def test_calling_a_callback_named_like_a_modifier_is_no_control() -> None:
    assert facts("func f() { onDelete(item) }", Control) == []


def test_a_row_that_can_be_deleted_is_a_control() -> None:
    assert control("list.onDelete { rows in store.drop(rows) }") == ("wired", "closure")


# Texts


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ('Text("x y")', "shown"),
        ('Section("x y") { }', "shown"),
        ('v.navigationTitle("x y")', "shown"),
        ('v.alert("x y", isPresented: $a) { }', "shown"),
        ('ProgressView("x y")', "shown"),
        ('Text(done ? "x y" : "z")', "shown"),
        ('Text(name ?? "x y")', "shown"),
        ('label.text = "x y"', "shown"),
        ('TextField("x y", text: $a)', "prompt"),
        ('SearchBar(prompt: "x y")', "prompt"),
        ('print("x y")', "log"),
        ('logger.info("x y")', "log"),
        ('fatalError("x y")', "error"),
        ('throw AppError.failed("x y")', "error"),
        ('let e = NetworkError(message: "x y")', "error"),
        ('var errorDescription: String? { "x y" }', "error"),
        ('let a = b == "x y"', "compared"),
        ('if name.hasPrefix("x y") { }', "compared"),
        ('switch a { case "x y": b()\n default: c() }', "compared"),
        ('Image(systemName: "x y")', "key"),
        ('let a = ["x y": 1]', "key"),
        ('let a = b["x y"]', "key"),
        ('enum E: String { case a = "x y" }', "key"),
        ('UserDefaults.standard.set(1, forKey: "x y")', "key"),
        ('NSPredicate(format: "x y")', "key"),
        ('@AppStorage("x y") var a = 1', "key"),
        ('XCTAssertTrue(a, "x y")', "test"),
        ('let a = "x y"', "value"),
        ('request.setValue("x y", forHTTPHeaderField: "Authorization")', "value"),
    ],
)
def test_a_text_has_the_role_of_its_place(source: str, role: str) -> None:
    assert text(source, "x y").role == role


def test_an_argument_gives_name_and_callee() -> None:
    fact = only('ChatMessage(content: "Standard reply to \\(query)", isUser: false)', Text)
    assert (fact.value, fact.name, fact.callee, fact.joined) == ("Standard reply to {}", "content", "ChatMessage", True)


def test_a_fallback_text_is_a_default() -> None:
    assert only('let a = b ?? "x"', Text).default


def test_a_parameter_default_is_a_default() -> None:
    fact = only('func f(mode: String = "demo") { }', Text)
    assert (fact.name, fact.default) == ("mode", True)


def test_a_multi_line_text_is_one_text_without_indentation() -> None:
    assert only('let a = """\n    One\n      two\n    """', Text).value == "One\n  two"


def test_escapes_are_resolved_and_raw_texts_are_not() -> None:
    assert [fact.value for fact in facts('let a = "a\\tb \\"c\\" \\u{41}"\nlet b = #"a\\tb"#', Text)] == ['a\tb "c" A', "a\\tb"]


def test_a_dictionary_value_is_named_by_its_key() -> None:
    assert text('let a = ["role": "user", "content": "Hello"]', "Hello").name == "content"


# Delays


@pytest.mark.parametrize(
    ("source", "style", "seconds"),
    [
        ("func f() async { try? await Task.sleep(nanoseconds: 1_500_000_000); g() }", "await", 1.5),
        ("func f() async { try? await Task.sleep(for: .milliseconds(250)); g() }", "await", 0.25),
        ("func f() async { try? await Task.sleep(nanoseconds: UInt64(0.5 * 1_000_000_000)) }", "await", 0.5),
        ("func f() { Thread.sleep(forTimeInterval: 2); g() }", "block", 2.0),
        ("func f() { usleep(500_000) }", "block", 0.5),
        ("func f() { DispatchQueue.main.asyncAfter(deadline: .now() + 2) { self.g() } }", "callback", 2.0),
        ("func f() { Timer.scheduledTimer(withTimeInterval: 4, repeats: false) { _ in g() } }", "callback", 4.0),
        ("func f(n: Double) { Thread.sleep(forTimeInterval: n) }", "block", -1.0),
    ],
)
def test_a_wait_has_a_style_and_a_length(source: str, style: str, seconds: float) -> None:
    fact = only(source, Delay)
    assert (fact.style, fact.seconds) == (style, seconds)


def test_a_callback_that_assigns_a_text_sets_a_literal() -> None:
    source = 'f.asyncAfter(deadline: .now() + 1) { self.text = "Sample text"; self.done = true }'
    fact = only(source, Delay)
    assert (fact.literal, fact.effects) == (True, ("state",))


def test_a_callback_that_only_toggles_state_sets_no_literal() -> None:
    source = "f.asyncAfter(deadline: .now() + 0.2) { withAnimation { self.shown = true; self.offset = 0 } }"
    assert not only(source, Delay).literal


def test_a_record_after_a_wait_is_a_literal() -> None:
    source = """
        func signIn() async throws -> User {
            try await Task.sleep(nanoseconds: 1_000_000_000)
            let user = User(id: "1", email: "user@sandbox.com")
            return user
        }
    """
    fact = only(source, Delay)
    assert (fact.literal, fact.effects, fact.calls) == (True, ("pure",), ("User",))


def test_work_before_the_wait_counts() -> None:
    source = "func f() async { for a in b { await api.send(a); try? await Task.sleep(nanoseconds: 1) } }"
    fact = only(source, Delay)
    assert (fact.loop, fact.calls, fact.effects) == (True, ("api.send",), ("unknown",))


def test_a_random_wait_is_random_through_a_name() -> None:
    source = "func f() async { let t = Double.random(in: 1...2); try? await Task.sleep(nanoseconds: UInt64(t * 1e9)) }"
    assert only(source, Delay).random_length


# Error handlers


@pytest.mark.parametrize(
    ("handler", "body", "default"),
    [
        ("", "empty", ""),
        ("// nothing\n", "comment-only", ""),
        ("print(error)", "log-only", ""),
        ("print(error); return nil", "default", "nil"),
        ("return []", "default", "empty"),
        ("count = 0", "default", "zero"),
        ("return Report.sample", "default", "name"),
        ("return makeMock()", "default", "call"),
        ("throw error", "rethrow", ""),
        ('fatalError("x")', "exit", ""),
        ("errorMessage = error.localizedDescription; shown = true", "handled", ""),
        ("return .failure(error)", "handled", ""),
        ("status = .failed", "handled", ""),
        ("continue", "empty", ""),
    ],
)
def test_a_catch_says_what_it_does(handler: str, body: str, default: str) -> None:
    fact = only(f"func f() {{ do {{ try api.load() }} catch {{ {handler} }} }}", Catch)
    assert (fact.body, fact.default, fact.calls) == (body, default, ("api.load",))


def test_a_catch_knows_its_types_and_its_error() -> None:
    fact = only("do { try a() } catch let issue as NetworkError { print(issue) }", Catch)
    assert (fact.types, fact.uses_error) == (("NetworkError",), True)


def test_a_comment_explains_a_catch() -> None:
    assert only("do { try a() } catch { // the cache is only a hint here\n }", Catch).explained


def test_an_unused_optional_try_has_no_default() -> None:
    fact = only("func f() { try? api.delete(); g() }", Catch)
    assert (fact.style, fact.body, fact.default, fact.calls) == ("try?", "empty", "", ("api.delete",))


def test_a_used_optional_try_gives_nil() -> None:
    assert only("let a = try? api.load()", Catch).default == "nil"


def test_an_optional_try_with_a_fallback_gives_the_fallback() -> None:
    assert only("let a = (try? api.count()) ?? 0", Catch).default == "zero"


def test_a_sleep_that_may_be_cancelled_is_recognisable() -> None:
    assert only("func f() async { try? await Task.sleep(nanoseconds: 1) }", Catch).calls == ("Task.sleep",)


def test_a_failure_case_is_an_error_handler() -> None:
    fact = only("switch r { case .success(let a): use(a)\n case .failure(let error): print(error) }", Catch)
    assert (fact.style, fact.body, fact.uses_error) == ("failure", "log-only", True)


# Records, fallbacks, declarations


def test_an_array_of_constructor_calls_is_records() -> None:
    fact = only('let users = [User(id: 1, name: "A"), User(id: 2, name: "B")]', Records)
    assert (fact.name, fact.shape, fact.count, fact.constructor) == ("users", "calls", 2, "User")
    assert (fact.fields, fact.values, fact.holder) == (("id", "name"), ("1", "A", "2", "B"), "module")


def test_implicit_constructors_take_the_annotated_type() -> None:
    source = 'class A { @Published var users: [User] = [.init(id: 1, name: "A"), .init(id: 2, name: "B")] }'
    fact = only(source, Records)
    assert (fact.constructor, fact.holder) == ("User", "state")


def test_dictionaries_and_rows_are_records() -> None:
    source = 'let a = [["n": "x", "v": 1], ["n": "y", "v": 2]]\nlet b = [(name: "x", v: 1), (name: "y", v: 2)]'
    assert [(fact.shape, fact.fields) for fact in facts(source, Records)] == [
        ("records", ("n", "v")),
        ("tuples", ("name", "v")),
    ]


def test_sentences_are_texts_and_words_are_not() -> None:
    source = 'let a = ["How are you?", "I am fine, thanks.", "See you soon then."]\nlet b = ["a", "b", "c"]'
    assert [fact.name for fact in facts(source, Records)] == ["a"]


def test_a_returned_constructor_with_three_literals_is_a_record() -> None:
    fact = only('func f() -> Report { return Report(total: 156, mean: 2.5, trend: "up") }', Records)
    assert (fact.shape, fact.count, fact.holder) == ("record", 1, "return")


def test_an_assigned_user_is_a_record() -> None:
    source = 'class A { init() { self.user = User(id: "u1", name: "Demo User", email: "demo@example.com", url: nil) } }'
    fact = only(source, Records)
    assert (fact.name, fact.holder) == ("user", "property")


def test_drawing_values_are_no_records() -> None:
    assert facts("let c = Color(red: 0.1, green: 0.2, blue: 0.3)", Records) == []


def test_a_fallback_says_what_is_absent_and_what_is_given() -> None:
    fact = only("let a = service.load() ?? User.sample", Fallback)
    assert (fact.style, fact.subject, fact.shape, fact.value) == ("operator", "service.load", "name", "User.sample")


def test_a_guard_that_returns_a_value_is_a_fallback() -> None:
    fact = only("func f() -> [Item] { guard let key = apiKey else { return makeMock() }\n return load(key) }", Fallback)
    assert (fact.style, fact.shape, fact.value) == ("guard", "call", "makeMock")


def test_an_empty_key_that_returns_a_value_is_a_fallback() -> None:
    fact = only('func f() -> String { if key.isEmpty { return "mock" }\n return load() }', Fallback)
    assert (fact.style, fact.subject, fact.shape) == ("missing", "key", "string")


def test_a_parameter_default_is_a_declaration() -> None:
    fact = only("func f(service: Service = MockService()) { }", Declaration)
    assert (fact.name, fact.kind, fact.shape, fact.value) == ("service", "parameter", "call", "MockService")
    assert fact.bases == ("Service",)


def test_a_property_knows_its_attributes() -> None:
    source = "struct A { @State private var isOn: Bool = true }"
    fact = facts(source, Declaration)[1]
    assert (fact.name, fact.kind, fact.decorators, fact.shape) == ("isOn", "property", ("State",), "true")
    assert (fact.bases, fact.exported) == (("Bool",), False)


@pytest.mark.parametrize("keyword", ["class", "struct", "enum", "actor", "extension", "protocol"])
def test_every_kind_of_type_is_a_declaration(keyword: str) -> None:
    fact = only(f"public {keyword} A: B, C {{ }}", Declaration)
    assert (fact.name, fact.kind, fact.bases) == ("A", "type", ("B", "C"))


def test_an_import_names_its_module() -> None:
    found = facts("@testable import App\nimport struct Foundation.URL", Import)
    assert [(fact.module, fact.names) for fact in found] == [("App", ()), ("Foundation", ("URL",))]


# Calls


def test_a_call_has_its_arguments() -> None:
    fact = facts("api.send(a, to: nil, at: [1], with: f()) { }", Call)[0]
    assert fact.callee == "api.send"
    assert fact.arguments == (
        Argument("", "name", "a"),
        Argument("to", "nil", "nil"),
        Argument("at", "array"),
        Argument("with", "call", "f"),
        Argument("", "empty-closure"),
    )


def test_a_modifier_has_a_dot() -> None:
    assert [fact.callee for fact in facts('Text("x").font(.body)', Call)] == ["Text", ".font"]


def test_optional_chaining_does_not_show_in_names() -> None:
    assert only("self?.api!.load()", Call).callee == "self.api.load"


def test_an_awaited_call_that_is_thrown_away_is_unused() -> None:
    fact = only("func f() async { try await save(); }", Call)
    assert (fact.awaited, fact.used) == (True, False)


def test_an_explicitly_discarded_call_is_unused() -> None:
    assert not only("_ = save()", Call).used


def test_a_subscript_is_no_call() -> None:
    assert facts("let a = b[1]", Call) == []


# Tests


def case(body: str) -> Case:
    return only(f"class ATests: XCTestCase {{ func testA() throws {{ {body} }} }}", Case)


def test_assertions_are_counted() -> None:
    fact = case("XCTAssertEqual(a, 1); XCTAssertTrue(b); helper()")
    assert (fact.framework, fact.assertions, fact.tautologies, fact.calls) == ("xctest", 2, 0, ("helper",))


@pytest.mark.parametrize(
    "body",
    [
        "XCTAssertTrue(true)",
        "XCTAssertFalse(false)",
        'XCTAssertEqual("a", "a")',
        "let a = Service(); XCTAssertNotNil(a)",
        "sut.start(); XCTAssertNotNil(sut)",
        "sut = nil; XCTAssertNil(sut)",
        "switch load() { case .success(let a): XCTAssertNotNil(a)\ncase .failure: break }",
        "do { try load() } catch { XCTAssertNotNil(error) }",
        "do { try load() } catch { XCTAssertTrue(error is LoadError) }",
    ],
)
def test_what_holds_anyway_is_a_tautology(body: str) -> None:
    assert case(body).tautologies == 1


@pytest.mark.parametrize(
    "body", ["XCTAssertNotNil(load())", "let a = load(); XCTAssertNotNil(a)", 'let u = URL(string: "x"); XCTAssertNotNil(u)']
)
def test_what_may_fail_is_no_tautology(body: str) -> None:
    assert case(body).tautologies == 0


@pytest.mark.parametrize(
    "body",
    [
        "switch load() { case .success(let a): XCTAssertNotNil(a)\ncase .failure: XCTFail() }",
        "do { try load(); XCTFail() } catch { XCTAssertNotNil(error) }",
        "do { try load() } catch { XCTAssertEqual(error as? LoadError, .none) }",
        "switch mode { case .open: XCTAssertNotNil(a)\ndefault: break }",
    ],
)
def test_an_outcome_that_is_not_let_pass_is_no_tautology(body: str) -> None:
    assert case(body).tautologies == 0


def test_waiting_for_an_expectation_asserts() -> None:
    assert case('let e = expectation(description: "x"); wait(for: [e], timeout: 1)').assertions == 1


def test_a_skip_at_the_top_is_always() -> None:
    fact = case('throw XCTSkip("needs a server")')
    assert (fact.skipped, fact.reason) == ("always", "needs a server")


def test_a_skip_with_a_condition_is_conditional() -> None:
    assert case('try XCTSkipIf(isSimulator, "no camera")').skipped == "conditional"


def test_a_swift_testing_case_is_found() -> None:
    fact = only('@Test(.disabled("flaky")) func works() { #expect(1 == 1) }', Case)
    assert (fact.framework, fact.skipped, fact.reason) == ("swift-testing", "always", "flaky")
    assert (fact.assertions, fact.tautologies) == (1, 1)


# Regions and comments


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("#Preview { A() }", "preview"),
        ('#Preview("Dark") { A() }', "preview"),
        ("struct P: PreviewProvider { static var x: A { A() } }", "preview"),
        ("extension S { static var preview: S { A() } }", "preview"),
        ("struct P: TimelineProvider { func placeholder(in context: Context) -> E { A() } }", "preview"),
        ("func entry() -> E { if context.isPreview { A() } else { B() } }", "preview"),
        ("#if DEBUG\nA()\n#endif", "debug"),
        ("#if DEBUG && os(iOS)\nA()\n#endif", "debug"),
        ("#if targetEnvironment(simulator)\nA()\n#endif", "simulator"),
        ("#if !DEBUG\n#else\nA()\n#endif", "debug"),
        ("#if DEBUG\n#else\nA()\n#endif", ""),
        ("#if DEBUG || os(iOS)\nA()\n#endif", ""),
        ("#if os(iOS)\nA()\n#endif", ""),
    ],
)
def test_code_knows_its_region(source: str, name: str) -> None:
    assert next(fact.region for fact in facts(source, Call) if fact.callee == "A") == name


def test_a_region_is_a_fact() -> None:
    assert only("#if DEBUG\nA()\n#endif\nB()", Region).name == "debug"


def test_adjacent_comments_are_one_block() -> None:
    fact = only("import A\n// one\n// two\nfunc f() { }", Comment)
    assert (fact.text, fact.kind, fact.trailing, fact.attached) == ("// one\n// two", "line", False, "function")


def test_a_trailing_comment_stands_alone() -> None:
    found = facts("let a = 1 // one\n// two", Comment)
    assert [(fact.text, fact.trailing) for fact in found] == [("// one", True), ("// two", False)]


def test_comments_before_all_code_are_the_header() -> None:
    assert [fact.kind for fact in facts("// a\n\n/* b */\nimport C\n// d", Comment)] == ["header", "header", "line"]


def test_the_only_comment_of_a_block_says_so() -> None:
    assert only("func f() {\n  // later\n}", Comment).attached == "empty-block"


def test_a_doc_comment_is_doc() -> None:
    assert only("import A\n/// Saves.\nfunc save() { a() }", Comment).kind == "doc"


# Any input


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"\xff\xfe\x00",
        b"func",
        b"func f( {",
        b"\xef\xbb\xbflet a = 1",
        b'"',
        b"/*",
        b"#if DEBUG",
        b"Button(",
        b"case .failure:",
    ],
)
def test_any_bytes_are_read(source: bytes) -> None:
    SwiftFrontEnd().parse(source, vocabulary()).all()


@pytest.mark.parametrize(
    "source",
    [
        b"[" * 10_000 + b"]" * 10_000,
        b"let a = " + b'"a"+' * 5_000 + b'"b"',
        b'Text("x")' + b".onTapGesture { }" * 2_000,
        b"func a(){" * 3_000 + b"}" * 3_000,
        b"func f(){" + b"Task { Task.sleep(1)\n" * 500 + b"}" * 501,
        b"let x = [" + b'"a": "b c d",' * 10_000 + b"]",
        b"do { f() " * 2_000 + b"} catch { print(error) }" * 2_000,
        b"let x = " + b"A(a: " * 3_000 + b"1" + b")" * 3_000,
    ],
)
def test_deep_and_long_input_takes_little_time(source: bytes) -> None:
    started = time.process_time()
    SwiftFrontEnd().parse(source, vocabulary()).all()
    assert time.process_time() - started < 5


def test_what_does_not_parse_is_reported() -> None:
    assert read("let a = 1\nfunc ) (\n").errors


def test_only_wanted_kinds_are_made() -> None:
    source = b"final class SaveTests: XCTestCase { func testSave() { XCTAssertTrue(true) } }"
    found = SwiftFrontEnd().parse(source, vocabulary()).all(frozenset({"test", "call"})).facts
    assert {type(fact) for fact in found} == {Case, Call}


@pytest.mark.parametrize(
    "source",
    [
        'func a() { if key == "changeme" || key.isEmpty { b() } }',
        'func a() { guard key != "changeme", b() else { return } }',
        'func a() -> Bool { ["changeme"].contains(key) }',
    ],
)
def test_a_placeholder_that_is_looked_for_is_compared(source: str) -> None:
    assert only(source, Text).role == "compared"


def test_a_skip_on_one_platform_is_conditional() -> None:
    body = '#if os(Linux)\nthrow XCTSkip("no port")\n#else\nXCTAssertNotNil(port)\n#endif'
    source = f"class SaveTests: XCTestCase {{ func testSave() throws {{\n{body}\n}} }}"
    assert only(source, Case).skipped == "conditional"
    assert only(source.replace("os(Linux)", "targetEnvironment(simulator)"), Case).skipped == "always"


def test_a_method_in_an_extension_has_the_bases_of_its_type() -> None:
    source = "struct Map: UIViewRepresentable { }\nextension Map { func updateUIView(_ view: UIView) { } }"
    assert only(source, Function).bases == ("UIViewRepresentable",)


def test_an_error_thrown_in_a_task_that_nobody_keeps_is_lost() -> None:
    fact = only("func save() { Task { let copy = draft; try await api.send(copy) } }", Catch)
    assert (fact.style, fact.body, fact.calls) == ("task", "empty", ("api.send",))


def test_a_kept_or_returned_task_loses_no_error() -> None:
    kept = "func save() { job = Task { try await api.send(draft) } }"
    returned = "func save() -> Task<Void, Error> { Task { try await api.send(draft) } }"
    assert not facts(kept, Catch) and not facts(returned, Catch)


def test_a_discarded_result_loses_its_error() -> None:
    called = "func all() async { _ = await read(url) }"
    code = f"{called}\nfunc read(_ url: URL) async -> Result<Page, Failure> {{ await reader.page(url) }}"
    assert only(code, Catch).style == "discarded"
