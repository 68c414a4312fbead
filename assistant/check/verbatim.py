"""Where in the library a quotation stands, word for word; spaces, dashes and capitals aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.check.quoting import pieces
from assistant.compose import cite
from assistant.records import Citation, Evidence
from ingest import danish
from ingest.danish import sentence_spans
from ingest.records import Document

if TYPE_CHECKING:
    from ingest.library import Library

_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s")
_STOPS = " .,;:!?"
_KEPT = 256  # documents whose plain form is remembered


class Verbatim:
    """Finds quotations in one library."""

    def __init__(self, library: Library) -> None:
        """Use a library that is open."""
        self._library = library
        infos = library.documents()
        self._paths = [info.path for info in infos]
        self._titles = {_flat(info.title)[0] for info in infos}
        self._plain = lru_cache(_KEPT)(self._read)

    def find(self, quotation: str, paths: Iterable[str] | None = None) -> Citation | None:
        """Return where a quotation stands, in the first of the documents; None looks in all."""
        needles = [text for text, _ in map(_flat, pieces(quotation)) if text]
        if not needles:
            return None
        for path in self._paths if paths is None else paths:
            span = self._span(path, needles)
            if span:
                return cite_span(self._library.document(path), *span)
        return None

    def whole(self, text: str, paths: Iterable[str] | None = None) -> Citation | None:
        """Return where a text stands as a whole sentence, item or row; a part of one is not it."""
        needle = _bare(text)
        if not needle:
            return None
        for path in self._paths if paths is None else paths:
            plain, offsets = self._plain(path)
            at = _whole(plain, needle, 0)
            while at is not None:
                span = offsets[at], offsets[at + len(needle) - 1] + 1
                document = self._library.document(path)
                if context_of(document, *span) is None:
                    return cite_span(document, *span)
                at = _whole(plain, needle, at + 1)
        return None

    def is_title(self, text: str) -> bool:
        """Say whether a text is the title of a document."""
        return _flat(text)[0].strip(" .,") in self._titles

    def _span(self, path: str, needles: Sequence[str]) -> tuple[int, int] | None:
        text, offsets = self._plain(path)
        first, position = None, 0
        for needle in needles:
            at = _whole(text, needle, position)
            if at is None and needle[-1] in ".,;:!?":
                needle = needle[:-1]
                at = _whole(text, needle, position)
            if at is None:
                return None
            first = at if first is None else first
            position = at + len(needle)
        return (offsets[first or 0], offsets[position - 1] + 1)

    def _read(self, path: str) -> tuple[str, Sequence[int]]:
        return _flat(self._library.document(path).text)


def _flat(text: str) -> tuple[str, Sequence[int]]:
    """Return a text in one spelling, spaces as one, and the raw position of each character."""
    normal = danish.normalise(text)
    offsets = normal.offsets.tolist()
    words, positions = [], list[int]()
    for word in _WORD.finditer(normal.text):
        positions += offsets[word.start() : word.end() + 1]  # the space behind it, too
        words.append(word.group())
    joined = " ".join(words)
    lowered = joined.lower()
    return lowered if len(lowered) == len(joined) else joined, positions


def _whole(text: str, needle: str, position: int) -> int | None:
    """Return where a needle stands between whole words: "5 procent" is not in "35 procent"."""
    at = text.find(needle, position)
    while at >= 0:
        end = at + len(needle)
        cut_before = at > 0 and text[at - 1].isalnum() and needle[0].isalnum()
        cut_after = end < len(text) and text[end].isalnum() and needle[-1].isalnum()
        decimal = at > 1 and needle[0].isdigit() and text[at - 1] in ".," and text[at - 2].isdigit()
        if not (cut_before or cut_after or decimal):
            return at
        at = text.find(needle, at + 1)
    return None


def context_of(document: Document, start: int, end: int) -> str | None:
    """Return the sentences that a span is a part of, or None where it is all of them."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    if block is None:
        return None
    text = document.text[block.start : block.end]
    inside = [(0, len(text))] if block.kind == "table_row" else sentence_spans(text)
    spans = [(block.start + first, block.start + last) for first, last in inside]
    around = [span for span in spans if span[0] < end and start < span[1]]
    if not around:
        return None
    first, last = around[0][0], max(around[-1][1], end)
    whole = document.text[first:last]
    return None if same(whole, document.text[start:end]) else whole


def same(text: str, other: str) -> bool:
    """Say whether texts are the same but for a list's number before and the stop behind."""
    return _bare(text) == _bare(other)


def _bare(text: str) -> str:
    return _NUMBER.sub("", _flat(text)[0]).rstrip(_STOPS)


def cite_span(document: Document, start: int, end: int, n: int = 1) -> Citation:
    """Return a span of a document as a citation."""
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    section, page = (block.section, block.page) if block else ((), None)
    return cite(Evidence(document, start, end, 1.0, section, page), n)
