"""What a person sees and touches, and where it leads: controls, their state, what is shown over a screen, routes, designs."""

from __future__ import annotations

from prodlint.fact.base import Fact


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

    `form` is "path", "name" or "template" (the file of a page that a server fills in, or of the script that draws it), `target`
    the literal with each interpolation as `{}`, `via` the element or callee, `label` the text a person activates ("" if none).
    `framework` is the router that is asked, as in Route, "" where it is not known or the browser itself goes there.
    """

    target: str
    form: str = "path"
    via: str = ""
    label: str = ""
    framework: str = ""


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
