"""A sentence and its sources read together: whether they support it, by meaning."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.cross_encoder import MARK, line, load

_SENTENCE, _SOURCES, _WHERE = 230, 480, 64  # characters, about what training read


def odds(sentence: str, sources: Sequence[str], where: str) -> float:
    """Return the log-odds that sources, and what names them, support a sentence."""
    return load("supports").odds(as_read(sentence, sources, where))


def as_read(sentence: str, sources: Sequence[str], where: str) -> str:
    """Return sentence, sources and what names them, as the model was trained to read."""
    said = line(" ".join(sources))[:_SOURCES]
    return f"{MARK} ".join((line(sentence)[:_SENTENCE], said, line(where)[:_WHERE]))
