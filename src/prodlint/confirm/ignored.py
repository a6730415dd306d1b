"""Reasons for silence about answers that nobody looks at before a success is told."""

from __future__ import annotations

import re
from itertools import islice

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Catch
from prodlint.file import File
from prodlint.names import words_of

LONGEST_CHAIN = 4000
"""Characters behind a call in which the rest of its chain is looked for."""
LONGEST_LEAD = 200
MOST_CALLS = 100
"""Calls among which the one is looked for that tells of success."""
LINK = re.compile(r"\s*\??\.\s*\w+\s*(?:<[^<>()]*>)?\s*(?=\()")
STATEMENT = re.compile(r"(?:^|[;{}\n])\s*(?:await\s+)$")
GOES_ON = re.compile(r"(?:[=(,:?&|+\[]|=>|\breturn)\s*(?:await\s+)?$")
FLAG = re.compile(r"\b(\w+)\s*=\s*true\b")
"""What sets a state, its name in the group."""
OPENING, CLOSING = "([{", ")]}"


def answer_is_dropped(hit: Hit[Call], file: File) -> bool:
    """The chain of calls is waited for as a statement of its own: what it gives back goes nowhere."""
    lead = file.code[max(0, hit.fact.start - LONGEST_LEAD) : hit.fact.start].decode("utf-8", "replace")
    behind = file.source.slice(_end_of_chain(hit.fact, file), _end_of_chain(hit.fact, file) + 1)
    return STATEMENT.search(lead) is not None and GOES_ON.search(lead) is None and behind not in (".", "?", ",", ")")


def chain_changes_something(hit: Hit[Call], file: File) -> bool:
    """What is asked is a change, and an error of it is given back and not thrown."""
    chain = file.source.slice(hit.fact.start, _end_of_chain(hit.fact, file))
    return file.says("chain-of-a-change", chain) and not file.says("chain-of-a-note", chain)


def nothing_else_is_checked(hit: Hit[Call], file: File) -> bool:
    """The function around looks at no answer: what it tells then rests on this one."""
    around = file.function_of(hit.fact)
    return around is not None and not file.says("looks-at-an-error", file.source.slice(around.body_start, around.body_end))


def success_is_told_behind(hit: Hit[Call], file: File) -> bool:
    """The function goes on to say that it worked, and changes nothing else before."""
    around = file.function_of(hit.fact)
    if around is None:
        return False
    end = _end_of_chain(hit.fact, file)
    told = _first_told(file, end, around.body_end)
    if told is None or file.function_of(told) is not around:
        return False
    between = file.source.slice(end, told.start)
    return not file.says("chain-of-a-change", between) and not file.says("waits-for-more", between)


def _first_told(file: File, start: int, end: int) -> Call | None:
    """The first call of a span that says that it worked."""
    calls = islice(file.within(Call, start, end), MOST_CALLS)
    return next((call for call in calls if _tells_success(call, file)), None)


def _tells_success(call: Call, file: File) -> bool:
    if file.says("tells-success", call.callee):
        return True
    said = file.source.slice(call.start, call.end)
    is_done = file.says("told-as-done", said) and not file.says("told-as-failed", said)
    return file.vocabulary.effect(call.callee) == "notify" and is_done


def _end_of_chain(call: Call, file: File) -> int:
    """The byte offset behind the last call of the chain that a call begins."""
    text = file.code[call.end : call.end + LONGEST_CHAIN].decode("utf-8", "replace")
    position = 0
    while link := LINK.match(text, position):
        position = _behind_brackets(text, link.end())
    return call.end + len(text[:position].encode())


def _behind_brackets(text: str, start: int) -> int:
    """The index behind the bracket that closes the one at an index."""
    depth = 0
    for index in range(start, len(text)):
        depth += (text[index] in OPENING) - (text[index] in CLOSING)
        if not depth:
            return index + 1
    return len(text)


def answer_is_unused(hit: Hit[Call], file: File) -> bool:
    """The answer is not kept, or kept under a name that is never mentioned again."""
    if not hit.fact.used:
        return True
    around = file.function_of(hit.fact)
    lead = file.source.slice(max(0, hit.fact.start - LONGEST_LEAD), hit.fact.start).rpartition("\n")[2]
    kept = re.fullmatch(r"\s*(\w+)\s*=\s*", lead)
    end = around.body_end if around is not None else len(file.source.text)
    rest = file.source.slice(hit.fact.end, end)
    return kept is not None and re.search(rf"\b{kept[1]}\b", rest) is None


def success_is_told_next(hit: Hit[Call], file: File) -> bool:
    """What follows in the same block says that it worked, before anything else is asked."""
    around = file.function_of(hit.fact)
    end = around.body_end if around is not None else len(file.source.text)
    told = _first_told(file, hit.fact.end, end)
    return told is not None and not file.says("waits-for-more", file.source.slice(hit.fact.end, told.start))


def drops_what_was_tried(hit: Hit[Catch], file: File) -> bool:
    """What is tried gives nothing that anybody keeps, and it is a change."""
    changing = file.vocabulary.words("changes")
    return not hit.fact.default and any(changing & set(words_of(call.rpartition(".")[2])) for call in hit.fact.calls)


def flag_of_success_is_set_behind(hit: Hit[Catch], file: File) -> bool:
    """The next statements of the block set a state or a text which says that it worked."""
    rest = file.source.slice(hit.fact.end, hit.fact.end + LONGEST_CHAIN)
    block = _rest_of_block(rest)
    told = file.says("flag-of-success", block) or _presents_success(block, file)
    return told and not file.says("waits-for-more", block.partition("\n")[2])


def _presents_success(block: str, file: File) -> bool:
    """Whether a block sets a flag that presents a message of the file which says that something worked."""
    text = file.source.text.decode("utf-8", "replace")
    shown = (
        re.search(rf'\.alert\(\s*"([^"\n]*)",\s*isPresented:\s*\$(?:\w+\.)*{flag[1]}\b', text) for flag in FLAG.finditer(block)
    )
    return any(found is not None and file.says("title-of-success", found[1]) for found in shown)


def _rest_of_block(text: str) -> str:
    """A text up to the bracket that closes the block in which it begins."""
    depth = 0
    for index, character in enumerate(text):
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            return text[:index]
    return text
