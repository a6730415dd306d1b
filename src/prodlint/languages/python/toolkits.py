"""Which toolkits a file uses, and which control a callee makes."""

from __future__ import annotations

from prodlint.languages.python.reading import Reading
from prodlint.vocabulary import PROJECT, ControlWord


def toolkits_of(reading: Reading) -> frozenset[str]:
    """The toolkits whose packages the file imports, and the project's own when the configuration names its controls."""
    vocabulary = reading.vocabulary
    known = {word.toolkit for word in vocabulary.controls.values()}
    return frozenset(
        name for name in known if name == PROJECT or reading.names.imports_any(vocabulary.words(f"{name}-modules"))
    )


def word_of(reading: Reading, callee: str, toolkits: frozenset[str], own_types: set[str]) -> ControlWord | None:
    """The control that a callee makes, None when the name belongs to something else."""
    last = callee.rpartition(".")[2]
    fitting = [
        word
        for word in reading.vocabulary.controls_named(last)
        if word.toolkit in toolkits and _fits(reading, callee, word, own_types)
    ]
    head = callee.partition(".")[0]
    named = [word for word in fitting if head in reading.vocabulary.words(f"{word.toolkit}-modules")]
    return next(iter(named or fitting), None)


def _fits(reading: Reading, callee: str, word: ControlWord, own_types: set[str]) -> bool:
    """Whether a callee of a control's name can be that control, and not something else of the name."""
    if word.toolkit == PROJECT:
        return True
    root, _, last = callee.rpartition(".")
    head = callee.partition(".")[0]
    modules = reading.vocabulary.words(f"{word.toolkit}-modules")
    if last[:1].isupper():
        return head in modules or (not root and last not in own_types and last not in reading.names.relative)
    if word.toolkit in reading.vocabulary.words("functions-of-modules"):
        return head in modules
    foreign = head not in modules and any(module.partition(".")[0] == head for module in reading.names.modules)
    return bool(root or callee.startswith(".")) and not foreign
