"""`prodlint new-rule ID`: begin a rule of your own."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint.cli.output import write, write_file
from prodlint.config import OWN_FILE, load_config
from prodlint.configfile import SHARED_FILE
from prodlint.errors import UserError
from prodlint.rulebook.load import RULE_ID

TEMPLATE = """title      = "Call of the old gateway"
gate       = "P0-API"
confidence = "high"
message    = "`{{callee}}` calls the old gateway."
why        = "The old gateway is switched off on release day."
fix        = "Call the new gateway."
languages  = ["python"]

# `prodlint facts FILE` shows what can be matched; docs/rule-file.md lists the operators.
[match]
on    = "call"
where = {{ callee = {{ matches = '^old_gateway\\.' }} }}

[[example]]
language = "python"
bad = "import old_gateway\\n\\n↓old_gateway.charge(order)"

[[example]]
language = "python"
good = "import gateway\\n\\ngateway.charge(order)"
because = "The new gateway."

[[example]]
language = "python"
good = 'help_text = "old_gateway.charge is gone"'
because = "A text is not a call."
"""


@click.command(name="new-rule")
@click.argument("rule_id", metavar="ID")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("prodlint-rules"), show_default=True)
def command(rule_id: str, folder: Path) -> int:
    """Write a rule file that works, to be changed into the rule you need."""
    if not RULE_ID.fullmatch(rule_id):
        raise UserError(f"`{rule_id}` is no rule id", "", "use lower-case words joined by hyphens, like `old-gateway`")
    path = folder / "own" / f"{rule_id}.toml"
    if path.exists():
        raise UserError("exists already", str(path), "choose another id or edit the file")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, TEMPLATE.format())
    own = load_config(Path.cwd()).file
    place = f"in {OWN_FILE}" if Path(own).name == OWN_FILE else f"under [tool.prodlint] in {SHARED_FILE}"
    write(f'wrote {path}\ntry it: prodlint test {folder}\nuse it: rules = ["{folder.as_posix()}"] {place}\n')
    return 0
