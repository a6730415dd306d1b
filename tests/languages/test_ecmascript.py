"""What the JavaScript and TypeScript front end says about small sources."""

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
from prodlint.languages.ecmascript import EcmaScriptFrontEnd
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.vocabulary import Vocabulary

Kind = TypeVar("Kind", bound=AnyFact)


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary("ecmascript", load_vocabulary(bundled_folder() / "vocabulary"))


def read(source: str, language: str = "tsx") -> FileFacts:
    return EcmaScriptFrontEnd(language).parse(dedent(source).encode(), vocabulary()).all()


def facts(source: str, kind: type[Kind], language: str = "tsx") -> list[Kind]:
    return [fact for fact in read(source, language).facts if isinstance(fact, kind)]


def only(source: str, kind: type[Kind], language: str = "tsx") -> Kind:
    found = facts(source, kind, language)
    assert len(found) == 1, found
    return found[0]


def component(markup: str, before: str = "", parameters: str = "") -> str:
    return f"function Page({parameters}) {{ {before} return <div>{markup}</div>; }}"


def control(markup: str, before: str = "", parameters: str = "") -> Control:
    return facts(component(markup, before, parameters), Control)[0]


def innermost(markup: str, before: str = "", parameters: str = "") -> Control:
    return facts(component(markup, before, parameters), Control)[-1]


def test_a_function_is_named_by_the_variable_it_is_bound_to() -> None:
    found = only("const load = async (id) => fetch(`/users/${id}`);", Function)
    assert (found.name, found.kind, found.is_async, found.parameters) == ("load", "closure", True, ("id",))


def test_a_wrapped_function_is_named_by_the_variable_too() -> None:
    assert only("const save = useCallback(async () => { await api.put(x); }, []);", Function).name == "save"


def test_a_callback_without_a_name_is_no_fact_of_its_own() -> None:
    assert only("function all(xs) { return xs.map((x) => x.id); }", Function).name == "all"


def test_a_route_handler_is_named_by_its_path() -> None:
    found = only("app.get('/users', (req, res) => { res.json({ users: 3 }); });", Function)
    assert (found.name, found.decorators, found.returns) == ("/users", ("app.get",), "record")


def test_a_method_knows_its_class_and_bases() -> None:
    found = only("class Store extends Base { private async load() { return fetch('/x'); } }", Function)
    assert (found.owner, found.bases, found.kind) == ("Store", ("Base",), "method")
    assert found.modifiers == ("private", "async")


def test_signatures_have_no_body() -> None:
    assert [each.body for each in facts("abstract class A { abstract run(): void }", Function)] == ["absent"]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("{}", "empty"),
        ("{ return; }", "empty"),
        ("{ return null; }", "empty"),
        ("{ // later\n }", "comment-only"),
        ("{ console.log('x'); }", "log-only"),
        ("{ event.preventDefault(); alert('x'); }", "notify-only"),
        ("{ throw new Error('Not implemented'); }", "unimplemented"),
        ("{ return 'hello'; }", "constant"),
        ("{ const a = [1, 2]; return a; }", "constant"),
        ("{ return LIMITS; }", "real"),
        ("{ setOpen(false); toast('Closed'); }", "real"),
        ("{ this.count = 3; }", "real"),
        ("{ save(); }", "real"),
    ],
)
def test_the_state_of_a_body(body: str, state: str) -> None:
    assert only(f"function run(event) {body}", Function).body == state


@pytest.mark.parametrize(
    ("body", "returns"),
    [
        ("{ save(); }", ""),
        ("{ return 42; }", "literal"),
        ("{ return { name: 'Ada', at: new Date() }; }", "record"),
        ("{ return Promise.resolve([{ id: 1 }]); }", "record"),
        ("{ return NextResponse.json({ status: 'ok' }); }", "record"),
        ("{ return new Promise((resolve) => setTimeout(() => resolve({ id: 1 }), 800)); }", "record"),
        ("{ if (q) return 'Your order ships on Monday.'; return 'I could not find your order.'; }", "choice"),
        (
            "{ const all = ['We are open today.', 'We are closed today.']; return all[Math.floor(Math.random() * 2)]; }",
            "choice",
        ),
        ("{ return `Thank you ${q} for your patience`; }", "mixed"),
        ("{ return fetch(q); }", "computed"),
        ("{ return <p>{q}</p>; }", "computed"),
        ("{ return q.map((x) => x.id); }", "computed"),
    ],
)
def test_what_a_function_returns(body: str, returns: str) -> None:
    assert only(f"function answer(q) {body}", Function).returns == returns


