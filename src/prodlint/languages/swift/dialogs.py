"""Empty buttons of dialogs: whether the system does all that is asked of them, which is to close the dialog."""

from __future__ import annotations

from prodlint.languages.swift.controls import ControlSite
from prodlint.languages.swift.reading import Reading

_FARTHEST = 200
_CLOSED = "closed by the system"


def closed_by_the_system(reading: Reading, site: ControlSite, label: str, *, nothing_said: bool) -> str:
    """Why nothing more is asked of an empty control, "" where it ought to act.

    `label` is what it is called as far as that is written here; `nothing_said` is false where a comment stands in the handler.
    """
    words = reading.vocabulary.words
    if _role(reading, site):
        return "cancel role"
    if _is_destructive(reading, site):
        return ""
    if site.tag in words("dialog_actions") or _is_alone_in_alert(reading, site):
        return _CLOSED
    closes = label.strip().lower() in words("closing_labels") or (nothing_said and not _promises(reading, label))
    in_dialog = inside_call(reading, site.call, "dialog_modifiers") or _is_alone_in_menu(reading, site)
    return _CLOSED if closes and in_dialog else ""


def _promises(reading: Reading, label: str) -> bool:
    """Whether a label is written out and names an act that closing the dialog does not do: `Delete`, not `Don't Delete`."""
    said = reading.vocabulary.pattern
    return bool(said("acts-in-dialogs").search(label)) and not said("declines-in-dialogs").match(label)


def _role(reading: Reading, site: ControlSite) -> bool:
    roles = reading.vocabulary.words("closing_roles")
    return any(
        passed.label in ("role", "style") and reading.tree.slice(passed.value).rpartition(".")[2] in roles
        for passed in site.arguments
    )


def _is_alone_in_alert(reading: Reading, site: ControlSite) -> bool:
    """Whether the control is the only one of an alert: all it can do is to close it, whatever its text is."""
    tree, alerts = reading.tree, tuple(sorted(reading.vocabulary.words("alert_modifiers")))
    for outer in tree.ancestors(site.call, 8):
        if tree.kinds[outer] == "lambda_literal":
            shown = [call for call in reading.calls_within(outer) if reading.callees[call] == site.tag]
            return bool(alerts) and len(shown) == 1 and _taker(reading, outer).rpartition(".")[2].startswith(alerts)
    return False


def _is_alone_in_menu(reading: Reading, site: ControlSite) -> bool:
    """Whether the control is all that a menu shows: `UIMenu(children: [UIAction(title: hint) { _ in }])`."""
    tree, labels = reading.tree, reading.vocabulary.words("children_of_menus")
    entries = tree.parents[site.call]
    if "{}" not in site.word.handlers or entries < 0 or tree.kinds[entries] != "array_literal":
        return False
    if tree.parts(entries) != [site.call]:
        return False
    around = (outer for outer in tree.ancestors(entries, 4) if outer in reading.callees)
    return any(passed.value == entries and passed.label in labels for outer in around for passed in reading.arguments(outer))


def _is_destructive(reading: Reading, site: ControlSite) -> bool:
    return any(reading.tree.slice(passed.value).endswith(".destructive") for passed in site.arguments if passed.label)


def inside_call(reading: Reading, call: int, words: str) -> bool:
    """Whether a call stands in a closure passed to one of the named calls."""
    tree, names = reading.tree, reading.vocabulary.words(words)
    for outer in tree.ancestors(call, _FARTHEST):
        if tree.kinds[outer] in ("function_declaration", "computed_property", "class_body"):
            return False
        if tree.kinds[outer] == "lambda_literal" and _taker(reading, outer).rpartition(".")[2] in names:
            return True
    return False


def _taker(reading: Reading, closure: int) -> str:
    """The callee of the call that a closure is passed to."""
    for outer in reading.tree.ancestors(closure, 4):
        if outer in reading.callees:
            return reading.callees[outer]
    return ""
