"""Minutes and agendas: points become headings, and the parts of a point headings below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.agenda import CORE, NUMBERED_POINT, POINT, is_part
from ingest.clean.pieces import Piece

_LEVEL = 2  # of points that no style or size made headings: below the title
_DEEPEST = 6
_POINT_WORDS = 30  # titles of points are long
_BODY_WORDS = 7
_OVERVIEW = 3  # points in a row with nothing below them are the agenda's list
_SENTENCE_END = re.compile(r"(?<!m\.v)(?<!\bmv)(?<!m\.m)(?<!\bmm)(?<!\bosv)[.!;,:]$")
_CASE_NUMBER = re.compile(r"(?:sags|journal|j\.? ?|dok\w*)-?(?:nr|nummer|id)\b.{0,60}", re.I)


def points_and_parts(pieces: list[Piece]) -> list[Piece]:
    """Make headings of a meeting's points and of their parts; other documents stay as they are."""
    if any(piece.section is not None for piece in pieces):
        return pieces
    parts = _parts(pieces)
    points, overview = _without_overview(pieces, _points(pieces, parts), parts)
    named = {pieces[i].text.strip(":").casefold() for i in parts}
    if not points and (len(named) < 2 or not any(map(CORE.match, named))):
        return pieces
    pieces = [
        replace(piece, kind="list_item", level=1) if i in overview else piece
        for i, piece in enumerate(pieces)
    ]
    return _levelled(pieces, points, parts)


def _parts(pieces: Sequence[Piece]) -> set[int]:
    parts = {
        i
        for i, piece in enumerate(pieces[:-1])
        if piece.kind in ("paragraph", "heading") and not piece.marker and is_part(piece.text)
    }
    return parts - {i for run in _in_a_row(sorted(parts)) if len(run) >= _OVERVIEW for i in run}


def _points(pieces: Sequence[Piece], parts: set[int]) -> list[int]:
    """The points, by "Punkt 3" or, where none has that, by a number that counts up."""
    could = [i for i, piece in enumerate(pieces) if _could_be_point(piece)]
    words = {i: found[1].casefold() for i in could if (found := POINT.match(pieces[i].text))}
    if words:
        usual = Counter(words.values()).most_common(1)[0][0]
        return [i for i, word in words.items() if word == usual]
    alone = [i for i in could if _is_alone(pieces, i, parts)]
    heads = [i for i in alone if _is_over_part(pieces, i, parts)]
    numbered = {i: number for i in alone if (number := _number(pieces[i])) is not None}
    first = next((i for i in heads if i in numbered), None)
    if first is not None:
        return _counted(numbered, first, set(heads))
    items = [i for i in heads if pieces[i].kind == "list_item"]
    return items if len(items) > 1 else []  # numbered by a word processor, which keeps the numbers


def _counted(numbered: dict[int, int], first: int, heads: set[int]) -> list[int]:
    """The lines whose numbers count up to and on from the first that is over a part."""
    found = [first]
    for i in reversed([i for i in numbered if i < first]):
        if numbered[i] == numbered[found[0]] - 1:
            found.insert(0, i)
    for i in (i for i in numbered if i > first):
        step = numbered[i] - numbered[found[-1]]
        if step == 1 or step > 1 and i in heads:
            found.append(i)
    return found


def _could_be_point(piece: Piece) -> bool:
    short = len(piece.text.split()) <= _POINT_WORDS
    told = piece.kind == "table_row" or piece.marker or _SENTENCE_END.search(piece.text)
    return short and not told and not is_part(piece.text)


def _is_alone(pieces: Sequence[Piece], i: int, parts: set[int]) -> bool:
    """Whether a line belongs to no list, and nothing leads in to it."""
    around = [pieces[k] for k in (i - 1, i + 1) if 0 <= k < len(pieces)]
    listed = any(p.kind == "list_item" or _number(p) is not None for p in around)
    led = i > 0 and (i - 1 in parts or pieces[i - 1].text.endswith((":", ",")))
    return not listed and not led


def _is_over_part(pieces: Sequence[Piece], i: int, parts: set[int]) -> bool:
    below = i + 1
    if below < len(pieces) and _CASE_NUMBER.fullmatch(pieces[below].text):
        below += 1
    return below in parts


def _number(piece: Piece) -> int | None:
    found = POINT.match(piece.text) or NUMBERED_POINT.match(piece.text)
    return int(found[found.re.groups]) if found else None


def _without_overview(
    pieces: Sequence[Piece], points: list[int], parts: set[int]
) -> tuple[set[int], set[int]]:
    """The points apart from those of the list that an agenda begins with."""
    overview: set[int] = set()
    for run in _in_a_row(points, [_number(pieces[i]) for i in points]):
        last = run[-1] + 1
        told = last < len(pieces) and last not in points
        told = told and (last in parts or len(pieces[last].text.split()) >= _BODY_WORDS)
        if len(run) >= _OVERVIEW:
            overview.update(run[:-1] if told else run)
    return set(points) - overview, overview


def _in_a_row(
    indices: Sequence[int], numbers: Sequence[int | None] | None = None
) -> list[list[int]]:
    """Indices that follow each other, one list for each run; a number that falls begins another."""
    runs: list[list[int]] = []
    for k, i in enumerate(indices):
        falls = numbers is not None and k > 0 and (numbers[k] or 0) <= (numbers[k - 1] or 0)
        if runs and runs[-1][-1] == i - 1 and not falls:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def _levelled(pieces: Sequence[Piece], points: set[int], parts: set[int]) -> list[Piece]:
    """Points on one level, parts below them, and below these what else was guessed a heading."""
    styled = Counter(pieces[i].level for i in points if pieces[i].kind == "heading")
    top = styled.most_common(1)[0][0] if styled else _LEVEL
    below = top + 1 if points else top
    ranked = [pieces[i].level for i in parts if pieces[i].kind == "heading"]
    flat = bool(points) and (styled.total() < len(points) or any(at <= top for at in ranked))
    levelled = []
    depth = 0  # headings of the meeting that the next piece stands under
    for i, piece in enumerate(pieces):
        if i in points:
            piece, depth = replace(piece, kind="heading", level=top), 1
        elif i in parts and (flat or piece.kind != "heading"):
            piece, depth = replace(piece, kind="heading", level=below), 2
        elif piece.kind == "heading" and piece.level < top:
            depth = 0
        elif piece.kind == "heading" and flat and depth:
            piece = replace(piece, level=min(piece.level + depth, _DEEPEST))
        levelled.append(piece)
    return levelled
