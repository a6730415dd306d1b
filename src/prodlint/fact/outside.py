"""What leaves the process, what is held, what is drawn by lot, and what a function is handed to call."""

from __future__ import annotations

from prodlint.fact.base import Fact


class Request(Fact, frozen=True, tag="request"):
    """A call that asks another process for something over HTTP; `start..end` is the call's head up to its arguments.

    `callee` is what is called, `method` the HTTP method ("GET" where none is given, "" unknown), `url` the literal address with
    each interpolation as `{}` ("" if computed).  `response` says what becomes of the answer:
      checked   its status is looked at, or the body's own word for failure
      read      its body is used, its status is not     dropped   nobody looks at it
      passed    handed on to something we do not see    raises    the library raises for a bad status itself
    `guarded` is true where a failed connection is caught in this function; `giver` names the function that gives the answer
    back as it came.
    `path` is what is asked of a server of the project itself, without query, "" where it is not known to be one.  `base` is
    the module and name (`./api#client`) that says what stands before the path, "" where nothing does.
    """

    callee: str
    method: str = "GET"
    url: str = ""
    response: str = "passed"
    guarded: bool = False
    path: str = ""
    base: str = ""
    giver: str = ""


class Endpoint(Fact, frozen=True, tag="endpoint"):
    """Something that a server says about the paths it serves; `start..end` is the call that says it.

    `router` is the name that stands in this file for what serves, `path` the pattern as written with `{}` for what is
    computed, `method` the HTTP method ("" any).  `form` is one of
      route   answers requests for the path    mount   everything of `target` is served below the path
      app     the router is a whole server     router  the router is one that others mount, all of it below the path
      open    below the path anything may be served, we cannot see what
      global  the path stands before those of all controllers
    `target` is the module and name (`./orders#router`, `#router` in this file) of what is mounted.
    """

    form: str
    router: str = ""
    method: str = ""
    path: str = ""
    target: str = ""


class Floating(Fact, frozen=True, tag="floating"):
    """A promise whose failure nobody hears of; `start..end` is the head of the call that it comes from, up to its arguments.

    `style` is "chain" (`load().then(show)` as a statement, without a handler of failures) or "await" (a wait outside `try`, in
    a function for which nothing of the file waits; `busy` is the state that is switched on before and off behind).
    `callee` is what is called, `name` its last part, `module` where it comes from: an imported module's path, "." for a
    function of the file, "hook" for what a hook gave, "" unknown.
    """

    style: str
    callee: str
    name: str = ""
    busy: str = ""
    module: str = ""


class Resource(Fact, frozen=True, tag="resource"):
    """Something that goes on until it is released; `start..end` is the call that begins it, up to its arguments.

    `kind` is "timer" (repeating), "listener", "observer" (also of a socket or publisher), "handle" (a file, connection or
    session), "closure" (kept by the object that it holds), "delegate" (a property that holds its owner), "task" (a loop) or
    "request" (sent each time something is drawn).
    `target` is what it is attached to, or what opens it or keeps it, `event` its literal event.
    `place` says how often it begins: "mount" (once for each instance: effect, constructor, mounted hook), "render" (each time
    something is drawn), "module" (once for the program) or "function" (when called).
    `released` is "released" (by the same reference, a signal, `once` or a kept handle), "other-reference" (the release names
    something that was never attached), "other-target" or "other-phase" (it names the right function, but where it is not
    attached), "never", or "unknown" (the handle leaves the file's sight).
    """

    kind: str
    target: str = ""
    event: str = ""
    place: str = "function"
    released: str = "unknown"


class LoopWait(Fact, frozen=True, tag="loop-wait"):
    """A call for whose end a loop waits before it goes on; `start..end` is the call with its arguments.

    `callee` is what is called, `over` the source of what the loop goes through, `names` those that it gives a value in each
    round.  Only loops that go through something are told, and none that themselves wait for the next round.
    `body_start`/`body_end` delimit what the loop does.
    """

    callee: str
    over: str = ""
    names: tuple[str, ...] = ()
    body_start: int = 0
    body_end: int = 0


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


class Setting(Fact, frozen=True, tag="setting"):
    """A value that a file of settings gives to a name; `start..end` is the value as written.

    `name` is what directly names it, `keys` that and all names above it, the outermost first, joined by dots: so stand
    `build.production.env.API_URL` or `services.web.environment.API_URL`.  `value` is its text without quotes.
    """

    name: str
    keys: str
    value: str


class EnvRead(Fact, frozen=True, tag="env-read"):
    """A variable of the environment that the program reads; `start..end` is the read, or the field of a settings class.

    `variable` is its name, `default` the literal text that stands in for it ("" for none), `holder` the name that the value is
    bound to ("" for none).  `missing` says what becomes of the program where the variable is not set:
      default   something else stands in for it       checked  the program asks whether it is there, or names it in a message
      schema    a class or table of settings has it, and says that it is missing
      kept      it is handed on to something that we do not see, or that can do without it by its name
      used      it is used as if it were there        raises   the read itself fails
    """

    variable: str
    default: str = ""
    holder: str = ""
    missing: str = "kept"
