"""Reasons for silence about suites and test files that hold no test."""

from __future__ import annotations

import re

from prodlint.confirm.hit import Hit
from prodlint.fact import Call, Declaration, Function, Import, Test
from prodlint.file import File
from prodlint.names import words_of

OUTDENTED = re.compile(rb"\n(?=[^\s#)\]}])|\Z")
"""Where what is indented at the top level of a file ends."""
LONGEST = 200_000
"""Bytes of a class that are looked at."""


def holds_no_test(hit: Hit[Declaration], file: File) -> bool:
    """The class has nothing in it but what prepares tests, and methods called as if they were tests that no runner finds."""
    start, end = _body(hit, file)
    if any(each.kind == "type" for each in file.within(Declaration, start, end)):
        return False
    prepares = file.vocabulary.words("prepares-tests")
    return all(each.name in prepares or _seems_a_test(each) for each in file.within(Function, start, end))


def _seems_a_test(method: Function) -> bool:
    """Whether a method is called as a test, and not so that a runner finds it."""
    return method.name[:4] != "test" and "test" in words_of(method.name)[-1:] and not method.decorators


def holds_nothing_at_all(hit: Hit[Declaration], file: File) -> bool:
    """Nor has it any value: a class of values is a helper of other tests, whatever it is called."""
    start, end = _body(hit, file)
    return not any(True for _ in file.within(Declaration, start, end))


def _body(hit: Hit[Declaration], file: File) -> tuple[int, int]:
    """The byte offsets of what stands in a class."""
    code = file.code
    if file.family == "swift":
        return _braced(code, hit.end)
    head = code.find(b":", hit.end)
    if code[code.rfind(b"\n", 0, hit.start) + 1 : hit.start].strip() not in (b"", b"class"):
        return hit.start, hit.start
    outdented = OUTDENTED.search(code, head)
    return head, outdented.start() if outdented else len(code)


def _braced(code: bytes, offset: int) -> tuple[int, int]:
    """What stands in the next braces."""
    start = code.find(b"{", offset)
    depth = 0
    for found in re.finditer(rb"[{}]", code[max(start, 0) : start + LONGEST]):
        depth += 1 if found[0] == b"{" else -1
        if not depth:
            return start, start + found.start()
    return start, len(code)


def stands_alone(hit: Hit[Declaration], file: File) -> bool:
    """Nothing else in the file names the class: no extension, no helper that adds tests to it, no type that inherits them."""
    named = re.findall(rb"\b" + re.escape(hit.fact.name.encode()) + rb"\b", file.code)
    return len(named) == 1


def not_called_a_base(hit: Hit[Declaration], file: File) -> bool:
    """Its name does not say that others inherit from it."""
    return not file.vocabulary.words("names-of-bases") & set(words_of(hit.fact.name))


def inherits_no_tests(hit: Hit[Declaration], file: File) -> bool:
    """All that it inherits from is plain: no class of the project, which may bring tests."""
    return file.vocabulary.words("plain-test-cases").issuperset(hit.fact.bases)


def collected_by_its_name(hit: Hit[Import], file: File) -> bool:
    """A runner takes the file for one of tests."""
    return file.says("test-file", file.path.rpartition("/")[2])


def nothing_else_in_the_file(hit: Hit[Import], file: File) -> bool:
    """The file has imports and comments only; what is imported brings no tests with it."""
    imports = file.all(Import)
    if any(not each.names and each.module.startswith(".") for each in imports) or any(
        _brings_tests(each) for each in imports if each.module != hit.fact.module
    ):
        return False
    if any(file.all(kind) for kind in (Test, Function, Declaration, Call)):
        return False
    return hit.fact is next(each for each in imports if each.module == hit.fact.module)


def _brings_tests(imported: Import) -> bool:
    return any(name == "*" or name[:4] in ("Test", "test") for name in imported.names)