def test_a_returned_constant_of_the_file_is_followed() -> None:
    found = only("const reply = { text: 'Hello there' };\nexport async function ask() { return reply; }", Function)
    assert (found.returns, found.returned_text) == ("record", ("Hello there",))


def test_returned_numbers_are_returned_texts_too() -> None:
    found = only("function usage() { return { calls: 1240, low: -3, plan: 'pro', live: true }; }", Function)
    assert (found.returned_text, found.literals) == (("1240", "-3", "pro"), 4)


def test_calls_are_listed_without_those_of_named_functions_inside() -> None:
    outer = facts("function outer() { const inner = () => { fetch('/x'); }; setUp(inner); }", Function)[0]
    assert (outer.calls, outer.effects) == (("setUp",), ("state",))


def test_import_aliases_are_resolved() -> None:
    found = facts("import { toast as tell } from 'sonner';\ntell.error('No');", Call)
    assert [call.callee for call in found] == ["toast.error"]


def test_a_call_keeps_the_shapes_of_its_arguments() -> None:
    call = only("await api.send('a', 1, [x], () => {}, ...rest);", Call)
    shapes = [argument.shape for argument in call.arguments]
    assert (call.awaited, call.used, shapes) == (True, False, ["string", "number", "array", "empty-closure", "spread"])
    assert call.arguments[0] == Argument("", "string", "a")


@pytest.mark.parametrize(
    "markup",
    [
        "<button>Save</button>",
        "<Button variant='outline'>Save</Button>",
        "<button type='button' className='x'>Save</button>",
        "<DropdownMenuItem>Guide</DropdownMenuItem>",
        "<form><input name='a' /></form>",
        "<a href='#'>Terms</a>",
        "<Link href=''>Terms</Link>",
    ],
)
def test_controls_with_nothing_behind_them(markup: str) -> None:
    assert control(markup).handler == "missing"


@pytest.mark.parametrize(
    ("markup", "handler", "why"),
    [
        ("<button onClick={() => save()}>Save</button>", "wired", "onClick"),
        ("<Button asChild><Link href='/a'>A</Link></Button>", "delegated", "asChild"),
        ("<button {...props}>A</button>", "delegated", "spread props"),
        ("<button disabled>A</button>", "disabled", "disabled"),
        ("<Button href='/a'>A</Button>", "wired", "href"),
        ("<button formAction={save}>A</button>", "wired", "formAction"),
        ("<button data-menu-open>A</button>", "wired", "data-menu-open"),
        ("<button ref={menu}>A</button>", "wired", "listener attached elsewhere"),
        ("<button type='submit'>A</button>", "delegated", "submits an outer form"),
        ("<button onMouseEnter={() => preload()}>A</button>", "wired", "onMouseEnter"),
        ("<a href='#' onClick={() => open()}>A</a>", "wired", "onClick"),
        ("<a href='/terms'>A</a>", "wired", "href"),
        ("<form action='/send'><input /></form>", "wired", "action"),
        ("<Switch name='a' />", "delegated", "needs no handler"),
        ("<button className='px-2 pointer-events-none'>A</button>", "disabled", "cannot be touched"),
        ("<DropdownMenuItem><Link to='/a'>A</Link></DropdownMenuItem>", "delegated", "holds <Link>"),
        ("<form><input name='q' /></form>", "system", "the browser asks for the page with what is entered"),
    ],
)
def test_what_keeps_a_control_alive(markup: str, handler: str, why: str) -> None:
    found = control(markup)
    assert (found.handler, found.why) == (handler, why)


