"""Where a failed question was lost: each lands in exactly one stage."""

from __future__ import annotations

from evals.gold import Documents, GoldSpan, Words, answer_words, is_covered, words_in
from evals.metrics.abstention import abstained
from evals.metrics.retrieval import ChunksOf, holds
from evals.records import Result

BROKEN = "broken"
WRONGLY_ANSWERED = "wrongly_answered"
# In the order of the journey; the first that holds for the alternative that came furthest.
STAGES = (
    BROKEN,
    "not_read",
    "split",
    "not_retrieved",
    "ranked_low",
    "not_selected",
    "declined",
    "not_shown",
    "wrong_content",
    WRONGLY_ANSWERED,
)


def stage(
    result: Result,
    alternatives: tuple[tuple[GoldSpan, ...], ...],
    documents: Documents,
    chunks_of: ChunksOf,
    *,
    is_right: bool,
) -> str | None:
    """Return the stage in `STAGES` at which a question failed, or None when it did not.

    Args:
        result: With the answer.
        alternatives: The located gold.
        documents: By path.
        chunks_of: A document's passages, by its path.
        is_right: Whether an answerable question was answered fully correctly.
    """
    answer = result.answer
    if answer is None:
        return BROKEN
    if not result.case.answerable:
        return None if abstained(answer) else WRONGLY_ANSWERED
    if is_right:
        return None
    if not alternatives:
        return _stage_by_document(result, documents)
    reached = [_reached(result, option, documents, chunks_of) for option in alternatives]
    return max(reached, key=STAGES.index)


def _reached(
    result: Result, option: tuple[GoldSpan, ...], documents: Documents, chunks_of: ChunksOf
) -> str:
    answer, trace = result.answer, result.trace
    assert answer is not None
    essential = [gold for gold in option if gold.essential]
    if any(gold.place is None for gold in essential):
        return "not_read"
    if not all(_is_whole(gold, documents, chunks_of) for gold in essential):
        return "split"
    found = [words_in(p.document, p.chunk.start, p.chunk.end) for p in trace.passages]
    if not _all_held(essential, found):
        return "not_retrieved"
    if not _all_held(essential, found[: trace.considered]):
        return "ranked_low"
    selected = _selected(result, documents)
    if selected is not None and not all(is_covered(gold, selected) for gold in essential):
        return "not_selected"
    if abstained(answer):
        return "declined"
    cited = answer_words(answer, documents)
    if not all(is_covered(gold, cited) for gold in essential):
        return "not_selected" if selected is None else "not_shown"
    return "wrong_content"


def _is_whole(gold: GoldSpan, documents: Documents, chunks_of: ChunksOf) -> bool:
    document = documents[gold.span.doc]
    return any(
        holds(words_in(document, chunk.start, chunk.end), gold)
        for chunk in chunks_of(gold.span.doc)
    )


def _all_held(essential: list[GoldSpan], passages: list[Words]) -> bool:
    return all(any(holds(passage, gold) for passage in passages) for gold in essential)


def _selected(result: Result, documents: Documents) -> Words | None:
    if result.trace.selected is None:
        return None
    return frozenset().union(
        *(
            words_in(documents[path], start, end)
            for path, start, end in result.trace.selected
            if path in documents
        )
    )


def _stage_by_document(result: Result, documents: Documents) -> str:
    """The stage where no quotations are marked: by document alone."""
    answer, trace = result.answer, result.trace
    assert answer is not None
    wanted = {documents[path].sha256 for path in result.case.docs if path in documents}
    if result.case.docs and not wanted:
        return "not_read"
    found = [passage.chunk.sha256 for passage in trace.passages]
    if wanted and not wanted.intersection(found):
        return "not_retrieved"
    if wanted and not wanted.intersection(found[: trace.considered]):
        return "ranked_low"
    if abstained(answer):
        return "declined"
    cited = {documents[c.document].sha256 for c in answer.citations if c.document in documents}
    return "not_selected" if wanted and not wanted & cited else "wrong_content"
