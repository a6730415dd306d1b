"""`prodlint explain RULE`: the rule's page."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.cli.output import write
from prodlint.config import load_config
from prodlint.errors import UserError, nearest
from prodlint.pipeline import rule_folders
from prodlint.rulebook.book import load_book
from prodlint.rulebook.pages import page, suppression_page
from prodlint.suppress import RULES as SUPPRESSION_RULES


@click.command(name="explain")
@click.argument("rule")
@click.option("--config", type=click.Path(path_type=Path), help="Use this file instead of the nearest one.")
def command(rule: str, config: Path | None) -> int:
    """Show what a rule finds, why it matters, and its examples."""
    rules = {each.id: each for each in load_book(rule_folders(load_config(Path.cwd(), config))).rules}
    if rule in SUPPRESSION_RULES:
        write(suppression_page(rule))
        return 0
    if rule not in rules:
        raise UserError(f"unknown rule `{rule}`", "", nearest(rule, [*rules, *SUPPRESSION_RULES]))
    write(page(rules[rule]))
    return 0
