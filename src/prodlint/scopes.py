"""Which function and which never-shipping region an offset lies in: nested spans, looked up by position."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator


class Scopes:
    """Nested or disjoint spans, each with a value, asked for the innermost one around an offset.

    Spans are `(start, end, value)` in bytes, end exclusive; they may nest but not overlap partially.
    """

    def __init__(self, spans: Iterable[tuple[int, int, int]]) -> None:
        ordered = sorted(spans, key=lambda span: (span[0], -span[1]))
        self._starts = [start for start, _, _ in ordered]
        self._spans = ordered
        self._outer: list[int] = []
        open_spans: list[int] = []
        for index, (start, _, _) in enumerate(ordered):
            while open_spans and ordered[open_spans[-1]][1] <= start:
                open_spans.pop()
            self._outer.append(open_spans[-1] if open_spans else -1)
            open_spans.append(index)

    def innermost(self, offset: int) -> int:
        """The value of the innermost span that contains `offset`, -1 when none does."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._spans[index][1] <= offset:
            index = self._outer[index]
        return self._spans[index][2] if index >= 0 else -1

    def meets(self, start: int, end: int) -> bool:
        """Whether any span shares a byte with another one."""
        return self.innermost(start) >= 0 or bisect_right(self._starts, start) < bisect_left(self._starts, end)

    def around(self, offset: int) -> Iterator[int]:
        """The values of the spans that contain `offset`, innermost first."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            if self._spans[index][1] > offset:
                yield self._spans[index][2]
            index = self._outer[index]
