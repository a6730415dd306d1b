"""Repeating timers, display links, block observers and endless tasks → Resource facts: whether something ends them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Resource
from prodlint.languages.swift.cycles import cycle_facts
from prodlint.languages.swift.lifetimes import Homes, resource_at
from prodlint.languages.swift.reading import Passed, Reading

_ENDLESS = re.compile(rb"\bwhile\s+(?:true|!\s*Task\.isCancelled)\s*\{|\bfor\s+await\b[^\n{]*\.(?:notifications\(|values\b)")
_LEAVES = re.compile(rb"\b(?:break|return)\b")


def resource_facts(reading: Reading) -> Iterator[Resource]:
    """A fact for each of them in a type whose objects come and go, and for each object that is kept by what it keeps."""
    homes = Homes(reading)
    words = reading.vocabulary.words
    for call in reading.calls:
        callee = reading.callees[call]
        if callee in words("repeating-timers"):
            yield from _timer(reading, homes, call)
        elif callee in words("display-links"):
            yield from _begun(reading, homes, call, "timer", words("stopping-timers"))
        elif callee.rpartition(".")[2] == "addObserver" and any(each.label == "forName" for each in reading.arguments(call)):
            yield from _begun(reading, homes, call, "observer", words("removing-observers"))
        elif callee in words("tasks"):
            yield from _task(reading, homes, call)
    yield from cycle_facts(reading, homes)


def _timer(reading: Reading, homes: Homes, call: int) -> Iterator[Resource]:
    given = reading.arguments(call)
    repeats = any(each.label == "repeats" and reading.tree.slice(each.value) == "true" for each in given)
    if repeats and not _ends_itself(reading, given):
        yield from _begun(reading, homes, call, "timer", reading.vocabulary.words("stopping-timers"))


def _ends_itself(reading: Reading, given: list[Passed]) -> bool:
    """Whether the timer's own block stops it."""
    closures = (each.value for each in given if reading.tree.kinds[each.value] == "lambda_literal")
    return any(".invalidate()" in reading.tree.slice(closure) for closure in closures)


def _begun(reading: Reading, homes: Homes, call: int, kind: str, ends: frozenset[str]) -> Iterator[Resource]:
    """What goes on in an object that comes and goes; `ends` are calls that end what they are given or called on."""
    if not homes.goes_away(homes.around(call)):
        return
    outer = reading.outer(call)
    name = _handle(reading, outer if outer >= 0 else call)
    released = "never" if name == "_" else _ended(reading, name, ends) if name.isidentifier() else "unknown"
    if released == "released" and _holds_its_owner(reading, homes, call) and _ends_with_owner(reading, name, ends):
        kind, released = "closure", "never"
    yield resource_at(reading, call, kind, reading.callees[call], released, _head_end(reading, call))


def _holds_its_owner(reading: Reading, homes: Homes, call: int) -> bool:
    """Whether an object of a class is what a timer tells, or what its block holds."""
    kinds = reading.tree.kinds
    if homes.around(call).owner.kind != "class":
        return False
    for each in reading.arguments(call):
        if each.label == "target" and kinds[each.value] == "self_expression":
            return True
        if kinds[each.value] == "lambda_literal" and homes.held_strongly(each.value):
            return True
    return False


def _ends_with_owner(reading: Reading, name: str, ends: frozenset[str]) -> bool:
    """Whether only `deinit` ends it, which never runs while it holds the object."""
    tree = reading.tree
    spans = [(tree.starts[node], tree.ends[node]) for node in tree.of("deinit_declaration")]
    found = [each.start() for each in re.finditer(_ending(name, ends), reading.wordless)]
    return bool(found) and all(any(start <= at < end for start, end in spans) for at in found)


def _head_end(reading: Reading, call: int) -> int:
    tree = reading.tree
    return tree.ends[call + 1] if tree.after[call] > call + 1 else tree.ends[call]


def _handle(reading: Reading, call: int) -> str:
    """The name under which the file keeps what a call gives back: "_" where it is dropped, "" where others have it."""
    tree = reading.tree
    above = tree.parents[tree.wrapped(call)]
    kind = tree.kinds[above] if above >= 0 else ""
    if kind == "assignment":
        name = tree.slice(above + 1).rpartition(".")[2].strip("?! ")
        return name if name == "_" or _is_declared(reading, name) else ""
    if kind == "property_declaration":
        pattern = tree.child(above, "pattern")
        return tree.slice(pattern).strip("`") if pattern >= 0 else ""
    return "_" if kind == "statements" and not _is_given_back(reading, above) else ""


def _is_declared(reading: Reading, name: str) -> bool:
    """Whether the file declares the variable: what is declared elsewhere may be ended there."""
    return re.search(rb"\b(?:var|let)\s+" + re.escape(name.encode()) + rb"\b", reading.wordless) is not None


def _is_given_back(reading: Reading, statements: int) -> bool:
    """Whether statements are one expression alone, which a closure or function gives back."""
    tree = reading.tree
    around = tree.parents[statements]
    if around < 0 or len(tree.parts(statements)) != 1:
        return False
    if tree.kinds[around] == "function_body":
        return "->" in tree.slice(tree.parents[around])[:400].partition("{")[0]
    return tree.kinds[around] in ("computed_property", "computed_getter")


def _ended(reading: Reading, name: str, ends: frozenset[str]) -> str:
    text, word = reading.wordless, re.escape(name.encode())
    if re.search(_ending(name, ends), text):
        return "released"
    used = len(re.findall(rb"\b" + word + rb"\b", text))
    plain = rb"\b" + word + rb"\b\s*(?:[?!]?\.\s*(?:tolerance|fire|add|isValid|preferredF\w+|isPaused)\b|=(?!=)|:|[!=]=\s*nil)"
    return "never" if used == len(re.findall(plain, text)) else "unknown"


def _ending(name: str, ends: frozenset[str]) -> bytes:
    """What ends what is kept under a name: `timer?.invalidate()`, `center.removeObserver(token)`."""
    word, calls = re.escape(name.encode()), b"|".join(re.escape(end.encode()) for end in sorted(ends))
    return rb"\b" + word + rb"\s*[?!]?\.(?:" + calls + rb")\b|\b(?:" + calls + rb")\s*\([^)\n]*\b" + word + rb"\b"


def _task(reading: Reading, homes: Homes, call: int) -> Iterator[Resource]:
    """`Task { while true { … } }` that nobody keeps, in an object that comes and goes and that it holds."""
    tree, home = reading.tree, homes.around(call)
    closure = next((each.value for each in reading.arguments(call) if each.trailing), -1)
    above = tree.parents[call]
    if closure < 0 or above < 0 or tree.kinds[above] != "statements" or not homes.goes_away(home):
        return
    body = reading.wordless[tree.starts[closure] : tree.ends[closure]]
    if not _ENDLESS.search(body) or _LEAVES.search(body):
        return
    is_view = home.owner.kind == "struct"
    if is_view or homes.held_strongly(closure):
        yield resource_at(reading, call, "task", reading.callees[call], "never", _head_end(reading, call))
