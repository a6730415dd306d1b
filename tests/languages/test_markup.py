from __future__ import annotations

import time

import pytest

from prodlint.fact import Comment, Control, FileFacts, Function, Text
from prodlint.languages import front_end
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary

VOCABULARY = Vocabulary("ecmascript", load_vocabulary(bundled_folder() / "vocabulary"))


def read(text: str, language: str = "html") -> FileFacts:
    return front_end(language).parse(text.encode(), VOCABULARY).all()


def control(text: str, language: str = "html") -> Control:
    (found,) = [fact for fact in read(text, language).facts if isinstance(fact, Control)]
    return found


def texts(text: str, language: str = "html") -> list[tuple[str, str]]:
    return [(fact.value, fact.role) for fact in read(text, language).facts if isinstance(fact, Text)]


@pytest.mark.parametrize(
    ("markup", "language", "state", "why"),
    [
        ("<body><button type=button>Save</button>", "html", "missing", ""),
        ("<body><form method=post><button>Save</button></form>", "html", "wired", "method"),
        ("<button formaction='/x'>Save</button>", "html", "wired", "formaction"),
        ("<button form=f>Save</button>", "html", "wired", "form"),
        ("<button hx-post='/x'>Save</button>", "html", "wired", "hx-post"),
        ("<button data-bs-toggle=modal>Save</button>", "html", "wired", "data-bs-toggle"),
        ("<button onclick=save()>Save</button>", "html", "wired", "onclick"),
        ("<button (click)='save()'>Save</button>", "html", "wired", "(click)"),
        ("<button wire:click=save>Save</button>", "html", "wired", "wire:click"),
        ("<button x-on:click='open = true'>Save</button>", "html", "wired", "x-on:click"),
        ("<button {{ attributes }}>Save</button>", "html", "delegated", "spread attributes"),
        ("<button disabled>Save</button>", "html", "disabled", "disabled"),
        ("<body><button type=button onclick='return false'>Save</button>", "html", "empty", "onclick"),
        ("<body><button type=button onclick='// later'>Save</button>", "html", "comment-only", "onclick"),
        ("<div><button {onclick}>Save</button></div>", "svelte", "wired", "onclick"),
        ("<div><button on:click>Save</button></div>", "svelte", "delegated", "forwarded to whoever uses it"),
        ("<div><button onclick={() => console.log(1)}>Save</button></div>", "svelte", "log-only", "onclick"),
        ("<div><button><slot /></button></div>", "svelte", "delegated", "slot"),
        ("<template><p/><button @click=''>Save</button></template>", "vue", "empty", "@click"),
        ("<template><button>Save</button></template>", "vue", "delegated", "root of its component"),
    ],
)
def test_a_control_says_why_it_is_alive_or_inert(markup: str, language: str, state: str, why: str) -> None:
    found = next(fact for fact in read(markup, language).facts if isinstance(fact, Control))
    assert (found.handler, found.why) == (state, why)


def test_a_handler_is_followed_into_the_script_part() -> None:
    script = "<script setup lang='ts'>\nconst go = (): void => { console.log(1) }\n</script>"
    text = f"<template><p/><a @click='go'>Go</a></template>\n{script}"
    found = control(text, "vue")
    assert (found.handler, found.target) == ("log-only", "go")
    assert text.encode()[found.start :].startswith(b"go = ")


def test_functions_of_the_script_stand_where_they_stand_in_the_file() -> None:
    text = "<p>👩‍👩‍👧 é</p>\n<script>\nfunction save() { return 1 }\n</script>"
    (function,) = [fact for fact in read(text).facts if isinstance(fact, Function)]
    assert text.encode()[function.start : function.end].decode() == "function save()"


def test_a_function_of_a_module_script_cannot_be_reached_by_an_attribute() -> None:
    page = "<html><button onclick='go()'>Go</button><script type=module>function go() { fetch('/x') }</script></html>"
    assert (control(page).handler, control(page).why) == ("missing", "only known inside a module script")
    assert control(page.replace("</script>", "window.go = go</script>")).handler == "wired"
    assert control(page.replace("type=module", "")).handler == "wired"


def test_words_are_shown_hints_are_prompts_and_interpolations_are_braces() -> None:
    assert texts("<p>Dear {{ name }},</p><input placeholder='Mail'>") == [("Dear {},", "shown"), ("Mail", "prompt")]
    assert texts("<p>Dear {name ?? '<b>'},</p>", "svelte") == [("Dear {},", "shown")]
    assert texts("<pre>TODO</pre>") == [("TODO", "doc")]


@pytest.mark.parametrize("area", ["<Textarea bind:value={bio} />", "<textarea bind:value={bio} />", "<Title>a</Title>"])
def test_nothing_is_swallowed_by_a_component_or_an_element_that_is_closed_at_once(area: str) -> None:
    assert control(f"{area}<button>Save</button>", "svelte").label == "Save"


def test_a_component_that_is_called_like_an_empty_element_holds_what_is_written_in_it() -> None:
    assert control('<Link href="/basket"><button>Basket</button></Link>', "svelte").handler != "missing"


def test_comments_keep_their_place() -> None:
    (comment,) = [fact for fact in read("<p>a</p>\n<!-- TODO: b -->").facts if isinstance(fact, Comment)]
    assert (comment.start, comment.end, comment.text) == (9, 25, "<!-- TODO: b -->")


def test_template_values_in_a_script_are_no_errors() -> None:
    facts = read("<script>const rows = {{ rows|tojson }};\n{% if a %}save();{% endif %}</script>")
    assert facts.errors == ()


@pytest.mark.parametrize("language", ["html", "vue", "svelte"])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<",
        "<a",
        "<a href",
        "<a href=",
        "<a href='",
        "<!--",
        "<script>",
        "<script",
        "</",
        "</p></p>",
        "{{",
        "{#if",
        "<a {",
        "<a {% if x < 3 %}href='{{ url('a') }}'{% endif %}>x</a>",
        "<p>\0</p>\0<a \0=\0>",
        '<button @click="a(\'">',
    ],
)
def test_broken_markup_raises_nothing(text: str, language: str) -> None:
    assert isinstance(read(text, language), FileFacts)


@pytest.mark.parametrize("language", ["html", "vue", "svelte"])
@pytest.mark.parametrize(
    "text",
    [
        "<button>" * 10_000,
        "<div " * 50_000,
        "{" * 50_000,
        "<a href='" * 20_000,
        "<!--" * 50_000,
        "{{ a" * 20_000,
        '<a b="{{' * 10_000,
    ],
    ids=["nested", "tags", "braces", "quotes", "comments", "templates", "values"],
)
def test_hostile_markup_is_read_in_linear_time(text: str, language: str) -> None:
    begun = time.perf_counter()
    read(text, language)
    assert time.perf_counter() - begun < 10
