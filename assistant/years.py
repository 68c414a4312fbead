"""What is asked of one year → whether a sentence tells it of another."""

from __future__ import annotations

import re

from assistant.analysis import analyse, years_of
from assistant.asks import Ask
from assistant.focus import Candidate, Focus

_OTHER_YEARS_TOO = frozenset[Ask](("date", "reason", "purpose", "way"))  # may answer these
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_SPAN = re.compile(rf"\b({_YEAR}) ?(?:[-–/]|til|to|og|and) ?({_YEAR}|\d\d)\b")
_COMPARED = re.compile(  # what it was in another year, beside what is told
    rf"\([^()]*\)|\b(?:mod|end|fra|siden|før|efter|inden|senest|than|from|since|before|after|by)\b"
    rf"[^,;.]*?\b{_YEAR}\b",
    re.I,
)


def is_of_another_year(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether one year is asked about and a sentence, by its own words, is of another.

    A title or heading with the asked year speaks for it; so does a span of years that holds it. A
    question of when, why or how may be answered by another year.
    """
    asked = next(iter(focus.years), "")
    if len(focus.years) != 1 or focus.bounded or not _OTHER_YEARS_TOO.isdisjoint(focus.asks):
        return False
    told = _COMPARED.sub(" ", candidate.text)
    own = years_of(analyse(told).values)
    if not own or asked in own:
        return False
    around = _YEARS.findall(f"{candidate.text}\n{candidate.near}\n{candidate.scope}")
    return asked not in around and not any(
        int(first) <= int(asked) <= int(f"{first[: -len(last)]}{last}")
        for first, last in _SPAN.findall(candidate.text)
    )
