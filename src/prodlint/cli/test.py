"""`prodlint test [RULES_DIR]`: try rules on their own examples."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.analyse import Analyser
from prodlint.cli.output import write
from prodlint.config import Config
from prodlint.errors import UserError
from prodlint.examples import Failure, failures, lacking
from prodlint.rulebook.book import load_book
from prodlint.rulebook.load import load_rules


@click.command(name="test")
@click.argument("rules_dir", required=False, type=click.Path(path_type=Path))
def command(rules_dir: Path | None) -> int:
    """Try the rules of RULES_DIR (default: the bundled ones) on the examples in their files.

    A `bad` example must be found exactly at its ↓, a `good` one must be silent for all rules.
    """
    book = load_book([rules_dir] if rules_dir else [])
    chosen = {rule.id for rule in load_rules(rules_dir)} if rules_dir else {rule.id for rule in book.rules}
    if not chosen:
        raise UserError("no rules in this folder", str(rules_dir), "begin one with `prodlint new-rule`")
    analyser = Analyser(book, Config())
    rules = [rule for rule in book.rules if rule.id in chosen]
    failed = [failure for rule in rules for failure in failures(rule, analyser)]
    lacks = [f"{rule.id}: {lack}\n" for rule in rules for lack in lacking(rule)]
    count = sum(len(rule.examples) for rule in rules)
    write("".join(_block(each) for each in failed) + "".join(lacks))
    write(f"{len(rules)} rules, {count} examples: {len(failed)} wrong, {len(lacks)} lacking\n")
    return int(bool(failed or lacks))


def _block(failure: Failure) -> str:
    code = "".join(f"    {line}\n" for line in failure.code.splitlines())
    return f"{failure.kind}  {failure.rule} example {failure.number}: {failure.message}\n{code}\n"
