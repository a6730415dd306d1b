"""What the statement around an offset does with the value that stands there."""

from __future__ import annotations

import pytest

from prodlint.file import File
from prodlint.flow.statements import statement_at
from prodlint.languages import front_end
from prodlint.rulebook.folder import bundled_folder
from prodlint.rulebook.load import load_vocabulary
from prodlint.source import Source
from prodlint.vocabulary import Vocabulary

LANGUAGES = {"python": "python", "tsx": "ecmascript", "swift": "swift"}


def does(language: str, marked: str) -> tuple[str, str]:
    """What the statement around `↓` does, and the name."""
    family = LANGUAGES[language]
    at = len(marked.partition("↓")[0].encode())
    text = marked.replace("↓", "").encode()
    vocabulary = Vocabulary(family, load_vocabulary(bundled_folder() / "vocabulary"))
    file = File(Source("src/app", text), "product", family, front_end(language).parse(text, vocabulary), vocabulary)
    statement = statement_at(at, file)
    return statement.does, statement.name


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("python", 'def ask(q):\n    return ↓"No."\n', ("returned", "")),
        ("python", 'def ask(q):\n    return {\n        "answer": [↓"No."],\n    }\n', ("returned", "")),
        ("python", 'def ask(q):\n    said = "a"\n    reply = Reply(\n        ↓"No.",\n    )\n', ("kept", "reply")),
        ("python", 'def ask(q):\n    self.reply: str = ↓"No."\n', ("kept", "self.reply")),
        ("python", 'def ask(q):\n    replies["no"] = ↓"No."\n', ("kept", "replies")),
        ("python", 'def ask(q):\n    rows.append({"answer": ↓"No."})\n', ("collected", "rows")),
        ("python", 'def ask(q, tell):\n    tell(↓"No.")\n', ("handed", "tell")),
        ("python", 'def ask(q):\n    reply = translate(↓"No.")\n', ("handed", "translate")),
        ("python", 'def ask(q):\n    if q == ↓"No.":\n        return None\n', ("", "")),
        ("tsx", "function ask() {\n  return {\n    a: [↓1],\n  };\n}\n", ("returned", "")),
        ("tsx", "const ask = () => ({ a: [↓1] });\n", ("returned", "")),
        ("tsx", "function ask(): Promise<A> {\n  const rows: A[] = [\n    { a: ↓1 },\n  ];\n}\n", ("kept", "rows")),
        ("tsx", "function App() {\n  const [rows, setRows] = useState([↓1]);\n}\n", ("kept", "rows")),
        ("tsx", "function App() {\n  useEffect(() => {\n    setRows([{ a: ↓1 }]);\n  }, []);\n}\n", ("state", "setRows")),
        ("tsx", "function load() {\n  return rows.map((row) => {\n    return { a: ↓1 };\n  });\n}\n", ("returned", "")),
        (
            "tsx",
            "function load() {\n  return new Promise((resolve) => {\n    setTimeout(() => resolve({ a: ↓1 }), 9);\n  });\n}\n",
            ("returned", ""),
        ),
        (
            "tsx",
            "function load() {\n  if (a) {\n    return;\n  }\n  try {\n    setRows([↓1]);\n  } catch (e) {}\n}\n",
            ("state", "setRows"),
        ),
        ("tsx", 'const A = () => (\n  <span className="count">{↓1}</span>\n);\n', ("returned", "")),
        ("swift", 'func ask() -> String {\n    let reply = "a"\n    return ↓"No."\n}\n', ("returned", "")),
        ("swift", 'func ask() -> String { ↓"No." }\n', ("returned", "")),
        ("swift", 'func ask() {\n    let reply = Reply(\n        text: ↓"No."\n    )\n}\n', ("kept", "reply")),
        ("swift", 'func ask(completion: (String) -> Void) {\n    completion(↓"No.")\n}\n', ("handed", "completion")),
        ("swift", 'func ask() {\n    messages.append(Message(text: ↓"No."))\n}\n', ("collected", "messages")),
    ],
)
def test_a_statement_does_something_with_its_value(language: str, code: str, expected: tuple[str, str]) -> None:
    assert does(language, code) == expected


def test_brackets_in_texts_and_comments_count_for_nothing() -> None:
    code = 'def ask(q):\n    hint = "(["  # {\n    return ↓"No."\n'
    assert does("python", code) == ("returned", "")


def test_a_tags_attribute_does_not_keep_what_stands_in_the_tag() -> None:
    code = 'export const A = () => {\n  log(1);\n  <span className="count">↓12</span>;\n};\n'
    assert does("tsx", code) == ("", "")
