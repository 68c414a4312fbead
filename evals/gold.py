"""The gold spans of a case, found in the documents that the assistant answered from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.records import Answer, Citation
from evals.case import Case, Span
from evals.quotes import Place, locate, word_range
from ingest.records import Document

Documents = Mapping[str, Document]
Words = frozenset[tuple[str, int]]

# 1.6.3 of the metrics: half of the shorter one's words make two stretches the same passage.
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A span and where it stands.

    Attributes:
        place: None when the documents do not hold the quotation: it was lost at reading.
        words: Its words as (document digest, number in the document).
    """

    span: Span
    place: Place | None
    words: Words

    @property
    def essential(self) -> bool:
        """Whether an answer must cite it."""
        return self.span.role == "essential"


def resolve(case: Case, documents: Documents) -> tuple[tuple[GoldSpan, ...], ...]:
    """The case's alternatives, each span located in its document."""
    return tuple(
        tuple(_locate(span, documents) for span in option.spans)
        for option in case.gold.alternatives
    )


def _locate(span: Span, documents: Documents) -> GoldSpan:
    document = documents.get(span.doc)
    found = locate(span.quote, document, span.page) if document else []
    if not found and document:
        # A changed page break moves the quotation, it does not lose it.
        found = locate(span.quote, document)
    if not found or document is None:
        return GoldSpan(span, None, frozenset())
    return GoldSpan(span, found[0], words_in(document, found[0].start, found[0].end))


def words_in(document: Document, start: int, end: int) -> Words:
    """The words that begin in a stretch of a document."""
    return frozenset((document.sha256, n) for n in word_range(document.text, start, end))


def cited_words(citation: Citation, documents: Documents) -> Words:
    """The words a citation points at; none when it points outside the documents."""
    document = documents.get(citation.document)
    if document is None or not 0 <= citation.start < citation.end <= len(document.text):
        return frozenset()
    return words_in(document, citation.start, citation.end)


def answer_words(answer: Answer, documents: Documents) -> Words:
    """The words that an answer cites, each once."""
    return frozenset().union(*(cited_words(c, documents) for c in answer.citations))


def is_same(first: Words, second: Words) -> bool:
    """Whether two stretches share half of the shorter one's words."""
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= _SAME * shorter


def is_covered(gold: GoldSpan, cited: Words) -> bool:
    """Whether at least half of a span's words are cited."""
    return bool(gold.words) and len(gold.words & cited) >= _SAME * len(gold.words)
