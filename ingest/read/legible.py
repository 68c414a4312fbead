"""How much of a text is words that are known: what a bad text recogniser wrote is not."""

from __future__ import annotations

import re

_WORD = re.compile(r"\S+")
_EDGES = "\"'”“’‘»«()[]{}.,;:!?…*–—-/•·"
_LETTERS = 3  # shorter ones are known by chance
_NAME_OR_NUMBER = re.compile(r"[\d.,:/%-]*|[^@]+@[^@]+|(?:www\.|https?:).*")
_WORDS = 8  # fewer tell nothing
_GARBLED = 0.75  # of 150 pages of Danish one had less, a list of web addresses
_BETTER = 0.1  # more, at least


def is_garbled(text: str) -> bool:
    """Say whether far fewer of its words are known than a Danish text has."""
    return known_share(text, _WORDS) < _GARBLED


def is_better(new: str, held: str) -> bool:
    """Say whether a text read anew is more legible than the one that is held, and no shorter."""
    return known_share(new) >= known_share(held) + _BETTER and 2 * len(new) >= len(held)


def known_share(text: str, least: int = 1) -> float:
    """Return the share of letters in known Danish or English words, 0 to 1.

    Args:
        text: Its numbers and addresses do not count.
        least: Words, of which fewer tell nothing: the share is 1.
    """
    letters = known = words = 0
    for token in _WORD.findall(text.replace("-\n", "")):
        word = token.strip(_EDGES)
        if len(word) < _LETTERS or _NAME_OR_NUMBER.fullmatch(word):
            continue
        words += 1
        letters += len(word)
        known += len(word) * all(map(_is_known, re.split(r"[-–/]", word)))
    return known / letters if words >= least and letters else 1.0


def _is_known(word: str) -> bool:
    from ingest.danish import fold, is_word, specificity

    if len(word) < _LETTERS or word.isdigit():
        return True
    if not word.isalpha():
        return False
    return is_word(fold(word)) or min(specificity(word), specificity(word, "en")) < 1
