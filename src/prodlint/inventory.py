"""What is known of the controls of a project: how one file sees them, and what they are judged to be.  Plain values."""

from __future__ import annotations

import msgspec

NOT_IMPLEMENTED = "not implemented"
"""Why a control does nothing that is wired: all that its handler does is to say that it is not there."""
VERDICTS = ("inert", "unknown", "delegated", "wired")
"""What a control can be judged to be, the worst first; the last two are alive."""


class Sighting(msgspec.Struct, frozen=True, kw_only=True):
    """A control as seen from its file alone.

    `line` is where it begins, 1-based.  `handler`, `why` and `target` are those of its Control fact.  `screen` is the view,
    component, window or function it stands in, else its file's path; `shared` tells whether such a name means one thing in the
    whole project.  `about` are the byte offsets of what a finding about it would point at: itself, its handler, its state;
    `span` is where it is written.
    `calls` is the type and the method of an object that the view holds, where that is all that it calls (`Desk.save`).
    `gives` are the handlers that it gives to a component of the project, by the names of their attributes or labels.
    `silence` names the reason for which a rule that looks at such controls passes over this one, "" for none.
    `conditional` is true where a condition can disable it, `readable` false where the grammar did not understand the code.
    """

    line: int
    label: str
    toolkit: str
    kind: str
    tag: str
    handler: str
    why: str = ""
    target: str = ""
    screen: str = ""
    shared: bool = False
    about: tuple[int, ...] = ()
    span: tuple[int, int] = (0, 0)
    calls: str = ""
    gives: tuple[str, ...] = ()
    silence: str = ""
    conditional: bool = False
    readable: bool = True


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The controls of one file in source order, and how many it has besides that never ship."""

    controls: tuple[Sighting, ...] = ()
    left_out: int = 0


class JudgedControl(msgspec.Struct, frozen=True, kw_only=True):
    """A control with its verdict (one of VERDICTS) and the reason; `line` is 1-based, `path` relative to the project."""

    path: str
    line: int
    label: str
    toolkit: str
    kind: str
    tag: str
    screen: str
    verdict: str
    reason: str


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """How many controls there are of each verdict."""

    wired: int = 0
    delegated: int = 0
    inert: int = 0
    unknown: int = 0

    @property
    def alive(self) -> int:
        """Those that do something."""
        return self.wired + self.delegated

    @property
    def judged(self) -> int:
        """Those of which it is known whether they do something."""
        return self.alive + self.inert

    @property
    def all(self) -> int:
        """Every control."""
        return self.judged + self.unknown

    @property
    def percent(self) -> float | None:
        """Alive ÷ judged in percent, cut to one decimal so that only all is 100; None where nothing was judged."""
        return (1000 * self.alive // self.judged) / 10 if self.judged else None


class Inventory(msgspec.Struct, frozen=True, kw_only=True):
    """All controls by path and line, and the coverage in all and for each screen, screens sorted by name.

    `project` is the name of the folder, `root` its absolute path.  `left_out` counts the controls in code that never ships,
    `unread` the files whose part is not product, by role.
    """

    controls: tuple[JudgedControl, ...] = ()
    total: Coverage = Coverage()
    screens: dict[str, Coverage] = {}
    left_out: int = 0
    unread: dict[str, int] = {}
    project: str = ""
    root: str = ""
