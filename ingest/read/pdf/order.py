"""The order in which a page is read: as the file draws it, or by its columns where it is mixed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise
from statistics import median

from ingest.read.pdf.shapes import Segment

_ODD_SHARE = 0.12  # of the steps from one segment to the next that go back up and not to the right
_TEXT_WORDS = 3.5  # words of a line of running text in a column; a table's cells have fewer
_GUTTER_PT = 8.0
_COLUMN_LINES = 4
_COLUMN_PT = 2.5  # cells of one column begin, end or have their middle that near to each other
_SPREAD_GAPS = 3
_SPREAD = 0.2  # of the font size, by which the gaps of a justified line differ at most


def in_reading_order(found: list[Segment], *, drawn: bool = True) -> list[Segment]:
    """Return the segments of a page in the order in which one reads them.

    Args:
        found: As the file draws them.
        drawn: Whether that order was a writer's, not a text recogniser's.
    """
    if not drawn or _is_mixed(found):
        return _by_columns(found)
    return found


def with_foot_last(found: list[Segment]) -> list[Segment]:
    """Put last what a file draws first though it stands below all the rest: its footnotes."""
    highest = list(accumulate((segment.top for segment in found), min))
    lowest = list(accumulate((segment.bottom for segment in reversed(found)), max))[::-1]
    for at in range(1, len(found)):
        if highest[at - 1] >= lowest[at]:
            return found[at:] + found[:at]
    return found


def same_line(a: Segment, b: Segment) -> bool:
    """Say whether two segments stand beside each other."""
    return abs(a.base - b.base) <= 0.4 * max(a.size, b.size) and (b.x0 >= a.x1 or a.x0 >= b.x1)


def rows_of(found: list[Segment]) -> list[list[Segment]]:
    """Gather the segments that follow each other on a line, from left to right."""
    rows: list[list[Segment]] = []
    for segment in found:
        if rows and same_line(rows[-1][-1], segment) and segment.x0 >= rows[-1][-1].x1:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return rows


def same_columns(row: Sequence[Segment], other: Sequence[Segment]) -> int:
    """Count the cells of a row that begin, end or have their middle where one of the other does."""
    return sum(any(map(partial(_is_under, cell), other)) for cell in row)


def _is_under(cell: Segment, other: Segment) -> bool:
    starts, ends = other.x0 - cell.x0, other.x1 - cell.x1
    return min(abs(starts), abs(ends), abs(starts + ends) / 2) <= _COLUMN_PT


def is_justified(row: list[Segment]) -> bool:
    """Say whether a row is one line of text whose words are spread: the gaps are all the same.

    Cells do not stand so, but for a row of years, which has no word in small letters.
    """
    words = [word for segment in row for word in segment.words]
    gaps = [after.x0 - before.x1 for before, after in pairwise(words)]
    spread = len(gaps) >= _SPREAD_GAPS and max(gaps) - min(gaps) <= _SPREAD * words[0].size
    return spread and any(word.text.isalpha() and word.text.islower() for word in words)


def _is_mixed(found: list[Segment]) -> bool:
    """Say whether the drawing order jumps about, or goes across the columns line by line."""
    steps = list(pairwise(found))
    if len(steps) < 3:
        return any(b.bottom < a.top for a, b in steps)
    odd = sum(b.bottom <= a.top and b.x0 < a.x1 for a, b in steps)
    across = sum(
        same_line(a, b) and min(len(a.words), len(b.words)) >= _TEXT_WORDS for a, b in steps
    )
    return odd > max(_ODD_SHARE * len(steps), 2) or across > 0.25 * len(steps)


def _by_columns(found: list[Segment]) -> list[Segment]:
    gutter = _gutter(found)
    if gutter is None:
        return _by_lines(found)
    ordered: list[Segment] = []
    band: list[Segment] = []
    for segment in _by_lines(found):
        if segment.x0 < gutter < segment.x1:
            ordered += _sides(band, gutter)
            ordered.append(segment)
            band = []
        else:
            band.append(segment)
    return ordered + _sides(band, gutter)


def _sides(band: list[Segment], gutter: float) -> list[Segment]:
    left = [segment for segment in band if segment.x1 <= gutter]
    right = [segment for segment in band if segment.x0 >= gutter]
    return (_by_columns(left) if left else []) + (_by_columns(right) if right else [])


def _by_lines(found: list[Segment]) -> list[Segment]:
    ordered: list[Segment] = []
    line: list[Segment] = []
    for segment in sorted(found, key=lambda segment: segment.base):
        if line and segment.base - line[0].base > 0.4 * max(line[0].size, segment.size):
            ordered += sorted(line, key=lambda segment: segment.x0)
            line = []
        line.append(segment)
    return ordered + sorted(line, key=lambda segment: segment.x0)


def _gutter(found: list[Segment]) -> float | None:
    """Return the middle of the white strip that parts two columns of running text."""
    if len(found) < 2 * _COLUMN_LINES:
        return None
    best: tuple[int, float] | None = None
    for start in sorted({segment.x1 for segment in found}):
        after = [segment.x0 for segment in found if segment.x0 >= start]
        if not after or min(after) - start < _GUTTER_PT:
            continue
        middle = (start + min(after)) / 2
        left = [segment for segment in found if segment.x1 <= middle]
        right = [segment for segment in found if segment.x0 >= middle]
        crossing = len(found) - len(left) - len(right)
        if _are_columns(left, right) and (best is None or crossing < best[0]):
            best = crossing, middle
    return best[1] if best else None


def _are_columns(left: list[Segment], right: list[Segment]) -> bool:
    if min(len(left), len(right)) < _COLUMN_LINES:
        return False
    both_text = all(
        median(len(segment.words) for segment in side) >= _TEXT_WORDS for side in (left, right)
    )
    top = max(min(s.top for s in left), min(s.top for s in right))
    bottom = min(max(s.bottom for s in left), max(s.bottom for s in right))
    return both_text and bottom > top
