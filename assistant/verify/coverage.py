"""How much of a sentence stands in its sources, word by word."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches, number_of
from assistant.verify.failure import Failure
from assistant.verify.words import denied_by, is_soft, is_verb, signs

_PREFIX = re.compile(
    r"(af|bort|efter|fra|frem|hen|ind|med|ned|om|op|over|på|sammen|til|tilbage|ud|under|ved)(\w{4,})"
)
_PREPOSITIONS = frozenset(
    ("over", "under", "før", "efter", "frem", "tilbage")
)  # of what, the words beside them tell
_MARK = 2  # words that a value or name is worth when it tells where a sentence is from
_ROOT = 4  # letters of a verb that tell it without its prefix
_SOFT_EVERY = 6  # words and marks after which one more soft word may be missing
_SHORTEST = 3  # letters of a stem that can be told by its beginning
_MOST_NAMED = 0.5  # share of a sentence's words that only a title or heading may have
_FOREIGN = 0.4  # share of an English sentence's words that the dictionary may lack
_FEW = 2  # words of a sentence of which none may be missing
_SAME_THING = 0.55  # match from which a word is there in other words


def is_covered(item: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a word of a sentence stands in one of the sources, or says what they say."""
    if any(_says(other, item) for source in sources for other in source.items):
        return True
    if item.parts and item.kind == "term":
        known = {k for s in sources for o in s.items for k in (o.key, o.family, *o.parts)}
        return all(part in known for part in item.parts)
    return item.kind in ("term", "pole") and any(_is_parted(item, source) for source in sources)


def _says(other: Item, item: Item) -> bool:
    if other.kind == "light":  # general words are like too many others
        return item.key == other.key or bool(item.family) and item.family == other.family
    if other.kind == "negation":
        return item.key in denied_by(other.key.removeprefix("~"))
    return matches(item, other) >= _SAME_THING


def _is_parted(item: Item, source: Analysed) -> bool:
    """Say whether a source has a verb's prefix as a word of its own (nedbringe, bringes ned)."""
    match = _PREFIX.match(item.key)
    if match is None or not re.search(rf"\b{match.group(1)}\b", source.text, re.I):
        return False
    rest = match.group(2)
    return any(_begins_alike(rest, o.key) for o in source.items if o.kind != "value")


def _begins_alike(rest: str, key: str) -> bool:
    return len(os.path.commonprefix((rest, key))) >= min(_ROOT, len(key)) >= _SHORTEST


def absent(claim: Analysed, sources: Sequence[Analysed], *, foreign: bool) -> list[Failure]:
    """Return the weighty words of a sentence that no source has.

    A soft word or a verb may be missing, or two: what is done can be said in many ways, and turned
    round it is a negation or an opposite, which are looked at apart. In another language than the
    sources' some may: the dictionary is small, and the sentence's vector tells the rest.
    """
    words = [i for i in claim.items if i.kind in ("term", "pole")]
    missing = [
        i
        for i in words
        if i.text.lower() not in _PREPOSITIONS
        if not is_covered(i, sources) and not is_computed(i, claim)
    ]
    told = len(words) + len(claim.of("value")) + len(claim.of("name"))
    soft = told > _FEW and all(may_be_missing(item) for item in missing)
    if soft and len(missing) <= 1 + told // _SOFT_EVERY:
        return []
    if foreign and len(missing) <= _FOREIGN * len(words):
        return []
    return [Failure("absent", item.text) for item in missing]


def may_be_missing(item: Item) -> bool:
    """Say whether a word of a sentence may stand in no source: what is done has many words."""
    return is_soft(item.key) or item.kind == "term" and is_verb(item.text)


def says_little(claim: Analysed) -> bool:
    """Say whether a sentence has too little in it to be held against anything ("Ja, det er.")."""
    weighty = [item for item in claim.items if item.kind in ("term", "pole", "value", "name")]
    return len(weighty) < _FEW and len(claim.of("light")) < _FEW


def names_only(claim: Analysed, texts: Sequence[Analysed], wheres: Sequence[Analysed]) -> bool:
    """Say whether a sentence tells what the sources are called, and hardly what they say."""
    weighty = [item for item in claim.items if item.kind != "negation"]
    named = [i for i in weighty if is_covered(i, wheres) and not is_covered(i, texts)]
    return len(named) > _MOST_NAMED * len(weighty)


def is_computed(item: Item, claim: Analysed) -> bool:
    """Say whether a word of change follows from the two figures that it stands between."""
    if item.kind != "pole" or not signs(item.parts):
        return False
    found = [i for i in claim.of("value") if i.modifiers & {"from", "to"}]
    before = [i for i in found if "from" in i.modifiers]
    after = [i for i in found if "to" in i.modifiers]
    if not before or not after:
        return False
    one, other = number_of(before[0]), number_of(after[0])
    return one is not None and other is not None and ("+" in signs(item.parts)) == (other > one)


def by_share(claim: Analysed, sources: Sequence[Analysed], hints: Sequence[int]) -> list[int]:
    """Return the indexes of the sources, each adding the most to those before it.

    Args:
        claim: A sentence.
        sources: Where it may stand.
        hints: Indexes that its writer names; they break ties.
    """
    weighty = [item for item in claim.items if item.kind not in ("negation", "light")]
    has = [[is_covered(item, [source]) for item in weighty] for source in sources]
    worth = [_MARK if item.kind in ("value", "name") else 1 for item in weighty]
    order: list[int] = []
    while len(order) < len(sources):
        left = [i for i in range(len(sources)) if i not in order]
        missing = [not any(has[i][j] for i in order) for j in range(len(weighty))]
        gains = {
            i: sum(w for w, own, gap in zip(worth, has[i], missing, strict=True) if own and gap)
            for i in left
        }
        order.append(min(left, key=lambda i: (-gains[i], -sum(has[i]), i not in hints, i)))
    return order
