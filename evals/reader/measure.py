"""The reader on pairs that it was not trained on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from assistant import reader
from assistant.focus import Candidate
from evals.statistics import auroc

PAIRS = Path(__file__).parent / "pairs"
HELD_OUT = "borgere"  # of training


def on_held_out(most: int | None = None) -> float:
    """Return the chance, 0 to 1, that it gives an answered question more than an unanswered one.

    Args:
        most: Sentences that are read; all without it.
    """
    odds, answers = [], []
    for line in (PAIRS / f"{HELD_OUT}.jsonl").read_text("utf-8").splitlines()[:most]:
        pair = json.loads(line)
        candidate = _candidate(pair["sentence"], pair["title"], pair["heading"], pair["before"])
        for question in [*pair["answers"], *pair["misses"]]:
            odds.append(reader.odds(question, candidate))
            answers.append(question in pair["answers"])
    return auroc(np.array(odds), np.array(answers))


def _candidate(text: str, title: str, heading: str, before: str) -> Candidate:
    return Candidate(
        text=text,
        near=f"{heading} {before}",
        scope=title,
        wide="",
        heading=heading,
        cosine=0.0,
        cosine_before=0.0,
        cosine_after=0.0,
        passage_cosine=0.0,
        rank=0,
        kind="paragraph",
    )
