"""A file → statements with the notes they carry; of headings those that state a figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.check.quoting import quotations
from assistant.check.records import Manuscript, Note, ReferenceKind, Statement
from assistant.verify.words import is_verb
from ingest import danish
from ingest.read import read
from ingest.read.notes import MARK, NOTE
from ingest.records import Block, Document

_REFERENCES = re.compile(
    r"^[\d. ]*(?:kilde\w*|litteratur\w*|reference\w*|henvisninger|bibliogra\w+|noter|slutnoter|"
    r"sources|works cited)\W*$",
    re.I,
)
_FIGURES = ("amount", "percent", "duration", "number", "fraction")


@dataclass(slots=True)
class _Reading:
    """What was read so far.

    Attributes:
        marks: Place in the text and key of each note's mark.
    """

    text: str = ""
    spans: list[tuple[int, int, Block]] = field(default_factory=list)
    marks: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    listed: list[str] = field(default_factory=list)


def read_manuscript(file: Path) -> Manuscript:
    """Read a text in any format that a library reads, with Word's and OpenDocument's notes.

    Raises:
        Rejected: It cannot be read.
    """
    # Under a name of ours: theirs may hold a CPR number, and says nothing of the text.
    document = read(file, f"tekst{file.suffix.lower()}", notes=True)
    reading = _Reading()
    for block in document.blocks:
        _take(reading, document, block)
    names = _names(reading)
    notes = [_note(key, reading.notes[key], names) for key in names if key in reading.notes]
    notes += [Note(str(n), "list", text) for n, text in enumerate(reading.listed, start=1)]
    masked = sum(one.count for one in document.notices if one.code == "cpr_masked")
    statements = tuple(_statements(reading, names))
    judged = {one.start for one in statements}
    headings = sum(b.kind == "heading" and start not in judged for start, _, b in reading.spans)
    return Manuscript(reading.text, statements, tuple(notes), masked, headings)


def _take(reading: _Reading, document: Document, block: Block) -> None:
    raw = document.text[block.start : block.end]
    told = NOTE.match(raw)
    if told:
        text = " ".join(MARK.sub("", raw[told.end() :]).split())
        reading.notes[told[1]] = f"{reading.notes.get(told[1], '')} {text}".strip()
        return
    if any(_REFERENCES.match(MARK.sub("", heading)) for heading in block.section):
        reading.listed.append(" ".join(MARK.sub("", raw).split()))
        return
    start = len(reading.text) + 2 if reading.text else 0
    text, gone = "", 0
    for mark in MARK.finditer(raw):
        text += raw[gone : mark.start()]
        reading.marks.append((start + len(text), mark[1]))
        gone = mark.end()
    text += raw[gone:]
    reading.text += ("\n\n" if reading.text else "") + text
    reading.spans.append((start, start + len(text), block))


def _names(reading: _Reading) -> dict[str, str]:
    """Return the notes' keys with their numbers: each kind counted as the text comes to them."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for key in [*(key for _, key in reading.marks), *reading.notes]:
        if key not in names:
            kind = key.split(" ")[0]
            counts[kind] = counts.get(kind, 0) + 1
            names[key] = f"{'s' if kind == 'endnote' else ''}{counts[kind]}"
    return names


def _note(key: str, text: str, names: dict[str, str]) -> Note:
    kind: ReferenceKind = "endnote" if key.startswith("endnote") else "footnote"
    return Note(names[key], kind, text)


def _statements(reading: _Reading, names: dict[str, str]) -> Iterator[Statement]:
    for start, end, block in reading.spans:
        if block.kind == "heading" and not _states(reading.text[start:end]):
            continue
        found = [
            Statement(start + first, start + last, reading.text[start + first : start + last])
            for first, last in _spans(reading.text[start:end], block)
        ]
        marks = [(place, names[key]) for place, key in reading.marks if start <= place <= end]
        yield from _with_notes(found, marks)


def _states(heading: str) -> bool:
    """Say whether a heading states something with a figure: a title has a year or a number."""
    figures = any(value.kind in _FIGURES for value in danish.values(heading))
    return figures and any(is_verb(word.text) for word in danish.words(heading))


def _spans(text: str, block: Block) -> list[tuple[int, int]]:
    """Return sentences, those that one quotation holds as one; a row is one whatever it holds."""
    remark = text.startswith("[") and text.endswith("]")
    if block.kind == "table_row" or remark:
        return [(0, len(text))] if text.strip() else []
    spans: list[tuple[int, int]] = []
    inside = quotations(text)
    for start, end in danish.sentence_spans(text):
        if spans and any(first < start <= last and first < spans[-1][1] for first, last in inside):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return [span for span in spans if any(map(str.isalnum, text[slice(*span)]))]


def _with_notes(found: list[Statement], marks: list[tuple[int, str]]) -> list[Statement]:
    """Give each mark to the statement that it stands in or just behind."""
    for place, name in marks:
        before = [n for n, statement in enumerate(found) if statement.start < place]
        if before:
            last = before[-1]
            found[last] = replace(found[last], notes=(*found[last].notes, name))
    return found
