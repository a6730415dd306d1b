"""The text a string, template or markup node stands for."""

from __future__ import annotations

import html
import re

from tree_sitter import Node

from prodlint.languages.ecmascript.tree import decoded

ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|(.))", re.DOTALL)
SINGLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}


def string_value(node: Node) -> str:
    """A string literal's text without quotes, escapes resolved."""
    inner = decoded((node.text or b"")[1:-1])
    return unescaped(inner) if "\\" in inner else inner


def template_value(node: Node) -> str:
    """A template literal's text, each substitution replaced by `{}`."""
    text = node.text or b""
    start = node.start_byte
    pieces: list[bytes] = []
    position = 1
    for child in node.named_children:
        if child.type == "template_substitution":
            pieces.append(text[position : child.start_byte - start])
            pieces.append(b"{}")
            position = child.end_byte - start
    pieces.append(text[position:-1])
    value = decoded(b"".join(pieces))
    return unescaped(value) if "\\" in value else value


def has_substitution(node: Node) -> bool:
    """Whether a template literal interpolates anything."""
    return any(child.type == "template_substitution" for child in node.named_children)


def literal_text(node: Node) -> str:
    """The text of a string or template, "" for any other node."""
    if node.type == "string":
        return string_value(node)
    if node.type == "template_string":
        return template_value(node)
    return ""


def markup_text(raw: str) -> str:
    """Markup text as a reader sees it: white space collapsed, entities resolved."""
    collapsed = " ".join(raw.split())
    return html.unescape(collapsed) if "&" in collapsed else collapsed


def unescaped(text: str) -> str:
    """Text with JavaScript escapes resolved."""
    return ESCAPE.sub(_resolve, text)


def _resolve(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        point = int(code, 16)
        return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"
    return SINGLE.get(match[4], match[4]) if match[4] else ""