@pytest.mark.parametrize(
    ("around", "why"),
    [
        ("<form onSubmit={send}>{0}</form>", "inside a form with onSubmit"),
        ("<Link href='/a'>{0}</Link>", "inside <Link>"),
        ("<DialogTrigger>{0}</DialogTrigger>", "inside <DialogTrigger>"),
        ("<Tooltip title='a'>{0}</Tooltip>", "inside <Tooltip>"),
        ("<div onClick={() => open()}>{0}</div>", "inside <div> with a handler"),
        ("<Card trigger={{0}} />", "in trigger"),
        ("<div {...getRootProps()}>{0}</div>", "inside <div> with a handler"),
        ("<UserDropdown menu={menu}>{0}</UserDropdown>", "inside <UserDropdown>"),
    ],
)
def test_what_stands_around_keeps_a_button_alive(around: str, why: str) -> None:
    found = innermost(around.replace("{0}", "<button>A</button>", 1))
    assert found.why == why


def test_a_push_button_in_a_form_submits_nothing() -> None:
    assert innermost("<form onSubmit={send}><button type='button'>A</button></form>").handler == "missing"


def test_a_button_of_a_form_without_handler_leaves_the_blame_to_the_form() -> None:
    found = facts(component("<form><button>Send</button></form>"), Control)
    assert [(each.handler, each.why) for each in found] == [("missing", ""), ("missing", "inside a form that does nothing")]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("{() => {}}", "empty"),
        ("{undefined}", "empty"),
        ("{() => { /* start the trial */ }}", "comment-only"),
        ("{() => console.log('saved')}", "log-only"),
        ("{() => toast.info('Coming soon')}", "notify-only"),
        ("{(event) => event.preventDefault()}", "prevent-default-only"),
        ("{(event) => event.stopPropagation()}", "wired"),
        ("{() => setOpen(true)}", "wired"),
        ("{() => { setSaved(true); toast('Saved'); }}", "wired"),
        ("{enabled ? save : undefined}", "wired"),
        ("{handlers.save}", "wired"),
    ],
)
def test_what_an_inline_handler_does(value: str, state: str) -> None:
    assert control(f"<button onClick={value}>A</button>").handler == state


def test_a_handler_is_judged_by_the_function_it_names() -> None:
    found = control(
        "<button onClick={save}>A</button>", "const save = () => { toast({ title: 'Saved', description: 'All' }); };"
    )
    assert (found.handler, found.target, found.says) == ("notify-only", "save", "Saved All")


def test_a_handler_that_only_calls_a_function_is_judged_by_that_function() -> None:
    found = control("<button onClick={() => save(3)}>A</button>", "function save(id) { console.log(id); }")
    assert (found.handler, found.target) == ("log-only", "save")


def test_an_inert_handler_is_placed_at_the_function_to_mend() -> None:
    source = component("<button onClick={save}>A</button>", "const save = () => { alert('x'); };")
    found = only(source, Control)
    assert source[found.start : found.end] == "save = ()"


def test_a_handler_from_outside_is_delegated() -> None:
    found = control("<button onClick={onSave}>A</button>", parameters="{ onSave }")
    assert (found.handler, found.why) == ("delegated", "passed in")


def test_a_function_of_another_scope_is_not_the_handler() -> None:
    source = "const other = () => { const save = () => {}; };" + component("<button onClick={save}>A</button>")
    assert only(source, Control).handler == "wired"


def test_a_submit_wrapper_is_looked_through() -> None:
    found = control("<form onSubmit={handleSubmit(send)} />", "const send = (data) => { console.log(data); };")
    assert (found.kind, found.handler) == ("form", "log-only")


def test_a_component_of_the_same_file_decides_itself() -> None:
    source = "const Button = (props) => <i {...props} />;\n" + component("<Button>A</Button>")
    assert facts(source, Control)[-1].why == "component of this file"


def test_an_element_that_code_fetches_by_id_is_alive() -> None:
    source = component("<button id='go'>A</button>") + "\ndocument.getElementById('go').onclick = run;"
    assert only(source, Control).why == "listener attached elsewhere"


def test_an_icon_called_link_is_no_control() -> None:
    assert facts(component("<Link />"), Control) == []


def test_any_element_with_a_click_handler_is_a_gesture() -> None:
    found = control("<div onClick={() => { /* later */ }}>Row</div>")
    assert (found.kind, found.handler, found.label) == ("gesture", "comment-only", "Row")


