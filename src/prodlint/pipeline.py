"""The run: discover → analyse each file → gather the project → judge → suppress → baseline → report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from prodlint import __version__
from prodlint.absent import absent, is_there
from prodlint.baseline import Baseline
from prodlint.candidate import FileResult
from prodlint.changes import Changes
from prodlint.config import Config
from prodlint.config import digest as config_digest
from prodlint.configfile import place_of
from prodlint.discover import Discovery, FoundFile, discover, discover_named
from prodlint.entries import is_followed, reach_in
from prodlint.environment import Environment
from prodlint.errors import UserError, nearest
from prodlint.finding import Finding, Problem
from prodlint.gateways import gateways_in
from prodlint.judge import ignored_at, judge, may_be_lowered
from prodlint.project.model import Project
from prodlint.project.requested import ask_for_endpoints
from prodlint.project.variables import ask_for_declarations
from prodlint.report.model import Report, in_order
from prodlint.rulebook.book import RuleBook
from prodlint.rulebook.book import digest as book_digest
from prodlint.rulebook.pages import summaries, suppression_summaries
from prodlint.settings import Settings, book_for
from prodlint.suppress import GATE as SUPPRESSION_GATE
from prodlint.suppress import RULES as SUPPRESSION_RULES
from prodlint.suppress import apply
from prodlint.workers import check_files, check_text, version_digest


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the user asked: paths as given, absolute root of the project, settings, and how to narrow the findings.

    `jobs` 0 means one process for each core.  `changes` keeps findings on changed lines only, `baseline` those that are not
    known yet.  `text` is a file given on standard input under the name of the only path.  `today` decides what has expired.
    """

    paths: tuple[Path, ...]
    root: Path
    config: Config
    today: date
    jobs: int = 0
    cache: Path | None = None
    baseline: Baseline | None = None
    changes: Changes | None = None
    text: bytes | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A report, and what the run looked at: all files found, with the role each was given ("" when it was not read)."""

    report: Report
    roles: dict[str, str]
    known: int = 0
    """Findings that the baseline already has."""


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What a run knows when everything is judged: the files, what was found in each, and the findings."""

    book: RuleBook
    found: Discovery
    results: list[FileResult]
    around: list[FileResult]
    """The rest of the project, as far as it was read."""
    project: Project
    findings: list[Finding]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read or judged; of files that were only asked about, what prodlint itself failed on."""
        of_files = (problem for result in self.results for problem in result.problems)
        of_others = (problem for result in self.around for problem in result.problems if problem.is_ours)
        return tuple(dict.fromkeys((*self.found.skipped, *of_files, *of_others, *self.project.environment.problems)))


def check(request: Request) -> Outcome:
    """Everything prodlint has to say about the asked paths."""
    seen = examined(request)
    new, known = request.baseline.split(seen.findings) if request.baseline else (seen.findings, 0)
    shown = request.changes.keep(new) if request.changes else new
    report = reported(shown, seen, request)
    return Outcome(report=report, roles={result.path: result.role for result in seen.results}, known=known)


def examined(request: Request, asked: str = "candidates") -> Examined:
    """The stages from discovering files to judging what was found in them; `asked` is one of workers.ASKED."""
    book, settings = rules_of(request)
    found = asked_files(request)
    results = analysed(found.files, book, settings, request, asked)
    environment = environment_of(results, request, needed=asked in ("integrations", "release"))
    grave = grave_in(results, book, request)
    around = surroundings(results, found, book, settings, request, asks_reach=any(map(is_followed, grave)))
    project = project_of([*results, *around], request, environment, asks_reach=bool(grave))
    if ask_for_endpoints(results):
        project = project.with_served(gateways_in(request.root, project.paths, book.vocabulary("ecmascript")))
    findings = judged(results, project, book, request)
    return Examined(book=book, found=found, results=results, around=around, project=project, findings=findings)


def narrowed(seen: Examined, request: Request) -> Examined:
    """What a run knows, judged by the rules of another request about the same files: only some of those that were asked."""
    book, _ = rules_of(request)
    asked = {rule.id for rule in book.rules}
    results = [
        msgspec.structs.replace(result, candidates=tuple(each for each in result.candidates if each.rule in asked))
        for result in seen.results
    ]
    return msgspec.structs.replace(seen, book=book, results=results, findings=judged(results, seen.project, book, request))


def asked_files(request: Request) -> Discovery:
    """The files to check: what lies below the asked paths, or the one that standard input stands for."""
    if request.text is None:
        return discover(request.paths, request.root, request.config)
    return discover_named(request.paths[0], request.root)


def rules_of(request: Request) -> tuple[RuleBook, Settings]:
    """The rule book of a request, and what a worker needs to build the same one."""
    settings = Settings(
        config=msgspec.json.encode(request.config).decode(),
        rule_folders=tuple(str(folder) for folder in rule_folders(request.config)),
        select=request.config.select,
        ignore=request.config.ignore,
        cache=str(request.cache or ""),
    )
    book = book_for(settings)
    check_ignored(request.config, book)
    return book, settings


def check_ignored(config: Config, book: RuleBook) -> None:
    """Raises UserError for an unknown rule or gate that is ignored at some path."""
    known = sorted({*book.known, *SUPPRESSION_RULES})
    for pattern, names in config.per_path_ignores.items():
        for name in names:
            if name not in known:
                where = place_of(config.file, "per-path-ignores", pattern, value=name) or config.file
                raise UserError(f"`per-path-ignores` names the unknown rule or gate `{name}`", where, nearest(name, known))


def analysed(
    files: Sequence[FoundFile], book: RuleBook, settings: Settings, request: Request, asked: str = "candidates"
) -> list[FileResult]:
    """The result of each file, or of the text on standard input; `asked` is one of workers.ASKED."""
    if request.text is not None:
        return [check_text(found, request.text, settings) for found in files]
    digest = version_digest(book_digest(book), config_digest(request.config))
    return check_files(files, settings, digest, request.jobs or request.config.jobs, request.cache, asked)


def grave_in(results: Sequence[FileResult], book: RuleBook, request: Request) -> list[str]:
    """The paths of files with something that counts less where it does not ship."""
    rules = {rule.id: rule for rule in book.rules}
    return [result.path for result in results if may_be_lowered(result, rules, request.config)]


def project_of(everything: Sequence[FileResult], request: Request, environment: Environment, *, asks_reach: bool) -> Project:
    """What all files say of each other; what ships is only asked where some file has what must not."""
    project = Project.of(everything, environment)
    if not asks_reach:
        return project
    return replace(project, reach=reach_in(str(request.root), everything, request.config))


def surroundings(
    results: Sequence[FileResult],
    found: Discovery,
    book: RuleBook,
    settings: Settings,
    request: Request,
    asks_reach: bool = False,
) -> list[FileResult]:
    """The rest of the project, read only when some candidate asks about other files; what is not read stands there unread."""
    if not asks_reach and not any(candidate.project for result in results for candidate in result.candidates):
        return []
    asked = {file.path for file in found.files}
    everything = discover((request.root,), request.root, request.config)
    rest = [file for file in everything.files if file.path not in asked]
    unread = [FileResult(path=problem.path, role="", problems=(problem,)) for problem in everything.skipped]
    return [*analysed(rest, book, settings, msgspec.structs.replace(request, text=None), "crossing"), *unread]


def environment_of(results: Sequence[FileResult], request: Request, *, needed: bool) -> Environment:
    """The variables that the project declares, read only when they are needed or some candidate asks for them."""
    from prodlint.read import broken_at_the_top, read_environment

    if not needed and not ask_for_declarations(results):
        looked_at = request.text is None and any(path.resolve() == request.root.resolve() for path in request.paths)
        return Environment(problems=broken_at_the_top(request.root, request.config) if looked_at else ())

    return read_environment(request.root, request.config)


def judged(results: Sequence[FileResult], project: Project, book: RuleBook, request: Request) -> list[Finding]:
    """The findings of all files with their suppressions applied, in the order of reports."""
    rules = {rule.id: rule for rule in book.rules}
    known = book.known
    active = {name for rule in book.rules for name in (rule.id, rule.gate)}
    findings: list[Finding] = []
    for result in results:
        own = judge(result, project, rules, request.config)
        judged = apply(own, result.suppressions, known, request.today, result.path, active)
        findings += [finding for finding in judged if is_wanted(finding, request.config)]
    return list(in_order(findings))


def is_wanted(finding: Finding, config: Config) -> bool:
    """Whether a finding about a suppression was asked for; the others come from rules that were."""
    if finding.gate != SUPPRESSION_GATE:
        return True
    names = {finding.rule, finding.gate}
    return (
        not names & ignored_at(finding.path, config)
        and not names & set(config.ignore)
        and (not config.select or bool(names & set(config.select)))
    )


def reported(findings: Sequence[Finding], seen: Examined, request: Request) -> Report:
    """The findings with all that a report says beside them."""
    return Report(
        findings=tuple(findings),
        problems=seen.problems,
        rules=(*summaries(seen.book.rules), *suppression_summaries()),
        files=len(seen.results),
        lines=sum(result.lines for result in seen.results),
        suppressed=sum(bool(finding.suppressed) for finding in findings),
        root=str(request.root),
        prefix=prefix_of(request.root),
        category=request.config.category,
        version=__version__,
    )


def prefix_of(root: Path) -> str:
    """The root's path inside its git work tree, "" at the top or outside of one."""
    top = next((folder for folder in (root, *root.parents) if is_there(folder / ".git")), root)
    return "" if top == root else root.relative_to(top).as_posix()


def rule_folders(config: Config) -> list[Path]:
    """The user's folders of rules, relative to the configuration file.  Raises UserError for one that is not there."""
    base = Path(config.file).parent if config.file else Path.cwd()
    folders = [base / folder for folder in config.rules]
    for name, folder in zip(config.rules, folders, strict=True):
        if not folder.is_dir():
            wrong = "a file, and no folder of rules" if folder.is_file() else "no such folder of rules"
            near = "" if folder.is_file() else absent(str(folder)).remedy
            where = place_of(config.file, "rules", value=name)
            raise UserError(f"`rules`: {name}: {wrong}", where, near or "create it with `prodlint new-rule`, or mend `rules`")
    return folders
