"""Reasons for silence about what files of settings say."""

from __future__ import annotations

from prodlint.confirm.hit import Hit
from prodlint.fact import Setting
from prodlint.file import File
from prodlint.names import words_of


def not_for_development(hit: Hit[Setting], file: File) -> bool:
    """Neither the file nor any name above the value, its own included, speaks of development, a test or a trial."""
    return _words(hit, file).isdisjoint(file.vocabulary.words("words-of-development"))


def is_for_production(hit: Hit[Setting], file: File) -> bool:
    """The file or a name above the value speaks of production, or whoever reads such a file deploys with it."""
    if not _words(hit, file).isdisjoint(file.vocabulary.words("words-of-production")):
        return True
    return file.says("read-when-deployed", file.path)


def is_told_to_clients(hit: Hit[Setting], file: File) -> bool:
    """What uses the value runs at the customer's: a page, by the prefix of its name, or an app, by its file."""
    return file.says("told-to-pages", hit.fact.name) or file.says("shipped-in-an-app", file.path)


def is_an_address_told_to_others(hit: Hit[Setting], file: File) -> bool:
    """The name says that somebody outside is sent to the address."""
    return file.says("told-to-others", hit.fact.name)


def not_what_is_listened_to(hit: Hit[Setting], file: File) -> bool:
    """The value is not where something listens, who may ask, or what probes whether it is up."""
    return _keys(hit).isdisjoint(file.vocabulary.words("words-of-listening"))


def not_run_by_compose(hit: Hit[Setting], file: File) -> bool:
    """The file is none with which people also try on their own machine what they deploy."""
    return not file.says("run-by-compose", file.path)


def not_tried_with_compose(hit: Hit[Setting], file: File) -> bool:
    """The file is none of compose, or its own name says that it is for production."""
    named = frozenset(words_of(file.path.rpartition("/")[2])) & file.vocabulary.words("words-of-production")
    return bool(named) or not_run_by_compose(hit, file)


def is_of_an_environment_file(hit: Hit[Setting], file: File) -> bool:
    """The file is a `.env` of some name, which says nothing of what else runs on the machine."""
    return file.says("environment-file", file.path)


def not_only_asked_inside(hit: Hit[Setting], file: File) -> bool:
    """No other setting gives pages an address of their own for the same thing, so that the server asks its neighbour."""
    own = hit.fact.name.upper()
    others = (each.name for each in file.all(Setting) if each.name.upper().endswith(f"_{own}"))
    return not any(file.says("told-to-pages", name) for name in others)


def not_to_be_copied(hit: Hit[Setting], file: File) -> bool:
    """The file does not say of itself that its values are to be copied or filled in."""
    return not file.says("to-be-copied", file.source.text.decode("utf-8", "replace"))


def no_live_twin_beside_it(hit: Hit[Setting], file: File) -> bool:
    """No other setting of the same group has the name of the live one: it is no table of environments."""
    above = hit.fact.keys.rpartition(".")[0]
    group = (each for each in file.all(Setting) if each.keys.rpartition(".")[0] == above and each is not hit.fact)
    alive = file.vocabulary.words("words-of-production")
    own = frozenset(words_of(hit.fact.name)) - file.vocabulary.words("words-of-development")
    return not any(own < frozenset(words_of(each.name)) and alive & frozenset(words_of(each.name)) for each in group)


def _words(hit: Hit[Setting], file: File) -> frozenset[str]:
    return frozenset(words_of(file.path)) | _keys(hit)


def _keys(hit: Hit[Setting]) -> frozenset[str]:
    return frozenset(words_of(hit.fact.keys))
