"""What a class says about itself, and the decorators of any definition."""

from __future__ import annotations

from prodlint.languages.python.literals import callee_text, dotted, labelled
from prodlint.languages.python.tree import Item, Tree


def owner_of(item: Item) -> Item | None:
    """The class whose body a definition stands in directly."""
    outer = item.parent
    for _ in range(4):
        if outer.kind == "class_definition":
            return outer
        if outer.kind not in ("block", "if_statement", "else_clause"):
            return None
        outer = outer.parent
    return None


def name_of(tree: Tree, item: Item) -> str:
    """The name of a function or class definition."""
    name = item.node.child_by_field_name("name")
    return tree.of(name) if name is not None else ""


def bases_of(tree: Tree, definition: Item) -> tuple[str, ...]:
    """The superclasses of a class, dotted, without keywords and type arguments."""
    superclasses = definition.node.child_by_field_name("superclasses")
    if superclasses is None:
        return ()
    names = []
    for argument in superclasses.named_children:
        keyword, value = labelled(tree, argument)
        if value.type == "subscript":
            value = value.child_by_field_name("value") or value
        name = dotted(tree, value)
        if name and (not keyword or keyword == "metaclass"):
            names.append(name)
    return tuple(names)


def decorators_of(tree: Tree, definition: Item) -> tuple[str, ...]:
    """The decorators of a definition as dotted text, without their arguments."""
    return tuple(_decorator(tree, item) for item in decorator_items(tree, definition))


def decorator_items(tree: Tree, definition: Item) -> list[Item]:
    """The decorators of a definition, first to last: its siblings directly before it."""
    siblings: list[Item] = []
    index = definition.index - 1
    while index > definition.parent.index:
        before = tree.items[index]
        while before.parent is not definition.parent:
            before = before.parent
        if before.kind == "decorator":
            siblings.append(before)
        elif before.kind != "comment":
            break
        index = before.index - 1
    return siblings[::-1]


def _decorator(tree: Tree, item: Item) -> str:
    inside = item.node.named_children
    if not inside:
        return ""
    expression = inside[0]
    if expression.type == "call":
        function = expression.child_by_field_name("function")
        return callee_text(tree, function) if function is not None else ""
    return dotted(tree, expression)
