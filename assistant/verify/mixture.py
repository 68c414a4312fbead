"""Is each part of a sentence from one place? Pieces of two passages make what neither says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.verify.analysis import Analysed, Item
from assistant.verify.coverage import is_covered
from assistant.verify.failure import Failure

_POINTS_BACK = re.compile(
    r"\b(de|den|det|dem|dens|deres|her|heraf|deraf|hertil|dertil|disse|dette|denne|han|hun|hans|hendes|"
    r"dets|begge|sidstnævnte|førstnævnte|they|them|their|these|this|those|he|she|his|her)\b",
    re.I,
)
_FRAGMENT = re.compile(r"^[a-zæøå0-9(]|[^.!?]$")  # a list item or a row: what it is of stands above
_DEFINITE = re.compile(r"(?:en|et|ne)s?$")  # the thing that was just spoken of
_FEWEST = 2  # words of a part of a sentence that is looked at alone


@dataclass(frozen=True, slots=True)
class Passage:
    """A source as it is placed.

    Attributes:
        place: Document, and the number of the passage among all sources.
    """

    text: Analysed
    where: Analysed
    place: tuple[str, int]


def mixed(claim: Analysed, passages: Sequence[Passage]) -> Iterator[Failure]:
    """Find parts of a sentence that take from a second passage what the first does not point to.

    Args:
        claim: The sentence.
        passages: In the order of their documents.
    """
    for part in _parts(claim):
        found = [[is_covered(item, [one.text]) for item in part] for one in passages]
        counts = [sum(covered) for covered in found]
        mains = [i for i, n in enumerate(counts) if n >= max(counts) - 1 and n > 0]
        strays = [_strays(part, main, found, passages) for main in mains]
        if strays and all(strays):
            yield Failure("mixed", min(strays, key=len)[0].text)


def _strays(
    part: Sequence[Item],
    main: int,
    found: Sequence[Sequence[bool]],
    passages: Sequence[Passage],
) -> list[Item]:
    """Return the items of a part that neither the main passage has nor one that it points to."""
    strays = []
    wheres = [passage.where for passage in passages]
    for index, item in enumerate(part):
        if found[main][index] or is_covered(item, wheres):
            continue
        others = [p for p, covered in zip(passages, found, strict=True) if covered[index]]
        if others and not any(_points_to(passages[main], other, item) for other in others):
            strays.append(item)
    return strays


def _parts(claim: Analysed) -> list[list[Item]]:
    """Return the items of each clause; a short clause belongs to the one before it."""
    items = [i for i in claim.items if i.kind in ("term", "name", "value", "pole")]
    parts: list[list[Item]] = []
    for _, group in groupby(items, key=lambda item: item.clause):
        clause = list(group)
        short = len(clause) < _FEWEST and clause[0].kind in ("name", "value")
        if parts and (short or len(parts[-1]) < _FEWEST):
            parts[-1] += clause
        else:
            parts.append(clause)
    return parts


def _points_to(main: Passage, other: Passage, item: Item) -> bool:
    """Say whether a passage leans on another for an item: it refers back, or is a fragment."""
    document, number = main.place
    if other.place[0] != document:
        return False
    if main.text.row:
        return False
    if _FRAGMENT.search(main.text.text):
        return True
    back = number - other.place[1]
    known = item.kind == "term" and bool(_DEFINITE.search(item.text)) and back == 1
    if back != 1:
        return False
    if item.kind == "value":  # "af de 286 adspurgte"
        return "all" in item.modifiers
    return known or bool(_POINTS_BACK.search(main.text.text))
