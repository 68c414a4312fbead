"""The records that pass between the stages of reading: Document, Block, Chunk, Sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["report", "survey", "workshop_notes", "strategy", "article", "law", "other"]
BlockKind = Literal["heading", "paragraph", "list_item", "table_row"]


def _check_span(start: int, end: int) -> None:
    if not 0 <= start < end:
        raise ValueError(f"a span needs 0 <= start < end, got [{start}, {end})")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or table row of a document.

    Attributes:
        start: First character in `Document.text`.
        end: One past the last character; `Document.text[start:end]` has no outer white space.
        kind: What the block is.
        level: Heading level 1-6, nesting depth of a list item from 1, else 0.
        section: Headings that the block stands under, outermost first, above them the sheet's
            name where somebody gave it one; a heading's own text is not in its own path.
        page: PDF page or slide number, from 1.
        sheet: Name of the spreadsheet's sheet; empty in a file that is one table (CSV).
        row: Row in the sheet or table, from 1.
        ocr: Whether the text was read from an image.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0
    section: tuple[str, ...] = ()
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    ocr: bool = False

    def __post_init__(self) -> None:
        """Check the span."""
        _check_span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a maintainer should know of a document that was read: a code and how often.

    Codes: `ocr`, `cpr_masked`, `invisible_removed`, `hidden_text`, `boilerplate_removed`,
    `page_without_text`, `truncated`, `attachment_ignored`, `formula_without_value`.
    """

    code: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text with its structure and what is known of its origin.

    Attributes:
        path: POSIX path in the synced folder.
        sha256: Hex digest of the file's bytes; two files with the same bytes are one document.
        text: Everything citable, NFC; blocks are spans of it in reading order.
        blocks: In order, not overlapping.
        title: Never empty.
        language: ISO 639-1 code.
        year: Year of publication.
        address: Public address of the source.
        pages: Number of pages or slides.
        notices: What was masked, removed or read by OCR.
        margins: Lines in the head or foot of its pages, which may tell the publisher; they are no
            text, and are not stored.
    """

    path: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: str
    kind: Kind = "other"
    publisher: str | None = None
    year: int | None = None
    language: str = "da"
    address: str | None = None
    pages: int | None = None
    notices: tuple[Notice, ...] = field(default=())
    margins: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        """Check that the blocks are ordered spans of the text."""
        position = 0
        for block in self.blocks:
            if block.start < position or block.end > len(self.text):
                raise ValueError(
                    f"block [{block.start}, {block.end}) is out of order or outside the text "
                    f"of {len(self.text)} characters"
                )
            position = block.end


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage that is searched as one: `document.text[start:end] == text`.

    Attributes:
        id: `{document sha256[:16]}-{start}-{end}`: stable across renames and re-syncs.
        sha256: The document's digest.
        section: Heading path of the chunk's first block.
        page: Page or slide of the first block.
    """

    id: str
    sha256: str
    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()
    page: int | None = None

    def __post_init__(self) -> None:
        """Check the span against the text."""
        _check_span(self.start, self.end)
        if len(self.text) != self.end - self.start:
            raise ValueError(f"{len(self.text)} characters for span [{self.start}, {self.end})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The grain of an answer: a sentence of a paragraph or a list item, or a table row.

    Attributes:
        start: First character in the document's text.
        end: One past the last.
        block: Index of its block in `Document.blocks`.
    """

    start: int
    end: int
    block: int

    def __post_init__(self) -> None:
        """Check the span."""
        _check_span(self.start, self.end)
