"""Markdown: headings, nested lists, tables and the text without its marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ingest.read.encoding import decode
from ingest.read.limits import Limits
from ingest.read.outline import Outline
from ingest.read.reasons import rejected
from ingest.read.table import write_table

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?\n", re.S)
_FIELD = re.compile(r"^([A-Za-zÆØÅæøå_-]+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)
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
_DATES = ("date", "dato", "year", "år", "published")
_TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.S)


def read_markdown(data: bytes, limits: Limits) -> Outline:
    """Read a Markdown file; HTML in it is dropped, links and images are not followed."""
    text = decode(data)
    if text is None:
        raise rejected("damaged")
    from markdown_it import MarkdownIt

    outline = Outline(limits)
    text = text.lstrip("\ufeff")
    front = _FRONT_MATTER.match(text)
    if front:
        _note_fields(outline, front[1])
        text = text[front.end() :]
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    _write(outline, tokens)
    return outline


def _note_fields(outline: Outline, matter: str) -> None:
    for name, value in _FIELD.findall(matter):
        value = value.strip("\"'")
        key = _FIELDS.get(name.lower())
        year = re.search(r"\b(?:19|20)\d\d\b", value)
        if key and value:
            outline.metadata[key] = value
        elif name.lower() in _DATES and year:
            outline.metadata["year"] = int(year[0])


def _write(outline: Outline, tokens: Sequence[Token]) -> None:
    depth = 0
    numbers: list[int | None] = []
    first_in_item = False
    table: list[list[str]] = []
    in_table = False
    heading = 0
    for token in tokens:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            start = token.attrGet("start")
            numbers.append(int(start or 1) if kind.startswith("ordered") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            numbers.pop()
        elif kind == "list_item_open":
            first_in_item = True
        elif kind == "heading_open":
            heading = int(token.tag[1])
        elif kind == "heading_close":
            heading = 0
        elif kind == "table_open":
            in_table, table = True, []
        elif kind == "table_close":
            in_table = False
            write_table(outline, table, header_rows=1 if any(table[:1]) else 0)
        elif kind == "tr_open":
            table.append([])
        elif kind == "inline":
            text = _plain(token)
            if in_table:
                table[-1].append(text)
            elif heading:
                outline.heading(text, heading)
            elif depth and first_in_item:
                outline.item(_numbered(text, numbers), depth)
                first_in_item = False
            elif depth:
                outline.item(text, depth)
            else:
                outline.paragraph(text)
        elif kind in ("fence", "code_block"):
            outline.paragraph(token.content)
        elif kind == "html_block":
            outline.paragraph(_TAG.sub("", token.content))


def _numbered(text: str, numbers: list[int | None]) -> str:
    number = numbers[-1]
    if number is None:
        return text
    numbers[-1] = number + 1
    return f"{number}. {text}"


def _plain(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            parts.append("\n")
    return "".join(parts)
