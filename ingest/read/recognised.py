"""What tesseract saw on a page to words with their places, in the order in which it is read.

The order is tesseract's own, block after block: it sees the columns of a page. Only the cells of
a table, which it takes for columns too, are put side by side again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from statistics import median

from ingest.read.header import is_value
from ingest.read.pdf.shapes import Box, Page, Word

_SURE = 30.0  # of 100: words read less surely are specks and pictures
_LARGER = 1.4  # of the usual line's height; less may be the letters it happens to hold
_BULLETS = ("e", "«", "©", "®", "¢", "°", "*", "»")  # what a bullet is read as
_PLUS = re.compile(r"[«»+*:]*\+[«»+*:]*")  # and this too
_AGAINST = ("÷", "-", "–", "—")
_STROKES = re.compile(r"[|¦_~\\\[\]{}]+")  # the edge of a paper or a cell
_BELOW = re.compile(r"[gjpqyQçþ,;()/§$|@\[\]{}_]")  # reaches below the baseline
_SKEW_WORDS = 4  # a shorter line tells too little of how crooked the page lies
_COLUMN_GAP = 0.65  # of the line's height; a narrower gap is a space
_WHITE = 0.5  # of the line's height, that a column's gap shares with the line above and below
_EVEN = 0.4  # of the line's height, by which the gaps of a spread line differ at most
_SPACE = 0.3  # of the line's height
_RULE_WIDTH_PT = 6.0  # a rule of a crooked page is that wide
_RULE_HEIGHT_PT = 20.0
_TABLE_RULES = 3  # upright ones beside each other: the edges and one between columns
_SAME_TABLE = 0.9
_CELL_WORDS = 3.5  # of a usual line; more is running text
_SAME_LINE = 0.4  # of the line's height
_SECTION = re.compile(r"(\d{1,2})\.?")
_SECTION_MARKS = ("§", "8", "$", "S", "5", "&")  # what "§" is read as
_EDGE_LINES = 3  # that end at a column's edge, at least
_WIDE = 0.6  # of the page's width: a line as wide ends at the text's edge
_TITLE_WORDS = 9
_SECTION_RUN = 2  # numbers one after the other: "8 1", "8 2"


@dataclass(slots=True)
class _Line:
    """Words on one line; `block` is tesseract's number of the block that it belongs to."""

    block: str
    words: list[Word] = field(default_factory=list)

    @property
    def height(self) -> float:
        return max(w.bottom for w in self.words) - min(w.top for w in self.words)

    @property
    def base(self) -> float:
        return self.words[0].base


_Block = list[_Line]


def page_of(rows: Sequence[dict[str, str]], scale: float) -> Page:
    """Place the words as if the page had text; one size for all but plainly larger lines.

    Args:
        rows: Of tesseract's table.
        scale: Pixels per point of the image.
    """
    page = Page(1.0, 1.0, ocr=True)
    for row in rows:
        if row["level"] == "1":
            page.width, page.height = float(row["width"]) / scale, float(row["height"]) / scale
    lines = list(_lines(rows, scale))
    if not lines:
        return page
    _straighten(lines)
    usual = median(line.height for line in lines)
    for line in lines:
        tall, base = line.height, _base(line.words)
        for word in line.words:
            word.size, word.base = (tall if tall >= _LARGER * usual else usual), base
    _name_bullets(lines)
    tables = _gather_tables(lines, list(_uprights(rows, scale)))
    blocks: dict[str, _Block] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line)
    for name, block in blocks.items():
        if name in tables:
            block[:] = _row_by_row(block)
        else:
            _close_spread_lines(block)
    lines = list(_with_cells_beside(list(blocks.values())))
    _mark_full_lines(lines, page.width)
    _name_sections(lines)
    page.words = [word for line in lines for word in line.words]
    return page


def is_word(row: dict[str, str]) -> bool:
    """Say whether a row of tesseract's table is a word."""
    return row["level"] == "5" and bool((row["text"] or "").strip())


def _lines(rows: Sequence[dict[str, str]], scale: float) -> Iterator[_Line]:
    seen = (row for row in rows if is_word(row) and float(row["conf"]) >= _SURE)
    for key, own in groupby(seen, lambda row: (row["block_num"], row["par_num"], row["line_num"])):
        words = list(_without_strokes([_word(row, scale) for row in own]))
        for word, after in pairwise(words):
            word.x1 = max(min(word.x1, after.x0), word.x0)
        if words:
            yield _Line(key[0], words)


