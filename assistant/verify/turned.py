"""What is the right words in a wrong order: who does it, what comes first, what is more, whose.

Each looks at one construction that Danish writes one way, and says nothing of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches
from assistant.verify.company import is_opposed
from assistant.verify.failure import Failure
from assistant.verify.words import affirming, is_verb, rivals_of
from ingest import danish

_IS = 0.55  # match from which two words are the same
_THEN = re.compile(r"\b(?:derefter|herefter|bagefter|efterfølgende|dernæst|siden hen|afterwards)\b")
_FEWEST = 2  # words on each side of "derefter" that the sources must have
_CLOSE = 14  # characters between "kun" and what it is said of
_GETS = re.compile(  # "kan få" is no number
    r"\b(?:at|kan|kunne|skal|skulle|vil|ville|må|måtte|bør|to)\b[^,.;:]*$", re.I
)
_NEAR = 3  # words beside "derefter" that are looked at
_FROM = re.compile(r"\s*(?:er |kommer |var )?(fra|i|ved|på|hos|from|at|of)\s+", re.I)
_PREPOSITION = re.compile(
    r"\b(i|på|fra|til|af|ved|hos|med|om|for|over|under|efter|før|mellem|ifølge|blandt|uden|mod|"
    r"in|on|from|to|of|by|at|with|for|after|before|between)\s+(?:[^\W\d]+\s+){0,2}$",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:bliver|blev|blevet|er|var|is|was|are|were|been)\s+$|s$", re.I)
_COPULA = re.compile(r"(?<!['’\w])(?:er|var|bliver|blev|uddannet)\s+(?:(?:en|ny)\s+)?$", re.I)
_DENIED = re.compile(r"\b(?:ikke|not)\s+$", re.I)
_AS_NOUN = re.compile(r"(?:^|,|\b(?:en|et|den|er|var|bliver|blev|ny|nye|tidligere|og))\s*$", re.I)


def leaning(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "flere konflikter" for "færre skift og konflikter": the opposite before one noun."""
    for pole, noun in _poles_before(claim):
        theirs = [p for s in sources for p, n in _poles_before(s) if matches(noun, n) >= _IS]
        if theirs and all(is_opposed(pole, other) for other in theirs):
            yield Failure("leaning", f"{pole.text} {noun.text}")


def _poles_before(text: Analysed) -> Iterator[tuple[Item, Item]]:
    """Return each noun with the word of more or less that stands before it, over an "and"."""
    pole, end = None, -1
    for item in text.items:
        between = text.text[end : item.start].strip() if end >= 0 else ""
        if item.kind == "pole":
            pole, end = item, item.end
        elif pole and item.kind == "term" and between in ("", "og", "eller", "and", "or"):
            yield pole, item
            end = item.end
        else:
            pole, end = None, -1


