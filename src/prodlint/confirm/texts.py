"""Reasons for silence about texts."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit, head_of_statement, line_of
from prodlint.fact import Call, Declaration, Fallback, Function, Records, Text
from prodlint.file import File
from prodlint.names import words_of

SENTENCE = re.compile(r"\w+\W+\w+")
EARLY_RETURN = re.compile(r"\breturn\b")
CHECK_REACH = 15
"""Lines before a mark in which a check of the environment may stand."""
FARTHEST = 12
TAG = re.compile(r"<[A-Za-z]")
BARE_TAG = r"<(?:div|h[1-6]|p|section|main)>\s*"
LONGEST_TAG = 400
MOST_VALUES = 24
"""A Records fact with so many values may have more."""
LONGEST_PLACEHOLDER = 6
"""Words of a text that stands for content; a longer one speaks about placeholders."""
BLOCK_OPENS = re.compile(r"(^case\b.*|^default|\bsome View\s*\{|=>\s*\(?|return\s*\(?)[:({]?$|^(case\b.*|default):$")
ALONE_ON_LINE = re.compile(r"[{(>]\s*Text\(\"[^\"]*\"\)\s*\}")
BLOCK_ENDS = re.compile(r"case\b|default\b|[})]")
CREDENTIAL_NAME = re.compile(r"^[a-z]+([_-][a-z]+)*_?(token|key|secret|password|jwt|id)(_?(key|name|storage|cookie|header))?$")

LONGEST_STATE = 200
"""Characters before a text in which the state is named that begins with it."""


def reads_as_prose(hit: Hit[Text], file: File) -> bool:
    """The text is more than one bare word, so it is no identifier, unless a person reads it."""
    return hit.fact.role in ("shown", "log", "prompt") or bool(SENTENCE.search(hit.fact.value.replace(": {}", ": it")))


def not_about_app_sandbox(hit: Hit[Text], file: File) -> bool:
    """It does not mean the system's App Sandbox, an iframe's sandbox or CodeSandbox."""
    return not file.says("app-sandbox", hit.line)


def not_behind_an_environment_check(hit: Hit[Text], file: File) -> bool:
    """Nothing around the text, no early return before it and not the file's name says that the environment is asked first."""
    if file.says("shown-in-development", file.path):
        return False
    around = file.function_of(hit.fact)
    line = file.source.line_index(hit.start)
    first = max(file.source.line_index(around.start) if around else 0, line - CHECK_REACH)
    asked = [*_blocks_around(file, line, first), *_early_returns(file, line, first)]
    return not any(file.says("environment-check", text) for text in asked)


def _blocks_around(file: File, line: int, first: int) -> list[str]:
    """The line itself and those above it that open a block around it, by their indentation."""
    texts = [file.source.line_text(line)]
    indent = _indent(texts[0])
    for index in range(line - 1, first - 1, -1):
        text = file.source.line_text(index)
        if text.strip() and _indent(text) < indent:
            indent = _indent(text)
            texts.append(text)
    return texts


def _early_returns(file: File, line: int, first: int) -> list[str]:
    """The lines above that leave the function, each with the line before it."""
    return [
        file.source.line_text(index - 1) + file.source.line_text(index)
        for index in range(max(first, 1), line)
        if EARLY_RETURN.search(file.source.line_text(index))
    ]


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def not_default_of_environment(hit: Hit[Text], file: File) -> bool:
    """It is not the default of something that the environment decides, nor one of several values that it may get."""
    others = (text.value for text in file.those(Text, "name", hit.fact.name) if text.role == hit.fact.role)
    return not hit.fact.default and not any(file.says("production-name", value) for value in others)


def not_detecting(hit: Hit[Text], file: File) -> bool:
    """The line only uses the text; it does not look for it in another."""
    if file.says("refused", hit.fact.name) or file.says("refused", head_of_statement(hit, file)):
        return False
    return hit.fact.role != "compared" and not file.says("detecting", line_of(hit, file).split(hit.fact.value[:8])[0])


def not_rejecting(hit: Hit[Text], file: File) -> bool:
    """The text is not what a check compares with in order to reject it."""
    return hit.fact.role != "compared"


def is_a_value_of_the_program(hit: Hit[Text], file: File) -> bool:
    """The text is assigned, passed or sent: no prompt, help, log line, error message or sentence about keys."""
    if hit.fact.role != "value" and not re.fullmatch(r"\S+", hit.fact.value.removeprefix("Bearer ")):
        return False
    around = file.function_of(hit.fact)
    if file.says("asks-for-an-entry", hit.fact.callee) or (around is not None and "placeholder" in words_of(around.name)):
        return False
    if file.source.text[hit.start - 1 : hit.start] == b"[" and file.source.text[hit.end : hit.end + 1] == b"]":
        return False  # an entry is looked up by this name
    return (
        len(hit.fact.value) <= 120
        and "://" not in hit.fact.value
        and not re.search(r"(?i)\b(please|set|missing|invalid|must|enter your|required)\b", hit.fact.value)
    )


def not_a_name_of_a_credential(hit: Hit[Text], file: File) -> bool:
    """The text is not the name under which a credential or a setting is stored or sent."""
    if hit.fact.name.endswith(("key", "Key")) and re.fullmatch(r"([A-Z][a-z]+){3,}", hit.fact.value):
        return False
    names_one = CREDENTIAL_NAME.match(hit.fact.value) and not file.vocabulary.words("invented") & set(words_of(hit.fact.value))
    return not names_one and not file.says("storage-names", hit.fact.name.rpartition(".")[2])