def _word(row: dict[str, str], scale: float) -> Word:
    left, top = float(row["left"]) / scale, float(row["top"]) / scale
    right, bottom = left + float(row["width"]) / scale, top + float(row["height"]) / scale
    return Word(left, top, right, bottom, text=row["text"].strip())


def _without_strokes(words: list[Word]) -> Iterator[Word]:
    """Leave out lone strokes; one that begins a sentence is the word "I"."""
    before = ""
    for word, after in zip(words, [*words[1:], None], strict=True):
        if not _STROKES.fullmatch(word.text):
            yield word
        elif word.text == "|" and after is not None and (not before or before[-1] in ".!?:"):
            near = after.x0 - word.x1 <= _COLUMN_GAP * (after.bottom - after.top)
            tall = word.bottom - word.top <= _LARGER * (after.bottom - after.top)
            if near and tall and after.text[:1].islower():
                word.text = "I"
                yield word
        before = word.text


def _name_bullets(lines: Sequence[_Line]) -> None:
    """Name what begins the lines of a list, and let it stand at its line's text.

    A "+" is no bullet where others begin with "÷": it tells what speaks for a thing.
    """
    marked = [line for line in lines if len(line.words) > 1]
    against = any(line.words[0].text in _AGAINST for line in marked)
    for line in marked:
        mark, after = line.words[:2]
        if mark.text in _BULLETS or not against and _PLUS.fullmatch(mark.text):
            mark.text = "•"
        if mark.text == "•" or mark.text in ("+", *_AGAINST):
            mark.x1 = max(mark.x1, after.x0 - _SPACE * mark.size)


def _straighten(lines: Sequence[_Line]) -> None:
    """Move the words as if the paper had not lain crooked."""
    slopes = []
    for line in lines:
        level = [word for word in line.words if not _BELOW.search(word.text)]
        if len(level) >= _SKEW_WORDS:
            first, last = level[0], level[-1]
            slopes.append((last.bottom - first.bottom) / max(last.x0 - first.x0, 1.0))
    slope = median(slopes) if slopes else 0.0
    for word in (word for line in lines for word in line.words):
        word.top, word.bottom = word.top - slope * word.x0, word.bottom - slope * word.x0


def _base(words: Sequence[Word]) -> float:
    """Return the line that the letters stand on."""
    level = [word.bottom for word in words if not _BELOW.search(word.text)]
    if level:
        return median(level)
    return median(word.bottom - 0.2 * (word.bottom - word.top) for word in words)


def _uprights(rows: Sequence[dict[str, str]], scale: float) -> Iterator[Box]:
    """Return the upright rules: tesseract's blocks that are narrow and hold no word."""
    for row in rows:
        width, height = float(row["width"]) / scale, float(row["height"]) / scale
        if row["level"] == "2" and width <= _RULE_WIDTH_PT and height >= _RULE_HEIGHT_PT:
            left, top = float(row["left"]) / scale, float(row["top"]) / scale
            yield Box(left, top, left + width, top + height)


def _gather_tables(lines: Sequence[_Line], rules: Sequence[Box]) -> set[str]:
    """Make one block of all lines between the rules of a table, which tesseract takes apart."""
    found: set[str] = set()
    for rule in rules:
        beside = [other for other in rules if _overlap(rule, other) >= _SAME_TABLE]
        name = f"table {min(rules.index(other) for other in beside)}"
        if len(beside) < _TABLE_RULES:
            continue
        left, right = min(other.x0 for other in beside), max(other.x1 for other in beside)
        frame = Box(left, rule.top, right, rule.bottom)
        for line in lines:
            middle = (line.words[0].x0 + line.words[-1].x1) / 2
            if frame.holds(middle, line.base - line.words[0].size / 2):
                line.block = name
                found.add(name)
    return found


