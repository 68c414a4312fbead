"""Text to the names in it: persons, organisations, places."""

from __future__ import annotations

import re

from ingest.danish.sentences import sentence_spans
from ingest.danish.words import is_stop

_NAME = re.compile(
    r"\b[A-ZÆØÅ][\w.-]*\w(?: (?:[A-ZÆØÅ][\w.-]*\w|[A-ZÆØÅ]\.|for|af|von|de)(?=\W|$))*"
)


def names(text: str) -> list[tuple[int, int]]:
    """Find runs of capitalised words that are names."""
    starts = {start for start, _ in sentence_spans(text)}
    return [
        m.span()
        for m in _NAME.finditer(text)
        if m.start() not in starts or (" " in m.group() and not is_stop(m.group().split()[0]))
    ]