@pytest.mark.parametrize(
    ("source", "role"),
    [
        ("<p>Hello</p>", "shown"),
        ("<p>{'Hello'}</p>", "shown"),
        ("<Field label='Hello' />", "shown"),
        ("<input placeholder='Hello' />", "prompt"),
        ("<p className='Hello' />", "key"),
        ("<p data-state='Hello' />", "key"),
        ("alert('Hello')", "shown"),
        ("toast({ title: 'Hello' })", "shown"),
        ("console.warn('Hello')", "log"),
        ("throw new Error('Hello')", "error"),
        ("throw new ApiError('Hello')", "error"),
        ("require('Hello')", "import"),
        ("x === 'Hello'", "compared"),
        ("name.includes('Hello')", "compared"),
        ("switch (x) { case 'Hello': break; }", "compared"),
        ("x['Hello']", "key"),
        ("const x = { 'Hello': 1 }", "key"),
        ("const x = 'Hello'", "value"),
        ("<style>{'Hello'}</style>", "value"),
    ],
)
def test_where_a_text_stands(source: str, role: str) -> None:
    assert [text.role for text in facts(source, Text) if text.value == "Hello"] == [role]


def test_a_text_knows_what_it_is_bound_to() -> None:
    found = [(text.name, text.callee) for text in facts("send({ subject: 'Hi', to: ['a'] });\nconst city = 'Rome';", Text)]
    assert found == [("subject", "send"), ("to", "send"), ("city", "")]


def test_defaults_and_joined_texts_are_marked() -> None:
    source = "const a = x || 'one'; const b = 'two' + x; const c = `three ${x}`; function f(d = 'four') {}"
    found = [(text.value, text.default, text.joined) for text in facts(source, Text)]
    assert found == [("one", True, False), ("two", False, True), ("three {}", False, True), ("four", True, False)]


def test_escapes_and_entities_are_resolved() -> None:
    assert facts(r"const a = 'don\'t\n\u00e9';", Text)[0].value == "don't\né"


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("{}", "empty"),
        ("{ return; }", "empty"),
        ("{ /* storage may be full */ }", "comment-only"),
        ("{ console.error(error); }", "log-only"),
        ("{ console.error(error); return []; }", "default"),
        ("{ throw new Error('failed'); }", "rethrow"),
        ("{ process.exit(1); }", "exit"),
        ("{ setError('Failed'); }", "handled"),
        ("{ toast.error('Failed'); return null; }", "handled"),
        ("{ return res.status(500).json({ error: 'x' }); }", "handled"),
        ("{ return { ok: false, error: error.message }; }", "handled"),
    ],
)
def test_what_becomes_of_an_error(body: str, state: str) -> None:
    source = f"async function f() {{ try {{ await fetch('/x'); }} catch (error) {body} }}"
    assert only(source, Catch).body == state


def test_a_catch_names_what_is_put_in_place_of_the_result() -> None:
    found = only("function f() { try { return load(); } catch { return mockUsers; } }", Catch)
    assert (found.default, found.default_name, found.calls) == ("name", "mockUsers", ("load",))


def test_a_promise_handler_is_a_catch() -> None:
    found = only("fetch('/x').then((r) => r.json()).catch(() => {});", Catch)
    assert (found.style, found.body, found.calls) == ("promise", "empty", (".then", "fetch", "r.json"))


def test_a_reference_to_the_console_only_logs() -> None:
    assert only("load().catch(console.error);", Catch).body == "log-only"


def test_a_comment_that_says_why_explains_a_catch() -> None:
    assert only("try { a(); } catch { /* the page works without it anyway */ }", Catch).explained
    assert not only("try { a(); } catch { /* ignore */ }", Catch).explained


def test_a_sleep_before_a_literal_answer() -> None:
    found = only("async function f() { await new Promise((r) => setTimeout(r, 800)); return { id: 1 }; }", Delay)
    assert (found.style, found.seconds, found.literal, found.effects) == ("await", 0.8, True, ())


def test_a_sleep_before_real_work_says_so() -> None:
    source = "async function f() { await sleep(2 * 1000); const r = await fetch('/x'); return r.json(); }"
    found = only(source, Delay)
    assert (found.effects, found.literal) == (("io", "pure"), False)


