"""A compound to its parts.

A word is cut where it costs least: each part costs the less the more compounds of the dictionary
it stands in (minus log of its share), and a cut dearer than its parts deserve is not made.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from ingest.danish.inflection import simple_stem, strip
from ingest.danish.lexicon import atoms, heads, known, known_stems, modifiers, place_words
from ingest.danish.stopwords import STOP_WORDS
from ingest.danish.words import fold

_COMPOUNDS = 70_000  # compounds that the counts come from
_SHORTEST = 6  # letters of the shortest word worth a look
_LONGEST = 60  # longer runs of letters are no words
_RARE = 5  # letters of the shortest part that needs no count
_PER_LETTER = 2.35  # what an unknown word costs: a cut must be cheaper than leaving it whole
PER_LETTER_KNOWN = 2.25  # what a word of the dictionary costs
_FAR_MORE = 10  # times as many compounds: the listed stem is another word's (bunden, siden)
_SHORT_PART = {2: 3.0, 3: 1.5}  # extra cost: short parts fit everywhere
_CACHE = 1 << 17  # words; a library of 10,000 passages has fewer
# Particles and endings begin or end words that are no compounds (udvikling, virksomhed).
_NO_PART_TEXT = """
ud ind op ned af på til for over under med om fra ved mod efter be an sam gen mis u hen bort frem
tilbage und ad bi er fore ge imod igennem gennem mellem imellem vel hos ham han hun den det de der
da at og i en et som kan vil skal var har ens es el al ene hing ning else lig isk ig bar lighed
ling dom skab eri ist isme inde oppe nede ude per pro re in kon dis des eks end når nu så ser ret
mere trans præ pumper inds ops uds afs fors bes sær sammen
"""
NO_PART = frozenset(_NO_PART_TEXT.split())
_NO_HEAD_TEXT = """
ring ende ion ger ler ten age kel len ske ale hed rend and ose ise rat ral ter ton ager ding tik
tin set fer sen ren per mat bel gel ide ant tant old ist er ne te de re le se ge ke ede edes erne
ernes erens eren ene enes ens ets ere eres erede ken kken kker pen ingen ingens inger rne rnes nes
endes ste ører
"""
NO_HEAD = frozenset(_NO_HEAD_TEXT.split())


_Path = tuple[float, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cut:
    """A compound cut into parts.

    Attributes:
        stems: Stems of the parts, two or more.
        head: Where the last part begins.
        head_stem: Stem of the last part as a whole.
    """

    stems: tuple[str, ...]
    head: int
    head_stem: str


def parts(word: str) -> tuple[str, ...]:
    """Split a compound: the stems of its parts, () when it is not one."""
    folded = fold(word)
    if "-" not in folded:
        whole = split(folded)
        return whole.stems if whole else ()
    found: list[str] = []
    for piece in folded.split("-"):
        if len(piece) < 2:
            continue
        inner = split(piece)
        found.extend(inner.stems if inner else (simple_stem(piece),))
    return tuple(found)


@lru_cache(_CACHE)
def split(folded: str) -> Cut | None:
    """Cut a folded word without hyphens, unless the dictionary holds it as a simple word."""
    whole = simple_stem(folded)
    if folded in place_words() or folded.removesuffix("s") in place_words():
        return None
    if whole in atoms() or whole in known_stems():
        return None
    return cut(folded, _PER_LETTER)


def is_word(folded: str) -> bool:
    """Say whether the dictionary holds a word, its parts, or a place of that name."""
    if folded in place_words() or folded.removesuffix("s") in place_words():
        return True
    return simple_stem(folded) in known_stems() or split(folded) is not None


def cut(folded: str, per_letter: float) -> Cut | None:
    """Cut a word where it costs least, if that is less than `per_letter` times its letters."""
    length = len(folded)
    if not _SHORTEST <= length <= _LONGEST or not folded.isalpha():
        return None
    reached: dict[int, _Path] = {0: (0.0, ())}
    limit = per_letter * length
    cheapest: tuple[float, Cut] | None = None
    for end in range(2, length - 2):
        arrived = _cheapest_path(folded, end, reached)
        if arrived is None or arrived[0] >= limit:
            continue
        reached[end] = arrived
        head = _head(folded[end:])
        if head and arrived[0] + head[1] < limit:
            limit = arrived[0] + head[1]
            cheapest = (limit, Cut((*arrived[1], *_inner(folded[end:], head[0])), end, head[0]))
    return cheapest[1] if cheapest else None


def _cheapest_path(folded: str, end: int, reached: dict[int, _Path]) -> _Path | None:
    """Find the cheapest way to see the letters before `end` as modifiers."""
    best: _Path | None = None
    for start, (spent, stems) in reached.items():
        modifier = _modifier(folded[start:end])
        if modifier and (best is None or spent + modifier[1] < best[0]):
            best = (spent + modifier[1], (*stems, *_inner(folded[start:end], modifier[0])))
    return best


def _inner(piece: str, own: str) -> tuple[str, ...]:
    """Cut a part that is itself a compound, with or without its linking s."""
    inner = split(piece) or (split(piece[:-1]) if piece.endswith("s") else None)
    return inner.stems if inner else (own,)


def _modifier(piece: str) -> tuple[str, float] | None:
    """Give stem and cost of a part that is not the last, or None."""
    counted = modifiers().get(piece)
    if counted:
        return counted[0], _cost(counted[1], len(piece))
    if len(piece) < _RARE - 1 or piece in NO_PART:
        return None
    own = known().get(piece)
    if own is None and piece.endswith("s"):
        own = known().get(piece[:-1])
    return (own, _cost(0, len(piece)) + (len(piece) < _RARE)) if own else None


def _head(piece: str) -> tuple[str, float] | None:
    """Give stem and cost of a last part, or None."""
    if len(piece) < 3 or piece in NO_HEAD or piece in NO_PART:
        return None
    own = known().get(piece) or simple_stem(piece)
    if _headed(strip(piece)) > _FAR_MORE * _headed(own):
        own = strip(piece)
    if own in NO_HEAD or piece in STOP_WORDS and not _headed(own):
        return None
    if _headed(own):
        return own, _cost(_headed(own), len(own))
    if len(piece) >= _RARE and len(own) >= _RARE - 1 and own in known_stems():
        return own, _cost(0, len(piece))
    return None


def _headed(own: str) -> int:
    """Say in how many compounds a stem stands last."""
    return heads().get(own, 0)


def _cost(count: int, length: int) -> float:
    return math.log(_COMPOUNDS / (count + 0.5)) + _SHORT_PART.get(length, 0.0)
