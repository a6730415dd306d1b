"""Files → results: in this process or, when there are many, in several; unchanged files come from the cache."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import msgspec

from prodlint import __version__
from prodlint.analyse import Analyser, Settings, analyser_for
from prodlint.cache import cache_in, key_of
from prodlint.candidate import FileResult
from prodlint.discover import FoundFile
from prodlint.finding import Problem
from prodlint.read import read_bytes

FEW_FILES = 40
"""Up to this many files, starting processes costs more than it saves."""

CHUNK = 16
ASKED = ("candidates", "inventory", "crossing")
"""What is asked of a file: the candidates of findings, the controls beside them, or only what other files may need to know."""


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
    digest = f"{asked} {digest}"
    chunks = [tuple(files[start : start + CHUNK]) for start in range(0, len(files), CHUNK)]
    tasks = [Task(chunk, settings, digest, str(cache or ""), asked) for chunk in chunks]
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    if workers <= 1 or (not jobs and len(files) <= FEW_FILES):
        results = [result for task in tasks for result in check_chunk(task)]
    else:
        results = _in_processes(tasks, workers)
    return sorted(results, key=lambda result: result.path)


def check_chunk(task: Task) -> list[FileResult]:
    """The results of one task's files; runs in a worker."""
    # Facts hold no cycles: collecting less often saves a twentieth of the time and costs no memory to speak of.
    gc.set_threshold(200_000, 20, 50)
    store = cache_in(task.cache) if task.cache else None
    read = [(found, read_bytes(found)) for found in task.files]
    results = [FileResult(path=found.path, role="", problems=(raw,)) for found, raw in read if isinstance(raw, Problem)]
    texts = {key_of(task.digest, found.path, raw): (found, raw) for found, raw in read if not isinstance(raw, Problem)}
    known = store.get_many(list(texts)) if store else {}
    fresh: dict[bytes, bytes] = {}
    for key, (found, raw) in texts.items():
        result = _decoded(known[key]) if key in known else None
        if result is None:
            analyser = analyser_for(task.settings)
            result = _result(analyser, task.asked, found, raw)
            if not any(problem.kind in ("crashed", "timeout") for problem in result.problems):
                fresh[key] = msgspec.msgpack.encode(result)
        results.append(result)
    if store and fresh:
        store.put_many(fresh)
    return results


def _result(analyser: Analyser, asked: str, found: FoundFile, raw: bytes) -> FileResult:
    if asked == "crossing":
        return analyser.crossing_of_file(found, raw)
    return analyser.check_file(found, raw, inventory=asked == "inventory")


def _decoded(stored: bytes) -> FileResult | None:
    try:
        return msgspec.msgpack.decode(stored, type=FileResult)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return None


def _in_processes(tasks: list[Task], workers: int) -> list[FileResult]:
    results: list[FileResult] = []
    try:
        with ProcessPoolExecutor(workers, mp_context=_context()) as pool:
            for done in pool.map(check_chunk, tasks):
                results += done
    except BrokenProcessPool:
        finished = {result.path for result in results}
        for task in tasks:
            results += [_alone(found, task) for found in task.files if found.path not in finished]
    return results


def _alone(found: FoundFile, task: Task) -> FileResult:
    """One file in a process of its own, after a worker died: whichever file kills its process is named."""
    try:
        with ProcessPoolExecutor(1, mp_context=_context()) as pool:
            return pool.submit(check_chunk, msgspec.structs.replace(task, files=(found,))).result()[0]
    except BrokenProcessPool:
        problem = Problem(found.path, "crashed", "the process that read this file died")
        return FileResult(path=found.path, role="", problems=(problem,))


def _context() -> multiprocessing.context.BaseContext:
    """Forking is cheapest, and safe while this process has one thread; elsewhere the platform's own way."""
    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


def version_digest(*parts: str) -> str:
    """What a cache key begins with: the program's version and everything that was configured."""
    return "\0".join((__version__, *parts))
