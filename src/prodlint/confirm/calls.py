"""Reasons for silence about calls."""

from __future__ import annotations

from prodlint.confirm.hit import Hit
from prodlint.fact import Call
from prodlint.file import File

BEFORE_TIMEOUT = 2
"""How many positional arguments `urlopen` takes before its timeout."""


def given_no_timeout(hit: Hit[Call], file: File) -> bool:
    """No argument is a timeout, and none hides what it is."""
    arguments = hit.fact.arguments
    if any(argument.label == "timeout" or argument.shape == "spread" for argument in arguments):
        return False
    return sum(not argument.label for argument in arguments) <= BEFORE_TIMEOUT or not hit.fact.callee.endswith("urlopen")


def no_default_timeout(hit: Hit[Call], file: File) -> bool:
    """The file sets no timeout for all connections of the process."""
    return b"setdefaulttimeout(" not in file.source.text
