"""Are the passages that hold the answer found, and how high up?

nDCG, reciprocal rank, recall and success as ir_measures defines them (MacAvaney et al. 2022),
with its pytrec_eval provider pinned. A passage is relevant when it holds 80 % of an essential
span. Only answerable questions count: DanFEVER's averages cannot pass 0.484 because half its
queries have nothing to find.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from evals.gold import Documents, GoldSpan, Words, words_in
from ingest.records import Chunk

MEASURES = ("nDCG@10", "RR@10", "R@10", "Success@1", "Success@5")
_HOLDS = 0.8  # 1.6.9 of the metrics

ChunksOf = Callable[[str], Sequence[Chunk]]


def holds(chunk: Words, gold: GoldSpan) -> bool:
    """Whether a passage holds 80 % of a span's words."""
    return bool(gold.words) and len(chunk & gold.words) >= _HOLDS * len(gold.words)


def relevant(
    option: tuple[GoldSpan, ...], chunks_of: ChunksOf, documents: Documents
) -> frozenset[str]:
    """Ids of all passages that hold an essential span of an alternative.

    Args:
        option: The alternative's spans.
        chunks_of: All passages of a document, by its path: they fix the denominator, not the run.
        documents: By path.
    """
    found: set[str] = set()
    for gold in option:
        if gold.essential and gold.place is not None:
            document = documents[gold.span.doc]
            for chunk in chunks_of(gold.span.doc):
                if holds(words_in(document, chunk.start, chunk.end), gold):
                    found.add(chunk.id)
    return frozenset(found)


def measure(
    relevant_ids: Mapping[str, Iterable[str]], ranked_ids: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, float]]:
    """Values by query and measure, each 0 to 1.

    A query with nothing relevant, or with nothing found, gets 0: a missing value is a failure.

    Args:
        relevant_ids: Relevant passages by query.
        ranked_ids: Passages found by query, best first.
    """
    import ir_measures

    qrels = {query: dict.fromkeys(ids, 1) for query, ids in relevant_ids.items()}
    run = {
        query: {passage: -float(rank) for rank, passage in enumerate(ids)}
        for query, ids in ranked_ids.items()
    }
    values = {query: dict.fromkeys(MEASURES, 0.0) for query in relevant_ids}
    judged = {query: ids for query, ids in qrels.items() if ids and run.get(query)}
    if judged:
        wanted = [ir_measures.parse_measure(name) for name in MEASURES]
        chosen = {query: run[query] for query in judged}
        for value in ir_measures.pytrec_eval.iter_calc(wanted, judged, chosen):
            values[value.query_id][str(value.measure)] = float(value.value)
    return values


def best(values: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The best value of each measure over a question's alternatives; 0 of none."""
    return {name: max((value[name] for value in values), default=0.0) for name in MEASURES}
