"""Inventory → text in one of the formats of `prodlint ui`: pure functions, one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from prodlint.inventory import Inventory
from prodlint.report import ui_html, ui_json, ui_text
from prodlint.report.model import Style


class UiFormat(Protocol):
    """One output format: a whole inventory as text that ends with a line end."""

    def __call__(self, inventory: Inventory, style: Style) -> str: ...


UI_FORMATS: Mapping[str, UiFormat] = MappingProxyType({"text": ui_text.render, "json": ui_json.render, "html": ui_html.render})
