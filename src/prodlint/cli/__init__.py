"""The command line: the only place that prints and exits.

Exit status: 0 clean at the chosen level, 1 findings, 2 the user's mistake or our failure.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit.  `--version` is answered before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        from prodlint import __version__

        sys.stdout.write(f"prodlint {__version__}\n")
        return
    from prodlint.cli.group import run

    sys.exit(run(sys.argv[1:]))
