"""Gold questions: the records of a suite and how one is read from YAML or JSON lines.

The schema is described for question writers in `suites/README.md`; `lint.py` holds what a suite
must satisfy beyond its shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Literal, get_args

from ingest.errors import UsageError

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

SUITES = Path(__file__).parent / "suites"
SPLITS: tuple[str, ...] = get_args(Split)
# The caps on what one line of a foreign suite can make the machine read.
_MAX_BYTES = 200_000_000
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


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases in order of id, and what to call them.

    Attributes:
        warnings: Danish sentences about what was read differently than written.
    """

    name: str
    cases: tuple[Case, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def sha256(self) -> str:
        """Hex digest of the cases' canonical JSON: the order of the files does not matter."""
        return hashlib.sha256("\n".join(json_lines(self.cases)).encode()).hexdigest()


def read_cases(raw: object, origin: str) -> tuple[Case, ...]:
    """Check raw YAML or JSON values against the schema.

    Args:
        raw: A list of mappings, one a case.
        origin: The file's name, for messages.

    Raises:
        UsageError: A key is unknown or missing, or a value is of the wrong kind.
    """
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(tuple[Case, ...]).validate_python(raw)
    except ValidationError as error:
        faults = [_fault(raw, dict(one)) for one in error.errors()[:10]]
        raise UsageError(f"{origin} følger ikke skemaet: " + "; ".join(faults)) from error


def _fault(raw: object, error: dict[str, Any]) -> str:
    location = list(error["loc"])
    name = ""
    if location and isinstance(location[0], int) and isinstance(raw, list):
        case = raw[location.pop(0)]
        name = str(case.get("id", "?")) if isinstance(case, dict) else "?"
    return f"{name}: {'.'.join(map(str, location))}: {error['msg']}"


def load(*paths: Path) -> tuple[Case, ...]:
    """Read the cases of YAML or JSON-lines files in our own schema, in order of id.

    Raises:
        UsageError: A file is missing, unreadable or not in the schema, or an id occurs twice.
    """
    cases = sorted((case for path in paths for case in _load_one(path)), key=lambda case: case.id)
    for first, second in zip(cases, cases[1:], strict=False):
        if first.id == second.id:
            raise UsageError(f"Id'et {first.id} bruges af mere end én sag.")
    return tuple(cases)


def _load_one(path: Path) -> tuple[Case, ...]:
    import yaml

    text = read_text(path)
    try:
        if path.suffix == ".jsonl":
            raw: object = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            raw = yaml.safe_load(text) or []
    except (yaml.YAMLError, json.JSONDecodeError) as error:
        raise UsageError(f"{path.name} kan ikke læses: {error}") from error
    return read_cases(raw, path.name)


def read_text(path: Path) -> str:
    """The text of a suite's file, UTF-8 with or without a byte-order mark.

    Raises:
        UsageError: It is missing, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise UsageError(f"{path.name} er større end {_MAX_BYTES // 1_000_000} MB.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} kan ikke læses: {error}") from error


def shipped(split: str | None = None) -> Suite:
    """The suites that ship, whole or one split (`dev`, `gate`, `holdout`, `canary`)."""
    cases = load(*sorted(SUITES.glob("*.yaml")))
    chosen = tuple(case for case in cases if split in (None, case.split))
    return Suite(split or "alle", chosen)


def json_lines(cases: Iterable[Case]) -> Iterator[str]:
    """The cases as JSON lines with sorted keys; `load` reads them back unchanged."""
    from pydantic import TypeAdapter

    adapter = TypeAdapter(Case)
    for case in cases:
        raw = adapter.dump_python(case, mode="json", exclude_defaults=True)
        yield json.dumps(raw, ensure_ascii=False, sort_keys=True)
