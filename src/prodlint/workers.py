"""Files → results: in this process or, when there are many, in several; unchanged files come from the cache."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from prodlint import __version__
from prodlint.cache import cache_in, key_of
from prodlint.candidate import FileResult
from prodlint.discover import FoundFile
from prodlint.finding import Problem
from prodlint.read import read_bytes
from prodlint.settings import Settings

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

    from prodlint.analyse import Analyser

# What analyses is imported where it is used: a run in which no file has changed needs none of it.

FEW_BYTES = 150_000
"""Up to so much text to be analysed (a quarter of a second), starting processes costs more than it saves."""
SHARES = 8
"""Tasks for each worker: the more, the more evenly they end; the fewer, the less there is to send."""
MOST_IN_TASK = 64

ASKED = ("candidates", "inventory", "integrations", "release", "drift", "crossing")
"""What is asked of a file: the candidates of findings, the controls, the services, both, or controls and types beside them, or
only what other files may need to know."""


class Task(msgspec.Struct, frozen=True):
    """Some files for one worker.

    `digest` stands for rules and settings; `cache` is the folder of the cache, "" for none.  `asked` is one of ASKED.
    """

    files: tuple[FoundFile, ...]
    settings: Settings
    digest: str
    cache: str = ""
    asked: str = "candidates"


def check_files(
    files: Sequence[FoundFile], settings: Settings, digest: str, jobs: int, cache: Path | None, asked: str = "candidates"
) -> list[FileResult]:
    """The result of each file, sorted by path.  `jobs` 0 means one process for each core; `asked` is one of ASKED."""
    # Facts hold no cycles: collecting less often saves a twentieth of the time and costs no memory to speak of.
    gc.set_threshold(200_000, 20, 50)
    whole = Task(tuple(files), settings, f"{asked} {digest}", str(cache or ""), asked)
    known = known_results(whole) if cache else {}
    rest = [(size_of(found), found) for found in files if found.absolute not in known]
    size = sum(size for size, _ in rest)
    workers = 1 if not jobs and size <= FEW_BYTES else jobs or os.cpu_count() or 1
    tasks = [msgspec.structs.replace(whole, files=share) for share in shares(rest, size // (workers * SHARES))]
    if min(workers, len(tasks)) > 1:
        fresh = _in_processes(tasks, min(workers, len(tasks)))
    else:
        fresh = [result for task in tasks for result in check_task(task)]
    return sorted([*known.values(), *fresh], key=lambda result: result.path)


def check_text(found: FoundFile, text: bytes, settings: Settings) -> FileResult:
    """The result of a text that lies in no file."""
    from prodlint.analyse import analyser_for

    return analyser_for(settings).check_file(found, text)


def known_results(task: Task) -> dict[str, FileResult]:
    """What the cache knows of the task's files as they are now, by absolute path."""
    read = [(found, read_bytes(found)) for found in task.files]
    keys = {found.absolute: key_of(task.digest, found.path, raw) for found, raw in read if not isinstance(raw, Problem)}
    stored = cache_in(task.cache).get_many(keys.values())
    decoded = {absolute: _decoded(stored[key]) for absolute, key in keys.items() if key in stored}
    return {absolute: result for absolute, result in decoded.items() if result is not None}


def size_of(found: FoundFile) -> int:
    """Bytes of a file, 0 when there is none any more."""
    try:
        return os.stat(found.absolute).st_size  # noqa: PTH116  # a Path for each of 10,000 names takes longer
    except (OSError, ValueError):
        return 0


def shares(files: Iterable[tuple[int, FoundFile]], least: int) -> Iterator[tuple[FoundFile, ...]]:
    """Files in groups of about so many bytes, the largest files first, so that the last groups to be done are small."""
    share: list[FoundFile] = []
    size = 0
    for each, found in sorted(files, key=lambda item: (-item[0], item[1].path)):
        share.append(found)
        size += each
        if size >= least or len(share) == MOST_IN_TASK:
            yield tuple(share)
            share, size = [], 0
    if share:
        yield tuple(share)


def check_task(task: Task) -> list[FileResult]:
    """The results of one task's files, which are kept; runs in a worker."""
    from prodlint.analyse import analyser_for

    analyser = analyser_for(task.settings)
    results: list[FileResult] = []
    fresh: dict[bytes, bytes] = {}
    for found in task.files:
        raw = read_bytes(found)
        if isinstance(raw, Problem):
            results.append(FileResult(path=found.path, role="", problems=(raw,)))
            continue
        result = _result(analyser, task.asked, found, raw)
        results.append(result)
        if task.cache and not any(problem.is_ours for problem in result.problems):
            fresh[key_of(task.digest, found.path, raw)] = msgspec.msgpack.encode(result)
    if fresh:
        cache_in(task.cache).put_many(fresh)
    return results


def packed_results(task: Task) -> bytes:
    """The results of a task as they are sent: pickling the same takes several times as long."""
    return msgspec.msgpack.encode(check_task(task))


def _result(analyser: Analyser, asked: str, found: FoundFile, raw: bytes) -> FileResult:
    if asked == "crossing":
        return analyser.crossing_of_file(found, raw)
    return analyser.check_file(found, raw, asked)


def _decoded(stored: bytes) -> FileResult | None:
    try:
        return msgspec.msgpack.decode(stored, type=FileResult)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return None


def _in_processes(tasks: list[Task], workers: int) -> list[FileResult]:
    # Imported and built before forking, so that each worker has it: 15 ms that a run in one process need not pay.
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    from prodlint.analyse import analyser_for

    context = _context()
    if context.get_start_method() == "fork":
        analyser_for(tasks[0].settings).prepare(sorted({found.language for task in tasks for found in task.files}))
        gc.freeze()
    results: list[FileResult] = []
    try:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            for done in pool.map(packed_results, tasks):
                results += msgspec.msgpack.decode(done, type=list[FileResult])
    except BrokenProcessPool:
        finished = {result.path for result in results}
        for task in tasks:
            results += [_alone(found, task) for found in task.files if found.path not in finished]
    return results


def _alone(found: FoundFile, task: Task) -> FileResult:
    """One file in a process of its own, after a worker died: whichever file kills its process is named."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    try:
        with ProcessPoolExecutor(1, mp_context=_context()) as pool:
            done = pool.submit(packed_results, msgspec.structs.replace(task, files=(found,))).result()
            return msgspec.msgpack.decode(done, type=list[FileResult])[0]
    except BrokenProcessPool:
        problem = Problem(found.path, "crashed", "the process that read this file died")
        return FileResult(path=found.path, role="", problems=(problem,))


def _context() -> BaseContext:
    """Forking is cheapest, and safe while this process has one thread; elsewhere the platform's own way."""
    import multiprocessing

    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def version_digest(*parts: str) -> str:
    """What a cache key begins with: the program's version and everything that was configured."""
    return "\0".join((__version__, *parts))
