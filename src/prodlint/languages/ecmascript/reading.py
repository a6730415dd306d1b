"""One file while it is read: its text, outline and vocabulary, and what is called, changed and bound where."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property

from tree_sitter import Node

from prodlint.languages.ecmascript.naming import Closure, Naming, has_its_name
from prodlint.languages.ecmascript.outline import Frame, Outline, Spot
from prodlint.languages.ecmascript.sites import Callees, Change, Site, call_sites, lasting_changes, renamed_imports
from prodlint.languages.ecmascript.tree import chain_root, dotted, last_name, words
from prodlint.scopes import Scopes
from prodlint.vocabulary import Vocabulary

CHAIN = 40
"""How many functions around a name are searched for what it names."""


class Reading:
    """What all readers of facts share.  Offsets are bytes."""

    def __init__(self, text: bytes, root: Node, vocabulary: Vocabulary, outline: Outline) -> None:
        self.text = text
        self.root = root
        self.vocabulary = vocabulary
        self.outline = outline
        self._region_names: list[str] = []
        self._regions = Scopes(())

    def enter_regions(self, regions: list[tuple[int, int, str]]) -> None:
        """Say which spans (start, end, name) never ship, before any fact is made."""
        self._region_names = [name for _, _, name in regions]
        self._regions = Scopes((start, end, index) for index, (start, end, _) in enumerate(regions))

    def region(self, offset: int) -> str:
        """The innermost region that never ships around an offset, "" when the code ships."""
        if not self._region_names:
            return ""
        index = self._regions.innermost(offset)
        return self._region_names[index] if index >= 0 else ""

    @cached_property
    def closures(self) -> list[Closure]:
        """All closures in source order, named only now: most files are read for facts that ask for no name."""
        naming = Naming(self.vocabulary)
        count = 0
        for closure in self.outline.closures:
            naming.name(closure)
            if closure.fact_kind:
                closure.index = count
                count += 1
        return self.outline.closures

    @cached_property
    def functions(self) -> list[Closure]:
        """The closures that have a name, in source order: Function facts are made of these and count them."""
        return [closure for closure in self.closures if closure.fact_kind]

    @cached_property
    def _inner(self) -> list[int]:
        """Closure number → index of the innermost function around; the last item answers for -1, the file."""
        inner = [-1] * (len(self.closures) + 1)
        for closure in self.closures:
            inner[closure.number] = closure.index if closure.fact_kind else inner[closure.frame.closure]
        return inner

    def inner(self, frame: Frame) -> int:
        """The index of the innermost function around what stands in a frame, -1 outside."""
        return self._inner[frame.closure]

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Local name → imported name, for imports that rename."""
        return renamed_imports(self.outline)

    @cached_property
    def sites(self) -> list[Site]:
        """All calls in source order."""
        return call_sites(self.text, self.outline, Callees(self.vocabulary, self.aliases, self.bindings))

    @cached_property
    def _site_starts(self) -> list[int]:
        return [site.start for site in self.sites]

    def sites_in(self, start: int, end: int) -> list[Site]:
        """The calls that begin in a span, in source order."""
        starts = self._site_starts
        return self.sites[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def sites_by_function(self) -> dict[int, list[Site]]:
        """Index of a function fact → the calls in it, without those in nested function facts."""
        found: dict[int, list[Site]] = {}
        inner = self._inner
        for site in self.sites:
            found.setdefault(inner[site.frame.closure], []).append(site)
        return found

    @cached_property
    def _site_by_node(self) -> dict[int, Site]:
        return {site.node.id: site for site in self.sites}

    def site_of(self, call: Node) -> Site | None:
        """The call site of a call node."""
        return self._site_by_node.get(call.id)

    @cached_property
    def changes(self) -> list[Change]:
        """Assignments that outlive their function, in source order."""
        return lasting_changes(self.outline, self.vocabulary, self._is_outer)

    @cached_property
    def _change_starts(self) -> list[int]:
        return [change.start for change in self.changes]

    def changes_in(self, start: int, end: int) -> list[Change]:
        """The lasting assignments that begin in a span."""
        starts = self._change_starts
        return self.changes[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def changes_by_function(self) -> dict[int, list[Change]]:
        """Index of a function fact → the lasting assignments in it."""
        found: dict[int, list[Change]] = {}
        inner = self._inner
        for change in self.changes:
            found.setdefault(inner[change.frame.closure], []).append(change)
        return found

    def _is_outer(self, name: str, frame: Frame) -> bool:
        function = self.inner(frame)
        if function < 0:
            return False
        return all(self.inner(around) != function for _, around in self.bindings.get(name, ()))

    @cached_property
    def bindings(self) -> dict[str, list[Spot]]:
        """Variable name → its declarators; array patterns (`[value, setValue]`) by their first name."""
        found: dict[str, list[Spot]] = {}
        for node, frame in self.outline.spots["declarator"]:
            pattern = node.child_by_field_name("name")
            if pattern is not None and pattern.type == "identifier":
                found.setdefault(words(pattern), []).append((node, frame))
        return found

    def chain(self, closure: int) -> list[int]:
        """A closure and those around it, innermost first, then -1 for the file; at most CHAIN of them."""
        chain: list[int] = []
        while closure >= 0 and len(chain) < CHAIN:
            chain.append(closure)
            closure = self.outline.closures[closure].frame.closure
        return [*chain, -1]

    def value_of(self, name: str, closure: int) -> Node | None:
        """The initial value of a variable as a closure sees it, None when it has none or is not of this file."""
        spots = self.bindings.get(name)
        for scope in self.chain(closure) if spots else ():
            for node, frame in spots or ():
                if frame.closure == scope:
                    return node.child_by_field_name("value")
        return None

    @cached_property
    def assigned(self) -> dict[str, list[Spot]]:
        """Variable name → plain and augmented assignments to it."""
        found: dict[str, list[Spot]] = {}
        for node, frame in self.outline.spots["assignment"]:
            left = node.child_by_field_name("left")
            if left is not None and left.type == "identifier":
                found.setdefault(words(left), []).append((node, frame))
        return found

    @cached_property
    def _functions_by_name(self) -> dict[str, list[Closure]]:
        found: dict[str, list[Closure]] = {}
        for closure in self.functions:
            found.setdefault(closure.name, []).append(closure)
        return found

    def function_named(self, name: str, closure: int) -> Closure | None:
        """The function of this name that a closure sees, None when the file has none."""
        named = self._functions_by_name.get(name)
        for scope in self.chain(closure) if named else ():
            for function in named or ():
                if function.frame.closure == scope and function.fact_kind in ("function", "closure") and has_its_name(function):
                    return function
        return None

    def method_named(self, name: str) -> Closure | None:
        """The first method of this name in the file."""
        named = self._functions_by_name.get(name, ())
        return next((function for function in named if function.fact_kind == "method"), None)

    @cached_property
    def returns(self) -> dict[int, list[Node]]:
        """Closure number → the expressions it returns, response bodies it sends included."""
        found: dict[int, list[Node]] = {}
        for node, frame in self.outline.spots["return"]:
            value = next((child for child in node.named_children if child.type != "comment"), None)
            if value is not None:
                found.setdefault(frame.closure, []).append(value)
        return found

    @cached_property
    def responses(self) -> dict[int, list[Node]]:
        """Closure number → the response bodies it sends other than by returning them."""
        found: dict[int, list[Node]] = {}
        methods = self.vocabulary.words("response_methods")
        for site in self.sites:
            if site.callee.rpartition(".")[2] not in methods or site.frame.kind in ("return_statement", "arrow_function"):
                continue
            if self.is_response(site.node):
                found.setdefault(site.frame.closure, []).extend(site.given[:1])
        return found

    def is_response(self, call: Node) -> bool:
        """Whether a call sends a response body: `res.json(...)`, `NextResponse.json(...)`, `c.text(...)`."""
        function = call.child_by_field_name("function")
        if function is None or function.type != "member_expression":
            return False
        if last_name(dotted(function)) not in self.vocabulary.words("response_methods"):
            return False
        return chain_root(function) in self.vocabulary.words("response_objects")

    @cached_property
    def throws(self) -> dict[int, list[Spot]]:
        """Closure number → its throw statements."""
        found: dict[int, list[Spot]] = {}
        for node, frame in self.outline.spots["throw"]:
            found.setdefault(frame.closure, []).append((node, frame))
        return found

    @cached_property
    def _element_starts(self) -> list[int]:
        return [node.start_byte for node, _ in self.outline.spots["element"]]

    def elements_in(self, start: int, end: int) -> list[Spot]:
        """The start tags that begin in a span."""
        starts = self._element_starts
        return self.outline.spots["element"][bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _comment_starts(self) -> list[int]:
        return [node.start_byte for node, _ in self.outline.spots["comment"]]

    def comments_in(self, start: int, end: int) -> list[Spot]:
        """The comments that begin in a span."""
        starts = self._comment_starts
        return self.outline.spots["comment"][bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def closure_starts(self) -> dict[int, Closure]:
        """Start byte → closure, named if it has a name."""
        return {closure.node.start_byte: closure for closure in self.closures}

    def closure_of(self, node: Node) -> Closure | None:
        """The closure of a function node."""
        found = self.closure_starts.get(node.start_byte)
        return found if found is not None and found.node.end_byte == node.end_byte else None
