"""What one example of a rule says about many more texts: each function makes one, and tells where the places have gone."""

from __future__ import annotations

from dataclasses import dataclass

from prodlint.examples import marked
from prodlint.rulebook.model import Example

MARKUP = ("html", "vue", "svelte", "plist")
"""Languages whose code stands between tags."""
SETTINGS = ("yaml", "json", "toml", "plist", "dotenv", "xcconfig")
HASH = ("python", "yaml", "toml", "dotenv")
"""Languages whose comments begin with it."""
EMOJI = "👩‍👩‍👧🎉"
"""Two astral characters joined by zero-width joiners, and one alone: six characters, nine UTF-16 units, 25 bytes."""
Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Derived:
    """A text, and the 1-based lines and columns at which the example's rule is found in it."""

    code: str
    places: Places


def plain(example: Example) -> Derived:
    """The bad example itself."""
    return Derived(*marked(example.bad))


def in_a_comment(example: Example) -> str:
    """The bad example, every line of it commented out."""
    code, _ = marked(example.bad)
    if example.language in MARKUP:
        return f"<!--\n{code.strip()}\n-->\n"
    leader = "# " if example.language in HASH else "// "
    return "\n".join(leader + line if line else line for line in code.strip("\n").split("\n")) + "\n"


def in_a_text(example: Example) -> str:
    """The bad example as the value of a raw string literal."""
    code, _ = marked(example.bad)
    code = code.strip("\n")
    if example.language == "swift":
        return f'let snippet = ##"""\n{code}\n"""##\n'
    if example.language == "python":
        return "snippet = r" + _quoted_by(code) + "\n"
    escaped = code.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")
    if example.language in MARKUP:
        return "<script>\nexport const snippet = `\n" + escaped.replace("</", "<\\/") + "\n`;\n</script>\n"
    return f"export const snippet = `\n{escaped}\n`;\n"


def below_an_emoji(example: Example) -> Derived:
    """The bad example with a comment full of emoji above it."""
    code, places = marked(example.bad)
    leader = "#" if example.language in HASH else "//"
    above = f"<!-- {EMOJI} -->" if example.language in MARKUP else f"{leader} {EMOJI}"
    return Derived(f"{above}\n\n{code}", [(line + 2, column) for line, column in places])


def behind_an_emoji(example: Example) -> Derived:
    """The bad example with emoji before the place on its own line: in a block comment, or for Python in a statement."""
    code, places = marked(example.bad)
    before = f'"{EMOJI}"; ' if example.language == "python" else f"/* {EMOJI} */ "
    line, _ = places[0]
    lines = code.split("\n")
    text = lines[line - 1]
    indent = len(text) - len(text.lstrip())
    lines[line - 1] = text[:indent] + before + text[indent:]
    moved = [(at, here + len(before)) if at == line else (at, here) for at, here in places]
    return Derived("\n".join(lines), moved)


def takes_a_comment_before(example: Example) -> bool:
    """Whether something can stand before the code of the place's line: not in comments, texts, markup and heads of blocks."""
    if example.language in SETTINGS:
        return False
    code, places = marked(example.bad)
    line, column = places[0]
    text = code.split("\n")[line - 1]
    if example.language == "python":
        return not text.lstrip().startswith(
            ("#", "@", "if ", "for ", "def ", "class ", "async ", "with ", "except", "try")
        ) and (column - 1 == len(text) - len(text.lstrip()) or "=" in text[: column - 1])
    return not text.lstrip().startswith(("//", "/*", "*", "<", "{/*", "}", ".", ")"))


def with_windows_line_ends(example: Example) -> Derived:
    """The bad example with CRLF."""
    code, places = marked(example.bad)
    return Derived(code.replace("\n", "\r\n"), places)


def allowed(example: Example, rule_id: str) -> str:
    """The bad example with a comment above each place that allows the rule there."""
    code, places = marked(example.bad)
    lines = code.split("\n")
    for line in sorted({line for line, _ in places}, reverse=True):
        text = lines[line - 1]
        indent = text[: len(text) - len(text.lstrip())]
        lines.insert(line - 1, indent + _comment(example, lines, line, f"prodlint: allow {rule_id} -- decided on Monday"))
    return "\n".join(lines)


def _comment(example: Example, lines: list[str], line: int, text: str) -> str:
    if example.language in HASH:
        return f"# {text}"
    before = "\n".join(lines[: line - 1])
    in_a_template = example.language == "typescript" and before.count("`") % 2
    if in_a_template or (example.language in MARKUP and before.count("<script") == before.count("</script")):
        return f"<!-- {text} -->"
    markup = example.language in ("jsx", "tsx") and lines[line - 1].lstrip().startswith(("<", "{"))
    opened = lines[line - 2].rstrip() if line > 1 else ""
    if markup and opened.endswith(">") and not opened.endswith("=>"):
        return f"{{/* {text} */}}"
    return f"// {text}"


def _quoted_by(code: str) -> str:
    quotes = "'''" if '"""' in code else '"""'
    return f"{quotes}\n{code}\n{quotes}"
