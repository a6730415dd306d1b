"""`prodlint rules`: what is looked for."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from prodlint.cli.output import write
from prodlint.config import load_config
from prodlint.pipeline import rule_folders
from prodlint.rulebook.book import load_book


@click.command(name="rules")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--config", type=click.Path(path_type=Path), help="Use this file instead of the nearest one.")
def command(form: str, config: Path | None) -> int:
    """List the rules, bundled and your own."""
    settings = load_config(Path.cwd(), config)
    rules = load_book(rule_folders(settings), settings.select, settings.ignore, config_file=settings.file).rules
    if form == "json":
        listed = [{"id": each.id, "gate": each.gate, "confidence": each.confidence, "title": each.title} for each in rules]
        write(msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n")
        return 0
    width = max((len(rule.id) for rule in rules), default=0)
    write(
        "".join(
            f"{rule.gate:10} {rule.id:{width}}  {rule.title}\n" for rule in sorted(rules, key=lambda each: (each.gate, each.id))
        )
    )
    return 0
