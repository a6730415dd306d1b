"""What Flask, FastAPI, Django and their like are told to serve → Endpoint facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from tree_sitter import Node

from prodlint.fact import Endpoint
from prodlint.languages.python.classes import decorator_items
from prodlint.languages.python.literals import (
    STRINGS,
    argument_at,
    arguments_of,
    bare,
    dotted,
    labelled,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.tables import calls_around, is_seen_whole, listed_inside, servers_given, tables_in
from prodlint.languages.python.tree import Item

COMPUTED = "{}"
TABLE = "urlpatterns"
TAKEN = re.compile(r"(\w+)(?:\s+as\s+(\w+))?")
GROUP = re.compile(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)|\((?!\?)(?:[^()]|\([^()]*\))*\)")
CLIMB = 30


def endpoint_facts(reading: Reading) -> list[Endpoint]:
    """One fact for each route, mount, router and server, in source order."""
    reader = _Reader(reading)
    found = [fact for call in reading.tree.kinds["call"] for fact in reader.of_call(call)]
    found += [fact for view in reading.tree.kinds["function_definition"] for fact in reader.of_view(view)]
    found += [fact for view in reading.tree.kinds["class_definition"] for fact in reader.of_view(view)]
    found += reader.handed_on()
    return sorted(found, key=lambda fact: fact.start)


class _Reader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._tree = reading.tree
        self._words = reading.vocabulary.words
        self._modules = _modules_taken(reading)

    def of_view(self, view: Item) -> Iterator[Endpoint]:
        """The routes that the decorators of a view make."""
        for decorator in decorator_items(self._tree, view):
            call = next((item for item in self._tree.children(decorator) if item.kind == "call"), None)
            router, _, method = self._reading.names.callee(call).rpartition(".") if call is not None else ("", "", "")
            if call is None or not router or method not in self._words("route-decorators"):
                continue
            if not arguments_of(call.node):
                continue
            for verb in self._verbs(call, method):
                yield self._fact(call, form="route", router=router, method=verb, path=self._path(call, 0, "path", "rule"))

    def _verbs(self, call: Item, method: str) -> list[str]:
        if method.lower() in self._words("http-methods"):
            return [method.upper()]
        listed = next((value for label, value in map(self._labelled, arguments_of(call.node)) if label == "methods"), None)
        if listed is None:
            return ["GET"] if method == "route" and not self._has_methods_elsewhere() else [""]
        verbs = [string_value(self._tree, each).upper() for each in listed.named_children if each.type in STRINGS]
        return verbs or [""]

    def _has_methods_elsewhere(self) -> bool:
        """Whether a route without methods may be a class that has one function for each."""
        return b"Resource" in self._tree.text or b"MethodView" in self._tree.text

    def _labelled(self, argument: Node) -> tuple[str, Node]:
        return labelled(self._tree, argument)

    def handed_on(self) -> Iterator[Endpoint]:
        """The servers that functions are given, and the tables that become part of the file's own."""
        for item, name in servers_given(self._reading):
            yield self._fact(item, form="app", router=name)
        for item, node in tables_in(self._reading, TABLE):
            name = dotted(self._tree, node).removesuffix(".urls")
            yield self._fact(item, form="mount", router=TABLE, target=self._target(name))

    def of_call(self, call: Item) -> Iterator[Endpoint]:
        """What one call says of what is served."""
        callee = self._reading.names.callee(call)
        router, _, method = callee.rpartition(".")
        if callee in self._words("web-servers-made"):
            yield self._fact(call, form="app", router=self._bound(call), path=self._path(call, -1, "prefix"))
        elif callee in self._words("web-routers-made"):
            yield self._fact(call, form="router", router=self._bound(call), path=self._path(call, -1, "prefix", "url_prefix"))
        elif callee in self._words("route-makers"):
            yield from self._listed(call, callee)
        elif router and method in self._words("mounts-a-router"):
            yield self._mounted(call, router)
        elif router and method in ("add_url_rule", "add_api_route", "add_route"):
            yield self._fact(call, form="route", router=router, path=self._path(call, 0, "path", "rule"))
        elif router and method == "add_resource":
            for node in [value for label, value in map(self._labelled, arguments_of(call.node)) if not label][1:]:
                yield self._fact(call, form="route", router=router, path=self._text(node))
        elif router and method == "register" and len(arguments_of(call.node)) > 1:
            path = self._path(call, 0, "prefix")
            for each in (path, f"{path}/{{*rest}}"):
                yield self._fact(call, form="route", router=router, path=each)
        elif router and method == "mount" and arguments_of(call.node):
            yield self._fact(call, form="open", router=router, path=self._path(call, 0, "path"))

    def _listed(self, call: Item, callee: str) -> Iterator[Endpoint]:
        """An entry of a table of addresses: a view, or another table below a path."""
        path = self._prefix(call) + self._listed_path(call, callee)
        router = self._bound(call) or TABLE
        view = argument_at(self._tree, call.node, 1, "view")
        view = bare(view) if view is not None else None
        inside = view.child_by_field_name("function") if view is not None and view.type == "call" else None
        if view is None or inside is None or dotted(self._tree, inside).rpartition(".")[2] != "include":
            unseen = view is not None and dotted(self._tree, view).endswith(".urls")
            yield self._fact(call, form="open" if unseen else "route", router=router, path=path)
            return
        inner = listed_inside(view)
        if inner is not None and is_seen_whole(inner):
            return
        target = self._included(view)
        yield self._fact(call, form="mount" if target else "open", router=router, path=path, target=target)

    def _listed_path(self, call: Item, callee: str) -> str:
        path = self._path(call, 0, "route", "regex")
        return _of_regex(path) if "re_path" in callee or callee.endswith(".url") else path

    def _prefix(self, call: Item) -> str:
        """What stands before the path of an entry that stands in a list inside a list."""
        outer = [(each, self._reading.names.callee(each)) for each in calls_around(call)]
        paths = [self._listed_path(each, callee) for each, callee in outer if callee in self._words("route-makers")]
        return "".join(f"{path.rstrip('/')}/" for path in reversed(paths) if path)

    def _included(self, include: Node) -> str:
        given = [bare(each) for each in arguments_of(include)]
        if given and given[0].type == "tuple":
            given = given[0].named_children
        if not given:
            return ""
        if given[0].type in STRINGS:
            return f"{string_value(self._tree, given[0])}#{TABLE}"
        name = dotted(self._tree, given[0]).removesuffix(".urls")
        return self._target(name) if name else ""

    def _mounted(self, call: Item, router: str) -> Endpoint:
        given = [(label, value) for label, value in map(self._labelled, arguments_of(call.node))]
        first = next((value for label, value in given if label in ("", "router", "blueprint")), None)
        name = dotted(self._tree, first) if first is not None else ""
        prefix = next((value for label, value in given if label in ("prefix", "url_prefix", "path")), None)
        positional = [value for label, value in given if not label]
        if prefix is None and len(positional) > 1 and positional[1].type in STRINGS:
            prefix = positional[1]
        path = self._text(prefix) if prefix is not None else ""
        form = "mount" if name else "open"
        return self._fact(call, form=form, router=router, path=path, target=self._target(name) if name else "")

    def _target(self, name: str) -> str:
        """Module and name of what a dotted name of this file stands for."""
        head, dot, rest = name.partition(".")
        if head not in self._modules:
            return f"#{name}"
        whole = self._modules[head] + dot + rest
        module, _, last = whole.rpartition(".")
        return f"{module or '.'}#{last}"

    def _bound(self, call: Item) -> str:
        """The variable that a call, or the list that it stands in, is bound to."""
        outer = call.parent
        for _ in range(CLIMB):
            if outer.kind in ("assignment", "augmented_assignment"):
                left = outer.node.child_by_field_name("left")
                return dotted(self._tree, left) if left is not None else ""
            if outer.kind in ("module", "function_definition", "class_definition"):
                break
            outer = outer.parent
        return ""

    def _path(self, call: Item, position: int, *labels: str) -> str:
        nodes = (argument_at(self._tree, call.node, position if label == labels[0] else -1, label) for label in labels)
        node = next((each for each in nodes if each is not None), None)
        return self._text(node) if node is not None else ""

    def _text(self, node: Node) -> str:
        """A path as written, with `{}` for what is computed."""
        node = bare(node)
        if node.type in STRINGS:
            return string_value(self._tree, node)
        if node.type == "binary_operator":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                return self._text(left) + self._text(right)
        if node.type == "identifier":
            return self._constants.get(dotted(self._tree, node), COMPUTED)
        return COMPUTED

    @cached_property
    def _constants(self) -> dict[str, str]:
        """The texts that names in capitals stand for, where they stand for one only."""
        found: dict[str, set[str]] = {}
        for item in self._tree.kinds["assignment"]:
            left, right = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
            name = dotted(self._tree, left) if left is not None else ""
            if name.isupper() and right is not None:
                right = bare(right)
                found.setdefault(name, set()).add(string_value(self._tree, right) if right.type in STRINGS else COMPUTED)
        return {name: next(iter(texts)) for name, texts in found.items() if len(texts) == 1}

    def _fact(self, call: Item, *, form: str, router: str, method: str = "", path: str = "", target: str = "") -> Endpoint:
        return Endpoint(
            start=call.start,
            end=call.end,
            region=self._reading.region(call),
            form=form,
            router=router,
            method=method,
            path=path,
            target=target,
        )


def _of_regex(pattern: str) -> str:
    """The path that a regex of Django stands for, its groups as parameters, `{}` for what cannot be read."""
    plain = GROUP.sub("{x}", pattern.removeprefix("^").removesuffix("$").removesuffix("?"))
    return plain if not re.search(r"[\\\[(|*+?]", plain.replace("\\.", ".")) else COMPUTED


def _modules_taken(reading: Reading) -> dict[str, str]:
    """Local name → the dotted origin of what is imported, with the leading dots of relative imports."""
    found = {}
    for item, module, names in reading.names.imports:
        if not names:
            continue
        clause = reading.tree.slice(item.start, item.end).partition(" import ")[2]
        for name, alias in TAKEN.findall(re.sub(r"#[^\n]*", "", clause)):
            found[alias or name] = f"{module}{name}" if module.endswith(".") else f"{module}.{name}"
    return {**{head: origin for head, origin in reading.names.origins.items() if head not in found}, **found}
