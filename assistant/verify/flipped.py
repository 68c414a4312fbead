"""What is denied of one word is said of its opposite: "ikke stor" of what is "lille"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.verify.analysis import Analysed, Item
from assistant.verify.words import is_denied_by

_REACH = 2  # weighty words behind a negation that it may deny


def flip(text: Analysed, others: Sequence[Analysed]) -> Analysed:
    """Return a text with each denied word that the others have the opposite of said straight."""
    items = list(text.items)
    for negation in [item for item in items if item.kind == "negation" and item.key[0] != "~"]:
        for item in _denied(negation, items):
            opposite = _opposite(item, others)
            if opposite is not None:
                place = items.index(item)
                items[place] = replace(
                    item,
                    kind=opposite.kind,
                    key=opposite.key,
                    parts=opposite.parts,
                    family=opposite.family,
                    face=opposite.face,
                )
                items.remove(negation)
                break
    return replace(text, items=tuple(items)) if len(items) < len(text.items) else text


def _denied(negation: Item, items: Sequence[Item]) -> list[Item]:
    behind = [i for i in items if i.start >= negation.end and i.clause == negation.clause]
    return [i for i in behind if i.kind in ("term", "pole")][:_REACH]


def _opposite(item: Item, others: Sequence[Analysed]) -> Item | None:
    """Return what denies an item in other texts that neither say nor deny the item itself."""
    found = [o for other in others for o in other.items if o.kind in ("term", "pole", "light")]
    if any(o.key == item.key for o in found):
        return None
    same = (o for o in found if is_denied_by(item.key, item.parts, o.key, o.parts))
    return next(same, None)
