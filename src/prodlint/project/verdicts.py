"""Reasons for silence that need the whole project: one small named function each; this table lists them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from prodlint.candidate import BOUNDED, EVERYTHING, WHOLE_PAGE, Candidate
from prodlint.project.components import (
    component_lacks,
    component_member_is_empty,
    component_member_only_speaks,
    nothing_is_imported_by_itself,
)
from prodlint.project.connected import (
    class_lacks_it,
    names_no_place,
    no_design_calls_it,
    no_design_sets_it,
    no_screen_for_it,
    not_called_bare,
)
from prodlint.project.forms import has_code, may_be_made
from prodlint.project.model import Project, module_of
from prodlint.project.modules import file_of
from prodlint.project.pages import no_page_is_there, no_route_has_this_name
from prodlint.project.routes import leads_to_no_path, names_no_route, no_script_is_there, no_template_is_there
from prodlint.project.variables import first_read_of_it, is_a_placeholder_where_deployed, no_file_declares_it

MANY = 3
"""Types that do not leave the same method empty by chance."""

HOOK = "hook"
"""Stands for the module of what a hook gave: that may come from any file."""
Verdict = Callable[[Candidate, Project], bool]


def not_subclassed(candidate: Candidate, project: Project) -> bool:
    """No type of the project inherits from the one the candidate stands in, so nothing overrides it."""
    return candidate.subject not in project.bases


def made_without_fail(candidate: Candidate, project: Project) -> bool:
    """No type that a test makes and asserts to be there has an initialiser that may give nil."""
    return project.failing.isdisjoint(candidate.reach)


def not_empty_in_many_types(candidate: Candidate, project: Project) -> bool:
    """It is not a method that several types of the project leave empty: whoever calls it asks them all, and some have work."""
    return len(project.suspected.get((candidate.rule, candidate.declares), ())) < MANY


def not_handled_elsewhere(candidate: Candidate, project: Project) -> bool:
    """No file that can reach it attaches a handler to something of this name.

    Where files import each other by name, those are the ones that import its file, or import these in turn, and those
    that it imports: a window hands itself to them.
    """
    if not candidate.subject or candidate.subject not in project.handled:
        return True
    if candidate.reach and project.scripts_of(candidate.path) is not None:
        return True  # which of them reach it, another function tells
    if not project.imports_by_name(candidate.path):
        return False
    reaching = project.users_of(candidate.path) | project.helpers_of([candidate.path])
    return not any(candidate.subject in project.handled_in.get(path, ()) for path in reaching)


def not_reached_by_a_script(candidate: Candidate, project: Project) -> bool:
    """No script of the project looks for an element of a page that this one may be."""
    if not candidate.reach:
        return True
    scripts = project.scripts_of(candidate.path)
    if scripts is not None:
        return not any(project.selected_in.get(path, frozenset()).intersection(candidate.reach) for path in scripts)
    return not project.may_be_scripted_unseen(candidate.path) and not project.selected.intersection(candidate.reach)


def handler_not_overridden(candidate: Candidate, project: Project) -> bool:
    """The handler is not a method that a type inheriting from this one may override."""
    return not candidate.owner or candidate.owner not in project.bases


def form_is_used_unconnected(candidate: Candidate, project: Project) -> bool:
    """Files use the form that the control stands in, none of them attaches anything to it, and nobody looks controls up.

    Nor does a file that those import which use the form: they may hand themselves to it.  A form from which code is
    generated is judged there.
    """
    if has_code(candidate.path, project.modules):
        return False
    users = project.users_of(candidate.path)
    helpers = project.helpers_of(project.users.get(module_of(candidate.path), ())) - {candidate.path}
    helpers = {path for path in helpers if not may_be_made(path)}
    reached = {name for path in users | helpers for name in project.handled_in.get(path, ())}
    return bool(users) and EVERYTHING not in project.handled and candidate.subject not in reached


def rejections_are_told_nowhere(candidate: Candidate, project: Project) -> bool:
    """No file listens to the rejections that nobody handles."""
    return EVERYTHING not in project.asking


def no_file_bounds_every_request(candidate: Candidate, project: Project) -> bool:
    """No file sets a timeout for all requests of the program, or stands before each of them."""
    return BOUNDED not in project.asking


def nobody_looks_at_the_answer(candidate: Candidate, project: Project) -> bool:
    """Files wait for the answer of the function that gives it back, and none of these looks at the status of an answer."""
    name = candidate.owner
    return bool(name) and f"trusts {name}" in project.asking and f"looks {name}" not in project.asking


def asks_a_server(candidate: Candidate, project: Project) -> bool:
    """A function of the called name asks a server and hands on its failure, in the module that it comes from."""
    homes = project.asking.get(candidate.subject, frozenset())
    module = candidate.origin.rpartition("#")[0]
    if module == HOOK:
        return bool(homes)
    return (candidate.path if module == "." else file_of(module, candidate.path, project.paths)) in homes


def signal_unconnected(candidate: Candidate, project: Project) -> bool:
    """No file of the project connects a signal of this name or hands it on."""
    return not {candidate.subject, EVERYTHING} & project.handled


def no_file_names_it(candidate: Candidate, project: Project) -> bool:
    """No other file imports something of this name, or speaks of it where the vocabulary looks for such names."""
    return not set(project.users.get(candidate.subject, ())) - {candidate.path}


def handler_is_given(candidate: Candidate, project: Project) -> bool:
    """Somebody gives the component the handler that it takes."""
    return f"{candidate.owner}.{candidate.subject}" in project.given


def imported_handler_is_empty(candidate: Candidate, project: Project) -> bool:
    """The handler comes from another file, where it does nothing."""
    return _is_among(project.empty, candidate, project)


def imported_handler_only_speaks(candidate: Candidate, project: Project) -> bool:
    """The handler comes from another file, where it only logs or says that nothing is there."""
    return _is_among(project.speaking, candidate, project)


def page_script_handler_is_empty(candidate: Candidate, project: Project) -> bool:
    """The handler is a function of a script that the page loads, where it does nothing."""
    return _is_in_a_script(project.empty, candidate, project)


def page_script_handler_only_speaks(candidate: Candidate, project: Project) -> bool:
    """The handler is a function of a script that the page loads, where it only logs or says that nothing is there."""
    return _is_in_a_script(project.speaking, candidate, project)


def page_scripts_lack_it(candidate: Candidate, project: Project) -> bool:
    """Neither the page nor a script that it loads has the handler, and all of them are known."""
    scripts = project.scripts_of(candidate.path)
    name = candidate.origin.rpartition("#")[2]
    return scripts is not None and not any({name, "*"} & project.defines.get(path, frozenset()) for path in scripts)


def no_route_serves_it(candidate: Candidate, project: Project) -> bool:
    """No server of the project serves the path that is asked for, and what its servers serve is known."""
    return project.requested.is_missing(candidate)


def _is_in_a_script(functions: Mapping[str, frozenset[str]], candidate: Candidate, project: Project) -> bool:
    """Whether a whole page loads one script with such a function, and the project has one file of the script's name."""
    name, loads = candidate.origin.rpartition("#")[2], project.loads.get(candidate.path, frozenset())
    homes = {PurePosixPath(path).name for path, names in functions.items() if name in names} & loads
    named = [path for path in project.paths if PurePosixPath(path).name in homes]
    return bool(name) and WHOLE_PAGE in loads and len(named) == 1


