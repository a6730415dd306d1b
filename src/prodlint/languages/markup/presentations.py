"""Dialogs of component libraries whose state is a variable of their own file → Presentation facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Presentation
from prodlint.languages.markup.document import Document, Element
from prodlint.vocabulary import Vocabulary

NAME = re.compile(r"[A-Za-z_]\w*")
DECLARED = rb"""(?mx)
    \b(?:const|let|var)\s+NAME\s*(?::[^=\n]{1,80})?=\s*(?:(?:ref|shallowRef|signal|\$state)(?:<[^>\n]{0,60}>)?\(\s*)?false\b
  | ^[ \t]+(?:(?:public|protected|private)[ ]+)?NAME\s*(?::\s*boolean\s*=|:|=)\s*(?:signal(?:<[^>\n]{0,60}>)?\(\s*)?false\b
"""
"""Where a variable begins as false; NAME stands for its name, here and below."""
CLOSED = rb"(?<!const )(?<!let )(?<!var )(?:(?<=this\.)NAME\s*=|\bNAME\.value\s*=|\bNAME\.set\(|[\"'{;(>]\s*NAME\s*=)\s*false\b"
MENTIONED = rb"(?<![\w$])NAME(?![\w$])"
MOST_INSIDE = 60


def presentations(document: Document, vocabulary: Vocabulary, text: bytes) -> list[Presentation]:
    """A fact for each dialog that is shown by a plain variable; `text` is the whole file, scripts included."""
    return list(_presentations(document, vocabulary, text))


def _presentations(document: Document, vocabulary: Vocabulary, text: bytes) -> Iterator[Presentation]:
    dialogs, shown = vocabulary.words("markup-dialogs"), vocabulary.words("markup-shown")
    for element in document.elements:
        if element.tag not in dialogs:
            continue
        bound = next((each for name, each in element.attributes.items() if name in shown), None)
        state = (bound.value or "").strip() if bound is not None else ""
        if bound is not None and NAME.fullmatch(state):
            outside = text[: bound.start] + text[bound.end :]
            yield Presentation(
                start=element.start,
                end=element.end,
                kind="dialog",
                tag=element.tag,
                state=state,
                opened=_opened(document, element, vocabulary, outside, state),
                title=element.text_of("title"),
            )


def _opened(document: Document, element: Element, vocabulary: Vocabulary, outside: bytes, state: str) -> str:
    """What opens a dialog; "never" where its state is declared as false, and nothing but closing it is written elsewhere."""
    slots, opens = vocabulary.words("markup-slots"), vocabulary.words("markup-opening-attributes")
    if not opens.isdisjoint(element.attributes):
        return "trigger"
    inside = document.inside(element, MOST_INSIDE)
    if any(re.split("[:#]", name)[-1] in slots for each in inside for name in each.attributes):
        return "trigger"
    openers = tuple(sorted(vocabulary.words("markup-opener-endings")))
    handed = {name for start, _, name in document.snippets if element.end <= start < element.close}
    if handed & slots or any(each.tag.endswith(openers) for each in inside):
        return "trigger"
    return _set_open(outside, state)


def _set_open(outside: bytes, state: str) -> str:
    """ "never" where a variable is declared as false, and nothing but setting it to false is written elsewhere."""
    name = re.escape(state.encode())
    declared = re.findall(DECLARED.replace(b"NAME", name), outside)
    closing = re.findall(CLOSED.replace(b"NAME", name), outside)
    mentions = re.findall(MENTIONED.replace(b"NAME", name), outside)
    if len(declared) != 1:
        return "unknown"
    return "never" if len(mentions) == 1 + len(closing) else "state"
