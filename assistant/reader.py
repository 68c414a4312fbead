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
    parts = (line(question)[:_QUESTION], line(announced(candidate))[:_SENTENCE], around)
    return f"{MARK} ".join(parts)


def announced(candidate: Candidate) -> str:
    """Return a sentence, and what follows it where it announces that: the list answers."""
    if not (candidate.text.endswith(":") or candidate.entitles):
        return candidate.text
    start = round(candidate.position * len(candidate.document_text))
    return candidate.document_text[start : start + _SENTENCE] or candidate.text


@cache
def _model() -> CrossEncoder:
    return load(FILE)
