"""Reasons for silence about literal collections and mock names."""

from __future__ import annotations

import re
from functools import lru_cache

from prodlint.confirm.functions import PROSE, body_makes_it_up
from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Call, Comment, Declaration, Fact, Function, Import, Records
from prodlint.file import File
from prodlint.names import words_of

NUMBER = re.compile(r"^[$€£¥₦]?\s?-?[\d,]+(\.\d+)?\s?(%|[kKmM]|px|ms)?$")
EMAIL_OR_DATE = re.compile(
    r"""
    [\w.+-]+@[\w-]+\.\w+
  | \b\d{4}-\d{2}-\d{2} | \b\d{1,2}[:.]\d{2}\b | \b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b
  | \b\d+\ (min|hour|day|week|month)s?\ ago\b | (?i:\byesterday\b)
  | \+\d[\d\s-]{7,}
    """,
    re.VERBOSE,
)
PERSON = re.compile(r"^(Dr\.? |Mr\.? |Mrs\.? |Ms\.? )?[A-Z][a-z]+ [A-Z][a-z]+\.?$")
DUMMY = "dummy"
STATUS_KEY = re.compile(r"\s*(?:[1-5]\d\d|\"[1-5](?:\d\d|XX)\"|(?:status|codes|HTTPStatus)\.\w+)\s*:")
STATUS_REACH = 80
"""Bytes behind the name of a collection in which its first key stands."""
LONGEST_VALUE = 600
"""Bytes behind a name in which functions among its values are looked for."""
NEAR_HEAD = 120
"""Bytes behind the name of a type in which its docstring begins."""


def not_a_number_of_samples(hit: Hit[Records | Function], file: File) -> bool:
    """`sample` does not mean samples of a signal, a statistic or a rate."""
    return (
        not file.vocabulary.words("not-invented") & set(words_of(hit.fact.name)) and getattr(hit.fact, "shape", "") != "numbers"
    )


def named_as_invented(hit: Hit[Fact], file: File) -> bool:
    """The product is not itself about mocks, fakes or samples, nor does it advertise itself, by the words of its own path."""
    about = file.vocabulary.words("library-words") - {"mock", "mocks", "test", "tests"}
    folders = file.path.rpartition("/")[0]
    return not (about | file.vocabulary.words("advertises")) & set(words_of(folders))


def is_of_data(hit: Hit[Function], file: File) -> bool:
    """The name says mock, fake or dummy, or else that samples or demos of data are made."""
    words = set(words_of(hit.fact.name))
    invented = file.vocabulary.words("invented") - {DUMMY}
    return bool(words & invented or words & file.vocabulary.words("data-nouns"))


def not_a_dummy_of_the_program(hit: Hit[Call | Declaration], file: File) -> bool:
    """A dummy that a function hands out is data by its name, not a thing that only its size or its form matters of."""
    named = words_of(hit.fact.callee.rpartition(".")[2] if isinstance(hit.fact, Call) else hit.fact.name)
    made_by = hit.fact.callee if isinstance(hit.fact, Call) else hit.fact.value * (hit.fact.shape == "call")
    maker = made_by.rpartition(".")[2].lstrip("_")
    computed = maker[:1].islower() or bool(file.vocabulary.words("plain-things") & set(words_of(maker)[-1:]))
    return not computed or DUMMY not in named or bool(file.vocabulary.words("data-nouns") & set(named))


def not_of_a_function_that_makes_nothing_up(hit: Hit[Call], file: File) -> bool:
    """What is called is no function of this file that draws or computes something instead of making data up."""
    called = file.named_function(hit.fact.callee.rpartition(".")[2])
    return called is None or body_makes_it_up(Hit(called, called.start, called.end), file)


def not_documented_as_there_for_tests(hit: Hit[Fact], file: File) -> bool:
    """Neither what documents it nor the name of an extension's file (`Server+Fakes.swift`) says that tests use it."""
    extension = file.path.rpartition("/")[2].partition("+")[2]
    if file.vocabulary.words("names-of-doubles") & set(words_of(extension.partition(".")[0])):
        return False
    return not file.says("there-for-tests", file.comment_above(hit.fact.start))


