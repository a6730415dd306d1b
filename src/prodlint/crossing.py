"""The few names of a file that other files may ask about, read from its text: most files are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prodlint.candidate import BOUNDED, EVERYTHING, FORM, OPEN_PAGE, WHOLE_PAGE, Crossing
from prodlint.credentials import is_issued
from prodlint.fact import Connection
from prodlint.gates import gates_of, says
from prodlint.languages.variables import is_asked_for
from prodlint.vocabulary import Vocabulary

NAME = re.compile(r"[A-Za-z_]\w*")
DOTTED = re.compile(r"[A-Za-z_.][\w.-]*")
RECEIVER = re.compile(rb"([A-Za-z_][\w.]*)\??$")
SMALL = 2000
"""Bytes of a file that may do no more than bring others together."""
ROUTES = (
    ("name", "route-views"),
    ("name", "route-names"),
    ("group", "route-groups"),
    ("path", "route-paths"),
    ("elsewhere", "routes-elsewhere"),
    ("open", "routes-at-run-time"),
)
"""How an entry of Crossing.routes begins, and the pattern whose groups are its value."""
DESIGNS = (
    ("shown", "design-class"),
    ("action", "design-action"),
    ("segue", "design-segue"),
    ("scene", "design-scene"),
    ("cell", "design-cell"),
)
"""How an entry of Crossing.designs begins that a design makes, and the pattern whose group is its value."""
JOINED = (
    ("class", "joined-class"),
    ("root", "joined-root"),
    ("extends", "joined-extension"),
    ("member", "joined-function"),
    ("member", "joined-outlet"),
    ("member", "joined-exposed"),
    ("member", "joined-override"),
    ("member", "joined-renamed"),
    ("selector", "joined-selector"),
    ("selector", "joined-selecting-text"),
    ("selector", "joined-selector-string"),
    ("selector", "joined-selector-text"),
    ("call", "joined-call"),
    ("bare", "joined-bare"),
    ("open", "joined-open"),
    ("open", "joined-open-string"),
    ("text", "joined-text"),
    ("text", "joined-registered"),
    ("enum", "joined-enum"),
    ("destination", "joined-destination"),
    ("selecting", "joined-list"),
    ("selecting", "joined-table"),
    ("selecting", "joined-split"),
)
"""The same for code."""
MEMBERS = (
    ("template", "component-template"),
    ("member", "component-members"),
    ("empty", "empty-method"),
    ("speaking", "speaking-method"),
    ("more", "component-inherits"),
)
"""How an entry of Crossing.component begins, and the pattern whose groups are its value."""
FAILING = b"init?"
TYPE_OR_FAILING = re.compile(rb"\b(?:class|struct|enum|actor|extension)\s+(?:\w+\.)*([A-Z]\w*)|\binit\?\s*[(<]")
"""A type of Swift, its name in the group, or an initialiser that may give nil."""
PATH = re.compile(r"[/\\\"' (]")
WORD = re.compile(r"[A-Za-z_][\w-]*")
TAG = re.compile(r"[a-z]\w*")
SPACES = re.compile(r"[\s>+~]+")
LONGEST_RECEIVER = 120
"""Bytes before a call in which the name stands that it is called on."""


def crossing_of(text: bytes, vocabulary: Vocabulary) -> Crossing:
    """The crossing names in a file's UTF-8 text, sorted; rather too many than too few."""
    kept = gates_of(vocabulary).opened(text)
    return Crossing(
        bases=_bases(text, vocabulary),
        handled=_handled(text, vocabulary) if "attaching" in kept else (),
        uses=_uses(text, vocabulary) if "using" in kept or len(text) <= SMALL else (),
        given=_given(text, vocabulary),
        routes=_routes(text, vocabulary) if "routing" in kept else (),
        selected=selected_in(text, vocabulary),
        loads=_loads(text, vocabulary),
        defines=_defines(text, vocabulary),
        designs=_listed(JOINED, text, vocabulary) if "joining" in kept else (),
        empty=_known("empty", text, vocabulary),
        speaking=_known("speaking", text, vocabulary),
        component=_component(text, vocabulary) if "templating" in kept else (),
        provides=_provides(text, vocabulary) if "providing" in kept else (),
        failing=_failing(text) if FAILING in text else (),
        asks=tuple(sorted({*(_asks(text, vocabulary) if "asking" in kept else ()), *_waited_for(text, vocabulary)})),
    )


