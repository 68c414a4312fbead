"""Years that sentences tell of → whether it is the year asked for, and what a later one says."""

from __future__ import annotations

import re

from assistant.analysis import analyse, years_of
from assistant.asks import FACT_ASKS, Ask
from assistant.candidates import Found
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

_MONTHS_TEXT = """
januar februar marts april maj juni juli august september oktober november december
"""
_MONTHS = frozenset(_MONTHS_TEXT.split())
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(_MONTHS))})\b", re.I)
_NEWEST = re.compile(
    r"\b(nu|i dag|nuværende|aktuel(?:le|t)?|gældende|seneste?|nyeste|sidst|now|today|current|"
    r"latest|newest|most recent)\b",
    re.I,
)


def asks_newest(question: str) -> bool:
    """Tell whether it is asked how it is now: what is newest is to be told first."""
    return bool(_NEWEST.search(question))


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
    around = _YEARS.findall(candidate.around)
    return asked not in around and not any(
        int(first) <= int(asked) <= int(f"{first[: -len(last)]}{last}")
        for first, last in _SPAN.findall(candidate.text)
    )


def is_of_another_month(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a figure of one month is asked for, and a sentence names others alone."""
    if focus.asks[0] not in FACT_ASKS or not _OTHER_YEARS_TOO.isdisjoint(focus.asks):
        return False
    asked = {term.text.lower() for term in focus.terms} & _MONTHS
    told = {word.lower() for word in _MONTH.findall(candidate.text)}
    return len(asked) == 1 and bool(told) and told.isdisjoint(asked)


def tells_it_later(focus: Focus, one: Found, other: Found) -> bool:
    """Tell whether a sentence of a newer document gives another value of what one gives.

    Both have every word that says what the question is about, which a place does not: whose the
    newer document is may stand in its title alone.
    """
    newer, older = other.document.year, one.document.year
    if focus.years or focus.demand is None or not newer or not older or newer <= older:
        return False
    if (one.block.kind == "table_row") != (other.block.kind == "table_row"):
        return False
    there, here = analyse(one.candidate.text), analyse(other.candidate.text)
    if {value.canonical for value in there.values} == {value.canonical for value in here.values}:
        return False
    return bool(focus.strong.any()) and focus.is_all_in(there) and focus.is_all_in(here)
