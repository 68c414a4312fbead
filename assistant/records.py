"""The records that pass between the stages of answering: Question, Passage, Evidence, Answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from ingest.records import Chunk, Document, Kind

MAX_QUESTION_CHARACTERS = 2_000  # a page of text; what is longer is no question

_MARK = re.compile(r"\[(\d{1,3}(?:[, –-]+\d{1,3})*)\]")
Status = Literal["answered", "partial", "not_found", "refused"]


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on which documents are searched; an empty field limits nothing.

    Attributes:
        year_from: First year of publication, inclusive.
        year_to: Last year, inclusive.
        documents: Paths in the folder.
        folders: Folders in the folder: whatever lies below one of them.
    """

    kinds: tuple[Kind, ...] = ()
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, and the same made standalone from the questions before it.

    Attributes:
        language: ISO 639-1 code of the question: the answer's frame follows it.
        refusal: Code of why it is not answered (a reason of guard.toml, an intent, `empty`,
            `too_long`, `unclear`), or None.
        suspected: Code of why it is not answered unless the documents do, or None.
        vague: Whether it names nothing: unclear where more than one document could be meant.
    """

    text: str
    standalone: str
    language: str = "da"
    refusal: str | None = None
    suspected: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk that the search found.

    Attributes:
        score: Fused search score, higher is better; comparable within one search only.
        similarity: Cosine of question and chunk, or None where vectors did not find it.
        words: BM25 score, or None where words did not find it.
    """

    chunk: Chunk
    document: Document
    score: float
    similarity: float | None = None
    words: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence, list item or table row that answers, whole and in the document's words.

    Attributes:
        start: First character in the document's text.
        end: One past the last.
        probability: Calibrated probability that it answers the question, 0 to 1.
    """

    document: Document
    start: int
    end: int
    probability: float
    section: tuple[str, ...] = ()
    page: int | None = None

    @property
    def quote(self) -> str:
        """The passage itself."""
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence stands: `document.text[start:end] == quote`.

    Attributes:
        n: The number shown in the text, from 1.
        document: Path in the folder.
        section: Heading path joined with " › ", or sheet and row.
        language: ISO 639-1 code of the document's.
    """

    n: int
    document: str
    title: str
    kind: Kind
    year: int | None
    page: int | None
    section: str | None
    quote: str
    start: int
    end: int
    publisher: str | None = None
    address: str | None = None
    ocr: bool = False
    language: str = "da"


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """A sentence of an answer; without citations it is a frame in the assistant's own words."""

    text: str
    citations: tuple[int, ...] = ()
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Which library an answer came from."""

    generation: int
    documents: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a question; its JSON form is the contract of `velfaerd ask --json`.

    Attributes:
        reason: Code of a refusal or of what a partial answer lacks, else None.
        explanation: The reason as one sentence for the reader, else None.
        nearest: What was found when the answer was not; never empty text.
        writer: "extractive", or who wrote the sentences that are not quotations: "ollama:MODEL" or
            "openai:MODEL".
        timings_ms: Milliseconds per stage and in all.
        notice: Why the text of the language model that was asked for is not shown, or not all of
            it: one sentence for the reader.
        writing: Whether a language model is still at it: a later answer replaces this one.
        drafted: Sentences that the model wrote, those that were not shown included.
    """

    question: str
    standalone_question: str
    status: Status
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    library: LibraryState
    reason: str | None = None
    explanation: str | None = None
    nearest: tuple[Citation, ...] = ()
    writer: str = "extractive"
    timings_ms: dict[str, float] = field(default_factory=dict)
    confidence: float | None = None
    notice: str | None = None
    writing: bool = False
    drafted: int = 0

    @property
    def text(self) -> str:
        """Plain text with [1] marks: frames and quotations in order.

        A document's own [3] stands as (3): here it would pass for one of ours.
        """
        parts = []
        for sentence in self.sentences:
            marks = "".join(f"[{n}]" for n in sentence.citations)
            said = _MARK.sub(r"(\1)", sentence.text)
            parts.append(f"{said} {marks}".strip())
        return "\n".join(parts)
