"""Killed at any moment of a sync and started again, it ends at the library of one never killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from library_world import dump, fill

from ingest import fingerprint
from ingest.clean import clean
from ingest.danish import terms
from ingest.embed import HashingEncoder
from ingest.library import Library
from ingest.pipeline import sync
from ingest.records import Block, Document

# What takes time at first use is done once, before the processes fork.
fingerprint.of_reading(), fingerprint.of_analysis(), terms("velfærdsteknologi")
_TEXT = "Borger 0 får besøg."
clean(Document("0.md", "0" * 64, _TEXT, (Block(0, len(_TEXT), "paragraph"),), "Nummer 0"))
_KILLS = 100
_AT_ONCE = 2  # so that a machine of two cores is busy
_BEFORE = {f"{n}.md": f"# Nummer {n}\n\nBorger {n} får besøg. Det er godt.\n" for n in range(12)}
_AFTER = {  # some go, some stay, some change, some are renamed, some are new
    **{f"{n}.md": _BEFORE[f"{n}.md"] for n in range(4)},
    **{f"{n}.md": _BEFORE[f"{n}.md"].replace("besøg", "hjælp") for n in range(4, 8)},
    "omdøbt.md": _BEFORE["8.md"],
    "kopi.md": _BEFORE["0.md"],
    **{f"ny-{n}.md": f"# Ny {n}\n\nEn borger er ny i gruppe {n}.\n" for n in range(8)},
}


def finish(folder: Path, directory: Path, outcome) -> None:
    """Sync to the end and tell what the library then holds and finds."""
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)
        everything = library.search_vectors(library.encoder.query("borger"), 1000)
        hits = library.search_words([(term, 1.0) for term in terms("borger")], 1000)
        found = sorted(hit for hit, _ in everything), sorted(hit for hit, _ in hits)
        outcome.put((found, library.passages, time.process_time()))


def cut_short(folder: Path, directory: Path) -> None:
    """Sync until killed."""
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)


def cpu_s(pid: int) -> float:
    """Processor seconds that a process has used; unlike the clock's, they are those of its work."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return float("inf")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class World:
    """A folder, a library that holds what the folder held before, and processes that start fast."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.processes = multiprocessing.get_context("forkserver")
        preloaded = ["chromadb.api.rust", "ingest.clean", "ingest.parse", "test_kill"]
        self.processes.set_forkserver_preload(preloaded)
        self.folder = fill(place / "mappe", _BEFORE)
        # The server that forks looks for what it loads in PYTHONPATH, not in our sys.path.
        with patch.dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)):
            self.finished(place / "før")
        shutil.rmtree(self.folder)
        fill(self.folder, _AFTER)
        self.expected = self.finished(place / "aldrig dræbt")

    def finished(self, directory: Path):
        outcome = self.processes.Queue()
        process = self.processes.Process(target=finish, args=(self.folder, directory, outcome))
        process.start()
        found, passages, self.cpu_s = outcome.get(timeout=600)
        process.join()
        return found, passages, dump(directory)

    def killed(self, directory: Path, after_s: float) -> set[str]:
        """Kill a sync after some processor time and return in what it was interrupted."""
        process = self.processes.Process(target=cut_short, args=(self.folder, directory))
        process.start()
        while process.is_alive() and cpu_s(process.pid) < after_s:
            time.sleep(0.002)
        process.kill()
        process.join()
        unsealed = [
            name
            for name in ("words", "vectors")
            if not (directory / name / "seal.json").exists() or (directory / f"{name}.new").exists()
        ]
        try:
            held = len(dump(directory)[0])
        except sqlite3.OperationalError:  # killed before there were tables
            held = 0
        return {*unsealed, *(["documents"] if 0 < held < len(_AFTER) else [])}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("kill"))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_hundred_random_kills_leave_no_trace(world):
    moments = random.Random(20)

    def one(number: int) -> set[str]:
        directory = world.place / f"dræbt {number}"
        if number % 2:
            shutil.copytree(world.place / "før", directory)
        interrupted = world.killed(directory, delays[number])
        assert world.finished(directory) == world.expected, f"kill {number} {delays[number]:.3f} s"
        shutil.rmtree(directory)
        return interrupted

    delays = [moments.uniform(0, world.cpu_s) for _ in range(_KILLS)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        seen = set().union(*pool.map(one, range(_KILLS)))
    assert seen == {"documents", "words", "vectors"}, "the kills missed what they were meant to hit"
