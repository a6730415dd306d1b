"""Objects that are kept alive by what they keep: closures that hold `self`, and delegates that are not weak."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prodlint.fact import Resource
from prodlint.languages.swift.lifetimes import Home, Homes
from prodlint.languages.swift.reading import Reading

_STORED = re.compile(rb"\s*\.store\(\s*in:\s*&\s*(?:self\.)?\w+")
_ENDLESS = re.compile(
    r"\s*(?:self\.)?(?:\w+\.)*(?:\$\w+|NotificationCenter\.default\s*\.publisher|Timer\s*\.publish|\w*[sS]ubject\b|publisher\(for:)"
)
_ENDS = re.compile(r"\.(?:first|prefix|output|timeout|last|collect)\b")
_MEMBER = re.compile(r"(?:self\.)?(?:(\w+)[?!]?\.)?(\w+)")
_CLASS_BOUND = re.compile(r"\b(?:AnyObject|class|NSObjectProtocol|NSObject)\b")
_SYSTEM = re.compile(r"(?:UI|NS|CL|WK|AV|SK|MK|CB|UN|MF|PK|AS|CN|EK|GK|HM|SCN|SF|WC|QL|PH|VN|MC|NW)[A-Z]\w*Delegate")
_HOLDER = re.compile(rb"\b(?:weak|unowned)\b")


def cycle_facts(reading: Reading, homes: Homes) -> Iterator[Resource]:
    """A fact for each closure and delegate through which an object of a class of the file keeps itself."""
    yield from _subscriptions(reading, homes)
    yield from _assigned(reading, homes)
    yield from _delegates(reading, homes)


def _can_leak(homes: Homes, home: Home) -> bool:
    return home.owner.kind == "class" and not homes.is_lasting(home)


def _subscriptions(reading: Reading, homes: Homes) -> Iterator[Resource]:
    """`$name.sink { self.name = $0 }.store(in: &bag)`, and `.assign(to:on: self)`."""
    tree = reading.tree
    for call in reading.calls:
        last = reading.callees[call].rpartition(".")[2]
        if last not in ("sink", "assign") or not _STORED.match(tree.text, _end(reading, call)):
            continue
        home = homes.around(call)
        if not _can_leak(homes, home) or not _goes_on(reading, call):
            continue
        given = reading.arguments(call)
        if last == "assign":
            holds = any(each.label == "on" and tree.kinds[each.value] == "self_expression" for each in given)
        else:
            holds = any(each.trailing and homes.held_strongly(each.value) for each in given)
        if holds:
            place = tree.ends[call + 1] - len(last) if tree.after[call] > call + 1 else tree.starts[call]
            yield _at(reading, place, place + len(last), call, "closure", last)


def _end(reading: Reading, call: int) -> int:
    outer = reading.outer(call)
    return reading.tree.ends[outer if outer >= 0 else call]


def _goes_on(reading: Reading, call: int) -> bool:
    """Whether what is subscribed to never ends by itself."""
    chain = reading.tree.slice(call)
    return _ENDLESS.match(chain) is not None and _ENDS.search(chain.partition(".sink")[0]) is None


def _assigned(reading: Reading, homes: Homes) -> Iterator[Resource]:
    """`onChange = { self.reload() }` and `model.onChange = { self.reload() }` in an object that has the one or the other."""
    tree = reading.tree
    for node in tree.of("assignment"):
        closure = tree.child(node, "lambda_literal")
        target = _MEMBER.fullmatch(tree.slice(node + 1)) if closure >= 0 else None
        if target is None or target[2] in reading.vocabulary.words("run-once-closures"):
            continue
        home = homes.around(node)
        if not _can_leak(homes, home) or not _keeps(reading, home, target[1] or target[2], is_function=not target[1]):
            continue
        if homes.held_strongly(closure) and not _is_let_go(reading, target[2]):
            yield _at(reading, tree.starts[node], tree.starts[node] + len(target[0]), node, "closure", target[0])


def _keeps(reading: Reading, home: Home, name: str, is_function: bool) -> bool:
    """Whether the type itself stores a property of this name, and not weakly; of a function where that is asked for."""
    tree = reading.tree
    for node in tree.of("property_declaration"):
        if not home.start <= tree.starts[node] < home.end or tree.kind_above(node) != "class_body":
            continue
        pattern = tree.child(node, "pattern")
        if pattern < 0 or tree.slice(pattern).strip("`") != name or tree.child(node, "computed_property") >= 0:
            continue
        head = tree.text[tree.starts[node] : tree.starts[pattern]]
        if _HOLDER.search(head) or b"@IBOutlet" in head:
            return False
        return not is_function or name in reading.function_values
    return False


def _is_let_go(reading: Reading, name: str) -> bool:
    return re.search(rb"\b" + re.escape(name.encode()) + rb"\s*=\s*(?:nil\b|\{\s*\})", reading.wordless) is not None


def _delegates(reading: Reading, homes: Homes) -> Iterator[Resource]:
    """`var delegate: StoreDelegate?` in a class, where the protocol is of objects alone."""
    tree = reading.tree
    bound = None
    for node in tree.of("property_declaration"):
        pattern, annotation = tree.child(node, "pattern"), tree.child(node, "type_annotation")
        if tree.kind_above(node) != "class_body" or pattern < 0 or annotation < 0:
            continue
        name = tree.slice(pattern).strip("`")
        kind = tree.slice(annotation).lstrip(": ").strip()
        if not name.lower().endswith("delegate") or not kind.endswith(("?", "!")):
            continue
        head = tree.slice(node)[: tree.starts[pattern] - tree.starts[node]]
        is_plain = re.search(r"\b(?:weak|unowned|static|lazy|let|override|class)\b|@", head) is None
        behind = [child for child in tree.parts(node) if child > annotation and tree.kinds[child] != "willset_didset_block"]
        if not is_plain or behind or not _can_leak(homes, homes.around(node)):
            continue
        bound = _class_bound(reading) if bound is None else bound
        wanted = re.sub(r"[()?!]|\b(?:any|some)\s+", "", kind).strip()
        if (wanted in bound or _SYSTEM.fullmatch(wanted)) and not _is_made_here(reading, name):
            yield _at(reading, tree.starts[pattern], tree.ends[pattern], node, "delegate", name)


def _is_made_here(reading: Reading, name: str) -> bool:
    """Whether the object itself makes its delegate, which nobody else would keep; not a variable of that name."""
    made = rb"(?<!\blet )(?<!\bvar )\b" + re.escape(name.encode()) + rb"\s*=\s*[A-Z][\w.]*\("
    return re.search(made, reading.wordless) is not None


def _class_bound(reading: Reading) -> frozenset[str]:
    """The protocols of the file that only objects can have."""
    tree = reading.tree
    found = set()
    for node in tree.of("protocol_declaration"):
        name = tree.child(node, "type_identifier")
        bases = [tree.slice(child) for child in tree.children(node) if tree.kinds[child] == "inheritance_specifier"]
        if name >= 0 and any(_CLASS_BOUND.search(base) for base in bases):
            found.add(tree.slice(name))
    return frozenset(found)


def _at(reading: Reading, start: int, end: int, node: int, kind: str, target: str) -> Resource:
    return Resource(
        start=start,
        end=end,
        region=reading.region_of(node),
        kind=kind,
        target=target,
        place="mount",
        released="never",
    )
