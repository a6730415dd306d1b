"""What frameworks and languages call things: rules/vocabulary/*.toml → Vocabulary, one for each language.

A callee pattern is one of
  `a.b.c`  exactly this dotted callee        `.m`  any method or modifier called m
  `a.*`    anything reached through `a`      `m*`  any callee whose last segment begins with m
  `a.*.m`  the method m of `a` or of anything reached through it
where `{a,b}` stands for a and for b.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product

import msgspec

from prodlint.regexes import compile_for_bytes
from prodlint.services import Services, ServiceWord

EFFECTS = ("io", "log", "notify", "state", "navigate", "sleep", "random", "assert", "skip", "exit", "pure", "unknown")
"""What calling something does.

io        network, database, file, subprocess, keychain, SDK: may do real work outside the process
log       prints or logs                       notify    alert, toast, message box, snackbar
state     sets UI or object state, emits       navigate  route push, dismiss, open a screen
sleep     waits                                random    draws a random value
assert    checks in a test                     skip      skips a test
exit      ends the process                     pure      computes: formatting, collections, dates, ids
unknown   everything the vocabulary does not name: it may do the work
"""

PROJECT = "project"
"""The toolkit of the controls that a project's configuration names."""
CONTROL_KINDS = ("button", "field", "form", "gesture", "link", "menu", "menu-item", "row", "toggle")
ROLES = ("shown", "prompt", "log", "error", "key", "compared", "import", "test", "doc", "value")


class ControlWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of control of a toolkit.

    `handlers` are attribute names, argument labels, or signals that hold what happens on activation; `{}` is a trailing
    closure and `return` the call's own result (Streamlit).  `alive` are attributes or labels that make it alive another way
    (`href`, `destination`, `asChild`).  `label` are the attributes or argument labels of its text, "" the first
    positional argument.  A control with `optional` true does not need a handler to be alive.
    """

    name: str
    kind: str
    handlers: tuple[str, ...] = ()
    alive: tuple[str, ...] = ()
    label: tuple[str, ...] = ("",)
    optional: bool = False
    toolkit: str = ""


class VocabularyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One rules/vocabulary/*.toml file as written.

    `effects` maps an effect to callee patterns; `texts` maps a text role to callee patterns whose string arguments have
    that role; `labels` maps a text role to argument labels, attributes or keyword names; `words` are named lists, and
    `patterns` named regexes, that a front end or a confirm function asks for; `anchors` maps a kind of fact to words one of
    which stands in any file that has such a fact, and `evidence` a field's value to a regex that matches in any such file.
    Where `markup` is true, the controls are elements of markup files and not of code, in which the same names mean others.
    `service` are the services that programs talk to.
    Where `modules` are named, the controls are what is imported from one of these or from below it, and nothing else.
    """

    title: str
    languages: tuple[str, ...]
    toolkit: str = ""
    effects: dict[str, tuple[str, ...]] = {}
    texts: dict[str, tuple[str, ...]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    patterns: dict[str, str] = {}
    evidence: dict[str, str] = {}
    anchors: dict[str, tuple[str, ...]] = {}
    markup: bool = False
    modules: tuple[str, ...] = ()
    control: tuple[ControlWord, ...] = ()
    service: tuple[ServiceWord, ...] = ()


class CalleeTable:
    """Maps a dotted callee to the meaning of the most specific pattern that fits it, "" for none."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[str, str] = {}
        self._method: dict[str, str] = {}
        self._below: dict[str, str] = {}
        self._through: dict[tuple[str, str], str] = {}
        self._begins: list[tuple[str, str]] = []
        self._seen: dict[str, str] = {}
        for meaning, patterns in meanings.items():
            for pattern in patterns:
                for each in _alternatives(pattern):
                    self._add(each, meaning)

    def _add(self, pattern: str, meaning: str) -> None:
        through, _, method = pattern.partition(".*.")
        if method:
            self._through[through, method] = meaning
        elif pattern.endswith(".*"):
            self._below[pattern[:-2]] = meaning
        elif pattern.endswith("*"):
            self._begins.append((pattern[:-1].lstrip("."), meaning))
        elif pattern.startswith("."):
            self._method[pattern[1:]] = meaning
        else:
            self._exact[pattern] = meaning

    def of(self, callee: str) -> str:
        """The meaning of a callee as front ends write it (`print`, `self.api.fetch`, `.sheet`), "" when nothing fits."""
        known = self._seen.get(callee)
        if known is None:
            known = self._seen[callee] = self._find(callee)
        return known

    def words(self) -> Iterable[tuple[str, str]]:
        """The last written segment of each pattern, in lower case, with its meaning."""
        through = {head: meaning for (head, _), meaning in self._through.items()}
        tables = (self._exact, self._method, self._below, through, dict(self._begins))
        return [(name.rpartition(".")[2].lower(), meaning) for table in tables for name, meaning in table.items()]

    def _find(self, callee: str) -> str:
        bare = callee.removeprefix("self.").removeprefix("this.")
        if bare in self._exact:
            return self._exact[bare]
        head, _, last = bare.rpartition(".")
        while head:
            if (head, last) in self._through:
                return self._through[head, last]
            if head in self._below:
                return self._below[head]
            head = head.rpartition(".")[0]
        if "." in callee and last in self._method:
            return self._method[last]
        return next((meaning for begin, meaning in self._begins if last.startswith(begin)), "")


class Vocabulary:
    """All vocabulary files that speak of one language, merged."""

    def __init__(self, language: str, files: Iterable[VocabularyFile], components: Mapping[str, str] | None = None) -> None:
        mine = [file for file in files if language in file.languages]
        self.language = language
        self._effects = CalleeTable(_merged(file.effects for file in mine))
        self._roles = CalleeTable(_merged(file.texts for file in mine))
        self._labels = {label: role for file in mine for role, labels in file.labels.items() for label in labels}
        self.evidence = {key: pattern for file in mine for key, pattern in file.evidence.items()}
        self._patterns = {name: pattern for file in mine for name, pattern in file.patterns.items()}
        self._words = {name: frozenset(words) for name, words in _merged(file.words for file in mine).items()}
        self.anchors = _merged(file.anchors for file in mine)
        self.controls: dict[str, ControlWord] = {
            word.name: msgspec.structs.replace(word, toolkit=word.toolkit or file.toolkit)
            for file in mine
            for word in file.control
            if not file.markup and not file.modules
        }
        self.libraries: dict[str, dict[str, ControlWord]] = {
            module: {word.name: msgspec.structs.replace(word, toolkit=word.toolkit or file.toolkit) for word in file.control}
            for file in mine
            for module in file.modules
        }
        self.markup_controls: dict[str, ControlWord] = {
            word.name: msgspec.structs.replace(word, toolkit=word.toolkit or file.toolkit)
            for file in mine
            for word in file.control
            if file.markup
        }
        self.services = Services(language, (service for file in mine for service in file.service))
        self._alike: dict[str, list[ControlWord]] = {}
        for file in mine:
            for word in file.control:
                own = msgspec.structs.replace(word, toolkit=word.toolkit or file.toolkit)
                self._alike.setdefault(word.name, []).append(own)
        for name, kind in (components or {}).items():
            self.controls.setdefault(name, _like(kind, name, list(self.controls.values())))

    def controls_named(self, name: str) -> Sequence[ControlWord]:
        """The controls that toolkits call so: `Button` is one of several."""
        known = self._alike.get(name)
        return known if known is not None else [self.controls[name]] if name in self.controls else ()

    def library(self, module: str) -> Mapping[str, ControlWord] | None:
        """The controls of the component library that a module belongs to, None when it belongs to none."""
        part = module
        while part and part not in self.libraries:
            part = part.rpartition("/")[0]
        return self.libraries.get(part)

    def effect(self, callee: str) -> str:
        """The effect of calling `callee`: one of EFFECTS, "unknown" when no file names it."""
        return self._effects.of(callee) or "unknown"

    def words_of_effect(self, effect: str) -> frozenset[str]:
        """Lower-case words one of which stands wherever something with this effect is called; empty for "unknown"."""
        return frozenset(word for word, meaning in self._effects.words() if meaning == effect)

    def role(self, callee: str) -> str:
        """The role of the string arguments of `callee`, "" when no file names it."""
        return self._roles.of(callee)

    def label_role(self, label: str) -> str:
        """The role of a text under this attribute, argument label or keyword, "" when no file names it."""
        return self._labels.get(label, "")

    def bytes_pattern(self, name: str) -> re.Pattern[bytes] | None:
        """The named regex for bytes, None when no file of this language has it."""
        return compiled_for_bytes(self._patterns[name]) if name in self._patterns else None

    def pattern(self, name: str) -> re.Pattern[str]:
        """The named regex.  Raises KeyError for a name that no file of this language has: a mistake in the program."""
        return compiled(self._patterns[name])

    def words(self, name: str) -> frozenset[str]:
        """The named list of words, empty when no file of this language has it."""
        return self._words.get(name, frozenset())


def _alternatives(pattern: str) -> Iterable[str]:
    """What a pattern with alternatives in braces stands for, in the order in which they are written."""
    parts = re.split(r"\{([^{}]*)\}", pattern)
    choices = [part.split(",") if index % 2 else [part] for index, part in enumerate(parts)]
    return ("".join(chosen) for chosen in product(*choices))


def _like(kind: str, name: str, known: list[ControlWord]) -> ControlWord:
    """A project's own control that takes what the known controls of its kind take."""
    alike = [word for word in known if word.kind == kind]
    return ControlWord(
        name=name,
        kind=kind,
        handlers=tuple(sorted({handler for word in alike for handler in word.handlers})),
        alive=tuple(sorted({label for word in alike for label in word.alive})),
        label=tuple(sorted({label for word in alike for label in word.label})) or ("",),
        toolkit=PROJECT,
    )


@lru_cache(maxsize=256)
def compiled(pattern: str) -> re.Pattern[str]:
    """A regex, compiled when it is first asked for."""
    return re.compile(pattern)


@lru_cache(maxsize=256)
def compiled_for_bytes(pattern: str) -> re.Pattern[bytes]:
    """A regex for bytes in which ^ and $ are those of lines, compiled when it is first asked for."""
    return compile_for_bytes(pattern)


def _merged(tables: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for table in tables:
        for key, values in table.items():
            merged.setdefault(key, []).extend(values)
    return merged
