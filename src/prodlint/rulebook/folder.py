"""Where the bundled rules lie."""

from __future__ import annotations

from pathlib import Path


def bundled_folder() -> Path:
    """Inside the wheel, or beside `src` in a checkout."""
    inside = Path(__file__).parents[1] / "rules"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "rules"
