"""Text to its language, by how common its words are in each (wordfreq; Speer 2022, version 3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

_LISTS = {"da": "da", "en": "en", "sv": "sv", "no": "nb", "de": "de"}  # ours to wordfreq's
_TOP = 9  # Zipf of the first word of a list; each step down it is a hundredth
_AT_HOME = ("welfare", "technology", "municipality", "municipalities", "elderly")
_AS_COMMON = 6.0  # Zipf of those English words among questions to these documents
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAMPLE = 2000  # characters that decide
_TEXTS = 256  # remembered: each kind of analysis asks for the same sentence
_LEAD = 5.0  # Zipf: a word that one language alone has, and a little more


def language(text: str, expected: str = "da") -> str:
    """Tell the language: "da", "en", "sv", "no" or "de".

    Function words alone do not tell: a short sentence has few, and Danish and English share "at",
    "for" and "i". Names, which every language has, count for none.

    Args:
        text: The first 2,000 characters decide.
        expected: Returned unless another language is clearly ahead of it; of those that are, Danish
            unless another is clearly ahead of Danish too.
    """
    return _language(text[:_SAMPLE], expected)


def has_other_script(text: str) -> bool:
    """Say whether a text has a word in other letters than Latin ones; a lone "β" is none."""
    other = "".join("x" if _is_other(character) else " " for character in text)
    return "xx" in other


def _is_other(character: str) -> bool:
    if character.isascii() or not character.isalpha():
        return False
    return not unicodedata.name(character, "").startswith("LATIN")


@lru_cache(_TEXTS)
def _language(text: str, expected: str) -> str:
    words = list(_common_words(text))
    scores = {
        code: sum(common.get(word, 0.0) for word in words) for code, common in _zipf().items()
    }
    best = max(scores, key=lambda code: scores[code])
    if scores[best] < scores[expected] + _LEAD:
        return expected
    return best if scores[best] >= scores["da"] + _LEAD else "da"


def _common_words(text: str) -> Iterator[str]:
    """Yield the words that are no names, as their small letters tell."""
    for index, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        if index == 0 or word[0].islower():
            yield word.lower()


@cache
def _zipf() -> Mapping[str, Mapping[str, float]]:
    """Give for each language how common its words are, 3 (one in a million) to 8 ("i")."""
    from wordfreq import get_frequency_list  # takes long to load

    found = {
        code: {
            word: _TOP - step / 100
            for step, words in enumerate(get_frequency_list(listed, "small"))
            for word in words
        }
        for code, listed in _LISTS.items()
    }
    found["en"] |= dict.fromkeys(_AT_HOME, _AS_COMMON)
    return found
