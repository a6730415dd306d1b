"""A rule → its page: what `prodlint explain`, the documentation and SARIF's help show."""

from __future__ import annotations

from collections.abc import Iterable

from prodlint.finding import GATES
from prodlint.report.model import RuleSummary
from prodlint.rulebook.model import EXAMPLE_FAMILY, Example, Rule
from prodlint.suppress import GATE as SUPPRESSION_GATE
from prodlint.suppress import RULES as SUPPRESSION_RULES

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
        f"In a comment on the line or directly above: `prodlint: allow {rule.id} -- why it may ship`.",
    ]
    return "\n\n".join(parts) + "\n"


_LANGUAGE_NAMES = {
    "swift": "Swift",
    "ecmascript": "JavaScript and TypeScript (also inside of HTML, Vue, Svelte and Angular templates)",
    "python": "Python",
    "settings": "files of settings",
}


def _block(example: Example) -> str:
    code = (example.bad.replace("↓", "") or example.good).strip("\n")
    named = f"`{example.path}`:\n\n" if EXAMPLE_FAMILY[example.language] == "settings" else ""
    block = f"{named}```{FENCES.get(example.language, example.language)}\n{code}\n```"
    others = (f"Beside it, `{path}`:\n\n```\n{text.strip(chr(10))}\n```" for path, text in example.beside.items())
    return "\n\n".join((block, *others))


def summaries(rules: Iterable[Rule]) -> tuple[RuleSummary, ...]:
    """The rules as reports show them, sorted by id."""
    return tuple(_summary(rule) for rule in sorted(rules, key=lambda rule: rule.id))


def suppression_summaries() -> tuple[RuleSummary, ...]:
    """The rules about suppressions, which no file holds, as reports show them."""
    return tuple(
        RuleSummary(
            id=name,
            title=about.title,
            gate=SUPPRESSION_GATE,
            confidence="high",
            level=about.level,
            why=about.why,
            fix=about.fix,
            help_markdown=suppression_page(name),
            tags=("suppressions",),
        )
        for name, about in sorted(SUPPRESSION_RULES.items())
    )


def suppression_page(name: str) -> str:
    """The page of a rule about suppressions."""
    about = SUPPRESSION_RULES[name]
    parts = [
        f"# {name}",
        f"{about.title}.",
        f"**Gate:** {SUPPRESSION_GATE}",
        f"**Why it matters.** {about.why}",
        f"**What to do.** {about.fix}",
    ]
    return "\n\n".join(parts) + "\n"


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
