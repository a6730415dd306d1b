"""Integrations → JSON whose shape scripts may rely on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from prodlint.integration import LIVE, STATES, VERDICTS, Integrations, JudgedCall, JudgedService, JudgedVariable, Spot, Tried
from prodlint.report.model import Style
from prodlint.report.printable import legal


def render(integrations: Integrations, style: Style) -> str:
    """`{"services": […], "variables": […], "live": […] where asked, "summary": {…}}`, indented, in UTF-8 without escapes."""
    return msgspec.json.format(msgspec.json.encode(content(integrations)), indent=2).decode() + "\n"


def content(integrations: Integrations) -> dict[str, Any]:
    """The integrations as a JSON-ready value; no value of a variable is in it."""
    summary = {
        "services": _counts((each.verdict for each in integrations.services), VERDICTS),
        "variables": _counts((each.state for each in integrations.variables), STATES),
    }
    told: dict[str, Any] = {
        "services": [_service(each) for each in integrations.services],
        "variables": [_variable(each) for each in integrations.variables],
    }
    if integrations.live is not None:
        told["live"] = [_tried(each) for each in integrations.live]
        summary["live"] = _counts((each.verdict for each in integrations.live), LIVE)
    return {**told, "summary": summary}


def _service(service: JudgedService) -> dict[str, Any]:
    return {
        "name": legal(service.name),
        "kind": service.kind,
        "verdict": service.verdict,
        "reason": legal(service.reason),
        "keys": [legal(name) for name in service.keys],
        "places": _spots(service.places, "via"),
        "calls": [_call(each) for each in service.calls],
        "mocks": _spots(service.mocks, "name"),
    }


def _call(call: JudgedCall) -> dict[str, Any]:
    return {
        "path": legal(call.path),
        "line": call.line,
        "callee": legal(call.callee),
        "handled": call.handled,
        "timeout": call.limited,
    }


def _variable(variable: JudgedVariable) -> dict[str, Any]:
    return {
        "name": legal(variable.name),
        "state": variable.state,
        "reads": _spots(variable.reads, "missing"),
        "declared": _spots(variable.declared, "gives"),
    }


def _tried(tried: Tried) -> dict[str, Any]:
    return {
        "service": legal(tried.service),
        "verdict": tried.verdict,
        "reason": legal(tried.reason),
        "keys": [legal(name) for name in tried.keys],
        "host": legal(tried.host) or None,
        "status": tried.status or None,
        "used": tried.used,
    }


def _spots(spots: Iterable[Spot], word: str) -> list[dict[str, Any]]:
    return [{"path": legal(spot.path), "line": spot.line, word: legal(spot.what)} for spot in spots]


def _counts(words: Iterable[str], known: Iterable[str]) -> dict[str, int]:
    counted = Counter(words)
    return {word: counted[word] for word in known}
