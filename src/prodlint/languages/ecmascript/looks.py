"""What a JSX element shows of itself: that it is dragged, out of reach of any pointer, or a frame around what is touched."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from prodlint.languages.ecmascript.elements import Element, elements_around, tag_of
from prodlint.languages.ecmascript.handlers import Handler
from prodlint.languages.ecmascript.reading import Reading
from prodlint.languages.ecmascript.tree import first_child, words


class Looks:
    """Judges the elements of one file by their start tags and by what stands in them."""

    def __init__(self, reading: Reading) -> None:
        vocabulary = reading.vocabulary
        self._reading = reading
        self._untouchable = vocabulary.pattern("untouchable-element")
        self._shielding = vocabulary.pattern("shielding-element")
        self._touchable = vocabulary.pattern("touchable-element")
        self._dragged = vocabulary.pattern("dragged-element")
        self._skeleton = vocabulary.pattern("skeleton")
        reacting = sorted(
            vocabulary.words("touch_handlers") | vocabulary.words("choosing-handlers") | vocabulary.words("destinations")
        )
        self._reacting = re.compile(b"\\b(?:" + b"|".join(re.escape(name.encode()) for name in reacting) + b")=")

    def reason(self, element: Element) -> Handler | None:
        """An element that is there to be dragged, or that no pointer reaches; None for others."""
        own = words(element.node)
        if self._dragged.search(own):
            return Handler("wired", "dragged")
        if self._untouchable.search(own) or self._is_shielded(element) or self._is_a_picture(element):
            return Handler("disabled", "cannot be touched")
        return None

    def _is_shielded(self, element: Element) -> bool:
        """Whether an element around keeps pointers from all that stands in it."""
        for opening in (element.node, *(outer.node for outer in elements_around(element))):
            text = words(opening)
            if self._touchable.search(text):
                return False
            if self._shielding.search(text):
                return True
        return False

    def _is_a_picture(self, element: Element) -> bool:
        """Whether all that stands in an element is a picture of what is still loading."""
        inside = [child for child in element.whole.named_children[1:-1] if child.type.startswith(("jsx_element", "jsx_self"))]
        tags = (tag_of(first_child(child) or child) if child.type == "jsx_element" else tag_of(child) for child in inside)
        return bool(inside) and all(self._skeleton.search(tag) for tag in tags)

    def by_contents(self, element: Element) -> Handler | None:
        """A frame around what is touched, and a stop for the keyboard that shows nothing."""
        first = bisect_left(self._reactions, element.node.end_byte)
        if first < len(self._reactions) and self._reactions[first] < element.whole.end_byte:
            return Handler("delegated", "what stands in it reacts")
        if element.whole is element.node and "tabIndex" in element.attributes and element.tag.islower():
            named = {"aria-label", "title", "value", "children"} & set(element.attributes)
            return None if named else Handler("delegated", "only takes the focus")
        return None

    @cached_property
    def _reactions(self) -> list[int]:
        """Where the file's text names an attribute that makes an element react, in order."""
        return [found.start() for found in self._reacting.finditer(self._reading.text)]