def says_that_it_is_made_up(hit: Hit[Text], file: File) -> bool:
    """A word of the text says that it is no real one."""
    return bool(file.vocabulary.words("made-up") & set(words_of(hit.fact.value)))


def state_is_a_credential(hit: Hit[Text], file: File) -> bool:
    """The state that begins with the text is named like a key of a service or a secret."""
    before = file.source.slice(max(0, hit.start - LONGEST_STATE), hit.start).rpartition("\n")[2]
    return file.says("state-of-a-credential", before)


def bound_to_a_credential(hit: Hit[Text], file: File) -> bool:
    """What the text is bound to is named like a credential."""
    return bool({"key", "secret", "token", "id", "client"} & set(words_of(hit.fact.name)))


def subject_is_configuration(hit: Hit[Fallback], file: File) -> bool:
    """What may be absent is read from the environment or a configuration."""
    return bool(re.search(r"(?i)env|config|settings|secrets|getenv|processinfo", hit.fact.subject))


def is_content(hit: Hit[Text], file: File) -> bool:
    """The text is shown, or is the value of a field that holds a person's or company's data."""
    if hit.fact.role == "shown":
        return True
    named = set(words_of(hit.fact.name))
    return (
        bool(named & {"name", "email", "mail", "user", "username", "phone", "company", "contact", "author"})
        and not hit.fact.default
    )


def not_an_instruction(hit: Hit[Text], file: File) -> bool:
    """The text does not explain with an example what is to be written."""
    return not file.says("instruction", hit.fact.value)


def not_in_mock_records(hit: Hit[Text], file: File) -> bool:
    """The text is not a value in a collection of records, which is a finding of its own; what is drawn in one counts."""
    around = [each for each in file.around(Records, hit.start) if each.count > 1]
    return not any(hit.fact.value in each.values or len(each.values) >= MOST_VALUES for each in around)


def not_a_state_of_a_thing(hit: Hit[Text], file: File) -> bool:
    """`Coming soon` and the like are not one label of a table of states or an error's description."""
    function = file.function_of(hit.fact)
    return function is None or not {"error", "status", "state", "description"} & set(words_of(function.name))


def not_product_placeholder(hit: Hit[Text], file: File) -> bool:
    """The word placeholder is not the product's subject (an editor's or template's placeholders)."""
    if "placeholder" not in hit.matched.lower():
        return True
    return hit.fact.role == "shown" and len(words_of(hit.fact.value)) <= LONGEST_PLACEHOLDER


def is_alone_on_its_screen(hit: Hit[Text], file: File) -> bool:
    """The text is all there is in its block: an opening line before it, then modifiers of it, then the block's end."""
    line = file.source.line_index(hit.start)
    if ALONE_ON_LINE.search(file.source.line_text(line)):
        return True
    before = file.source.line_text(line - 1).strip() if line else ""
    after = (file.source.line_text(index).strip() for index in range(line + 1, line + FARTHEST))
    ending = next((text for text in after if text and not text.startswith((".", "//"))), "")
    return bool(BLOCK_OPENS.search(before)) and bool(BLOCK_ENDS.match(ending))


def is_all_its_component_draws(hit: Hit[Text], file: File) -> bool:
    """The text is the name of the component around it, in an element without attributes, and nothing else is drawn."""
    around = file.function_of(hit.fact)
    if around is None or not around.name[:1].isupper() or words_of(around.name) != words_of(hit.fact.value):
        return False
    body = file.source.slice(around.body_start, around.body_end)
    return len(TAG.findall(body)) == 1 and re.search(BARE_TAG + re.escape(hit.fact.value) + r"\s*</", body) is not None


def stands_in_an_avatar(hit: Hit[Text], file: File) -> bool:
    """The text is what is drawn in place of a person's picture."""
    return bool(file.vocabulary.pattern("avatar-opens").search(file.source.slice(max(0, hit.start - LONGEST_TAG), hit.start)))


def not_in_a_prompt(hit: Hit[Text], file: File) -> bool:
    """Neither what the text is bound to nor the function around it is a prompt, a template or an example for a model."""
    around = file.function_of(hit.fact)
    named = {*words_of(hit.fact.name), *words_of(around.name if around else "")}
    return not named & file.vocabulary.words("examples-for-a-model")


def not_in_test_code(hit: Hit[Text], file: File) -> bool:
    """The text stands outside test code."""
    return file.role != "test"


def not_in_a_maker_of_mocks(hit: Hit[Text], file: File) -> bool:
    """The text does not stand in a function that makes a mock for those who ask for one."""
    return not any(file.says("maker-of-mocks", each.name) for each in file.around(Function, hit.start))


def is_a_setting(hit: Hit[Declaration], file: File) -> bool:
    """The switch is a module's or type's setting, not a local variable."""
    return file.function_of(hit.fact) is None


def not_a_development_setting(hit: Hit[Declaration], file: File) -> bool:
    """Neither the file nor the type around says that these are the settings for developers."""
    types = file.before(file.those(Declaration, "kind", "type"), hit.start)
    return not any(file.says("development-setting", name) for name in (file.path, *(each.name for each in types)))


def not_a_ui_state(hit: Hit[Declaration], file: File) -> bool:
    """The switch is no local word such as `dummy`, no kind of a class, and nothing that a query is told to bring along."""
    if len(words_of(hit.fact.name)) == 1 and (hit.fact.kind == "parameter" or file.function_of(hit.fact) is not None):
        return False
    return not file.says("kind-of-a-class", hit.fact.name) and not file.says("query-of-relations", line_of(hit, file))


def turns_debug_on(hit: Hit[Call], file: File) -> bool:
    """The call passes `debug=True`."""
    return any(argument.label == "debug" and argument.shape == "true" for argument in hit.fact.arguments)
