"""The records that sentences are weighed with: what a question is about, and a sentence's place."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import HELD, Analysis, match_each
from assistant.asks import Ask, Demand
from ingest import danish


@dataclass(frozen=True, slots=True)
class Focus:
    """What a question is about: its terms with weights, and what must be there.

    Attributes:
        weights: Of each term, 0 to 1; rarer in the library is weightier.
        specific: Of each term, how rare it is in its language, 0 to 1; 0 where it is not strong.
        deeds: Of each term, whether it is a verb.
        strong: Of each term, whether it says what the question is about (`asks.is_weak`).
        alternatives: Of each term, stems that mean the same, Danish ones for an English word.
        names: Stems of the words of its names other than places.
        places: Stems of its places.
        municipalities: Those of them that are municipalities.
        called: Those of them that are places only because the documents or it calls them so.
        known: Stems of the municipalities that only the library's documents call so.
        several: Index of the term that says of what several are asked for, if any.
        houses: Indexes of the terms that name a house: the "Egely" of "Plejecenter Egely".
        numbers: Canonical forms of its values other than years.
        foreign: Whether it is in another language than Danish.
        demand: The kind of value without which no sentence answers, if any.
        topics: Of topics.toml.
        of_documents: Whether the documents themselves are asked about.
        about: Whether it asks for all that is said of a subject.
        decided: Whether it asks what was decided.
        speaker: Terms [first, last) that name who is asked to have said something; first = last
            where nobody is.
        asking: Whether it asks what somebody asks.
        of_one: Whether it asks for the price of one thing.
        bounded: Whether it asks of the time before or after its year.
    """

    terms: tuple[danish.Term, ...]
    weights: NDArray[np.float64]
    strong: NDArray[np.bool_]
    alternatives: tuple[frozenset[str], ...]
    asks: tuple[Ask, ...]
    names: frozenset[str]
    places: frozenset[str]
    years: frozenset[str]
    numbers: frozenset[str]
    many: bool
    foreign: bool = False
    demand: Demand | None = None
    topics: tuple[str, ...] = ()
    of_documents: bool = False
    about: bool = False
    decided: bool = False
    bounded: bool = False
    of_one: bool = False
    asking: bool = False
    speaker: tuple[int, int] = (0, 0)
    houses: tuple[int, ...] = ()
    several: int | None = None
    municipalities: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    specific: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    deeds: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    def held_in(self, there: Analysis) -> NDArray[np.bool_]:
        """Return (terms,) bool: for each word of the question whether a text has it."""
        return match_each(self.terms, self.alternatives, there) >= HELD

    def is_all_in(self, there: Analysis) -> bool:
        """Tell whether a text has every word that says what the question is about."""
        return bool(self.held_in(there)[self.strong].all())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what stands around it.

    Attributes:
        text: The sentence.
        near: Heading path, lead-in and the sentence before.
        scope: Title and publisher, and the names that the document is full of.
        wide: Title, publisher, year and address words of the document, and the passage's text.
        cosine: Of question and sentence.
        cosine_before: Of question and the sentence before it; its own at the passage's start.
        cosine_after: Of question and the sentence after it; its own at the passage's end.
        passage_cosine: Of question and passage.
        rank: Of the passage in the search, from 0.
        kind: Block kind.
        document_text: All text of its document.
        position: Of its start in the document, 0 to 1.
        before: Blocks before its own in the document, headings not counted, 2 for more.
        depth: Headings that it stands under.
        starts_block: Whether it is the first of its block.
        entitles: Whether it is a line by itself, without a full stop, over what is no such line.
    """

    text: str
    near: str
    scope: str
    wide: str
    heading: str
    cosine: float
    cosine_before: float
    cosine_after: float
    passage_cosine: float
    rank: int
    kind: str
    document_text: str = ""
    position: float = 0.5
    before: int = 2
    depth: int = 1
    starts_block: bool = True
    entitles: bool = False

    @property
    def around(self) -> str:
        """The sentence, what stands near it, and what its document is of, in lines."""
        return f"{self.text}\n{self.near}\n{self.scope}"
