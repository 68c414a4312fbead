"""A failed question's passages, with the gold and the cited text marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evals.gold import resolve
from evals.records import Result
from evals.run import World
from ingest.records import Document

_AROUND = 160  # characters shown before and after a mark
_APART = 400  # characters between marks above which a document is shown as two excerpts


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str  # "gold" or "cited"


def excerpts(result: Result, world: World) -> list[dict[str, Any]]:
    """The stretches of documents around gold spans and citations.

    Returns:
        For each its path, page, and pieces: text with `gold` and `cited` true or false.
    """
    marks: dict[str, set[_Mark]] = {}
    for option in resolve(result.case, world.documents):
        for gold in option:
            if gold.place is not None:
                mark = _Mark(gold.place.start, gold.place.end, "gold")
                marks.setdefault(gold.span.doc, set()).add(mark)
    for citation in result.answer.citations if result.answer else ():
        document = world.documents.get(citation.document)
        if document and 0 <= citation.start < citation.end <= len(document.text):
            mark = _Mark(citation.start, citation.end, "cited")
            marks.setdefault(citation.document, set()).add(mark)
    return [
        {
            "document": path,
            "year": world.documents[path].year,
            "pieces": list(_pieces(world.documents[path], group)),
        }
        for path in sorted(marks)
        for group in _groups(sorted(marks[path], key=lambda m: (m.start, m.end, m.kind)))
    ]


def _groups(marks: list[_Mark]) -> Iterator[list[_Mark]]:
    group: list[_Mark] = []
    for mark in marks:
        if group and mark.start - max(m.end for m in group) > _APART:
            yield group
            group = []
        group.append(mark)
    if group:
        yield group


def _at_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with some text around it, from the beginning of a word to the end of one."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    if first:
        first += text[first:start].find(" ") + 1
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    return first, last


def _pieces(document: Document, marks: list[_Mark]) -> Iterator[dict[str, Any]]:
    start, end = min(m.start for m in marks), max(m.end for m in marks)
    first, last = _at_words(document.text, start, end)
    edges = sorted({first, last, *(edge for m in marks for edge in (m.start, m.end))})
    for start, end in zip(edges, edges[1:], strict=False):
        inside = {m.kind for m in marks if m.start <= start and end <= m.end}
        yield {
            "text": document.text[start:end],
            "gold": "gold" in inside,
            "cited": "cited" in inside,
        }
