"""Env-read facts: `os.environ[…]`, `getenv`, the readers of libraries, and the fields of settings classes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from prodlint.fact import EnvRead
from prodlint.languages.python.classes import bases_of, owner_of
from prodlint.languages.python.literals import (
    STRINGS,
    argument_at,
    arguments_of,
    bare,
    dotted,
    interpolates,
    labelled,
    string_value,
)
from prodlint.languages.python.reading import Reading
from prodlint.languages.python.targets import target_of
from prodlint.languages.python.tree import Item, around
from prodlint.languages.variables import settled

PREFIX = re.compile(r"""\benv_prefix\s*=\s*["'](\w*)["']""")
ALIAS = re.compile(r"""\b(?:validation_alias|alias|env)\s*=\s*(?:AliasChoices\(\s*)?["'](\w+)["']""")
NEEDED = re.compile(r"\.\.\.|\b(?:Field|Annotated)\((?!.*\bdefault)(?!\s*[^\s.=,)]+\s*[,)])", re.DOTALL)
NAME = re.compile(r"[A-Za-z_]\w*")
SUPPRESSING = re.compile(r"\bsuppress\(")
STEPS = 12


def env_reads(reading: Reading) -> list[EnvRead]:
    """Every read of a variable by its literal name."""
    found = [*_called(reading), *_subscripts(reading), *_fields(reading)]
    return settled(found, reading.tree.text, reading.vocabulary.pattern("env-needed"))


def _called(reading: Reading) -> Iterator[EnvRead]:
    """`os.getenv("KEY")`, and what readers such as `env = environ.Env()` are asked for."""
    words = reading.vocabulary.words
    getters, strict = words("env-getters"), words("env-strict-getters")
    readers = _readers(reading)
    for callee, calls in reading.calls_by_callee.items():
        by_reader = bool(readers) and callee.partition(".")[0] in readers and _is_reader_call(callee, words)
        if callee in getters or callee in strict or by_reader:
            for item in calls:
                read = _call(reading, item, raises=by_reader or callee in strict)
                if read is not None:
                    yield read


def _readers(reading: Reading) -> frozenset[str]:
    """The names that hold a reader of a library."""
    makers = reading.vocabulary.words("env-readers")
    made = (item for callee in makers for item in reading.calls_by_callee.get(callee, ()))
    return frozenset(target_of(reading.tree, item.parent) for item in made if item.parent.kind == "assignment")


def _is_reader_call(callee: str, words: object) -> bool:
    return callee.count(".") <= 1 and not callee.endswith((".read_env", ".read_envfile", ".prefixed", ".seal"))


def _call(reading: Reading, item: Item, *, raises: bool) -> EnvRead | None:
    name = argument_at(reading.tree, item.node, 0, "key")
    if name is None or name.type not in STRINGS or interpolates(name):
        return None
    given = [labelled(reading.tree, node) for node in arguments_of(item.node)[1:]]
    default = next((value for label, value in given if label == "default" or (not label and not raises)), None)
    return _read(reading, item, string_value(reading.tree, name), default, raises=raises)


def _subscripts(reading: Reading) -> Iterator[EnvRead]:
    """`os.environ["KEY"]` where it is read."""
    mappings = reading.vocabulary.words("env-mappings")
    for item in reading.tree.kinds["subscript"]:
        holder, name = item.node.child_by_field_name("value"), item.node.child_by_field_name("subscript")
        if holder is None or name is None or name.type not in STRINGS or interpolates(name):
            continue
        if reading.names.resolve(dotted(reading.tree, holder)) in mappings and not _is_changed(item):
            yield _read(reading, item, string_value(reading.tree, name), None, raises=True)


def _is_changed(item: Item) -> bool:
    """Whether a subscript is assigned to or deleted."""
    if item.parent.kind == "delete_statement":
        return True
    return item.parent.kind in ("assignment", "augmented_assignment") and item.parent.start == item.start


def _read(reading: Reading, item: Item, variable: str, default: Node | None, *, raises: bool) -> EnvRead:
    text = string_value(reading.tree, default) if default is not None and default.type in STRINGS else ""
    missing, holder, behind = ("default", "", "") if default is not None else _fate(reading, item)
    if raises and missing in ("kept", "handed", "used"):
        missing = "checked" if _is_attempted(reading, item) else "raises"
    return EnvRead(
        start=item.start,
        end=item.end,
        region=reading.region(item),
        variable=variable,
        default=text or behind,
        holder=holder,
        missing=missing,
    )


def _is_attempted(reading: Reading, item: Item) -> bool:
    """Whether the read stands in a `try` with a handler, or under `suppress(…)`: what is missing is met."""
    inner = item
    for outer in around(item):
        if outer.kind == "try_statement" and inner.kind == "block":
            return any(child.kind == "except_clause" for child in reading.tree.children(outer))
        if outer.kind == "with_statement" and inner.kind == "block":
            head = reading.tree.slice(outer.start, inner.start)
            if SUPPRESSING.search(head):
                return True
        if outer.kind in ("function_definition", "class_definition"):
            return False
        inner = outer
    return False


def _fate(reading: Reading, item: Item) -> tuple[str, str, str]:
    """(missing, holder, default) by what stands around a read."""
    node = item.node
    for _ in range(STEPS):
        outer = node.parent
        if outer is None:
            break
        kind = outer.type
        if kind == "boolean_operator":
            said = _of_operator(reading, outer, node)
            if said is not None:
                return said
        elif (
            kind
            in (
                "comparison_operator",
                "not_operator",
                "if_statement",
                "elif_clause",
                "while_statement",
                "assert_statement",
            )
            or kind == "conditional_expression"
        ):
            return "checked", "", ""
        elif kind in ("attribute", "interpolation", "subscript", "binary_operator"):
            return "used", "", ""
        elif kind == "argument_list" or kind == "keyword_argument":
            return _of_argument(reading, outer, node)
        elif kind in ("assignment", "named_expression"):
            left = outer.child_by_field_name("left") or outer.child_by_field_name("name")
            return _of_name(reading, outer, dotted(reading.tree, left) if left is not None else "")
        elif kind == "pair":
            key = outer.child_by_field_name("key")
            return "kept", string_value(reading.tree, key) if key is not None and key.type in STRINGS else "", ""
        elif kind not in ("parenthesized_expression", "await"):
            break
        node = outer
    return "kept", "", ""


def _of_operator(reading: Reading, operator: Node, node: Node) -> tuple[str, str, str] | None:
    """`read or default`; None where the read is the last resort itself."""
    left, right = operator.child_by_field_name("left"), operator.child_by_field_name("right")
    if left is None or right is None or left.id != node.id:
        return None
    right = bare(right)
    return "default", "", string_value(reading.tree, right) if right.type in STRINGS else ""


def _of_argument(reading: Reading, outer: Node, node: Node) -> tuple[str, str, str]:
    call = outer.parent if outer.type == "argument_list" else outer.parent.parent if outer.parent is not None else None
    function = call.child_by_field_name("function") if call is not None else None
    name = reading.tree.of(function) if function is not None else ""
    last = name.rpartition(".")[2]
    if last in reading.vocabulary.words("env-askers"):
        return "checked", "", ""
    if reading.effects[name] == "log" or last in reading.vocabulary.words("env-keepers"):
        return "kept", "", ""
    label = reading.tree.of(outer.child_by_field_name("name") or outer) if outer.type == "keyword_argument" else ""
    return "handed", label, ""


def _of_name(reading: Reading, assignment: Node, target: str) -> tuple[str, str, str]:
    return "kept", target.rpartition(".")[2] if NAME.fullmatch(target.rpartition(".")[2]) else "", ""


def _fields(reading: Reading) -> Iterator[EnvRead]:
    """The fields of settings classes, each under the name that the environment has for it."""
    bases = reading.vocabulary.words("settings-classes")
    for item in reading.tree.kinds["class_definition"]:
        if not bases.intersection(name.rpartition(".")[2] for name in bases_of(reading.tree, item)):
            continue
        prefix = PREFIX.search(reading.tree.slice(item.start, item.end))
        for field in reading.tree.inside(item):
            if field.kind == "assignment" and owner_of(field) is item:
                yield from _field(reading, field, prefix[1] if prefix else "")


def _field(reading: Reading, item: Item, prefix: str) -> Iterator[EnvRead]:
    name, value = item.node.child_by_field_name("left"), item.node.child_by_field_name("right")
    if name is None or name.type != "identifier" or item.node.child_by_field_name("type") is None:
        return
    field, given = reading.tree.of(name), reading.tree.of(value) if value is not None else ""
    if field == "model_config":
        return
    alias = ALIAS.search(given)
    text = string_value(reading.tree, value) if value is not None and value.type in STRINGS else ""
    yield EnvRead(
        start=name.start_byte,
        end=name.end_byte,
        region=reading.region(item),
        variable=alias[1] if alias else (prefix + field).upper(),
        default=text,
        holder=field,
        missing="default" if given and not NEEDED.match(given) else "schema",
    )
