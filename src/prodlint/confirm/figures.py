"""Reasons for silence about figures, people and series that stand in the source."""

from __future__ import annotations

import re
from itertools import pairwise

from prodlint.confirm.data import looks_like_live_records
from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Declaration, Draw, Fact, Records, Text
from prodlint.file import File
from prodlint.names import words_of

DIGITS = re.compile(r"-?\d[\d_,]*(?:\.\d+)?")
STATE = re.compile(r"\[\s*(\w+)\s*,\s*(\w+)")
TAG = re.compile(r"<(\w+)[^<>]*$")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
ROUND = re.compile(r"[1-9]?0*|[1-9]?5?0+")
DAYS_OF_MONTHS = frozenset({"28", "29", "30", "31"})
BESIDE = 300
"""Bytes around a figure in which its label stands."""
FEW = 2
SEVERAL = 3
MANY = 5
NAMED = 90
"""Bytes from the name of a collection to its first bracket."""
FEW_FIELDS = 16


def comment_calls_it_invented(hit: Hit[Records], file: File) -> bool:
    """The comment directly above says that it is mock or sample data; a list with one entry is a beginning."""
    if file.vocabulary.words("shows-how") & set(words_of(_stem(file.path))):
        return False
    if hit.fact.shape == "record" and file.source.text.find(b"[", hit.start, hit.start + NAMED) >= 0:
        return False
    return any(file.says("called-invented", line) for line in file.comment_above(hit.start).split("\n"))


def looks_like_a_series(hit: Hit[Records], file: File) -> bool:
    """Months, days or years with a figure each, and the figures neither count up nor are the lengths of months."""
    if file.vocabulary.words("scales") & set(words_of(hit.fact.name)):
        return False
    values = hit.fact.values
    moments = [value for value in values if file.vocabulary.pattern("moment-label").fullmatch(value)]
    figures = [value for value in values if DIGITS.fullmatch(value) and value not in moments]
    return len(moments) >= SEVERAL and len(figures) >= SEVERAL and not _counts_up(figures)


def looks_like_figures(hit: Hit[Records], file: File) -> bool:
    """Each record names something that is measured and gives its figure; it is no list of what the product costs."""
    if file.vocabulary.words("price-lists") & set(words_of(hit.fact.name)):
        return False
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    if not fields & file.vocabulary.words("figure-labels") or not fields & file.vocabulary.words("figure-values"):
        return False
    figures = [value for value in hit.fact.values if file.vocabulary.pattern("shown-figure").fullmatch(value)]
    measured = [value for value in hit.fact.values if _is_measured(value, file)]
    return len(measured) >= FEW and len(figures) >= FEW and _irregular(figures) >= FEW


def looks_like_counts(hit: Hit[Records], file: File) -> bool:
    """Each record has at least two fields of what is measured, with figures that nobody would decide."""
    fields = {word for field in hit.fact.fields for word in words_of(field)}
    figures = [value for value in hit.fact.values if DIGITS.fullmatch(value)]
    telling = [figure for figure in figures if len(figure.replace(".", "")) >= SEVERAL]
    return len(fields & file.vocabulary.words("measured")) >= FEW and len(figures) > FEW and _irregular(telling) >= FEW


def looks_like_numbered_rows(hit: Hit[Records], file: File) -> bool:
    """Rows that are numbered from 1 and say something: what a table would be filled with."""
    values = hit.fact.values
    each = len(values) // hit.fact.count if hit.fact.count else 0
    firsts = values[::each] if each >= SEVERAL else ()
    return len(firsts) >= FEW and list(firsts) == [str(number + 1) for number in range(len(firsts))]


def looks_like_a_reading(hit: Hit[Records], file: File) -> bool:
    """One record with at least three readings that are filled in."""
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    figures = [value for value in hit.fact.values if DIGITS.fullmatch(value)]
    return (
        len(fields) <= FEW_FIELDS
        and len(fields & file.vocabulary.words("readings")) >= SEVERAL
        and _irregular(figures) >= SEVERAL
    )


def looks_like_a_chart(hit: Hit[Records], file: File) -> bool:
    """The data of a chart: a labelled series of figures that do not count up."""
    fields = {field.lower() for field in hit.fact.fields}
    figures = [value for value in hit.fact.values if DIGITS.fullmatch(value)]
    return {"data", "label"} <= fields and len(figures) >= MANY and not _counts_up(figures)


def looks_like_example_people(hit: Hit[Records], file: File) -> bool:
    """At least two persons with names of the kind that examples have, and something more about each."""
    people = [value for value in hit.fact.values if file.says("example-person", value)]
    return len(people) >= FEW and len(hit.fact.fields) >= FEW and not _shows_how(hit.fact.name, hit.fact, file)


