"""A misspelt word to the known words that it may stand for."""

from __future__ import annotations

from collections.abc import Collection

from ingest.danish.compounds import is_word

_SHORTEST = 5  # letters; a shorter word has too many neighbours
_TWO_EDITS = 8  # letters from which two slips are likelier than another word
_MOST = 5  # suggestions


def suggest(stem: str, vocabulary: Collection[str]) -> list[str]:
    """List known stems that a stem unknown to the dictionary may be a misspelling of.

    One edit (two from eight letters on) apart, two letters in the wrong order being one; nearest
    first. Not for names: to the dictionary every surname is a misspelling.

    Args:
        stem: Of the word as it was written.
        vocabulary: Stems that occur in the documents.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(stem) < _SHORTEST or not stem.isalpha() or stem in vocabulary or is_word(stem):
        return []
    furthest = 1 if len(stem) < _TWO_EDITS else 2
    found = process.extract(
        stem, vocabulary, scorer=OSA.distance, score_cutoff=furthest, limit=4 * _MOST
    )
    ranked = sorted(
        (distance, known[:1] != stem[:1], abs(len(known) - len(stem)), known)
        for known, distance, _ in found
        if len(known) >= _SHORTEST - 1
    )
    return [known for *_, known in ranked[:_MOST]]