def rivalled(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "få nattevagter" for "mange nattevagter", "også ved mistanke" for "kun ved mistanke"."""
    theirs = [pair for source in sources for pair in _before_words(source)]
    for word, noun in _before_words(claim):
        beside = {other for other, item in theirs if _alike(noun, item)}
        if beside & rivals_of(word) and word not in beside:
            yield Failure("rival", f"{word} {noun.text}")


def alone(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "kun Danmark" for "kun Japan"."""
    theirs = [item for source in sources for item in _only(source)]
    for item in _only(claim):
        if theirs and not any(_alike(item, other) for other in theirs):
            yield Failure("alone", item.text)


def _only(text: Analysed) -> Iterator[Item]:
    return (i for word, i in _before_words(text) if word in ("kun", "only") and i.kind == "name")


def _before_words(text: Analysed) -> Iterator[tuple[str, Item]]:
    """Return each word that has rivals with the weighty word that it stands before."""
    weighty = [i for i in text.items if i.kind in ("term", "name", "value", "pole")]
    for word in danish.words(text.text):
        lowered = word.text.lower()
        if lowered in affirming() and _DENIED.search(text.text[: word.start]):
            lowered = "også"  # "ikke kun"
        if not rivals_of(lowered) or lowered == "få" and _GETS.search(text.text[: word.start]):
            continue
        behind = [i for i in weighty if word.end <= i.start <= word.end + _CLOSE]
        if behind:
            yield lowered, behind[0]


def linked(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "A from Y" where the sources have "A from X" and "B from Y"."""
    theirs = [link for source in sources for link in _links(source)]
    for one, word, other in _links(claim):
        same = [(a, b) for a, w, b in theirs if w == word]
        if any(matches(one, a) >= _IS and matches(other, b) >= _IS for a, b in same):
            continue
        ones = any(matches(one, a) >= _IS for a, _ in same)
        turned = any(_alike(one, b) and _alike(other, a) for a, b in same)
        if turned or ones and any(matches(other, b) >= _IS for _, b in same):
            yield Failure("linked", f"{one.text} {other.text}")


def _links(text: Analysed) -> Iterator[tuple[Item, str, Item]]:
    """Return each two names with a preposition between them."""
    for one, other in pairwise(text.of("name")):
        match = _FROM.fullmatch(text.text[one.end : other.start])
        if match:
            yield one, match.group(1).lower(), other


def ordered(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "first B, then A" where the sources tell of A, then of B.

    Args:
        claim: The sentence.
        sources: In the order of their documents.
    """
    then = _THEN.search(claim.text, 1)
    if then is None:
        return
    comma = claim.text.rfind(",", 0, then.start()) + 1 or then.start()
    words = [i for i in claim.items if i.kind in ("term", "name")]
    before = _places([i for i in words if i.end <= comma][-_NEAR:], sources)
    after = _places([i for i in words if i.start >= comma][:_NEAR], sources)
    if min(len(before), len(after)) >= _FEWEST and min(before) > max(after):
        yield Failure("order", then.group())


def _places(words: Sequence[Item], sources: Sequence[Analysed]) -> list[tuple[int, int]]:
    """Return the places of words in the source that has most of them, one each."""
    found = [
        [
            (n, other.start)
            for item in words
            if (other := next((o for o in source.items if _alike(item, o)), None))
        ]
        for n, source in enumerate(sources)
    ]
    return max(found, key=len, default=[])


def roles(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "B asks A" for "A asks B": before and behind one verb, neither in the passive."""
    for doer, verb, others in _acts(claim):
        for source in sources:
            for subject, act, objects in _acts(source):
                if not _alike(verb, act) or _alike(doer, subject):
                    continue
                was = [w for w, object_ in objects if _alike(doer, object_)]
                now = [w for w, object_ in others if _alike(object_, subject)]
                if set(was) & set(now):
                    yield Failure("roles", f"{doer.text} {verb.text}")


def _alike(item: Item, other: Item) -> bool:
    return matches(item, other) >= _IS


def _acts(text: Analysed) -> Iterator[tuple[Item, Item, list[tuple[str, Item]]]]:
    """Return subject, verb and what stands behind it, each with the preposition before it."""
    words = [i for i in text.items if i.kind in ("term", "name", "light")]
    for verb in words:
        if verb.kind == "name" or not is_verb(verb.text) or _is_passive(text, verb):
            continue
        same = [w for w in words if w.clause == verb.clause and w.kind != "light"]
        before = [w for w in same if w.end <= verb.start and not is_verb(w.text)]
        behind = [w for w in same if w.start >= verb.end and not is_verb(w.text)]
        if before and behind and not _preposition(text, before[0]):
            yield before[0], verb, [(_preposition(text, w), w) for w in behind[:4]]


def _is_passive(text: Analysed, verb: Item) -> bool:
    return verb.text.endswith("s") or bool(_PASSIVE.search(text.text[: verb.start]))


def _preposition(text: Analysed, item: Item) -> str:
    match = _PREPOSITION.search(text.text[: item.start])
    return match.group(1).lower() if match else ""


def doers(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find one who is said to be what he does: "er træner" for "træner"."""
    for item in claim.of("term"):
        doer = item.text.endswith("er") and is_verb(item.text)
        if not doer or not _COPULA.search(claim.text[: item.start]):
            continue
        same = [(s, o) for s in sources for o in s.of("term") if o.text == item.text]
        if same and not any(_AS_NOUN.search(s.text[: o.start]) for s, o in same):
            yield Failure("doer", item.text)
