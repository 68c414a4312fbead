"""Rows of a table → those that a question picks: the highest, the sum, what says no, a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import HELD, analyse, match_each
from assistant.asks import asks_for
from assistant.focus import Focus
from ingest import danish
from ingest.contents import DOTS

Pick = Literal["most", "least", "yes", "no", "total"]
Row = dict[str, str]  # heading to value

_WHICH = re.compile(r"\W*(og )?(hvilke[nt]?|hvem|which|who)\b", re.I)
_SEVERAL = re.compile(r"\W*(og )?(hvilke|which)\b", re.I)
_MOST = re.compile(
    r"\b(flest|mest|højest|størst|dyrest|længst|most|highest|largest|longest)(e|es)?\b", re.I
)
_LEAST = re.compile(  # "mindst to" is two or more
    r"\b(færrest|mindst|lavest|billigst|kortest|fewest|least|lowest|shortest)(e|es)?\b"
    r"(?! (\d|(én|et?n?|to|tre|fire|fem|seks|syv|otte|ni|ti|halv\w*)\b))",
    re.I,
)
_PRICED = re.compile(r"\b(dyrest|billigst)e?\b", re.I)
_COUNTED_MOST = re.compile(r"\b(flest|færrest|most|fewest)\b", re.I)
_COUNTS = re.compile(r"\b(antal|stk|number|count)\b", re.I)
_PRICES = re.compile(r"\bkr\b|pris|udgift|omkostning|price|cost", re.I)
_SUM_ASKED = re.compile(r"\b(i alt|samle(t|de)|tilsammen|total\w*|in total|altogether)\b", re.I)
_SUM = re.compile(r"\W*(i alt|total|sum|samlet|hele)\b", re.I)
_MONEY = re.compile(r"\bkr\b|pris|udgift|omkost|budget|bevilling|økonomi|cost", re.I)
_SPENT = re.compile(r"afsat|bevilget|budget\w*|udgift\w*|\w*økonomi\w*|omkostning\w*", re.I)
_DENIES = re.compile(r"\b(ikke|ingen|uden|mangler|not|without|lacks?)\b", re.I)
_PICKING = (_MOST, _LEAST, _DENIES)
_DENYING_HEADING = re.compile(r"\b(ikke|ingen|uden|mangl\w+|afvi\w+|fravalgt?e?)\b", re.I)
_YES = frozenset({"ja", "x", "yes"})
_NO = frozenset({"nej", "ingen", "0", "no", "none"})
_NEITHER = frozenset({"", "-", "–", "delvist", "nogle", "alle", "ved ikke", "måske"})
_FIGURE = re.compile(
    r"(?:ca\. ?)?(?P<figure>-?\d{1,3}(?:\.\d{3})+(?:,\d+)?|-?\d+(?:,\d+)?)"
    r"(?: ?(?P<unit>%|[a-zæøå]+\.?)(?: kr\.?)?)?$",
    re.I,
)
_UNITS = {  # days, and one
    "minut": 1 / 1440,
    "time": 1 / 24,
    "hverdag": 1.4,
    "dag": 1,
    "døgn": 1,
    "uge": 7,
    "måned": 30.4,
    "md": 30.4,
    "år": 365,
    "mio": 1_000_000,
    "mia": 1_000_000_000,
}
_SIZES = re.compile("|".join(_UNITS), re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_OF_ALL = re.compile(r"\W*(i alt|total|sum|samlet|alle|hele|gennemsnit|snit|average)\b", re.I)
_COUNTED = re.compile(
    r"(?P<what>[^;:]{2,80}?)"
    rf"(?:: (?P<figure>\d+ \w+)| ?{DOTS} *(?P<led>\d+(?: \w+)?))$"
)
_BARE = "antal"  # the heading of figures that dots lead to and no word follows
_ALIKE = 3  # letters
_OWNERS = frozenset(("kommunen", "kommunens"))  # a register says nowhere whose it is
_MOST_ROWS = 200  # a longer one is a register: each row would be looked through


def pick_of(question: str) -> Pick | None:
    """Return how a question picks among the rows of a table, or None where it asks for no row.

    Example:
        >>> pick_of("Hvilket plejecenter har færrest fald?")
        'least'
    """
    if not _WHICH.match(question):
        asks = asks_for(question)[0] not in ("reason", "way", "yes_no")
        return "total" if asks and _SUM_ASKED.search(question) else None
    if _MOST.search(question):
        return "most"
    if _LEAST.search(question):
        return "least"
    return "no" if _DENIES.search(question) else "yes"


def is_row(text: str, kind: str) -> bool:
    """Tell whether a block is a row of a table, or a line that counts: "Dørlåse: 19 prikker"."""
    return kind == "table_row" or _COUNTED.match(text) is not None


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
    if pick is None or len(rows) > _MOST_ROWS:
        return None
    cells = [_cells(row) for row in rows]
    if pick == "total":
        return _sum_of(focus, cells, above)
    heading = _column(question, focus, cells, pick)
    if heading is None:
        kind = of_a_kind and pick == "yes" and _SEVERAL.match(question)
        return _of_a_kind(focus, rows, cells, above or "") if kind else None
    held = [_holds(focus, row) for row in rows]
    if above is not None and not _has_all(focus, cells, held, above, heading):
        return None
    kept = _asked_for(focus, held, heading, [i for i, row in enumerate(cells) if heading in row])
    ones = [i for i in kept if not _OF_ALL.match(next(iter(cells[i].values()), ""))]
    if pick in ("yes", "no"):
        wanted = _YES if pick == "yes" else _NO
        return [i for i in ones if cells[i].get(heading, "").lower() in wanted] or None
    figures = {i: _figure(cells[i].get(heading, "")) for i in ones}
    known = {i: figure for i, figure in figures.items() if figure is not None}
    if not known:
        return None
    extreme = (max if pick == "most" else min)(known.values())
    return [i for i, figure in known.items() if figure == extreme]


def tells(focus: Focus, row: str, above: str, is_asked_for: Callable[[str], bool]) -> int:
    """Return 0, or how well a cell of a row that has all a question is about is named as asked.

    Args:
        focus: What the question is about.
        row: "heading: value; heading: value".
        above: Headings and the document's title.
        is_asked_for: Of a cell, whether it holds a value of the kind that is asked for.
    """
    cells = _cells(row)
    is_year = np.array([term.text in focus.years for term in focus.terms], dtype=np.bool_)
    over = _holds(focus, above) & ~is_year
    best = 0
    for heading, value in cells.items():
        if not is_asked_for(f"{heading}: {value}"):
            continue
        values = [_holds(focus, other) for name, other in cells.items() if name != heading]
        own = np.any([*values, np.zeros_like(is_year)], axis=0)
        named = _holds(focus, heading)
        if (own & focus.strong).any() and (own | over | named)[focus.strong].all():
            best = max(best, 1 + int(named.sum()))
    return best


def lacking_rows(focus: Focus, rows: Sequence[str]) -> list[int]:
    """Return the indexes of a table's rows that have no cell of what a question asks for.

    A row without a cell under the heading that the question names; one whose columns are of other
    years than the one that is asked about, or of something else in that year.
    """
    if len(rows) > _MOST_ROWS:
        return []
    cells = [_cells(row) for row in rows]
    headings = list(dict.fromkeys(heading for row in cells for heading in row))
    held = {heading: _holds(focus, heading) for heading in headings}
    named = {one for one in headings if 0 < _weighty(one) <= held[one].sum()}
    if len(focus.years) != 1:
        return [i for i, row in enumerate(cells) if not named <= row.keys()]
    (year,) = focus.years
    dated = [heading for heading in headings if _YEAR.search(heading)]
    of_year = [heading for heading in dated if year in heading]
    said = np.any([held[one] for one in dated], axis=0) if dated else np.zeros(0, dtype=np.bool_)
    told = [one for one in of_year if not (said & ~held[one]).any()]
    return [
        i
        for i, row in enumerate(cells)
        if not named <= row.keys()
        or (dated and not told and not any(year in value for value in row.values()))
    ]


def _weighty(text: str) -> int:
    return len(danish.content_terms(text))


def _cells(row: str) -> Row:
    counted = _COUNTED.match(row)
    if counted:
        figure, _, unit = (counted["figure"] or counted["led"]).partition(" ")
        return {"": counted["what"], unit or _BARE: f"{figure} {unit}".strip()}
    parts = [cell.partition(": ") for cell in row.split("; ")]
    return {heading: value.strip() for heading, colon, value in parts if colon}


def _column(question: str, focus: Focus, cells: Sequence[Row], pick: Pick) -> str | None:
    """Return the heading of the one column that the question speaks of and that can tell."""
    tells = {"yes": _says_yes, "no": _says_no}.get(pick, _is_numeric)
    headings = dict.fromkeys(heading for row in cells for heading in row)
    may = [one for one in headings if tells([row.get(one, "").lower() for row in cells])]
    if pick in ("yes", "no"):
        may = [one for one in may if not _DENYING_HEADING.search(one)]
    elif _PRICED.search(question):
        return _only([one for one in may if _PRICES.search(one)])
    held = {one: sum(_holds(focus, one)) for one in may}
    best = max(held.values(), default=0)
    if not best and _COUNTED_MOST.search(question):
        return _only([one for one in may if _COUNTS.search(one)])
    return _only([one for one, count in held.items() if count == best]) if best else None


def _sum_of(focus: Focus, cells: Sequence[Row], above: str | None) -> list[int] | None:
    """Return the one row that sums the others up, where the table is of what is asked for.

    That a table of money is spent goes without saying; a year that is asked for heads a column.
    """
    sums = [i for i, row in enumerate(cells) if _SUM.match(next(iter(row.values()), ""))]
    headings = dict.fromkeys(heading for row in cells for heading in row)
    over = (above or "", *headings)
    if len(sums) != 1 or above is None:
        return None
    named = np.any([_holds(focus, text) for text in over], axis=0)
    is_money = any(_MONEY.search(text) for text in over)
    told = [
        named[index] or term.text.lower() in _OWNERS or (is_money and _SPENT.fullmatch(term.text))
        for index, term in enumerate(focus.terms)
        if focus.strong[index]
    ]
    return sums if all(told) else None


def _of_a_kind(
    focus: Focus, rows: Sequence[str], cells: Sequence[Row], above: str
) -> list[int] | None:
    """Return the rows with a cell that the question names: "Hvilke biler kører på diesel?".

    All else that it is about must be in the headings, the title or the rows themselves, but for
    what things do, in the present and right behind them.
    """
    headings = dict.fromkeys(heading for row in cells for heading in row)
    named = np.any([_holds(focus, text) for text in (*headings, above)], axis=0)
    if not (named & focus.strong).any():
        return None
    needed = focus.strong & ~named
    for index, term in enumerate(focus.terms):
        does = index > 0 and named[index - 1] and term.text.endswith("r")
        if does or term.text.lower() in _OWNERS:
            needed[index] = False
    for heading in headings:
        for value in dict.fromkeys(row.get(heading, "") for row in cells):
            if not _is_named(focus, value):
                continue
            kept = [i for i, row in enumerate(cells) if row.get(heading) == value]
            if len(kept) == len(rows):
                continue
            return [i for i in kept if np.all(~needed | _holds(focus, rows[i]))] or None
    return None


def _is_named(focus: Focus, value: str) -> bool:
    """Tell whether each word of a cell is one of the question's."""
    if value.lower() in _YES | _NO | _NEITHER or not any(map(str.isalpha, value)):
        return False
    lowered = value.lower()
    if not any(term.text.lower()[:_ALIKE] in lowered for term in focus.terms):
        return False
    words = danish.content_terms(value)
    return 0 < len(words) <= sum(_holds(focus, value))


