"""Inventory → JSON whose shape scripts may rely on."""

from __future__ import annotations

from typing import Any

import msgspec

from prodlint.inventory import Coverage, Inventory, JudgedControl
from prodlint.report.model import Style
from prodlint.report.printable import legal


def render(inventory: Inventory, style: Style) -> str:
    """`{"controls": […], "coverage": {…}}`, indented, in UTF-8 without escapes."""
    return msgspec.json.format(msgspec.json.encode(content(inventory)), indent=2).decode() + "\n"


def content(inventory: Inventory) -> dict[str, Any]:
    """The inventory as a JSON-ready value; percentages are null where nothing was judged."""
    return {
        "controls": [_control(control) for control in inventory.controls],
        "coverage": {
            "total": inventory.total.percent,
            "screens": {legal(name): coverage.percent for name, coverage in inventory.screens.items()},
            "counts": {
                "total": _counts(inventory.total),
                "screens": {legal(name): _counts(coverage) for name, coverage in inventory.screens.items()},
            },
        },
        "left_out": {"controls": inventory.left_out, "files": inventory.unread},
    }


def _control(control: JudgedControl) -> dict[str, Any]:
    return {
        "path": legal(control.path),
        "line": control.line,
        "label": legal(control.label),
        "tag": legal(control.tag or control.kind),
        "toolkit": control.toolkit,
        "kind": control.kind,
        "screen": legal(control.screen),
        "verdict": control.verdict,
        "reason": legal(control.reason),
    }


def _counts(coverage: Coverage) -> dict[str, int]:
    return {
        "controls": coverage.all,
        "wired": coverage.wired,
        "delegated": coverage.delegated,
        "inert": coverage.inert,
        "unknown": coverage.unknown,
    }
