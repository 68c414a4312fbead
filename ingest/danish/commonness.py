"""How common a word is in Danish or English at large: a rare one tells what a question is about.

A library of some dozen documents cannot tell: "turisme" that it does not hold is as rare in it as
"anbefaler" that it puts in other words. Frequencies are wordfreq's (Speer 2022, version 3).
"""

from __future__ import annotations

from functools import lru_cache

_COMMON = 5.5  # Zipf: 10^5.5 in 10^9 words, as "over" and "skal"
_SPAN = 2.5  # from the common down to a word that stands once in a million


@lru_cache(maxsize=16_384)
def specificity(word: str, language: str = "da") -> float:
    """Return how much a word says of what is spoken of, 0 (as common as "skal") to 1 (rare).

    Args:
        word: In any case; one that is in no list is rare.
        language: ISO 639-1 code, "da" or "en".
    """
    from wordfreq import zipf_frequency

    zipf = zipf_frequency(word.lower(), language, wordlist="small")
    return min(max((_COMMON - zipf) / _SPAN, 0.0), 1.0)
