"""Rows of a table → those that a question picks among them: the highest, or those that say no."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from assistant.analysis import HELD, analyse, match
from assistant.focus import Focus

Pick = Literal["most", "least", "yes", "no"]

_WHICH = re.compile(r"(og )?(hvilke[nt]?|hvem|which|who)\b", re.I)
_MOST = re.compile(r"\b(flest|mest|højest|størst|dyrest|most|highest|largest)(e|es)?\b", re.I)
_LEAST = re.compile(  # "mindst to" is two or more
    r"\b(færrest|mindst|lavest|billigst|fewest|least|lowest)(e|es)?\b"
    r"(?! (\d|(én|et?n?|to|tre|fire|fem|seks|syv|otte|ni|ti|halv\w*)\b))",
    re.I,
)
_PRICED = re.compile(r"\b(dyrest|billigst)e?\b", re.I)
_PRICES = re.compile(r"\b(pris|kr)\b|pris|udgift|omkostning", re.I)
_DENIES = re.compile(r"\b(ikke|ingen|uden|not|without)\b", re.I)
_DENYING_HEADING = re.compile(r"\b(ikke|ingen|uden|mangl\w+|afvi\w+|fravalgt?e?)\b", re.I)
_YES = frozenset({"ja", "x", "yes"})
_NO = frozenset({"nej", "no"})
_UNDECIDED = frozenset({"", "-", "–", "delvist", "ved ikke", "måske"})
_NUMBER = re.compile(
    r"(?:ca\. ?)?(?P<figure>-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?)"
    r" ?(?:%|pct\.?|procent|kr\.?|mio\. kr\.?|mia\. kr\.?|minutter|timer|dage|uger)?$",
    re.I,
)
_OF_ALL = re.compile(r"\W*(i alt|total|sum|samlet|alle|hele|gennemsnit|snit|average)\b", re.I)

Row = dict[str, str]


def pick_of(question: str) -> Pick | None:
    """Return how a question picks among the rows of a table, or None where it asks for no row.

    Example:
        >>> pick_of("Hvilket plejecenter har færrest fald?")
        'least'
    """
    if not _WHICH.match(question):
        return None
    if _MOST.search(question):
        return "most"
    if _LEAST.search(question):
        return "least"
    return "no" if _DENIES.search(question) else "yes"


def picked(question: str, focus: Focus, rows: Sequence[str]) -> list[int]:
    """Return the indexes of the rows that a question picks: all where no column tells which.

    Args:
        question: Standalone.
        focus: What it is about.
        rows: All of one table, each "heading: value; heading: value".
    """
    everything = list(range(len(rows)))
    pick = pick_of(question)
    if pick is None:
        return everything
    cells = [dict(_cells(row)) for row in rows]
    heading = _column(question, focus, cells, pick)
    if heading is None:
        return everything
    kept = _asked_for(focus, rows, heading)
    if pick in ("yes", "no"):
        wanted = _YES if pick == "yes" else _NO
        return [i for i in kept if cells[i].get(heading, "").lower() in wanted] or everything
    ones = [i for i in kept if not _OF_ALL.match(next(iter(cells[i].values()), ""))]
    figures = {i: _figure(cells[i].get(heading, "")) for i in ones}
    known = {i: figure for i, figure in figures.items() if figure is not None}
    if not known:
        return everything
    extreme = (max if pick == "most" else min)(known.values())
    return [i for i, figure in known.items() if figure == extreme]


def _cells(row: str) -> Iterator[tuple[str, str]]:
    for cell in row.split("; "):
        heading, colon, value = cell.partition(": ")
        if colon:
            yield heading, value.strip()


def _column(question: str, focus: Focus, cells: Sequence[Row], pick: Pick) -> str | None:
    """Return the heading of the one column that the question speaks of and that can tell."""
    tells = _says_yes_or_no if pick in ("yes", "no") else _is_numeric
    headings = dict.fromkeys(heading for row in cells for heading in row)
    may = [one for one in headings if tells([row.get(one, "") for row in cells])]
    if pick in ("yes", "no"):
        may = [one for one in may if not _DENYING_HEADING.search(one)]
    elif _PRICED.search(question):
        priced = [one for one in may if _PRICES.search(one)]
        return priced[0] if len(priced) == 1 else None
    held = {one: sum(_holds(focus, one)) for one in may}
    best = max(held.values(), default=0)
    first = [one for one, count in held.items() if count == best]
    return first[0] if best and len(first) == 1 else None


def _holds(focus: Focus, text: str) -> list[bool]:
    """Return for each word of the question whether a text has it."""
    own = analyse(text)
    words = zip(focus.terms, focus.alternatives, strict=True)
    return [match(term, others, own) >= HELD for term, others in words]


def _asked_for(focus: Focus, rows: Sequence[str], heading: str) -> list[int]:
    """Return the rows with the words by which the question narrows them: a district, a kind."""
    in_heading = _holds(focus, heading)
    held = [_holds(focus, row) for row in rows]
    kept = list(range(len(rows)))
    for index, strong in enumerate(focus.strong):
        if strong and not in_heading[index]:
            kept = [i for i in kept if held[i][index]] or kept
    return kept


def _says_yes_or_no(values: Sequence[str]) -> bool:
    found = {value.lower() for value in values}
    return bool(found & (_YES | _NO)) and found <= _YES | _NO | _UNDECIDED


def _is_numeric(values: Sequence[str]) -> bool:
    figures = [_figure(value) is not None for value in values if value.lower() not in _UNDECIDED]
    return len(figures) > 1 and all(figures)


def _figure(value: str) -> float | None:
    found = _NUMBER.match(value)
    if found is None:
        return None
    return float(found["figure"].replace(".", "").replace(",", "."))
