"""What reading made of a document: text per page, tables, and what a maintainer should look at."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from ingest.library import DocumentInfo
from ingest.records import Document

_REMEMBERED = 5_000  # documents; a few numbers each
_FEW_CHARACTERS = 200  # on a page on average: most of it is pictures, or was not read


class _Reads(Protocol):
    def document(self, path: str) -> Document: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Numbers of a document.

    Attributes:
        characters: Of text in all.
        rows: Table rows.
        sparse: Whether a page has little text on average.
    """

    characters: int
    per_page: int | None
    headings: int
    rows: int
    sparse: bool


def parts(document: Document) -> Parts:
    """Count a document's parts."""
    kinds = [block.kind for block in document.blocks]
    per_page = round(len(document.text) / document.pages) if document.pages else None
    return Parts(
        characters=len(document.text),
        per_page=per_page,
        headings=kinds.count("heading"),
        rows=kinds.count("table_row"),
        sparse=per_page is not None and per_page < _FEW_CHARACTERS,
    )


class Anatomy:
    """Remembers the numbers by the documents' digests."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: OrderedDict[str, Parts] = OrderedDict()

    def of(self, library: _Reads, info: DocumentInfo) -> Parts:
        """Return the numbers of a document."""
        if info.sha256 not in self._known:
            self._known[info.sha256] = parts(library.document(info.path))
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return self._known[info.sha256]
