"""What the API takes and gives; the JSON itself is made by `assistant.contract`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.records import (
    MAX_QUESTION_CHARACTERS,
    AnswerSentence,
    Citation,
    LibraryState,
    Status,
)
from ingest.records import Kind

_EARLIER = 20  # questions of a conversation that can matter to a follow-up


def _whole(value: object) -> object:
    """Return 95.0 as 95: JSON knows one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# Described here and checked by the desk, which tells the reader in Danish what is wrong.
_LENGTH = {"minLength": 1, "maxLength": MAX_QUESTION_CHARACTERS, "pattern": r"\S"}
Text = Annotated[str, Field(json_schema_extra=_LENGTH)]
Name = Annotated[str, Field(min_length=1, max_length=1000)]
Year = Annotated[int, Field(ge=1, le=9999), BeforeValidator(_whole)]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Limits(_Request):
    """Which documents are searched; what is left out limits nothing."""

    kinds: list[Kind] = Field(default=[], max_length=7)
    publishers: list[Name] = Field(default=[], max_length=200)
    documents: list[Name] = Field(default=[], max_length=1000, description="Paths in the folder.")
    year_from: Year | None = None
    year_to: Year | None = None


class AskRequest(_Request):
    """A question."""

    question: Text
    history: list[Annotated[str, Field(max_length=MAX_QUESTION_CHARACTERS)]] = Field(
        default=[], max_length=_EARLIER, description="Earlier questions, the oldest first."
    )
    filters: Limits = Limits()
    stream: bool = Field(
        default=False, description="Answer with server-sent events as it is ready."
    )


class SearchRequest(_Request):
    """What is searched for."""

    question: Text
    k: Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)] = 10
    filters: Limits = Limits()


class AnswerResponse(BaseModel):
    """An answer; the same as `velfaerd ask --json` gives."""

    question: str
    standalone_question: str
    status: Status
    reason: str | None
    explanation: str | None
    answer: str = Field(description="Plain text with [1] marks.")
    sentences: list[AnswerSentence]
    citations: list[Citation]
    nearest: list[Citation]
    confidence: float | None
    writer: str
    notice: str | None = Field(description="Why a language model's text is not shown.")
    writing: bool = Field(description="Whether a later answer replaces this one.")
    drafted: int = Field(description="Sentences that the model wrote, shown or not.")
    timings_ms: dict[str, float]
    library: LibraryState


class Hit(BaseModel):
    """A passage that was found."""

    rank: int
    document: str
    title: str
    kind: Kind
    publisher: str | None
    year: int | None
    address: str | None
    page: int | None
    section: str | None
    text: str
    start: int
    end: int


class SearchResponse(BaseModel):
    """Passages, best first."""

    question: str
    hits: list[Hit]
    notice: str | None = None


class NoticeResponse(BaseModel):
    """Something to know of how a document was read."""

    code: str
    count: int


class DocumentResponse(BaseModel):
    """A document of the library."""

    path: str
    title: str
    kind: Kind
    publisher: str | None
    year: int | None
    language: str
    address: str | None
    pages: int | None
    passages: int
    notices: list[NoticeResponse]


class DocumentsResponse(BaseModel):
    """What the library holds."""

    generation: int
    documents: list[DocumentResponse]


class Health(BaseModel):
    """Whether the server answers."""

    status: Literal["ok"]


class Problem(BaseModel):
    """Why there is no answer, as a sentence for the reader."""

    detail: str
