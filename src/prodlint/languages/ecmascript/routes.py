"""Route elements and tables of route objects → Route facts."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import FLOATING, Route, below
from prodlint.languages.ecmascript.elements import Element, tag_of
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.strings import has_substitution, literal_text
from prodlint.languages.ecmascript.tree import dotted, first_child, unwrapped, words

CLIMB = 120
"""How many nodes around a route are searched for the routes that it stands in."""
COMPONENT = re.compile(r"<([A-Z][\w.]*)")
ROUTERS = ("remix", "react", "wouter", "vue", "angular", "next", "expo", "tanstack", "sveltekit")
HIDDEN = re.compile(r"^_|^\(.*\)$")
"""Parts of a route's name that no address has: layouts and groups."""
COMPUTED = "{}"
LONGEST_TARGET = 400


def routes(reading: Reading) -> list[Route]:
    """A Route fact for every route element and route object; `form` is "computed" where the path cannot be read."""
    framework = framework_of(reading)
    reader = _Routes(reading, framework)
    found = [fact for node, frame in reading.outline.spots["element"] if (fact := reader.of_element(node, frame))]
    found += [fact for node, frame in reading.outline.spots["object"] if (fact := reader.of_object(node, frame))]
    found += [fact for site in reading.sites if site.given and (fact := reader.of_call(site.callee, site.given[0], site.node))]
    return sorted(found, key=lambda route: route.start)


def framework_of(reading: Reading) -> str:
    """The router that the file imports, "" when it imports none that we know."""
    modules = {_module(node) for node, _ in reading.outline.spots["import"]}
    for name in ROUTERS:
        if modules & reading.vocabulary.words(f"{name}-routers"):
            return {"react": "react-router", "vue": "vue-router"}.get(name, name)
    return ""


def _module(statement: Node) -> str:
    source = statement.child_by_field_name("source")
    return literal_text(source) if source is not None else ""


