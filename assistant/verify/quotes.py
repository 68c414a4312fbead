"""Quotations against the documents: word for word, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.records import Citation
from ingest.errors import VelfaerdError
from ingest.records import Document


class UnsupportedQuote(VelfaerdError):
    """A quotation is not what stands at its place; showing it would be worse than no answer."""


def check_quotes(citations: Sequence[Citation], documents: Mapping[str, Document]) -> None:
    """Check that every quotation stands word for word where its citation points.

    Raises:
        UnsupportedQuote: One does not.
    """
    for citation in citations:
        text = documents[citation.document].text
        if text[citation.start : citation.end] != citation.quote or not citation.quote.strip():
            raise UnsupportedQuote(f"citation {citation.n} does not stand in {citation.document}")
