"""Running prodlint as its users do: as a function of its arguments, or as a process."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prodlint.cli.group import run

EMPTY_ACTION = 'import SwiftUI\n\nstruct Bar: View {\n    var body: some View {\n        Button("Save") { }\n    }\n}\n'
"""A Swift file with one finding of `empty-action`, at 5:9."""
CLEAN = "def add(first, second):\n    return first + second\n"
UNIMPLEMENTED = "def charge(order):\n    raise NotImplementedError\n"
"""A Python file with one finding of `unimplemented`, on line 1."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended, and what it said."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def rules(self) -> list[str]:
        """The rules of a JSON report's findings, in its order."""
        return [finding["rule"] for finding in self.json["findings"]]

    def not_read(self) -> dict[str, tuple[str, str]]:
        """Path → kind and message of what was not read."""
        return {each["path"]: (each["kind"], each["message"]) for each in self.json["not_read"]}


def prodlint(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """One command line in this process."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogateescape", write_through=True)
    err = io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin))
    before, sys.stdin = sys.stdin, given
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = run([str(argument) for argument in arguments])
    finally:
        sys.stdin = before
    return Ran(status, out.buffer.getvalue().decode(), err.getvalue())


def check_json(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """`prodlint check --format json` in one process."""
    return prodlint("check", "--format", "json", "--jobs", "1", *arguments, stdin=stdin)


def process(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """One command line in a process of its own."""
    return subprocess.run(command(*arguments), cwd=cwd, input=stdin, capture_output=True, check=False, timeout=120)


def command(*arguments: str | Path) -> list[str]:
    """The words that start prodlint with the Python that runs the tests."""
    return [sys.executable, "-m", "prodlint", *(str(argument) for argument in arguments)]


def git(folder: Path, *arguments: str) -> str:
    """What git says; an error ends the test."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


def write(path: Path, text: str | bytes) -> Path:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