def _is_among(functions: Mapping[str, frozenset[str]], candidate: Candidate, project: Project) -> bool:
    module, _, name = candidate.origin.rpartition("#")
    known = any(name in names for names in functions.values())
    return known and name in functions.get(file_of(module, candidate.path, project.paths), ())


VERDICTS: Mapping[str, Verdict] = MappingProxyType(
    {
        "class_lacks_it": class_lacks_it,
        "names_no_place": names_no_place,
        "no_design_calls_it": no_design_calls_it,
        "no_design_sets_it": no_design_sets_it,
        "no_screen_for_it": no_screen_for_it,
        "nothing_is_imported_by_itself": nothing_is_imported_by_itself,
        "rejections_are_told_nowhere": rejections_are_told_nowhere,
        "asks_a_server": asks_a_server,
        "no_file_bounds_every_request": no_file_bounds_every_request,
        "nobody_looks_at_the_answer": nobody_looks_at_the_answer,
        "not_subclassed": not_subclassed,
        "made_without_fail": made_without_fail,
        "signal_unconnected": signal_unconnected,
        "component_lacks": component_lacks,
        "component_member_is_empty": component_member_is_empty,
        "component_member_only_speaks": component_member_only_speaks,
        "first_read_of_it": first_read_of_it,
        "form_is_used_unconnected": form_is_used_unconnected,
        "handler_is_given": handler_is_given,
        "no_file_declares_it": no_file_declares_it,
        "no_file_names_it": no_file_names_it,
        "imported_handler_is_empty": imported_handler_is_empty,
        "imported_handler_only_speaks": imported_handler_only_speaks,
        "handler_not_overridden": handler_not_overridden,
        "is_a_placeholder_where_deployed": is_a_placeholder_where_deployed,
        "leads_to_no_path": leads_to_no_path,
        "names_no_route": names_no_route,
        "no_page_is_there": no_page_is_there,
        "not_called_bare": not_called_bare,
        "no_route_has_this_name": no_route_has_this_name,
        "no_route_serves_it": no_route_serves_it,
        "no_script_is_there": no_script_is_there,
        "no_template_is_there": no_template_is_there,
        "page_scripts_lack_it": page_scripts_lack_it,
        "page_script_handler_is_empty": page_script_handler_is_empty,
        "page_script_handler_only_speaks": page_script_handler_only_speaks,
        "not_empty_in_many_types": not_empty_in_many_types,
        "not_handled_elsewhere": not_handled_elsewhere,
        "not_reached_by_a_script": not_reached_by_a_script,
    }
)
"""Name in a rule file → function."""