def first_mock_type_of_its_file(hit: Hit[Declaration], file: File) -> bool:
    """One finding for a file of mock types: the first."""
    first = _first_mock_type(file)
    return first is None or first.start == hit.fact.start


@lru_cache(maxsize=2)  # asked for each type of a file
def _first_mock_type(file: File) -> Declaration | None:
    types = file.those(Declaration, "kind", "type")
    return next((each for each in types if file.says("mock-type", each.name)), None)


def not_a_double_of_an_interface(hit: Hit[Declaration], file: File) -> bool:
    """It does not stand behind an interface that is called as it is (`MockMail: Mail`): who constructs it is what matters."""
    own = set(words_of(hit.fact.name)[1:]) - file.vocabulary.words("kinds-of-doubles")
    return not any(own & set(words_of(base)) for base in hit.fact.bases)


def not_in_a_mock_type(hit: Hit[Fact], file: File) -> bool:
    """It does not stand inside a mock type or a function that simulates, which is the finding."""
    around = file.function_of(hit.fact)
    if around is None:
        return True
    return not {"mock", "fake", "dummy", "stub", "simulated", "simulate"} & {
        *words_of(around.owner)[:1],
        *words_of(around.name)[:1],
    }


def not_a_credential(hit: Hit[Declaration], file: File) -> bool:
    """A made-up key or token is the subject of another rule."""
    return not {"key", "token", "secret", "password", "jwt"} & set(words_of(hit.fact.name))


def not_a_stand_in_of_the_program(hit: Hit[Declaration], file: File) -> bool:
    """It is not an invisible control, a reference, an array to warm up with or a switch read from the environment."""
    if hit.fact.shape == "record" and re.search(r"\w: (async )?\([^()]*\) =>|\w: function", _value_of(hit, file)):
        return False
    return hit.fact.shape != "call" or not file.says("stands-in", hit.fact.value)


def _value_of(hit: Hit[Declaration], file: File) -> str:
    """The text from a name to the end of what it is given, as far as lines that are indented more go."""
    lines = file.source.slice(hit.start, hit.end + LONGEST_VALUE).split("\n")
    indent = len(line_of(hit, file))
    indent -= len(line_of(hit, file).lstrip())
    end = next((at for at, line in enumerate(lines[1:], 1) if line.strip() and len(line) - len(line.lstrip()) <= indent), 0)
    return "\n".join(lines[: end or len(lines)])


def not_for_a_trial(hit: Hit[Fact], file: File) -> bool:
    """It does not stand in a function by which a person tries a connection: what it sends is called a test."""
    around = file.function_of(hit.fact)
    return around is None or "test" not in words_of(around.name)


def not_for_a_form_to_fill_in(hit: Hit[Fact], file: File) -> bool:
    """It does not stand in a function that hands a person an example of the file to fill in."""
    around = file.function_of(hit.fact)
    words = set(words_of(around.name)) if around is not None else set()
    return not ({"download", "export"} & words and {"template", "example", "sample"} & words)


def not_for_a_preview(hit: Hit[Fact], file: File) -> bool:
    """It does not stand in a function that draws what something will look like before there is anything."""
    around = file.function_of(hit.fact)
    return around is None or not {"preview", "placeholder", "snapshot", "gallery"} & set(words_of(around.name))


def looks_like_live_records(hit: Hit[Records], file: File) -> bool:
    """The fields or values are of people, money, measurements or moments: what a server would send."""
    records = hit.fact
    fields = {field.replace("_", "").lower() for field in records.fields}
    live = len(fields & file.vocabulary.words("live-fields"))
    telling = sum(bool(EMAIL_OR_DATE.search(value) or PERSON.match(value)) for value in records.values)
    amounts = sum(bool(NUMBER.match(value)) for value in records.values)
    return live >= 2 and (telling >= 1 or amounts >= 2)


