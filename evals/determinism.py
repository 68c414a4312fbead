"""The same bytes twice, with other hash seeds, other numbers of threads and questions side by side.

Run as a module it is the process that answers: `python -m evals.determinism LIBRARY THREADS`
reads cases as JSON lines on standard input and writes the answers, without times, on standard
output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evals.case import Case
from evals.records import Check
from evals.run import Progress, ask
from evals.statistics import proportion
from evals.suite import json_lines, read_cases
from evals.variants import Workshop

# Hash seed and number of threads; the first is what the others are held against.
_RUNS = (("1", 1), ("1", 1), ("2", 1), ("1", 4))
_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")
_ASKED = 40  # questions, evenly through the suite
_TIMEOUT_S = 300


def check_determinism(
    cases: Sequence[Case], workshop: Workshop, progress: Progress | None = None
) -> Check:
    """Answer the same questions in processes of their own and compare the bytes."""
    chosen = cases[:: max(1, len(cases) // _ASKED)][:_ASKED]
    outputs: list[list[str]] = []
    with tempfile.TemporaryDirectory(prefix="velfaerd-") as directory:
        with workshop.library(workshop.documents(), Path(directory)):
            pass
        for done, (seed, threads) in enumerate(_RUNS, 1):
            outputs.append(_answers(chosen, Path(directory), seed, threads))
            if progress:
                progress("Ens svar hver gang", done, len(_RUNS))
    differing = [
        case.id
        for case, rows in zip(chosen, zip(*outputs, strict=True), strict=True)
        if len(set(rows)) > 1
    ]
    return Check(
        "determinism",
        "Samme bytes hver gang",
        proportion(len(chosen) - len(differing), len(chosen)),
        not differing,
        tuple(f"{name}: svaret skifter" for name in differing),
        blocks=True,
    )


def _answers(cases: Sequence[Case], directory: Path, seed: str, threads: int) -> list[str]:
    """One line of JSON per case; a process that dies gives lines that tell so."""
    limits = dict.fromkeys(_THREAD_VARIABLES, str(threads))
    done = subprocess.run(
        [sys.executable, "-m", "evals.determinism", str(directory), str(threads)],
        input="\n".join(json_lines(cases)),
        env={**os.environ, **limits, "PYTHONHASHSEED": seed, "VELFAERD_LIBRARY": str(directory)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_TIMEOUT_S,
        check=False,
    )
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(cases):
        return [f"process {seed}/{threads} endte med {done.returncode}"] * len(cases)
    return lines


def main(directory: str, threads: int) -> None:
    """Answer the cases on standard input, `threads` at a time, in order."""
    from assistant.answer import Assistant
    from assistant.contract import answer_to_json
    from assistant.settings import load
    from evals.systems import Ours
    from ingest.library import Library

    cases = read_cases([json.loads(line) for line in sys.stdin], "standard input")
    with Library.open(Path(directory)) as library:
        system = Ours(Assistant(library, load()))

        def answer(case: Case) -> str:
            result = ask(case, system, traced=False)
            if result.answer is None:
                return f"{case.id}: {result.error}"
            shown = answer_to_json(result.answer)
            del shown["timings_ms"]
            return json.dumps(shown, ensure_ascii=False, sort_keys=True)

        with ThreadPoolExecutor(threads) as pool:
            for line in pool.map(answer, cases):
                sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