def test_what_follows_a_sleep_in_a_loop_begins_with_the_next_round() -> None:
    source = "async function f() { while (!(await api.ready())) { await sleep(500); } return 'done'; }"
    assert only(source, Delay).effects == ("io",)


def test_a_timer_is_judged_by_its_callback() -> None:
    found = only("setTimeout(() => { setBusy(false); toast('Sent'); }, 1500);", Delay)
    assert (found.style, found.calls, found.effects) == ("callback", ("setBusy", "toast"), ("notify", "state"))


def test_a_sleep_helper_is_no_delay_but_its_use_is() -> None:
    source = "const nap = (ms) => new Promise((r) => setTimeout(r, ms));\nasync function f() { for (;;) { await nap(5); } }"
    found = only(source, Delay)
    assert (found.callee, found.loop) == ("nap", True)


@pytest.mark.parametrize(
    ("source", "name", "shape", "holder"),
    [
        ("export const users = [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bo' }];", "users", "records", "module"),
        ("function f() { const rows = [['a', 1], ['b', 2]]; }", "rows", "tuples", "local"),
        ("const [user, setUser] = useState({ name: 'A', mail: 'b', age: 3 });", "user", "record", "state"),
        ("setScopes(['Read all', 'Write all', 'Delete all']);", "setScopes", "texts", "state"),
        ("function f() { return { a: 1, b: 2, c: 3 }; }", "return", "record", "return"),
        ("const points = [new Point(1, 2), new Point(3, 4)];", "points", "calls", "module"),
        ("const series = [3, 5, 8, 13];", "series", "numbers", "module"),
    ],
)
def test_literal_collections(source: str, name: str, shape: str, holder: str) -> None:
    found = only(source, Records)
    assert (found.name, found.shape, found.holder) == (name, shape, holder)


def test_records_say_their_fields_and_values() -> None:
    found = only("const users = [{ id: 1, at: now() }, { id: 2, at: now() }];", Records)
    assert (found.count, found.fields, found.values, found.literal_share) == (2, ("at", "id"), ("1", "2"), 0.5)


@pytest.mark.parametrize(
    ("source", "style", "subject", "value"),
    [
        ("const a = name || 'Guest';", "operator", "name", "Guest"),
        ("const a = data.items ?? mockItems;", "operator", "data.items", "mockItems"),
        ("const a = rows.length ? rows : sampleRows;", "operator", "rows.length", "sampleRows"),
        ("function f() { if (!key) { console.warn('x'); return demo(); } }", "missing", "key", "demo"),
        ("function f() { if (key === undefined) return 'x'; }", "missing", "key", "x"),
    ],
)
def test_values_that_replace_an_absent_one(source: str, style: str, subject: str, value: str) -> None:
    found = only(source, Fallback)
    assert (found.style, found.subject, found.value) == (style, subject, value)


def test_a_condition_is_no_fallback() -> None:
    assert facts("if (a || b) run();", Fallback) == []


def test_declarations_say_what_they_are_given() -> None:
    source = (
        "export const KEY = 'abc';\nlet on = true;\nclass A { url = load(); }\nfunction f(n = 3) {}\nconst o = { debug: true };"
    )
    found = [(each.name, each.kind, each.shape, each.value) for each in facts(source, Declaration) if each.kind != "type"]
    assert found == [
        ("KEY", "constant", "string", "abc"),
        ("on", "variable", "true", ""),
        ("url", "property", "call", "load"),
        ("n", "parameter", "number", "3"),
        ("o", "constant", "record", ""),
        ("debug", "property", "true", ""),
    ]


def test_exports_are_seen_at_the_declaration_and_in_a_clause() -> None:
    found = {
        each.name: each.exported for each in facts("export const a = 1; const b = 2; const c = 3; export { b };", Declaration)
    }
    assert found == {"a": True, "b": True, "c": False}


def test_types_know_their_bases() -> None:
    found = only("export class MockApi extends Api<User> implements Service {}", Declaration)
    assert (found.name, found.kind, found.bases) == ("MockApi", "type", ("Api", "Service"))


