"""What a paper is made of: headings, and paragraphs of statements with what they cite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.records import Citation


@dataclass(frozen=True, slots=True)
class Said:
    """A statement; each citation becomes a footnote at its end.

    Attributes:
        text: Plain; a newline is a line break.
        address: Public ones, shown behind the text as links.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title, level 2 to 6."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Statements that stand together."""

    said: tuple[Said, ...]
    kind: Literal["text", "item", "strong"] = "text"

    @classmethod
    def of(cls, text: str, kind: Literal["text", "item", "strong"] = "text") -> Paragraph:
        """Return a paragraph in our own words."""
        return cls((Said(text),), kind)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the headings of their columns; what a row cites stands in its last cell."""

    headings: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Citation, ...]], ...]


Written = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that is written out.

    Attributes:
        language: ISO 639-1 code: `da` or `en`.
        made: When.
        about: How it was made, for the file's own data.
        keywords: For the same, read by machines: the AI Act, art. 50(2), asks for such a mark.
    """

    title: str
    blocks: tuple[Written, ...]
    language: str
    made: datetime
    about: str
    keywords: tuple[str, ...]


def notes_of(paper: Paper) -> list[Citation]:
    """Return what the footnotes cite, in order: footnote n is the n-th."""
    return [citation for block in paper.blocks for citation in _cited(block)]


def _cited(block: Written) -> list[Citation]:
    if isinstance(block, Table):
        return [citation for _, cited in block.rows for citation in cited]
    return (
        [c for said in block.said for c in said.citations] if isinstance(block, Paragraph) else []
    )