def _failing(text: bytes) -> tuple[str, ...]:
    """The types whose initialiser may give nil: of each such initialiser the type that is declared last before it."""
    found: set[str] = set()
    name = ""
    for each in TYPE_OR_FAILING.finditer(text):
        name = each[1].decode("utf-8", "replace") if each[1] else name
        found.update([name] if name and not each[1] else [])
    return tuple(sorted(found))


def _asks(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The functions that ask a server and hand on its failure, see Crossing.asks."""
    names = {EVERYTHING} if says(text, vocabulary, "hears-of-rejections") else set()
    if says(text, vocabulary, "clients-give-up"):
        names.add(BOUNDED)
    pattern = vocabulary.bytes_pattern("asking-function")
    for found in pattern.finditer(text) if pattern else ():
        name = next(part for part in found.groups() if part)
        if b".catch(" not in _rest_of_body(text, found.start(), found.end()):
            names.add(name.decode("utf-8", "replace"))
    return tuple(sorted(names))


def _waited_for(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """The functions that change something and for whose answer a file waits, see Crossing.asks."""
    names = list(_found("waits-for-a-change", text, vocabulary))
    if names:
        word = "looks" if says(text, vocabulary, "looks-at-answers") else "trusts"
        yield from (f"{word} {name}" for name in names)


def _rest_of_body(text: bytes, start: int, offset: int) -> bytes:
    """What follows up to the line with a closing brace that is indented no further than the one in which a function begins."""
    line = text[text.rfind(b"\n", 0, start + 1) + 1 : start + LONGEST_RECEIVER]
    indent = line[: len(line) - len(line.lstrip())]
    end = text.find(b"\n" + indent + b"}", offset)
    return text[offset : end if end >= 0 else offset + SMALL]


def _bases(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("inherits")
    listed = (found[1].decode("utf-8", "replace") for found in pattern.finditer(text)) if pattern else ()
    return tuple(sorted({name for names in listed for name in NAME.findall(names)}))


def _uses(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("uses")
    named = (part for found in pattern.finditer(text) for part in found.groups() if part) if pattern else ()
    dotted = {name for part in named for name in DOTTED.findall(part.decode("utf-8", "replace"))}
    return tuple(sorted({name if name.endswith(FORM) else name.rpartition(".")[2] for name in dotted} - {""}))


def _given(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Component and handler of each tag that gives one; what stands behind a tag among the attributes is not seen."""
    tags, handlers = vocabulary.bytes_pattern("component-tag"), vocabulary.bytes_pattern("handler-given")
    if tags is None or handlers is None or not handlers.search(text):
        return ()
    found = ((tag[1], handler[1]) for tag in tags.finditer(text) for handler in handlers.finditer(tag[2]))
    return tuple(sorted({b".".join(names).decode("utf-8", "replace") for names in found}))


def _routes(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    found: set[str] = set()
    for word, name in ROUTES:
        pattern = vocabulary.bytes_pattern(name)
        matches = pattern.finditer(text) if pattern else ()
        values = (part for match in matches for part in match.groups() or (b"",) if part is not None)
        found.update(f"{word} {value.decode('utf-8', 'replace')}".strip() for value in values)
    return tuple(sorted(found))


def _listed(table: Iterable[tuple[str, str]], text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Entries of a word and all that the groups of its pattern hold, "" for a pattern without groups."""
    found: set[str] = set()
    for word, name in table:
        pattern = vocabulary.bytes_pattern(name)
        for match in pattern.finditer(text) if pattern else ():
            found.add(b" ".join([word.encode(), *(part for part in match.groups() if part)]).decode("utf-8", "replace"))
    return tuple(sorted(found))


def designs_of(text: bytes, vocabulary: Vocabulary, connections: Iterable[Connection], *, is_whole: bool) -> tuple[str, ...]:
    """What a design says of code, as Crossing.designs has it, sorted; `is_whole` tells whether all of it could be read."""
    joined = {f"{each.form} {each.owner}.{each.name}" for each in connections}
    return tuple(sorted({*_listed(DESIGNS, text, vocabulary), *joined, *(() if is_whole else ("unread",))}))


def _component(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The template and the members of a component, see Crossing.component."""
    named = [(word, _named(text, vocabulary.bytes_pattern(pattern))) for word, pattern in MEMBERS]
    if not named[0][1]:
        return ()
    return tuple(sorted(f"{word} {name}" for word, names in named for name in names))


def provided_in(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The variables of the environment that a file provides or minds, see Crossing.provides."""
    return _provides(text, vocabulary) if "providing" in gates_of(vocabulary).opened(text) else ()


def _provides(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    table = says(text, vocabulary, "env-table")
    fields = says(text, vocabulary, "env-class")
    held = vocabulary.bytes_pattern("env-held")
    named = {
        *_named(text, vocabulary.bytes_pattern("env-provided")),
        *(each[2].decode() for each in (held.finditer(text) if held else ()) if is_asked_for(each[1].decode(), text)),
        *(_named(text, vocabulary.bytes_pattern("env-name")) if table else ()),
        *(name.upper() for name in (_named(text, vocabulary.bytes_pattern("env-field")) if fields else ())),
    }
    return tuple(sorted(named))


def selected_in(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What selectors and look-ups ask for, see Crossing.selected."""
    names: set[str] = set()
    for selector in (*_found("selects", text, vocabulary), *_delegated(text, vocabulary)):
        for one in selector.split(","):
            names.update(_words_of_selector(one))
    names.update("#" + word for word in _found("hands-a-word", text, vocabulary))
    names.update(mark + word for word in _found("listens-on", text, vocabulary) for mark in "#=>")
    return tuple(sorted(name for name in names if not is_issued(name)))


def _delegated(text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """The selectors of `$("#parcels").on("click", "button, .open", …)`: each with the one that it is listened to in."""
    regex = vocabulary.bytes_pattern("delegates")
    for found in regex.finditer(text) if regex and b".on(" in text else ():
        outer, inner = (part.decode("utf-8", "replace") for part in found.groups())
        yield from (f"{around} {one}" for around in outer.split(",") for one in inner.split(","))


def _loads(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The scripts that a page loads, see Crossing.loads."""
    if b"<" not in text:
        return ()
    loading = b"<script" in text or b"{%" in text
    loaded = {_script(each) for each in _found("loads", text, vocabulary) if "//" not in each} if loading else set()
    whole = {WHOLE_PAGE} if says(text, vocabulary, "page") else set()
    return tuple(sorted(loaded | whole | ({OPEN_PAGE} if whole and says(text, vocabulary, "open-page") else set())))


def _defines(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What a script gives the pages that load it, see Crossing.defines."""
    pattern = vocabulary.bytes_pattern("script-defines")
    if pattern is None or text.lstrip()[:1] == b"<" or says(text, vocabulary, "no-plain-script"):
        return ()
    return ("", *_named(text, pattern))


def _found(pattern: str, text: bytes, vocabulary: Vocabulary) -> Iterator[str]:
    """What the first group that took part in each match of a named pattern holds."""
    regex = vocabulary.bytes_pattern(pattern)
    for found in regex.finditer(text) if regex else ():
        yield next(part for part in found.groups() if part is not None).decode("utf-8", "replace")


def _script(loaded: str) -> str:
    """A script by its file's name, "" for one whose name only a template knows."""
    return PATH.split(loaded)[-1] if loaded[:1] != "{" else ""


def _words_of_selector(selector: str) -> set[str]:
    *outer, last = SPACES.sub(" ", selector).split() or [""]
    if not TAG.fullmatch(last) or not outer:
        return {f"={word}" for word in WORD.findall(last)}
    return {f">{word}" for each in outer for word in WORD.findall(each) if not TAG.fullmatch(each)} or {f"={last}"}


def _known(state: str, text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The functions of one state that other files know: those that are exported, and those of a script that a page loads."""
    patterns = (vocabulary.bytes_pattern(f"{state}-{kind}") for kind in ("export", "global"))
    return tuple(sorted({name for pattern in patterns for name in _named(text, pattern)}))


def _named(text: bytes, pattern: re.Pattern[bytes] | None) -> tuple[str, ...]:
    """What stands in the groups of a pattern that match."""
    found = (part for match in pattern.finditer(text) for part in match.groups() if part) if pattern else ()
    return tuple(sorted({name.decode("utf-8", "replace") for name in found}))


def _handled(text: bytes, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = vocabulary.bytes_pattern("attaches")
    many = vocabulary.bytes_pattern("attaches-many")
    names: set[str] = {EVERYTHING} if many and many.search(text) else set()
    for found in pattern.finditer(text) if pattern else ():
        before = RECEIVER.search(text[max(0, found.start() - LONGEST_RECEIVER) : found.start()])
        receiver = before[1].decode("utf-8", "replace").split(".") if before else []
        quoted = [part.decode("utf-8", "replace") for part in found.groups() if part]
        names.update(receiver[-2:], quoted)
    return tuple(sorted(names - {"self", "this", ""}))
