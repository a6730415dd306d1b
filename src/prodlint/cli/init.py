"""`prodlint init`: configuration, hook and workflow for a project that begins with prodlint."""

from __future__ import annotations

from pathlib import Path

import click

from prodlint import __version__
from prodlint.cli.output import write, write_file

CONFIG = """# prodlint: may this ship?  `prodlint rules` lists what is looked for.
# production = ["src/**"]           # always judged as product
# test = ["qa/**"]                  # always judged as tests
# exclude = ["legacy/**"]           # never looked at
# ignore = ["admission"]            # rules or gates to leave out
fail-on = "error"

# [per-path-ignores]
# "scripts/**" = ["P0-MOCK"]
"""

HOOKS = f"""repos:
  - repo: https://github.com/prodlint/prodlint
    rev: v{__version__}
    hooks:
      - id: prodlint
"""

WORKFLOW = f"""name: prodlint
on: [push, pull_request]
permissions:
  contents: read
  security-events: write
jobs:
  prodlint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: prodlint/prodlint@v{__version__}
"""

FILES = {"prodlint.toml": CONFIG, ".pre-commit-config.yaml": HOOKS, ".github/workflows/prodlint.yml": WORKFLOW}


@click.command(name="init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> int:
    """Write prodlint.toml, the pre-commit hook and the GitHub workflow; files that exist are left alone."""
    for name, text in FILES.items():
        path = folder / name
        if path.exists():
            write(f"kept  {path}: it exists; prodlint's part would be\n\n{text}\n")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, text)
        write(f"wrote {path}\n")
    return 0
