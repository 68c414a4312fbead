"""Where a quotation stands in a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from ingest.danish import Normalised, normalise, words
from ingest.records import Document

# Documents and answers that are compared at once; a gate run touches some dozens of documents.
_CACHED_TEXTS = 512
_CACHED_QUOTES = 8192  # gold spans of a suite, sought in each document they name


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: half-open offsets into its text.

    Attributes:
        sha256: The document's digest, so that one document under two paths is one place.
    """

    sha256: str
    start: int
    end: int


@lru_cache(_CACHED_TEXTS)
def _normalised(text: str) -> Normalised:
    return normalise(text)


@lru_cache(_CACHED_TEXTS)
def _word_starts(text: str) -> tuple[int, ...]:
    return tuple(word.start for word in words(text))


def comparable(text: str) -> str:
    """The text normalised, with every run of white space as one space."""
    return " ".join(_normalised(text).text.split())


@lru_cache(_CACHED_QUOTES)
def find(quote: str, text: str) -> tuple[tuple[int, int], ...]:
    """Every place in a raw text where a quotation stands, as raw offsets.

    White space and spellings that no reader tells apart are equal; a quotation begins and ends at
    a word's edge, so "14" is not found in "2014".
    """
    parts = comparable(quote).split()
    if not parts:
        return ()
    pattern = r"\s+".join(map(re.escape, parts))
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    whole = _normalised(text)
    return tuple(
        whole.raw_span(*hit.span()) for hit in re.finditer(before + pattern + after, whole.text)
    )


def locate(quote: str, document: Document, page: int | None = None) -> list[Place]:
    """Every place of a quotation in a document, or on one page of it."""
    places = [Place(document.sha256, *span) for span in find(quote, document.text)]
    if page is None:
        return places
    return [place for place in places if page_of(document, place.start) == page]


def page_of(document: Document, position: int) -> int | None:
    """The page or slide of the block at a position, or None."""
    index = bisect_left(document.blocks, position + 1, key=lambda block: block.start) - 1
    return document.blocks[index].page if index >= 0 else None


def word_range(text: str, start: int, end: int) -> range:
    """Numbers of the words that begin in a stretch of a text, counted from its beginning."""
    starts = _word_starts(text)
    return range(bisect_left(starts, start), bisect_left(starts, end))
