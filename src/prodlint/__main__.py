"""`python -m prodlint` is the same as `prodlint`."""

from __future__ import annotations

from prodlint.cli import main

if __name__ == "__main__":
    main()
