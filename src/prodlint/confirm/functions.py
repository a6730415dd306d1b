"""Reasons for silence about functions."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Control, Function, Records, Text
from prodlint.file import File
from prodlint.names import words_of

ACT_ITSELF = rb"Save(?!\w*(?:Success|Complet|Done|Finish|End|ed\b|ing\b))[A-Z]\w*"
"""What is to be saved, named: `onSaveAddress` asks for the act, where `onSave` may tell that it is done."""
AFTER_THE_WORK = rb"\bon(?!" + ACT_ITSELF + rb")(?:\w*Sav|\w*Success|\w*Complet|Done|Finish|Updated|Created|Close)\w*"
BOUND = rb"<[A-Za-z](?=[^<>]{0,800}\b(?:v-model|bind:(?:value|checked|group)))"
PROSE = re.compile(r"[^\W\d_]{2,}\W+[^\W\d_]{2,}")
FIGURE = re.compile(r"\d+\.\d*[1-9]\d*|[1-9]\d[\d_]*(\.\d+)?")
SENTENCE = re.compile(r"(\w+\W+){3,}\w+")
RETURNED = re.compile(rb"\breturn\b([^\n;}#]*)")
AMOUNT = re.compile(r"(?=.*[1-9])([$€£¥]?-?\d[\d,_]+(\.\d+)?%?|-?\d+\.\d+%?)")


def not_static_by_nature(hit: Hit[Function], file: File) -> bool:
    """The name does not promise something that is constant by nature: health, version, help, labels, defaults."""
    return not file.vocabulary.words("static-by-nature") & set(words_of(hit.fact.name))


def not_a_description_of_a_request(hit: Hit[Function], file: File) -> bool:
    """What it gives back is not the description of a request that its caller sends."""
    return not file.says("describes-a-request", file.source.slice(hit.fact.start, hit.fact.body_start))


def answers_with_data(hit: Hit[Function], file: File) -> bool:
    """The literals are data: amounts or prose, not only status words, codes or empty values."""
    statuses = file.vocabulary.words("statuses")
    texts = [text for text in hit.fact.returned_text if text.strip().lower() not in statuses]
    telling = [text for text in texts if SENTENCE.search(text) or AMOUNT.fullmatch(text)]
    return bool(telling) and not _is_failure(hit.fact, file)


def answers_with_figures(hit: Hit[Function], file: File) -> bool:
    """At least two of the literals are amounts, and nothing of the arguments goes into the answer."""
    amounts = sum(bool(AMOUNT.fullmatch(text)) for text in hit.fact.returned_text)
    return amounts >= 2 and not _is_failure(hit.fact, file)


def answers_with_prose(hit: Hit[Function], file: File) -> bool:
    """The literals are sentences, not a document in markup that is filled in."""
    texts = [text for text in hit.fact.returned_text if not text.lstrip().startswith("<")]
    return any(PROSE.search(text) for text in texts) and not _is_failure(hit.fact, file)


def _is_failure(function: Function, file: File) -> bool:
    prose = [text for text in function.returned_text if PROSE.search(text)]
    return bool(prose) and all(file.says("failing", text) for text in prose)


def builds_only_a_heading(hit: Hit[Function], file: File) -> bool:
    """All that the initializer makes is one text and its layout."""
    makes = {call.rpartition(".")[2] for call in hit.fact.calls}
    shown = [text for text in file.within(Text, hit.fact.body_start, hit.fact.body_end) if text.role == "shown"]
    others = [each for each in file.those(Function, "owner", hit.fact.owner) if each.start != hit.fact.start]
    return len(shown) == 1 and not others and makes <= file.vocabulary.words("makes-a-bare-page")


def not_decoration(hit: Hit[Function], file: File) -> bool:
    """The prose drawn by lot is not a tip, greeting or loading message."""
    return not file.vocabulary.words("decoration") & set(words_of(hit.fact.name))


def not_meant_to_be_overridden(hit: Hit[Function], file: File) -> bool:
    """Neither the class nor the function's text says that a subclass does the work."""
    function = hit.fact
    if file.vocabulary.words("abstract-bases") & set(function.bases):
        return False
    if (
        file.says("base-file", file.path)
        or file.says("base-name", function.owner)
        or {"override", "optional", "abstract", "open"} & set(function.modifiers)
    ):
        return False
    if any("override" in decorator or "abstract" in decorator for decorator in function.decorators):
        return False
    return not any(file.says("overriding-words", _said_in(each, file)) for each in (function, *_siblings(function, file)))


