"""The small language between the parsers and the rules: what any front end can say about a file.

A front end turns one file into a flat list of facts in source order; rules see nothing else.  Facts are
`msgspec.Struct`s, not dataclasses: creating one costs a tenth of a frozen dataclass, a large tree has millions of them,
and the same types are what the cache stores.
"""

from __future__ import annotations

import msgspec

from prodlint.fact.base import Fact
from prodlint.fact.code import (
    Argument,
    Assertion,
    Call,
    Catch,
    Comment,
    Declaration,
    Delay,
    Fallback,
    Function,
    Import,
    Records,
    Region,
    Test,
    Text,
)
from prodlint.fact.interface import FLOATING, Connection, Control, Navigation, Presentation, Route, State, below
from prodlint.fact.outside import Callback, Draw, Endpoint, EnvRead, Floating, LoopWait, Request, Resource, Setting

__all__ = [
    "FLOATING",
    "KINDS",
    "AnyFact",
    "Argument",
    "Assertion",
    "Call",
    "Callback",
    "Catch",
    "Comment",
    "Connection",
    "Control",
    "Declaration",
    "Delay",
    "Draw",
    "Endpoint",
    "EnvRead",
    "Fact",
    "Fallback",
    "FileFacts",
    "Floating",
    "Function",
    "Import",
    "LoopWait",
    "Navigation",
    "Presentation",
    "Records",
    "Region",
    "Request",
    "Resource",
    "Route",
    "Setting",
    "State",
    "Test",
    "Text",
    "below",
]

AnyFact = (
    Text
    | Comment
    | Declaration
    | Function
    | Call
    | Records
    | Control
    | Catch
    | Fallback
    | Delay
    | Test
    | Assertion
    | Import
    | Region
    | State
    | Presentation
    | Route
    | Navigation
    | Request
    | Floating
    | Resource
    | LoopWait
    | Draw
    | Callback
    | Connection
    | EnvRead
    | Endpoint
    | Setting
)

KINDS: dict[str, type[Fact]] = {
    "text": Text,
    "comment": Comment,
    "declaration": Declaration,
    "function": Function,
    "call": Call,
    "records": Records,
    "control": Control,
    "catch": Catch,
    "fallback": Fallback,
    "delay": Delay,
    "test": Test,
    "assertion": Assertion,
    "import": Import,
    "region": Region,
    "state": State,
    "presentation": Presentation,
    "route": Route,
    "navigation": Navigation,
    "request": Request,
    "floating": Floating,
    "resource": Resource,
    "loop-wait": LoopWait,
    "draw": Draw,
    "callback": Callback,
    "connection": Connection,
    "env-read": EnvRead,
    "endpoint": Endpoint,
    "setting": Setting,
}


class FileFacts(msgspec.Struct, frozen=True):
    """All facts of one file, in source order.  `errors` are byte ranges the grammar could not parse."""

    facts: tuple[AnyFact, ...]
    errors: tuple[tuple[int, int], ...] = ()