def _overlap(a: Box, b: Box) -> float:
    """Return the share of the taller one's height that two rules stand beside each other."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared / max(a.bottom - a.top, b.bottom - b.top)


def _close_spread_lines(block: _Block) -> None:
    """Let words reach to the next one on lines that are spread to the edge of their column."""
    spans = [[(word.x0, word.x1) for word in line.words] for line in block]
    for index, line in enumerate(block):
        beside = [spans[at] for at in (index - 1, index + 1) if 0 <= at < len(block)]
        size = line.words[0].size
        gaps = [after.x0 - word.x1 for word, after in pairwise(line.words)]
        even = len(gaps) > 2 and max(gaps) - min(gaps) <= _EVEN * size
        prose = any(word.text.isalpha() and word.text.islower() for word in line.words)
        for word, after in pairwise(line.words):
            through = all(_white(span, word.x1, after.x0) >= _WHITE * size for span in beside)
            spread = even and prose or beside and not through
            if after.x0 - word.x1 > _COLUMN_GAP * size and spread:
                word.x1 = after.x0 - _SPACE * size


def _white(spans: Sequence[tuple[float, float]], x0: float, x1: float) -> float:
    """Return the width of the widest white strip on a line between two places."""
    inside = [x0, *(x for span in spans if span[1] > x0 and span[0] < x1 for x in span), x1]
    starts, ends = inside[::2], inside[1::2]
    return max(min(end, x1) - max(start, x0) for start, end in zip(starts, ends, strict=True))


def _with_cells_beside(blocks: Sequence[_Block]) -> Iterator[_Line]:
    """Return the lines block by block; those of a table's columns row by row."""
    groups: list[list[_Block]] = []
    for block in blocks:
        group = next((g for g in groups if any(_are_cells(other, block) for other in g)), None)
        if group is None:
            groups.append([block])
        else:
            group.append(block)
    for group in groups:
        lines = [line for block in group for line in block]
        if len(group) > 1:
            lines = list(_row_by_row(lines))
        yield from lines


def _row_by_row(lines: list[_Line]) -> Iterator[_Line]:
    lines.sort(key=lambda line: line.base)
    row: list[_Line] = []
    for line in lines:
        if row and not _beside(row[0], line):
            yield from sorted(row, key=lambda line: line.words[0].x0)
            row = []
        row.append(line)
    yield from sorted(row, key=lambda line: line.words[0].x0)


def _beside(a: _Line, b: _Line) -> bool:
    return abs(a.base - b.base) <= _SAME_LINE * max(a.words[0].size, b.words[0].size)


def _are_cells(a: _Block, b: _Block) -> bool:
    """Say whether two blocks are columns of a table: beside each other line by line, few words."""
    few = min(len(a), len(b))
    left, right = sorted((a, b), key=lambda block: min(line.words[0].x0 for line in block))
    apart = max(line.words[-1].x1 for line in left) <= min(line.words[0].x0 for line in right)
    level = sum(any(_beside(line, other) for other in b) for line in a)
    if few < 2 or not apart or 2 * level <= max(len(a), len(b)):
        return False
    sparse = [median(len(line.words) for line in block) < _CELL_WORDS for block in (a, b)]
    return all(sparse) or any(map(_holds_values, (a, b)))


def _holds_values(block: _Block) -> bool:
    texts = [" ".join(word.text for word in line.words) for line in block]
    return 2 * sum(map(is_value, texts)) > len(texts)


def _mark_full_lines(lines: Sequence[_Line], width: float) -> None:
    """Mark what ends at the edge of its column, of several lines or of a wide one."""
    for line, below in pairwise(lines):
        start, size = line.words[0].x0, line.words[0].size
        column = [other.words for other in lines if abs(other.words[0].x0 - start) < 2 * size]
        edge = max(words[-1].x1 for words in column)
        at_edge = sum(words[-1].x1 > edge - size for words in column)
        first = below.words[0].x1 - below.words[0].x0
        if at_edge >= _EDGE_LINES or edge - start >= _WIDE * width:
            last = line.words[-1]
            full = last.x1 + first + _SPACE * size >= edge
            last.wraps = full and not last.text.endswith("-")


def _name_sections(lines: Sequence[_Line]) -> None:
    """Read "8 1 Formål", "8 2 Ydelsen" as the sections that they number, and as headings."""
    runs: list[list[tuple[int, _Line]]] = []
    for line in lines:
        number = _section(line)
        if number is None:
            continue
        if runs and runs[-1][-1][0] + 1 == number:
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
    for run in runs:
        for _, line in run if len(run) >= _SECTION_RUN else ():
            line.words[0].text, last = "§", line.words[-1]
            titled = 2 < len(line.words) <= _TITLE_WORDS and last.text[-1] not in ".,;:"
            for word in line.words if titled and not last.wraps else ():
                word.bold = True


def _section(line: _Line) -> int | None:
    """Return the number of a line that begins as a section does."""
    if len(line.words) < 2 or line.words[0].text not in _SECTION_MARKS:
        return None
    found = _SECTION.fullmatch(line.words[1].text)
    alone = len(line.words) == 2 and not line.words[0].text.isdigit()  # "8 1" may be two values
    titled = alone or len(line.words) > 2 and line.words[2].text[:1].isupper()
    return int(found[1]) if found and titled else None
