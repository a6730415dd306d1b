"""The small language between the parsers and the rules: what any front end can say about a file.

A front end turns one file into a flat list of facts in source order; rules see nothing else.  Facts are
`msgspec.Struct`s, not dataclasses: creating one costs a tenth of a frozen dataclass, a large tree has millions of them,
and the same types are what the cache stores.
"""

from __future__ import annotations

import msgspec


class Fact(msgspec.Struct, frozen=True, tag_field="fact", kw_only=True):
    """What all facts share.

    `start` and `end` are byte offsets into the source's UTF-8 text, end exclusive, and as tight as the thing to mend.
    `region` names the innermost `Region` that never ships around the fact, "" when the code ships.
    """

    start: int
    end: int
    region: str = ""


class Text(Fact, frozen=True, tag="text"):
    """A string literal or markup text, with where it stands.

    `value` is the text without quotes, escapes resolved where cheap, each interpolation replaced by `{}`.
    `role` is one of
      shown     a person reads it: UI text, label, title, alert, toast, user-visible error body, model prompt's reply
      prompt    the hint inside an input (placeholder=, TextField title, prompt:)
      log       print/log argument
      error     message of a raised/thrown/fatal error
      key       dictionary key, subscript, enum raw value, identifier-like argument, CSS class, attribute that names a thing
      compared  operand of ==, !=, in, startswith/hasPrefix/includes/match, switch/case pattern, regex
      import    module path
      test      title of a test or suite
      doc       decorator/metadata/help text of a command line option
      value     anything else: assigned, returned, passed
    `name` is what the text is bound to: variable, property, parameter, keyword argument, attribute or dictionary key.
    `callee` is the call whose argument the text is, dotted ("" if none).  `default` is true where the text is the
    fallback of an expression (`x || "t"`, `x ?? "t"`, `get(k, "t")`, parameter default).  `joined` is true where the
    literal is part of a concatenation or has an interpolation.
    """

    value: str
    role: str = "value"
    name: str = ""
    callee: str = ""
    default: bool = False
    joined: bool = False


class Comment(Fact, frozen=True, tag="comment"):
    """A comment block: adjacent full-line comments are one fact; so is a docstring.

    `text` is the raw source text with its markers, so that an offset in it is an offset in the file.
    `kind` is "line", "block", "doc" (doc comment or docstring) or "header" (before all code).  `trailing` is true where
    code stands before it on its first line.  `attached` is what the comment speaks of: the kind of the next code
    ("function", "type", "statement", "catch", "") on the next line, or the enclosing block's kind when it is the only
    thing inside ("empty-block").
    """

    text: str
    kind: str = "line"
    trailing: bool = False
    attached: str = ""


class Declaration(Fact, frozen=True, tag="declaration"):
    """A type, or a variable, constant, property or parameter that is given a literal or a constructed value.

    `kind` is "type", "variable", "constant", "property" or "parameter" (a parameter default).
    `bases` are the names of a type's superclasses/protocols, or a variable's annotated type as one element.
    `shape` says what it is given: "string", "number", "true", "false", "nil", "array", "record", "call", "name",
    "other" or "" (nothing).  `value` is the literal's text, the callee of a call, or the dotted name.
    `exported` is true where other files can use it by language rules (export, public/internal at top level, no leading _).
    """

    name: str
    kind: str
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    shape: str = ""
    value: str = ""
    exported: bool = True


