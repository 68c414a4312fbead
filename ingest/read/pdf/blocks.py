"""Lines become paragraphs, list items and headings by their size, weight, distance and indent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.agenda import parts_from
from ingest.read.pdf.shapes import Segment
from ingest.read.pdf.tables import Table

BULLET = re.compile(r"^(?:[•●○◦▪■□‣⁃∙·➢➤✓✔❖►–—*\uf000-\uf0ff-]|o(?=\s))\s*(?=\S|$)")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-zæøå]\))(?:\s+|$)")
_ENDS = re.compile(r"[.!?:;…][\"”’»)\]]*$")
_CUT_WORD = re.compile(r"\w-$")  # the word, and so the paragraph, goes on below
_HEADING_SIZE = 1.12  # of the body's
_HEADING_CHARACTERS = 160
_HEADING_LINES = 3
_TITLE_SIZE = 1.5  # of the body's: a title of few letters may have more lines in its column
_TITLE_CHARACTERS = 80
_BOLD_WORDS = 16
_BOLD_RUN = 4  # so many bold lines one after another are no headings
_NEW_PARAGRAPH = 1.22  # of the usual distance between lines
_SIZE_STEP = 0.08
_FULL_LINES = 3  # so many lines that end at one edge are full
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d])")
_CAPTION = re.compile(r"(?:bilags)?(?:figur|tabel|billede|foto|diagram|kilde|note|anm)\b", re.I)
_SAME_COLUMN_PT = 40.0  # lines that begin further apart stand in different columns


@dataclass(slots=True)
class Piece:
    """A paragraph, list item, heading or table on its way to a block.

    Attributes:
        page: From 1, where it begins.
        last_page: Where it ends, 0 when that is the same.
        lines: Its lines; empty for a table.
        kind: "text", "item", "heading" or "table".
        indent: Left edge of its first line.
    """

    page: int
    lines: list[Segment] = field(default_factory=list)
    kind: str = "text"
    level: int = 0
    indent: float = 0.0
    table: Table | None = None
    last_page: int = 0

    @property
    def text(self) -> str:
        """The lines, one below the other, without the bullet."""
        ends = [" " if line.words[-1].wraps else "\n" for line in self.lines]
        texts = [line.text for line in self.lines]
        text = "".join(part for pair in zip(texts, ends, strict=True) for part in pair).strip()
        return BULLET.sub("", text) if self.kind == "item" else text

    @property
    def size(self) -> float:
        """Font size of the first line."""
        return self.lines[0].size

    @property
    def bold(self) -> bool:
        """Whether every line is bold."""
        return all(line.bold for line in self.lines)


@dataclass(frozen=True, slots=True)
class Body:
    """What running text looks like in a file: its font size, weight and distance of lines."""

    size: float
    bold: bool
    pitch: float


def body_of(pages: Iterable[Sequence[Segment | Table]]) -> Body:
    """Measure the running text."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    pitches: Counter[float] = Counter()
    for items in pages:
        above: Segment | None = None
        for item in items:
            if not isinstance(item, Segment):
                above = None
                continue
            letters = len(item.text)
            sizes[round(item.size * 2) / 2] += letters
            bold[item.bold] += letters
            if above is not None and above.size == item.size:
                pitch = (item.base - above.base) / max(item.size, 1.0)
                if 0.9 <= pitch <= 2.2:
                    pitches[round(pitch, 1)] += 1
            above = item
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    pitch = pitches.most_common(1)[0][0] if pitches else 1.2
    return Body(size, bold[True] > bold[False], pitch)


def pieces_of(items: list[Segment | Table], page: int, body: Body) -> list[Piece]:
    """Join a page's lines to pieces."""
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        if isinstance(item, Table):
            pieces.append(Piece(page, kind="table", table=item))
            continue
        last = pieces[-1] if pieces else None
        if (
            last is not None
            and last.lines
            and _continues(last, item, body, _edge(last, items[index : index + 2]))
        ):
            last.lines.append(item)
        else:
            kind = "item" if BULLET.match(item.text) or NUMBERED.match(item.text) else "text"
            pieces.append(Piece(page, [item], kind, indent=item.x0))
    return [piece for piece in pieces if piece.kind == "table" or piece.text.strip()]


def _edge(piece: Piece, following: list[Segment | Table]) -> float:
    """Return how far right the lines about here reach: the column's edge, nearly."""
    start = piece.lines[0].x0
    lines = [*piece.lines, *(line for line in following if isinstance(line, Segment))]
    return max(line.x1 for line in lines if abs(line.x0 - start) < _SAME_COLUMN_PT)


def _continues(piece: Piece, line: Segment, body: Body, edge: float) -> bool:
    """Say whether a line belongs to the piece above it."""
    last = piece.lines[-1]
    size = max(line.size, 1.0)
    if abs(last.size - line.size) > _SIZE_STEP * size or (last.bold != line.bold and piece.bold):
        return False
    pitch = (line.base - last.base) / size
    if not 0.5 < pitch <= max(body.pitch, 1.0) * _NEW_PARAGRAPH:
        return False
    if line.note or parts_from(line.text, last.text):
        return False
    if BULLET.match(line.text) and not _is_dash_in_text(last, line):
        return False
    if NUMBERED.match(line.text) and (piece.kind == "item" or _ENDS.search(last.text)):
        return False
    if piece.kind == "item":
        if line.x0 < piece.lines[0].x0 - 0.4 * size and not line.text[:1].islower():
            return False
        return (
            line.x0 > piece.lines[0].x0 + 0.4 * size
            or len(piece.lines) > 1
            or _wraps(last, line, edge)
        )
    indented = line.x0 > last.x0 + 0.8 * size and len(piece.lines) >= 1
    if indented and _ENDS.search(last.text):
        return False
    return _wraps(last, line, edge) or _is_beside_box(piece, line)


