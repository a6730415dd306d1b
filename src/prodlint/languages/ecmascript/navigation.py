"""Links, pushes and redirects to a literal path → Navigation facts."""

from __future__ import annotations

import re

from tree_sitter import Node

from prodlint.fact import Navigation
from prodlint.languages.ecmascript.elements import Element, label_of, tag_of
from prodlint.languages.ecmascript.outline import Frame
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.routes import framework_of, pairs_of
from prodlint.languages.ecmascript.strings import literal_text
from prodlint.languages.ecmascript.tree import dotted, unwrapped

LABELS = ("aria-label", "title", "label")


def navigation(reading: Reading) -> list[Navigation]:
    """A fact for everything that leads to an absolute path of the same site."""
    reader = _Navigation(reading)
    found = [fact for node, frame in reading.outline.spots["element"] for fact in reader.of_element(node, frame)]
    found += [fact for site in reading.sites for fact in reader.of_call(site.callee, site.given, site.node, site.frame)]
    found += [fact for node, frame in reading.outline.spots["assignment"] for fact in reader.of_assignment(node)]
    found += [fact for node, frame in reading.outline.spots["object"] for fact in reader.of_entry(node, frame)]
    return sorted(found, key=lambda each: each.start)


class _Navigation:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._framework = framework_of(reading)
        vocabulary = reading.vocabulary
        self._links = vocabulary.words("route-links")
        self._callers = vocabulary.words("route-callers")
        self._pages = vocabulary.words("page-callers")
        self._addresses = vocabulary.words("page-addresses")
        self._answers = vocabulary.words("answers-with-a-path")
        self._keys = tuple(sorted(vocabulary.words("destination-keys")))
        self._unavailable = vocabulary.words("menu-unavailable-keys")
        self._labels = vocabulary.words("menu-label-keys")
        self._destinations = tuple(sorted(vocabulary.words("destinations")))

    def of_element(self, node: Node, frame: Frame) -> list[Navigation]:
        """The fact for a link whose destination is literal."""
        tag = tag_of(node)
        if tag not in self._links:
            return []
        element = Element(node, frame)
        if tag == "a" and {"target", "download"} & set(element.attributes):
            return []
        for name in self._destinations:
            value = element.value(name)
            if value is not None:
                framework = "" if tag == "a" else self._framework
                label = label_of(self._reading, element, LABELS)
                start, end = element.span_of(name)
                return self._facts(value, (start, end), tag, framework, label)
        return []

    def of_call(self, callee: str, given: list[Node], node: Node, frame: Frame) -> list[Navigation]:
        """The fact for a call that leads to its first argument."""
        if not given or (callee not in self._callers and callee not in self._pages):
            return []
        framework = "" if callee in self._pages else "vue-router" if "$router" in callee else self._framework
        last = callee in self._answers and given[0].type == "number" and len(given) > 1
        return self._facts(given[1 if last else 0], (node.start_byte, node.end_byte), callee, framework, "")

    def of_assignment(self, node: Node) -> list[Navigation]:
        """The fact for `window.location.href = "/x"`."""
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or dotted(left) not in self._addresses:
            return []
        return self._facts(right, (node.start_byte, node.end_byte), dotted(left), "", "")

    def of_entry(self, node: Node, frame: Frame) -> list[Navigation]:
        """The fact for an entry of a menu, `{ label: "Orders", href: "/orders" }`, unless it cannot be chosen."""
        pairs = pairs_of(node) if frame.kind == "array" else {}
        key = next((key for key in self._destinations if key in pairs), "")
        if not key or not self._labels & set(pairs) or self._unavailable & set(pairs):
            return []
        label = next((literal_text(pairs[name]) for name in ("label", "title", "name") if name in pairs), "")
        return self._facts(pairs[key], (pairs[key].start_byte, pairs[key].end_byte), f"{key}:", "", label)

    def _facts(self, value: Node, span: tuple[int, int], via: str, framework: str, label: str) -> list[Navigation]:
        target, form = self._target(unwrapped(value))
        if form == "path" and (not target.startswith("/") or target.startswith("//")):
            return []
        start, end = span
        region = self._reading.region(start)
        return [
            Navigation(
                start=start, end=end, region=region, target=target, form=form, via=via, label=label, framework=framework
            ),
        ]

    def _target(self, value: Node) -> tuple[str, str]:
        """(literal, its form as in Navigation), ("", "path") where it is computed."""
        if value.type == "array":
            parts = [literal_text(unwrapped(part)) or "{}" for part in value.named_children]
            return (re.sub("/+", "/", "/".join(parts)) if parts and parts[0].startswith("/") else ""), "path"
        if value.type != "object":
            return literal_text(value), "path"
        pairs = pairs_of(value)
        named = literal_text(unwrapped(pairs["name"])) if "name" in pairs else ""
        if named and self._framework in ("vue-router", ""):
            return named, "name"
        key = next((key for key in self._keys if key in pairs), "")
        return (literal_text(unwrapped(pairs[key])) if key else ""), "path"