class Function(Fact, frozen=True, tag="function"):
    """A function, method, closure bound to a name, or accessor with a body; `start..end` is its signature, not its body.

    `body` summarises what it does when run:
      absent        no body: protocol requirement, overload, abstract declaration, type stub
      empty         nothing at all, or only `pass`/`...`/`return`/`return nil`
      comment-only  nothing but comments (also commented-out code or a docstring)
      log-only      only prints or logs
      ask-only      asks the person (a dialog, a question, a file) and then only logs the answer
      notify-only   only alerts, toasts or message boxes
      unimplemented only raises/traps not-implemented (after at most logging)
      constant      only returns literals (no other effect; local literals count)
      real          anything else
    `calls` are the callees in source order without repeats, dotted, import aliases resolved, `self.`/`this.` kept.
    `effects` is the set (sorted) of what those calls and the statements do: see vocabulary.EFFECTS; "unknown" is any call
    the vocabulary does not know, i.e. something that may do the work.
    `returns` summarises the returned values:
      ""          returns nothing         literal   every return is one literal (string/number/bool)
      record      a literal record, dictionary, array of those, or constructor call whose data arguments are literals
      choice      picks among literals: random choice, or several branches each returning a prose literal
      mixed       literals in which parameters or computed values are interpolated
      computed    anything else
    `returned_text` holds up to eight of the returned literal texts, in order.  `literals` counts literals that reach a return.
    `owner` is the enclosing type, `bases` the enclosing type's bases.  `kind` is "function", "method", "initializer",
    "closure" (a function value bound to `name`), "accessor" or "handler" (an inline handler of a control).
    `parameters` are names without self; `reads_parameters` is true where the body mentions any.
    `body_start`/`body_end` delimit the body.  `doc` is the first line of the docstring or doc comment.
    """

    name: str
    kind: str = "function"
    owner: str = ""
    bases: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    is_async: bool = False
    body: str = "real"
    calls: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    returns: str = ""
    returned_text: tuple[str, ...] = ()
    literals: int = 0
    reads_parameters: bool = False
    body_start: int = 0
    body_end: int = 0
    doc: str = ""


class Argument(msgspec.Struct, frozen=True):
    """One argument: `label` (keyword or Swift label, "" if positional), `shape` as in Declaration plus "closure",
    "empty-closure" and "spread", and `value` (literal text, name or callee)."""

    label: str
    shape: str
    value: str = ""


class Call(Fact, frozen=True, tag="call"):
    """A call: `callee` dotted through import aliases (`asyncio.sleep`, `self.api.fetch`, `.sheet` for a modifier on an
    expression), its arguments, whether it is awaited, and whether its result is used."""

    callee: str
    arguments: tuple[Argument, ...] = ()
    awaited: bool = False
    used: bool = True


class Records(Fact, frozen=True, tag="records"):
    """A literal collection of at least two record-shaped values, or one record/dictionary literal bound to a name.

    `name` is what it is bound to (variable, property, parameter, state initialiser, or "return").
    `shape` is "records" (dicts/objects), "tuples" (rows), "calls" (constructor calls with literal arguments),
    "texts" (three or more prose strings), "numbers" (four or more) or "record" (exactly one dict/object/constructor).
    `constructor` is the called type for "calls".  `count` counts elements; `fields` are the field names or argument labels
    (sorted, without repeats); `values` holds up to 24 literal values as text; `literal_share` is the share of the leaf
    values that are literals, 0.0–1.0.  `holder` says what binds it: "module", "local", "property", "state" (useState,
    @State, @Published, ref, data()), "parameter", "return", "argument".  `exported` as in Declaration.
    """

    name: str
    shape: str
    count: int
    constructor: str = ""
    fields: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    literal_share: float = 1.0
    holder: str = "local"
    exported: bool = False


class Control(Fact, frozen=True, tag="control"):
    """A thing a person can touch; `start..end` is its start tag, its call up to the label, or its handler.

    `toolkit` and `kind` come from the vocabulary ("button", "link", "toggle", "field", "menu-item", "gesture", "row", "form").
    `tag` is the element, view or class name as written.  `label` is its visible text ("" if none).
    `handler` is one of
      wired        a handler with an effect, or one we cannot judge     delegated   passed in from outside, spread, slot, ref
      empty        `{}`, `pass`, a literal None/undefined/no-op lambda   comment-only  only comments inside
      log-only     only prints/logs                                      notify-only   only alert/toast
      prevent-default-only                                               missing       nothing attached
      disabled     cannot be activated                                   system        the system handles it (cancel role …)
    `why` names the reason it counts as alive or inert, from the vocabulary's list of reasons, e.g. "onClick",
    "inside a form with onSubmit", "asChild", "inside <Link>", "spread props", "connected to a slot".
    `target` is the handler's name when it is a reference or only calls one function.  `href` is a link's literal destination.
    `says` is the text a notify-only or log-only handler shows.  `name` is the variable or property the control is bound to, or
    its id in markup, by which other code may reach it ("" if none).  `begins` is the offset where the tag or call begins, -1
    where `start` is it.  `reach` are the words of selectors by which a script may find it in a page: `=word` for its own id,
    name, classes and tag, `#word` for its id and name and their beginnings, `>word` for the ids and classes around it.
    """

    toolkit: str
    kind: str
    tag: str
    label: str = ""
    handler: str = "missing"
    why: str = ""
    target: str = ""
    href: str = ""
    says: str = ""
    name: str = ""
    attributes: tuple[str, ...] = ()
    begins: int = -1
    reach: tuple[str, ...] = ()


