"""What scripts rely on: answers and search hits as JSON, version 1. Fields are added, not renamed.

Similarities and search scores stay inside: they tempt to thresholds that hold on one library only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from assistant.records import Answer, Passage

SECTION_SEPARATOR = " › "


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Return the form of `velfaerd ask --json`."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status,
        "reason": answer.reason,
        "explanation": answer.explanation,
        "answer": answer.text,
        "sentences": [asdict(sentence) for sentence in answer.sentences],
        "citations": [asdict(citation) for citation in answer.citations],
        "nearest": [asdict(citation) for citation in answer.nearest],
        "confidence": answer.confidence,
        "writer": answer.writer,
        "notice": answer.notice,
        "writing": answer.writing,
        "drafted": answer.drafted,
        "timings_ms": answer.timings_ms,
        "library": asdict(answer.library),
    }


def hits_to_json(question: str, passages: Sequence[Passage]) -> dict[str, Any]:
    """Return the form of `velfaerd search --json`."""
    return {
        "question": question,
        "hits": [_hit(rank, passage) for rank, passage in enumerate(passages, start=1)],
    }


def _hit(rank: int, passage: Passage) -> dict[str, Any]:
    chunk, document = passage.chunk, passage.document
    return {
        "rank": rank,
        "document": document.path,
        "title": document.title,
        "kind": document.kind,
        "publisher": document.publisher,
        "year": document.year,
        "address": document.address,
        "page": chunk.page,
        "section": SECTION_SEPARATOR.join(chunk.section) or None,
        "text": chunk.text,
        "start": chunk.start,
        "end": chunk.end,
    }
