"""Text to its language, by how common its words are in each (wordfreq; Speer 2022, version 3)."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from threading import Lock

from ingest.danish.words import spellings

_LISTS = {"da": "da", "en": "en", "sv": "sv", "no": "nb", "de": "de"}  # ours to wordfreq's
_TOP = 900  # hundredths of the Zipf of a list's first word; each step down it is one less
_AT_HOME = ("welfare", "technology", "municipality", "municipalities", "elderly")
_AS_COMMON = 600  # hundredths: those English words among questions to these documents
_BITS = 24  # of a language's column in a sum: 2,000 characters hold no more than 1,000 words
_COLUMN = (1 << _BITS) - 1
_SHIFTS = {code: _BITS * column for column, code in enumerate(_LISTS)}
_SAMPLE = 2000  # characters that decide
_TEXTS = 256  # remembered: each kind of analysis asks for the same sentence
_LOADING = Lock()
_LEAD = 500  # hundredths: a word that one language alone has, and a little more


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
    total = sum(filter(None, map(_zipf().get, _small_words(text))))
    scores = {code: total >> shift & _COLUMN for code, shift in _SHIFTS.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best] < scores[expected] + _LEAD:
        return expected
    return best if scores[best] >= scores["da"] + _LEAD else "da"


def _small_words(text: str) -> list[str]:
    """List the words that are no names, as their small letters tell; the first may be any."""
    written = spellings(text)
    first = next((index for index, word in enumerate(written) if not word[0].isdigit()), 0)
    rest = [word.lower() for word in written[first + 1 :] if word[0].islower()]
    return [*(word.lower() for word in written[first : first + 1]), *rest]


def _zipf() -> dict[str, int]:
    with _LOADING:  # files are read side by side, and each would load it
        return _loaded()


@cache
def _loaded() -> dict[str, int]:
    """Give how common each word is in the languages of `_LISTS`, each in a column of bits.

    In hundredths of the Zipf scale: 300 (one word in a million) to 800 ("i"), 0 where it is not.
    A sum of such numbers has the sums of all columns.
    """
    from wordfreq import get_frequency_list  # takes long to load

    found: dict[str, int] = {}
    for code, listed in _LISTS.items():
        common = {
            word: _TOP - step
            for step, alike in enumerate(get_frequency_list(listed, "small"))
            for word in alike
        }
        if code == "en":
            common |= dict.fromkeys(_AT_HOME, _AS_COMMON)
        for word, value in common.items():
            found[word] = found.get(word, 0) | value << _SHIFTS[code]
    return found
