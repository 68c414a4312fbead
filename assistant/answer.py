"""The spine: understand → retrieve → decide → compose → verify."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from assistant import evidence as evidence_stage
from assistant import intent
from assistant.compose import cite, compose
from assistant.evidence import Weighed, weigh
from assistant.generate import Generator
from assistant.parts import Part, split_parts
from assistant.question import earlier_questions, understand
from assistant.reasons import explain, explain_lacking, lack_of
from assistant.records import Answer, Citation, Evidence, Filters, LibraryState, Passage, Question
from assistant.retrieve import search
from assistant.roles import as_who
from assistant.spelling import respell
from assistant.verify import check_quotes
from assistant.writers import writer_of
from ingest import danish

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.settings import Settings
    from ingest.library import Library

PASSAGES = 16  # whose sentences are weighed; with 12, 7 of 96 blind questions lacked the answer

_VECTORS = 64  # that are kept: of a conversation's questions and their parts
_CONTEXT_CHARACTERS = 300  # before a quotation: about two sentences, far enough back to name it


class Assistant:
    """Answers questions from one library."""

    def __init__(self, library: Library, settings: Settings | None = None) -> None:
        """Use a library that is open; settings choose the writer, None writes nothing."""
        self.library = library
        self.settings = settings
        self._vector = lru_cache(maxsize=_VECTORS)(library.encoder.query)
        own = library.encoder.fingerprint == intent.encoder().fingerprint
        self._meaning = self._vector if own else intent.encoder().query
        self._generator: Generator | None = None
        if settings and (writer := writer_of(settings)):
            self._generator = Generator(writer, settings, library.encoder)

    def ask(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Return the answer, a refusal, or what came nearest: what `stream` ends with."""
        *_, answer = self.stream(question, history, filters)
        return answer

    def stream(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """Yield the answer in the documents' own words, then as a model writes it, if one does.

        Args:
            question: As typed, 1 to 2,000 characters; others are refused with a reason.
            history: Earlier questions, oldest first.
            filters: Limits on the documents searched.
        """
        first = self._extract(question, history, filters)
        if self._generator is None:
            yield first
            return
        extract = partial(self._extract, filters=filters)
        earlier = earlier_questions(history, self._meaning)
        yield from self._generator.answers(first, earlier, extract, self._before)

    def _before(self, citation: Citation) -> str:
        """Return the text that stands before a citation: it tells what "den" is."""
        text = self.library.document(citation.document).text
        return text[max(0, citation.start - _CONTEXT_CHARACTERS) : citation.start]

    def _extract(
        self, question: str, history: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Return the answer in the documents' own words."""
        clock = _Clock()
        asked = understand(question, history, person_of=self._person_of, vector_of=self._meaning)
        clock.lap("understand")
        if asked.refusal is not None:
            return self._refuse(asked, clock)
        parts = split_parts(asked.standalone, self.library.municipalities())
        sides = [self._sides(part.standalone, filters, clock) for part in parts]
        held = [any(map(evidence_stage.answers, side)) for side in sides]
        clock.lap("decide")
        if not any(held):
            if asked.suspected is not None:
                return self._refuse(replace(asked, refusal=asked.suspected), clock)
            return self._not_found(asked, sides[0][-1], clock)
        if asked.vague and len(could_be := evidence_stage.rivals(sides[0][0])) > 1:
            titles = [document.title for document in could_be]
            return self._refuse(replace(asked, refusal="unclear"), clock, titles)
        chosen = _chosen([one for one in chain(*sides) if evidence_stage.answers(one)])
        lacking = [part for part, answers in zip(parts, held, strict=True) if not answers]
        probability = max(one.probability for one in chain(*sides))
        return self._answer(asked, probability, chosen, lacking, clock)

    def search(self, question: str, k: int = 10, filters: Filters | None = None) -> list[Passage]:
        """Return at most k passages, best first.

        Raises:
            ValueError: k is below 1.
        """
        text = danish.normalise(question).text.strip()
        return search(self.library, text, self.library.encoder.query(text), k, filters)

    def _sides(self, question: str, filters: Filters | None, clock: _Clock) -> list[Weighed]:
        """Return what is weighed, and before it what stands behind documents that only ask too."""
        question = as_who(respell(question, self.library))
        vector = self._encode(question, clock)
        weighed = self._weigh(question, vector, filters, clock)
        if not evidence_stage.is_drowned(weighed):
            return [weighed]
        behind = self._weigh(question, vector, filters, clock, weighed.echoes)
        return [behind, weighed] if evidence_stage.adds_to(weighed, behind) else [weighed]

    def _encode(self, question: str, clock: _Clock) -> NDArray[np.float32]:
        vector = self._vector(question)
        clock.lap("encode")
        return vector

    def _weigh(
        self,
        question: str,
        vector: NDArray[np.float32],
        filters: Filters | None,
        clock: _Clock,
        without: frozenset[str] = frozenset(),
    ) -> Weighed:
        """Weigh what the search finds in other documents than those with some sha256."""
        passages = search(self.library, question, vector, PASSAGES, filters, without)
        clock.lap("retrieve")
        weighed = weigh(question, passages, vector, self.library)
        clock.lap("weigh")
        return weighed

    def _answer(
        self,
        asked: Question,
        probability: float,
        chosen: Sequence[Evidence],
        lacking: Sequence[Part],
        clock: _Clock,
    ) -> Answer:
        sentences, citations = compose(chosen, asked.language)
        clock.lap("compose")
        check_quotes(citations, {one.document.path: one.document for one in chosen})
        clock.lap("verify")
        return Answer(
            question=asked.text,
            standalone_question=asked.standalone,
            status="partial" if lacking else "answered",
            sentences=sentences,
            citations=citations,
            library=self._state(),
            reason="part_not_in_documents" if lacking else None,
            explanation=explain_lacking([part.typed for part in lacking], asked.language),
            timings_ms=clock.done(),
            confidence=round(probability, 3),
        )

    def _not_found(self, asked: Question, weighed: Weighed, clock: _Clock) -> Answer:
        near = evidence_stage.nearest(weighed) if weighed.found else []
        clock.lap("decide")
        return Answer(
            question=asked.text,
            standalone_question=asked.standalone,
            status="not_found",
            sentences=(),
            citations=(),
            library=self._state(),
            reason="not_in_documents",
            explanation=explain("not_in_documents", asked.language, lack_of(weighed, self.library)),
            nearest=tuple(cite(one, n) for n, one in enumerate(near, start=1)),
            timings_ms=clock.done(),
            confidence=round(weighed.probability, 3),
        )

    def _refuse(self, asked: Question, clock: _Clock, could_be: Sequence[str] = ()) -> Answer:
        reason = asked.refusal or ""
        return Answer(
            question=asked.text,
            standalone_question=asked.standalone,
            status="refused",
            sentences=(),
            citations=(),
            library=self._state(),
            reason=reason,
            explanation=explain(reason, asked.language, could_be=could_be),
            timings_ms=clock.done(),
        )

    def _person_of(self, question: str) -> str | None:
        """Return the first person named by what answers an earlier question best, or nearly."""
        clock = _Clock()
        weighed = self._weigh(question, self._encode(question, clock), None, clock)
        if not weighed.found:
            return None
        quotes = [one.quote for one in evidence_stage.nearest(weighed)]
        names = [quote[start:end] for quote in quotes for start, end in danish.names(quote)]
        persons = (n for n in names if danish.may_be_person(n) and not danish.places(n))
        return next(persons, None)

    def _state(self) -> LibraryState:
        return LibraryState(*self.library.state())


def _chosen(weighed: Sequence[Weighed]) -> list[Evidence]:
    """Return what answers each part, in the order of the parts, nothing twice."""
    found: dict[tuple[str, int], Evidence] = {}
    for one in weighed:
        for evidence in evidence_stage.choose(one):
            found.setdefault((evidence.document.sha256, evidence.start), evidence)
    return list(found.values())


class _Clock:
    """Milliseconds per stage."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = self._laps.get(stage, 0.0) + round(1000 * (now - self._last), 2)
        self._last = now

    def done(self) -> dict[str, float]:
        return {**self._laps, "total": round(1000 * (time.perf_counter() - self._start), 2)}
