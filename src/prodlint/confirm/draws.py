"""Reasons for silence about random numbers."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Draw, Text
from prodlint.file import File
from prodlint.names import words_of

LARGE = re.compile(
    r"""\bclass(?:Name)?=["'{`][^"'`>]*?\b(?:text-[2-6]xl\b[^"'`>]*\bfont-(?:semi|extra)?bold|font-(?:semi|extra)?bold\b[^"'`>]*\btext-[2-6]xl)\b[^<>]*>\s*$"""
)
CHOICE = re.compile(r"<(\w+)[^<>]*>\s*$")
ROOT_PAGES = frozenset({"page", "+page"})
ROOT_FOLDERS = frozenset({"app", "routes"})
HEAD = 300
"""Bytes before a text in which the tag stands that holds it."""
ENDS = re.compile(r";|(?<![\s,(\[{:|&?+*/=-])[ \t]*\r?\n(?!\s*[,)\]}|&?:+*/.-])")
"""The end of a statement: a semicolon, or of a line that neither it nor the next one continues."""
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


def first_draw_of_its_literal(hit: Hit[Draw], file: File) -> bool:
    """What one record or call holds of invented figures is told once, and so is one name.

    So is all of a function that returns lots, or that by its name generates rows.
    """
    around = file.function_of(hit.fact)
    if around is None:
        return True
    earlier = (each for each in file.within(Draw, around.body_start, hit.fact.start) if file.function_of(each) is around)
    told = [each for each in earlier if each.use in ("bound", "returned", "argument")]
    if told and file.vocabulary.words("generates-rows") & set(words_of(around.name)):
        return False
    return not any(_is_the_same(each, hit, file) or _in_one_literal(each, hit.fact, file) for each in told)


def _is_the_same(first: Draw, hit: Hit[Draw], file: File) -> bool:
    """Both are returned, or given to one variable."""
    second = hit.fact
    given = re.search(rf"\b{re.escape(second.name)}\b[^=:\n]*[-+*/]?=(?!=)", line_of(hit, file)) is not None
    return first.use == second.use and (first.use == "returned" or (given and first.name == second.name))


def _in_one_literal(first: Draw, second: Draw, file: File) -> bool:
    """Nothing but commas parts them where the brackets between them are open the least."""
    between = file.code[first.end : second.start].decode("utf-8", "replace")
    lowest, depth, levels = 0, 0, list[tuple[int, int]]()
    for at, letter in enumerate(between):
        depth += (letter in "([{") - (letter in ")]}")
        lowest = min(lowest, depth)
        levels.append((depth, at))
    return not any(depth == lowest and ENDS.match(between, at) for depth, at in levels)


def not_in_a_formatter(hit: Hit[Text], file: File) -> bool:
    """The function around is no formatter of times or amounts."""
    around = file.function_of(hit.fact)
    return around is None or file.vocabulary.words("formatters").isdisjoint(words_of(around.name))


def not_about_prices(hit: Hit[Text], file: File) -> bool:
    """Neither the file nor what is around sells, advertises or explains the product itself."""
    around = file.function_of(hit.fact)
    named = [file.path, *((around.name, around.owner) if around is not None else ())]
    return file.vocabulary.words("sells-or-explains").isdisjoint(word for name in named for word in words_of(name))


def stands_in_large_type(hit: Hit[Text], file: File) -> bool:
    """The figure is all that an element in large, bold type holds, as the figures of a dashboard are."""
    return LARGE.search(file.source.slice(max(0, hit.start - HEAD), hit.start)) is not None


def not_on_a_front_page(hit: Hit[Text], file: File) -> bool:
    """Neither the page that welcomes visitors nor one that says that nothing was found."""
    folders, _, name = file.path.rpartition("/")
    stem = name.partition(".")[0]
    if stem in ROOT_PAGES and folders.rpartition("/")[2] in ROOT_FOLDERS:
        return False
    return file.vocabulary.words("front-pages").isdisjoint(words_of(stem))


def not_a_choice(hit: Hit[Text], file: File) -> bool:
    """It is nothing that a person picks from a list."""
    tag = CHOICE.search(file.source.slice(max(0, hit.start - HEAD), hit.start))
    return tag is None or file.vocabulary.words("inputs").isdisjoint(words_of(tag[1]))
