"""A misspelt word to the known words it may stand for."""

from __future__ import annotations

from collections.abc import Collection

_SHORTEST = 5  # a shorter word has too many neighbours


def suggest(stem: str, vocabulary: Collection[str]) -> list[str]:
    """List known stems within one or two edits, nearest first; [] for a known or short word."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    if len(stem) < _SHORTEST or stem in vocabulary:
        return []
    furthest = 1 if len(stem) < 8 else 2
    found = process.extract(
        stem, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=furthest, limit=5
    )
    return [known for known, _, _ in found]
