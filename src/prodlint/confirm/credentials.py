"""Reasons for silence about a text that stands where a credential belongs."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, line_of
from prodlint.fact import Function, Text
from prodlint.file import File

ONLY_X = re.compile(r"(?i)[x-]+")
PASSWORD_COMPARED = re.compile(
    r"(?i)([\w.]*(?:password|passwd|passcode|\bpin|pwd)(?:_?(?:input|value|entered|field))?)\)?\s*={2,3}\s*[\"'`]$"
)
OPENS_A_BLOCK = re.compile(r"[:{]\s*$")
FARTHEST = 12
"""Lines above and below a text in which the other fields of its object are looked for."""


def not_x_of_something_else(hit: Hit[Text], file: File) -> bool:
    """A text of nothing but x is bound to a credential, or passed to what is named after one; a mask looks like it."""
    named = f"{hit.fact.name.rpartition('.')[2]} {hit.fact.callee}"
    return not ONLY_X.fullmatch(hit.fact.value) or file.says("names-a-credential", named)


def not_switched_on(hit: Hit[Text], file: File) -> bool:
    """The text is not what a setting begins with that a switch has turned on: `on ? null : "1234"`."""
    return not file.says("or-nothing", line_of(hit, file).partition(hit.fact.value)[0])


def not_said_to_be_needless(hit: Hit[Text], file: File) -> bool:
    """No comment above the text, or beside it, says that no credential is needed or that nobody reads it."""
    return not file.says("credential-not-needed", file.comment_above(hit.start))


def not_for_the_program_itself(hit: Hit[Text], file: File) -> bool:
    """No other field of the same object says that the program's own server is asked, which knows what it accepts."""
    return not any(file.says("asks-itself", text) for text in _fields_beside(hit, file))


def not_of_a_stand_in(hit: Hit[Text], file: File) -> bool:
    """The text is not in a function such as `fake()`, which makes an object that says itself that it is none."""
    around = file.around(Function, hit.start)
    return not any(file.says("makes-a-stand-in", each.name.rpartition(".")[2]) for each in around)


def is_what_a_password_is_compared_with(hit: Hit[Text], file: File) -> bool:
    """A password is compared with it to let somebody in: not to tell how weak it is, to refuse it, or how a field is drawn."""
    line = line_of(hit, file)
    begins = file.source.line_start(file.source.line_index(hit.start))
    compared = PASSWORD_COMPARED.search(file.source.slice(begins, hit.start + 1))
    if compared is None or file.says("how-a-field-is-drawn", compared[1]):
        return False
    around = file.function_of(hit.fact)
    said = f"{around.name if around is not None else ''} {file.path} {line}"
    return not file.says("about-weak-passwords", said) and not file.says("refuses-it", _consequence(hit, file))


def _consequence(hit: Hit[Text], file: File) -> str:
    """The first line of the block that the text's line opens, "" where it opens none."""
    after = file.source.line_text(file.source.line_index(hit.start) + 1)
    return after if OPENS_A_BLOCK.search(line_of(hit, file)) else ""


def _fields_beside(hit: Hit[Text], file: File) -> list[str]:
    """The line of the text and those around it that are indented like it, or further, up to the ends of its object."""
    line = file.source.line_index(hit.start)
    texts = [file.source.line_text(line)]
    own = _indent(texts[0])
    for step in (-1, 1):
        for index in range(line + step, line + step * FARTHEST, step):
            text = file.source.line_text(index)
            if not text.strip() or _indent(text) < own:
                break
            texts.append(text)
    return texts


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
