from __future__ import annotations

import ast
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import prodlint
from prodlint.confirm import CONFIRMS
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.rulebook.model import FAMILIES
from prodlint.vocabulary import EFFECTS, ROLES, CalleeTable, ControlWord, Vocabulary, VocabularyFile

FILES = load_vocabulary(bundled_folder() / "vocabulary")
VOCABULARIES = {family: Vocabulary(family, FILES) for family in FAMILIES}
PACKAGE = Path(prodlint.__file__).parent


def vocabulary(**fields: object) -> Vocabulary:
    file = VocabularyFile(title="Ours", languages=("python",), **fields)  # type: ignore[arg-type]  # any field
    return Vocabulary("python", [file])


@pytest.mark.parametrize(
    ("pattern", "callee", "fits"),
    [
        ("print", "print", True),
        ("print", "self.print", True),
        ("print", "this.print", True),
        ("print", "console.print", False),
        ("print", "printer", False),
        ("asyncio.sleep", "asyncio.sleep", True),
        ("asyncio.sleep", "sleep", False),
        ("asyncio.sleep", "trio.asyncio.sleep", False),
        (".sheet", ".sheet", True),
        (".sheet", "view.sheet", True),
        (".sheet", "self.sheet", True),
        (".sheet", "a.b.c.sheet", True),
        (".sheet", "sheet", False),
        (".sheet", "sheet.close", False),
        ("logger.*", "logger.info", True),
        ("logger.*", "logger.child.info", True),
        ("logger.*", "self.logger.info", True),
        ("logger.*", "this.logger.info", True),
        ("logger.*", "logger", False),
        ("logger.*", "mylogger.info", False),
        ("logger.*", "app.logger.info", False),
        ("google.cloud.*", "google.cloud.storage.Client", True),
        ("google.cloud.*", "google.maps.Client", False),
        ("show*", "showToast", True),
        ("show*", "ui.showToast", True),
        ("show*", "show", True),
        ("show*", "onShow", False),
        ("show*", "showRoom.open", False),
        (".show*", "ui.showToast", True),
        ("{logger,log}.*.{debug,info}", "logger.info", True),
        ("{logger,log}.*.{debug,info}", "self.log.debug", True),
        ("{logger,log}.*.{debug,info}", "logger.network.debug", True),
        ("{logger,log}.*.{debug,info}", "log.append", False),
        ("{logger,log}.*.{debug,info}", "logger.info.append", False),
        ("{logger,log}.*.{debug,info}", "logger", False),
        ("{logger,log}.*.{debug,info}", "debug", False),
    ],
)
def test_what_a_callee_pattern_fits(pattern: str, callee: str, fits: bool) -> None:
    assert CalleeTable({"it": [pattern]}).of(callee) == ("it" if fits else "")


@pytest.mark.parametrize(
    ("patterns", "callee", "meaning"),
    [
        ({"exact": ["api.get"], "below": ["api.*"]}, "api.get", "exact"),
        ({"below": ["api.*"], "exact": ["api.get"]}, "api.get", "exact"),
        ({"below": ["api.*"], "method": [".get"]}, "api.get", "below"),
        ({"wide": ["api.*"], "narrow": ["api.users.*"]}, "api.users.get", "narrow"),
        ({"narrow": ["api.users.*"], "wide": ["api.*"]}, "api.orders.get", "wide"),
        ({"begins": ["get*"], "method": [".getAll"]}, "store.getAll", "method"),
        ({"exact": ["get"], "method": [".get"]}, "self.get", "exact"),
        ({"method": [".get"]}, "", ""),
    ],
)
def test_the_most_specific_pattern_wins(patterns: dict[str, list[str]], callee: str, meaning: str) -> None:
    assert CalleeTable(patterns).of(callee) == meaning


@given(some.text(max_size=40))
def test_any_text_may_be_asked_as_a_callee(callee: str) -> None:
    table = CalleeTable({"it": ["a.b", ".m", "c.*", "d*"]})
    assert table.of(callee) == table.of(callee)


def test_what_no_file_names_has_an_unknown_effect() -> None:
    assert vocabulary(effects={"log": ("print",)}).effect("charge") == "unknown"


def test_files_of_other_languages_have_no_say() -> None:
    file = VocabularyFile(title="Theirs", languages=("swift",), effects={"log": ("print",)}, words={"a": ("b",)})
    ours = Vocabulary("python", [file])
    assert ours.effect("print") == "unknown"
    assert ours.words("a") == frozenset()


def test_lists_of_the_same_name_are_joined() -> None:
    first = VocabularyFile(title="One", languages=("python",), words={"closing": ("ok",)}, effects={"log": ("print",)})
    second = VocabularyFile(title="Two", languages=("python",), words={"closing": ("done",)}, effects={"log": ("echo",)})
    both = Vocabulary("python", [first, second])
    assert both.words("closing") == {"ok", "done"}
    assert (both.effect("print"), both.effect("echo")) == ("log", "log")


