"""Reasons for silence about a collection of a module that something puts into and nothing takes from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.confirm.hit import Hit
from prodlint.confirm.stores import COMMENT, EMPTY, REACH
from prodlint.fact import Declaration, Function
from prodlint.file import File
from prodlint.names import words_of

SHRINKS = r"""
    \bdel\s+{name}\b | \bdelete\s+{name}\b
  | (?<![\w.]){name}\s*\.\s*(?:pop|clear|remove|discard|delete|splice|shift|resize|move_to_end|prune|filter|evict)\w*\(
  | (?<![\w.]){name}\s*\.\s*length\s*=(?!=)
  | (?<![\w.]){name}\s*\[[^\]\n]*:[^\]\n]*\]\s*=(?!=)
  | (?:len\(\s*|(?<![\w.])){name}\s*(?:\)|\.length\b|\.size\b)\s*[<>]
  | [<>]=?\s*(?:len\(\s*{name}\s*\)|{name}\.(?:length|size)\b)
  | ^[ \t]+{name}(?:\s*:[^=\n]+)?\s*=\s*(?![^\n]*\b{name}\b\s*[,)+\]])
  | (?<![\w.]){name}\s*=\s*{name}\s*\[
  | ^[ \t]*(?:from|import)\b[^\n]*\b{name}\b
"""
"""What takes entries out, empties the whole, or asks how many there are before it puts in another."""
GROWS = r"""
    (?<![\w.$]){name}\s*\.\s*(?P<how>append|appendleft|push|unshift|add|extend|insert|set|setdefault)\(\s*(?P<put>[^,()\n]*)
  | (?<![\w.$]){name}\s*\[(?P<key>[^\[\]\n]+)\]\s*(?:\.(?:append|push)\(|=(?![=>]))
  | ^[ \t]+{name}\s*=\s*(?P<anew>[^\n]*\b{name}\b)
"""
ESCAPES = r"(?<![\w.])(?P<callee>[A-Za-z_][\w.]*)\((?:[^()=\n]*,\s*)?{name}\s*[,)]|^[ \t]*[\w.]+\s*=\s*{name}[ \t]*;?$"
"""Handed to a function that may take entries out, or given a second name."""
SETUPS = (".vue", ".svelte")
"""Files whose own statements run for each instance."""
HANDLERS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
"""Functions of a route's own file, named for what they answer."""
KEYED = frozenset({"set", "setdefault"})
KEY = re.compile(rb"[\w.]+")


def only_grows(hit: Hit[Declaration], file: File) -> bool:
    """The collection is empty at first, each request or message puts something in, and nothing here takes anything out."""
    name = hit.fact.name
    if file.path.endswith(SETUPS) or file.function_of(hit.fact) is not None or not _is_empty(hit.fact, file):
        return False
    if _told_to_be_bounded(name, file) or _found(SHRINKS, name, file.code):
        return False
    grown = [each for each in _matches(GROWS, name, file.code) if _grows_for_each(each, name, file)]
    return bool(grown) and not _escapes(name, grown, file)


def _is_empty(declared: Declaration, file: File) -> bool:
    return EMPTY.match(COMMENT.sub("", file.source.slice(declared.start, declared.start + REACH))) is not None


def _told_to_be_bounded(name: str, file: File) -> bool:
    """Whether its name says that it holds what the program itself knows of: handlers, models, connections."""
    return bool(file.vocabulary.words("bounded-collections") & set(words_of(name))) and not _is_a_conversation(name, file)


def _grows_for_each(found: re.Match[bytes], name: str, file: File) -> bool:
    """Whether one way in is gone again and again: by a function that runs later, with what a person or job brought."""
    function = file.function_at(found.start())
    if function is None or _runs_at_import(function, file):
        return False
    if found["anew"] is not None:
        return _is_a_conversation(name, file) and _serves(function, file)
    key = found["key"] if found["key"] is not None else found["put"] if found["how"].decode() in KEYED else None
    if key is not None:
        is_new = _is_made_anew(key, file) or (_is_of_a_person(key, file) and _adds(found))
        return is_new and (function.is_async or _serves(function, file))
    return (_is_a_conversation(name, file) or _is_routed(function, file)) and _serves(function, file)


def _is_made_anew(key: bytes, file: File) -> bool:
    """Whether a key is another one for each session, job or question: `session_id`, `ip`, `question`."""
    words = _last_words(key)
    return bool(set(words[-1:]) & file.vocabulary.words("passing-keys")) and not set(words) & file.vocabulary.words(
        "known-owners"
    )


def _is_of_a_person(key: bytes, file: File) -> bool:
    """Whether a key names one of those whom the program knows: each of them has one entry."""
    return bool(set(_last_words(key)) & file.vocabulary.words("known-owners"))


def _adds(found: re.Match[bytes]) -> bool:
    """Whether an entry itself grows."""
    return found[0].rstrip().endswith((b"append(", b"push("))


def _last_words(key: bytes) -> tuple[str, ...]:
    """The words of the last two parts of a dotted key, none for a computed one."""
    plain = b".".join(key.strip().split(b".")[-2:])
    return words_of(plain.decode("utf-8", "replace")) if KEY.fullmatch(plain) and not plain.isdigit() else ()


def _is_a_conversation(name: str, file: File) -> bool:
    return bool(file.vocabulary.words("conversations") & set(words_of(name)))


def _is_routed(function: Function, file: File) -> bool:
    served = re.compile(r"\.(get|post|put|patch|delete|route|websocket|event|message)$")
    return any(served.search(decorator) for decorator in function.decorators)


def _serves(function: Function, file: File) -> bool:
    """Whether the file belongs to a program that many people use at once and that is not started anew for each of them."""
    return function.name in HANDLERS or _is_routed(function, file) or file.imports(file.vocabulary.words("serving-modules"))


def _runs_at_import(function: Function, file: File) -> bool:
    """Whether a function registers or loads what the program has anyway."""
    starting = file.vocabulary.words("starting-functions")
    if set(words_of(function.name)[:1]) & starting or function.name.startswith("__"):
        return True
    return re.search(rf"(?m)^{re.escape(function.name)}\(".encode(), file.code) is not None


def _escapes(name: str, grown: list[re.Match[bytes]], file: File) -> bool:
    harmless = file.vocabulary.words("leaves-as-it-is")
    inside = [(each.start(), each.end() + 1) for each in grown]
    return any(
        (each["callee"] or b"").decode("utf-8", "replace") not in harmless
        for each in _matches(ESCAPES, name, file.code)
        if not any(start <= each.start() < end for start, end in inside)
    )


def _found(pattern: str, name: str, text: bytes) -> bool:
    return next(_matches(pattern, name, text), None) is not None


def _matches(pattern: str, name: str, text: bytes) -> Iterator[re.Match[bytes]]:
    return re.finditer(pattern.format(name=re.escape(name)).encode(), text, re.VERBOSE | re.MULTILINE)
