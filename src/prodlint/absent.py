"""A path that was asked for and cannot be opened → the user's mistake, with what to do about it."""

# Names stay strings here, as in discover.py
# ruff: noqa: PTH110, PTH112, PTH114, PTH115, PTH116, PTH118, PTH120, PTH208

from __future__ import annotations

import errno
import os
from difflib import get_close_matches
from pathlib import Path

from prodlint.errors import UserError
from prodlint.names import shown_path


def is_there(path: Path) -> bool:
    """Whether something is at a path, as far as this user may look."""
    return os.path.exists(path)


def absent(asked: str, thing: str = "file or folder") -> UserError:
    """Why a path leads to nothing: it may not be looked at, goes through a link to nothing, or does not exist."""
    bare = asked.rstrip("/" + os.sep) or asked
    broken = _broken_link(bare)
    if broken:
        return UserError(f"`{shown_path(broken)}` is {_leads(broken)}", shown_path(asked), "mend or remove it")
    try:
        os.stat(bare)
    except PermissionError:
        return UserError("may not be read by this user", shown_path(asked), "mend its permissions, or those of its folder")
    except (OSError, ValueError):
        pass
    return UserError(f"no such {thing}", shown_path(asked), _nearest(bare))


def _broken_link(path: str) -> str:
    """The link on the way to a path that leads nowhere, "" for none."""
    while path and not os.path.exists(path):
        if os.path.islink(path):
            return path
        above = os.path.dirname(path)
        path = "" if above == path else above
    return ""


def _leads(link: str) -> str:
    """What is wrong with a link."""
    try:
        os.stat(link)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return "a link that leads back to itself"
    return f"a link to `{shown_path(os.readlink(link))}`, which is not there"


def _nearest(asked: str) -> str:
    """The remedy that names what is called most like it in the deepest folder that exists, "" for none."""
    folder, name = os.path.split(asked)
    while folder and not os.path.isdir(folder):
        folder, name = os.path.split(folder)
    try:
        names = sorted(os.listdir(folder or "."))
    except OSError:
        names = []
    close = [each for each in get_close_matches(name, names, n=1) if os.path.exists(os.path.join(folder, each))]
    return f"did you mean `{shown_path(os.path.join(folder, close[0]))}`?" if close else ""