def test_roles_of_texts_come_by_callee_and_by_label() -> None:
    ours = vocabulary(texts={"shown": (".setText",)}, labels={"prompt": ("placeholder",)})
    assert ours.role("label.setText") == "shown"
    assert ours.role("label.hide") == ""
    assert ours.label_role("placeholder") == "prompt"
    assert ours.label_role("style") == ""


def test_the_words_of_an_effect_are_last_segments_in_lower_case() -> None:
    ours = vocabulary(
        effects={"log": ("print", "console.Log", ".setText", "logger.*", "Diary.*.{add,note}", "show*"), "io": ()}
    )
    assert ours.words_of_effect("log") == {"print", "log", "settext", "logger", "diary", "show"}
    assert ours.words_of_effect("unknown") == frozenset()


def test_a_pattern_that_no_file_has_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        vocabulary().pattern("nowhere")


def test_a_pattern_for_bytes_that_no_file_has_is_none() -> None:
    assert vocabulary().bytes_pattern("inherits") is None


def test_lines_begin_and_end_for_patterns_of_bytes() -> None:
    pattern = vocabulary(patterns={"definitions": "^def"}).bytes_pattern("definitions")
    assert pattern is not None
    assert pattern.search(b"x = 1\ndef f(): ...")


def test_a_control_has_the_toolkit_of_its_file() -> None:
    button = ControlWord(name="Button", kind="button", handlers=("command",))
    own = ControlWord(name="Link", kind="link", toolkit="other")
    controls = vocabulary(toolkit="tk", control=(button, own)).controls
    assert (controls["Button"].toolkit, controls["Link"].toolkit) == ("tk", "other")


def test_a_component_of_the_project_takes_what_its_kind_takes() -> None:
    button = ControlWord(name="Button", kind="button", handlers=("command",), alive=("menu",), label=("text",))
    link = ControlWord(name="Link", kind="link", handlers=("href",))
    file = VocabularyFile(title="Ours", languages=("python",), control=(button, link))
    controls = Vocabulary("python", [file], {"SaveButton": "button", "Button": "link"}).controls
    assert controls["SaveButton"] == ControlWord(
        name="SaveButton", kind="button", handlers=("command",), alive=("menu",), label=("text",), toolkit="project"
    )
    assert controls["Button"].kind == "button"


@pytest.mark.parametrize(
    ("family", "callee", "effect"),
    [
        ("python", "print", "log"),
        ("python", "requests.get", "io"),
        ("python", "self.logger.info", "log"),
        ("python", "self.log.add", "pure"),
        ("python", "logger.start", "unknown"),
        ("python", "time.sleep", "sleep"),
        ("python", "random.choice", "random"),
        ("ecmascript", "console.log", "log"),
        ("ecmascript", "fetch", "io"),
        ("ecmascript", "alert", "notify"),
        ("ecmascript", "Math.random", "random"),
        ("swift", "print", "log"),
        ("swift", "URLSession.shared.data", "io"),
        ("swift", "self.logger.info", "log"),
        ("swift", "Logger.network.notice", "log"),
        ("swift", "log.append", "state"),
        ("swift", "logger.startRecording", "unknown"),
        ("swift", "Task.sleep", "sleep"),
        ("swift", "dismiss", "navigate"),
    ],
)
def test_what_common_calls_do(family: str, callee: str, effect: str) -> None:
    assert VOCABULARIES[family].effect(callee) == effect


every_family = pytest.mark.parametrize("family", FAMILIES)


@every_family
def test_effects_are_known_ones_and_never_written_as_unknown(family: str) -> None:
    named = {effect for file in FILES if family in file.languages for effect in file.effects}
    assert named
    assert named <= set(EFFECTS) - {"unknown"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.title)
def test_roles_in_vocabulary_files_are_known_ones(file: VocabularyFile) -> None:
    assert {*file.texts, *file.labels} <= set(ROLES)


@every_family
@pytest.mark.parametrize("effect", ["io", "log", "notify", "state", "navigate", "sleep", "random", "assert", "exit", "pure"])
def test_every_language_names_calls_of_every_effect(family: str, effect: str) -> None:
    assert VOCABULARIES[family].words_of_effect(effect)


@every_family
def test_no_callee_pattern_has_two_effects(family: str) -> None:
    mine = [file.effects for file in FILES if family in file.languages]
    meanings = {(pattern, effect) for effects in mine for effect, listed in effects.items() for pattern in listed}
    times = Counter(pattern for pattern, _ in meanings)
    assert sorted(pattern for pattern, count in times.items() if count > 1) == []


