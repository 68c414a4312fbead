"""One question's result against its gold: every count that the scores are made of."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from assistant.records import Answer
from evals.case import Case
from evals.gold import Documents, GoldSpan, Words, answer_words, resolve, words_in
from evals.metrics import (
    abstention,
    citations,
    correct,
    fidelity,
    funnel,
    nuggets,
    retrieval,
    spans,
)
from evals.metrics.citations import CitationCounts
from evals.metrics.fidelity import FidelityCounts
from evals.metrics.nuggets import NuggetCounts
from evals.metrics.spans import SpanCounts, UsageCounts
from evals.records import Result
from ingest import cpr
from ingest.danish import words


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a question gave.

    Attributes:
        documents: Gold documents that the alternative with the fewest needs; 0 of none.
        error: Why there is no answer, where asking broke.
        recall: Share of essential spans cited, of the best alternative, 0 to 1.
        retrieval: Value by measure, 0 to 1; empty where nothing can be found.
        drafted: Sentences a language model wrote, those the verifier took away included.
        outdated: Distractors cited as current.
        personal_number: Whether the answer holds a CPR number.
        utility: -1 to 1.
        stage: Where a failed question was lost; None when nothing failed.
    """

    id: str
    split: str
    cluster: str
    category: str
    question: str
    answerable: bool
    pinned: bool
    documents: int
    status: str | None
    reason: str | None
    error: str | None
    abstained: bool
    confidence: float | None
    citations: CitationCounts
    recall: float
    spans: SpanCounts
    usage: UsageCounts
    answer_words: int
    drafted: int
    nuggets: NuggetCounts
    fidelity: FidelityCounts
    outdated: tuple[str, ...]
    personal_number: bool
    fully_correct: bool
    utility: float
    stage: str | None
    retrieval: dict[str, float] = field(default_factory=dict)

    @property
    def right(self) -> bool:
        """Fully correct, or declined where nothing can be answered."""
        return self.fully_correct if self.answerable else self.abstained

    def to_json(self) -> dict[str, Any]:
        """The record as plain JSON values."""
        row = asdict(self)
        if self.confidence is not None:
            row["confidence"] = round(self.confidence, 6)
        return row


def judge(result: Result, documents: Documents, chunks_of: retrieval.ChunksOf) -> Judgement:
    """Measure one result; nothing here asks a model or the network.

    Args:
        result: What the assistant gave.
        documents: The library's documents by path.
        chunks_of: A document's passages, by its path.
    """
    case, answer = result.case, result.answer
    alternatives = resolve(case, documents)
    if answer is None:
        return _broken(result, alternatives)
    cited = answer_words(answer, documents)
    counted = citations.count(answer, alternatives, documents)
    held = nuggets.count(case, answer)
    chosen = spans.best_alternative(cited, alternatives)
    option = alternatives[chosen] if chosen >= 0 else ()
    recall = _recall(case, answer, cited, alternatives, documents)
    declined = abstention.abstained(answer)
    outdated = citations.outdated(answer, case.distractors, documents)
    is_correct = case.answerable and correct.fully_correct(
        abstained=declined,
        citations=counted.total,
        valid=counted.valid,
        recall=recall,
        vital=held.vital,
        vital_found=held.vital_found,
        forbidden=len(held.forbidden),
    )
    worth = correct.utility(
        answerable=case.answerable,
        abstained=declined,
        correct=is_correct,
        vital=held.vital,
        vital_found=held.vital_found,
        wrong=bool(held.forbidden or outdated or counted.valid < counted.total),
    )
    return Judgement(
        **_named(case, alternatives),
        status=answer.status,
        reason=answer.reason,
        error=None,
        abstained=declined,
        confidence=answer.confidence,
        citations=counted,
        recall=recall,
        spans=spans.count(cited, option),
        usage=spans.usage(_retrieved(result), cited, option),
        answer_words=_length(answer),
        drafted=answer.drafted,
        nuggets=held,
        fidelity=fidelity.count(answer),
        outdated=outdated,
        personal_number=_has_personal_number(answer),
        fully_correct=is_correct,
        utility=worth,
        stage=funnel.stage(result, alternatives, documents, chunks_of, is_right=is_correct),
    )


def _retrieved(result: Result) -> Words:
    """The words of the passages that the answer was chosen from."""
    chosen = result.trace.passages[: result.trace.considered]
    return frozenset().union(*(words_in(p.document, p.chunk.start, p.chunk.end) for p in chosen))


def _length(answer: Answer) -> int:
    return sum(len(words(sentence.text)) for sentence in answer.sentences)


def _has_personal_number(answer: Answer) -> bool:
    """Whether a CPR number stands anywhere in what the answer shows or keeps."""
    kept = [answer.question, answer.standalone_question, answer.explanation or ""]
    kept += [sentence.text for sentence in answer.sentences]
    kept += [citation.quote for citation in (*answer.citations, *answer.nearest)]
    return any(cpr.find(text) for text in kept)


def _named(case: Case, alternatives: tuple[tuple[GoldSpan, ...], ...]) -> dict[str, Any]:
    needed = [len({gold.span.doc for gold in option}) for option in alternatives]
    return {
        "id": case.id,
        "split": case.split,
        "cluster": case.cluster,
        "category": case.category,
        "question": cpr.mask(case.question, typed=True)[0],
        "answerable": case.answerable,
        "pinned": case.pinned,
        "documents": min(needed, default=len(case.docs)),
    }


def _broken(result: Result, alternatives: tuple[tuple[GoldSpan, ...], ...]) -> Judgement:
    case = result.case
    gold = spans.gold_words(frozenset(), alternatives[0]) if alternatives else frozenset()
    return Judgement(
        **_named(case, alternatives),
        status=None,
        reason=None,
        error=result.error or "intet svar",
        abstained=False,
        confidence=None,
        citations=CitationCounts(0, 0, 0, 0, 0, 0, 0),
        recall=0.0,
        spans=SpanCounts(0, len(gold), 0),
        usage=UsageCounts(0, 0, 0, 0),
        answer_words=0,
        drafted=0,
        nuggets=NuggetCounts(
            len(case.vital), 0, len(case.nuggets), 0, tuple(n.id for n in case.nuggets), ()
        ),
        fidelity=FidelityCounts(0, 0, 0, 0),
        outdated=(),
        personal_number=False,
        fully_correct=False,
        utility=-1.0,
        stage=funnel.BROKEN,
    )


def _recall(
    case: Case,
    answer: Answer,
    cited: Words,
    alternatives: tuple[tuple[GoldSpan, ...], ...],
    documents: Documents,
) -> float:
    if alternatives:
        return max(citations.recall(cited, option) for option in alternatives)
    return citations.document_recall(answer, case.docs, documents) if case.docs else 1.0
