"""A file's controls as `prodlint ui` lists them: where each stands, on which screen, and what a finding about it points at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from prodlint.confirm import CONFIRMS
from prodlint.confirm.hit import Hit
from prodlint.credentials import without_credentials
from prodlint.fact import Connection, Control, Function, State
from prodlint.file import File
from prodlint.inventory import Seen, Sighting
from prodlint.languages.forms import IN_VAIN
from prodlint.rulebook.book import CompiledMatch
from prodlint.rulebook.model import PRODUCT_ROLES

SHARED_NAMES = frozenset({"swift"})
"""Families of languages in which a type's name means one type in the whole project, wherever its parts stand."""
FORMS_IN_CODE = frozenset({("generated", "python")})
"""Roles and families of files that no rule reads as product, and that hold the controls of forms."""
LONGEST_LABEL = 120
LONGEST_GAP = 2
"""Bytes between a control's label and its handler."""


def seen_in(file: File, shapes: Iterable[CompiledMatch]) -> Seen:
    """The controls of a file that ships; `shapes` are those of the rules that look at controls."""
    if file.role not in PRODUCT_ROLES and (file.role, file.family) not in FORMS_IN_CODE:
        return Seen()
    shapes = tuple(shapes)
    controls = file.all(Control)
    shipping = [control for control in controls if not control.region]
    sightings = sorted((_sighting(control, file, shapes) for control in shipping), key=lambda each: each.line)
    return Seen(controls=tuple(sightings), left_out=len(controls) - len(shipping))


def _sighting(control: Control, file: File, shapes: Sequence[CompiledMatch]) -> Sighting:
    begins = _beginning(control)
    return Sighting(
        line=file.source.place(begins, begins + 1).line,
        label=without_credentials(" ".join(control.label.split()))[:LONGEST_LABEL],
        toolkit=control.toolkit,
        kind=control.kind,
        tag=control.tag,
        handler=control.handler,
        why=control.why,
        target=control.target,
        screen=screen_of(begins, file),
        shared=file.family in SHARED_NAMES,
        about=_about(control, file),
        span=(min(begins, control.start), max(begins, control.end)),
        calls=_calls(control, file),
        gives=_gives(control, file),
        silence=_silence(control, file, shapes),
        conditional=not file.vocabulary.words("disabled-while").isdisjoint(control.attributes),
        readable=not file.is_unread(control),
    )


def _about(control: Control, file: File) -> tuple[int, ...]:
    """What a finding about a control would point at: itself, what it calls, is bound to or stands in, and its connection."""
    around = (_handlers, _inline, _states, _form, _connections)
    return tuple(sorted({control.start, _beginning(control), *(each for find in around for each in find(control, file))}))


def screen_of(offset: int, file: File) -> str:
    """The type whose method, the component, or the function in which a byte offset stands; else the file's path."""
    around = [each for each in file.around(Function, offset) if each.kind != "handler"]
    owner = next((each.owner for each in around if each.owner), "")
    component = next((each.name for each in around if each.name[:1].isupper()), "")
    function = next((each.name for each in reversed(around) if each.name), "")
    return owner or component or function or file.path


def _calls(control: Control, file: File) -> str:
    """Type and method of the object of the view that the control calls, "" where the file does not tell the type."""
    holder, _, method = control.target.removeprefix("self.").partition(".")
    held = file.vocabulary.bytes_pattern("holds-object") if method.isidentifier() else None
    found = held.finditer(file.source.text) if held else ()
    types = {(each[2] or each[3]).decode() for each in found if each[1] == holder.encode()}
    return f"{types.pop()}.{method}" if len(types) == 1 else ""


def _gives(control: Control, file: File) -> tuple[str, ...]:
    """The handlers that a component is given, where the control is one that the vocabulary does not name."""
    if not control.tag[:1].isupper() or control.tag in file.vocabulary.controls:
        return ()
    handlers = file.vocabulary.words("touch_handlers") | file.vocabulary.words("handler_labels")
    return tuple(name for name in control.attributes if name in handlers)


def _handlers(control: Control, file: File) -> Iterator[int]:
    """Where the function stands that the control calls, or where its handler ends that gives up."""
    function = file.named_function(control.target.rpartition(".")[2]) if control.target else None
    if function is not None:
        yield function.start
    if control.handler == "wired":
        given = file.within(Function, control.start, control.end + LONGEST_GAP + 1)
        yield from (each.body_end for each in given if each.kind == "handler" and each.body == "unimplemented")


def _inline(control: Control, file: File) -> Iterator[int]:
    """Where the handlers begin that are written into the control."""
    begins = _beginning(control)
    yield from (each.start for each in file.within(Function, begins, control.end) if each.kind == "handler")


def _form(control: Control, file: File) -> Iterator[int]:
    """Where the form begins, or its handler, where the control only does what its form does: forms do not hold forms."""
    if control.why == IN_VAIN:
        forms = [each for each in file.all(Control) if each.kind == "form" and _beginning(each) < control.start]
        yield from {each for form in forms[-1:] for each in (form.start, *_handlers(form, file))}


def _connections(control: Control, file: File) -> Iterator[int]:
    """Where a design connects the control to the method that it calls: the first connection to it behind the control."""
    called = control.target.rpartition(".")[2]
    joined = (each for each in file.those(Connection, "name", called) if called and each.side == "document")
    yield from [each.start for each in joined if each.start > control.start][:1]


def _beginning(control: Control) -> int:
    return control.begins if control.begins >= 0 else control.start


def _states(control: Control, file: File) -> Iterator[int]:
    """Where the state is declared that the control is bound to."""
    for state in file.all(State):
        if state.name == control.target or (control.label and control.label in state.bound):
            yield state.start


def _silence(control: Control, file: File, shapes: Sequence[CompiledMatch]) -> str:
    """Why a rule that looks at such a control passes over it: the first reason that speaks for the control."""
    hit = Hit(control, control.start, control.end)
    looking = [shape for shape in shapes if shape.holds(control)]
    refused = (next((name for name in shape.match.confirm if not CONFIRMS[name].holds(hit, file)), "") for shape in looking)
    return next((name for name in refused if name), "")
