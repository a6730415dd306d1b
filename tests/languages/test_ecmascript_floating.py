"""Chains and waits whose failure nobody hears of."""

from __future__ import annotations

from prodlint.fact import Floating
from prodlint.languages.ecmascript.frontend import EcmaScriptFrontEnd
from prodlint.rulebook.load import bundled_folder, load_vocabulary
from prodlint.vocabulary import Vocabulary


def floating(source: str) -> list[Floating]:
    known = Vocabulary("ecmascript", load_vocabulary(bundled_folder() / "vocabulary"))
    return EcmaScriptFrontEnd("tsx").parse(source.encode(), known).facts("floating")  # type: ignore[return-value]


def test_a_chain_that_stands_alone_floats() -> None:
    (fact,) = floating('import { load } from "./api"; function show() { load(1).then(set).finally(stop); }')
    assert (fact.style, fact.callee, fact.module) == ("chain", "load", "./api")


def test_a_chain_with_a_handler_of_failures_does_not_float() -> None:
    assert not floating("function show() { load().then(set).catch(tell); load().then(set, tell); }")


def test_a_chain_that_is_given_back_or_waited_for_does_not_float() -> None:
    assert not floating("const show = () => load().then(set); async function all() { await load().then(set); }")


def test_what_a_hook_gave_is_told() -> None:
    (fact,) = floating("function List() { const { load } = useOrders(); const show = () => { load().then(set); }; }")
    assert fact.module == "hook"


def test_a_wait_outside_try_leaves_the_screen_busy() -> None:
    (fact,) = floating("const save = async () => { setSaving(true); await api.post(order); setSaving(false); };")
    assert (fact.style, fact.busy) == ("await", "Saving")


def test_a_wait_that_somebody_waits_for_is_no_floating_one() -> None:
    waits = "const save = async () => { setSaving(true); await api.post(order); setSaving(false); };"
    assert not floating(f"{waits} const all = async () => {{ await save(); }};")