@every_family
def test_every_named_pattern_compiles(family: str) -> None:
    named = [pattern for file in FILES if family in file.languages for pattern in file.patterns.values()]
    assert all(re.compile(pattern) for pattern in named)


def asked(folder: Path, methods: tuple[str, ...]) -> set[str]:
    """The literal names with which the sources below a folder, or one source, ask the vocabulary through these methods."""
    sources = sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]
    nodes = chain.from_iterable(ast.walk(ast.parse(source.read_text())) for source in sources)
    return {
        str(node.args[0].value)
        for node in nodes
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and _called(node) in methods
    }


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""


SHARED = [PACKAGE / "confirm", PACKAGE / "places.py", PACKAGE / "match.py", PACKAGE / "file.py", PACKAGE / "project"]
OF_SOME_ONLY = {"leaves-as-it-is", "page-functions", "runs-elsewhere", "serving-modules"}
"""What only a language has that serves, and whose calls can be told to leave a collection as it is."""
WORDS = sorted(set().union(*(asked(source, ("words",)) for source in SHARED)) - OF_SOME_ONLY)
PATTERNS = sorted(set().union(*(asked(source, ("says", "pattern")) for source in SHARED)))
OF_SOME = {
    "script-defines",
    *("uses", "attaches-many", "component-tag", "handler-given", "empty-export", "page", "speaking-export"),
    *("env-field", "env-held", "env-name", "env-provided", "delegates", "asking-function", "waits-for-a-change"),
}
"""What only a language has whose files import each other by name, or that has tags."""
BYTES = sorted(
    (asked(PACKAGE / "crossing.py", ("bytes_pattern",)) | asked(PACKAGE / "analyse.py", ("bytes_pattern",))) - OF_SOME
)


def test_the_names_that_sources_ask_for_are_found() -> None:
    assert {"cleanup", "live-fields", "promising-labels"} <= set(WORDS)
    assert {"failing", "history", "app-sandbox"} <= set(PATTERNS)
    assert BYTES == ["attaches", "definitions", "inherits"]


@every_family
@pytest.mark.parametrize("name", WORDS)
def test_every_list_that_a_reason_for_silence_asks_for_has_words(name: str, family: str) -> None:
    assert VOCABULARIES[family].words(name)


@every_family
@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_that_a_reason_for_silence_asks_for_is_there(name: str, family: str) -> None:
    assert VOCABULARIES[family].pattern(name)


@every_family
@pytest.mark.parametrize("name", BYTES)
def test_every_language_says_what_its_definitions_bases_and_handlers_look_like(name: str, family: str) -> None:
    assert VOCABULARIES[family].bytes_pattern(name)


@every_family
@pytest.mark.parametrize("name", sorted({confirm.fields for confirm in CONFIRMS.values() if confirm.fields}))
def test_every_list_of_fields_that_the_skim_asks_for_has_words(name: str, family: str) -> None:
    assert VOCABULARIES[family].words(name)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_list_that_a_front_end_asks_for_has_words(family: str) -> None:
    names = asked(PACKAGE / "languages" / family, ("words",))
    assert names
    assert sorted(name for name in names if not VOCABULARIES[family].words(name)) == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_pattern_that_a_front_end_asks_for_is_there(family: str) -> None:
    names = asked(PACKAGE / "languages" / family, ("pattern",))
    known = {name for file in FILES if family in file.languages for name in file.patterns}
    assert names <= known


def test_judgement_speaks_of_all_languages() -> None:
    (shared,) = [file for file in FILES if {"cleanup", "promising-labels"} <= set(file.words)]
    assert set(shared.languages) == set(FAMILIES)


def test_no_list_of_judgement_is_idle() -> None:
    (shared,) = [file for file in FILES if {"cleanup", "promising-labels"} <= set(file.words)]
    everywhere = asked(PACKAGE, ("words",)) | {confirm.fields for confirm in CONFIRMS.values()}
    assert sorted(set(shared.words) - everywhere) == []
    assert sorted(set(shared.patterns) - asked(PACKAGE, ("says", "pattern"))) == []


@pytest.mark.parametrize("field", ["swift", "ecmascript", "python", "hosts", "sandbox"])
def test_a_module_and_a_host_belong_to_one_service(field: str) -> None:
    named = [name for file in FILES for service in file.service for name in getattr(service, field)]
    assert sorted(named) == sorted(set(named))


def test_a_host_below_that_of_a_service_is_its_own_and_a_sandbox_is_told() -> None:
    services = VOCABULARIES["python"].services
    own, sandbox = services.at_host("eu.api.openai.com")
    assert (own.name if own else "", sandbox) == ("OpenAI", False)
    own, sandbox = services.at_host("sandbox.plaid.com")
    assert (own.name if own else "", sandbox) == ("Plaid", True)
    assert services.at_host("openai.com.evil.io") == (None, False)
