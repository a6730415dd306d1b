"""The Swift grammar, and which of its kinds of nodes a tree keeps."""

from __future__ import annotations

from functools import cache

import tree_sitter_swift
from tree_sitter import Language

_ERROR_ID = 0xFFFF


def kinds_named(words: str) -> frozenset[str]:
    """The grammar's kinds named in a text, separated by white space."""
    return frozenset(words.split())


_LEFT_OUT = kinds_named(
    """
    navigation_suffix value_argument_label visibility_modifier property_modifier member_modifier inheritance_modifier
    mutation_modifier function_modifier property_behavior_modifier ownership_modifier parameter_modifiers
    parameter_modifier user_type array_type dictionary_type optional_type function_type opaque_type existential_type
    tuple_type metatype protocol_composition_type type_parameters type_constraints type_arguments type_modifiers
    try_operator throws as_operator line_str_text multi_line_str_text str_escaped_char raw_str_part raw_str_end_part
    raw_str_interpolation_start bang else catch_keyword where_keyword default_keyword throw_keyword
    lambda_function_type capture_list getter_specifier setter_specifier shebang_line
    """
)
_LEAVES = kinds_named(
    """
    comment multiline_comment simple_identifier integer_literal hex_literal bin_literal oct_literal real_literal
    boolean_literal inheritance_specifier type_identifier import_declaration type_annotation value_binding_pattern
    parameter self_expression super_expression directive availability_condition selector_expression
    key_path_expression regex_literal special_literal
    """
)


@cache
def language() -> Language:
    """The Swift grammar."""
    return Language(tree_sitter_swift.language())


@cache
def kept_kinds() -> dict[int, tuple[str, bool]]:
    """The grammar's kind number → the kind's name and whether its children are kept; kinds of no interest are absent."""
    swift = language()
    kept = {_ERROR_ID: ("ERROR", True)}
    for number in range(swift.node_kind_count):
        name = swift.node_kind_for_id(number)
        if name and swift.node_kind_is_named(number) and name not in _LEFT_OUT:
            kept[number] = (name, name not in _LEAVES)
    return kept
