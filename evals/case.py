"""A gold question and its parts; `suites/README.md` describes them for those who write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal

Split = Literal["dev", "gate", "holdout", "canary"]
Behaviour = Literal["answer", "refuse", "clarify"]
Category = Literal[
    "enkelt_fakta",
    "tid_dato_beloeb",
    "betingelse_undtagelse",
    "liste",
    "flere_dokumenter",
    "tabel",
    "versionskonflikt",
    "negation",
    "dansk_form",
    "opfoelgning",
    "uden_for_korpus",
    "naer_ved",
    "falsk_forudsaetning",
    "underspecificeret",
    "kun_i_billede",
    "nonsens",
    "persondata_raad_handling",
    "andet",
]
Reason = Literal[
    "out_of_corpus",
    "near_miss",
    "false_premise",
    "ambiguous",
    "image_only",
    "nonsense",
    "personal_data",
    "advice_or_action",
]

_STRICT: dict[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Span:
    """A quotation that answers, wholly or in part.

    Attributes:
        doc: Path in the synced folder.
        quote: The document's own words; where it stands is found by `quotes.locate`.
        page: Page or slide, needed when the quotation occurs more than once.
        sha256: Digest of the document it was taken from, where the writer pinned it.
        role: `essential` must be cited; `supporting` may be.
    """

    doc: str
    quote: str
    page: int | None = None
    sha256: str | None = None
    role: Literal["essential", "supporting"] = "essential"
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Alternative:
    """Spans that answer together."""

    spans: tuple[Span, ...]
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Gold:
    """Sets of spans: any one alternative is enough."""

    alternatives: tuple[Alternative, ...] = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Nugget:
    """One fact an answer must hold (vital) or may hold (okay).

    Attributes:
        accept: Regular expressions; one match in the answer is enough.
        forbid: Regular expressions of wrong values; a match makes the answer wrong.
        spans: Indexes into the spans of all alternatives, counted through.
    """

    id: str
    accept: tuple[str, ...]
    text: str = ""
    importance: Literal["vital", "okay"] = "vital"
    forbid: tuple[str, ...] = ()
    spans: tuple[int, ...] = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Expected:
    """What a good assistant does with the question."""

    behaviour: Behaviour = "answer"
    reason: Reason | None = None
    may_point_to: tuple[str, ...] = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters the question is asked with; the fields of `assistant.records.Filters`."""

    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    @property
    def is_set(self) -> bool:
        """Whether anything is narrowed."""
        return self != Narrowed()


@dataclass(frozen=True, slots=True)
class Meta:
    """Where the case comes from.

    Attributes:
        second: The behaviour a second annotator expected, blind to the first.
    """

    annotators: tuple[str, ...] = ()
    agreed: bool | None = None
    second: Behaviour | None = None
    source: Literal["real", "written", "mutated"] = "written"
    created: date | None = None
    rev: int = 1
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT


@dataclass(frozen=True, slots=True)
class Case:
    """One gold question.

    Attributes:
        category: One of `Category`; a foreign suite may bring its own names.
        cluster: Family of documents it rests on: the unit of resampling.
        history: Earlier questions of the conversation, oldest first.
        docs: Gold documents of a foreign case whose quotations nobody marked.
        distractors: Paths that must not be cited as current.
        forbid: Regular expressions that make any answer wrong.
        pinned: A fault that was fixed once; failing it again stops a release.
    """

    id: str
    split: Split
    cluster: str
    category: str
    question: str
    answerable: bool
    expected: Expected = Expected()
    gold: Gold = Gold()
    nuggets: tuple[Nugget, ...] = ()
    history: tuple[str, ...] = ()
    paraphrases: tuple[str, ...] = ()
    distractors: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    filters: Narrowed = Narrowed()
    docs: tuple[str, ...] = ()
    as_of: date | None = None
    lang: str = "da"
    pinned: bool = False
    meta: Meta = Meta()
    __pydantic_config__: ClassVar[dict[str, Any]] = _STRICT

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of all alternatives, counted through."""
        return tuple(span for option in self.gold.alternatives for span in option.spans)

    @property
    def vital(self) -> tuple[Nugget, ...]:
        """The nuggets that an answer must hold."""
        return tuple(nugget for nugget in self.nuggets if nugget.importance == "vital")

    @property
    def documents(self) -> tuple[str, ...]:
        """Paths of the gold documents, each once, in order."""
        return tuple(dict.fromkeys([*(span.doc for span in self.spans), *self.docs]))
