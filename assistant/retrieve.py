"""A question finds passages: words and vectors searched side by side, then fused.

Words find names, numbers and compounds; vectors find paraphrases and other languages. On Danish
article search either alone misses what the other has (BEIR-style measurements: evals).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.records import Filters, Passage
from ingest import danish
from ingest.errors import LibraryError
from ingest.records import Chunk

if TYPE_CHECKING:
    from llama_index.core.retrievers import BaseRetriever

    from ingest.library import Library

_DEPTH = 40  # hits taken from each search before fusing; more changed no recall on the dev suites
_FEWEST = 5  # distinct passages, when there are so many, however often one of them was copied
_DEEPEST = 2560
_RANK_CONSTANT = (
    20  # of reciprocal rank fusion (Cormack, Clarke, Buettcher 2009); small collections
)
_NEAR_DUPLICATE = 0.92  # share of equal words above which two passages say the same
_TYPO_WEIGHT = 0.6  # of a known word that a misspelt one is taken for


def search(
    library: Library,
    question: str,
    vector: NDArray[np.float32],
    k: int = 10,
    filters: Filters | None = None,
    without: Set[str] = frozenset(),
) -> list[Passage]:
    """Return at most k passages, best first, near-duplicates once.

    Args:
        library: Where to search.
        question: Standalone.
        vector: The question's, (dimensions,) float32 of unit length.
        k: At least 1.
        filters: Act inside both searches.
        without: The sha256 of documents that are left out.

    Raises:
        ValueError: k is below 1.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, got {k}")
    terms = weighted_terms(library, question)
    depth = max(_DEPTH * (2 if without else 1), k)
    while True:
        by_words = library.search_words(terms, depth, filters)
        by_vectors = library.search_vectors(vector, depth, filters)
        passages = _distinct(library, dict(by_words), dict(by_vectors), k, filters, without)
        exhausted = len(by_words) < depth and len(by_vectors) < depth
        if len(passages) >= min(k, _FEWEST) or exhausted or depth >= _DEEPEST:
            return passages
        depth *= 4  # copies of one text fill the first ranks: what stands behind them is wanted


def _distinct(
    library: Library,
    words: dict[str, float],
    similarity: dict[str, float],
    k: int,
    filters: Filters | None,
    without: Set[str],
) -> list[Passage]:
    """Fuse two rankings, scores by chunk id and best first, and take each text once."""
    fused = dict(_fuse(list(words), list(similarity)))
    chosen: list[Chunk] = []
    seen: list[frozenset[str]] = []
    for chunk in library.chunks_by_id(list(fused)):
        if chunk.sha256 in without:
            continue
        bag = frozenset(chunk.text.lower().split())
        if any(_alike(bag, other) for other in seen):
            continue
        seen.append(bag)
        chosen.append(chunk)
        if len(chosen) == k:
            break
    return [
        Passage(chunk, document, fused[chunk.id], similarity.get(chunk.id), words.get(chunk.id))
        for chunk, document in zip(chosen, library.documents_of(chosen, filters), strict=True)
    ]


def weighted_terms(library: Library, question: str) -> list[tuple[str, float]]:
    """Return the search terms of a question with weights; a misspelt word also as known words."""
    weights: dict[str, float] = defaultdict(float)
    for term in danish.terms(question):
        weights[term] = max(weights[term], 1.0)
        if len(term) > 4 and library.document_frequency(term) == 0:
            for known in danish.suggest(term, library.vocabulary()):
                weights[known] = max(weights[known], _TYPO_WEIGHT)
    return list(weights.items())


def _fuse(*rankings: Sequence[str]) -> list[tuple[str, float]]:
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, identifier in enumerate(ranking):
            scores[identifier] += 1 / (_RANK_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _NEAR_DUPLICATE * max(len(one), len(other))


def as_llama_index(
    library: Library, *, k: int = 10, filters: Filters | None = None
) -> BaseRetriever:
    """Return the search as a LlamaIndex retriever, so that others can plug it in.

    Raises:
        LibraryError: The library holds no passage.
    """
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

    if library.passages == 0:
        raise LibraryError("Biblioteket er tomt.")

    class HybridRetriever(BaseRetriever):
        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            question = query_bundle.query_str
            vector = library.encoder.query(question)
            return [
                NodeWithScore(
                    node=TextNode(
                        id_=passage.chunk.id,
                        text=passage.chunk.text,
                        metadata={
                            "document": passage.document.path,
                            "title": passage.document.title,
                            "page": passage.chunk.page,
                            "start": passage.chunk.start,
                            "end": passage.chunk.end,
                        },
                    ),
                    score=passage.score,
                )
                for passage in search(library, question, vector, k, filters)
            ]

    return HybridRetriever()
