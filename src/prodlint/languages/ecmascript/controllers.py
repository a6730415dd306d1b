"""What Nest's controllers are told to serve → Endpoint facts, and what all readers of endpoints share."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import Endpoint
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.routes import pairs_of
from prodlint.languages.ecmascript.sites import Site
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import unwrapped, words
from prodlint.webpaths import COMPUTED


class Serving:
    """What all readers of endpoints share: paths as code writes them, and making the facts."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def paths(self, node: Node, frame: Frame | None) -> list[str]:
        """The paths that one argument gives, as written."""
        node = unwrapped(node)
        if node.type == "array":
            return [self.literal(each, frame) for each in node.named_children if each.type != "comment"]
        return [self.literal(node, frame)]

    def literal(self, node: Node, frame: Frame | None) -> str:
        """A path as written, with `{}` for what is computed."""
        node = unwrapped(node)
        if node.type == "identifier" and frame is not None:
            value = self.reading.value_of(words(node), frame.closure)
            node = unwrapped(value) if value is not None else node
        if node.type in ("string", "template_string"):
            return literal_text(node)
        if node.type == "binary_expression":
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                return self.literal(left, frame) + self.literal(right, frame)
        return COMPUTED

    def fact(self, site: Site, *, form: str, router: str, method: str = "", path: str = "", target: str = "") -> Endpoint:
        """The fact that a call makes."""
        return Endpoint(
            start=site.start,
            end=site.own.children[0].end_byte,
            region=self.reading.region(site.start),
            form=form,
            router=router,
            method=method,
            path=path,
            target=target,
        )


class Controllers(Serving):
    """The controllers of a file, in source order."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._controller = ""

    def of_decorator(self, site: Site) -> Iterator[Endpoint]:
        """A controller, and a method of one that answers requests."""
        if site.frame.kind != "decorator":
            return
        if site.callee in self.reading.vocabulary.words("controllers"):
            self._controller = f"controller:{site.start}"
            for path in self._controller_paths(site):
                yield self.fact(site, form="router", router=self._controller, path=path)
        elif self._controller and site.callee in self.reading.vocabulary.words("controller-methods"):
            verb = "" if site.callee == "All" else site.callee.upper()
            for path in self.paths(site.given[0], site.frame) if site.given else [""]:
                yield self.fact(site, form="route", router=self._controller, method=verb, path=path)

    def _controller_paths(self, site: Site) -> list[str]:
        if not site.given:
            return [""]
        if site.given[0].type != "object":
            return self.paths(site.given[0], site.frame)
        pairs = pairs_of(site.given[0])
        if "version" in pairs or "path" not in pairs:
            return [COMPUTED]
        return self.paths(pairs["path"], site.frame)
