"""A word to one form for all its inflections, and to one that its derivations share."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.danish.compounds import split
from ingest.danish.inflection import simple_stem
from ingest.danish.lexicon import irregular, known_stems, place_words, related
from ingest.danish.words import fold

_CACHE = 1 << 17  # words; a library of 10,000 passages has fewer
_GENITIVE = re.compile(r"(?<=[^\W\d]{3}[aeiouyæøå])s$")
_MARK = re.compile(r"['’](?:s|en|er|erne|et)?$")
_LONGEST_ABBREVIATION = 5
# Endings of derived words, and what may stand in their place. Tried in order; only a word that the
# dictionary knows counts.
_DERIVED = (
    ("ering", ("ere",)),
    ("ation", ("ere",)),
    ("ing", ("e",)),
    ("ning", ("e",)),
    ("else", ("e",)),
    ("els", ("e",)),
    ("sel", ("e",)),
    ("itet", ("",)),
    ("hed", ("", "e")),
    ("skab", ("",)),
    ("isk", ("ik", "i", "")),
    ("al", ("e", "")),
    ("ant", ("ere",)),
    ("or", ("ere",)),
)
_SHORTEST_BASE = 3  # letters before the ending: below, chance meets
_SHORTEST_LATIN_BASE = 4
_LATIN = frozenset(("ering", "ation", "itet", "isk", "al", "ant", "or"))


@lru_cache(_CACHE)
def stem(word: str) -> str:
    """Give the form that all inflections of a word share.

    Hyphens inside are dropped (e-mail, email). A compound is inflected in its head alone, so its
    stem is what stands before the head and the head's own stem. An abbreviation in capitals only
    loses its genitive.
    """
    bare = _MARK.sub("", word)
    folded = fold(bare)
    if not folded.isalpha():
        front, _, last = folded.rpartition("-")
        return front.replace("-", "") + _stem(last) if last.isalpha() else folded
    if len(bare) <= _LONGEST_ABBREVIATION and bare[:-1].isupper():
        return folded if bare.isupper() or not bare.endswith("s") else folded[:-1]
    return _stem(folded)


def _stem(folded: str) -> str:
    if folded in irregular():
        return irregular()[folded]
    cut = split(folded)
    if cut:
        return folded[: cut.head] + cut.head_stem
    whole = simple_stem(folded)
    if whole in known_stems():
        return whole
    for form in (folded.removesuffix("s"), folded):
        if form in place_words():
            return form
    return simple_stem(folded[:-1]) if _GENITIVE.search(folded) else whole


@lru_cache(_CACHE)
def family(word: str) -> str:
    """Give the form that a word shares with what it is derived from.

    Coarser than `stem`, and right less often: finansiering and finansiere meet, besparelse and
    spare, kommunal and kommune. Give it less weight than the stem. It is the stem itself where
    nothing simpler is known.
    """
    own = stem(word)
    derived = _derive(own)
    if derived:
        return derived
    cut = split(fold(_MARK.sub("", word)).replace("-", ""))
    if cut and own.endswith(cut.head_stem):
        return own[: len(own) - len(cut.head_stem)] + (_derive(cut.head_stem) or cut.head_stem)
    return own


def _derive(own: str) -> str | None:
    """Find the simpler word behind a stem: its stem, or None."""
    if own in related():
        return related()[own]
    for ending, replacements in _DERIVED:
        base = own.removesuffix(ending)
        shortest = _SHORTEST_LATIN_BASE if ending in _LATIN else _SHORTEST_BASE
        if base == own or len(base) < shortest:
            continue
        for replacement in replacements:
            candidate = simple_stem(base + replacement)
            if candidate in known_stems():
                return candidate
    return None
