"""Does each sentence keep to what it cites: numbers, names, words?

Attribution checkers miss fine detail such as numbers most often (AttributionBench, Li et al.
2024, arXiv 2402.15089), so details are compared one by one in their canonical form.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Answer
from evals.quotes import comparable
from ingest.danish import content_terms, fold, names, values


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


def _numbers(text: str) -> set[str]:
    return {value.canonical for value in values(text)}


def _names(text: str) -> set[str]:
    return {fold(text[start:end]) for start, end in names(text)}


def _stems(text: str) -> set[str]:
    return {term.stem for term in content_terms(text)}
