"""JavaScript, TypeScript and TSX: bytes → tree → facts."""

from __future__ import annotations

from prodlint.languages.ecmascript.frontend import EcmaScriptFrontEnd

__all__ = ["EcmaScriptFrontEnd"]
