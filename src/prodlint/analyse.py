"""One file from bytes to candidates: read, skim, parse, facts, match, confirm.  Runs in a worker and needs nothing else."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import FrameType

import msgspec

from prodlint.candidate import DESIGNS, Crossing, FileResult, Served
from prodlint.config import Config
from prodlint.contacts import used_in
from prodlint.crossing import crossing_of, designs_of, provided_in, selected_in
from prodlint.directives import blanked
from prodlint.discover import FoundFile
from prodlint.environment import TREES, declared_in
from prodlint.fact import Comment, Connection, Control, Declaration, Endpoint, Route
from prodlint.file import File
from prodlint.finding import Problem
from prodlint.imports import imports_of
from prodlint.integration import Used
from prodlint.inventory import Seen
from prodlint.languages import FAMILIES, SETTINGS, FrontEnd, front_end
from prodlint.leads import makes_pages, pages_of, unread_pages
from prodlint.match import match_file
from prodlint.parsed import Parsed
from prodlint.read import source_of
from prodlint.roles import role_of
from prodlint.rulebook.book import RuleBook, Shapes
from prodlint.rulebook.model import PRODUCT_ROLES, Match
from prodlint.rulebook.need import need_of
from prodlint.serving import makes_endpoints, origins_of, served_by, served_unseen
from prodlint.settings import Settings, book_for, config_of
from prodlint.sightings import seen_in
from prodlint.skim import Skim
from prodlint.source import Source
from prodlint.suppress import find_suppressions

SECONDS_PER_FILE = 20
FOREIGN = ("vendored", "types")
"""Roles of files that import nothing of the project for it to run."""


class TookTooLong(BaseException):
    """The time limit of one file ran out; not an Exception, so that no handler in between can drop it."""


class Analyser:
    """The rule book and front ends of one process."""

    def __init__(self, book: RuleBook, config: Config) -> None:
        self.book = book
        self.config = config
        self._skims: dict[str, Skim] = {}
        self._shapes: dict[frozenset[str], Shapes] = {}
        self._asked: dict[tuple[str, str], frozenset[str]] = {}
        self._control_skims: dict[str, Skim] = {}
        self._front_ends: dict[str, FrontEnd] = {}
        self._roles = frozenset(
            role for rule in book.rules for match in rule.matches for role in (match.roles or PRODUCT_ROLES)
        )

    def check_file(self, found: FoundFile, raw: bytes, asked: str = "candidates") -> FileResult:
        """The result of one file's bytes; whatever goes wrong in it becomes a Problem, and the run goes on.

        `asked` is one of workers.ASKED: "inventory" asks for the file's controls, too, "integrations" for its services, and
        "release" for both, "drift" for controls and types.
        """
        return self._guarded(found, raw, lambda source: self.check_source(source, found.language, asked))

    def crossing_of_file(self, found: FoundFile, raw: bytes) -> FileResult:
        """Only what other files may ask of a file, which takes no parsing but for the files that make an app's routes.

        What goes wrong becomes a Problem here, too.
        """
        return self._guarded(found, raw, lambda source: self._only_crossing(source, found.language))

    def _guarded(self, found: FoundFile, raw: bytes, work: Callable[[Source], FileResult]) -> FileResult:
        """What the work makes of a file that can be read, within the time limit."""
        try:
            with time_limit(SECONDS_PER_FILE):
                source = source_of(found.path, raw, found.language)
                if isinstance(source, Problem):
                    return FileResult(path=found.path, role="", problems=(source,))
                return work(source)
        except TookTooLong:
            problem = Problem(found.path, "timeout", f"took more than {SECONDS_PER_FILE} seconds of work and was left out")
        except Exception as error:  # noqa: BLE001  # the one place: a file that crashes is named, the others go on
            import traceback  # 6 ms that few runs need

            where = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
            problem = Problem(found.path, "crashed", f"prodlint failed on this file: {what}")
        return FileResult(path=found.path, role="", problems=(problem,))

    def _only_crossing(self, source: Source, language: str) -> FileResult:
        role = role_of(source.path, source.text, self.config)
        return FileResult(path=source.path, role=role, crossing=self._crossing(source, language, role))

    def check_source(self, source: Source, language: str, asked: str = "candidates") -> FileResult:
        """The result of one readable file."""
        role = role_of(source.path, source.text, self.config)
        lines = source.text.count(b"\n") + (not source.text.endswith(b"\n") if source.text else 0)
        if role not in self._roles and FAMILIES[language] == SETTINGS:
            return FileResult(path=source.path, role=role, lines=lines)
        if role not in self._roles:
            crossing = self._crossing_unread(source, language, role)
            reads = role == "tool-config" and asked in ("integrations", "release")
            used = used_in(self.read(source, language, role)) if reads else Used()
            return FileResult(path=source.path, role=role, lines=lines, crossing=crossing, used=used)
        family = FAMILIES[language]
        broken = declared_in(source.path, language, source.text).problems if language in TREES else ()
        if family == SETTINGS:
            asked = "candidates"
        shapes = self._shapes_in(source.text, family, role)
        suppressing = b"prodlint:" in source.text
        crossing = self._crossing(source, language, role)
        controls = asked in ("inventory", "release", "drift") and self._may_have_controls(source.text, family)
        services = asked in ("integrations", "release")
        types = asked == "drift"
        if not shapes and not suppressing and not controls and not services and not types:
            return FileResult(path=source.path, role=role, lines=lines, crossing=crossing, problems=broken)
        comments = self._comments(source, language, role) if suppressing else []
        judged = Source(source.path, blanked(source.text, comments), source.lines) if suppressing else source
        file = self.read(judged, language, role)
        return FileResult(
            path=source.path,
            role=role,
            lines=lines,
            candidates=match_file(file, shapes),
            crossing=crossing,
            suppressions=find_suppressions(source.text, comments, source.place) if suppressing else (),
            problems=(*broken, *_partial(file)),
            seen=seen_in(file, shapes.get(Control, ())) if controls else Seen(),
            used=used_in(file) if services else Used(),
            types=types_in(file) if types else (),
        )

    def _crossing_unread(self, source: Source, language: str, role: str) -> Crossing:
        """What other files may ask of a file that no rule looks at: more of the settings of tools than of all else."""
        text, vocabulary = source.text, self.book.vocabulary(FAMILIES[language])
        selected = selected_in(text, vocabulary)
        imports = () if role in FOREIGN else imports_of(text, vocabulary)
        if role != "tool-config":
            return Crossing(selected=selected, imports=imports)
        return Crossing(
            selected=selected,
            imports=imports,
            pages=unread_pages(source.path, text, vocabulary),
            provides=provided_in(text, vocabulary),
            served=served_unseen(text, vocabulary, role),
        )

    def _crossing(self, source: Source, language: str, role: str) -> Crossing:
        """What other files may ask of a file; routes are those of the product, and of its settings."""
        if FAMILIES[language] == SETTINGS:
            return Crossing()
        vocabulary = self.book.vocabulary(FAMILIES[language])
        crossing = crossing_of(source.text, vocabulary)
        if role not in FOREIGN:
            crossing = msgspec.structs.replace(crossing, imports=imports_of(source.text, vocabulary))
        if role not in (*self._roles, "tool-config"):
            return crossing
        if source.path.endswith(DESIGNS):
            file = self.read(source, language, role)
            designs = designs_of(source.text, vocabulary, file.all(Connection), is_whole=not file.errors)
            return msgspec.structs.replace(crossing, designs=designs)
        pages = unread_pages(source.path, source.text, vocabulary)
        if makes_pages(source.text, vocabulary):
            pages += pages_of(self.read(source, language, role).all(Route))
        served, origins = self._served(source, language, role)
        if not pages and not served and not origins:
            return crossing
        return msgspec.structs.replace(crossing, pages=pages, served=served, origins=origins)

    def _served(self, source: Source, language: str, role: str) -> tuple[tuple[Served, ...], tuple[str, ...]]:
        """What a file says of the paths that a server serves, and where the addresses of its clients begin."""
        vocabulary = self.book.vocabulary(FAMILIES[language])
        if role == "test" or not vocabulary.words("serving"):
            return (), ()
        served = served_unseen(source.text, vocabulary, role)
        if makes_endpoints(source.text, vocabulary):
            served += served_by(source, self.read(source, language, role).all(Endpoint))
        return served, origins_of(source.text, vocabulary)

    def read(self, source: Source, language: str, role: str) -> File:
        """The file, parsed."""
        family = FAMILIES[language]
        vocabulary = self.book.vocabulary(family)
        parsed = self._front_end(language).parse(source.text, vocabulary) if source.text else Parsed({})
        return File(source, role, family, parsed, vocabulary)

    def _front_end(self, language: str) -> FrontEnd:
        if language not in self._front_ends:
            self._front_ends[language] = front_end(language)
        return self._front_ends[language]

    def _comments(self, source: Source, language: str, role: str) -> list[tuple[int, int]]:
        file = self.read(source, language, role)
        return [(comment.start, comment.end) for comment in file.all(Comment)]

    def _may_have_controls(self, text: bytes, family: str) -> bool:
        """Whether the text has a word without which nothing in it can be touched."""
        if family not in self._control_skims:
            self._control_skims[family] = Skim({"control": need_of(Match(on="control"), self.book.vocabulary(family))})
        return bool(self._control_skims[family].live(text))

    def prepare(self, languages: Iterable[str]) -> None:
        """Build now what files of these languages need, so that processes that are forked from this one inherit it."""
        for language in languages:
            self._front_end(language)
            self._skim(FAMILIES[language])

    def _skim(self, family: str) -> Skim:
        if family not in self._skims:
            self._skims[family] = Skim(self.book.needs(family), self.book.vocabulary(family).bytes_pattern("definitions"))
        return self._skims[family]

    def _shapes_in(self, text: bytes, family: str, role: str) -> Shapes:
        """The shapes of rules for this role that can match in the text."""
        if (family, role) not in self._asked:
            self._asked[family, role] = self.book.names(family, role)
        names = self._skim(family).live(text, self._asked[family, role])
        if names not in self._shapes:
            self._shapes[names] = self.book.shapes(names)
        return self._shapes[names]


def types_in(file: File) -> tuple[str, ...]:
    """The names of the types that a file declares in code that ships, sorted."""
    types = (each for each in file.all(Declaration) if each.kind == "type" and not each.region)
    return tuple(sorted({each.name for each in types if each.name}))


@lru_cache(maxsize=1)
def analyser_for(settings: Settings) -> Analyser:
    """The analyser of these settings, built once in a process."""
    return Analyser(book_for(settings), config_of(settings))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TookTooLong inside the block after so many seconds of work: a busy machine loses no file.

    Without effect where there is no SIGPROF, and outside of the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _partial(file: File) -> tuple[Problem, ...]:
    if not file.errors:
        return ()
    line = file.source.place(*file.errors[0]).line
    return (Problem(file.path, "partial", f"syntax not understood from line {line}; that part was not judged", line),)