def _said_in(function: Function, file: File) -> str:
    return file.source.slice(function.start, function.body_end)[:1500] + function.doc


def _siblings(function: Function, file: File) -> list[Function]:
    """The other methods of its type that are not implemented."""
    if not function.owner or function.body != "unimplemented":
        return []
    return [each for each in file.those(Function, "owner", function.owner) if each.body == "unimplemented"]


def no_refusal(hit: Hit[Function], file: File) -> bool:
    """The error's text does not explain why the operation is refused on purpose."""
    texts = [text.value for text in file.within(Text, hit.fact.body_start, hit.fact.body_end) if text.role == "error"]
    return not texts or any(re.search(r"(?i)implement|todo|coming|stub|placeholder|later", text) for text in texts)


def not_required_initializer(hit: Hit[Function], file: File) -> bool:
    """It is no initializer that a type must have and nobody calls: `init(coder:)` of a view without a storyboard."""
    return hit.fact.kind != "initializer"


def not_a_hook(hit: Hit[Function], file: File) -> bool:
    """The name is not that of a life-cycle or delegate hook, which may be left empty."""
    words = words_of(hit.fact.name)
    if hit.fact.name in file.vocabulary.words("need-not-do-anything"):
        return False
    if file.source.slice(hit.fact.body_start, hit.fact.body_end).strip() == "...":
        return False
    return bool(words) and words[0] not in file.vocabulary.words("hook-prefixes") and not _overrides(hit.fact)


def _overrides(function: Function) -> bool:
    return "override" in function.modifiers


def not_a_hook_by_event(hit: Hit[Function], file: File) -> bool:
    """The handler's event is not one that may be left alone."""
    return not file.vocabulary.words("only-to-log") & set(words_of(hit.fact.name))


def answers_a_choice(hit: Hit[Function], file: File) -> bool:
    """The method is the one that is told which row a person has chosen."""
    return file.says("answers-a-choice", file.source.slice(hit.fact.start, hit.fact.body_start))


def not_null_object(hit: Hit[Function], file: File) -> bool:
    """The class or function is not one that does nothing on purpose, by its name, its parameters or the comment in it."""
    if file.says("null-file", file.path):
        return False
    parameters = hit.fact.parameters
    if parameters and all(each.startswith("_") for each in parameters):
        return False
    if file.says("empty-on-purpose", file.source.slice(hit.fact.end, hit.fact.body_end)):
        return False
    return not file.says("null-object", hit.fact.owner) and not file.vocabulary.pattern("null-object").search(hit.fact.name)


def not_asked_for_by_a_base(hit: Hit[Function], file: File) -> bool:
    """The type inherits from nothing, or from what asks for no such method: others may have to have it and leave it empty."""
    return all(file.says("screen-base", base) for base in hit.fact.bases)


def not_only_a_name_for_a_command(hit: Hit[Function], file: File) -> bool:
    """No menu command of the file names the method only so that a responder elsewhere answers it."""
    if hit.fact.bases or "objc" not in hit.fact.decorators:
        return True
    commands = file.vocabulary.words("answered-by-responders")
    return not any(each.tag in commands for each in file.those(Control, "target", hit.fact.name))


def not_in_a_null_type(hit: Hit[Function], file: File) -> bool:
    """The type is not one that does nothing on purpose, by its name: what stands in where the real one is not there."""
    return not file.says("stand-in-type", hit.fact.owner)


def not_beside_a_binding(hit: Hit[Function], file: File) -> bool:
    """No element of a template that calls the function is bound to a value, which keeps what a person chooses without it."""
    name = re.escape(hit.fact.name).encode()
    called = re.compile(BOUND + rb"[^<>]{0,800}=[\"'{]+\s*" + name + rb"\b")
    return not called.search(file.source.text)


def not_a_logger(hit: Hit[Function], file: File) -> bool:
    """The function's job is not to log or print."""
    return not file.vocabulary.words("logging") & {*words_of(hit.fact.name), *words_of(hit.fact.owner)}


