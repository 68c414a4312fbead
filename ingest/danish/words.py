"""Text to tokens with their places, and a word to the form it is looked up by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.danish.stopwords import STOP_WORDS

_WORD = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])"  # 1.250,50 and 10.30 stay whole
    r"|\b[A-ZÆØÅ]/[A-ZÆØÅ]\b"  # A/S
    r"|[^\W_]*[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*"  # words, CO2, e-mail, KL's
    r"|\d+"
)

_CACHE = 1 << 17  # words; a library of 10,000 passages has fewer
_LETTERS = {letter: letter for letter in "æøå-'"} | {"ä": "æ", "ö": "ø", "’": "'", "‘": "'"}
_LETTERS |= dict.fromkeys("‐‑–", "-")
_ENGLISH = frozenset(("does", "goes", "toes", "doe", "joe"))  # Danish words in another spelling
_SENTENCE = 1000  # characters: what is shorter is analysed in several ways, one after the other
_SENTENCES = 256  # remembered meanwhile


class Word(NamedTuple):
    """A token: `text` is what stands at [start, end)."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """Find the tokens: words with their inner hyphens and apostrophes, and whole numbers."""
    return list(_tokens(text) if len(text) <= _SENTENCE else _tokens.__wrapped__(text))


def spellings(text: str) -> Sequence[str]:
    """Find the tokens as `words` does, without their places."""
    return _spellings(text) if len(text) <= _SENTENCE else _WORD.findall(text)


@lru_cache(_SENTENCES)
def _spellings(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text))


@lru_cache(_SENTENCES)
def _tokens(text: str) -> tuple[Word, ...]:
    found: list[Word] = []
    end = 0
    for spelling in spellings(text):  # letters and digits all belong to one: none is skipped
        start = text.index(spelling, end)
        end = start + len(spelling)
        found.append(Word(start, end, spelling))
    return tuple(found)


@lru_cache(_CACHE)
def fold(word: str) -> str:
    """Give the search form: lower case, æøå for ae, oe, aa, no other accents.

    Both spellings of a name fold alike (Aarhus, Århus). "ae" and "oe" also stand in words that
    never had another letter (poesi, Michael): they are read as æ and ø only where that makes a
    known word of an unknown one.
    """
    lowered = fold_letters(word)
    if "ae" in lowered or "oe" in lowered:
        lowered = "-".join(_with_danish_letters(piece) for piece in lowered.split("-"))
    return lowered


def fold_letters(word: str) -> str:
    """Fold letter by letter, without the dictionary: "ae" and "oe" stay."""
    lowered = unicodedata.normalize("NFC", word).lower()
    if not lowered.isascii():
        lowered = "".join(_fold_letter(letter) for letter in lowered)
    return lowered.replace("aa", "å")


def _fold_letter(letter: str) -> str:
    return _LETTERS.get(letter) or unicodedata.normalize("NFD", letter)[0]


def _with_danish_letters(lowered: str) -> str:
    """Spell a word with æ and ø if it is known so and not as it stands."""
    from ingest.danish.compounds import is_word

    candidate = lowered.replace("ae", "æ").replace("oe", "ø")
    if candidate == lowered or lowered in _ENGLISH or is_word(lowered) or not is_word(candidate):
        return lowered
    return candidate


def is_stop(word: str) -> bool:
    """Say whether a word carries no subject matter of its own."""
    return fold(word) in STOP_WORDS
