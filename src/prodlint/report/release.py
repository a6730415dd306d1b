"""Release → text in one of the formats of `prodlint release`: pure functions, one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from prodlint.report import release_json, release_text
from prodlint.report.model import Style
from prodlint.report.release_model import Release


class ReleaseFormat(Protocol):
    """One output format: all that is known of a release as text that ends with a line end."""

    def __call__(self, release: Release, style: Style) -> str: ...


RELEASE_FORMATS: Mapping[str, ReleaseFormat] = MappingProxyType({"text": release_text.render, "json": release_json.render})
