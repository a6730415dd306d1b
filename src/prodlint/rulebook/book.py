"""All rules and vocabularies of a run, compiled: which match looks at which fact, and which words ask for which facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from prodlint.errors import UserError, nearest
from prodlint.fact import KINDS, Fact
from prodlint.finding import GATES
from prodlint.rulebook.load import bundled_folder, load_rules, load_vocabulary
from prodlint.rulebook.model import FAMILIES, PRODUCT_ROLES, Match, Rule
from prodlint.rulebook.need import Need, need_of
from prodlint.rulebook.where import compile_where
from prodlint.suppress import RULES as SUPPRESSION_RULES
from prodlint.vocabulary import CONTROL_KINDS, Vocabulary


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


Shapes = dict[type[Fact], list[CompiledMatch]]
"""The shapes that can match in one file, by the kind of fact that they look at."""


class RuleBook:
    """The enabled rules and the vocabularies; `all_rules` are the switched-off ones, too."""

    def __init__(self, rules: Iterable[Rule], vocabularies: dict[str, Vocabulary], all_rules: Iterable[Rule] = ()) -> None:
        self.rules = tuple(sorted(rules, key=lambda rule: rule.id))
        self.all_rules = tuple(sorted(all_rules, key=lambda rule: rule.id)) or self.rules
        self.vocabularies = vocabularies
        self._needs: dict[tuple[str, str], Need] = {}
        self._compiled = {family: self._compile(family) for family in FAMILIES}

    def _compile(self, family: str) -> dict[str, CompiledMatch]:
        numbered = [(rule, number, match) for rule in self.rules for number, match in enumerate(rule.matches)]
        return {
            f"{rule.id}#{number}": compile_match(rule, match)
            for rule, number, match in numbered
            if family in (match.languages or rule.languages)
        }

    def needs(self, family: str, role: str) -> dict[str, Need]:
        """What each shape that looks at files of this role needs in a file, by the shape's name."""
        shapes = self._compiled[family].items()
        return {name: self._need(family, name) for name, each in shapes if role in each.roles}

    def _need(self, family: str, name: str) -> Need:
        key = family, name
        if key not in self._needs:
            self._needs[key] = need_of(self._compiled[family][name].match, self.vocabularies[family])
        return self._needs[key]

    def shapes(self, family: str, names: Iterable[str]) -> Shapes:
        """The named shapes by kind of fact."""
        table: Shapes = {}
        for name in sorted(names):
            compiled = self._compiled[family][name]
            table.setdefault(KINDS[compiled.match.on], []).append(compiled)
        return table


def compile_match(rule: Rule, match: Match) -> CompiledMatch:
    """A match with its predicate, roles and place-giving pattern."""
    patterns = [test["matches"] for test in match.where.values() if isinstance(test, dict) and "matches" in test]
    return CompiledMatch(
        rule=rule,
        match=match,
        holds=compile_where(match.on, match.where, rule.path),
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
) -> RuleBook:
    """The bundled rules and those of the user's folders, less what is not selected.

    `components` maps a project's own control to the kind of control it is.  Raises UserError.
    """
    bundled = bundled_folder()
    rules: dict[str, Rule] = {}
    for rule in (rule for folder in (bundled, *folders) for rule in load_rules(folder)):
        if rule.id in rules:
            raise UserError(
                f"the rule `{rule.id}` exists already", rule.path, f"rename the file; {rules[rule.id].path} has the id"
            )
        rules[rule.id] = rule
    vocabulary_folders = [bundled / "vocabulary", *(folder / "vocabulary" for folder in folders)]
    known_kinds(components or {})
    files = [file for folder in vocabulary_folders if folder.is_dir() for file in load_vocabulary(folder)]
    chosen = choose(list(rules.values()), list(select), list(ignore))
    return RuleBook(chosen, {family: Vocabulary(family, files, components) for family in FAMILIES}, rules.values())


def known_kinds(components: Mapping[str, str]) -> None:
    """Raises UserError for a component of an unknown kind."""
    for name, kind in components.items():
        if kind not in CONTROL_KINDS:
            raise UserError(f"`components`: `{name}` has the unknown kind `{kind}`", "", nearest(kind, list(CONTROL_KINDS)))


def choose(rules: list[Rule], select: list[str], ignore: list[str]) -> list[Rule]:
    """The rules whose id or gate is selected (all when nothing is) and not ignored.  Raises UserError for unknown names."""
    known = [*GATES, *SUPPRESSION_RULES, *(rule.id for rule in rules)]
    for name in (*select, *ignore):
        if name not in known:
            raise UserError(f"unknown rule or gate `{name}`", "", nearest(name, known))
    wanted = [rule for rule in rules if not select or rule.id in select or rule.gate in select]
    return [rule for rule in wanted if rule.id not in ignore and rule.gate not in ignore]


def digest(book: RuleBook) -> str:
    """A hash of everything in the rules and vocabularies that can change a file's result."""
    rules = msgspec.json.encode([msgspec.structs.replace(rule, path="", examples=()) for rule in book.rules])
    words = repr([(family, sorted(book.vocabularies[family].controls)) for family in FAMILIES]).encode()
    return hashlib.blake2b(rules + words, digest_size=16).hexdigest()
