"""Reasons for silence about figures, people and series that stand in the source."""

from __future__ import annotations

import re
from itertools import pairwise

from prodlint.confirm.data import looks_like_live_records
from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Declaration, Fact, Records, Text
from prodlint.file import File
from prodlint.names import words_of

DIGITS = re.compile(r"-?\d[\d_,]*(?:\.\d+)?")
STATE = re.compile(r"\[\s*(\w+)\s*,")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
ROUND = re.compile(r"[1-9]?0*|[1-9]?5?0+")
DAYS_OF_MONTHS = frozenset({"28", "29", "30", "31"})
BESIDE = 300
"""Bytes around a figure in which its label stands."""
FEW = 2
SEVERAL = 3
MANY = 5
FEW_FIELDS = 16


def comment_calls_it_invented(hit: Hit[Fact], file: File) -> bool:
    """The comment directly above says that it is mock or sample data."""
    return any(file.says("called-invented", line) for line in file.comment_above(hit.start).split("\n"))


def looks_like_a_series(hit: Hit[Records], file: File) -> bool:
    """Months, days or years with a figure each, and the figures neither count up nor are the lengths of months."""
    values = hit.fact.values
    moments = [value for value in values if file.vocabulary.pattern("moment-label").fullmatch(value)]
    figures = [value for value in values if DIGITS.fullmatch(value) and value not in moments]
    return len(moments) >= SEVERAL and len(figures) >= SEVERAL and not _counts_up(figures)


def looks_like_figures(hit: Hit[Records], file: File) -> bool:
    """Each record names something that is measured and gives its figure."""
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    if not fields & file.vocabulary.words("figure-labels") or not fields & file.vocabulary.words("figure-values"):
        return False
    figures = [value for value in hit.fact.values if file.vocabulary.pattern("shown-figure").fullmatch(value)]
    measured = [value for value in hit.fact.values if _is_measured(value, file)]
    return len(measured) >= FEW and len(figures) >= FEW and _irregular(figures) >= FEW


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
    return len(people) >= FEW and len(hit.fact.fields) >= FEW


def looks_like_example_person(hit: Hit[Records], file: File) -> bool:
    """A person with a name of the kind that examples have and an address."""
    people = any(file.says("example-person", value) for value in hit.fact.values)
    return people and any(MAIL.fullmatch(value) for value in hit.fact.values)


def is_a_reading(hit: Hit[Declaration], file: File) -> bool:
    """A state is named for something that can only be loaded, and starts at a figure that is neither zero nor round."""
    return _is_a_reading(hit.fact.name, hit.fact.value, file)


def starts_at_a_reading(hit: Hit[Call], file: File) -> bool:
    """The same, where the state is what a call gives back together with its setter."""
    line = file.source.line_text(file.source.line_index(hit.start))
    named = STATE.search(line)
    value = next((each.value for each in hit.fact.arguments if each.shape == "number"), "")
    return named is not None and _is_a_reading(named[1], value, file)


def _is_a_reading(name: str, value: str, file: File) -> bool:
    return name.replace("_", "").lower() in file.vocabulary.words("readings") and _irregular([value]) == 1


def is_an_example_person(hit: Hit[Text], file: File) -> bool:
    """The whole text is the name of a person of the kind that examples have, shown or kept as somebody's name."""
    return file.says("example-person", hit.fact.value)


def labelled_as_measured(hit: Hit[Text], file: File) -> bool:
    """Beside the figure, in the same call or element, a label names something that is measured."""
    labels = file.vocabulary.words("figure-labels")
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
    around = [each for each in file.all(Records) if each.start <= hit.start < each.end and each.count >= FEW]
    if not around:
        return True
    if any(_is_told(each, file) for each in around):
        return False
    earlier = file.within(Text, max(each.start for each in around), hit.start)
    return not any(text.name == hit.fact.name and DIGITS.search(text.value) for text in earlier)


def _is_told(records: Records, file: File) -> bool:
    hit = Hit(records, records.start, records.end)
    told = (looks_like_figures, looks_like_a_series, looks_like_example_people, looks_like_live_records)
    return any(looks(hit, file) for looks in told)


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
