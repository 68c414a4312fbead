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
    """

    text: str
    citations: tuple[Citation, ...] = ()


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
class Paper:
    """A document that is written out.

    Attributes:
        language: ISO 639-1 code: `da` or `en`.
        made: When.
        about: How it was made, for the file's own data.
        keywords: For the same, read by machines: the AI Act, art. 50(2), asks for such a mark.
    """

    title: str
    blocks: tuple[Heading | Paragraph, ...]
    language: str
    made: datetime
    about: str
    keywords: tuple[str, ...]


def notes_of(paper: Paper) -> list[Citation]:
    """Return what the footnotes cite, in order: footnote n is the n-th."""
    paragraphs = [block for block in paper.blocks if isinstance(block, Paragraph)]
    return [c for paragraph in paragraphs for said in paragraph.said for c in said.citations]
