"""Paths of requests and routes: which part of an address a server of the project itself is asked for, and whether one fits."""

from __future__ import annotations

import re

OWN_HOST = re.compile(r"https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(?:\d+|\{\}))?(?=/|$)")
ELSEWHERE = re.compile(r"[\w+.-]*:|//")
LITERAL = re.compile(r"""(["'`])((?:(?!\1)[^\\\n])*)\1""")
PARAMETER = re.compile(r"^\$|[:<*(\[]|\{\w|\{$")
COMPUTED = "{}"
LONGEST = 12
"""Parts of a path that are compared."""

Parts = tuple[str, ...]


def path_on_own_server(address: str) -> str | None:
    """The path of an address without query, "" for the root of this machine; None where it may lead to another host."""
    address = re.split(r"[?#]", address)[0]
    own = OWN_HOST.match(address)
    if own is not None:
        return address[own.end() :]
    if address.startswith("/") and not address.startswith("//"):
        return address
    return None


def base_in(expression: str) -> str | None:
    """The base that an expression says, such as `import.meta.env.VITE_API ?? "http://localhost:8000/api"`.

    None where no address stands in it, or one that leads to another host.
    """
    literals = [found[2] for found in LITERAL.finditer(expression)]
    addresses = [each for each in literals if not each or each.startswith("/") or ELSEWHERE.match(each)]
    paths = [path_on_own_server(each) if each else "" for each in addresses]
    known = [path for path in paths if path is not None]
    return known[-1] if known and len(known) == len(paths) else None


def joined(base: str, rest: str) -> str:
    """A base and what stands behind it, with one slash between them."""
    return f"{base.rstrip('/')}/{rest.lstrip('/')}" if rest else base


def parts_of(path: str) -> Parts:
    """The parts of a path between its slashes."""
    return tuple(part for part in path.split("/") if part)[:LONGEST]


def fits(wanted: Parts, pattern: Parts) -> bool:
    """Whether a path may be one of those that a pattern stands for; `{}` stands for any parts, at the end also for none."""
    if wanted and wanted[0] == COMPUTED:
        if pattern and (pattern[0] == COMPUTED or takes_the_rest(pattern[0])):
            return True
        least = 1 if wanted[1:] else 0
        return any(fits(wanted[1:], pattern[skip:]) for skip in range(least, len(pattern) + 1))
    if not pattern:
        return not wanted
    first, rest = pattern[0], pattern[1:]
    if first == COMPUTED:
        return any(fits(wanted[skip:], rest) for skip in range(len(wanted) + 1))
    if takes_the_rest(first):
        return True
    if is_optional(first) and fits(wanted, rest):
        return True
    return bool(wanted) and same(wanted[0], first) and fits(wanted[1:], rest)


def takes_the_rest(part: str) -> bool:
    """Whether a part of a pattern stands for all that follows: `*`, `:path*`, `<path:rest>`, `{rest:path}`."""
    return part.startswith(("*", "{*")) or part == "$" or re.search(r"[*+]$|^<path:|:path\}$|\.\.\.|\(\.\*\)", part) is not None


def is_optional(part: str) -> bool:
    """Whether a part may be missing."""
    return part.endswith("?")


def is_parameter(part: str) -> bool:
    """Whether a part of a pattern stands for any value: `:id`, `<int:id>`, `{id}`, `$id`, `(?P<id>…)`."""
    return PARAMETER.search(part) is not None or COMPUTED in part


def same(part: str, first: str) -> bool:
    """Whether one part of a path may be what one part of a pattern stands for."""
    if first.startswith("<int:") and COMPUTED not in part:
        return part.isdigit()
    if is_parameter(first):
        return True
    shape = ".*".join(map(re.escape, part.split(COMPUTED)))
    return re.fullmatch(shape, first.removesuffix("?"), re.IGNORECASE) is not None
