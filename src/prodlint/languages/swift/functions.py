"""The functions of a Swift file: declarations, accessors, observers, closures bound to a name and handlers of controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from prodlint.fact import Function
from prodlint.languages.swift.bodies import Summary, summarize
from prodlint.languages.swift.owners import Owner, type_around, type_owners, with_declared_bases
from prodlint.languages.swift.reading import Reading
from prodlint.languages.swift.tree import COMMENTS, Tree

_DECLARATIONS = (
    "function_declaration",
    "init_declaration",
    "deinit_declaration",
    "protocol_function_declaration",
)
_BODIES = ("function_body",)
_OBSERVERS = {"didset_clause": "didSet", "willset_clause": "willSet", "computed_setter": "set"}
_ASYNC = re.compile(rb"\basync\b")
_INNERMOST = re.compile(rb"\([^()]*\)")
_VIEW = re.compile(r"\bsome\s")
_ATTRIBUTE = re.compile(r"@(\w+)")
_MODIFIER = re.compile(r"(?<![@\w(.\"])[a-z]\w*(?:\(set\))?(?![\w\"(])")
_OPERATOR = re.compile(rb"func\s+([^\s\w(<]+)")
_DEEPEST = 12
"""Bodies nested deeper are not summed up, which keeps the time linear on machine-made input."""


class Site(NamedTuple):
    """A function in the tree: `node` is the subtree that belongs to it, `body` what holds its statements (-1 without),
    `head` the declaration that carries its modifiers and comment, `start` where its signature begins (bytes)."""

    node: int
    body: int
    head: int
    kind: str
    name: str
    extra: str = ""
    start: int = 0


_TOO_DEEP = Summary("real", effects=("unknown",))


class Functions:
    """The functions of a file in source order; what each does is summed up when somebody asks.

    `places` maps the node of each site to its place in `sites`.
    """

    def __init__(self, reading: Reading, sites: list[Site]) -> None:
        self._reading = reading
        self._owners = with_declared_bases(type_owners(reading.tree))
        self._summaries: dict[int, Summary] = {}
        self._depths: list[int] = []
        self.sites = sites
        self.places = {site.node: index for index, site in enumerate(sites)}
        for index, site in enumerate(sites):
            around = reading.site_of(site.node)
            self._depths.append(self._depths[around] + 1 if around >= 0 else 0)
            reading.claim(site.node, index)

    def summary(self, index: int) -> Summary:
        """What the body of a function does."""
        known = self._summaries.get(index)
        if known is None:
            too_deep = self._depths[index] >= _DEEPEST
            known = self._summaries[index] = _TOO_DEEP if too_deep else _summary(self._reading, self.sites[index])
        return known

    def owner(self, index: int) -> Owner:
        """The type around a function."""
        return type_around(self._reading.tree, self.sites[index].node, self._owners)

    def fact(self, index: int) -> Function:
        """The Function fact."""
        return _fact(self._reading, self.sites[index], self.summary(index), self.owner(index))

    def facts(self) -> list[Function]:
        """All Function facts."""
        return [self.fact(index) for index in range(len(self.sites))]


def find_functions(reading: Reading, handlers: Mapping[int, str]) -> Functions:
    """All functions; `handlers` maps closures of controls to the name of their argument.  Claims their nodes."""
    reading.finder = None
    found = [site._replace(start=_signature_start(reading, site)) for site in _sites(reading, handlers)]
    sites = sorted(found, key=lambda site: (site.start, site.node))
    reading.function_names_in_order = [site.name for site in sites]
    return Functions(reading, sites)


def _sites(reading: Reading, handlers: Mapping[int, str]) -> Iterator[Site]:
    tree = reading.tree
    for node in tree.of(*_DECLARATIONS):
        yield Site(node, tree.child(node, *_BODIES), node, _declared_kind(tree, node), _declared_name(tree, node))
    for node in tree.of("subscript_declaration"):
        body = tree.child(node, "computed_property")
        yield Site(node, _getter(tree, body), node, "accessor", "subscript")
    for block in tree.of("computed_property", "willset_didset_block"):
        if tree.kind_above(block) == "property_declaration":
            yield from _accessors(tree, block)
    for closure in tree.of("lambda_literal"):
        if tree.kind_above(closure) == "property_declaration":
            head = tree.parents[closure]
            yield Site(closure, closure, head, "closure", _bound_name(tree, head, closure))
    for closure, name in handlers.items():
        yield Site(closure, closure, closure, "handler", name)


def _declared_kind(tree: Tree, node: int) -> str:
    if tree.kinds[node] in ("init_declaration", "deinit_declaration"):
        return "initializer" if tree.kinds[node] == "init_declaration" else "method"
    around = tree.kind_above(node)
    return "method" if around in ("class_body", "enum_class_body", "protocol_body") else "function"


def _declared_name(tree: Tree, node: int) -> str:
    kind = tree.kinds[node]
    if kind == "deinit_declaration":
        return "deinit"
    if kind == "init_declaration":
        coder = next((child for child in tree.children(node) if tree.kinds[child] == "parameter"), -1)
        return "init(coder:)" if coder >= 0 and tree.slice(coder).startswith("coder") else "init"
    name = tree.child(node, "simple_identifier")
    if name >= 0:
        return tree.slice(name).strip("`")
    operator = _OPERATOR.search(tree.text, tree.starts[node], tree.ends[node])
    return operator[1].decode("utf-8", "replace") if operator else ""


def _getter(tree: Tree, computed: int) -> int:
    if computed < 0:
        return -1
    getter = tree.child(computed, "computed_getter")
    return getter if getter >= 0 else computed


def _accessors(tree: Tree, block: int) -> Iterator[Site]:
    head = tree.parents[block]
    name = _bound_name(tree, head, block)
    if tree.kinds[block] == "computed_property":
        getter = _getter(tree, block)
        yield Site(getter, getter, head, "accessor", name)
    yield from _observers(tree, block, head, name)


def _bound_name(tree: Tree, declaration: int, value: int) -> str:
    """The name of the last pattern before a value in a property declaration."""
    patterns = [child for child in tree.children(declaration) if child < value and tree.kinds[child] == "pattern"]
    return tree.slice(patterns[-1]).strip("`") if patterns else ""


def _observers(tree: Tree, block: int, head: int, name: str) -> Iterator[Site]:
    for child in tree.children(block):
        if tree.kinds[child] in _OBSERVERS:
            yield Site(child, child, head, "accessor", name, _OBSERVERS[tree.kinds[child]])


def _signature_start(reading: Reading, site: Site) -> int:
    """Where a function's signature begins, behind its attributes and modifiers (bytes)."""
    tree = reading.tree
    if site.extra or site.kind == "handler":
        return tree.starts[site.node]
    modifiers = tree.child(site.head, "modifiers")
    if modifiers < 0:
        return tree.starts[site.head]
    end = tree.ends[modifiers]
    following = tree.text[end : tree.ends[site.head]]
    return end + len(following) - len(following.lstrip())


