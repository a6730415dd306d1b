"""What is known of the services that a project talks to: as a file sees them, and as they are judged to be.  Plain values."""

from __future__ import annotations

import msgspec

VERDICTS = ("missing-key", "placeholder", "mock", "sandbox", "unknown", "real")
"""What a service can be judged to be, the worst first.

missing-key  a variable that it needs is declared nowhere        placeholder  its key or address stands to be replaced
mock         what it would answer is made up by the program      sandbox      it is asked where nothing is real
unknown      its key is not seen to be read or declared          real         none of these
"""
STATES = ("undeclared", "placeholder", "exposed", "unknown", "optional", "declared", "platform")
"""What a variable of the environment can be found to be, the worst first."""

LIVE = ("wrong-key", "refused", "unreachable", "unexpected", "reachable", "not-tried")
"""What trying a service can come to, the worst first.

wrong-key   the service does not take the key       refused     it answers with another error, or asks to wait too long
unreachable no connection, or no answer in time     unexpected  it answers with something else than its documentation says
reachable   it takes the key                        not-tried   no key is set, or no cheap request is known
"""


class Calling(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a service: 1-based line, callee, whether a failure of it is caught, and whether it gives up after a time."""

    line: int
    callee: str
    handled: bool = False
    limited: bool = False


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """What one file has to do with one service.  `kind` is one of the vocabulary's, "http" for a host that it does not name.

    `line` is where it is imported or addressed, 1-based; `via` the module, or the host of an address.  `place` says what such a
    host is: "" a real one, "local", "sandbox" or "example".  `around` are the first and last lines of the functions that call
    it, or make something of its address to ask it with.
    """

    service: str
    kind: str
    line: int
    via: str
    place: str = ""
    calls: tuple[Calling, ...] = ()
    around: tuple[tuple[int, int], ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A read of a variable, as in EnvRead; `line` is 1-based, `platform` true where nobody but the system sets it."""

    variable: str
    line: int
    missing: str
    platform: bool = False


class Twin(msgspec.Struct, frozen=True, kw_only=True):
    """Something that stands in for a service."""

    service: str
    name: str
    line: int


class Used(msgspec.Struct, frozen=True, kw_only=True):
    """What one file uses from outside, each in source order."""

    contacts: tuple[Contact, ...] = ()
    reads: tuple[Reading, ...] = ()
    twins: tuple[Twin, ...] = ()


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the project: `path` relative to it, 1-based line, and what is there."""

    path: str
    line: int
    what: str = ""


class JudgedCall(msgspec.Struct, frozen=True, kw_only=True):
    """A call of a service in the project, as in Calling."""

    path: str
    line: int
    callee: str
    handled: bool = False
    limited: bool = False


class JudgedVariable(msgspec.Struct, frozen=True, kw_only=True):
    """A variable with its state (one of STATES), where it is read and where it is declared; its value is nowhere."""

    name: str
    state: str
    reads: tuple[Spot, ...] = ()
    declared: tuple[Spot, ...] = ()


class JudgedService(msgspec.Struct, frozen=True, kw_only=True):
    """A service with its verdict (one of VERDICTS) and the reason.

    `keys` are the names of its variables, `places` where it is imported or addressed, `calls` where it is called, `mocks` what
    stands in for it.
    """

    name: str
    kind: str
    verdict: str
    reason: str
    keys: tuple[str, ...] = ()
    places: tuple[Spot, ...] = ()
    calls: tuple[JudgedCall, ...] = ()
    mocks: tuple[Spot, ...] = ()

    @property
    def handled(self) -> int:
        """The calls whose failure is caught."""
        return sum(call.handled for call in self.calls)

    @property
    def limited(self) -> int:
        """The calls that give up after a time."""
        return sum(call.limited for call in self.calls)


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What trying a service came to: one of LIVE and the reason.  No key is in it.

    `keys` are the variables whose values were sent, `host` who was asked, `status` the last answer's, 0 for none; `used` tells
    whether the project has to do with the service.
    """

    service: str
    verdict: str
    reason: str
    keys: tuple[str, ...] = ()
    host: str = ""
    status: int = 0
    used: bool = True


class Integrations(msgspec.Struct, frozen=True, kw_only=True):
    """All services, the worst first, and all variables by name; `project` is the folder's name, `root` its absolute path.

    `live` is what trying services came to, the worst first, None where nobody asked for it.
    """

    services: tuple[JudgedService, ...] = ()
    variables: tuple[JudgedVariable, ...] = ()
    project: str = ""
    root: str = ""
    live: tuple[Tried, ...] | None = None

    @property
    def declared(self) -> int:
        """The variables that something declares, well or badly."""
        return sum(bool(each.declared) for each in self.variables)