def names_example_people(hit: Hit[Records], file: File) -> bool:
    """Half of the texts, or three of them, are names of the kind that examples have."""
    people = [value for value in hit.fact.values if file.says("example-person", value)]
    return 2 * len(people) >= min(len(hit.fact.values), 2 * SEVERAL) and not _shows_how(hit.fact.name, hit.fact, file)


def looks_like_example_person(hit: Hit[Records], file: File) -> bool:
    """A person with a name of the kind that examples have and an address."""
    people = any(file.says("example-person", value) for value in hit.fact.values)
    own = file.vocabulary.words("own-pages").intersection(field.lower() for field in hit.fact.fields)
    return people and not own and any(map(MAIL.fullmatch, hit.fact.values)) and not _shows_how(hit.fact.name, hit.fact, file)


def is_a_reading(hit: Hit[Declaration], file: File) -> bool:
    """A state is named for something that can only be loaded, and starts at a figure that is neither zero nor round."""
    return _is_a_reading(hit.fact.name, hit.fact.value, file)


def starts_at_a_reading(hit: Hit[Call], file: File) -> bool:
    """The same, where the state is what a call gives back together with its setter, and nothing drawn by lot replaces it."""
    line = line_of(hit, file)
    named = STATE.search(line)
    value = next((each.value for each in hit.fact.arguments if each.shape == "number"), "")
    drawn = any(named is not None and named[1].lower() in draw.name.lower() for draw in file.all(Draw))
    told = drawn or (
        named is not None and re.search(rf"\b{named[2]}\b[^;]{{0,200}}\brandom\b", file.source.text.decode("utf-8", "replace"))
    )
    return named is not None and not told and _is_a_reading(named[1], value, file)


def _is_a_reading(name: str, value: str, file: File) -> bool:
    return name.replace("_", "").lower() in file.vocabulary.words("readings") and _irregular([value]) == 1


def is_an_example_person(hit: Hit[Text], file: File) -> bool:
    """The whole text is the name of a person of the kind that examples have, shown or kept as somebody's name."""
    return file.says("example-person", hit.fact.value) and not _shows_how(hit.fact.name, hit.fact, file)


def _shows_how(name: str, fact: Fact, file: File) -> bool:
    """Whether the name, the function around or the file says that it is an example, or names who made the program."""
    around = file.function_of(fact)
    said = [name, _stem(file.path), *((around.name, around.owner) if around is not None else ())]
    return bool(file.vocabulary.words("shows-how") & {word for each in said for word in words_of(each)})


def labelled_as_measured(hit: Hit[Text], file: File) -> bool:
    """Beside the figure, in the same call or element, a label names something that is measured."""
    labels = file.vocabulary.words("figure-labels")
    before = TAG.search(file.source.slice(max(0, hit.start - BESIDE), hit.start))
    if file.vocabulary.words("inputs") & {*words_of(hit.fact.callee), *words_of(before[1] if before else "")}:
        return False
    beside = file.within(Text, hit.start - BESIDE, hit.start + BESIDE)
    return any(
        text.name.lower() in labels
        and text.callee == hit.fact.callee
        and _is_measured(text.value, file)
        and _nothing_closes_between(text, hit.fact, file)
        for text in beside
    )


def first_of_its_collection(hit: Hit[Text], file: File) -> bool:
    """What one collection of records invents is told once: at the collection where that is told, else at its first figure."""
    around = [each for each in file.around(Records, hit.start) if each.count >= FEW]
    if not around:
        return True
    if any(is_told(each, file) for each in around):
        return False
    earlier = file.within(Text, max(each.start for each in around), hit.start)
    return not any(text.name == hit.fact.name and DIGITS.search(text.value) for text in earlier)


def is_told(records: Records, file: File) -> bool:
    """Whether a collection is made up by what stands in it, so that it is a finding of its own."""
    hit = Hit(records, records.start, records.end)
    told = (looks_like_figures, looks_like_a_series, looks_like_example_people, looks_like_live_records)
    return any(looks(hit, file) for looks in told)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _nothing_closes_between(label: Text, figure: Text, file: File) -> bool:
    first, second = sorted((label, figure), key=lambda text: text.start)
    between = file.source.slice(first.end, second.start)
    return not re.search(r"[>}]\s*[,;<\n]|\)\s*\n", between)


def _is_measured(value: str, file: File) -> bool:
    return len(value) < BESIDE // MANY and bool(file.vocabulary.words("measured") & set(words_of(value)))


def _irregular(figures: list[str]) -> int:
    """How many figures are no single digits and not round."""
    plain = (re.sub(r"[^\d.]", "", figure).strip(".") for figure in figures)
    return sum(len(figure) >= FEW and not ROUND.fullmatch(figure.removesuffix(".0")) for figure in plain)


def _counts_up(figures: list[str]) -> bool:
    numbers = [float(figure.replace(",", "").replace("_", "")) for figure in figures]
    steps = {second - first for first, second in pairwise(numbers)}
    return len(steps) == 1 or DAYS_OF_MONTHS.issuperset(figures)
