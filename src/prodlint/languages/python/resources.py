"""Files, connections and sessions that a function opens → Resource facts: whether it closes them, and who else could."""

from __future__ import annotations

import re

from prodlint.fact import Resource
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item

_NAME = re.compile(r"[A-Za-z_]\w*")
_DRAWN = re.compile(rb"next\(\s*(?:\w+\.)?(\w+)\(")
_BARE_READ = re.compile(rb"(?:(?:json|yaml|pickle|csv|tomllib|toml|configparser)\.\w+|for\s+\w+\s+in)\s*\(?\s*$")
_ATTRIBUTE = re.compile(rb"\s*\.\s*(\w+)")
_IN_MEMORY = re.compile(rb"\b(?:BytesIO|StringIO)\(")
"""What a file is opened upon that is none, and holds nothing that could run out."""
_MADE = re.compile(rb"^[ \t]*(\w+)[ \t]*=[ \t]*$", re.MULTILINE)
_REACH = 2000
"""Bytes behind a name in which its function gives back what was made of it."""
_BEFORE = 60
"""Bytes before a name in which it shows who is given it."""


def resource_facts(reading: Reading) -> list[Resource]:
    """One fact for each file, connection and session that a function opens for itself."""
    words = reading.vocabulary.words("opening-calls")
    facts: list[Resource] = []
    for callee, calls in reading.calls_by_callee.items():
        if callee in words:
            facts.extend(_opened(reading, item, callee) for item in calls if item.scope >= 0)
        elif callee.endswith(".open"):
            facts.extend(
                _opened(reading, item, "Path.open") for item in calls if item.scope >= 0 and _is_of_a_path(reading, item)
            )
        elif callee == "next":
            facts.extend(fact for item in calls if (fact := _drawn(reading, item)) is not None)
    return facts


def _opened(reading: Reading, item: Item, callee: str) -> Resource:
    name = _bound_to(reading, item) if _IN_MEMORY.search(reading.tree.text, item.start, item.end) is None else ""
    released = _fate(reading, item, name, given_is_kept=True) if name else "unknown"
    return _handle(reading, item, callee, released)


def _is_of_a_path(reading: Reading, item: Item) -> bool:
    """`Path("a").open()`; what else has an `open` is not known."""
    return item.scope >= 0 and reading.tree.text.startswith((b"Path(", b"pathlib.Path("), item.start)


def _drawn(reading: Reading, item: Item) -> Resource | None:
    """`next(get_db())`: the generator would close the session, and nobody keeps it."""
    found = _DRAWN.match(reading.tree.text, item.start, item.end)
    maker = found[1].decode() if found is not None else ""
    if item.scope < 0 or maker not in reading.vocabulary.words("yielding-sessions"):
        return None
    name = _bound_to(reading, item)
    released = _fate(reading, item, name, given_is_kept=False) if name else "unknown"
    return _handle(reading, item, f"next({maker}())", released)


def _bound_to(reading: Reading, item: Item) -> str:
    """The local name that is given what a call opens, "" where it is given to something else."""
    outer = item.parent if item.parent.kind == "await" else item
    if outer.parent.kind != "assignment":
        return ""
    value = outer.parent.node.child_by_field_name("right")
    target = target_of(reading.tree, outer.parent)
    is_whole = value is not None and value.start_byte == outer.start and value.end_byte == outer.end
    return target if is_whole and _NAME.fullmatch(target) else ""


def _fate(reading: Reading, item: Item, name: str, given_is_kept: bool) -> str:
    """Whether the function closes what it calls by a name, gives it away, or forgets it."""
    home = reading.tree.functions[item.scope]
    if _is_shared(reading, name, home):
        return "unknown"
    uses = [at for at in reading.mentions.of(name, home.start, home.end) if not item.start - _BEFORE < at <= item.start]
    closing = reading.vocabulary.words("closing-methods")
    fates = {_use(reading, at, name, closing) for at in uses}
    if "closed" in fates:
        return "released"
    if "given" in fates and given_is_kept:
        return "unknown"
    return "never"


def _is_shared(reading: Reading, name: str, home: Item) -> bool:
    """Whether the name is one of the module or of the function around."""
    text = reading.tree.text[home.start : home.end]
    return re.search(rb"\b(?:global|nonlocal)\b[^\n]*\b" + name.encode() + rb"\b", text) is not None


def _use(reading: Reading, at: int, name: str, closing: frozenset[str]) -> str:
    """What a mention does: "closed", "given" away or to somebody, or "used"."""
    text = reading.tree.text
    before = text[max(0, at - _BEFORE) : at]
    if text[at - 1 : at] == b"." or reading.mentions.innermost(at).kind in ("comment", "string"):
        return "used"
    if re.search(rb"(?:\bwith\s+|closing\(\s*)$", before):
        return "closed"
    member = _ATTRIBUTE.match(text, at + len(name.encode()))
    if member is not None:
        if member[1].decode("utf-8", "replace") in closing:
            return "closed"
        return "given" if _is_kept_by_another(reading, before, at) else "used"
    return "used" if _BARE_READ.search(before) else "given"


def _is_kept_by_another(reading: Reading, before: bytes, at: int) -> bool:
    """Whether what is made of it, which keeps it open, is given back: `cursor = connection.cursor()`."""
    made = _MADE.search(before)
    if made is None:
        return False
    rest = reading.tree.text[at : at + _REACH]
    return re.search(rb"\b(?:return|yield)\s+" + re.escape(made[1]) + rb"\s*$", rest, re.MULTILINE) is not None


def _handle(reading: Reading, item: Item, callee: str, released: str) -> Resource:
    return Resource(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        kind="handle",
        target=callee,
        place="function",
        released=released,
    )
