"""What code says and does: texts, comments, declarations, functions, calls, data, errors that are caught, waits, tests."""

from __future__ import annotations

import msgspec

from prodlint.fact.base import Fact


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


class Catch(Fact, frozen=True, tag="catch"):
    """An error handler; `start..end` is the handler's head (`catch {`, `except X:`), tight.

    `style` is "catch", "except", "promise" (.catch(fn)), "try?" (Swift), "suppress" (contextlib), "failure" (case .failure),
    "task" (a `Task` in which Swift throws and for which nobody waits) or "discarded" (`_ = f()` where f returns a Result).
    `body` is "empty" (also pass/continue), "comment-only", "log-only", "default" (only returns/assigns a default; may log
    before), "rethrow", "exit" or "handled" (anything that changes state, tells the user, retries or re-raises).
    `types` are the caught exception names ("" elided).  `calls` are the callees in what is protected, `effects` their effects.
    `default` is the shape of what is returned or assigned instead: "", "nil", "empty", "zero", "false", "true", "string",
    "record", "name", "call", and `default_name` its name or callee.  `explained` is true where a comment with a reason (more
    than three words, no code) stands in or directly above the handler.  `uses_error` tells whether the error is mentioned.
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

    `framework` is "xctest", "swift-testing", "quick", "jest" (also vitest, mocha, node:test, playwright), "pytest", "unittest".
    `kind` is "case" or "suite".  `skipped` is "" or "always" or "conditional" or "todo"; `reason` is the literal reason.
    `assertions` counts assertion calls in the body; `tautologies` counts those that hold whatever the code does
    (`assert True`, `expect(true).toBe(true)`, equal literals, a constant of the test's own against a literal).
    `flaw` says why the others cannot fail either: "any-outcome" where a handler takes their failure for a success, or success
    and failure are both let pass, "in-handler" where they all stand in a handler and ask only whether something was caught,
    "own-mock" where they look only at what the test told its own mocks to give back, else "".
    `calls` are the other callees, so that helpers that assert can be followed.
    `reach` are the types of Swift that it makes and asserts to be there.
    `cases` counts, for a suite of "jest", the calls in it that may define tests, -1 where that is unknown and for a case.
    """

    name: str
    framework: str
    kind: str = "case"
    skipped: str = ""
    reason: str = ""
    focused: bool = False
    assertions: int = 0
    tautologies: int = 0
    flaw: str = ""
    body: str = "real"
    calls: tuple[str, ...] = ()
    cases: int = -1
    reach: tuple[str, ...] = ()


class Assertion(Fact, frozen=True, tag="assertion"):
    """An assertion of a test file by which nothing is asserted; `start..end` is what is written.

    `name` is what it is: the callee, or the asserted text.  `flaw` is one of
      incomplete    nothing says what is expected: `expect(total)`
      uncalled      what would compare is not called: `expect(total).toBe`, `send.assert_called_once`
      not-awaited   its outcome comes later, and nobody waits for it
      tuple         a tuple with something in it, which is true    compared  a comparison that is no assertion
      made-up       a mock gives whatever it is asked for, also what is called nearly as an assertion
    """

    name: str
    flaw: str


class Import(Fact, frozen=True, tag="import"):
    """An import: the module as written, the names taken from it, and whether it is for types only."""

    module: str
    names: tuple[str, ...] = ()
    type_only: bool = False


class Region(Fact, frozen=True, tag="region"):
    """A span that never ships: "preview", "debug", "simulator", "development", "main-guard", "type-checking", "test"."""

    name: str
