"""Markdown: headings, nested lists, tables and the text without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest.offices import sender
from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.notes import BEFORE_NOTE, mark_markdown
from ingest.read.outline import Outline
from ingest.read.properties import note_publisher
from ingest.read.reasons import rejected
from ingest.read.table import write_table
from ingest.wrapped import goes_on

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)
_FIELD = re.compile(r"^([A-Za-zÆØÅæøå][\w -]{0,60}?)[ \t]*:[ \t]*(.*\S)[ \t]*$", re.M)
_FIELDS = {
    "title": "title",
    "titel": "title",
    "publisher": "publisher",
    "udgiver": "publisher",
    "organisation": "publisher",
    "lang": "language",
    "language": "language",
    "sprog": "language",
    "url": "address",
    "source": "address",
    "kilde": "address",
    "address": "address",
}
_AUTHORS = ("author", "forfatter")
_DATES = ("date", "dato", "year", "år", "published", "opdateret", "revideret", "updated")
_MUNICIPALITY = ("kommune", "municipality")
_PROGRAMS = re.compile(  # what only programs read, and values that are no text
    r"(?:layout|template|skabelon|slug|draft|permalink|weight|toc|u?u?id|css|theme|image|cover|aliases"
    r"|bibliography|csl|sidebar\w*|nav(?:bar|igation|[ _]\w+)?|menu|output|format\w*|[\w-]*class)"
    r": .*|[^:]+: (?:[\[{|>&*!].*|true|false|null|~)",
    re.I,
)
_LINE_WITH_NUMBER = re.compile(r"(?<=\n)([ \t]*\d{1,2})([.)][ \t].*)")
_BEFORE_FIELD = re.compile(r"\n{2,}")  # as _plain writes it before a line that begins with a name
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?\s?")  # a note's mark, or the beginning of the note
_CONTENTS = re.compile(r"\[TOC\]|\[\[_TOC_\]\]", re.I)  # where a program puts the contents
_TASK = re.compile(r"\[[ xX]\] (?=\S)")  # the box of a task, done or not
_DEFINITION = re.compile(r"[^\n]{1,80}\n: \S")  # a term and, below it, what it means
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.S)


def read_markdown(data: bytes, limits: Limits, *, notes: bool = False) -> Outline:
    """Read a Markdown file; HTML in it is dropped, links and images are not followed."""
    text = decode(data)
    if text is None:
        raise rejected("damaged")
    from markdown_it import MarkdownIt

    outline = Outline(limits)
    text = text.lstrip("\ufeff")
    front = _FRONT_MATTER.match(text)
    told: list[str] = []
    if front:
        told = list(_note_fields(outline, front[1]))
        text = text[front.end() :]
    text = mark_markdown(text) if notes else text
    text = _LINE_WITH_NUMBER.sub(_without_mark, text)
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    writer = _Writer(outline)
    begin = 3 if tokens and tokens[0].type == "heading_open" else 0
    writer.write(tokens[:begin])
    for line in told:
        outline.paragraph(line)
    writer.write(tokens[begin:])
    return outline


def _without_mark(line: re.Match[str]) -> str:
    """Keep a date that a line was broken before from being read as the mark of a list."""
    end = line.start() - 1
    last = line.string[line.string.rfind("\n", 0, end) + 1 : end]
    return f"{line[1]}\\{line[2]}" if goes_on(last, line[0]) else line[0]


def _note_fields(outline: Outline, matter: str) -> Iterator[str]:
    """Keep what is metadata; yield the rest as lines of text: "Ansvarlig: Eva Krag"."""
    for name, value in _FIELD.findall(matter):
        value = value.strip("\"'")
        key = _FIELDS.get(name.lower())
        year = re.search(r"\b(?:19|20)\d\d\b", value)
        author = sender(value) if name.lower() in _AUTHORS else None
        if key and value:
            outline.metadata[key] = value
            continue
        note_publisher(outline, author)
        if name.lower() in _MUNICIPALITY:
            ends = value.endswith(("Kommune", "kommune"))
            note_publisher(outline, value if ends else f"{value} Kommune")
        if name.lower() in _DATES and year:
            outline.metadata["year"] = int(year[0])
        line = f"{name[:1].upper()}{name[1:].replace('_', ' ')}: {value}"
        known = author is not None or name.lower() in _DATES and year and year[0] == value
        if value and not known and not _PROGRAMS.fullmatch(line):
            yield line


class _Writer:
    """Follows markdown-it's tokens: what is open decides what a run of text is."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._numbers: list[int | None] = []
        self._item_begins = False
        self._heading = 0
        self._table: list[list[str]] | None = None

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type == "inline":
                self._inline(_plain(token), strong=_is_strong(token))
            elif token.type == "fence":
                self._lines(token.content)
            elif token.type == "code_block":
                self._outline.paragraph(token.content)
            elif token.type == "html_block":
                self._outline.paragraph(_TAG.sub("", token.content))
            elif token.type.startswith(("table", "tr")):
                self._table_mark(token)
            else:
                self._mark(token)

    def _lines(self, code: str) -> None:
        """Write lines that are to be read or typed as they stand, each for itself."""
        lines = [line for line in code.split("\n") if line.strip()]
        for line in lines:
            if len(lines) > 1:
                self._outline.item(line)
            else:
                self._outline.paragraph(line)

    def _mark(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrGet("start") or 1)
            self._numbers.append(start if token.type.startswith("ordered") else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif token.type == "list_item_open":
            self._item_begins = True
        elif token.type == "heading_open":
            self._heading = int(token.tag[1])
        elif token.type == "heading_close":
            self._heading = 0

    def _table_mark(self, token: Token) -> None:
        if token.type == "table_open":
            self._table = []
        elif token.type == "tr_open" and self._table is not None:
            self._table.append([])
        elif token.type == "table_close" and self._table is not None:
            write_table(self._outline, self._table, header_rows=1 if any(self._table[0]) else 0)
            self._table = None

    def _inline(self, text: str, *, strong: bool) -> None:
        if _CONTENTS.fullmatch(text.strip()):
            return
        if self._table is not None:
            self._table[-1].append(text)
        elif self._heading:
            self._outline.heading(text, self._heading)
        elif self._numbers:
            self._outline.item(self._numbered(text), len(self._numbers))
            self._item_begins = False
        elif strong:
            self._outline.strong(text)
        elif _DEFINITION.match(text):
            term, *explained = text.split("\n: ")
            for line in explained:
                self._outline.item(f"{term.rstrip(':')}: {line}")
        else:
            for paragraph in BEFORE_NOTE.split(text):
                for line in _BEFORE_FIELD.split(paragraph):
                    self._outline.paragraph(line)

    def _numbered(self, text: str) -> str:
        text = _TASK.sub("", text) if self._item_begins else text
        number = self._numbers[-1]
        if number is None or not self._item_begins:
            return text
        self._numbers[-1] = number + 1
        return f"{number}. {text}"


def _is_strong(token: Token) -> bool:
    """Say whether a run of text is bold from its first to its last word."""
    marks = [child.type for child in token.children or () if child.content or child.nesting]
    return marks[:1] == ["strong_open"] and marks.index("strong_close") == len(marks) - 1


def _plain(token: Token) -> str:
    """Return a run's text without its marks, and without what is struck out."""
    parts = []
    children = [child for child in _kept(token) if child.content or child.type != "text"]
    for index, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n\n" if _is_field(children[index + 1 :]) else "\n")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content if child.type == "code_inline" else _unmarked(child))
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)


def _kept(token: Token) -> Iterator[Token]:
    struck = 0
    for child in token.children or ():
        struck += child.nesting if child.type.startswith("s_") else 0
        if not struck:
            yield child


def _is_field(line: Sequence[Token]) -> bool:
    """Say whether a line begins with a bold name and a colon: "**Afbud:** Lis Dam"."""
    if not line or line[0].type != "strong_open":
        return False
    close = next(i for i, child in enumerate(line) if child.type == "strong_close")
    inside, behind = line[close - 1].content, line[close + 1].content if line[close + 1 :] else ""
    return inside.rstrip().endswith(":") or behind.startswith(":")


def _unmarked(text: Token) -> str:
    """Leave out the marks of notes: "[^1]" would read as one of an answer's own."""
    return _NOTE.sub(lambda mark: " " if mark[0].endswith(" ") else "", text.content)