def _summary(reading: Reading, site: Site) -> Summary:
    if site.body < 0:
        return Summary("absent")
    tree = reading.tree
    signature = tree.text[site.start : tree.starts[site.body]].decode("utf-8", "replace")
    gives_value = site.kind in ("accessor", "closure") if not site.extra else False
    gives_value = gives_value or (site.kind in ("method", "function") and "->" in signature)
    words = reading.vocabulary.words("view_types")
    is_view = bool(_VIEW.search(signature)) or any(word in signature.split() for word in words)
    return summarize(reading, site.body, gives_value=gives_value, is_view=is_view)


def _is_async(signature: bytes) -> bool:
    """Whether a function itself is asynchronous, not only one that it is given or gives back."""
    count = 1 if b"async" in signature else 0
    while count:
        signature, count = _INNERMOST.subn(b"", signature)
    return _ASYNC.search(signature.partition(b"->")[0]) is not None


def _fact(reading: Reading, site: Site, summary: Summary, owner: Owner) -> Function:
    tree = reading.tree
    start = site.start
    brace = _brace(tree, site, start)
    decorators, modifiers = _modifiers(reading, site)
    parameters = _parameters(tree, site)
    body_end = tree.ends[site.body] if site.body >= 0 else brace
    return Function(
        start=start,
        end=max(start + 1, start + len(tree.text[start:brace].rstrip())),
        region=reading.region_of(site.node),
        name=site.name,
        kind=site.kind,
        owner=owner.name,
        bases=owner.bases,
        decorators=decorators,
        modifiers=modifiers,
        parameters=parameters,
        is_async=_is_async(tree.text[start:brace]),
        body=summary.body,
        calls=summary.calls,
        effects=summary.effects,
        returns=summary.returned.kind,
        returned_text=summary.returned.texts,
        literals=summary.returned.literals,
        reads_parameters=summary is not _TOO_DEEP and _reads(tree, site, parameters),
        body_start=brace,
        body_end=body_end,
        doc=_doc(tree, site.head),
    )


def _brace(tree: Tree, site: Site, start: int) -> int:
    if site.body < 0:
        return tree.ends[site.node]
    if site.kind in ("handler", "closure") or tree.kinds[site.body] in ("function_body", "computed_property"):
        return tree.starts[site.body] if site.kind != "handler" else max(start, tree.starts[site.body])
    return tree.body_brace(site.body)


def _modifiers(reading: Reading, site: Site) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tree = reading.tree
    node = tree.child(site.head, "modifiers") if site.kind != "handler" else -1
    extra = (site.extra,) if site.extra else ()
    if node < 0:
        return (), extra
    text = tree.slice(node)
    return tuple(_ATTRIBUTE.findall(text)), (*_MODIFIER.findall(_without_attributes(text)), *extra)


def _without_attributes(text: str) -> str:
    return re.sub(r"@\w+(\([^()]*(\([^()]*\)[^()]*)*\))?", " ", text)


def _parameters(tree: Tree, site: Site) -> tuple[str, ...]:
    if site.kind not in ("function", "method", "initializer") and site.name != "subscript":
        return ()
    names = []
    for child in tree.children(site.node):
        if tree.kinds[child] == "parameter":
            words = tree.slice(child).partition(":")[0].split()
            names.extend(words[-1:])
    return tuple(names)


def _reads(tree: Tree, site: Site, parameters: tuple[str, ...]) -> bool:
    if site.body < 0:
        return False
    start, end = tree.starts[site.body], tree.ends[site.body]
    return any(_mentions(tree.text, name.encode(), start, end) for name in parameters)


def _mentions(text: bytes, name: bytes, start: int, end: int) -> bool:
    """Whether a name stands as a word in a range, not as a label or member."""
    while (start := text.find(name, start, end)) >= 0:
        before, behind = text[start - 1 : start], text[start + len(name) : start + len(name) + 1]
        if not (before.isalnum() or before in (b"_", b".") or behind.isalnum() or behind in (b"_", b":")):
            return True
        start += len(name)
    return False


def _doc(tree: Tree, head: int) -> str:
    """The first line of the doc comment directly above, without its markers."""
    node, first = head - 1, ""
    while (
        node >= 0 and tree.kinds[node] in COMMENTS and tree.text[tree.starts[node] : tree.starts[node] + 3] in (b"///", b"/**")
    ):
        first = tree.slice(node)
        node -= 1
    for line in first.splitlines():
        words = line.strip().strip("/*").strip()
        if words:
            return words
    return ""