def test_imports_of_all_forms() -> None:
    source = (
        "import a, { b as c } from 'm';\nimport type { T } from 't';\nexport { d } from './d';\nconst { e } = require('e');"
    )
    found = [(each.module, each.names, each.type_only) for each in facts(source, Import)]
    assert found == [("m", ("a", "b"), False), ("t", ("T",), True), ("./d", ("d",), False), ("e", ("e",), False)]


TRY = "it('adds', async () => {{ try {{ {body} }} catch (error) {{ {handler} }} }});"


@pytest.mark.parametrize(
    ("body", "handler", "flaw"),
    [
        ("expect(await add(1)).toBe(3);", "console.log(error);", "any-outcome"),
        ("expect(await add(1)).toBe(3);", "", "any-outcome"),
        ("expect(await add(1)).toBe(3);", "expect(error).toBeDefined();", "any-outcome"),
        ("await add(1);", "expect(error).toBeTruthy();", "in-handler"),
        ("await add(1); throw new Error('none');", "expect(error).toBeDefined();", ""),
        ("expect(await add(1)).toBe(3);", "throw error;", ""),
        ("expect(await add(1)).toBe(3);", "done(error);", ""),
        ("await add(1);", "expect(error.message).toBe('no');", ""),
        ("expect.assertions(1); await add(1);", "expect(error).toBeDefined();", ""),
    ],
)
def test_a_caught_failure_is_a_flaw(body: str, handler: str, flaw: str) -> None:
    assert only(TRY.format(body=body, handler=handler), Case).flaw == flaw


@pytest.mark.parametrize(
    ("body", "flaw"),
    [
        ("const send = vi.fn(() => 3); expect(send(1)).toBe(3);", "own-mock"),
        (
            "const send = vi.fn(); const sent = await send(1); expect(sent).toBe(3); expect(send).toHaveBeenCalled();",
            "own-mock",
        ),
        ("const send = vi.fn(); flush(send); expect(send).toHaveBeenCalled();", ""),
        ("const send = vi.fn(); expect(outbox.send).toBe(send);", ""),
        ("const send = vi.fn(); expect(new Outbox(send)).toBeDefined(); send();", ""),
    ],
)
def test_asking_only_mocks_is_a_flaw(body: str, flaw: str) -> None:
    assert only(f"it('sends', async () => {{ {body} }});", Case).flaw == flaw


@pytest.mark.parametrize(
    ("assertion", "count"),
    [
        ("expect(rows.length).toBeGreaterThanOrEqual(0)", 1),
        ("expect(rows.length).toBeGreaterThanOrEqual(1)", 0),
        ("expect([200, 500]).toContain(response.status)", 1),
        ("expect([200, 201]).toContain(response.status)", 0),
        ("expect([200, 500]).toContain(code)", 0),
        ("expect(`${a}`).toBe(`${b}`)", 0),
        ('cy.contains("h1", "Welcome")', 0),
    ],
)
def test_what_cannot_come_out_otherwise_is_a_tautology(assertion: str, count: int) -> None:
    assert only(f"it('lists', () => {{ {assertion}; }});", Case).tautologies == count


def test_a_case_counts_its_assertions() -> None:
    found = only("it('adds', () => { expect(add(1, 2)).toBe(3); expect(true).toBe(true); });", Case)
    assert (found.name, found.kind, found.assertions, found.tautologies) == ("adds", "case", 2, 1)


@pytest.mark.parametrize(
    ("callee", "skipped", "focused"),
    [
        ("it", "", False),
        ("it.skip", "always", False),
        ("xit", "always", False),
        ("test.todo", "todo", False),
        ("it.only", "", True),
        ("describe.each([1])", "", False),
        ("it.skipIf(isWindows)", "conditional", False),
    ],
)
def test_how_a_test_is_marked(callee: str, skipped: str, focused: bool) -> None:
    found = facts(f"{callee}('works', () => {{ expect(1).toBe(x); }});", Case)
    assert [(each.skipped, each.focused) for each in found] == [(skipped, focused)]


def test_a_function_called_test_is_no_test() -> None:
    assert facts("pattern.test('abc'); test(value);", Case) == []


