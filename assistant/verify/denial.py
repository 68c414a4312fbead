"""What a sentence denies, its source must deny, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.verify.analysis import Analysed, Item
from assistant.verify.binding import matches
from assistant.verify.failure import Failure
from assistant.verify.words import denied_by, same_denial

_UNTIL = re.compile(r"^[^.]*\b(?:før|inden|medmindre|until|unless|before)\b", re.I)
_CONDITION = re.compile(r"\b(?:skal|kun|først|kræver|forudsætter|must|only|requires?)\b", re.I)
_RULE = re.compile(r"\b(?:skal|må|kan|har ret|alle|altid|must|may|can|all|always)\b", re.I)
_ONLY_FOR = re.compile(
    r"[,;]\s+(?:som|der)\s+(?:\w+\s+){0,2}?ikke\b|[,;]?\s+(?:hvis|medmindre|undtagen|bortset fra|"
    r"forudsat|kun når|if|unless|except|provided|who (?:do|can)(?: ?not|n't))\b",
    re.I,
)
_PART_END = re.compile(r"[.;:!?]|,(?=\s+(?:og|men|så|and|but)\b)")
_WHOLE = re.compile(r"(?:hverken|neither|ikke engang|ingen)\b", re.I)  # they deny their clause
_REACH_FORWARD = 4  # words behind a negation that it may deny
_REACH_BACK = 2  # words before one that ends its clause (saltes ikke)
_ABOUT_SAME = 2  # words of a sentence that tell that another is about the same
_MOST_OF = 0.66  # share of what a source denies that a sentence must repeat to contradict it


@dataclass(frozen=True, slots=True)
class _Reach:
    """What a negation denies: words of its clause, the nearest first, words behind, the clause.

    Attributes:
        light: Words of its clause that add no fact.
        sentence: Words of its sentence.
        part: Whether it denies a part of the sentence only.
    """

    near: tuple[Item, ...]
    far: tuple[Item, ...]
    clause: tuple[Item, ...]
    light: tuple[Item, ...]
    part: bool
    sentence: tuple[Item, ...]


def denials(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find denials that no source makes of the same, and denials of the sources left out."""
    ours = [(i, _reach(claim, i)) for i in claim.of("negation") if not _is_shared(i, sources)]
    theirs = [
        (i, _reach(source, i))
        for source in sources
        for i in source.of("negation")
        if not _is_shared(i, [claim])
    ]
    for item, reach in ours:
        answered = any(_same_denial(reach, scope) for _, scope in theirs)
        scopes = [scope for _, scope in theirs]
        if answered or _is_spelled_out(item, scopes):
            continue
        if not _is_in_other_words(claim, reach, scopes, sources):
            yield Failure("denial", item.text)
    if not claim.of("negation") and _is_plain(claim, sources):
        return
    said = {item.key for item in claim.items}
    for other, scope in theirs:
        if other.key[0] == "~" and not denied_by(other.key[1:]) & said:
            continue
        answered = any(_same_denial(reach, scope) for _, reach in ours)
        if _is_condition(other, sources) and _CONDITION.search(claim.text):
            continue
        if not answered and _repeats(claim, scope):
            yield Failure("denial", other.text)


def _is_plain(claim: Analysed, sources: Sequence[Analysed]) -> bool:
    """Say whether one sentence that denies nothing has every word of the claim."""
    words = [i for i in claim.items if i.kind in ("term", "name", "value", "pole")]
    for source in sources:
        denied = {item.sentence for item in source.of("negation")}
        for number in {item.sentence for item in source.items} - denied:
            own = [item for item in source.items if item.sentence == number]
            if all(any(_same(word, item) for item in own) for word in words):
                return True
    return False


def narrowed(claim: Analysed, sources: Sequence[Analysed]) -> Iterator[Failure]:
    """Find a rule or a denial that has lost whom or when it is for.

    "It does not suit citizens who cannot dress" does not say "it does not suit citizens".
    """
    if not claim.of("negation") and not _RULE.search(claim.text):
        return
    for source in sources:
        for match in _ONLY_FOR.finditer(source.text):
            said, inside = _around(source, match)
            told = any(_same(own, item) for item in inside for own in claim.items)
            if inside and said and not told and _alike(said, claim.items):
                yield Failure("narrowed", match.group().strip())


def _around(source: Analysed, match: re.Match[str]) -> tuple[list[Item], list[Item]]:
    """Return the weighty items of a sentence before its condition, and those in the condition."""
    end = _PART_END.search(source.text, match.end())
    stop = end.start() if end else len(source.text)
    items = [i for i in source.items if i.kind in ("term", "name", "value")]
    before = [i for i in items if i.end <= match.start()]
    last = max((i.sentence for i in before), default=-1)
    inside = [i for i in items if match.end() <= i.start < stop]
    return [i for i in before if i.sentence == last], inside


