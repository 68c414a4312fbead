"""Which facts does the answer hold, and does it say anything wrong?

Strict vital and strict all recall as in TREC's nuggetizer (Pradeep et al. 2025, arXiv
2504.15068): no half points. Patterns written with the nuggets find them, so no model is asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Answer
from evals.case import Case
from evals.patterns import lines, matching


@dataclass(frozen=True, slots=True)
class NuggetCounts:
    """Facts of one answer.

    Attributes:
        missing: Ids of the nuggets not found, vital ones first.
        forbidden: Patterns of wrong values that were found.
    """

    vital: int
    vital_found: int
    all: int
    all_found: int
    missing: tuple[str, ...]
    forbidden: tuple[str, ...]


def count(case: Case, answer: Answer) -> NuggetCounts:
    """Look for each nugget in the cited sentences, and for wrong values in all of them."""
    cited = lines(sentence.text for sentence in answer.sentences if sentence.citations)
    spoken = lines(sentence.text for sentence in answer.sentences)
    found = {
        nugget.id
        for nugget in case.nuggets
        if matching(nugget.accept, cited) and not matching(nugget.forbid, spoken)
    }
    ordered = sorted(case.nuggets, key=lambda nugget: nugget.importance != "vital")
    patterns = [*case.forbid, *(p for nugget in case.nuggets for p in nugget.forbid)]
    return NuggetCounts(
        vital=len(case.vital),
        vital_found=sum(nugget.id in found for nugget in case.vital),
        all=len(case.nuggets),
        all_found=len(found),
        missing=tuple(nugget.id for nugget in ordered if nugget.id not in found),
        forbidden=matching(patterns, spoken),
    )
