"""Killed at any moment of a sync and started again, it ends at the library of one never killed."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from library_world import dump, fill

from ingest import fingerprint
from ingest.danish import terms
from ingest.embed import HashingEncoder
from ingest.library import Library
from ingest.pipeline import sync

# What takes time at first use is done once, before the processes fork.
fingerprint.of_reading(), fingerprint.of_analysis(), terms("velfærdsteknologi")
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
        outcome.put((found, library.passages))


def cut_short(folder: Path, directory: Path, begun) -> None:
    """Sync until killed."""
    begun.set()
    with Library.open(directory, encoder=HashingEncoder()) as library:
        sync(folder, library)


class World:
    """A folder, a library that holds what the folder held before, and processes that start fast."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.processes = multiprocessing.get_context("forkserver")
        self.processes.set_forkserver_preload(
            ["chromadb", "ingest.clean", "ingest.parse", "test_kill"]
        )
        self.folder = fill(place / "mappe", _BEFORE)
        self.finished(place / "før")
        shutil.rmtree(self.folder)
        fill(self.folder, _AFTER)
        began = time.monotonic()
        self.expected = self.finished(place / "aldrig dræbt")
        self.seconds = time.monotonic() - began

    def finished(self, directory: Path):
        outcome = self.processes.Queue()
        process = self.processes.Process(target=finish, args=(self.folder, directory, outcome))
        process.start()
        found = outcome.get(timeout=120)
        process.join()
        return found, dump(directory)

    def killed(self, directory: Path, after_s: float) -> set[str]:
        """Kill a sync after some time and return in what it was interrupted."""
        begun = self.processes.Event()
        process = self.processes.Process(target=cut_short, args=(self.folder, directory, begun))
        process.start()
        begun.wait(60)
        time.sleep(after_s)
        process.kill()
        process.join()
        unsealed = [n for n in ("words", "vectors") if not (directory / n / "seal.json").exists()]
        held = len(dump(directory)[0]) if (directory / "library.sqlite").exists() else 0
        return {*unsealed, *(["documents"] if 0 < held < len(_AFTER) else [])}


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("kill"))


@pytest.mark.slow
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

    delays = [moments.uniform(0, world.seconds) for _ in range(_KILLS)]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        seen = set().union(*pool.map(one, range(_KILLS)))
    assert seen == {"documents", "words", "vectors"}  # the kills did hit what they were meant to
