"""Sentences that were weighed → the rows and lines that a document's form points out.

A row answers by its cells, minutes and fronts by lines that name nothing of what is asked about:
where one of them has all that the question says, it answers however unlikely its words look.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant import features
from assistant.analysis import analyse, analyse_lines
from assistant.asks import FACT_ASKS, Ask
from assistant.candidates import Found
from assistant.cells import is_left_empty, is_row, lacking_rows, tells
from assistant.cues import fills
from assistant.each_place import line_of_each
from assistant.enumerated import Span
from assistant.focus import Focus
from assistant.imprint import front_lines_asked_for
from assistant.meetings import lines_asked_for
from assistant.recorded import decisions_asked_for
from assistant.replies import replied
from assistant.roles import telling_who
from assistant.rows import pick_of, picked
from assistant.whole import table_around

if TYPE_CHECKING:
    from assistant.evidence import Weighed

_OWN = features.FEATURES.index("coverage_own")
_NO_CELL = frozenset[Ask](("reason", "way", "purpose", "effect", "yes_no", "list"))


def pointed_out(weighed: Weighed) -> list[tuple[Found, Span]]:
    """Return the rows of a table that the question picks or looks up, or lines as it asks."""
    rows = (_picked_rows(weighed) or _looked_up(weighed)) if weighed.likely else []
    return rows or line_of_each(weighed) or _picked_lines(weighed) or replied(weighed)


def only_telling(
    focus: Focus, found: Sequence[Found], may: NDArray[np.bool_], scores: NDArray[np.float64]
) -> None:
    """Leave out, of the tables that seem to answer, the rows without the cell that is asked for."""
    known: set[tuple[str, int]] = set()
    while may.any():
        best = found[best_of(may, scores)]
        if best.block.kind != "table_row":
            return
        table, text = table_around(best), best.document.text
        if (best.document.sha256, table[0][0]) in known:
            return
        known.add((best.document.sha256, table[0][0]))
        rows = [text[start:end] for start, end in table]
        lacking = lacking_rows(focus, rows)
        if focus.demand is None and is_left_empty(focus, rows, lacking):
            _only_speaking_of_all(focus, found, may)
        starts = {table[row][0] for row in lacking}
        for index, one in enumerate(found):
            same = one.document.sha256 == best.document.sha256
            if same and one.block.kind == "table_row" and one.block.start in starts:
                may[index] = False


def _only_speaking_of_all(focus: Focus, found: Sequence[Found], may: NDArray[np.bool_]) -> None:
    """Leave out the sentences that lack a word of a question which a table leaves unanswered."""
    for index in np.flatnonzero(may).tolist():
        one = found[index].candidate
        if one.kind != "table_row":
            told = analyse_lines(f"{one.text}\n{one.near}")
            may[index] = focus.is_all_in(told)


def best_of(may: NDArray[np.bool_], scores: NDArray[np.float64]) -> int:
    """Return the index of the highest score among those that may be; (n,) each, n above 0."""
    return int(np.argmax(np.where(may, scores, -np.inf)))


def row_by_row(
    focus: Focus,
    found: Sequence[Found],
    rows: NDArray[np.float64],
    may: NDArray[np.bool_],
    scores: NDArray[np.float64],
) -> None:
    """Give the best row's score to the row of its table that itself holds most of the question.

    All rows of a table stand in the same surroundings; only their own words tell one from another.
    """
    best = best_of(may, scores) if len(found) else 0
    if not may.any() or found[best].block.kind != "table_row":
        return
    own = rows[:, _OWN]
    may_be = [found[index] for index in np.flatnonzero(may).tolist()]
    inside = {id(one) for one in _of_its_table(found[best], may_be)}
    table = [index for index, one in enumerate(found) if id(one) in inside]
    told = {index: words_in(focus, found[index]) for index in table}
    top = max(table, key=lambda index: (own[index], told[index], scores[index]))
    if (own[top], told[top]) > (own[best], told[best]):
        scores[[best, top]] = scores[[top, best]]


def words_in(focus: Focus, row: Found) -> int:
    """Count the words of a question in a row, those too that say little: "dårlig", "ja"."""
    return int(focus.held_in(analyse(row.candidate.text)).sum())


def all_in_one(
    focus: Focus, found: Sequence[Found], may: NDArray[np.bool_], scores: NDArray[np.float64]
) -> None:
    """Give the best sentence's score to the one of its paragraph that itself says all of a fact.

    "På plejehjem oplades den af natholdet. Hjemme oplader borgeren den selv." has the word that
    tells them apart in one sentence only.
    """
    if focus.asks[0] not in FACT_ASKS or not may.any():
        return
    best = best_of(may, scores)
    block = (found[best].document.sha256, found[best].block.start)
    inside = [
        index
        for index in np.flatnonzero(may).tolist()
        if (found[index].document.sha256, found[index].block.start) == block
    ]
    whole = [index for index in inside if focus.is_all_in(analyse(found[index].candidate.text))]
    if whole and best not in whole:
        top = max(whole, key=lambda index: scores[index])
        scores[[best, top]] = scores[[top, best]]


def _picked_rows(weighed: Weighed) -> list[tuple[Found, Span]]:
    """Return the rows that are picked.

    The table of the best sentence need not have every word of the question, where that is likely.
    """
    pick = pick_of(weighed.question)
    if pick is None:
        return []
    best, seen = weighed.likely[0], set[tuple[str, int]]()
    order = [i for i in weighed.order if weighed.eligible[i]]
    for index in [best, *order]:
        one = weighed.found[index]
        known = (one.document.sha256, one.block.start) in seen
        if known or not is_row(one.candidate.text, one.block.kind):
            continue
        rows, text = table_around(one), one.document.text
        seen.update((one.document.sha256, start) for start, _ in rows)
        texts = [text[start:end] for start, end in rows]
        certain = index == best and weighed.is_likely
        if not certain and (pick == "whole" or (pick == "total" and weighed.is_likely)):
            continue
        chosen = picked(
            weighed.question,
            weighed.focus,
            texts,
            above=None if certain and pick not in ("total", "whole") else one.candidate.heading,
            of_a_kind=index == best or not weighed.is_likely,
        )
        if chosen is not None:
            return [(one, rows[row]) for row in chosen]
    return []


def _looked_up(weighed: Weighed) -> list[tuple[Found, Span]]:
    """Return the rows of one table that have all that a question is about and the value it asks."""
    focus, demand = weighed.focus, weighed.focus.demand
    best = weighed.found[weighed.likely[0]]
    if focus.asks[0] in _NO_CELL or (weighed.is_likely and best.block.kind != "table_row"):
        return []
    order = [i for i in weighed.order if weighed.eligible[i]]
    rows = [weighed.found[i] for i in order if weighed.found[i].block.kind == "table_row"]
    if weighed.is_likely:
        rows = _of_its_table(best, rows)
    told = [
        tells(focus, c.text, c.heading, partial(fills, demand, focus, c) if demand else None)
        for c in (one.candidate for one in rows)
    ]
    most = max(told, default=0)
    if not most:
        return []
    named = [one for one, well in zip(rows, told, strict=True) if well == most]
    said = max(words_in(focus, one) for one in named)
    best_named = [one for one in named if words_in(focus, one) == said]
    return [
        (one, (one.block.start, one.block.end)) for one in _of_its_table(best_named[0], best_named)
    ]


def _of_its_table(row: Found, rows: Sequence[Found]) -> list[Found]:
    """Return those of some rows that stand in the same table as a row."""
    table = {*table_around(row)}
    return [
        one
        for one in rows
        if one.document.sha256 == row.document.sha256 and (one.block.start, one.block.end) in table
    ]


def _picked_lines(weighed: Weighed) -> list[tuple[Found, Span]]:
    order = [weighed.found[i] for i in weighed.order]
    if telling := telling_who(weighed.question, order):
        return telling
    if weighed.focus.decided and not weighed.is_likely:
        return decisions_asked_for(weighed.question, weighed.focus, order)
    lines = lines_asked_for(weighed.question, weighed.focus, order)
    if lines or weighed.is_likely:
        return lines
    return front_lines_asked_for(weighed.question, weighed.focus, order)
