"""Where a small word or a near one changes what is said, though all else stands in the source.

Whom a share is of, for or against, proposed or decided, per what, very or not, before or when. Each
looks at one construction that Danish writes one way, and says nothing of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import is_met, matches
from assistant.verify.failure import Failure
from assistant.verify.words import group_of

_IS = 0.55  # match from which two words are the same
_OF = re.compile(
    r"\s*(?:ud )?af (?:de |dem |alle |samtlige )?(?:[^\W\d]+s )?(?:\d[\d.]* )?(?:[^\W\d]+ )?$", re.I
)
_OWNS = re.compile(r"\s[\d\w]")  # "kommunens 1.870 virksomheder"
_FROM_TO = re.compile(r"\s*fra\s+$", re.I), re.compile(r"\s*til\s+$", re.I)
_VOTE = re.compile(
    r"\bstem(?:te|mer|t|me)(?:s)?\s(?:\w+\s){0,2}?(?P<way>for|imod|mod|ja|nej|blankt)\b", re.I
)
_WAYS = {"ja": "for", "nej": "mod", "imod": "mod"}
_DECIDED = re.compile(
    r"\b(?:godkend(?:te|t|er)|vedtog(?:es)?|vedtag(?:et|er)|tiltråd(?:te|t)|bevilge(?:de|t)|"
    r"beslutte(?:de|t)|afvis(?:te|t)|afslo(?:g)?|afslået|forkaste(?:de|t))\b",
    re.I,
)
_REFUSED = re.compile(r"afv|afs|fork", re.I)
_MINUTED = re.compile(r"\b(?:beslutning|vedtagelse)\w*\W+(?P<how>[^\n]{1,80})", re.I)
_APPROVED = re.compile(
    r"godkendt|tiltrådt|vedtaget|bevilget|tilsluttet|som indstillet|anbefales", re.I
)
_PROPOSED = re.compile(
    r"\b(?:foreslå(?:r|s|et)?|foreslog|indstill(?:er|es|ede|et|ing)|forslag)\b", re.I
)
_BESIDE = 12  # characters between a value and the time that it is per
_SCALE = re.compile(r"\b(?:meget|særdeles|yderst|helt|very)\s+$", re.I)
_UNCHANGED = re.compile(r"\b(?:uændre\w*|det samme|lige så \w+)\s+eller\s+(\w+)", re.I)
_BEFORE = re.compile(r"\b(?:før|inden)\s+(?=[^\W\d])", re.I)
_WHEN = re.compile(r"\b(?:når|så snart|efter at)\s+", re.I)
_CLOSE = 2  # weighty words behind a conjunction that tell what it opens


def shares(
    claim: Analysed, sources: Sequence[Analysed], contexts: Sequence[Analysed]
) -> Iterator[Failure]:
    """Find a share of one group of people that the sources have of another.

    Args:
        claim: The sentence.
        sources: Where the share stands.
        contexts: What stands before each: "12 procent var utilfredse" is of whom the share before
            it was of.
    """
    for share, group, noun in _shares(claim):
        told = [
            (source, context, other)
            for source, context in zip(sources, contexts, strict=True)
            for other in source.of("value")
            if is_met(share.key, other.key) and not source.row
        ]
        groups = [_group_at(*one) for one in told]
        if groups and all(one is not None and one != group for one in groups):
            yield Failure("group", f"{share.text} {noun.text}")


def _shares(text: Analysed) -> Iterator[tuple[Item, int, Item]]:
    """Return each value with the group that it is a part of, and the group's noun."""
    for value in text.of("value"):
        for noun in text.items:
            group = group_of(noun.key) if noun.kind in ("term", "light") else None
            owner = noun.text.endswith("s") and _OWNS.match(text.text, noun.end)
            if group is not None and noun.start > value.end and not owner:
                if _OF.fullmatch(text.text[value.end : noun.start]):
                    yield value, group, noun
                break


def _group_at(source: Analysed, context: Analysed, value: Item) -> int | None:
    """Return the group that a value is a part of, else the one of the last share before it."""
    own = next((group for other, group, _ in _shares(source) if other is value), None)
    if own is not None or value.group != "percent" or _near_group(source, value):
        return own
    before = [group for other, group, _ in _shares(source) if other.end <= value.start]
    before = before or [group for other, group, _ in _shares(context) if other.group == "percent"]
    return before[-1] if before else None


def _near_group(source: Analysed, value: Item) -> bool:
    """Say whether the sentence of a value names any group."""
    return any(i.sentence == value.sentence and group_of(i.key) is not None for i in source.items)


