"""Reasons for silence about random numbers."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Draw, Text
from prodlint.file import File
from prodlint.names import words_of

GIVEN = re.compile(r"[\"']?(\w+)[\"']?\s*[:=]\s*[\w.]*$")


def not_play(hit: Hit[Call | Draw], file: File) -> bool:
    """Neither the file nor the function is about games, motion, sampling, retries or anything else that wants chance."""
    around = file.function_of(hit.fact)
    named = [file.path.rpartition(".")[0], *((around.name, around.owner) if around is not None else ())]
    return file.vocabulary.words("wants-chance").isdisjoint(word for name in named for word in words_of(name))


def is_given_as_a_finding(hit: Hit[Call], file: File) -> bool:
    """The first pick of its function becomes the value of a key or argument that only a look at the thing could fill."""
    line = line_of(hit, file)
    before = GIVEN.search(line[: line.find(hit.fact.callee.rpartition(".")[2])])
    around = file.function_of(hit.fact)
    earlier = file.within(Call, around.body_start, hit.start) if around is not None else ()
    return (
        before is not None
        and bool(file.vocabulary.words("findings") & set(words_of(before[1])))
        and not any(call.callee == hit.fact.callee and file.function_of(call) is around for call in earlier)
    )


def first_draw_of_its_function(hit: Hit[Draw], file: File) -> bool:
    """What one function invents is told once."""
    around = file.function_of(hit.fact)
    if around is None:
        return True
    earlier = (each for each in file.within(Draw, around.body_start, hit.fact.start) if file.function_of(each) is around)
    return not any(each.use == hit.fact.use or each.use in ("bound", "returned", "argument") for each in earlier)


def not_in_a_formatter(hit: Hit[Text], file: File) -> bool:
    """The function around is no formatter of times or amounts."""
    around = file.function_of(hit.fact)
    return around is None or file.vocabulary.words("formatters").isdisjoint(words_of(around.name))


def not_about_prices(hit: Hit[Text], file: File) -> bool:
    """Neither the file nor what is around sells, advertises or explains the product itself."""
    around = file.function_of(hit.fact)
    named = [file.path, *((around.name, around.owner) if around is not None else ())]
    return file.vocabulary.words("sells-or-explains").isdisjoint(word for name in named for word in words_of(name))
