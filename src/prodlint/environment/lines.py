"""Formats that are read line by line, and those of which only the names of variables count."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from prodlint.environment.reading import Declaration

ENV = re.compile(r"^[ \t]*(?:ENV|ARG)[ \t]+((?:[^\\\n]|\\\n|\\.)*)", re.MULTILINE | re.IGNORECASE)
PAIR = re.compile(r"""([A-Za-z_]\w*)(?:=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s\\]*))?""")
EXPORT = re.compile(
    r"""(?:^|[\s;&|"'`(])(?:export\s+|set\s+-x\s+)?([A-Z][A-Z0-9_]+)=("[^"\n]*"|'[^'\n]*'|[^\s;&|"'`)]*)""", re.MULTILINE
)
MADE = re.compile(r"^(?:override +)?(?:export +)?([A-Z][A-Z0-9_]+)[ \t]*(?:[?+!]|:{1,3})?=[ \t]*([^\n]*)", re.MULTILINE)
HANDED_ON = re.compile(r"^export[ \t]+([A-Z][A-Z0-9_ \t]+)$|^PassEnvironment=([A-Z][A-Z0-9_ \t]+)$", re.MULTILINE)
OF_A_SERVICE = re.compile(r"^Environment=([^\n]*)", re.MULTILINE)
GIVEN = re.compile(r"""([A-Z][A-Z0-9_]*)=([^\s"']*)""")
NEEDED = re.compile(r"\$\{([A-Z][A-Z0-9_]+):?[?-]")
SETTING = re.compile(r"^[ \t]*([A-Za-z_]\w*)(?:\[[^\]\n]*\])*[ \t]*=[ \t]*([^\n]*)", re.MULTILINE)
XCODE = re.compile(r'<EnvironmentVariable\s+key\s*=\s*"(\w+)"|\b([A-Z][A-Z0-9_]{2,})\s*=(?!=)|\bINFOPLIST_KEY_(\w+)')
WORD = re.compile(r"(?<![\w$])([A-Z][A-Z0-9]*_[A-Z0-9_]+|[A-Z][A-Z0-9]{3,})(?!\w)")
MEMBER = re.compile(r'"([A-Za-z_][\w.]*)"\s*:\s*"((?:[^"\\\n]|\\.)*)"')


def dotenv(text: str) -> Iterator[Declaration]:
    """`KEY=value` as python-dotenv reads it; a commented-out `# KEY=value` names the variable."""
    from dotenv.parser import parse_stream

    for binding in parse_stream(io.StringIO(text)):
        if binding.key is not None:
            begins = len(binding.original.string) - len(binding.original.string.lstrip("\r\n"))
            yield binding.key, binding.original.line + binding.original.string[:begins].count("\n"), binding.value
    for number, line in enumerate(text.splitlines(), start=1):
        named = re.match(r"\s*#+\s*(?:export\s+)?([A-Z][A-Z0-9_]+)\s*=", line)
        if named:
            yield named[1], number, None


def dockerfile(text: str) -> Iterator[Declaration]:
    """`ENV KEY=value OTHER=value`, `ENV KEY value`, `ARG KEY`."""
    for found in ENV.finditer(text):
        line = _line(text, found.start(1))
        first, _, rest = found[1].partition(" ")
        if "=" not in found[1]:
            yield first.strip(), line, rest.strip() or None
            continue
        for pair in PAIR.finditer(found[1]):
            if pair[2] is not None or pair.start() == 0:
                yield pair[1], line, _bare(pair[2])


def shell(text: str) -> Iterator[Declaration]:
    """`KEY=value` before or without a command, `export KEY=value`, what `${KEY:?}` asks for, `KEY ?= value` and `export KEY` of
    a Makefile, `Environment=KEY=value` of a systemd unit.
    """
    for found in (*EXPORT.finditer(text), *MADE.finditer(text)):
        yield found[1], _line(text, found.start(1)), _bare(found[2].strip())
    for found in HANDED_ON.finditer(text):
        yield from ((name, _line(text, found.start()), None) for name in (found[1] or found[2]).split())
    for found in OF_A_SERVICE.finditer(text):
        yield from ((pair[1], _line(text, found.start()), pair[2]) for pair in GIVEN.finditer(found[1]))
    for found in NEEDED.finditer(text):
        yield found[1], _line(text, found.start()), None


def xcconfig(text: str) -> Iterator[Declaration]:
    """`KEY = value`, also for one configuration or platform."""
    for found in SETTING.finditer(text):
        yield found[1], _line(text, found.start(1)), found[2].partition("//")[0].strip()


def xcode(text: str) -> Iterator[Declaration]:
    """The variables of a scheme, and the settings of a project."""
    for found in XCODE.finditer(text):
        yield found[1] or found[2] or found[3], _line(text, found.start()), None


def json(text: str) -> Iterator[Declaration]:
    """Every member with a text, and every other word that looks like a variable: JSON is often not quite JSON."""
    valued: set[str] = set()
    for found in MEMBER.finditer(text):
        valued.add(found[1])
        yield found[1], _line(text, found.start()), found[2]
    for name, line, _ in words(text):
        if name not in valued:
            yield name, line, None


def words(text: str) -> Iterator[Declaration]:
    """Every word that looks like the name of a variable."""
    for found in WORD.finditer(text):
        yield found[1], _line(text, found.start()), None


def _bare(value: str | None) -> str | None:
    return value.strip("\"'") if value is not None else None


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
