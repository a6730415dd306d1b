"""Integrations → text in one of the formats of `prodlint integrations`: pure functions, one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from prodlint.integration import Integrations
from prodlint.report import integrations_html, integrations_json, integrations_text
from prodlint.report.model import Style


class IntegrationsFormat(Protocol):
    """One output format: all integrations as text that ends with a line end."""

    def __call__(self, integrations: Integrations, style: Style) -> str: ...


INTEGRATION_FORMATS: Mapping[str, IntegrationsFormat] = MappingProxyType(
    {"text": integrations_text.render, "json": integrations_json.render, "html": integrations_html.render}
)