def _is_condition(negation: Item, sources: Sequence[Analysed]) -> bool:
    """Say whether a denial states a condition ("kan ikke begynde, før …")."""
    return any(
        negation in source.items and bool(_UNTIL.search(source.text[negation.end :]))
        for source in sources
    )


def _is_in_other_words(
    claim: Analysed, reach: _Reach, scopes: Sequence[_Reach], sources: Sequence[Analysed]
) -> bool:
    """Say whether what is denied stands in no source, and one denies something of the same.

    "Duer ikke til veje" is "egner sig ikke til veje"; where the source says "egner sig til veje",
    there is no denial to answer for it.
    """
    words = reach.near[:_REACH_BACK]
    if any(_same(word, item) for word in words for source in sources for item in source.items):
        return False
    return any(
        sum(any(_same(own, item) for own in claim.items) for item in scope.sentence) >= _ABOUT_SAME
        for scope in scopes
    )


def _is_spelled_out(negation: Item, scopes: Sequence[_Reach]) -> bool:
    """Say whether a source says what is hidden in a word (gratis: uden at betale)."""
    denied = denied_by(negation.key.removeprefix("~"))
    return any(item.key in denied for scope in scopes for item in (*scope.near, *scope.light))


def _is_shared(negation: Item, texts: Sequence[Analysed]) -> bool:
    """Say whether a denial hidden in a word (afvise) stands in the same word elsewhere."""
    own = negation.key.removeprefix("~")
    return own != negation.key and any(
        same_denial(own, other.key.removeprefix("~"))
        for text in texts
        for other in text.of("negation")
    )


def _reach(text: Analysed, negation: Item) -> _Reach:
    ends = [stop for stop in text.stops if stop > negation.start]
    end = min(ends, default=len(text.text))
    hidden = [i for i in text.of("negation") if i.key[0] == "~" and i is not negation]
    spoken = [i for i in text.items if i.kind != "negation" or i in hidden]
    light = [i for i in spoken if i.kind == "light" and i.clause == negation.clause]
    words = [i for i in spoken if i.kind != "light"]
    behind = [i for i in words if negation.end <= i.start < end and i.sentence == negation.sentence]
    near = [i for i in behind if i.clause == negation.clause][:_REACH_FORWARD]
    if not near:
        before = [i for i in words if i.end <= negation.start and i.clause == negation.clause]
        near = before[::-1][:_REACH_BACK]
    if _WHOLE.match(text.text, negation.start):
        near = [i for i in words if i.clause == negation.clause]
    far = [i for i in behind if i.clause != negation.clause][:_REACH_BACK]
    clause = [i for i in words if i.clause == negation.clause]
    part = "part" in negation.modifiers
    sentence = tuple(i for i in words if i.sentence == negation.sentence)
    return _Reach(tuple(near), tuple(far), tuple(clause), tuple(light), part, sentence)


def _alike(clause: Sequence[Item], other: Sequence[Item]) -> bool:
    said = [any(_same(item, theirs) for theirs in other) for item in clause]
    return bool(said) and sum(said) >= _MOST_OF * len(said)


def _same_denial(reach: _Reach, scope: _Reach) -> bool:
    whole = not reach.part and not scope.part
    if whole and _alike(reach.clause, scope.clause) and _alike(scope.clause, reach.clause):
        return True
    ours, theirs = (*reach.near, *reach.far), (*scope.near, *scope.far)
    if not ours or not theirs:  # "har ikke fået svar"
        ours, theirs = ours or reach.light, theirs or scope.light
        return any(_same(a, b) for a in ours for b in (*theirs, *scope.light))
    return any(_same(a, b) for a in ours[:2] for b in theirs) or any(
        _same(a, b) for a in ours for b in theirs[:1]
    )


def _same(item: Item, other: Item) -> bool:
    return matches(item, other) > 0.5 or matches(other, item) > 0.5


def _repeats(claim: Analysed, scope: _Reach) -> bool:
    if not scope.near:
        said = {item.key for item in claim.items}
        return len(scope.light) > 1 and all(item.key in said for item in scope.light)
    focus = [own for own in claim.items if any(_same(own, item) for item in scope.near[:2])]
    if not any(_same(own, scope.near[0]) for own in claim.items):
        return False
    if _alike(scope.near, claim.items):
        return True
    clauses = {own.clause for own in focus}
    own = [i for i in claim.items if i.clause in clauses and i.kind not in ("light", "negation")]
    return len(own) > 1 and _alike(own, scope.clause)
