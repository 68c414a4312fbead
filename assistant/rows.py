"""Rows of a table → those that a question picks: the highest, the sum, what says no, a kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import days_of
from assistant.asks import asks_for
from assistant.cells import (
    BARE,
    MOST_ROWS,
    NEITHER,
    NO,
    OF_ALL,
    YES,
    Row,
    cells_of,
    day_of,
    figure_of,
    holds_each,
    is_named,
)
from assistant.focus import Focus
from ingest import danish

Pick = Literal["most", "least", "yes", "no", "total", "whole"]

_WHICH = re.compile(
    r"\W*(og )?((i|på|for|til|hos|in) )?(hvilke[nt]?|hvem|which|who)\b|"
    r"\W*(hvad|what) (er|var|is|was) (den|det|de|the) (?=mest |\w+st(e|es)?\b)",
    re.I,
)
_WHERE = re.compile(r"\W*(og )?(hvor|where) (er|var|har|findes|is|are)\b", re.I)
_SEVERAL = re.compile(r"\W*(og )?(hvilke|which)\b", re.I)
_MOST = re.compile(
    r"\b(flest|mest|hyppigst|højest|størst|dyrest|længst|most|highest|largest|longest)(e|es)?\b",
    re.I,
)
_LEAST = re.compile(  # "mindst to" is two or more
    r"\b(færrest|mindst|lavest|billigst|kortest|fewest|least|lowest|shortest)(e|es)?\b"
    r"(?! (\d|(én|et?n?|to|tre|fire|fem|seks|syv|otte|ni|ti|halv\w*)\b))",
    re.I,
)
_FIRST = re.compile(r"\b(først|tidligst|ældst|first|earliest|oldest)(e|es)?\b", re.I)
_LAST = re.compile(r"\b(sidst|senest|nyest|latest|newest)(e|es)?\b", re.I)
_BEFORE = re.compile(r"\b(før|inden|before)\b", re.I)
_AFTER = re.compile(r"\b(efter|siden|after|since)\b", re.I)
_BEGUN = re.compile(r"købt|anskaf|opført|bygget|etabler|start|oprettet|bought|built", re.I)
_PRICED = re.compile(r"\b(dyrest|billigst)e?\b", re.I)
_COUNTED_MOST = re.compile(r"\b(flest|færrest|hyppigste?|mest almindelige?|most|fewest)\b", re.I)
_COUNTS = re.compile(r"\b(antal|stk|number|count)\b", re.I)
_PRICES = re.compile(r"\bkr\b|pris|takst|udgift|omkostning|price|cost", re.I)
_SUM_ASKED = re.compile(r"\b(i alt|samle(t|de)|tilsammen|total\w*|in total|altogether)\b", re.I)
_COST = re.compile(r"\b(kostede?|koster|kostet)\b|\b(udgift|omkostning)\w*|\bcosts?\b", re.I)
_EACH = re.compile(
    r"\b(pr\.?|per|hver|én|om (året|måneden|dagen|ugen)|each)(?!\w)|\bkoster (en|et|a|one)\b", re.I
)
_SUM = re.compile(r"\W*(i alt|total|sum|samlet|hele)\b", re.I)
_MONEY = re.compile(r"\bkr\b|pris|udgift|omkost|budget|bevilling|økonomi|cost", re.I)
_SPENT = re.compile(r"afsat|bevilget|budget\w*|udgift\w*|\w*økonomi\w*|omkostning\w*", re.I)
_DENIES = re.compile(r"\b(ikke|ingen|uden|mangler|not|without|lacks?)\b", re.I)
_PICKING = (_MOST, _LEAST, _FIRST, _LAST, _BEFORE, _AFTER, _DENIES)
_DENYING_HEADING = re.compile(r"\b(ikke|ingen|uden|mangl\w+|afvi\w+|fravalgt?e?)\b", re.I)
_FEW_WORDS = 4  # of a cell that is no text
_OWNERS = frozenset(("kommunen", "kommunens"))  # a register says nowhere whose it is


def pick_of(question: str) -> Pick | None:
    """Return how a question picks among the rows of a table, or None where it asks for no row.

    Example:
        >>> pick_of("Hvilket plejecenter har færrest fald?")
        'least'
    """
    extreme = _MOST.search(question) or _LEAST.search(question)
    if not (_WHICH.match(question) or extreme and _WHERE.match(question)):
        asks = asks_for(question)[0] not in ("reason", "way", "yes_no")
        if asks and _SUM_ASKED.search(question):
            return "total"
        return "whole" if _asks_cost_of_all(question) else None
    if _MOST.search(question) or _LAST.search(question):
        return "most"
    if _LEAST.search(question) or _FIRST.search(question):
        return "least"
    return "no" if _DENIES.search(question) else "yes"


def _asks_cost_of_all(question: str) -> bool:
    """Tell whether it is asked what something cost, and not what a part or one of it costs."""
    asks = asks_for(question)
    return asks[0] == "money" and bool(_COST.search(question)) and not _EACH.search(question)


def picked(
    question: str,
    focus: Focus,
    rows: Sequence[str],
    *,
    above: str | None = None,
    of_a_kind: bool = False,
) -> list[int] | None:
    """Return the indexes of the rows that a question picks, or None where no column tells which.

    Args:
        question: Standalone.
        focus: What it is about.
        rows: All of one table, each "heading: value; heading: value".
        above: Headings and the document's title, where the table must have all that the question
            is about: a column of what is asked for ("Hvilket system …?"), and its other words.
        of_a_kind: Whether the rows may be picked by a cell that the question names.
    """
    pick = pick_of(question)
    if pick is None or len(rows) > MOST_ROWS:
        return None
    cells = [cells_of(row) for row in rows]
    if pick in ("total", "whole"):
        return _sum_of(focus, cells, above)
    times = [*days_of(question), *focus.years]
    if pick == "yes" and times:
        of_time = _of_time(question, focus, cells, above, times)
        if of_time is not None:
            return of_time
    heading = _column(question, focus, cells, pick)
    if heading is None:
        kind = of_a_kind and pick in ("yes", "no") and _SEVERAL.match(question)
        return _of_a_kind(focus, rows, cells, above or "", other=pick == "no") if kind else None
    held = [holds_each(focus, row) for row in rows]
    if above is not None and not _has_all(focus, cells, held, above, heading):
        return None
    kept = _asked_for(focus, held, heading, [i for i, row in enumerate(cells) if heading in row])
    ones = [i for i in kept if not OF_ALL.match(next(iter(cells[i].values()), ""))]
    if pick in ("yes", "no"):
        wanted = YES if pick == "yes" else NO
        return [i for i in ones if _reply(cells[i].get(heading, "")) in wanted] or None
    measure = _day_number if _is_of_days(question) else figure_of
    figures = {i: measure(cells[i].get(heading, "")) for i in ones}
    known = {i: figure for i, figure in figures.items() if figure is not None}
    if not known:
        return None
    extreme = (max if pick == "most" else min)(known.values())
    return [i for i, figure in known.items() if figure == extreme]


def _column(question: str, focus: Focus, cells: Sequence[Row], pick: Pick) -> str | None:
    """Return the heading of the one column that the question speaks of and that can tell."""
    tells = {"yes": _says_yes, "no": _says_no}.get(pick, _is_numeric)
    tells = _is_dated if _is_of_days(question) else tells
    headings = dict.fromkeys(heading for row in cells for heading in row)
    may = [one for one in headings if tells([row.get(one, "").lower() for row in cells])]
    if pick in ("yes", "no"):
        may = [one for one in may if not _DENYING_HEADING.search(one)]
    elif _PRICED.search(question):
        priced = [one for one in may if _PRICES.search(one)]
        return _only(priced or [one for one in may if _MONEY.search(one)])
    held = {one: int(holds_each(focus, one).sum()) for one in may}
    best = max(held.values(), default=0)
    if not best and _is_of_days(question):
        return _only([one for one in may if _BEGUN.search(one)])
    if not best and _COUNTED_MOST.search(question):
        return _only([one for one in may if _COUNTS.search(one)])
    return _only([one for one, count in held.items() if count == best]) if best else None


def _of_time(
    question: str, focus: Focus, cells: Sequence[Row], above: str | None, times: Sequence[str]
) -> list[int] | None:
    """Return the rows whose date is of a time: "Hvilke aftaler udløber i 2025?"."""
    headings = dict.fromkeys(heading for row in cells for heading in row)
    dated = [one for one in headings if _is_dated([row.get(one, "") for row in cells])]
    named = {one: int(holds_each(focus, one).sum()) for one in dated}
    best = max(named.values(), default=0)
    heading = _only([one for one in dated if named[one] == best])
    if heading is None:
        return None
    held = [holds_each(focus, "; ".join(row.values())) for row in cells]
    if above is not None:
        over = [holds_each(focus, text) for text in (above, *headings)]
        told = np.any([*over, *held], axis=0)
        when = [_is_when(term.text) for term in focus.terms]
        if not (told | np.array(when, dtype=np.bool_))[focus.strong].all():
            return None
    days = {i: day for i, row in enumerate(cells) if (day := day_of(row.get(heading, "")))}
    kept = [i for i, day in days.items() if _is_within(day, question, times)]
    return _asked_for(focus, held, heading, kept) or None


def _is_within(day: str, question: str, times: Sequence[str]) -> bool:
    """Tell whether a day is of a time, before it or after it, as the question says."""
    most = max(times, key=len)
    if _BEFORE.search(question):
        return day < most
    if _AFTER.search(question):
        return day[: len(most)] > most
    return day[4:].startswith(most[1:]) if most.startswith("--") else day.startswith(most)


def _is_when(word: str) -> bool:
    return word[0].isdigit() or bool(
        danish.month(word) or _BEFORE.match(word) or _AFTER.match(word)
    )


def _is_of_days(question: str) -> bool:
    return bool(_FIRST.search(question) or _LAST.search(question))


def _is_dated(values: Sequence[str]) -> bool:
    known = [day_of(value) is not None for value in values if value not in NEITHER]
    return len(known) > 1 and all(known)


def _day_number(value: str) -> float | None:
    day = day_of(value)
    return float(day.replace("-", "").ljust(8, "0")) if day else None


def _sum_of(focus: Focus, cells: Sequence[Row], above: str | None) -> list[int] | None:
    """Return the one row that sums the others up, where the table is of what is asked for.

    That a table of money is spent goes without saying; a year that is asked for heads a column.
    """
    sums = [i for i, row in enumerate(cells) if _SUM.match(next(iter(row.values()), ""))]
    headings = dict.fromkeys(heading for row in cells for heading in row)
    over = (above or "", *headings)
    if len(sums) != 1 or above is None:
        return None
    named = np.any([holds_each(focus, text) for text in over], axis=0)
    is_money = any(_MONEY.search(text) for text in over)
    told = [
        named[index] or term.text.lower() in _OWNERS or (is_money and _SPENT.fullmatch(term.text))
        for index, term in enumerate(focus.terms)
        if focus.strong[index]
    ]
    return sums if all(told) else None


def _of_a_kind(
    focus: Focus, rows: Sequence[str], cells: Sequence[Row], above: str, *, other: bool
) -> list[int] | None:
    """Return the rows with a cell that the question names: "Hvilke biler kører på diesel?".

    Or with another one in its column: "Hvilke biler kører ikke på diesel?".

    All else that it is about must be in the headings, the title or the rows themselves, but for
    what things do, in the present and right behind them.
    """
    headings = dict.fromkeys(heading for row in cells for heading in row)
    named = np.any([holds_each(focus, text) for text in (*headings, above)], axis=0)
    if not (named & focus.strong).any():
        return None
    needed = focus.strong & ~named
    for index, term in enumerate(focus.terms):
        does = index > 0 and named[index - 1] and term.text.endswith("r")
        if does or term.text.lower() in _OWNERS:
            needed[index] = False
    for heading in headings:
        for value in dict.fromkeys(row.get(heading, "") for row in cells):
            if not is_named(focus, value):
                continue
            kept = [i for i, row in enumerate(cells) if (row.get(heading, value) == value) != other]
            if len(kept) == len(rows):
                continue
            lacking = needed & ~holds_each(focus, value) if other else needed
            return [i for i in kept if np.all(~lacking | holds_each(focus, rows[i]))] or None
    return None


def _only(headings: Sequence[str]) -> str | None:
    return headings[0] if len(headings) == 1 else None


def _has_all(
    focus: Focus, cells: Sequence[Row], held: Sequence[NDArray[np.bool_]], above: str, heading: str
) -> bool:
    """Tell whether a column is of what is asked for, and the rest of the question is there.

    `held` is of each row what `holds_each` gives.
    """
    others = dict.fromkeys(one for row in cells for one in row if one != heading)
    unnamed = "" in others  # lines that count: they do not say what they are
    picking = [any(one.fullmatch(term.text) for one in _PICKING) for term in focus.terms]
    if all(picking):
        return False
    first = picking.index(False)
    if not (unnamed or any(holds_each(focus, one)[first] for one in others)):
        return False
    texts = [*held, *(holds_each(focus, text) for text in (above, heading, *others))]
    needed = [
        index
        for index in np.flatnonzero(focus.strong).tolist()
        if not picking[index] and not (unnamed and index == first)
        if not (heading == BARE and index and _COUNTED_MOST.fullmatch(focus.terms[index - 1].text))
    ]
    return all(any(text[i] for text in texts) for i in needed)


def _asked_for(
    focus: Focus, held: Sequence[NDArray[np.bool_]], heading: str, kept: list[int]
) -> list[int]:
    """Return of some rows those with the words that narrow the question: a district, a kind."""
    in_heading = holds_each(focus, heading)
    for index, strong in enumerate(focus.strong):
        if strong and not in_heading[index]:
            kept = [i for i in kept if held[i][index]] or kept
    return kept


def _says_yes(values: Sequence[str]) -> bool:
    found = set(map(_reply, values))
    return bool(found & YES) and found <= YES | NO | NEITHER


def _says_no(values: Sequence[str]) -> bool:
    found = set(map(_reply, values))
    plain = found <= YES | NO | NEITHER or _is_numeric(values)
    return bool(found & NO) and (plain or all(len(one.split()) <= _FEW_WORDS for one in values))


def _reply(value: str) -> str:
    """Return how a cell replies: "nej" of "Nej, ikke endnu"."""
    return value.lower().partition(",")[0].strip()


def _is_numeric(values: Sequence[str]) -> bool:
    figures = [figure_of(value) is not None for value in values if value not in NEITHER]
    return len(figures) > 1 and all(figures)
