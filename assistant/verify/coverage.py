"""How much of a sentence stands in its sources, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches
from assistant.verify.support import Failure
from assistant.verify.words import is_soft

_FEW = 2  # words of a sentence of which none may be missing
_SAME_THING = 0.55  # match from which a word is there in other words


def is_covered(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a word of a sentence stands in one of the sources, or says what they say."""
    if any(matches(item, other) >= _SAME_THING for s in sources for other in s.items):
        return True
    if item.parts and item.kind == "term":
        known = {k for s in sources for o in s.items for k in (o.key, o.family, *o.parts)}
        return all(part in known for part in item.parts)
    return False


def absent(claim: Analysed, sources: Sequence[Analysed]) -> list[Failure]:
    """Return the weighty words of a sentence that no source has; one soft word may be missing."""
    words = [i for i in claim.items if i.kind in ("term", "pole")]
    missing = [i for i in words if not is_covered(i, sources)]
    if len(missing) == 1 and len(words) > _FEW and is_soft(missing[0].key):
        return []
    return [Failure("absent", item.text) for item in missing]


def share(claim: Analysed, source: Analysed) -> float:
    """Return the share of a sentence's words and marks that a source has, 0 to 1."""
    counted = [item for item in claim.items if item.kind != "negation"]
    if not counted:
        return 0.0
    return sum(is_covered(item, [source]) for item in counted) / len(counted)
