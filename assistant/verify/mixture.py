"""Is each part of a sentence from one place? Pieces of two passages make a third that neither says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant.verify.analysis import Analysed, Item
from assistant.verify.coverage import is_covered
from assistant.verify.support import Failure

_POINTS_BACK = re.compile(
    r"\b(de|den|dem|dens|deres|her|heraf|deraf|hertil|dertil|disse|dette|denne|han|hun|hans|hendes|"
    r"dets|begge|sidstnævnte|førstnævnte|they|them|their|these|this|those|he|she|his|her)\b",
    re.I,
)
_FRAGMENT = re.compile(r"^[a-zæøå0-9(]|[^.!?]$")  # a list item or a row: what it is of stands above
_DEFINITE = re.compile(r"(?:en|et|ne)s?$")  # the thing that was just spoken of
_FEWEST = 2  # words of a part of a sentence that is looked at alone


def mixed(
    claim: Analysed, texts: Sequence[Analysed], wheres: Sequence[Analysed]
) -> Iterator[Failure]:
    """Find parts of a sentence that take from a second passage what the first does not point to.

    Args:
        claim: The sentence.
        texts: The passages in the order of their documents.
        wheres: What names each passage.
    """
    for part in _parts(claim):
        found = [[is_covered(item, [text]) for item in part] for text in texts]
        counts = [sum(covered) for covered in found]
        mains = [i for i, n in enumerate(counts) if n >= max(counts) - 1 and n > 0]
        strays = [_strays(part, main, found, texts, wheres) for main in mains]
        if strays and all(strays):
            yield Failure("mixed", min(strays, key=len)[0].text)


def _strays(
    part: Sequence[Item],
    main: int,
    found: Sequence[Sequence[bool]],
    texts: Sequence[Analysed],
    wheres: Sequence[Analysed],
) -> list[Item]:
    """Return the items of a part that neither the main passage has nor one that it points to."""
    strays = []
    for index, item in enumerate(part):
        if found[main][index] or is_covered(item, wheres):
            continue
        others = [i for i in range(len(texts)) if found[i][index]]
        if others and not any(_points_to(texts, main, other, item) for other in others):
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


def _points_to(texts: Sequence[Analysed], main: int, other: int, item: Item) -> bool:
    """Say whether a passage leans on another for an item: it refers back, or is a fragment."""
    text = texts[main].text
    if _FRAGMENT.search(text):
        return True
    known = item.kind == "term" and bool(_DEFINITE.search(item.text)) and other == main - 1
    return other < main and (known or bool(_POINTS_BACK.search(text)))
