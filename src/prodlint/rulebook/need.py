"""What must stand in a file for a shape to match there: derived from the rule and the vocabulary, never listed by hand."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.confirm import CONFIRMS
from prodlint.rulebook.model import Match
from prodlint.rulebook.words import SHORTEST, words_of_regex
from prodlint.vocabulary import Vocabulary

VERBATIM_FIELDS = frozenset(
    (
        "value",
        "text",
        "name",
        "names",
        "callee",
        "module",
        "target",
        "href",
        "says",
        "default_name",
        "decorators",
        "subject",
        "doc",
    )
)
"""Fields whose value is text of the file itself, so that a literal part of their regex stands in the file."""

ON_ONE_LINE = {
    "text": ("value", "name"),
    "comment": ("text",),
    "declaration": ("name",),
    "call": ("callee",),
    "import": ("module",),
}
"""Kind of fact → the fields of which one stands on one line of the file, or whose match does."""

ENDS = (" ", "\n", "\r", "\t", ">", "/")
"""What follows a short name of a control, so that it is a word and not the beginning of many."""

FIELD_ENDS = (":", '"', "'", "=")
"""What follows the name of a field: `amount: 3`, `"amount": 3`, `amount=3`."""

BODY_CALLS = {"log-only": ("log",), "notify-only": ("log", "notify")}
"""Body states that are known by the effects of what the body calls."""


class Need(msgspec.Struct, frozen=True):
    """Each of `sets` must have a word in the file.

    Where the regex `evidence` is given, it must match, loosened, a line with a word of `located`; the regexes `shapes` must
    all match somewhere in the bytes.  Where the test `names` is given, it must hold for the name of a function that the file
    may define.  All of it is text, so that it can be kept, and no regex is compiled before a file asks for it.
    """

    sets: tuple[frozenset[str], ...] = ()
    located: frozenset[str] = frozenset()
    evidence: str = ""
    shapes: tuple[str, ...] = ()
    names: Any = None


def need_of(match: Match, vocabulary: Vocabulary) -> Need:
    """What a file must have for the match to find something in it; nothing when nothing is known."""
    sets = [_words_of_kind(match.on, vocabulary)]
    sets += [_words_of_confirms(match, vocabulary)]
    sets += [_words_of_test(field, test) for field, test in match.where.items()]
    sets += [_words_of_value(match.on, field, test, vocabulary) for field, test in match.where.items()]
    located, evidence = _evidence(match)
    shapes = _shapes(match, vocabulary)
    sets += [words_of_regex(shape) for shape in shapes]
    usable = [words for words in sets if words and all(len(word.encode()) >= SHORTEST for word in words)]
    if located not in usable:
        located, evidence = frozenset(), ""
    return Need(tuple(usable), located, evidence, shapes, _names(match))


def _names(match: Match) -> Any:
    return match.where.get("name") if match.on == "function" else None


def _shapes(match: Match, vocabulary: Vocabulary) -> tuple[str, ...]:
    """How the values that a match asks for are written in this language, as far as the vocabulary knows."""
    written = [match.written, *(_written(match.on, field, test, vocabulary) for field, test in match.where.items())]
    return tuple(pattern for pattern in written if pattern)


def _written(kind: str, field: str, test: Any, vocabulary: Vocabulary) -> str:
    if isinstance(test, dict):
        asks = {"any", "begins", "matches", "words"} & set(test)
        return vocabulary.evidence.get(f"{kind}.{field}", "") if asks else ""
    values = test if isinstance(test, list) else [test]
    patterns = [vocabulary.evidence.get(f"{kind}.{field}={value}", "") for value in values]
    return "|".join(patterns) if all(patterns) else ""


def _words_of_kind(kind: str, vocabulary: Vocabulary) -> frozenset[str]:
    anchors = frozenset(word.lower() for word in vocabulary.anchors.get(kind, ()))
    if kind != "control":
        return anchors
    anchors |= {module.lower() for module in vocabulary.libraries}
    before = vocabulary.words("before-a-control") or {""}
    named = {prefix + name.lower() for prefix in before for name in (*vocabulary.controls, *vocabulary.markup_controls)}
    return anchors | {word for name in named for word in ([name] if len(name) >= SHORTEST else [name + end for end in ENDS])}


def _words_of_confirms(match: Match, vocabulary: Vocabulary) -> frozenset[str]:
    """The fields one of which a confirm function wants to see, as they are written before a value."""
    lists = [CONFIRMS[name].fields for name in match.confirm if CONFIRMS[name].fields]
    return frozenset(field + end for name in lists[:1] for field in vocabulary.words(name) for end in FIELD_ENDS)


def _words_of_test(field: str, test: Any) -> frozenset[str]:
    if field not in VERBATIM_FIELDS:
        return frozenset()
    if isinstance(test, dict):
        listed = test.get("words") or test.get("begins") or test.get("any")
        found = words_of_regex(test.get("matches", ""))
        return frozenset(word.lower() for word in listed) if listed else _parts(found) if field == "callee" else found
    values = [test] if isinstance(test, str) else test if isinstance(test, list) else []
    return frozenset(str(value).rpartition(".")[2].lower() for value in values)


def _parts(callees: frozenset[str]) -> frozenset[str]:
    """The longest part of each callee: an import may give the whole another name, and the parts stand apart then."""
    return frozenset(max(callee.split("."), key=len) for callee in callees)


def _words_of_value(kind: str, field: str, test: Any, vocabulary: Vocabulary) -> frozenset[str]:
    """The words of the vocabulary for a field with this value, as in `function.body=unimplemented`."""
    if field == "effects" and isinstance(test, dict):
        effects = test.get("any", ())
        return frozenset() if "unknown" in effects else _words_of_effects(effects, vocabulary)
    values = test if isinstance(test, list) else [test]
    sets = [_words_of_one(kind, field, value, vocabulary) for value in values if isinstance(value, str)]
    return frozenset().union(*sets) if sets and all(sets) else frozenset()


def _words_of_one(kind: str, field: str, value: str, vocabulary: Vocabulary) -> frozenset[str]:
    if field == "body" and value in BODY_CALLS:
        return _words_of_effects(BODY_CALLS[value], vocabulary)
    return frozenset(word.lower() for word in vocabulary.anchors.get(f"{kind}.{field}={value}", ()))


def _words_of_effects(effects: Any, vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(word for effect in effects for word in vocabulary.words_of_effect(effect))


def _evidence(match: Match) -> tuple[frozenset[str], str]:
    """The words whose line tells, and what that line must look like."""
    for field in ON_ONE_LINE.get(match.on, ()):
        test = match.where.get(field)
        words = words_of_regex(test["matches"]) if isinstance(test, dict) and "matches" in test else frozenset()
        apart = field == "callee" and any("." in word for word in words)
        if isinstance(test, dict) and words and not apart and all(len(word.encode()) >= SHORTEST for word in words):
            return words, test["matches"]
    return frozenset(), ""
