"""What a run was configured to do, small enough for workers, and the rule book that follows from it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from prodlint.cache import cache_in
from prodlint.config import Config
from prodlint.rulebook.book import RuleBook, load_book


class Settings(msgspec.Struct, frozen=True):
    """What a worker is told: enough to build the same rule book in any process.

    `config` is a Config in JSON.  `rule_folders` are absolute paths; `select` and `ignore` are ids of rules or gates.
    `cache` is the folder of the cache, "" for none.
    """

    config: str
    rule_folders: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cache: str = ""


def config_of(settings: Settings) -> Config:
    """The configuration."""
    return msgspec.json.decode(settings.config, type=Config)


@lru_cache(maxsize=1)
def book_for(settings: Settings) -> RuleBook:
    """The rule book of these settings, loaded once in a process.  Raises UserError."""
    folders = [Path(folder) for folder in settings.rule_folders]
    cache = cache_in(settings.cache) if settings.cache else None
    config = config_of(settings)
    return load_book(folders, settings.select, settings.ignore, config.components, cache, config.file)
