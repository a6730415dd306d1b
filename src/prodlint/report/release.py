"""Release → text in one of the formats of `prodlint release`: pure functions, one table."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from prodlint.report import drift_json, drift_text, release_json, release_text
from prodlint.report.drift_model import Drift
from prodlint.report.model import Style
from prodlint.report.release_model import Release


class ReleaseFormat(Protocol):
    """One output format: all that is known of a release as text that ends with a line end."""

    def __call__(self, release: Release, style: Style) -> str: ...


class DriftFormat(Protocol):
    """One output format: what differs between two trees as text that ends with a line end."""

    def __call__(self, drift: Drift, style: Style) -> str: ...


DRIFT_FORMATS: Mapping[str, DriftFormat] = MappingProxyType({"text": drift_text.render, "json": drift_json.render})
RELEASE_FORMATS: Mapping[str, ReleaseFormat] = MappingProxyType({"text": release_text.render, "json": release_json.render})
