"""What the front end says about the states that React components hold."""

from __future__ import annotations

import pytest
from test_ecmascript import facts

from prodlint.fact import Control, State


def state(markup: str, before: str = "", initial: str = '"a"') -> State:
    """The state `it` of a component that draws some markup."""
    source = f"const Page = (props) => {{ const [it, setIt] = useState({initial}); {before}; return <div>{markup}</div>; }};"
    (found,) = facts(source, State)
    return found


FIELD = "<input value={it} onChange={(event) => setIt(event.target.value)} />"


@pytest.mark.parametrize(
    ("markup", "before", "reads"),
    [
        (FIELD, "", 0),
        (f"{FIELD}{{it}}", "", 1),
        (FIELD, "useEffect(() => save(it), [it])", 2),
        (f"{FIELD}<Row it={{it}} />", "", 1),
        (f"{FIELD}<Row it='it' item={{props.it}} />", "", 0),
        ("<Bar value={it} onChange={setIt} />", "", 1),
        ("<Tabs value={it} onValueChange={setIt} />", "", 1),
        ("<Select open={it} onOpenChange={setIt} />", "", 1),
        ("<Switch checked={it} onCheckedChange={setIt} />", "", 0),
        ("<Switch checked={it.a} onCheckedChange={() => flip()} />", "const flip = () => setIt({ ...it, a: !it.a })", 0),
        ("<Switch checked={it.a} onCheckedChange={() => flip()} />", "const flip = () => { setIt(!it); save(it); }", 2),
        ("<button onClick={() => setIt('b')} className={it === 'b' ? 'on' : ''}>{it}</button>", "", 0),
        ("<button onClick={() => { setIt(''); send(it); }}>a</button>", "", 1),
        ("<div onClick={() => setIt('b')}>{it && <Details />}</div>", "", 1),
    ],
)
def test_who_reads_a_state(markup: str, before: str, reads: int) -> None:
    assert state(markup, before).reads == reads


@pytest.mark.parametrize(
    ("markup", "before", "escapes"),
    [
        (FIELD, "", False),
        (FIELD, "share(setIt)", True),
        (FIELD, "const both = { setIt }", True),
        ("<input ref={field} value={it} onChange={(event) => setIt(event.target.value)} />", "", True),
        ("<input {...field} value={it} onChange={(event) => setIt(event.target.value)} />", "", True),
        ("<input value={it} onChange={(event) => setIt(event.target.value)} onBlur={check} />", "", True),
        ("<form><input name='a' value={it} onChange={(event) => setIt(event.target.value)} /></form>", "", True),
        ("<input name='a' value={it} onChange={(event) => setIt(event.target.value)} />", "", False),
    ],
)
def test_who_else_may_look_at_a_state(markup: str, before: str, escapes: bool) -> None:
    assert state(markup, before).escapes is escapes


def test_what_a_state_begins_with_and_what_is_written() -> None:
    found = state("<b onClick={() => setIt(true)} onBlur={() => setIt(props.a)} />", initial="false")
    assert (found.initial, found.written, found.writes, found.setter, found.owner) == (
        "false",
        ("*", "true"),
        2,
        "setIt",
        "Page",
    )


def test_a_state_of_a_hook_that_is_given_away_is_read() -> None:
    (found,) = facts("const useIt = () => { const [it, setIt] = useState(1); return { it, setIt }; };", State)
    assert (found.reads, found.escapes) == (1, True)


@pytest.mark.parametrize(
    ("markup", "handler", "why"),
    [
        ("<Switch defaultChecked />", "missing", "nobody can get at its value"),
        ("<Switch checked={true} />", "disabled", "its value is a constant"),
        ("<input type='checkbox' checked />", "disabled", "its value is a constant"),
        ("<Switch checked={props.a} />", "delegated", "needs no handler"),
        ("<Input placeholder='a' />", "missing", "nobody can get at its value"),
        ("<Input name='a' />", "delegated", "needs no handler"),
        ("<form onSubmit={send}><Input /></form>", "delegated", "needs no handler"),
        ("<SearchField><Input /></SearchField>", "delegated", "needs no handler"),
        ("<Row control={<Switch />} />", "delegated", "needs no handler"),
        ("<label onClick={flip}><Switch /></label>", "wired", "inside <label> with a handler"),
    ],
)
def test_whether_anybody_can_get_at_a_value(markup: str, handler: str, why: str) -> None:
    found = facts(f"const Page = (props) => <div>{markup}</div>;", Control)[-1]
    assert (found.handler, found.why) == (handler, why)
