"""Who somebody is: "Hvem er Lis Dam?" is answered by "Lis Dam, leder af hjemmeplejen, siger …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from assistant.asks import offices
from assistant.candidates import Found, first_of_each
from assistant.enumerated import Span

_MOST = 3  # documents that tell it
_NAME = r"(?P<name>[A-ZÆØÅ][\w.-]+(?: (?:[A-ZÆØÅ][\w.-]*|van|von|de))*?)"
_POST = r"(?:stilling|titel|jobtitel|profession|rolle|funktion|arbejde|job)(?:en|et)?"
# What follows a name and goes on with the sentence, not with who it is.
_GOES_ON = (
    r"(?!(?:og|men|eller|at|hvis|når|hvor|i|på|til|and|but|that)\b|"
    r"(?:der|som|who) (?!(?:er|var|is|was)\b))"
)


def asked_of(question: str) -> str:
    """Return the name of whom it is asked who he or she is, or ""."""
    match = _who().fullmatch(question) or _its_post().fullmatch(question)
    return next(filter(None, match.groupdict().values()), "") if match else ""


def as_who(question: str) -> str:
    """Return "Hvem er Lis Dam?" of "Hvilken stilling har Lis Dam?", any other question as it is."""
    return f"Hvem er {asked_of(question)}?" if _its_post().fullmatch(question) else question


def telling_who(question: str, order: Sequence[Found]) -> list[tuple[Found, Span]]:
    """Return the best sentence of each document that tells who somebody is, if that is asked.

    Args:
        question: Standalone.
        order: Sentences, best first.
    """
    name = asked_of(question)
    if not name:
        return []
    tells = _telling(name)
    telling = [one for one in order if tells.search(one.candidate.text)]
    best = first_of_each(telling)[:_MOST]
    return [(one, (one.sentence.start, one.sentence.end)) for one in best]


def _telling(name: str) -> re.Pattern[str]:
    """Return what a sentence that tells who has a name has in it: an office beside the name."""
    own = re.escape(name)
    office = rf"[\w-]*(?:{offices()})(?:en|n|et)?\b"
    before = rf"(?i:\b{office})(?::|,)? (?:[\w.-]+ ){{0,4}}{own}\b"
    after = rf"\b{own}(?:,| \(| [–-]) ?{_GOES_ON}[^\W\d_][\w-]+ ?(?=[\w-])"
    is_one = (
        rf"\b{own},? (?:der |som |who )?(?:er|var|blev|is|was) (?:[\w-]+ ){{0,3}}?(?i:{office})"
    )
    cell = rf": {own}(?:;|$)|\b{own}: (?:[\w-]+ ){{0,2}}(?i:{office})"
    return re.compile("|".join((before, after, is_one, cell)))


@cache
def _who() -> re.Pattern[str]:
    office = rf"(?:[\w-]*(?:{offices()})(?:en|n|et)? )?"
    return re.compile(
        rf"\W*(?:(?i:og|men) )?(?i:hvem (?:er|var)|who (?:is|was)) {office}{_NAME}\W*"
    )


@cache
def _its_post() -> re.Pattern[str]:
    return re.compile(
        rf"\W*(?i:hvad for en|hvilke[nt]|hvad er) (?:{_POST} har {_NAME}|"
        rf"{_NAME.replace('name', 'owner')}(?:s|'|’) {_POST})\W*"
    )