class _Routes:
    def __init__(self, reading: Reading, framework: str) -> None:
        self._reading = reading
        self._framework = framework
        vocabulary = reading.vocabulary
        self._endings = tuple(sorted(vocabulary.words("route-elements")))
        self._keys = vocabulary.words("route-keys")
        self._mounting = vocabulary.words("routes-below-keys")
        self._makers = vocabulary.words("routers-made")
        self._nothing = vocabulary.pattern("nothing-found")
        self._loads = vocabulary.pattern("loads-a-page")
        self._filed = vocabulary.words("file-routes-made")
        self._single = vocabulary.words("single-routes-made")

    def of_call(self, callee: str, given: Node, node: Node) -> Route | None:
        """The fact for a call that makes one route, of a path or of an object that has one."""
        if callee in self._filed:
            path = literal_text(given) or COMPUTED
            parts = [part.rstrip("_") for part in path.split("/") if part and not HIDDEN.match(part)]
            return self._route(node, "/" + "/".join(parts), "", "", mounts=False)
        pairs = pairs_of(given) if callee in self._single and given.type == "object" else {}
        if "path" not in pairs or "getParentRoute" not in pairs:
            return None
        return self._route(node, literal_text(pairs["path"]).lstrip("/") or COMPUTED, FLOATING, "", mounts=False)

    def of_element(self, node: Node, frame: Frame) -> Route | None:
        """The fact for a start tag that makes a route."""
        if not tag_of(node).endswith(self._endings):
            return None
        element = Element(node, frame)
        if "path" not in element.attributes and (element.tag not in self._endings or not self._shows(element)):
            return None
        own = self._path_of(element)
        if own is None:
            return None
        parents = [self._path_of(around) or "" for around in self._routes_around(element)]
        target = words(element.node) if element.node is element.whole else words(element.whole)
        within = ""
        for parent in reversed(parents):
            within = below(within, parent)
        return self._route(node, own, within, target, mounts="nest" in element.attributes)

    def _shows(self, element: Element) -> bool:
        """Whether a route without a path is an index, a layout, or what is shown when nothing else is."""
        return bool(self._keys & set(element.attributes)) or "render" in element.attributes

    def _path_of(self, element: Element) -> str | None:
        """The path that an element gives; "" for an index or layout, None where it gives nothing to go to."""
        if "path" not in element.attributes:
            nested = element.node is not element.whole
            return "" if "index" in element.attributes or nested else "*"
        return self._literal(element.value("path"), element.frame)

    def _literal(self, value: Node | None, frame: Frame) -> str:
        if value is None:
            return COMPUTED
        value = unwrapped(value)
        if value.type == "identifier":
            known = self._reading.value_of(words(value), frame.closure)
            value = unwrapped(known) if known is not None else value
        if value.type == "string" or (value.type == "template_string" and not has_substitution(value)):
            return literal_text(value)
        return COMPUTED

    def _routes_around(self, element: Element) -> list[Element]:
        found = []
        outside = element.outside
        for around in outside.climb(CLIMB) if outside is not None else ():
            opening = first_child(around.node) if around.kind == "jsx_element" else None
            if opening is not None and tag_of(opening).endswith(self._endings):
                found.append(Element(opening, around))
        return found

    def of_object(self, node: Node, frame: Frame) -> Route | None:
        """The fact for an object of a table of routes."""
        pairs = pairs_of(node)
        if frame.kind not in ("array", "variable_declarator", "export_statement") or not (
            ("path" in pairs or "index" in pairs) and self._keys & set(pairs)
        ):
            return None
        if not self._is_table(pairs, frame):
            return None
        path = self._literal(pairs["path"], frame) if "path" in pairs else ""
        above, floating = self._objects_around(frame)
        within = FLOATING if floating else ""
        for parent in reversed(above):
            around = pairs_of(parent)
            within = below(within, self._literal(around["path"], frame) if "path" in around else "")
        shown = next((pairs[key] for key in ("element", "Component", "component", "lazy", "redirect") if key in pairs), None)
        return self._route(
            node,
            path,
            within,
            words(shown) if shown is not None else "",
            mounts=bool(self._mounting & set(pairs)),
            name=_name_in(pairs),
        )

    def _is_table(self, pairs: dict[str, Node], frame: Frame) -> bool:
        """Whether the objects around make routes: the file imports a router, or an element is shown."""
        lazy = "component" in pairs and self._loads.match(words(pairs["component"])) is not None
        return bool(self._framework) or "element" in pairs or "Component" in pairs or lazy or "children" in pairs

    def _objects_around(self, frame: Frame) -> tuple[list[Node], bool]:
        """The route objects around, innermost first, and whether another file says where the outermost stand."""
        found = []
        for around in frame.climb(CLIMB):
            if around.kind == "object" and ("children" in pairs_of(around.node)) and self._keys & set(pairs_of(around.node)):
                found.append(around.node)
            if around.kind in ("call_expression", "new_expression"):
                target = first_child(around.node)
                if target is not None and dotted(target) in self._makers:
                    return found, False
            if around.kind == "variable_declarator":
                return found, not self._makes_the_app(around.node)
        return found, True

    def _makes_the_app(self, declarator: Node) -> bool:
        """Whether a variable of this file becomes the app's routes in this file."""
        name = declarator.child_by_field_name("name")
        text = self._reading.text.decode("utf-8", "replace")
        makers = "|".join(re.escape(maker) for maker in sorted(self._makers))
        return name is not None and bool(
            re.search(rf"(?:{makers})\(\s*(?:\{{[^}}]{{0,400}}\broutes:\s*)?(?:\[\s*\.\.\.)?{re.escape(words(name))}\b", text)
            or (words(name) == "routes" and re.search(rf"(?:{makers})\(\s*\{{[^}}]{{0,400}}\broutes\b", text))
        )

    def _route(self, node: Node, path: str, within: str, target: str, *, mounts: bool, name: str = "") -> Route:
        whole = below(within, path) if path else within
        form = "nested" if within else "page"
        if COMPUTED in whole:
            form = "computed"
        elif whole.strip("/") == "*" or (path == "*" and self._nothing.search(target)):
            form = "catch-all" if self._nothing.search(target) else "prefix"
        elif mounts or whole.endswith("*"):
            form = "prefix"
        shown = COMPONENT.findall(target[:LONGEST_TARGET])
        return Route(
            start=node.start_byte,
            end=node.end_byte,
            region=self._reading.region(node.start_byte),
            framework=self._framework,
            path=path,
            name=name,
            target=shown[-1] if shown else "",
            form=form,
            within=within,
        )


def _name_in(pairs: dict[str, Node]) -> str:
    """The name that a route object gives itself, `*` where it is computed."""
    return literal_text(unwrapped(pairs["name"])) or "*" if "name" in pairs else ""


def pairs_of(node: Node) -> dict[str, Node]:
    """The keys of an object with their values."""
    found = {}
    for child in node.named_children:
        key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
        if child.type == "pair" and key is not None and value is not None:
            found[words(key).strip("\"'")] = value
        elif child.type == "shorthand_property_identifier":
            found[words(child)] = child
        elif child.type == "method_definition" and (name := child.child_by_field_name("name")) is not None:
            found[words(name)] = child
    return found
