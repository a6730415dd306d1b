"""Reasons for silence about test cases."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Assertion, Function, Test
from prodlint.file import File
from prodlint.names import words_of

LONGEST_TEST = 4000
"""Bytes of a test that are looked at."""


def skip_has_no_platform_reason(hit: Hit[Test], file: File) -> bool:
    """The reason or the comment above names no platform, version or service that is missing."""
    reason = hit.fact.reason + " " + file.comment_above(hit.start)
    return not file.vocabulary.words("platform-words") & set(words_of(reason))


def not_an_example_of_tests(hit: Hit[Test], file: File) -> bool:
    """The test does not lie in a folder of examples or fixtures, which show tests of every kind on purpose."""
    return not file.vocabulary.words("folders-of-examples") & set(file.path.split("/"))


def no_helper_asserts(hit: Hit[Test], file: File) -> bool:
    """None of the called helpers asserts, by its name or its body in this file, and none is inherited from another file."""
    asserting = file.vocabulary.words("asserting")
    return not any(_asserts(callee, asserting, file) or _is_inherited(callee, hit, file) for callee in hit.fact.calls)


def _is_inherited(callee: str, hit: Hit[Test], file: File) -> bool:
    """Whether a method of the test's own class is called that stands in another file."""
    name = callee.removeprefix("self.")
    own = name != callee or (file.family == "swift" and name[:1].islower())
    if not own or "." in name or file.those(Function, "name", name):
        return False
    around = next(iter(file.those(Function, "start", hit.fact.start)), None)
    plain = file.vocabulary.words("plain-test-cases")
    return around is not None and any(base not in plain for base in around.bases)


def _asserts(callee: str, asserting: frozenset[str], file: File) -> bool:
    if asserting & set(words_of(callee.rpartition(".")[2])):
        return True
    helper = file.named_function(callee.rpartition(".")[2])
    return isinstance(helper, Function) and "assert" in helper.effects


def not_in_a_script_that_calls_it(hit: Hit[Test], file: File) -> bool:
    """The file is no script that calls its functions itself, as those do that try a running server out and print."""
    guarded = file.source.text.decode("utf-8", "replace").partition("__main__")[2]
    calls = re.search(rf"^[ \t]+{re.escape(hit.fact.name.rpartition('.')[2])}\(", guarded, re.MULTILINE)
    return calls is None or file.imports(("pytest", "unittest"))


def not_a_type_test(hit: Hit[Test], file: File) -> bool:
    """What follows the test's head, up to the next test, does not let the compiler check a type."""
    return not file.says("type-check", _text_of(hit, file))


def not_a_smoke_test(hit: Hit[Test], file: File) -> bool:
    """Neither the name nor a word in the test says that not failing is all it is about."""
    return not file.says("smoke-test", _text_of(hit, file) + file.comment_above(hit.start))


def begins_no_assertion(hit: Hit[Test], file: File) -> bool:
    """No assertion is begun in it that is left unfinished, which is told for itself."""
    return not any(True for _ in file.within(Assertion, hit.start, _end_of(hit, file)))


def not_in_a_skipped_test(hit: Hit[Assertion], file: File) -> bool:
    """The test around it is run: of one that is not, nothing but that is told."""
    around = file.before(file.all(Test), hit.start + 1)
    return not any(test.skipped in ("always", "todo") for test in around)


def _text_of(hit: Hit[Test], file: File) -> str:
    """The test's text from its head to the next test."""
    return file.source.slice(hit.start, _end_of(hit, file))


def _end_of(hit: Hit[Test], file: File) -> int:
    """Where the next test begins, at most LONGEST_TEST bytes on."""
    end = hit.start + LONGEST_TEST
    return next((test.start for test in file.within(Test, hit.start + 1, end)), end)


def has_work_to_check(hit: Hit[Test], file: File) -> bool:
    """The test does something; an empty one is no test at all."""
    return hit.fact.body != "absent"


def only_tautologies(hit: Hit[Test], file: File) -> bool:
    """Every assertion holds whatever the code does."""
    return hit.fact.tautologies >= hit.fact.assertions
