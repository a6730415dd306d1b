"""Reasons for silence about comments."""

from __future__ import annotations

import re
from functools import lru_cache

from prodlint.confirm.hit import Hit
from prodlint.fact import Comment, Function
from prodlint.file import File
from prodlint.names import words_of
from prodlint.scopes import Scopes

HOLLOW = frozenset({"empty", "comment-only", "log-only", "notify-only", "constant", "unimplemented"})
"""States of a body that does no work."""
HARMLESS = frozenset({"log", "pure", "sleep", "random"})
CODE = re.compile(r"^\W*(const |let |var |await |return )?[\w.\[\]]+(\s*=\s*[^=\s].*|\([^()]*(\([^()]*\))?[^()]*\);?)\s*$")
"""A line that assigns or calls something."""
LONGEST_CODE = 2000
"""Characters below a comment's line in which code that is commented out is looked for."""

COMMENTED_COMMENT = re.compile(r"\s*(?://|#)\s+(?://|#(?!\w)|/\*)")
DOCUMENTING = ("/**", "///", '"""', "'''")
TURNED_DOWN = re.compile(r"(?i)\b(instead of|rather than|avoids?|avoiding)\b[^.;:]*$")
TURNED_DOWN_REACH = 120
"""Characters before an admission that are read as its sentence."""


def not_history(hit: Hit[Comment], file: File) -> bool:
    """The line neither tells what is gone nor promises that everything is real."""
    return not file.says("history", hit.line)


def not_an_explanation(hit: Hit[Comment], file: File) -> bool:
    """The line does not explain what production does, or what would go wrong otherwise."""
    return not file.says("explanation", hit.line)


def not_about_tests(hit: Hit[Comment], file: File) -> bool:
    """The line does not speak of tests or previews, nor does what documents a declaration say that it is there for them."""
    if words_of(file.path.rpartition("/")[2])[:1] == ("testing",):
        return False
    documented = hit.fact.text if hit.fact.text.startswith(DOCUMENTING) else ""
    return not file.says("about-tests", hit.line) and not file.says("there-for-tests", documented)


def not_a_term_of_a_library(hit: Hit[Comment], file: File) -> bool:
    """The file does not use a library in which placeholder data are the rows that were there before."""
    return "placeholder" not in hit.matched.lower() or b"placeholderData" not in file.source.text


def not_in_old_code(hit: Hit[Comment], file: File) -> bool:
    """The line is not itself a comment of code that has been commented out."""
    line = file.source.line_text(file.source.line_index(hit.start))
    return not COMMENTED_COMMENT.match(line)


def not_turned_down(hit: Hit[Comment], file: File) -> bool:
    """The sentence does not name it as what is avoided: `instead of`, `rather than`, before it, also on the line above."""
    said = file.source.slice(hit.fact.start, hit.start)[-TURNED_DOWN_REACH:]
    return not TURNED_DOWN.search(said)


def stands_at_nothing_real(hit: Hit[Comment], file: File) -> bool:
    """The function around draws lots, waits, or answers with literals, and does nothing outside."""
    around = file.function_of(hit.fact)
    if around is None or "io" in around.effects:
        return False
    return bool({"random", "sleep"} & set(around.effects)) or around.returns in ("literal", "record", "choice")


def not_in_a_sandbox_folder(hit: Hit[Comment], file: File) -> bool:
    """The file does not lie in the sandbox's own folder, where its head is right."""
    return not {"sandbox", "staging"} & set(words_of(file.path))


def in_a_hollow_function(hit: Hit[Comment], file: File) -> bool:
    """The function around gives back constants, only speaks or does nothing."""
    index = _from_head_to_end(file).innermost(hit.start)
    if index < 0:
        return False
    around = file.all(Function)[index]
    return around.body in HOLLOW or (around.returns in ("literal", "record") and set(around.effects) <= HARMLESS)


@lru_cache(maxsize=2)  # asked for each comment of a file
def _from_head_to_end(file: File) -> Scopes:
    """The functions without their heads, but with what stands between head and body."""
    return Scopes((each.end, each.body_end, index) for index, each in enumerate(file.all(Function)))


def holds_code_commented_out(hit: Hit[Comment], file: File) -> bool:
    """At least two of the lines below the one that was found are code."""
    after = hit.fact.text.partition(hit.line)[2]
    return sum(CODE.search(line) is not None for line in after[:LONGEST_CODE].splitlines()) >= 2


def not_tracked(hit: Hit[Comment], file: File) -> bool:
    """The to-do names no ticket: somebody else keeps the tracked ones."""
    return not file.says("tracked", hit.line)


def not_an_example_in_prose(hit: Hit[Comment], file: File) -> bool:
    """No text introduces it as documentation does (`like this:`), and it goes on below or is whole on its line."""
    if hit.fact.text.startswith(DOCUMENTING) or hit.fact.kind == "doc":
        return False
    before, _, after = hit.fact.text.partition(hit.line)
    introduced = [line for line in before.splitlines() if line.strip(" /*#\t")][-1:]
    is_code = bool(after.strip(" /*#\t\n")) or hit.line.rstrip().endswith((");", "})"))
    return is_code and not any(line.rstrip().endswith(":") for line in introduced)