class Catch(Fact, frozen=True, tag="catch"):
    """An error handler; `start..end` is the handler's head (`catch {`, `except X:`), tight.

    `style` is "catch", "except", "promise" (.catch(fn)), "try?" (Swift), "suppress" (contextlib), "failure" (case .failure).
    `body` is "empty" (also pass/continue), "comment-only", "log-only", "default" (only returns/assigns a default; may log
    before), "rethrow", "exit" or "handled" (anything that changes state, tells the user, retries or re-raises).
    `types` are the caught exception names ("" elided).  `calls` are the callees in what is protected, `effects` their effects.
    `default` is the shape of what is returned or assigned instead: "", "nil", "empty", "zero", "false", "true", "string",
    "record", "name", "call", and `default_name` its name or callee.  `explained` is true where a comment that is more
    than three words stands in or directly above the handler.  `uses_error` tells whether the bound error is mentioned.
    """

    style: str
    body: str
    types: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    default: str = ""
    default_name: str = ""
    explained: bool = False
    uses_error: bool = False


class Fallback(Fact, frozen=True, tag="fallback"):
    """A value used when another is absent: `a ?? b`, `a || b`, `a or b`, `guard … else { return b }`, `if not key: return b`.

    `style` is "operator", "guard", "missing" or "chosen" (`if flag: return b`, b a name or a call).  `subject` is what may be
    absent or decides (dotted name or callee);
    `shape`/`value` describe the replacement as in Declaration.
    """

    style: str
    subject: str = ""
    shape: str = ""
    value: str = ""


class Delay(Fact, frozen=True, tag="delay"):
    """Waiting: sleep, setTimeout around work, asyncAfter, a promise that resolves by a timer.

    `style` is "await" or "block" (work follows the wait in the same function) or "callback" (the work is in the callback).
    `seconds` is the literal length (-1.0 unknown).  `loop` is true inside a loop.  `effects` are the sorted effects of the
    callback (style callback) or of the rest of the enclosing function, without the delay itself; `calls` their callees.
    `literal` is true where what follows returns, assigns, resolves or sets a literal or record of literals.
    `random_length` is true where the length is random.  `reacts` is true in a hook that runs again whenever one of the values
    that it lists has changed.
    """

    style: str
    callee: str
    seconds: float = -1.0
    loop: bool = False
    effects: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    literal: bool = False
    random_length: bool = False
    reacts: bool = False


class Test(Fact, frozen=True, tag="test"):
    """A test case or suite.  `start..end` is its head.

    `framework` is "xctest", "swift-testing", "jest" (also vitest, mocha, node:test, playwright), "pytest", "unittest".
    `kind` is "case" or "suite".  `skipped` is "" or "always" or "conditional" or "todo"; `reason` is the literal reason.
    `assertions` counts assertion calls in the body; `tautologies` counts those that hold whatever the code does
    (`assert True`, `expect(true).toBe(true)`, equal literals, a constant of the test's own against a literal).
    `calls` are the other callees, so that helpers that assert can be followed.
    """

    name: str
    framework: str
    kind: str = "case"
    skipped: str = ""
    reason: str = ""
    focused: bool = False
    assertions: int = 0
    tautologies: int = 0
    body: str = "real"
    calls: tuple[str, ...] = ()