def not_called_for_its_log(hit: Hit[Function], file: File) -> bool:
    """The function has a body of more than a message about an error or a refusal."""
    text = file.source.slice(hit.fact.body_start, hit.fact.body_end)
    return not re.search(r"(?i)\b(error|deprecated|unsupported|not supported|not handled|unhandled|warn)", text)


def claims_success(hit: Hit[Function], file: File) -> bool:
    """All it gives back is that it worked."""
    returned = _returned(hit, file)
    return bool(returned) and all(value.lower() == "true" for value in returned)


def returns_one_figure(hit: Hit[Function], file: File) -> bool:
    """It returns in one place, a number that is no zero, one or other sign of nothing."""
    returned = _returned(hit, file)
    return len(returned) == 1 and FIGURE.fullmatch(returned[0]) is not None


def _returned(hit: Hit[Function], file: File) -> list[str]:
    """What stands behind each `return` of a function, to the end of the statement or line."""
    found = RETURNED.findall(file.source.text, hit.fact.body_start, hit.fact.body_end)
    return [value.strip().decode("utf-8", "replace") for value in found]


def acts_outside(hit: Hit[Function], file: File) -> bool:
    """What it is named for leaves the program: money, a message, an order; not only `create` or `process` of anything."""
    words = words_of(hit.fact.name)
    plain = file.vocabulary.words("plain-acts")
    return words[0] not in plain or bool(file.vocabulary.words("outside-things") & set(words))


def handler_promises_work(hit: Hit[Function], file: File) -> bool:
    """A handler whose name promises work, or that answers an event other than a failure or a message."""
    words = words_of(hit.fact.name)
    if words[:1] in (("on",), ("handle",)) and file.vocabulary.words("reported-events").issuperset(words[1:]):
        return False
    if words[0] in ("on", "handle") and words[-1] in file.vocabulary.words("told-at-the-end"):
        return False
    if file.vocabulary.words("promising-labels") & set(words):
        return True
    return hit.fact.body == "log-only" and words[:1] == ("handle",) and not file.vocabulary.words("only-to-log") & set(words)


def only_logs_and_closes(hit: Hit[Function], file: File) -> bool:
    """All that it does beside logging is to close the screen."""
    others = [call for call in hit.fact.calls if file.vocabulary.effect(call) not in ("log", "pure")]
    return bool(others) and file.vocabulary.words("closing-calls").issuperset(others)


def not_an_override(hit: Hit[Function], file: File) -> bool:
    """The method is not one that a Python type which inherits may only redefine: it is private, or handed to somebody."""
    if file.family != "python" or not hit.fact.bases or hit.fact.name.startswith("_"):
        return True
    return re.search(rb"\.\s*" + hit.fact.name.encode() + rb"\b(?!\s*\()", file.source.text) is not None


def not_a_private_hook(hit: Hit[Function], file: File) -> bool:
    """The method is not a private one of a Python type which inherits, that nothing here names: what it inherits calls it."""
    if file.family != "python" or not hit.fact.bases or not hit.fact.name.startswith("_"):
        return True
    return re.search(rb"\.\s*" + hit.fact.name.encode() + rb"\b", file.source.text) is not None


def not_told_after_the_work(hit: Hit[Function], file: File) -> bool:
    """The function is not handed to a component that calls it when its own work is done (`onSave={handleSave}`)."""
    name = re.escape(hit.fact.name).encode()
    handed = re.compile(AFTER_THE_WORK + rb"=\{\s*" + name + rb"\s*\}")
    return not handed.search(file.source.text)


def body_makes_it_up(hit: Hit[Function], file: File) -> bool:
    """The body makes data of literals or by lot instead of reading it."""
    function = hit.fact
    if "io" in function.effects:
        return False
    inside = any(True for _ in file.within(Records, function.body_start, function.body_end))
    return (
        inside
        or "random" in function.effects
        or function.returns in ("record", "choice", "literal", "mixed")
        or function.literals > 1
    )


def in_a_failure_path(hit: Hit[Function], file: File) -> bool:
    """The call stands after a return, in an else, except or catch: where the real source has failed."""
    line = file.source.line_index(hit.start)
    near = "\n".join(file.source.line_text(index) for index in range(max(0, line - 3), line + 1))
    return bool(
        re.search(
            r"(?i)\b(except|catch|else|fallback|not available|unavailable|fail|error|missing|if not|guard|otherwise)\b", near
        )
    )
