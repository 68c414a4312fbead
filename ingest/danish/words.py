"""Text to tokens with their places, and a word to the form it is looked up by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from ingest.danish.stopwords import STOP_WORDS

_WORD = re.compile(
    r"\d+(?:[.,]\d+)+(?![^\W_])"  # 1.250,50 and 10.30 stay whole
    r"|\b[A-ZÆØÅ]/[A-ZÆØÅ]\b"  # A/S
    r"|[^\W_]*[^\W\d_][^\W_]*(?:[-'’][^\W_]+)*"  # words, CO2, e-mail, KL's
    r"|\d+"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A token: `text` is what stands at [start, end)."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """Find the tokens: words with their inner hyphens and apostrophes, and whole numbers."""
    return [Word(*match.span(), match.group()) for match in _WORD.finditer(text)]


@cache
def fold(word: str) -> str:
    """Give the search form: lower case, æøå for ae, oe, aa, no other accents.

    Both spellings of a name fold alike (Aarhus, Århus); that a few foreign words get an odd
    letter does no harm, since question and document get it alike.
    """
    lowered = unicodedata.normalize("NFC", word).lower()
    if not lowered.isascii():
        lowered = "".join(_fold_letter(letter) for letter in lowered)
    return lowered.replace("aa", "å")


def _fold_letter(letter: str) -> str:
    if letter in "æøå":
        return letter
    if letter in "äö":
        return "æ" if letter == "ä" else "ø"
    if letter in "’‘‐‑–":
        return "'" if letter in "’‘" else "-"
    return unicodedata.normalize("NFD", letter)[0]


def is_stop(word: str) -> bool:
    """Say whether a word carries no subject matter of its own."""
    return fold(word) in STOP_WORDS