class Import(Fact, frozen=True, tag="import"):
    """An import: the module as written, the names taken from it, and whether it is for types only."""

    module: str
    names: tuple[str, ...] = ()
    type_only: bool = False


class Region(Fact, frozen=True, tag="region"):
    """A span that never ships: "preview", "debug", "simulator", "development", "main-guard", "type-checking", "test"."""

    name: str


class State(Fact, frozen=True, tag="state"):
    """A piece of user interface state; `start..end` is its declaration.

    `name` is the variable, `setter` what changes it (`setOpen`; "" where assigning does), `kind` how it is declared:
    "useState", "@State", "@AppStorage", "ref", "data" … .  `owner` is the component or type that holds it.  `initial` is the
    literal it starts with ("" if none or unknown) and `shape` its shape as in Declaration.
    `reads` counts the places that look at it for anything but the control that is bound to it and the value that its own
    setter is given; `writes` counts assignments and setter calls, and `written` lists the distinct literals written, "*" for
    anything else.  `bound` lists the labels of controls whose value it is.  `escapes` is true where it leaves the owner:
    passed on, returned, captured by something we do not see, spread, persisted by its declaration.
    """

    name: str
    kind: str
    setter: str = ""
    owner: str = ""
    initial: str = ""
    shape: str = ""
    reads: int = 0
    writes: int = 0
    written: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()
    escapes: bool = False


class Presentation(Fact, frozen=True, tag="presentation"):
    """A sheet, dialog, alert, drawer, popover or window that appears over a screen; `start..end` is its head, tight.

    `kind` is "sheet", "dialog", "alert", "drawer", "popover", "cover" or "window"; `tag` the element, view or modifier as
    written.
    `state` is the variable that shows it, "" when something else does.
    `opened` says what can open it: "state" (its state is set), "initially" (the state starts open), "trigger" (a trigger
    part or component), "outside" (state or opener passed in or shared), "call" (presented by a call), "never", or "unknown".
    `closed` says what can close it: "state", "part" (a close part or cancel role), "system" (swipe, Escape, click outside),
    "outside", "never", or "unknown".  `title` is its literal title.
    """

    kind: str
    tag: str
    state: str = ""
    opened: str = "unknown"
    closed: str = "unknown"
    title: str = ""


FLOATING = "…"
"""Begins the path of a route that another file mounts."""


def below(parent: str, path: str) -> str:
    """A route's path below another's; an absolute one stands for itself."""
    if path.startswith("/") or not parent:
        return path
    return f"{parent.rstrip('/').removesuffix('/*')}/{path}"


class Route(Fact, frozen=True, tag="route"):
    """A path, screen or view name that exists and can be navigated to; `start..end` is where it is declared.

    `framework` is the router ("react-router", "next", "vue-router", "flask", "swiftui", "storyboard" …).  `path` is the pattern
    as written ("" where there is none), `name` the route's own name, `target` the component, view or function shown.
    `form` is "page", "nested" (relative to `within`), "prefix" (mounts others below it), "catch-all" (shows that nothing was
    found), "redirect" or "computed" (the path cannot be read).  A `within` that begins with `…` is given by another file.
    """

    framework: str
    path: str = ""
    name: str = ""
    target: str = ""
    form: str = "page"
    within: str = ""

    @property
    def whole(self) -> str:
        """The path below `within`, unless it stands for itself."""
        return below(self.within, self.path) if self.path else self.within


class Navigation(Fact, frozen=True, tag="navigation"):
    """A place that leads to a route by a literal path or name; what is computed makes no fact.

    `form` is "path", "name" or "template" (the file of a page that a server fills in), `target` the literal with each
    interpolation as `{}`, `via` the element or callee, `label` the text a person activates ("" if none).  `framework` is the
    router that is asked, as in Route, "" where it is not known or the browser itself goes there.
    """

    target: str
    form: str = "path"
    via: str = ""
    label: str = ""
    framework: str = ""


