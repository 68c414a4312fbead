"""Does each sentence keep to what it cites: numbers, names, words?

Attribution checkers miss fine detail such as numbers most often (AttributionBench, Li et al.
2024, arXiv 2402.15089), so details are compared one by one in their canonical form.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.records import Answer
from evals.quotes import comparable
from ingest.danish import content_terms, fold, names, values

_CACHED = 4096  # texts: the bad assistants cite the same passages again and again


@dataclass(frozen=True, slots=True)
class FidelityCounts:
    """Details of the cited sentences of one answer.

    Attributes:
        details: Numbers, amounts, dates, paragraphs and names.
        supported: Those that stand in what their sentence cites.
        terms: Weighty words.
        supported_terms: Those whose stem stands in what their sentence cites.
    """

    details: int
    supported: int
    terms: int
    supported_terms: int


def count(answer: Answer) -> FidelityCounts:
    """Compare each cited sentence with its quotations."""
    details = supported = terms = supported_terms = 0
    for sentence in answer.sentences:
        if sentence.citations:
            source = comparable(
                " ".join(c.quote for c in answer.citations if c.n in sentence.citations)
            )
            numbers = _numbers(comparable(sentence.text))
            named = _names(comparable(sentence.text))
            details += len(numbers) + len(named)
            supported += len(numbers & _numbers(source))
            supported += sum(name in fold(source) for name in named)
            weighty, known = _stems(comparable(sentence.text)), _stems(source)
            terms += len(weighty)
            supported_terms += len(weighty & known)
    return FidelityCounts(details, supported, terms, supported_terms)


@lru_cache(_CACHED)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(value.canonical for value in values(text))


@lru_cache(_CACHED)
def _names(text: str) -> frozenset[str]:
    return frozenset(fold(text[start:end]) for start, end in names(text))


@lru_cache(_CACHED)
def _stems(text: str) -> frozenset[str]:
    return frozenset(term.stem for term in content_terms(text))
