"""All rules and vocabularies of a run, compiled: which match looks at which fact, and which words ask for which facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from prodlint.cache import Cache, key_of
from prodlint.configfile import place_of
from prodlint.errors import UserError, nearest
from prodlint.finding import GATES
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.kept import Kept
from prodlint.rulebook.model import PRODUCT_ROLES, Match, Rule
from prodlint.suppress import RULES as SUPPRESSION_RULES
from prodlint.vocabulary import CONTROL_KINDS, Vocabulary, VocabularyFile

if TYPE_CHECKING:
    from prodlint.fact import Fact
    from prodlint.rulebook.need import Need

# What reads and compiles rules is imported where it is used: a run in which no file has changed needs none of it.


@dataclass(frozen=True, slots=True)
class CompiledMatch:
    """One shape of one rule, ready to be tried on facts of kind `match.on`."""

    rule: Rule
    match: Match
    holds: Callable[[Fact], bool]
    roles: frozenset[str]
    pattern: str
    """The regex whose hit narrows the place of a comment or fills `{matched}`, "" for none."""
    fixed: Mapping[str, frozenset[object]]
    """The fields that are compared with fixed values, and those values: no fact with another value fits."""

    @property
    def confidence(self) -> str:
        return self.match.confidence or self.rule.confidence

    @property
    def message(self) -> str:
        return self.match.message or self.rule.message


Shapes: TypeAlias = "dict[type[Fact], list[CompiledMatch]]"
"""The shapes that can match in one file, by the kind of fact that they look at."""


class Written(msgspec.Struct, frozen=True):
    """All rule and vocabulary files, read and checked."""

    rules: tuple[Rule, ...]
    vocabulary: tuple[VocabularyFile, ...]


class Words(msgspec.Struct, frozen=True):
    """What vocabularies are made of: their files, and the project's own controls with the kinds of control they are."""

    files: tuple[VocabularyFile, ...] = ()
    components: Mapping[str, str] = {}


class RuleBook:
    """The enabled rules and the vocabularies; `all_rules` are the switched-off ones, too."""

    def __init__(self, rules: Iterable[Rule], words: Words, all_rules: Iterable[Rule] = (), kept: Kept | None = None) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self.all_rules = tuple(sorted(all_rules, key=lambda rule: rule.id)) or self.rules
        self.words = words
        self._kept = kept or Kept()
        self._matches = {
            f"{rule.id}#{number}": (rule, match) for rule in self.rules for number, match in enumerate(rule.matches)
        }
        self._vocabularies: dict[str, Vocabulary] = {}
        self._needs: dict[str, dict[str, Need]] = {}
        self._compiled: dict[str, CompiledMatch] = {}

    @property
    def known(self) -> frozenset[str]:
        """The names that a suppression may have: ids of rules, also of those that are switched off, and of gates."""
        return frozenset({*GATES, *(rule.id for rule in self.all_rules)})

    def vocabulary(self, family: str) -> Vocabulary:
        """The vocabulary of a family of languages."""
        if family not in self._vocabularies:
            self._vocabularies[family] = Vocabulary(family, self.words.files, self.words.components)
        return self._vocabularies[family]

    def names(self, family: str, role: str = "") -> frozenset[str]:
        """The names of the shapes that look at files of this family and role, "" for any role."""
        return frozenset(
            name
            for name, (rule, match) in self._matches.items()
            if family in (match.languages or rule.languages) and (not role or role in (match.roles or PRODUCT_ROLES))
        )

    def needs(self, family: str) -> Mapping[str, Need]:
        """What each shape of a family needs in a file, by the shape's name."""
        if family not in self._needs:
            self._needs[family] = self._known_needs(family)
        return self._needs[family]

    def _known_needs(self, family: str) -> dict[str, Need]:
        from prodlint.rulebook.need import Need, need_of

        names = sorted(self.names(family))
        asked = "\0".join((family, *names, repr(sorted(self.words.components.items()))))
        known = self._kept.get(asked, dict[str, Need])
        if known is None:
            known = {name: need_of(self._matches[name][1], self.vocabulary(family)) for name in names}
            self._kept.put(asked, known)
        return known

    def shapes(self, names: Iterable[str]) -> Shapes:
        """The named shapes by kind of fact."""
        from prodlint.fact import KINDS

        table: Shapes = {}
        for name in sorted(names):
            if name not in self._compiled:
                self._compiled[name] = compile_match(*self._matches[name])
            compiled = self._compiled[name]
            table.setdefault(KINDS[compiled.match.on], []).append(compiled)
        return table


