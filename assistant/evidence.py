"""Passages → the sentences, list items and rows that answer, all of them and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import features
from assistant.candidates import Found, find_candidates, focus_of
from assistant.features import Focus
from assistant.ranker import load_ranker
from assistant.records import Evidence, Passage
from ingest.records import Document

if TYPE_CHECKING:
    from ingest.library import Library

_MOST = 8  # sentences of an answer; a whole list may be longer
_MOST_LIST = 20  # items of a list that is quoted whole
_MARGIN_MANY = 2.2  # log-odds under the best at which a further point is still one
_MARGIN_FACT = 0.6  # the same for a question with one fact: another source that says it too
_SAME = 0.6  # share of words above which two sentences make one point


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences that were weighed for a question.

    Attributes:
        found: n candidates.
        scores: (n,) float64, higher is better.
        rows: (n, f) float64, the features.
        probability: That one of them answers, 0 to 1.
    """

    focus: Focus
    found: list[Found]
    scores: NDArray[np.float64]
    rows: NDArray[np.float64]
    probability: float


def weigh(
    question: str, passages: Sequence[Passage], vector: NDArray[np.float32], library: Library
) -> Weighed:
    """Return every sentence of the passages with its score.

    Args:
        question: Standalone.
        passages: What the search found, best first.
        vector: The question's, (dimensions,) float32 of unit length.
        library: Gives the sentences, and the rarity of words.
    """
    focus = focus_of(question, library)
    found = find_candidates(passages, vector, library)
    if not found:
        return Weighed(focus, [], np.zeros(0), np.zeros((0, len(features.FEATURES))), 0.0)
    rows = features.measure(
        focus,
        [one.candidate for one in found],
        [one.document.year for one in found],
        _term_similarities(focus, found, library),
    )
    ranker = load_ranker()
    scores = ranker.scores(rows)
    return Weighed(focus, found, scores, rows, ranker.probability(scores))


def _term_similarities(
    focus: Focus, found: Sequence[Found], library: Library
) -> NDArray[np.float64]:
    if not focus.terms:
        return np.zeros((0, len(found)))
    terms = library.encoder.queries([term.text for term in focus.terms])
    sentences = np.stack([one.vector for one in found])
    result: NDArray[np.float64] = (terms @ sentences.T).astype(np.float64)
    return result


def choose(weighed: Weighed) -> list[Evidence]:
    """Return what answers: best document first, within it as it stands there, no point twice."""
    order = [int(index) for index in np.argsort(-weighed.scores, kind="stable")]
    best = weighed.scores[order[0]]
    margin = _MARGIN_MANY if weighed.focus.many else _MARGIN_FACT
    chosen: list[int] = []
    for index in order[: 4 * _MOST]:
        if weighed.scores[index] < best - margin or len(chosen) == _MOST:
            break
        if not any(_same_point(weighed.found[index], weighed.found[other]) for other in chosen):
            chosen.append(index)
    evidence = [_as_evidence(weighed, index) for index in chosen]
    return _in_order(_with_whole_lists(weighed, chosen, evidence))


def nearest(weighed: Weighed, most: int = 3) -> list[Evidence]:
    """Return the sentences that came closest, for a reader whose answer is not there."""
    order = np.argsort(-weighed.scores, kind="stable")[:most]
    return [_as_evidence(weighed, int(index)) for index in order]


def _same_point(one: Found, other: Found) -> bool:
    if one.document.sha256 == other.document.sha256 and one.sentence == other.sentence:
        return True
    words, others = set(one.candidate.text.lower().split()), set(other.candidate.text.lower().split())
    return len(words & others) >= _SAME * min(len(words), len(others))


def _as_evidence(weighed: Weighed, index: int) -> Evidence:
    one = weighed.found[index]
    block = one.block
    relative = float(np.exp(weighed.scores[index] - weighed.scores.max()))
    return Evidence(
        one.document,
        one.sentence.start,
        one.sentence.end,
        weighed.probability * relative,
        block.section,
        block.page,
    )


def _with_whole_lists(
    weighed: Weighed, chosen: Sequence[int], evidence: list[Evidence]
) -> list[Evidence]:
    """Add the rest of each list that answers as a whole: never half a list."""
    whole = {(e.document.sha256, e.start): e for e in evidence}
    for index in chosen:
        one = weighed.found[index]
        items = _list_around(one, many=weighed.focus.many)
        for block in items:
            key = (one.document.sha256, block.start)
            if key not in whole:
                whole[key] = Evidence(
                    one.document,
                    block.start,
                    block.end,
                    weighed.probability,
                    block.section,
                    block.page,
                )
    return list(whole.values())


def _list_around(one: Found, *, many: bool) -> list:
    """Return the blocks of the list that a sentence introduces or, of many, stands in."""
    document, index = one.document, one.sentence.block
    blocks = document.blocks
    if one.block.kind == "paragraph":
        if not one.candidate.text.rstrip().endswith(":"):
            return []
        first = index + 1
    elif one.block.kind == "list_item" and many:
        first = index
        while first > 0 and blocks[first - 1].kind == "list_item":
            first -= 1
    else:
        return []
    last = first
    while last < len(blocks) and blocks[last].kind == "list_item":
        last += 1
    items = list(blocks[first:last])
    if not items or len(items) > _MOST_LIST:
        return []
    lead = blocks[first - 1] if first > 0 else None
    if lead is not None and lead.kind == "paragraph" and _ends_open(document, lead.end):
        start = _last_sentence(document, lead.start, lead.end)
        items.insert(0, type(lead)(start, lead.end, "paragraph", 0, lead.section, lead.page))
    return items


def _ends_open(document: Document, end: int) -> bool:
    return document.text[end - 1] == ":"


def _last_sentence(document: Document, start: int, end: int) -> int:
    from ingest.danish import sentence_spans

    spans = sentence_spans(document.text[start:end])
    return start + spans[-1][0] if spans else start


def _in_order(evidence: list[Evidence]) -> list[Evidence]:
    best: dict[str, float] = {}
    for one in evidence:
        best[one.document.sha256] = max(best.get(one.document.sha256, 0.0), one.probability)
    return sorted(evidence, key=lambda e: (-best[e.document.sha256], e.document.path, e.start))