class Request(Fact, frozen=True, tag="request"):
    """A call that asks another process for something over HTTP; `start..end` is the call's head up to its arguments.

    `callee` is what is called, `method` the HTTP method ("GET" where none is given, "" unknown), `url` the literal address with
    each interpolation as `{}` ("" if computed).  `response` says what becomes of the answer:
      checked   its status is looked at, or the body's own word for failure
      read      its body is used, its status is not     dropped   nobody looks at it
      passed    handed on to something we do not see    raises    the library raises for a bad status itself
    `guarded` is true where a failed connection is caught in this function.
    """

    callee: str
    method: str = "GET"
    url: str = ""
    response: str = "passed"
    guarded: bool = False


class Resource(Fact, frozen=True, tag="resource"):
    """Something that goes on until it is released; `start..end` is the call that begins it, up to its arguments.

    `kind` is "timer" (repeating), "listener" or "observer"; `target` what it is attached to, `event` its literal event.
    `place` says how often it begins: "mount" (once for each instance: effect, constructor, mounted hook), "render" (each time
    something is drawn), "module" (once for the program) or "function" (when called).
    `released` is "released" (by the same reference, a signal, `once` or a kept handle), "other-reference" (the release names
    something that was never attached), "never", or "unknown" (the handle leaves the file's sight).
    """

    kind: str
    target: str = ""
    event: str = ""
    place: str = "function"
    released: str = "unknown"


class Draw(Fact, frozen=True, tag="draw"):
    """A random number; `start..end` is the call that draws it.

    `use` says what becomes of it: "bound" (assigned, a property, key or named argument), "returned" (of the function around),
    "argument" (handed to a call or collection), "decision" (compared, and the outcome bound or branched on), "element" (picks
    one of a collection), "text" (part of a text) or "other".
    `name` is what it is then called: the variable, key or label, the function that returns it, or what it is handed to.
    """

    callee: str
    use: str = "other"
    name: str = ""


class Callback(Fact, frozen=True, tag="callback"):
    """A handler that a component or view takes from whoever uses it; `start..end` is where it is declared, tight.

    `name` is the property or parameter as users know it, `owner` the component or view.
    `used` is "dropped" where nothing in the owner mentions it again, comments aside, else "used".
    """

    name: str
    owner: str = ""
    used: str = "used"


class Connection(Fact, frozen=True, tag="connection"):
    """One half of what joins a document of a visual designer to code; `start..end` is the element, or the name in code.

    `side` is "document" (the design names a method or property of a class) or "code" (a class offers one to designs).  `form`
    is "action" or "outlet", `name` the method's name without its labels or the property, `owner` the class ("" where the
    document leaves it open).  In code, `takes` counts a method's parameters, `uses` the places of the file that mention the
    name besides, other objects' methods aside, and `needed` is true where an outlet is looked at and nothing but a design sets
    it; in a document it is true where the program ends when the class lacks what is named.
    """

    side: str
    form: str
    name: str
    owner: str = ""
    takes: int = 0
    uses: int = 0
    needed: bool = False


AnyFact = (
    Text
    | Comment
    | Declaration
    | Function
    | Call
    | Records
    | Control
    | Catch
    | Fallback
    | Delay
    | Test
    | Import
    | Region
    | State
    | Presentation
    | Route
    | Navigation
    | Request
    | Resource
    | Draw
    | Callback
    | Connection
)

KINDS: dict[str, type[Fact]] = {
    "text": Text,
    "comment": Comment,
    "declaration": Declaration,
    "function": Function,
    "call": Call,
    "records": Records,
    "control": Control,
    "catch": Catch,
    "fallback": Fallback,
    "delay": Delay,
    "test": Test,
    "import": Import,
    "region": Region,
    "state": State,
    "presentation": Presentation,
    "route": Route,
    "navigation": Navigation,
    "request": Request,
    "resource": Resource,
    "draw": Draw,
    "callback": Callback,
    "connection": Connection,
}


class FileFacts(msgspec.Struct, frozen=True):
    """All facts of one file, in source order.  `errors` are byte ranges the grammar could not parse."""

    facts: tuple[AnyFact, ...]
    errors: tuple[tuple[int, int], ...] = ()