@pytest.mark.parametrize(
    "condition",
    ["process.env.NODE_ENV !== 'production'", "import.meta.env.DEV", "__DEV__", "__DEV__ && ready"],
)
def test_development_code_is_a_region(condition: str) -> None:
    found = facts(f"if ({condition}) {{ start(); }}\nrun();", Call)
    assert [call.region for call in found] == ["development", ""]


def test_what_also_runs_in_production_is_no_region() -> None:
    assert facts("if (import.meta.env.DEV || import.meta.env.MODE === 'production') { start(); }", Region) == []


def test_the_other_branch_of_production_is_development() -> None:
    found = facts("if (process.env.NODE_ENV === 'production') { a(); } else { b(); }", Call)
    assert [call.region for call in found] == ["", "development"]


def test_adjacent_line_comments_are_one() -> None:
    found = facts("run();\n// one\n// two\nfunction f() {}\n\n// three\n", Comment)
    assert [(each.text, each.attached) for each in found] == [("// one\n// two", "function"), ("// three", "")]


def test_comments_say_where_they_stand() -> None:
    source = "/* head */\nrun(); // beside\n/** What it does. */\nfunction f() { /* empty */ }"
    found = [(each.kind, each.trailing, each.attached) for each in facts(source, Comment)]
    assert found == [
        ("header", False, "statement"),
        ("line", True, ""),
        ("doc", False, "function"),
        ("block", True, ""),
    ]


def test_the_first_line_of_a_doc_comment_belongs_to_the_function() -> None:
    assert (
        only("/**\n * Loads users.\n * @param id\n */\nexport const load = (id) => fetch(id);", Function).doc == "Loads users."
    )


def test_javascript_files_may_hold_markup() -> None:
    assert only(component("<button>A</button>"), Control, "javascript").tag == "button"


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("const a = <b>Drinks & food</b>;", "tsx"),
        ('const a = <a href="/x?a=1&b=2">R&D & more &copy;</a>;', "javascript"),
        ('const a = <div class="x">y</div>;', "javascript"),
        ('const a = await load<typeof import("./a")>();', "typescript"),
        ('const a = await load<\n  typeof import("./a")\n>();', "typescript"),
        ("const a = <b>{load<typeof import('./a')>()}</b>;", "tsx"),
        ('let a: import("./a").Box<string>;', "typescript"),
        ('export type * from "./a";', "typescript"),
        ("class A { private rows: Row[] = []; }", "javascript"),
        ("const a = (b & c) && <b>x & y</b>;", "javascript"),
    ],
)
def test_what_only_a_grammar_refuses_is_read(source: str, language: str) -> None:
    assert not read(source, language).errors


def test_an_ampersand_stays_in_what_is_shown() -> None:
    found = [each.value for each in facts("const a = <b>Drinks & food</b>;", Text, "tsx")]
    assert found == ["Drinks & food"]


def test_what_does_not_parse_is_a_range() -> None:
    found = read("const a = 1;\n) ] }\nconst b = 2;", "typescript")
    assert found.errors


def test_only_wanted_kinds_are_made() -> None:
    found = EcmaScriptFrontEnd("tsx").parse(b"function f() { alert('x'); }", vocabulary()).all(frozenset({"text"}))
    assert [type(fact).__name__ for fact in found.facts] == ["Text"]


def test_many_controls_side_by_side_take_linear_time() -> None:
    source = "const page = <div>" + "<button onClick={() => {}}>Save</button>" * 20_000 + "</div>;"
    start = time.process_time()
    found = facts(source, Control)
    assert [control.handler for control in found] == ["empty"] * 20_000
    assert time.process_time() - start < 30


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\0" * 50,
        "(" * 10_000,
        "x = " + "[" * 10_000 + "]" * 10_000,
        "a" + ".b()" * 10_000,
        "x = " + "() => " * 5_000 + "1",
        "x = " + "<div>" * 3_000 + "</div>" * 3_000,
        "`" + "${`" * 2_000 + "}`" * 2_000,
        "// a\n\n" * 5_000,
        "async function f() {" + "await sleep(5);" * 3_000 + "}",
    ],
)
@pytest.mark.parametrize("language", ["javascript", "typescript", "tsx"])
def test_no_input_takes_long(source: str, language: str) -> None:
    start = time.process_time()
    read(source, language)
    assert time.process_time() - start < 10
