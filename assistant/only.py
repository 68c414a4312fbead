"""What is asked of one municipality or year → the others that the documents say it of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from assistant.analysis import analyse, analyse_lines, match, years_of
from assistant.cues import adds_nothing, holds
from assistant.focus import Candidate, Focus
from assistant.frame import is_beside_the_point
from assistant.places import About, about, over
from ingest import danish

if TYPE_CHECKING:
    from assistant.candidates import Found
    from assistant.evidence import Weighed

_HELD = 0.75  # of a match: the word itself, its kin, or another word for it
_FEWEST = 2  # words besides place and year that must be there: one is in too many sentences
_MOST = 3  # places or years to name
_RIVAL = 0.1  # of the best sentence's odds: what is further from the question says something else


def only_for(weighed: Weighed) -> tuple[str, ...]:
    """Return the municipalities, or else the years, that sentences say it of, in order.

    Only sentences near the best one count, and of them those that hold every other weighty word of
    the question, and a value of the kind that is asked for. None are given where one says it of
    what is asked, or where they are too many to name.
    """
    focus = weighed.focus
    if not focus.municipalities and not focus.years:
        return ()
    said = [
        one
        for one, score in zip(weighed.found, weighed.scores, strict=True)
        if score > weighed.scores.max() + np.log(_RIVAL) and _says_the_rest(focus, one.candidate)
    ]
    here = [about(focus, one.candidate) != About.ELSEWHERE for one in said]
    if focus.municipalities and not any(here):
        in_time = [one for one in said if not focus.years or _years(one) & focus.years]
        named = [_municipalities(one.candidate) for one in in_time]
    elif focus.years:
        dated = [_years(one) for one, is_here in zip(said, here, strict=True) if is_here]
        named = [] if any(years & focus.years for years in dated) else dated
    else:
        named = []
    found = sorted({name for names in named for name in names})
    return tuple(found) if all(named) and len(found) <= _MOST else ()


def _says_the_rest(focus: Focus, candidate: Candidate) -> bool:
    around = analyse_lines(f"{candidate.text}\n{over(candidate)}")
    terms = zip(focus.terms, focus.strong, focus.alternatives, strict=True)
    rest = [
        (term, others)
        for term, strong, others in terms
        if strong and term.stem not in focus.places and not term.text.isdigit()
    ]
    if len(rest) < _FEWEST or any(match(term, others, around) < _HELD for term, others in rest):
        return False
    if focus.demand is not None and not holds(focus.demand, focus, candidate):
        return False
    return not adds_nothing(focus, candidate) and not is_beside_the_point(focus, candidate)


def _municipalities(candidate: Candidate) -> set[str]:
    """Return the municipalities that a sentence, its heading or its document is about."""
    titles = candidate.scope.rpartition("\n")[0]
    for text in (candidate.text, over(candidate), titles):
        named = [place for place in danish.places(text) if place.municipality]
        if named:
            return {_bare(text[place.start : place.end]) for place in named}
    return set()


def _bare(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return first if first and danish.fold(last).startswith(("kommun", "byråd")) else name


def _years(one: Found) -> set[str]:
    """Return the years of a sentence, or else of its heading; its document's is too uncertain."""
    for text in (one.candidate.text, over(one.candidate)):
        if years := years_of(analyse(text).values):
            return set(years)
    return set()
