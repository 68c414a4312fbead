"""Is each part of a sentence from one place? Pieces of two passages make what neither says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.verify.analysis import Analysed, Item
from assistant.verify.coverage import is_covered, may_be_missing
from assistant.verify.failure import Failure
from ingest import danish

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
        goes_on: Whether the passage before it stands just before it in its paragraph.
    """

    text: Analysed
    where: Analysed
    place: tuple[str, int]
    goes_on: bool = False


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
    """Return the items of a part that neither the main passage has nor one that it points to.

    The title of another document says nothing of this passage, nor does that of its own document
    say where a row belongs that names its place itself.
    """
    strays = []
    for index, item in enumerate(part):
        if found[main][index] or _is_lent(item, passages[main]):
            continue
        others = [
            passage
            for passage, covered in zip(passages, found, strict=True)
            if covered[index] or not may_be_missing(item) and is_covered(item, [passage.where])
        ]
        if others and not any(
            _points_to(passages[main], other, item)
            and not _is_anothers(part, passages[main], other)
            for other in others
        ):
            strays.append(item)
    return strays


def _is_anothers(part: Sequence[Item], main: Passage, other: Passage) -> bool:
    """Say whether a passage tells of another name what a part tells of the main one's.

    "Gruppen ledes af Anne Holm. Bo Lind køber ind" does not say that Bo Lind leads the group.
    """
    named = [item for item in part if item.kind == "name" and is_covered(item, [main.text])]
    theirs = [item for item in other.text.of("name") if is_covered(item, [main.text])]
    return (
        bool(named and other.text.of("name"))
        and not theirs
        and not any(is_covered(item, [other.text]) for item in part if item.kind == "name")
    )


def _is_lent(item: Item, passage: Passage) -> bool:
    """Say whether a passage's title or section has an item, and the passage no place instead."""
    if not is_covered(item, [passage.where]):
        return False
    own = _municipalities(passage.text.text) if passage.text.row and item.kind == "name" else set()
    named = _municipalities(item.text)
    return not (own and named) or bool(own & named)


def _municipalities(text: str) -> set[str]:
    return {place.name for place in danish.places(text) if place.municipality}


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
    if item.kind == "name":
        return bool(_POINTS_BACK.search(main.text.text)) or main.goes_on and not _names_any(main)
    return known or bool(_POINTS_BACK.search(main.text.text))


def _names_any(passage: Passage) -> bool:
    """Say whether a passage names anyone; a town that is a word too (Varde) may begin it."""
    first = next(iter(danish.words(passage.text.text)), None)
    return (
        bool(passage.text.of("name"))
        or first is not None
        and danish.is_listed(danish.fold(first.text))
    )
