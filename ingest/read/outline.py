"""What a parser writes into: blocks in reading order, with the headings that they stand under."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise, takewhile
from typing import Any

from ingest.read.limits import Limits
from ingest.read.reasons import rejected
from ingest.records import BlockKind
from ingest.repeated import letters

_DEEPEST = 6
_STRONG_CHARACTERS = 120
_STRONG_RUN = 3  # more bold lines one after another are emphasised text
_CAPTION_CHARACTERS = 120
_NUMBERED_SHEET = re.compile(r"(?:ark|sheet|tabelle|blad) ?\d*", re.I)  # as programs name them
_REMARK = re.compile(r"(?:kilde|note|bemærk|anm)\w*\b", re.I)
_FIGURE = re.compile(r"(?:figur|foto|billede|illustration)\b", re.I)
_SENTENCES = re.compile(r"[^\W\d_]{2}[.!?] (?=[A-ZÆØÅ])")  # and not "Tabel 1. Besøg"
_IMPRINT = re.compile(  # who wrote a document when
    r"(?:senest |sidst )?(?:opdateret|udarbejdet|udskrevet|revideret|redigeret|ajourført|skrevet)"
    r"(?: (?:af|den|d\.|i) | ?:| \d)",
    re.I,
)
# C0 and C1 controls but tab and line feed, and surrogates, which no UTF-8 file can hold
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BREAK = re.compile(r"[ \t]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[ \t]*")
_SPACES = re.compile(r"[ \t]{2,}|\t")
_FIELD = re.compile(r"^(?=[A-ZÆØÅ][^\W\d]+(?:[ /-][^\W\d]+){0,2}:[ \t]+\S)", re.M)
_FIELDS = 2  # a single line of that form may be a sentence's
_ENDS = re.compile(r"\n|\t+| {2,}")  # what stands between the parts of a page's head
_MARGINS = 50  # different lines; more tell no more
_MARGIN_CHARACTERS = 200  # a longer one is text


def tidy(text: str) -> str:
    """Return the text in NFC without controls; a line break stays one line feed."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    text = CONTROL.sub("", _BREAK.sub("\n", text))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


