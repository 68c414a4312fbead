"""What passes between the stages of checking a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.records import Citation, LibraryState
from assistant.verify.failure import Failure

ReferenceKind = Literal["footnote", "endnote", "list", "inline"]
Code = Literal[
    "verbatim", "supported", "other_source", "unsupported", "misquoted", "not_found", "no_claim",
    "remark",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, an endnote, or an entry of a list of references.

    Attributes:
        name: "1" of the first footnote that the text has a mark of.
    """

    name: str
    kind: ReferenceKind
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the text, or a whole quotation with the sentence that it stands in.

    Attributes:
        start: First character in the manuscript's text.
        end: One past the last.
        notes: Names of the notes whose marks it carries.
    """

    start: int
    end: int
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text that is checked; CPR numbers in it are masked.

    Attributes:
        text: Without the notes and their marks.
        cpr_numbers: How many were masked, the notes' included.
        headings: How many are not among the statements: they state no figure.
    """

    text: str
    statements: tuple[Statement, ...]
    notes: tuple[Note, ...]
    cpr_numbers: int
    headings: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in the manuscript.

    Attributes:
        start: First character between the marks, in the manuscript's text.
        end: One past the last.
        source: Where it stands word for word, None where it does not.
        context: The sentence of the source that it is a part of, None where it is all of it.
    """

    start: int
    end: int
    text: str
    source: Citation | None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with its verdict.

    Attributes:
        failures: Why it is not supported.
        sources: What supports it, or came nearest.
    """

    statement: Statement
    code: Code
    quotations: tuple[Quotation, ...] = ()
    failures: tuple[Failure, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference with the document that it names.

    Attributes:
        document: Path in the folder; None where the library has no such document.
        problems: Codes of what it says that the document does not: `year`, `title`, `author`,
            `publisher`, `page`, `quote`, `quote_page`.
        is_reference: Whether it names a source at all; a remark in a footnote does not.
    """

    note: Note
    document: str | None
    problems: tuple[str, ...] = ()
    is_reference: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """All of it."""

    file: str
    manuscript: Manuscript
    judged: tuple[Judged, ...]
    references: tuple[Reference, ...]
    library: LibraryState
