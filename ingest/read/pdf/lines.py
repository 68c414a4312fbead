"""Words to the lines they stand on."""

from __future__ import annotations

from ingest.read.pdf.shapes import Box, Segment, Word

_SAME_LINE = 0.35  # of the font size
_SEGMENT_GAP = 0.65  # of the font size; a table's columns can stand that near
_DOT_GAP = 2.5  # of the font size, between a drawn bullet and its text


def segments(words: list[Word], dots: list[Box]) -> list[Segment]:
    """Join words that follow each other on a line, in the order in which they are drawn.

    Args:
        words: Of one page.
        dots: Drawn bullets; one that stands before a line becomes its first word.
    """
    found = _joined(words)
    for dot in dots:
        x, y = dot.x1, (dot.top + dot.bottom) / 2
        near = [s for s in found if s.top <= y <= s.bottom and 0 < s.x0 - x < _DOT_GAP * s.size]
        if near and not any(
            s.top <= y <= s.bottom and x - _DOT_GAP * s.size < s.x1 <= dot.x0 for s in found
        ):
            line = min(near, key=lambda segment: segment.x0)
            first = line.words[0]
            line.words.insert(0, Word(*_corners(dot), "•", first.size, first.base))
            line.x0 = dot.x0
    return found


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _joined(words: list[Word]) -> list[Segment]:
    found: list[Segment] = []
    for word in words:
        last = found[-1] if found else None
        if last is not None and _follows(last, word):
            last.words.append(word)
            last.x1 = max(last.x1, word.x1)
            last.top, last.bottom = min(last.top, word.top), max(last.bottom, word.bottom)
        else:
            found.append(Segment(word.x0, word.top, word.x1, word.bottom, [word]))
    return found


def _follows(segment: Segment, word: Word) -> bool:
    last = segment.words[-1]
    size = max(last.size, word.size)
    raised = min(last.size, word.size) < 0.8 * size
    tolerance = (0.6 if raised else _SAME_LINE) * size
    gap = word.x0 - last.x1
    return abs(word.base - segment.base) <= tolerance and -0.5 * size <= gap <= _SEGMENT_GAP * size
