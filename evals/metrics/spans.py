"""How much of what is quoted is gold, how much of the gold is quoted, and how long it is.

Word-F1 of extracted spans as verbatim-rag reports it; density after Grusky et al. 2018
(arXiv 1804.11283); relevance, utilisation and completeness as in RAGBench's TRACe (Friel et al.
2024, arXiv 2407.11005), with gold spans in place of its labels by a model.
"""

from __future__ import annotations

from dataclasses import dataclass

from evals.gold import GoldSpan, Words


@dataclass(frozen=True, slots=True)
class SpanCounts:
    """Words of one answer; rates over many questions are sums over sums.

    Attributes:
        quoted: Words cited.
        gold: Words of the alternative that fits best; supporting spans count where quoted.
        common: Words that are both.
    """

    quoted: int
    gold: int
    common: int

    @property
    def f1(self) -> float:
        """Word-F1, 0 to 1; 0 where nothing is quoted and nothing is gold."""
        both = self.quoted + self.gold
        return 2 * self.common / both if both else 0.0


@dataclass(frozen=True, slots=True)
class UsageCounts:
    """Words of the passages that the answer was made from.

    Attributes:
        retrieved: In the passages.
        relevant: Of them, gold.
        used: Of them, quoted.
        relevant_used: Of them, gold and quoted.
    """

    retrieved: int
    relevant: int
    used: int
    relevant_used: int


def best_alternative(quoted: Words, alternatives: tuple[tuple[GoldSpan, ...], ...]) -> int:
    """Index of the alternative with the highest Word-F1, the first of equals; -1 of none."""
    scores = [count(quoted, option).f1 for option in alternatives]
    return scores.index(max(scores)) if scores else -1


def count(quoted: Words, option: tuple[GoldSpan, ...]) -> SpanCounts:
    """Count the words of an answer against one alternative."""
    gold = gold_words(quoted, option)
    return SpanCounts(len(quoted), len(gold), len(quoted & gold))


def gold_words(quoted: Words, option: tuple[GoldSpan, ...]) -> Words:
    """Words of the essential spans, and those of supporting spans that are quoted."""
    essential: Words = frozenset().union(*(g.words for g in option if g.essential))
    supporting: Words = frozenset().union(*(g.words for g in option if not g.essential))
    return essential | (supporting & quoted)


def usage(retrieved: Words, quoted: Words, option: tuple[GoldSpan, ...]) -> UsageCounts:
    """Count the words of the passages that were retrieved, used, and gold."""
    relevant = gold_words(quoted, option) & retrieved
    used = quoted & retrieved
    return UsageCounts(len(retrieved), len(relevant), len(used), len(relevant & used))
