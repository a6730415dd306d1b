"""A confirmed fact → the way of its value: from the literal or draw where it begins, to where it is given out or shown."""

from __future__ import annotations

from prodlint.flow.ways import Flow, flow_of

__all__ = ["Flow", "flow_of"]
