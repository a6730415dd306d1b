"""Reasons for silence about what takes the place of a result."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Catch, Declaration, Fallback, Function, Records, Text
from prodlint.file import File
from prodlint.names import words_of

RETURNED = re.compile(r"\breturn\b")
FEW = 3
"""Literals below which a function gives out a status, not data."""
NEAR = 400
"""Bytes before a call in which its error handler begins."""
MOSTLY = 0.7
"""Share of literals above which records are written down, not computed."""
INVENTED = ("record", "mixed", "choice", "literal")


def default_makes_it_up(hit: Hit[Catch], file: File) -> bool:
    """What is returned instead comes from a function of this file that asks nothing and gives out literal data.

    A function that says that it gives out defaults documents them.
    """
    if file.vocabulary.words("defaults-by-name") & set(words_of(hit.fact.default_name.rpartition(".")[2])):
        return False
    return _makes_it_up(file.named_function(hit.fact.default_name.rpartition(".")[2]), file)


def default_is_a_built_in_collection(hit: Hit[Catch], file: File) -> bool:
    """What takes the place is a constant of this file that holds several written records of things that a source would have.

    Choices, settings and other words of the product itself are kept as constants by nature.
    """
    name = hit.fact.default_name.rpartition(".")[2]
    words = set(words_of(name))
    if words & (file.vocabulary.words("reference-names") | file.vocabulary.words("set-up-by-name")):
        return False
    return any(each.name == name and _holds_records(each) for each in file.all(Records))


def not_for_a_prompt(hit: Hit[Fallback], file: File) -> bool:
    """What it is given to is no prompt, which shows by an example what is to be entered."""
    line = line_of(hit, file)
    return not file.vocabulary.words("names-of-prompts") & set(words_of(line))


def callee_makes_it_up(hit: Hit[Call], file: File) -> bool:
    """The called function is of this file, asks nothing, gives out literal data, and that is returned at once."""
    line = line_of(hit, file)
    if not RETURNED.search(line) or _is_told_at_a_handler(hit, file):
        return False
    if file.vocabulary.words("static-by-nature") & set(words_of(hit.fact.callee.rpartition(".")[2])):
        return False
    return _makes_it_up(file.named_function(hit.fact.callee.rpartition(".")[2]), file)


def flag_may_be_on(hit: Hit[Fallback], file: File) -> bool:
    """This file sets the flag, and not only to false or from the environment; what is given out is not the flag itself."""
    if hit.fact.value == hit.fact.subject:
        return False
    name = re.escape(hit.fact.subject.rpartition(".")[2])
    text = file.source.text.decode("utf-8", "replace")
    given = re.findall(rf"\b{name}\b\s*(?::[^=\n]{{1,40}})?=(?![=>])([^\n]*)", text)
    return any(not file.says("off-by-default", value) for value in given)


def not_a_sign_of_loading(hit: Hit[Text], file: File) -> bool:
    """The text is not what a person reads while samples of their own data are loaded."""
    return hit.fact.role != "shown" or not hit.fact.value.rstrip().endswith(("…", "...")) or "sample" not in hit.fact.value


def not_a_dummy_that_is_computed(hit: Hit[Fallback], file: File) -> bool:
    """What is given out is no dummy that a function of the program computes, of which only the size or the form matters."""
    if "dummy" not in words_of(hit.fact.value) or file.vocabulary.words("data-nouns") & set(words_of(hit.fact.value)):
        return True
    given = [each for each in file.those(Declaration, "name", hit.fact.value) if each.shape == "call"]
    return not any(each.value.rpartition(".")[2].lstrip("_")[:1].islower() for each in given)


def _holds_records(records: Records) -> bool:
    many = records.count > 1 and records.shape in ("records", "calls")
    written = len(records.fields) >= FEW and records.literal_share > MOSTLY
    return many and written and records.holder in ("module", "property")


def _is_told_at_a_handler(hit: Hit[Call], file: File) -> bool:
    handlers = file.within(Catch, max(0, hit.start - NEAR), hit.start)
    return any(handler.default_name == hit.fact.callee for handler in handlers)


def _makes_it_up(function: Function | None, file: File) -> bool:
    if function is None or function.returns not in INVENTED or function.literals < FEW:
        return False
    if not {"io", "unknown", "state", "notify"}.isdisjoint(function.effects):
        return False
    failing = file.vocabulary.pattern("failing")
    told = [text for text in function.returned_text if len(text) > FEW]
    return bool(told) and not any(failing.search(text) for text in told)
