"""A misspelt word to the known words that it may stand for."""

from __future__ import annotations

from collections.abc import Collection

from ingest.danish.compounds import is_word, parts

_SHORTEST = 5  # letters; a shorter word has too many neighbours
_LETTERS_AN_EDIT = 8  # one more slip for so many letters
_SLIP_PART = 2  # letters of a part so short that the compound may be none
_MOST = 5  # suggestions


def suggest(stem: str, vocabulary: Collection[str]) -> list[str]:
    """List known stems that a stem unknown to the dictionary may be a misspelling of.

    One edit apart, and one more for every eight letters, two letters in the wrong order being one;
    nearest first. Not for names: to the dictionary every surname is a misspelling.

    Args:
        stem: Of the word as it was written.
        vocabulary: Stems that occur in the documents.
    """
    return [known for _, known in _near(stem, vocabulary)]


def meant(stem: str, vocabulary: Collection[str]) -> str | None:
    """Return the first that `suggest` lists, or None where it has none or more are as near."""
    near = _near(stem, vocabulary)
    alone = len(near) == 1 or len(near) > 1 and near[0][0] < near[1][0]
    return near[0][1] if alone else None


def _near(stem: str, vocabulary: Collection[str]) -> list[tuple[int, str]]:
    """Return edits and stem of what is nearest."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(stem) < _SHORTEST or not stem.isalpha() or stem in vocabulary:
        return []
    furthest = 1 + len(stem) // _LETTERS_AN_EDIT
    if is_word(stem):  # "mideldepot" may be "mi", "del", "depot", and is likelier a slip
        if min(map(len, parts(stem)), default=_SHORTEST) > _SLIP_PART:
            return []
        furthest = 1
    found = process.extract(
        stem, vocabulary, scorer=OSA.distance, score_cutoff=furthest, limit=4 * _MOST
    )
    ranked = sorted(
        (distance, known[:1] != stem[:1], abs(len(known) - len(stem)), known)
        for known, distance, _ in found
        if len(known) >= _SHORTEST - 1
    )
    return [(int(distance), known) for distance, *_, known in ranked[:_MOST]]
