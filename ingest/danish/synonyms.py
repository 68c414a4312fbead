"""A stem to the stems that a document may use for the same thing, Danish and from English.

Hand-made (`synonyms.txt`, `english.txt`): vectors of single words confuse look-alikes
(borgmester, borger), which is worse than no synonym. What is read is compiled from them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

_CACHE = 1 << 14  # more than the stems that have synonyms
_SHORTEST_BASE = 3  # letters before an English ending
_ENGLISH_ENDINGS = (
    ("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
    ("ied", "y"), ("'s", ""),
)  # fmt: skip


@lru_cache(_CACHE)
def synonyms(word_stem: str) -> frozenset[str]:
    """Return the stems of the words that mean the same, without the stem itself."""
    return frozenset(_table("synonyms").get(word_stem, "").split())


def translations(word: str) -> frozenset[str]:
    """Return the Danish stems of an English word in any of its inflections, else an empty set."""
    table = _table("english")
    lowered = word.lower()
    for form in (lowered, *_english_bases(lowered)):
        if form in table:
            return frozenset(table[form].split())
    return frozenset()


def _english_bases(word: str) -> tuple[str, ...]:
    """List what a word may be an inflection of (planned: plann, planne, plan)."""
    bases = []
    for ending, replacement in _ENGLISH_ENDINGS:
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < _SHORTEST_BASE:
            continue
        bases.append(bare + replacement)
        if ending in ("ing", "ed") and bare[-1] == bare[-2]:
            bases.append(bare[:-1])
    return tuple(bases)


@cache
def _table(name: str) -> dict[str, str]:
    """Read a compiled list: a word, and the stems that belong to it in one string."""
    text = files("ingest.danish").joinpath("data", f"{name}.txt").read_text("utf-8")
    rows = (line.partition(" ") for line in text.splitlines())
    return {word: stems for word, _, stems in rows}