def _is_beside_box(piece: Piece, line: Segment) -> bool:
    """Say whether the lines above are all full though narrower: they stand beside a box."""
    edge = max(other.x1 for other in piece.lines)
    full = all(other.x1 >= edge - other.size for other in piece.lines[-_FULL_LINES:])
    open_end = not _ENDS.search(piece.lines[-1].text)
    return len(piece.lines) >= _FULL_LINES and full and open_end and line.x1 > edge - line.size


def _is_dash_in_text(last: Segment, line: Segment) -> bool:
    """Say whether a dash begins the line because the sentence was wrapped there."""
    return line.text[:1] in "–—-" and abs(line.x0 - last.x0) < 1 and not _ENDS.search(last.text)


def _wraps(last: Segment, line: Segment, edge: float) -> bool:
    """Say whether a line ended because it was full, not because its paragraph did."""
    first_word = line.words[0].x1 - line.words[0].x0
    full = last.x1 + first_word + 0.8 * line.size >= edge
    return full or line.text[:1].islower() or bool(_CUT_WORD.search(last.text))


def find_headings(pieces: list[Piece], body: Body) -> None:
    """Mark the pieces that are headings and give them levels by their size, then their number."""
    for index, piece in enumerate(pieces):
        if piece.kind in ("text", "item") and _is_heading(pieces, index, body):
            piece.kind = "heading"
    headings = [piece for piece in pieces if piece.kind == "heading"]
    depths = _depths(headings)
    looks = [(*_look(piece), -depth) for piece, depth in zip(headings, depths, strict=True)]
    styles = sorted(set(looks), reverse=True)
    levels = {look: min(number, 6) for number, look in enumerate(styles, start=1)}
    for piece, look in zip(headings, looks, strict=True):
        piece.level = levels[look]


def _look(piece: Piece) -> tuple[float, bool]:
    return round(piece.size * 2) / 2, piece.bold


def _depths(headings: list[Piece]) -> list[int]:
    """Return how deep each heading is by its number: 1 for "4" where there is a "4.1".

    One without a number is as deep as the highest that looks like it.
    """
    numbers = [match[1] if (match := _NUMBER.match(piece.text)) else "" for piece in headings]
    parents = {number.rpartition(".")[0] for number in numbers}
    depths = [
        number.count(".") + 1 if "." in number or number in parents else 0 for number in numbers
    ]
    least: dict[tuple[float, bool], int] = {}
    for piece, depth in zip(headings, depths, strict=True):
        if depth:
            least[_look(piece)] = min(depth, least.get(_look(piece), depth))
    return [
        depth or least.get(_look(piece), 0) for piece, depth in zip(headings, depths, strict=True)
    ]


def _is_heading(pieces: list[Piece], index: int, body: Body) -> bool:
    piece = pieces[index]
    text = piece.text.strip()
    narrow = piece.size >= _TITLE_SIZE * body.size and len(text) <= _TITLE_CHARACTERS
    if len(text) > _HEADING_CHARACTERS or len(piece.lines) > _HEADING_LINES and not narrow:
        return False
    if not any(map(str.isalpha, text)) or text[0].islower() or BULLET.match(text):
        return False
    large = piece.size >= _HEADING_SIZE * body.size
    if large:
        return not text.endswith((",", ";")) and not (text.endswith(".") and len(text) > 80)
    if piece.size < 0.95 * body.size or len(piece.lines) > 2 or text.endswith((".", ",", ";")):
        return False
    if piece.bold and not body.bold and len(text.split()) <= _BOLD_WORDS:
        return not _in_bold_run(pieces, index)
    return False


def _in_bold_run(pieces: list[Piece], index: int) -> bool:
    run = 1
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(pieces) and pieces[at].lines and pieces[at].bold:
            run, at = run + 1, at + step
    return run >= _BOLD_RUN


def is_finished(piece: Piece) -> bool:
    """Say whether a piece ends as a sentence does; a table always does."""
    return not piece.lines or bool(_ENDS.search(piece.lines[-1].text))


def join_parts(pieces: list[Piece], body: Body) -> list[Piece]:
    """Join a paragraph that the end of a page or column cut: its page is where it begins."""
    joined: list[Piece] = []
    for piece in pieces:
        before = _open_end(joined, piece, body) if piece.kind == "text" else None
        if before is not None:
            before.lines.extend(piece.lines)
            before.last_page = piece.page
        else:
            joined.append(piece)
    return joined


def _is_full(piece: Piece) -> bool:
    """Say whether the last line goes to the column's edge: the sentence must go on."""
    edge = max(line.x1 for line in piece.lines)
    last = piece.lines[-1]
    return len(piece.lines) > 1 and last.x1 >= edge - 1.5 * last.size


def _open_end(joined: list[Piece], piece: Piece, body: Body) -> Piece | None:
    """Return the last running text of the page or column before, when it goes on in the piece.

    A table, a caption or a footnote may stand between.
    """
    small = piece.text[:1].islower()
    over_table = False
    for before in reversed(joined):
        if max(before.page, before.last_page) < piece.page - 1 or before.kind == "heading":
            return None
        if before.kind == "table":
            over_table = True
            continue
        last = before.lines[-1]
        if max(before.page, before.last_page) == piece.page and last.base <= piece.lines[0].base:
            return None
        if last.size < 0.93 * body.size or _CAPTION.match(before.text):
            continue
        if abs(last.size - piece.size) > _SIZE_STEP * body.size or is_finished(before):
            return None
        if over_table:
            return before if small and _is_full(before) else None
        return before if small or _is_full(before) else None
    return None
