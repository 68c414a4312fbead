"""Numbers as they are written, in digits and in words, to their worth."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ONES = {
    "nul": 0, "en": 1, "én": 1, "et": 1, "ét": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "syv": 7, "otte": 8, "ni": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15, "seksten": 16,
    "sytten": 17, "atten": 18, "nitten": 19,
}  # fmt: skip
_TENS = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60, "halvfjerds": 70,
    "firs": 80, "halvfems": 90,
}  # fmt: skip
_ENGLISH = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "hundred": 100,
}  # fmt: skip
SCALES = {
    "hundrede": 1e2, "hundreder": 1e2, "hundred": 1e2, "tusind": 1e3, "tusinde": 1e3,
    "tusinder": 1e3, "thousand": 1e3, "mio": 1e6, "mill": 1e6, "million": 1e6, "millioner": 1e6,
    "millions": 1e6, "mia": 1e9, "mrd": 1e9, "milliard": 1e9, "milliarder": 1e9, "billion": 1e9,
}  # fmt: skip
_ARTICLES = frozenset(("en", "et"))


def _all_words() -> dict[str, float]:
    found: dict[str, float] = {
        **_ONES,
        **_TEENS,
        **_TENS,
        **_ENGLISH,
        "halvanden": 1.5,
        "halvandet": 1.5,
    }
    for one, low in _ONES.items():
        for ten, high in _TENS.items():
            found[f"{one}og{ten}"] = low + high
        if low > 1:
            found[f"{one}hundrede"] = low * 100
            found[f"{one}tusind"] = low * 1000
    return found


WORDS = _all_words()


def _either(names: Iterable[str]) -> str:
    """Match any of the words, longest first."""
    return "|".join(sorted(set(names) - _ARTICLES, key=len, reverse=True))


# A number in digits or one word; an article counts only where a scale, a unit or a share follows.
DIGITS = r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)*"
WORD = (
    rf"(?:(?:en|{_either(_ONES)})og(?:{_either(_TENS)})|(?:{_either(_ONES)})(?:hundrede|tusind)"
    rf"|{_either([*_ONES, *_TEENS, *_TENS, *_ENGLISH])}|halvande[nt])(?![^\W_])"
)
FIRST = rf"\d{''.join(sorted({word[0] for word in WORDS}))}"  # characters of DIGITS or WORD
_ENGLISH_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DANISH_GROUPS = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?")


def worth(written: str, *, english: bool = False) -> float | None:
    """Give what a number in digits or a number word is worth, None when it is neither.

    A full stop before three digits groups thousands in Danish (1.250), a comma does in English.
    """
    lowered = written.lower().replace("\u00a0", " ")
    if lowered in WORDS:
        return WORDS[lowered]
    if _ENGLISH_GROUPS.fullmatch(lowered) and (english or "." in lowered):
        return float(lowered.replace(",", ""))
    if _DANISH_GROUPS.fullmatch(lowered) and not english:
        return float(re.sub(r"[. ]", "", lowered).replace(",", "."))
    try:
        return float(lowered.replace(",", "."))
    except ValueError:
        return None


def plain(number: float) -> str:
    """Write a number in its shortest canonical form, at most four decimals."""
    rounded = round(number, 4)
    return str(int(rounded)) if rounded == int(rounded) else str(rounded)


def is_english(written: str) -> bool:
    """Say whether a number can stand in an English text: digits, or a word that is English."""
    return written[0].isdigit() or written.lower() in _ENGLISH
