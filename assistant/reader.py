"""Question and sentence read together: whether the one answers the other, by meaning."""

from __future__ import annotations

from functools import cache

from assistant.cross_encoder import MARK, CrossEncoder, line, load
from assistant.focus import Candidate

FILE = "reader.bin"
_QUESTION, _SENTENCE, _AROUND = 200, 280, 50  # characters, about what training read


def odds(question: str, candidate: Candidate) -> float:
    """Return the log-odds that a candidate answers a standalone question."""
    return _model().odds(as_read(question, candidate))


def as_read(question: str, candidate: Candidate) -> str:
    """Return question, sentence and what stands around it, as the model was trained to read."""
    around = f"{line(candidate.scope)[:_AROUND]} {line(candidate.near)[-_AROUND:]}"
    parts = (line(question)[:_QUESTION], line(candidate.text)[:_SENTENCE], around)
    return f"{MARK} ".join(parts)


@cache
def _model() -> CrossEncoder:
    return load(FILE)