def compile_match(rule: Rule, match: Match) -> CompiledMatch:
    """A match with its predicate, roles and place-giving pattern."""
    from prodlint.rulebook.where import compile_where

    patterns = [test["matches"] for test in match.where.values() if isinstance(test, dict) and "matches" in test]
    return CompiledMatch(
        rule=rule,
        match=match,
        holds=compile_where(match.where),
        roles=frozenset(match.roles or PRODUCT_ROLES),
        pattern=patterns[0] if patterns else "",
        fixed={field: _values(test) for field, test in match.where.items() if not isinstance(test, dict)},
    )


def _values(test: object) -> frozenset[object]:
    return frozenset(test if isinstance(test, list) else [test])


def load_book(
    folders: Iterable[Path] = (),
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    components: Mapping[str, str] | None = None,
    cache: Cache | None = None,
    config_file: str = "",
) -> RuleBook:
    """The bundled rules and those of the user's folders, less what is not selected.

    `components` maps a project's own control to the kind of control it is.  What the files say is taken from the cache when
    they have not changed.  `config_file` is where a wrong name is looked up.  Raises UserError.
    """
    places = (bundled_folder(), *folders)
    kept = Kept(cache, places)
    written = kept.get("written", Written)
    if written is None:
        written = read_folders(places)
        kept.put("written", written)
    known_kinds(components or {}, config_file)
    chosen = choose(list(written.rules), list(select), list(ignore), config_file)
    return RuleBook(chosen, Words(written.vocabulary, components or {}), written.rules, kept)


def read_folders(folders: Iterable[Path]) -> Written:
    """The rules and vocabulary files of these folders.  Raises UserError."""
    from prodlint.rulebook.load import load_rules, load_vocabulary

    rules: dict[str, Rule] = {}
    vocabulary: list[VocabularyFile] = []
    for folder in folders:
        for rule in load_rules(folder):
            if rule.id in rules:
                raise UserError(
                    f"the rule `{rule.id}` exists already", rule.path, f"rename the file; {rules[rule.id].path} has the id"
                )
            rules[rule.id] = rule
        vocabulary += load_vocabulary(folder / "vocabulary")
    return Written(tuple(rules.values()), tuple(vocabulary))


def known_kinds(components: Mapping[str, str], config_file: str = "") -> None:
    """Raises UserError for a component of an unknown kind."""
    for name, kind in components.items():
        if kind not in CONTROL_KINDS:
            where = place_of(config_file, "components", name)
            raise UserError(f"`components`: `{name}` has the unknown kind `{kind}`", where, nearest(kind, list(CONTROL_KINDS)))


def choose(rules: list[Rule], select: list[str], ignore: list[str], config_file: str = "") -> list[Rule]:
    """The rules whose id or gate is selected (all when nothing is) and not ignored.

    Raises UserError for an unknown name, with its line in the configuration file, else the option that it was given to.
    """
    known = [*GATES, *SUPPRESSION_RULES, *(rule.id for rule in rules)]
    for key, name in (*(("select", name) for name in select), *(("ignore", name) for name in ignore)):
        if name not in known:
            where = place_of(config_file, key, value=name) or f"--{key}"
            raise UserError(f"unknown rule or gate `{name}`", where, nearest(name, known))
    wanted = [rule for rule in rules if not select or rule.id in select or rule.gate in select]
    return [rule for rule in wanted if rule.id not in ignore and rule.gate not in ignore]


def digest(book: RuleBook) -> str:
    """A hash of everything in the rules and vocabularies that can change a file's result."""
    rules = [msgspec.structs.replace(rule, path="", examples=()) for rule in book.rules]
    return key_of(msgspec.json.encode(rules), msgspec.json.encode(book.words)).hex()
