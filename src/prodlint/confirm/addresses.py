"""Reasons for silence about addresses, and those of pictures."""

from __future__ import annotations

from prodlint.confirm.figures import is_told
from prodlint.confirm.hit import Hit
from prodlint.fact import Records, Text
from prodlint.file import File
from prodlint.names import words_of

REACH = 300
"""Bytes before a text in which what it depends on stands."""


def not_in_a_list_of_hosts(hit: Hit[Text], file: File) -> bool:
    """The address is not one of those that pictures may come from, as a policy or a build's configuration lists them."""
    named = {*words_of(hit.fact.name), *words_of(_before(hit, file).rpartition("\n")[2])}
    return not named & file.vocabulary.words("lists-of-hosts")


def not_only_a_fallback(hit: Hit[Text], file: File) -> bool:
    """The text is not what is used where nothing else is there, or where a picture could not be loaded."""
    if hit.fact.default or file.vocabulary.words("names-of-fallbacks") & set(words_of(hit.fact.name)):
        return False
    return not (_is_second_choice(hit, file) or file.says("picture-failed", _before(hit, file)))


def not_for_want_of_a_setting(hit: Hit[Text], file: File) -> bool:
    """The address is not what is used where a setting says nothing."""
    return not is_for_want_of_a_setting(hit, file)


def is_for_want_of_a_setting(hit: Hit[Text], file: File) -> bool:
    """The address is the second choice after a setting, or a default by its name in a file that reads settings."""
    line = file.source.line_text(file.source.line_index(hit.start))
    if _is_second_choice(hit, file):
        return file.says("reads-a-setting", f"{line.partition(hit.fact.value)[0]}\n{_condition(hit, file)}")
    named = bool({"default", "fallback"} & set(words_of(hit.fact.name)))
    return named and file.says("reads-a-setting", file.source.text.replace(line.encode(), b"").decode("utf-8", "replace"))


def _is_second_choice(hit: Hit[Text], file: File) -> bool:
    """It stands behind another value, or where something is asked for that is not there."""
    before = _before(hit, file).rpartition("\n")[2]
    return file.says("other-branch", before) or file.says("asks-for-absence", _condition(hit, file))


def first_picture_of_its_collection(hit: Hit[Text], file: File) -> bool:
    """The pictures of one collection of records are told once: at the collection where that is told, else at the first."""
    around = [each for each in file.around(Records, hit.start) if each.count > 1]
    if not around:
        return True
    if any(is_told(each, file) or file.vocabulary.words("invented") & set(words_of(each.name)) for each in around):
        return False
    earlier = file.within(Text, max(each.start for each in around), hit.start)
    host = _host(hit.fact)
    return not any(text.name == hit.fact.name and _host(text) == host for text in earlier)


def _host(text: Text) -> str:
    return text.value.partition("//")[2].partition("/")[0]


def _before(hit: Hit[Text], file: File) -> str:
    return file.source.slice(max(0, hit.start - REACH), hit.start)


def _condition(hit: Hit[Text], file: File) -> str:
    """The text's own line where that is a condition, else the nearest line above that is indented less."""
    line = file.source.line_index(hit.start)
    own = file.source.line_text(line)
    if own.lstrip().startswith(("if", "guard", "else", "}")):
        return own
    indent = len(own) - len(own.lstrip())
    above = (file.source.line_text(index) for index in range(line - 1, -1, -1))
    return next((text for text in above if text.strip() and len(text) - len(text.lstrip()) < indent), "")