class Outline:
    """Blocks, metadata and notices of one file, as plain data that can cross a pipe.

    Attributes:
        page: Page or slide that the next blocks stand on, from 1.
        sheet: Sheet that they stand on, "" for a file that is one table; a name that somebody gave
            it is the outermost heading of what stands on it.
        ocr: Whether they were read from an image.
        metadata: Keys `title`, `publisher`, `year`, `language`, `address`.
        pages: Number of pages or slides.
        notices: How often each notice's code was met.
        pages_to_ocr: Pages that hold an image and no text.
        pages_in_doubt: Pages whose text a recogniser wrote badly over their image.
        pictures: Pictures met: a file of pictures only is scanned, not empty.
        unit: Of the numbers in the last table, which a part of it on the next page keeps.
        margins: Lines in the head or foot of pages: they tell of the document and are no text.
    """

    def __init__(self, limits: Limits) -> None:
        """Start empty."""
        self.limits = limits
        self.page: int | None = None
        self.sheet: str | None = None
        self.ocr = False
        self.metadata: dict[str, Any] = {}
        self.pages: int | None = None
        self.notices: Counter[str] = Counter()
        self.pages_to_ocr: list[int] = []
        self.pages_in_doubt: list[int] = []
        self.pictures = 0
        self.unit: str | None = None
        self.margins: dict[str, None] = {}
        self.blocks: list[dict[str, Any]] = []
        self._headings: list[tuple[int, str]] = []
        self._styled = 0
        self._below_title = 0
        self._strong: list[str] = []
        self._guessed: dict[str, Any] | None = None
        self._characters = 0

    def heading(self, text: str, level: int) -> None:
        """Add a heading, level 1 to 6; deeper ones are level 6."""
        if not text.strip():
            return
        self.settle(headings=True)
        level = min(max(level, 1) + self._below_title, _DEEPEST)
        self._level_overview(text, level)
        self.leave(level)
        self._styled = level
        self._open(text, level)

    def _level_overview(self, text: str, level: int) -> None:
        """Put a bold line over a list of headings on their level when the first of them comes."""
        items = list(takewhile(lambda block: block["kind"] == "list_item", reversed(self.blocks)))
        above = self.blocks[-len(items) - 1 :][:1]
        listed = any(letters(text).endswith(letters(item["text"])) for item in items)
        if listed and above == [self._guessed] and above[0]["level"] < level:
            above[0]["level"] = level
            self._headings[-1] = level, self._headings[-1][1]

    def title(self, text: str) -> None:
        """Add the whole text's title: every heading that follows stands below it."""
        self._below_title = 0
        self.heading(text, 1)
        self._below_title = 1

    def _open(self, text: str, level: int) -> None:
        level = min(level, _DEEPEST)
        if self._add(text, "heading", level):
            self._headings.append((level, " ".join(tidy(text).split())))

    def strong(self, text: str) -> None:
        """Add a paragraph that is bold throughout: a heading where other text follows it."""
        words = " ".join(tidy(text).split())
        if len(words) > _STRONG_CHARACTERS or words.endswith((".", ",", ";")):
            self.paragraph(words)
        elif words:
            self._strong.append(words)

    def settle(self, *, headings: bool = True) -> None:
        """Write the bold paragraphs that wait for what follows them."""
        waiting, self._strong = self._strong, []
        headings = headings and len(waiting) <= _STRONG_RUN
        level = max(self._styled + 1, 2) if self.blocks else 1
        for text in waiting:
            if headings:
                self.leave(level)
                self._open(text, level)
                self._guessed = self.blocks[-1]
                level += 1
            else:
                self._add(text, "paragraph", 0)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; of lines such as "Afbud: Lis Dam" each is one."""
        text = tidy(text)
        fields = [field.start() for field in _FIELD.finditer(text)]
        if len(fields) < _FIELDS:
            fields = []
        for start, end in pairwise(sorted({0, *fields, len(text)})):
            self._add(text[start:end], "paragraph", 0)

    def item(self, text: str, level: int = 1) -> None:
        """Add a list item at a nesting depth from 1."""
        self._add(text, "list_item", max(level, 1))

    def row(self, text: str, row: int) -> None:
        """Add a table's row, numbered from 1 in its sheet or table."""
        self._add(text, "table_row", 0, row)

    def margin(self, text: str) -> None:
        """Keep what stands in the head or foot of pages, each end of a line for itself."""
        for line in filter(None, map(tidy, _ENDS.split(text))):
            if len(line) <= _MARGIN_CHARACTERS and len(self.margins) < _MARGINS:
                self.margins[line] = None

    def leave(self, level: int = 1) -> None:
        """Forget the headings of this level and deeper ones."""
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._styled = min(self._styled, level - 1)

    def under_caption(self) -> bool:
        """Let the next blocks stand under the short line just above them, a table's caption."""
        last = self.blocks[-1] if self.blocks else None
        if last is None or last["kind"] != "paragraph" or last["page"] != self.page:
            return False
        text = " ".join(last["text"].split()).rstrip(":")
        if len(text) > _CAPTION_CHARACTERS or text.endswith("."):
            return False
        if _REMARK.match(text) or _IMPRINT.match(text) or _SENTENCES.search(text):
            return False
        if self.pictures and _FIGURE.match(text):
            return False  # it stands below its picture
        self.stand_under(text)
        return True

    def stand_under(self, text: str) -> None:
        """Let the next blocks stand under a text that is written already, as if it headed them."""
        self._headings.append((self.depth + 1, text))

    def lines_above(self, most: int, characters: int) -> list[str]:
        """Return the short lines that stand right above the next block, then its headings."""
        lines: list[str] = []
        for block in reversed(self.blocks[-most:]):
            told = block["kind"] in ("heading", "paragraph") and len(block["text"]) <= characters
            if not told or (block["page"], block["sheet"]) != (self.page, self.sheet):
                break
            lines.append(block["text"])
        return [*lines, *(heading for _, heading in reversed(self._headings))]

    @property
    def depth(self) -> int:
        """Level of the innermost heading, 0 before the first."""
        return self._headings[-1][0] if self._headings else 0

    def _add(self, text: str, kind: BlockKind, level: int, row: int | None = None) -> bool:
        text = tidy(text)
        if not text:
            return False
        if self._strong:
            self.settle(headings=True)
        self._characters += len(text)
        if self._characters > self.limits.text_characters:
            raise rejected("too_much_text")
        self.blocks.append(
            {
                "text": text,
                "kind": kind,
                "level": level,
                "section": [*self._sheet_heading(), *(heading for _, heading in self._headings)],
                "page": self.page,
                "sheet": self.sheet,
                "row": row,
                "ocr": self.ocr,
            }
        )
        return True

    def _sheet_heading(self) -> list[str]:
        name = " ".join(tidy(self.sheet or "").split())
        outermost = self._headings[0][1] if self._headings else ""
        return [] if _NUMBERED_SHEET.fullmatch(name) or name in ("", outermost) else [name]

    def reply(self) -> dict[str, Any]:
        """Return everything as JSON can hold it."""
        self.settle(headings=False)
        return {
            "blocks": self.blocks,
            "metadata": self.metadata,
            "pages": self.pages,
            "notices": dict(self.notices),
            "pages_to_ocr": self.pages_to_ocr,
            "pages_in_doubt": self.pages_in_doubt,
            "pictures": self.pictures,
            "margins": list(self.margins),
        }