def _only(headings: Sequence[str]) -> str | None:
    return headings[0] if len(headings) == 1 else None


def _has_all(
    focus: Focus, cells: Sequence[Row], held: Sequence[NDArray[np.bool_]], above: str, heading: str
) -> bool:
    """Tell whether a column is of what is asked for, and the rest of the question is there.

    `held` is of each row what `_holds` gives.
    """
    others = dict.fromkeys(one for row in cells for one in row if one != heading)
    unnamed = "" in others  # lines that count: they do not say what they are
    if not focus.terms or not (unnamed or any(_holds(focus, one)[0] for one in others)):
        return False
    texts = [*held, *(_holds(focus, text) for text in (above, heading, *others))]
    needed = [
        index
        for index, term in enumerate(focus.terms)
        if focus.strong[index] and not any(one.fullmatch(term.text) for one in _PICKING)
        if not (heading == _BARE and index and _COUNTED_MOST.fullmatch(focus.terms[index - 1].text))
    ]
    return all(any(text[i] for text in texts) for i in needed if i or not unnamed)


def _holds(focus: Focus, text: str) -> NDArray[np.bool_]:
    """Return (terms,) bool: for each word of the question whether a text has it."""
    return match_each(focus.terms, focus.alternatives, analyse(text)) >= HELD


def _asked_for(
    focus: Focus, held: Sequence[NDArray[np.bool_]], heading: str, kept: list[int]
) -> list[int]:
    """Return of some rows those with the words that narrow the question: a district, a kind."""
    in_heading = _holds(focus, heading)
    for index, strong in enumerate(focus.strong):
        if strong and not in_heading[index]:
            kept = [i for i in kept if held[i][index]] or kept
    return kept


def _says_yes(values: Sequence[str]) -> bool:
    found = set(values)
    return bool(found & _YES) and found <= _YES | _NO | _NEITHER


def _says_no(values: Sequence[str]) -> bool:
    found = set(values)
    return bool(found & _NO) and (found <= _YES | _NO | _NEITHER or _is_numeric(values))


def _is_numeric(values: Sequence[str]) -> bool:
    figures = [_figure(value) is not None for value in values if value not in _NEITHER]
    return len(figures) > 1 and all(figures)


def _figure(value: str) -> float | None:
    found = _FIGURE.match(value)
    if found is None:
        return None
    size = _SIZES.match(found["unit"] or "")
    figure = float(found["figure"].replace(".", "").replace(",", "."))
    return figure * (_UNITS[size[0].lower()] if size else 1)
