"""What Express, Fastify, Hono, Koa, Elysia and their like, and Nest's controllers, are told to serve → Endpoint facts."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Endpoint
from prodlint.languages.ecmascript.addresses import module_of
from prodlint.languages.ecmascript.controllers import Controllers, Serving
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.routes import pairs_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text, string_value
from prodlint.languages.ecmascript.tree import CHAIN_STEPS, dotted, is_function, last_name, unwrapped, words

CLIMB = 12
HANDED_OUT = "default"
"""The name of a server or router that stands in no variable."""


def endpoints(reading: Reading) -> list[Endpoint]:
    """One fact for each route, mount and server, and for each controller and its methods, in source order."""
    if not reading.vocabulary.pattern("serving-code").search(reading.text.decode("utf-8", "replace")):
        return []
    reader, controllers = _Reader(reading), Controllers(reading)
    found = [fact for site in reading.sites for fact in (*reader.of_call(site), *controllers.of_decorator(site))]
    return sorted(found, key=lambda fact: fact.start)


class _Reader(Serving):
    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        vocabulary = reading.vocabulary
        self._apps = vocabulary.words("servers-made")
        self._routers = vocabulary.words("serving-routers-made")
        self._receivers = vocabulary.words("server-receivers")
        self._methods = vocabulary.words("http-methods")
        self._ignored = vocabulary.words("middleware-made")

    def of_call(self, site: Site) -> Iterator[Endpoint]:
        """What one call says: it makes a server or router, answers a path, or mounts something."""
        if site.frame.kind == "decorator":
            return
        if site.callee in self._apps or site.callee in self._routers:
            yield self._made(site)
            return
        method = last_name(site.callee)
        if method == "setGlobalPrefix" and site.given:
            yield self.fact(site, form="global", router="", path=self.literal(site.given[0], site.frame))
            return
        if "." not in site.callee or (not site.given and method != "use"):
            return
        router, path = self._router_of(site.node)
        if router:
            yield from self._said(site, router, path, method)

    def _made(self, site: Site) -> Endpoint:
        settings = next((each for each in site.given if each.type == "object"), None)
        pairs = pairs_of(settings) if settings is not None else {}
        value = next((value for key, value in pairs.items() if key in self.reading.vocabulary.words("prefix-keys")), None)
        path = self.literal(value, site.frame) if value is not None else ""
        form = "app" if site.callee in self._apps else "router"
        return self.fact(site, form=form, router=_name_around(site.frame), path=path)

    def _router_of(self, call: Node) -> tuple[str, str]:
        """The name of the server or router that a chain begins with, and the path that `.route(…)` gives it."""
        node, path = call.child_by_field_name("function"), ""
        for _ in range(CHAIN_STEPS):
            if node is None:
                return "", ""
            if node.type == "member_expression":
                node = node.child_by_field_name("object")
            elif node.type in ("call_expression", "new_expression"):
                callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
                name = dotted(callee) if callee is not None else ""
                if name in self._apps or name in self._routers:
                    return self._name_of_maker(call), path
                given = node.child_by_field_name("arguments")
                if last_name(name) == "route" and given is not None and given.named_child_count == 1:
                    path = self.literal(given.named_children[0], None)
                node = callee
            elif node.type in ("identifier", "this"):
                return (words(node), path) if self._serves(words(node)) else ("", "")
            else:
                node = unwrapped(node) if unwrapped(node) is not node else None
        return "", ""

    def _name_of_maker(self, call: Node) -> str:
        site = self.reading.site_of(call)
        return _name_around(site.frame) if site is not None else HANDED_OUT

    def _serves(self, name: str) -> bool:
        value = self.reading.value_of(name, -1)
        spots = self.reading.bindings.get(name, ())
        for node, _ in spots:
            made = node.child_by_field_name("value")
            if made is not None and self._is_maker(made):
                return True
        return name in self._receivers and (value is None or not spots)

    def _is_maker(self, node: Node) -> bool:
        """Whether an expression makes a server or router, perhaps by a chain."""
        node = unwrapped(node)
        for _ in range(CHAIN_STEPS):
            callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
            if callee is None:
                return False
            if dotted(callee) in self._apps | self._routers:
                return True
            if callee.type != "member_expression":
                return False
            inner = callee.child_by_field_name("object")
            if inner is None:
                return False
            node = unwrapped(inner)
        return False

    def _said(self, site: Site, router: str, path: str, method: str) -> Iterator[Endpoint]:
        given = site.given
        if method in self._methods or method in ("all", "any"):
            if not path and len(given) < 2:
                return
            verb = "" if method in ("all", "any") else method.upper()
            for each in [path] if path else self.paths(given[0], site.frame):
                if not self._is_fallback(each, site):
                    yield self.fact(site, form="route", router=router, method=verb, path=each)
        elif method == "basePath" or method == "prefix":
            yield self.fact(site, form="router", router=router, path=self.literal(given[0], site.frame))
        elif method in ("use", "register", "route", "mount", "group"):
            yield from self._mounted(site, router, method)
        elif method in self.reading.vocabulary.words("serves-unseen"):
            yield self.fact(site, form="open", router=router, path="")

    def _is_fallback(self, path: str, site: Site) -> bool:
        """Whether a route that takes any path only shows the app, or that nothing was found."""
        if path.strip("/") not in ("*", "*path", "{*splat}", "*splat", "{*path}", "(.*)", "*all", "{*any}", "*any"):
            return False
        return bool(self.reading.vocabulary.pattern("app-fallback").search(words(site.node)))

    def _mounted(self, site: Site, router: str, method: str) -> Iterator[Endpoint]:
        given = site.given
        settings = pairs_of(given[0]) if method == "route" and given and given[0].type == "object" else {}
        if settings:
            yield from self._configured(site, router, settings)
            return
        if method == "route" and len(given) < 2:
            return
        if given and (self._is_path(given[0], site.frame) or (len(given) > 1 and _is_constant(given[0]))):
            paths, targets = self.paths(given[0], site.frame), given[1:]
        else:
            options = pairs_of(given[1]) if len(given) > 1 and given[1].type == "object" else {}
            paths = [self.literal(options["prefix"], site.frame) if "prefix" in options else ""]
            targets = given if method == "use" else given[:1]
        for each in paths:
            yield from self._targets(site, router, each, targets)

    def _is_path(self, node: Node, frame: Frame) -> bool:
        """Whether an argument says where something is mounted: a text, several, or a constant of this file."""
        value = self.reading.value_of(words(node), frame.closure) if node.type == "identifier" else None
        node = unwrapped(value) if value is not None else node
        return node.type in ("string", "template_string", "binary_expression", "array")

    def _configured(self, site: Site, router: str, settings: dict[str, Node]) -> Iterator[Endpoint]:
        """`fastify.route({ method, url })`."""
        where = settings.get("url") or settings.get("path")
        if where is None:
            return
        method = literal_text(unwrapped(settings["method"])).upper() if "method" in settings else ""
        for path in self.paths(where, site.frame):
            yield self.fact(site, form="route", router=router, method=method, path=path)

    def _targets(self, site: Site, router: str, path: str, targets: list[Node]) -> Iterator[Endpoint]:
        """What is mounted below a path; where none of it can be followed, anything may be served there."""
        for target in targets:
            for form, name in self._target_of(target, site.frame):
                if form != "nothing" and (form != "open" or path):
                    yield self.fact(site, form=form, router=router, path=path, target=name)
        if not targets and path:
            yield self.fact(site, form="open", router=router, path=path)

    def _target_of(self, node: Node, frame: Frame) -> Iterator[tuple[str, str]]:
        """(form, target) for what one argument mounts: "open" where it cannot be seen, "nothing" for plain middleware."""
        node = unwrapped(node)
        if is_function(node):
            first = _first_parameter(node)
            yield ("mount", f"#{first}") if self._serves(first) else ("nothing", "")
            return
        if node.type in ("call_expression", "new_expression"):
            yield self._of_made(node, frame)
            return
        name = dotted(node)
        head, _, rest = name.partition(".")
        module = module_of(self.reading, head)
        if module:
            own = module.startswith((".", "@/", "~/", "#/"))
            last = rest.removesuffix(".routes").removesuffix("()") or head
            yield ("mount", f"{module}#{last}") if own else ("open", "")
        elif self._serves(head):
            yield "mount", f"#{head}"
        else:
            value = self.reading.value_of(head, frame.closure) if head else None
            value = unwrapped(value) if value is not None else None
            if value is not None and value.type in ("call_expression", "new_expression"):
                yield self._of_made(value, frame)
            else:
                local = bool(head) and self.reading.function_named(head, frame.closure) is not None
                yield ("nothing", "") if local else ("open", "")

    def _of_made(self, call: Node, frame: Frame) -> tuple[str, str]:
        """What is mounted by a call: `cors()`, `users.routes()`, `require("./users")`, `import("./users")`."""
        callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
        name = dotted(callee) if callee is not None else ""
        holder = call.child_by_field_name("arguments")
        first = holder.named_child(0) if holder is not None and holder.named_child_count else None
        if name in ("require", "import") and first is not None and first.type == "string":
            module = string_value(first)
            return ("mount", f"{module}#default") if module.startswith(".") else ("open", "")
        if name in self._ignored or last_name(name) in self._ignored:
            return "nothing", ""
        head, _, rest = name.partition(".")
        if rest in ("routes", "callback", "middleware") and self._serves(head):
            return "mount", f"#{head}"
        module = module_of(self.reading, head)
        if module.startswith((".", "@/", "~/", "#/")):
            return "mount", f"{module}#{head if rest in ('routes', '') else rest.removesuffix('.routes')}"
        return "open", ""


def _name_around(frame: Frame) -> str:
    """The variable or property that what is made is bound to."""
    for around in frame.climb(CLIMB * 4):
        if around.kind == "variable_declarator":
            name = around.node.child_by_field_name("name")
            return words(name) if name is not None and name.type == "identifier" else HANDED_OUT
        if around.kind == "assignment_expression":
            left = around.node.child_by_field_name("left")
            return dotted(left) if left is not None else HANDED_OUT
        if around.kind in ("statement_block", "class_body"):
            break
    return HANDED_OUT


def _is_constant(node: Node) -> bool:
    """Whether a name is one of a setting: `config.prefix`, `API_PREFIX`."""
    return node.type == "member_expression" or (node.type == "identifier" and words(node).isupper())


def _first_parameter(function: Node) -> str:
    holder = function.child_by_field_name("parameters") or function.child_by_field_name("parameter")
    if holder is None:
        return ""
    first: Node | None = holder if holder.type == "identifier" else holder.named_child(0)
    while first is not None and first.type in ("required_parameter", "optional_parameter"):
        first = first.child_by_field_name("pattern")
    return words(first) if first is not None and first.type == "identifier" else ""