def looks_like_live_rows(hit: Hit[Records], file: File) -> bool:
    """At least two cells are names of people, addresses or dates."""
    return sum(bool(EMAIL_OR_DATE.search(value) or PERSON.match(value)) for value in hit.fact.values) >= 2


def looks_like_one_person(hit: Hit[Records], file: File) -> bool:
    """The single record is of a person or account, with values filled in; it is no empty form and no labels of fields."""
    if file.vocabulary.words("no-records") & set(words_of(hit.fact.name)):
        return False
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    telling = sum(bool(EMAIL_OR_DATE.search(value) or PERSON.match(value)) for value in hit.fact.values)
    return len(fields & file.vocabulary.words("live-fields")) >= 2 and telling >= 2


def not_an_option_table(hit: Hit[Records], file: File) -> bool:
    """The records are no menu, options, columns or other part of the product itself."""
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    if fields & file.vocabulary.words("option-fields") and len(fields & file.vocabulary.words("live-fields")) < 4:
        return False
    return not file.vocabulary.words("reference-names") & set(words_of(hit.fact.name))


def not_written_as_reference(hit: Hit[Records], file: File) -> bool:
    """The collection is not an argument to a call that takes a table by nature, nor in a seed, migration or mail template."""
    if file.imports(tuple(file.vocabulary.words("mail-templates"))):
        return False
    return hit.fact.holder != "argument" and file.role not in ("seed", "script", "example")


def not_seeded(hit: Hit[Records], file: File) -> bool:
    """The file is no seed, script or example."""
    return file.role not in ("seed", "script", "example")


def values_are_prose(hit: Hit[Records], file: File) -> bool:
    """At least two of the values are sentences."""
    return sum(bool(PROSE.search(value)) and len(value) > 20 for value in hit.fact.values) >= 2


def not_http_responses(hit: Hit[Records], file: File) -> bool:
    """`responses` are not documented HTTP responses of a route."""
    if STATUS_KEY.match(file.source.slice(hit.start, hit.end + STATUS_REACH).partition("{")[2]):
        return False
    return not all(value.isdigit() for value in hit.fact.values[:1]) and "description" not in hit.fact.fields


def not_told_as_a_mock(hit: Hit[Import], file: File) -> bool:
    """What is imported is not called a mock, which is the subject of another rule."""
    return not {"mock", "mocks", "fake", "dummy"} & set(words_of(hit.fact.module))


def not_own_mock_module(hit: Hit[Import], file: File) -> bool:
    """The importing file is not itself one of the mock modules."""
    own = set(words_of(file.path.rpartition("/")[2]))
    return not own & {"mock", "mocks", "fake", "dummy", "msw", "fixtures"} and "/mocks/" not in f"/{file.path}"


def not_in_a_mock_module(hit: Hit[Fact], file: File) -> bool:
    """The file is not itself a module of mocks: what counts is where the product takes one."""
    return not {"mock", "mocks", "fake", "fakes"} & set(words_of(file.path.rpartition("/")[2]))


def not_a_mocking_library(hit: Hit[Fact], file: File) -> bool:
    """The file does not belong to a library of mocks or test helpers."""
    return not file.vocabulary.words("test-kits") & set(words_of(file.path))


def not_a_test_double_module(hit: Hit[Fact], file: File) -> bool:
    """The file is not a module of test doubles, which only tests import."""
    return not re.search(r"(?i)(^|/)(tests?|spec|__mocks__|testing|fixtures)/", file.path)


def not_an_adapter(hit: Hit[Fact], file: File) -> bool:
    """The type does not say that it wraps the real thing to give it another's interface."""
    name = str(getattr(hit.fact, "callee", "") or getattr(hit.fact, "name", "")).rpartition(".")[2]
    types = (each for each in file.those(Declaration, "name", name) if each.kind == "type")
    return not any(file.says("adapts", _said_of(each, file)) for each in types)


def _said_of(declared: Declaration, file: File) -> str:
    """The comments above a type, and its docstring."""
    inside = (each.text for each in file.within(Comment, declared.end, declared.end + NEAR_HEAD) if each.kind == "doc")
    return "\n".join((file.comment_above(declared.start), *inside))
