"""sarif-om objects → JSON text.

sarif-om has no serializer, and the usual one leaves out what equals the schema's default, `level: "warning"` among it,
for which consumers then take the rule's level instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec

from prodlint.report.printable import legal

UNSET = -1
"""sarif-om's default for numbers that are absent."""


def to_json(log: Any) -> str:
    """A sarif-om object as indented JSON that ends with a line end."""
    return msgspec.json.format(msgspec.json.encode(to_plain(log)), indent=2).decode() + "\n"


def to_plain(value: Any) -> Any:
    """A sarif-om object, or a list, mapping or scalar, as dictionaries, lists and scalars; None and unset go."""
    if isinstance(value, str):
        return legal(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {legal(name): to_plain(item) for name, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return _properties(value)


def _properties(value: Any) -> dict[str, Any]:
    kind: Any = type(value)
    plain = {}
    for attribute, name, default in _attributes(kind):
        item = getattr(value, attribute)
        if item is None or (item == UNSET and default == UNSET):
            continue
        plain[name] = to_plain(item)
    return plain


@cache
def _attributes(kind: Any) -> tuple[tuple[str, str, Any], ...]:
    """Attribute name, property name in the schema and default value of each attribute of a sarif-om class."""
    return tuple(
        (attribute.name, attribute.metadata["schema_property_name"], attribute.default) for attribute in kind.__attrs_attrs__
    )
