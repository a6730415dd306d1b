"""Reasons for silence about actions that tell of a success."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Function
from prodlint.file import File

LITERAL = frozenset({"string", "number", "true", "false", "nil"})
NAMES = re.compile(r"""("[^"]*"|'[^']*'|`[^`$]*`)|\b(?:true|false|null|undefined)\b|\b[\w$]+\s*:""")
SHOWN_REACH = 400
"""Characters behind a question about a state in which stands what is shown then."""


def only_a_person_starts_it(hit: Hit[Function], file: File) -> bool:
    """The function is the handler of an activation itself, or all that mentions it are such handlers."""
    function = hit.fact
    if function.kind == "handler":
        return file.says("activation", function.name)
    name = re.escape(function.name)
    text = _text(file)
    begins = rf"\b(?:{file.vocabulary.pattern('activation').pattern})=\{{\s*"
    begun = rf"{begins}(?:\(\w*\)\s*=>\s*\{{?\s*)?(?:\w+\.)?(?:handleSubmit\()?{name}\b"
    starts = len(re.findall(begun, text))
    return starts > 0 and starts + 1 == len(re.findall(rf"(?<![\w.$\"']){name}\b", text))


def keeps_nothing(hit: Hit[Function], file: File) -> bool:
    """All that it changes are states of the component, each to a literal, or it only waits: what was entered goes nowhere."""
    function = hit.fact
    text = _text(file)
    calls = list(file.within(Call, function.body_start, function.body_end))
    changing = [call for call in calls if file.vocabulary.effect(call.callee) == "state"]
    going = [call for call in calls if file.vocabulary.effect(call.callee) == "navigate"]
    known = all(_is_known(call, file) for call in calls)
    body = file.source.slice(function.body_start, function.body_end)
    return (
        (bool(changing) or "sleep" in function.effects)
        and known
        and not file.says("assigns-a-property", body)
        and all(_is_own_state(call, text) for call in changing)
        and all(_is_literal(call, file) for call in (*changing, *going))
    )


def claims_that_it_worked(hit: Hit[Function], file: File) -> bool:
    """It says so, or sets a state that makes the screen say so."""
    text = _text(file)
    for call in file.within(Call, hit.fact.body_start, hit.fact.body_end):
        said = file.source.slice(call.start, call.end)
        if file.vocabulary.effect(call.callee) == "notify" and file.says("claims-done", said):
            return True
        if any(argument.shape == "true" for argument in call.arguments) and _shows_a_claim(call.callee, text, file):
            return True
    return False


def _shows_a_claim(setter: str, text: str, file: File) -> bool:
    if not file.says("done-setter", setter):
        return False
    name = _state_of(setter, text)
    asked = rf"\b{re.escape(name)}\s*(?:\?|&&|\)\s*(?:\{{\s*)?return\b)"
    shown = re.findall(rf"{asked}([\s\S]{{0,{SHOWN_REACH}}})", text) if name else []
    return any(file.says("claims-shown", each) for each in shown)


def _state_of(setter: str, text: str) -> str:
    found = re.search(rf"\[\s*(\w+)\s*,\s*{re.escape(setter)}\s*\]\s*=\s*(?:React\.)?useState\b", text)
    return found[1] if found else ""


def _is_own_state(call: Call, text: str) -> bool:
    """Whether a call sets a state of this file on which no effect depends."""
    name = _state_of(call.callee, text)
    return bool(name) and not re.search(rf"\}}\s*,\s*\[[^\]]*\b{re.escape(name)}\b[^\]]*\]\s*,?\s*\)", text)


def _is_known(call: Call, file: File) -> bool:
    return file.vocabulary.effect(call.callee) in ("log", "navigate", "notify", "pure", "sleep", "state")


def _is_literal(call: Call, file: File) -> bool:
    if all(argument.shape in LITERAL for argument in call.arguments):
        return True
    inside = file.source.slice(call.start, call.end).partition("(")[2]
    return not re.search(r"[A-Za-z_$]|\.\.\.", NAMES.sub("", inside))


def _text(file: File) -> str:
    return file.source.text.decode("utf-8", "replace")
