"""Writing results: whole, to standard output or atomically to a file."""

from __future__ import annotations

import os
import select
import shutil
import sys
from collections.abc import Iterable
from io import UnsupportedOperation
from pathlib import Path

from prodlint.errors import UserError
from prodlint.finding import Problem
from prodlint.report import Style


def write(text: str, output: Path | None = None) -> None:
    """Text to standard output, which `-` names, too, or to a file that is complete or not there at all."""
    if output is None or str(output) == "-":
        _write_whole(text.encode("utf-8", "replace"))
    else:
        write_file(output, text)


def _write_whole(content: bytes) -> None:
    """Everything to standard output, also where it takes only a part at a time.  Raises UserError."""
    if sys.stdout is None:
        raise UserError("standard output is closed", "", "use --output")
    try:
        sys.stdout.flush()
        descriptor = sys.stdout.fileno()
    except UnsupportedOperation:  # a text stream in memory
        sys.stdout.buffer.write(content)
        return
    rest = memoryview(content)
    try:
        while rest:
            try:
                rest = rest[os.write(descriptor, rest) :]
            except BlockingIOError:
                select.select([], [descriptor], [])
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UserError(f"standard output cannot be written: {error.strerror}", "", "use --output") from error


def write_file(path: Path, text: str) -> None:
    """Replace a file in one step, behind a link the file that it names; a device or pipe is written to.  Raises UserError."""
    write_bytes(path, text.encode("utf-8", "replace"))


def write_bytes(path: Path, content: bytes) -> None:
    """The same with bytes."""
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        from tempfile import NamedTemporaryFile  # 3 ms that standard output does not need

        with NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name}.", delete=False) as temporary:
            temporary.write(content)
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
        Path(temporary.name).chmod(mode)
        Path(temporary.name).replace(target)
    except OSError as error:
        raise UserError(f"cannot be written: {error.strerror}", str(path), "choose another place with --output") from error


def tell(lines: Iterable[str]) -> None:
    """Progress and warnings, to standard error."""
    for line in lines:
        sys.stderr.write(line + "\n")


def told(problems: Iterable[Problem]) -> list[str]:
    """A line for each of these problems, as standard error has them."""
    places = ((f"{each.path}:{each.line}" if each.line else each.path, each) for each in problems)
    return [f"prodlint: {place}: {each.kind}: {each.message}" for place, each in places]


def status_of(problems: Iterable[Problem], *, clean: bool) -> int:
    """2 when a file could not be judged through our fault or the system's, 1 when not all is clean, else 0."""
    return 2 if any(each.is_failure for each in problems) else int(not clean)


def style_for(output: Path | None, verbose: bool, suppressed: bool) -> Style:
    """Colour on a terminal only, unless NO_COLOR or FORCE_COLOR say otherwise."""
    terminal = (output is None or str(output) == "-") and sys.stdout is not None and sys.stdout.isatty()
    color = terminal and os.environ.get("TERM") != "dumb"
    if os.environ.get("FORCE_COLOR"):
        color = True
    if os.environ.get("NO_COLOR"):
        color = False
    width = shutil.get_terminal_size((100, 24)).columns if terminal else 100
    folder = os.path.realpath(os.curdir)
    return Style(color=color, width=width, verbose=verbose, show_suppressed=suppressed, folder=folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
