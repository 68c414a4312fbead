"""Questions for municipalities, which one has the most or which have a thing → a line of each.

No sentence compares documents. What each says of its own municipality stands side by side instead,
so that the reader does; where fewer than two tell, nothing here says which has the most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import Analysis, analyse, analyse_lines
from assistant.candidates import Found
from assistant.enumerated import Span
from assistant.places import MUNICIPALITY
from ingest import danish

if TYPE_CHECKING:
    from assistant.evidence import Weighed

_MUNICIPALITIES = r"(hvilke[nt]? (af )?kommuner?(ne)?|which municipalit(y|ies))\b"
_WHICH = re.compile(rf"\W*(og |i )?{_MUNICIPALITIES}", re.I)
_MOST = re.compile(
    rf"\W*(og |i )?({_MUNICIPALITIES}|(hvem|who) (har|has)\b).{{0,40}}?"
    r"\b(flest|færrest|most|fewest) (?P<counted>\w+)",
    re.I,
)
_PEOPLE = re.compile(r"(borger|beboer|indbygger|bruger|ansat|medarbejder|citizen|resident)", re.I)
_NOT_YET = re.compile(
    r"\b(mål(et)?|foreslår|forvent\w+|regner med|planlæg\w+|næste år|ikke|ingen|goal|expect\w*|"
    r"not|no)\b",
    re.I,
)
_HAS = re.compile(
    r"\b(har|bruger|anvender|tilbyder|fået|indført|udbredt|i drift|i brug|begyndt|has|have|uses?|"
    r"used|using)\b",
    re.I,
)
_RANKS = re.compile(r"\b(flest|færrest|most|fewest)\b", re.I)
_CHOICE = re.compile(r"\b(eller|or)\b", re.I)
_LEAST_PLACES = 2


def asks_who_has_most(question: str) -> bool:
    """Tell whether the municipality that has the most of something is asked for.

    Who has most residents is one too; who has most votes need not be, nor who of "Nord eller Syd".
    """
    asked = _MOST.match(question)
    if asked is None:
        return False
    if _WHICH.match(question):
        return True
    return bool(_PEOPLE.match(asked["counted"])) and not _CHOICE.search(question)


def tells_who_has_most(weighed: Weighed) -> bool:
    """Tell whether what answers best names a municipality, or says of somebody that it is most."""
    if names_one(weighed):
        return True
    text = weighed.found[weighed.likely[0]].candidate.text
    return bool(_RANKS.search(text)) and not _WHICH.match(weighed.question)


def line_of_each(weighed: Weighed) -> list[tuple[Found, Span]]:
    """Return the newest line of each municipality that tells what is asked, or nothing."""
    if asks_who_has_most(weighed.question):
        told = _counting(weighed)
    elif _WHICH.match(weighed.question) and weighed.likely and not names_one(weighed):
        told = _having(weighed)
    else:
        return []
    best: dict[str, Found] = {}
    for place, one in told:
        other = best.get(place)
        if other is None or _weight(weighed, one) > _weight(weighed, other):
            best[place] = one
    if len(best) < _LEAST_PLACES:
        return []
    return [(one, (one.sentence.start, one.sentence.end)) for one in best.values()]


def _weight(weighed: Weighed, one: Found) -> tuple[int, bool]:
    """Return what the newest line has most of; of one year, the one that names its municipality."""
    return one.document.year or 0, bool(_called(weighed, analyse(one.candidate.text)))


def names_one(weighed: Weighed) -> bool:
    """Tell whether what answers best names a municipality."""
    return bool(_called(weighed, analyse(weighed.found[weighed.likely[0]].candidate.text)))


def _counting(weighed: Weighed) -> Iterator[tuple[str, Found]]:
    """Yield lines, best first, that say how many of what is counted a municipality has."""
    asked = _MOST.match(weighed.question)
    unit = danish.stem(asked["counted"]) if asked else ""
    for place, one in _of_one_place(weighed, range(len(weighed.found))):
        text = one.candidate.text
        own = analyse(text)
        if _lacks(weighed, own) or _NOT_YET.search(text) or text.endswith("?"):
            continue
        if any(value.unit == unit for value in own.values):
            yield place, one


def _having(weighed: Weighed) -> Iterator[tuple[str, Found]]:
    """Yield lines, best first, that speak of what is asked about, of what a municipality has."""
    eligible = np.flatnonzero(weighed.eligible).tolist()
    for place, one in _of_one_place(weighed, eligible):
        candidate = one.candidate
        own = analyse(candidate.text)
        around = analyse_lines(f"{candidate.text}\n{candidate.heading}")
        if _lacks(weighed, around) or not (weighed.focus.held_in(own) & _needed(weighed)).any():
            continue
        if _NOT_YET.search(candidate.text):
            continue
        if candidate.kind == "table_row" or _HAS.search(candidate.text):
            yield place, one


def _of_one_place(weighed: Weighed, those: Sequence[int]) -> Iterator[tuple[str, Found]]:
    """Yield those of the lines that are of one municipality: that they name, or that wrote them."""
    may, asked = {*those}, weighed.focus.municipalities
    for index in weighed.order:
        one = weighed.found[index]
        if index not in may:
            continue
        titles = one.candidate.scope.rpartition("\n")[0]
        own = _called(weighed, analyse(one.candidate.text))
        places = own or _called(weighed, analyse_lines(titles))
        if len(places) == 1 and (places <= asked or not asked):
            yield places.pop(), one


def _called(weighed: Weighed, there: Analysis) -> set[str]:
    """Return the municipalities that a text names, also those that only the documents call so."""
    return {*there.municipalities, *(weighed.focus.known & there.stems)}


def _lacks(weighed: Weighed, there: Analysis) -> bool:
    """Tell whether a text lacks a word of what is asked about, "kommune" aside."""
    return bool((_needed(weighed) & ~weighed.focus.held_in(there)).any())


def _needed(weighed: Weighed) -> NDArray[np.bool_]:
    """Return (terms,) bool: the words that say what is asked about."""
    of_kind = [term.stem in MUNICIPALITY for term in weighed.focus.terms]
    return weighed.focus.strong & ~np.array(of_kind, dtype=np.bool_)
