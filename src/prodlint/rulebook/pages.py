"""A rule → its page: what `prodlint explain`, the documentation and SARIF's help show."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.finding import GATES
from prodlint.report.model import RuleSummary
from prodlint.rulebook.model import Example, Rule

FENCES = {"javascript": "js", "typescript": "ts"}


def page(rule: Rule) -> str:
    """The rule's page in Markdown, ending with a line end."""
    bad = [example for example in rule.examples if example.bad]
    good = [example for example in rule.examples if example.good]
    parts = [
        f"# {rule.id}",
        f"{rule.title}.",
        f"**Gate:** {rule.gate} ({GATES[rule.gate][1]})  \n**Confidence:** {rule.confidence}  \n"
        f"**Languages:** {', '.join(_LANGUAGE_NAMES[family] for family in rule.languages)}",
        f"**Why it matters.** {rule.why}",
        f"**What to do.** {rule.fix}",
        "## Found",
        *(_block(example) for example in bad),
        "## Not found",
        *(f"{example.because}\n\n{_block(example)}" for example in good),
        "## When it may stay",
        f"Write the reason beside it: `prodlint: allow {rule.id} -- why it may ship`, in a comment on the line or directly above.",
    ]
    return "\n\n".join(parts) + "\n"


_LANGUAGE_NAMES = {"swift": "Swift", "ecmascript": "JavaScript and TypeScript", "python": "Python"}


def _block(example: Example) -> str:
    code = (example.bad.replace("↓", "") or example.good).strip("\n")
    return f"```{FENCES.get(example.language, example.language)}\n{code}\n```"


def summaries(rules: Iterable[Rule]) -> tuple[RuleSummary, ...]:
    """The rules as reports show them, sorted by id."""
    return tuple(_summary(rule) for rule in sorted(rules, key=lambda rule: rule.id))


def _summary(rule: Rule) -> RuleSummary:
    return RuleSummary(
        id=rule.id,
        title=rule.title,
        gate=rule.gate,
        confidence=rule.confidence,
        level=GATES[rule.gate][0] if rule.confidence != "low" else "note",
        why=rule.why,
        fix=rule.fix,
        help_markdown=page(rule),
        tags=(rule.category,),
    )
