"""rules/ → rules and vocabularies, compiled."""

from __future__ import annotations
