"""The user's mistake, as a type of its own: one line, exit status 2. Anything else that escapes is our bug."""

from __future__ import annotations

from collections.abc import Iterable

MOST_SHOWN = 20
"""Known names that a remedy lists when none is near."""


class UserError(Exception):
    """What is wrong, where, and what to do about it.

    `where` is a path, `path:line`, or an option's name; it may be empty.
    """

    def __init__(self, wrong: str, where: str = "", remedy: str = "") -> None:
        self.wrong = wrong
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" ({self.remedy})" if self.remedy else ""
        return f"{place}{self.wrong}{remedy}".replace("\n", " ")


def nearest(name: str, known: list[str]) -> str:
    """A remedy that names the nearest known name, or lists what is known when nothing is near."""
    close = like(name, known)
    if close:
        return f"did you mean `{close}`?"
    shown = sorted(known)[:MOST_SHOWN]
    return "known: " + ", ".join(shown) + (", …" if len(known) > MOST_SHOWN else "")


def like(name: str, known: Iterable[str]) -> str:
    """The known name that is spelled most like this one, whatever the case of its letters, or "" when none is near."""
    from difflib import get_close_matches

    folded = {each.casefold(): each for each in reversed(list(known))}
    close = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""