def votes(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find one who is said to have voted otherwise than in the sources."""
    theirs = [vote for source in sources for vote in _votes(source)]
    for voters, way, text in _votes(claim):
        ways = {
            other
            for names, other, _ in theirs
            if any(matches(one, name) >= _IS for one in voters for name in names)
        }
        if ways and way not in ways:
            yield Failure("vote", text)


def _votes(text: Analysed) -> Iterator[tuple[list[Item], str, str]]:
    """Return who votes, how, and the words that say so."""
    for match in _VOTE.finditer(text.text):
        way = match["way"].lower()
        names = [
            i
            for i in text.of("name")
            if i.end <= match.start() and i.sentence == _sentence_at(text, match.start())
        ]
        yield names, _WAYS.get(way, way), match.group()


def _sentence_at(text: Analysed, place: int) -> int:
    return max((i.sentence for i in text.items if i.start <= place), default=0)


def decided(
    claim: Analysed, sources: Sequence[Analysed], after: Sequence[str]
) -> Iterator[Failure]:
    """Find as decided what the sources only propose.

    Args:
        claim: The sentence.
        sources: What it rests on.
        after: What stands after each: minutes tell below a proposal what became of it.
    """
    match = _DECIDED.search(claim.text)
    if match is None or any(_DECIDED.search(source.text) for source in sources):
        return
    proposals = [n for n, source in enumerate(sources) if _PROPOSED.search(source.text)]
    refused = bool(_REFUSED.match(match.group()))
    if proposals and not any(_is_minuted(after[n], refused) for n in proposals):
        yield Failure("proposed", match.group())


def _is_minuted(after: str, refused: bool) -> bool:
    """Say whether the first decision in a text approves, or refuses."""
    decision = _MINUTED.search(after)
    if decision is None:
        return False
    said = _DECIDED.match(decision["how"])
    if refused:
        return bool(said and _REFUSED.match(said.group()))
    return bool(_APPROVED.search(decision["how"]))


def directions(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "fra B til A" for "fra A til B", of two names."""
    for one, other in _ways(claim):
        theirs = [way for source in sources for way in _ways(source)]
        turned = any(_same(one, b) and _same(other, a) for a, b in theirs)
        if turned and not any(_same(one, a) and _same(other, b) for a, b in theirs):
            yield Failure("swapped", f"fra {one.text} til {other.text}")


def _ways(text: Analysed) -> Iterator[tuple[Item, Item]]:
    """Return each two names of which one is come from and the other gone to."""
    names = text.of("name")
    for one, other in pairwise(names):
        before, between = text.text[: one.start], text.text[one.end : other.start]
        if _FROM_TO[0].search(before) and _FROM_TO[1].fullmatch(between):
            yield one, other


def _same(item: Item, other: Item) -> bool:
    return matches(item, other) >= _IS


def rates(claim: Analysed, texts: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a value that is per something else in every source that has it."""
    for value in claim.of("value"):
        per = [
            i
            for i in claim.of("period")
            if value.end <= i.start <= value.end + _BESIDE and i.clause == value.clause
        ]
        there = [t for t in texts if any(is_met(value.key, o.key) for o in t.of("value"))]
        if value.group == "year" or not per or not there:
            continue
        if not any(o.key == per[0].key for text in there for o in text.of("period")):
            yield Failure("rate", claim.text[value.start : per[0].end])


def scaled(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "meget utilfredse" for "utilfredse", and the reverse, of a share."""
    for share in claim.of("value"):
        if share.group != "percent":
            continue
        for word in claim.of("pole"):
            if word.clause != share.clause or not _SCALE.search(claim.text[: word.start]):
                continue
            theirs = [
                bool(_SCALE.search(source.text[: other.start]))
                for source in sources
                for other in source.items
                if other.key == word.key and not source.row
            ]
            if theirs and not any(theirs):
                yield Failure("scale", f"{claim.text[share.start : share.end]} meget {word.text}")


def unchanged(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "mindre" for "uændret eller mindre"."""
    words = {word.lower() for word in claim.text.split()}
    for source in sources:
        for match in _UNCHANGED.finditer(source.text):
            same = match.group().lower().split()[0]
            alone = " eller " not in claim.text.lower() and same not in words
            if alone and match[1].lower() in {word.strip(".,;:") for word in words}:
                yield Failure("narrowed", match.group())


def conjoined(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find "før X" for "når X": "ikke før" says the same as "når"."""
    if claim.of("negation"):
        return
    opened = [_opened(claim, match.end()) for match in _BEFORE.finditer(claim.text)]
    for source in sources:
        theirs = [_opened(source, match.end()) for match in _WHEN.finditer(source.text)]
        others = [_opened(source, match.end()) for match in _BEFORE.finditer(source.text)]
        for words in opened:
            there = any(_all_in(words, items) for items in theirs)
            if there and not any(_all_in(words, items) for items in others):
                yield Failure("order", " ".join(item.text for item in words))


def _opened(text: Analysed, place: int) -> list[Item]:
    return [i for i in text.items if i.start >= place and i.kind in ("term", "name")][:_CLOSE]


def _all_in(words: Sequence[Item], items: Sequence[Item]) -> bool:
    return len(words) == _CLOSE and all(any(matches(w, i) >= _IS for i in items) for w in words)
