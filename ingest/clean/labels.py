"""What each line of a document looks like: boilerplate for sure, perhaps, or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ingest.clean.interface import is_interface
from ingest.clean.phrases import normal, phrases
from ingest.contents import entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.clean.pieces import Piece

Label = Literal[
    "", "site", "inline", "menu", "themes", "headings", "anchors", "phones", "mails", "addresses",
    "hours", "dates", "trails", "contents", "tail", "interface",
]  # fmt: skip

CONTENTS = frozenset({"indhold", "indholdsfortegnelse", "table of contents", "contents"})
_LONGEST_LINE = 300  # characters: what is longer is text, whatever it says
_SHORT_WORDS = 20  # a line of more words is text even without a full stop
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*$")
_BYLINE = re.compile(
    r"Af [Rr]edaktionen|(?:Af|Tekst|Skrevet af|By|Written by):? "
    r"[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w.-]+){1,3}(?:[ ,|]+[\w.+-]+@[\w-]+\.\w+)?"
    r"(?:, [a-zæøå-]{4,}(?: (?:i|på|hos|ved|og|for) [\w ]{2,40})?)?"
)
_BESIDE = re.compile(r" [·•|] ")  # between the parts of a byline
_FIELD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?\s?\*")  # a form's, that must be filled in


@dataclass(frozen=True, slots=True)
class Line:
    """A piece with what it looks like.

    Attributes:
        normal: Its text as phrases are compared with it.
        label: "site" and "inline" are boilerplate for sure, "site" also says that the lines
            beside it may be; "" is nothing known; the others are boilerplate among their like.
        short: Too short for text: a title, name, menu word or list item without a full stop.
    """

    piece: Piece
    normal: str
    label: Label
    short: bool

    @property
    def sure(self) -> bool:
        """Whether the line is boilerplate wherever it stands."""
        return self.label in ("site", "inline")

    @property
    def text(self) -> bool:
        """Whether the line is running text or a table's row."""
        return not self.label and not self.short


def look(pieces: Sequence[Piece]) -> list[Line]:
    """Label every piece."""
    listed = entries(["" if _is_text(piece) else piece.text for piece in pieces])
    return [_line(piece, is_entry=index in listed) for index, piece in enumerate(pieces)]


def _is_text(piece: Piece) -> bool:
    return piece.kind == "table_row" or len(piece.text) > _LONGEST_LINE


def is_boilerplate(title: str) -> bool:
    """Whether a title is the site's and not the document's: "Indhold", "Forside"."""
    line = normal(title)
    known = phrases()
    return line in CONTENTS or bool(known.buttons.fullmatch(line) or known.lines.fullmatch(line))


def _line(piece: Piece, *, is_entry: bool) -> Line:
    compared = normal(piece.text)
    words = len(compared.split())
    ends = bool(_SENTENCE_END.search(piece.text)) and piece.kind != "heading"
    short = piece.kind != "table_row" and words <= _SHORT_WORDS and not ends
    label: Label = "" if len(piece.text) > _LONGEST_LINE else _label(compared, piece, is_entry)
    return Line(piece, compared, label, short)


def _label(line: str, piece: Piece, is_entry: bool) -> Label:
    known = phrases()
    if not line:
        return "site"
    if known.tail_headings.fullmatch(line) and piece.kind != "table_row":
        return "tail"
    if known.buttons.fullmatch(line):
        return "inline" if known.inline.fullmatch(line) else "site"
    if piece.kind == "table_row":
        return ""
    if is_entry or is_byline(piece.text.strip()):
        return "inline"
    asks = piece.text.endswith("?")
    if asks and known.questions.fullmatch(line.rstrip("? ")):
        return "site"
    if not asks and known.lines.fullmatch(line):
        return "inline" if known.inline.fullmatch(line) else "site"
    return _weak_label(line, piece)


def is_byline(text: str) -> bool:
    """Whether a line says who wrote a page, alone or beside an address, a date, a reading time."""
    first, *others = _BESIDE.split(text)
    return bool(_BYLINE.fullmatch(first)) and all(map(_stands_beside, map(normal, others)))


def _stands_beside(part: str) -> bool:
    known = phrases()
    weak = (known.weak[name] for name in ("mails", "phones", "dates"))
    return bool(known.lines.fullmatch(part)) or any(found.fullmatch(part) for found in weak)


def _weak_label(line: str, piece: Piece) -> Label:
    """What a line is among its like."""
    if line in CONTENTS:
        return "contents"
    for name, pattern in phrases().weak.items():
        if pattern.fullmatch(line):
            return name  # type: ignore[return-value]
    is_field = _FIELD.fullmatch(piece.text.strip())
    return "interface" if is_field or is_interface(piece.text) else ""
