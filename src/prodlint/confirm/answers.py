"""Reasons for silence about answers that somebody seems to give: an assistant, a sign-in, a counter."""

from __future__ import annotations

import re

from prodlint.confirm.functions import PROSE
from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Comment, Declaration, Function, Records, Text
from prodlint.file import File
from prodlint.names import words_of

ASSISTANT = re.compile(
    r"""[\"']?\b(role|sender|type|from|author|by)\b[\"']?\s*[:=]\s*[\"'](assistant|bot|ai|system|model|agent|chatbot)[\"']"""
)
COUNTER = re.compile(r"""class(?:Name)?=["'{`][^"'`>]*\b[\w-]*(count|badge|counter|total)\b[^>]*>\s*$""")
MOCK_TEXT = re.compile(r"Data\(\s*_?(?:mock|sample|dummy|fake|stub)\w*\.utf8")
MOCK = re.compile(r"(?i)(^|[._])(mock|fake|simulated?)(?=[A-Z_])")
NEAR = 160
"""Bytes around a text in which its speaker stands."""
WIDE = 300
LONG = 40
"""Characters from which a text is an answer."""
FEW = 2


def says_inside_that_it_is_invented(hit: Hit[Function], file: File) -> bool:
    """A comment in the body says that what is given out is mock, simulated or hard-coded."""
    comments = file.within(Comment, hit.fact.start, hit.fact.body_end)
    return any(comment.kind != "doc" and file.says("admits-invention", comment.text) for comment in comments)


def speaks_as_the_assistant(hit: Hit[Text], file: File) -> bool:
    """What a handler lets the assistant say, in words that stand there, although nothing was asked outside."""
    around = file.function_of(hit.fact)
    if around is None or not file.vocabulary.words("replying") & set(words_of(around.name)) or "io" in around.effects:
        return False
    if len(hit.fact.value) < LONG or not PROSE.search(hit.fact.value) or file.says("failing", hit.fact.value):
        return False
    beside = file.source.slice(max(around.body_start, hit.start - NEAR), hit.end + NEAR)
    return ASSISTANT.search(beside) is not None


def is_looked_up_by_question(hit: Hit[Records], file: File) -> bool:
    """The answers are looked up by what was asked, as a model would be asked, and not listed for reading."""
    fields = {field.replace("_", "").lower() for field in hit.fact.fields}
    asked, given = fields & file.vocabulary.words("asked-by"), fields & file.vocabulary.words("answered-with")
    if not asked or not given or sum(len(value) >= LONG for value in hit.fact.values) < FEW:
        return False
    name = re.escape(hit.fact.name)
    looked_up = re.search(
        rf"\b{name}\s*(\.(find|filter|some)\(|\.items\(\)|\.first\b)|\bin\s+{name}\b|\bof\s+{name}\b", _text(file)
    )
    return (
        bool(name) and looked_up is not None and file.says("speaks-for-a-model", file.path + hit.fact.name + " " + _text(file))
    )


def signs_in_by_itself(hit: Hit[Call], file: File) -> bool:
    """A function that signs in writes a fixed role or sign itself, and asks nobody."""
    arguments = [argument.value for argument in hit.fact.arguments if argument.shape in ("string", "true")]
    around = file.function_of(hit.fact)
    if around is None or len(arguments) != FEW or not file.says("sign-of-sign-in", arguments[0]):
        return False
    if not file.says("grants", arguments[1]) or not file.says("signing-in", around.name + " " + file.path):
        return False
    outside = [call for call in around.calls if file.vocabulary.effect(call) == "io" and not file.says("this-device", call)]
    return not outside and not any(file.says("may-sign-in", call) for call in around.calls)


def is_made_of_a_mock_text(hit: Hit[Call], file: File) -> bool:
    """Its bytes are those of a text that is called a mock."""
    return file.role != "test" and MOCK_TEXT.match(file.source.slice(hit.start, hit.end + WIDE)) is not None


def not_a_greeting(hit: Hit[Text], file: File) -> bool:
    """It answers nothing: it is how a conversation is opened."""
    return not file.says("greets", hit.fact.value)


def hands_over_a_mock(hit: Hit[Call], file: File) -> bool:
    """A function that is called a mock is handed over to be run."""
    return any(argument.shape == "name" and MOCK.search(argument.value) for argument in hit.fact.arguments)


def is_typed_as_a_mock(hit: Hit[Declaration], file: File) -> bool:
    """The declared type is a mock."""
    return any(file.says("mock-type", base.lstrip("[")) for base in hit.fact.bases)


def stands_in_a_counter(hit: Hit[Text], file: File) -> bool:
    """The number is all that an element contains that is classed as a counter or badge."""
    return COUNTER.search(file.source.slice(max(0, hit.start - WIDE), hit.start)) is not None


def _text(file: File) -> str:
    return file.source.text.decode("utf-8", "replace")
