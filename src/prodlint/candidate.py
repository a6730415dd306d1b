"""What matching hands on: candidates and the few facts that cross files, small and the same on every machine."""

from __future__ import annotations

import msgspec

from prodlint.finding import Problem, Related
from prodlint.integration import Used
from prodlint.inventory import Seen
from prodlint.source import Place
from prodlint.suppress import Suppression

EVERYTHING = "*"
"""Stands among the names that get a handler when a file finds them at run time."""
BOUNDED = "axios: bounded"
"""Stands among what asks a server where a file sets a timeout for all requests of the program."""
WHOLE_PAGE = "<html>"
"""Stands among the scripts that a whole page loads."""
OPEN_PAGE = "<more>"
"""Stands among the scripts of a page that may get others than its text names."""
FORM = ".ui"
"""How the names of files end that others load by their whole name."""
DESIGNS = (".storyboard", ".xib")
"""How the names of the files end that a designer of user interfaces wrote."""
PAGE, ENDING, ANYTHING, BASED, NAMED, RENAMED = "page", "ending", "anything", "based", "named", "renamed"
"""The words that Crossing.pages begin with."""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A finding to be, as seen from its file alone.

    `start`/`end` are byte offsets; `on` is the kind of fact; `project` names the functions of project/ that must still agree,
    `subject` is the name they ask about, `reach` that of a Control fact, `owner` the type or router that it belongs to, `path`
    the file, `origin` the module and name (`./actions#save`) that the handler is imported as.  `key` is the normalised text of
    the place, for fingerprints.  `until` is the offset where the whole thing ends, for a function its body: what the same rule
    finds inside is the same problem, and where the thing is `hollow`, so is any text inside.
    `related` are places of its file that explain it, `stands_in` the bare name of what it constructs, calls or falls back on,
    `flow` the way of its value in its file from where it begins to where it is given out or shown,
    `source` names one of which another file may give to what that begins with,
    `declares` its own where it is the declaration of something: another file may hold the other half.
    `line` is the line of `start` and `begins` that where the thing begins, 1-based, in the text that was judged: the cells of a
    notebook may all stand on one line of the file.
    """

    rule: str
    on: str
    confidence: str
    message: str
    start: int
    end: int
    place: Place
    excerpt: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
    subject: str = ""
    reach: tuple[str, ...] = ()
    owner: str = ""
    path: str = ""
    origin: str = ""
    key: str = ""
    until: int = 0
    hollow: bool = False
    related: tuple[Related, ...] = ()
    flow: tuple[Related, ...] = ()
    source: tuple[str, ...] = ()
    stands_in: str = ""
    declares: str = ""
    line: int = 0
    begins: int = 0


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of the paths that a server serves, as in Endpoint; `line` is 1-based."""

    form: str
    router: str = ""
    method: str = ""
    path: str = ""
    target: str = ""
    line: int = 0


class Crossing(msgspec.Struct, frozen=True, kw_only=True):
    """What other files may need to know: names only.

    `bases` are all types that are inherited from, `handled` what gets a handler by its name (`btn.clicked.connect` → `btn`).
    `uses` are the last parts of the names of the modules that the file imports, and the names it takes from them, which may
    be modules; empty where modules are imported by path.  `given` are the handlers that components are given
    (`<Card onSave={save} />` → `Card.onSave`).
    `routes` says what can be navigated to, each entry a word and a value: `name login`, `group admin` (what stands before the
    names of others), `path /users/<id>`, `elsewhere package.urls` and `open` where routes are made at run time.
    `selected` are the words of selectors with which scripts look for elements of a page: `=word` names the element itself,
    `>word` one around it, `#word` may be an id.  `loads` are the files of the scripts that a page loads, "" for one whose name
    only a template knows, WHOLE_PAGE for one, and OPEN_PAGE where it may get others.  `defines` are the names that a script
    of no module gives the pages which load it, "" among them; nothing where it brings in other scripts.
    `empty` are the functions that other files can import and that do nothing,
    `speaking` those that only log, or announce that nothing is there.
    `pages` says where an app's router leads, each entry a word, the router and a path: `page react-router users/:id`, `ending
    react-router edit` (below a path that another file gives), `anything react-router` where paths are made at run time or
    rewritten, `based` where the whole app lives below a path, `renamed next old/:id` for a path that settings give another
    page, and `named vue-router login` for a route's own name, `*` for one that is computed.
    `designs` joins storyboards and XIBs to code, each entry a word and a value.  A design says `shown Desk` (it makes objects
    of the class), `action Desk.save`, `outlet Desk.label`, `segue map`, `scene Desk`, `cell Row` and `unread`; code `class Desk
    Base`, `root Desk` (its class inherits from the system's), `extends Desk`, `member save`, `selector save`, `call save`,
    `bare save` (without arguments, of some object), `open` (it makes selectors at run time), `text Row` (a text that may name
    a cell), `enum Route`, `destination Route` (a stack has a screen for such values, "" for any) and `selecting`.
    `component` is what a component with a template of its own file has, each entry a word and a value: `template
    ./desk.component.html`, `member save`, `empty save` and `speaking save` for methods that do nothing or only log, and `more`
    where it has members of others.
    `failing` are the types whose initialiser may give nil.
    `asks` are the functions that ask a server and hand on its failure, `*` where failures that nobody handles are told,
    `trusts save` for a function that changes something and whose answer a file waits for, `looks save` where the file looks at
    the status of an answer, BOUNDED where it sets a timeout for every request.
    `provides` are the variables of the environment that code sets itself, or has in a table that says when one is missing.
    `imports` says what the file needs to run, each entry a word and a value: `from ./cart` (in Python with the names that are
    taken from it: `from shop.cart total`), `below ./pages/` for all files of a folder, `named worker.js` for what a text may
    name, `open` where only a run can tell, and `runs` for what is a program by itself.
    `served` is what the file says of the paths that a server serves, `origins` the names of bases and clients with the path at
    which their addresses begin on the project's own server: `api /v1`, `default ` for what the file hands out.
    """

    bases: tuple[str, ...] = ()
    handled: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    selected: tuple[str, ...] = ()
    loads: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    designs: tuple[str, ...] = ()
    component: tuple[str, ...] = ()
    provides: tuple[str, ...] = ()
    imports: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    served: tuple[Served, ...] = ()
    origins: tuple[str, ...] = ()


class FileResult(msgspec.Struct, frozen=True, kw_only=True):
    """All that the second half of a run needs of one file; `seen`, `used` and `types` only where they were asked for."""

    path: str
    role: str
    lines: int = 0
    candidates: tuple[Candidate, ...] = ()
    crossing: Crossing = Crossing()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Problem, ...] = ()
    seen: Seen = Seen()
    used: Used = Used()
    types: tuple[str, ...] = ()
