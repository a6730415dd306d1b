"""Reasons for silence about controls."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath

from prodlint.confirm.hit import Hit
from prodlint.fact import Control, Declaration, Function, Import, Navigation
from prodlint.file import File
from prodlint.names import words_of

COMMENTED = re.compile(
    r"""
    (?<![:"'\w]) \s*
    (?: // [^\n]* | /\* .*? \*/ | \# [ ] [^\n]* )
    """,
    re.VERBOSE | re.DOTALL,
)
IDLE = frozenset({"missing", "empty", "comment-only", "log-only", "notify-only"})
FEWEST_LOOKS = 3
"""Labels in a row that name looks, with which a file shows its controls."""
FEWEST_LEADING_HOME = 3
"""Links of different names in a group, from which on one start page is not what all of them mean."""
GROUP_REACH = 12
"""Lines to either side in which links stand in one group."""
COMMENT_REACH = 1000
"""Bytes behind a control in which a comment may say where its act is performed."""


def not_a_tap_absorber(hit: Hit[Control], file: File) -> bool:
    """The empty gesture does not stand there to keep taps from passing through."""
    return hit.fact.why not in ("tap absorber", "stops propagation")


def not_empty_on_purpose(hit: Hit[Control], file: File) -> bool:
    """No comment in the handler, behind it or above the control says that it is to do nothing, nor does the handler's name."""
    if file.says("named-to-do-nothing", hit.fact.target.rpartition(".")[2]):
        return False
    said = _comments_at(hit, file)
    meant = file.says("empty-on-purpose", said) or file.says("told-to-do-nothing", said)
    keeps_off = hit.fact.kind == "gesture" and file.says("keeps-presses-off", said)
    return not (meant or keeps_off) or file.says("not-done-yet", said)


def _comments_at(hit: Hit[Control], file: File) -> str:
    """What comments say inside a handler, on its last line, and on the line above the control."""
    source = file.source
    first = source.line_index(hit.fact.begins if hit.fact.begins >= 0 else hit.start)
    inside = source.slice(hit.start, hit.end)
    behind = source.line_text(source.line_index(hit.end)) if hit.fact.handler == "empty" else ""
    above = source.line_text(first - 1)
    texts = (inside, behind, above if COMMENTED.match(above) else "")
    return "\n".join(found[0] for text in texts for found in COMMENTED.finditer(text))


def not_performed_elsewhere(hit: Hit[Control], file: File) -> bool:
    """No comment between the control and the next one names what else in the file performs its act."""
    behind = file.source.slice(hit.end, hit.end + COMMENT_REACH)
    if not file.says("performed-elsewhere", behind):
        return True
    following = file.within(Control, hit.end, hit.end + COMMENT_REACH)[:1]
    behind = file.source.slice(hit.end, following[0].start if following else hit.end + COMMENT_REACH)
    named = file.vocabulary.pattern("performed-elsewhere").finditer(behind)
    return not any(file.source.text.count(found[1].encode()) > 1 and not file.says("not-done-yet", found[0]) for found in named)


def handler_is_imported(hit: Hit[Control], file: File) -> bool:
    """The handler is a function of another file, and no function of this name stands here."""
    module, _, name = hit.fact.target.rpartition(".")
    imported = any(each.module == module or (not module and name in each.names) for each in file.all(Import))
    return imported and not file.those(Function, "name", name)


def handler_is_not_of_this_file(hit: Hit[Control], file: File) -> bool:
    """No function of the handler's name stands in the file itself."""
    return not file.those(Function, "name", hit.fact.target)


def handler_is_mentioned_once(hit: Hit[Control], file: File) -> bool:
    """The file speaks of the handler only where it calls it so, and browsers have no function of that name."""
    name = hit.fact.target
    calls = len(re.findall(rb"=[\"'](?:return )?" + name.encode() + rb"\(", file.source.text))
    mentions = len(re.findall(rb"\b" + name.encode() + rb"\b", file.source.text))
    return mentions == calls and name not in file.vocabulary.words("page-functions")


def has_a_person_to_press_it(hit: Hit[Control], file: File) -> bool:
    """The control is part of the product, not of a component's own definition, a showcase or a picture of a page."""
    if file.role in ("story", "design-system", "preview") or _in_a_picture(hit.start, file) or _shows_looks(file):
        return False
    around = file.function_of(hit.fact)
    return around is None or not set(words_of(around.name)[:1]) & file.vocabulary.words("showing-functions")


def _in_a_picture(offset: int, file: File) -> bool:
    """Whether a component around, or the file by its name or folder, shows how something will look."""
    pictures = file.vocabulary.words("pictures")
    around = [each.name for each in file.around(Function, offset) if each.name[:1].isupper()]
    folders = {word for part in PurePosixPath(file.path).parts for word in words_of(part)}
    if folders & file.vocabulary.words("showing-folders"):
        return True
    names = (words_of(name) for name in (PurePosixPath(file.path).stem, *around))
    return any(words and words[-1] in pictures for words in names)


@lru_cache(maxsize=2)  # asked for each control of a file
def _shows_looks(file: File) -> bool:
    """Whether controls of the file that do nothing are labelled with what they look like: Primary, Outline, Danger."""
    looks, moods = file.vocabulary.words("looks-of-controls"), file.vocabulary.words("moods-of-controls")
    labels = {each.label for each in file.all(Control) if each.handler in IDLE and each.label}
    shown = {label for label in labels if (looks | moods).issuperset(words_of(label))}
    return len(shown) >= FEWEST_LOOKS and any(looks & set(words_of(label)) for label in shown)


def not_a_component_definition(hit: Hit[Control], file: File) -> bool:
    """The file is not presentational source whose users give the handler."""
    return file.role != "design-system" and hit.fact.why not in ("generated form", "component definition")


def not_wired_by_id(hit: Hit[Control], file: File) -> bool:
    """No attribute marks the control for a script that finds it (data-*, id, hx-*), and no page's script may enable it."""
    if "disabled" in hit.fact.attributes and file.family != "ecmascript":
        return False
    return not any(
        re.match(r"data-(?!testid|test|cy|slot|state|theme)|hx-|x-|wire:|on:|@|v-on|ng-|\(", name)
        for name in hit.fact.attributes
    )


def announces_nothing_real(hit: Hit[Control], file: File) -> bool:
    """The message itself says that nothing is there."""
    return file.says("nothing-real", hit.fact.says)


def label_promises_work(hit: Hit[Control], file: File) -> bool:
    """The label or handler promises an effect, and a message is all there is."""
    promising = file.vocabulary.words("promising-labels")
    return bool(promising & {*words_of(hit.fact.label), *words_of(hit.fact.target)})


def not_an_answer_of_an_alert(hit: Hit[Control], file: File) -> bool:
    """It is no OK of a type that stands for alerts, which close by themselves."""
    around = file.function_of(hit.fact)
    alerts = {"alert", "dialog"} & set(words_of(around.owner) if around is not None else ())
    return not alerts or not set(words_of(hit.fact.label)) & {"ok", "okay"}


def says_that_it_is_done(hit: Hit[Control], file: File) -> bool:
    """The message tells in the past tense that what was asked is done."""
    return file.says("says-done", hit.fact.says)


def message_repeats_the_label(hit: Hit[Control], file: File) -> bool:
    """The message speaks of what the label names, so that the control shows no message for its own sake."""
    named = {word for word in words_of(hit.fact.label) if len(word) > 3} - file.vocabulary.words("words-of-messages")
    return bool(named & set(words_of(hit.fact.says)))


def is_emitted_here(hit: Hit[Declaration], file: File) -> bool:
    """The file itself sends the signal."""
    return re.search(rb"\b" + hit.fact.name.encode() + rb"\.emit\(", file.source.text) is not None


def not_mentioned_again(hit: Hit[Declaration], file: File) -> bool:
    """The file speaks of it nowhere but where it is declared, a call of what it inherits aside."""
    name = re.escape(hit.fact.name.encode())
    return len(re.findall(rb"(?<!super\()\b" + name + rb"\b", file.source.text)) == 1


def not_answered_by_a_server(hit: Hit[Navigation], file: File) -> bool:
    """The path is not one of those that a server serves beside the app, unless the app's own router is asked."""
    asked = hit.fact.framework and not file.says("served-first", hit.fact.target)
    return bool(asked) or not file.says("served-paths", hit.fact.target)


def not_a_built_in_route(hit: Hit[Navigation], file: File) -> bool:
    """The name is not one that the framework itself serves."""
    return hit.fact.target.rpartition(".")[2] not in file.vocabulary.words("built-in-routes")


def destination_is_an_empty_text(hit: Hit[Control], file: File) -> bool:
    """The destination is written as an empty text, not computed."""
    return bool(re.search(r"(href|to|destination|string)\s*[=:(]+\s*\{?[\"']{2}", file.source.slice(hit.start, hit.end)))


def one_of_many_that_lead_home(hit: Hit[Control], file: File) -> bool:
    """Others beside it have the same destination and other names, and none of these speaks of a start page or a way out."""
    beside = file.near(Control, hit.start, GROUP_REACH)
    others = (each.label.casefold() for each in beside if each.href == hit.fact.href and each.kind == "link")
    names = {label for label in others if label and not _speaks_of_home(label, file)}
    return hit.fact.label.casefold() in names and len(names) >= FEWEST_LEADING_HOME


def _speaks_of_home(label: str, file: File) -> bool:
    return not file.vocabulary.words("leading-home").isdisjoint(words_of(label))
