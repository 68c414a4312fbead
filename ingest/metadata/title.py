"""A title that says what a document is about, where its first line is a kind or a sender."""

from __future__ import annotations

import re

from ingest.metadata.file_name import spelled
from ingest.offices import is_office, sender, split_title
from ingest.records import Document

_KINDS = re.compile(
    r"(?:møde|beslutnings)?referat|notat|memo|rapport|strategi|pressemeddelelse|nyhed|bilag"
    r"|indstilling|brev|evaluering|analyse|handleplan|dagsorden|vejledning|arbejdspapir|udkast|report"
    r"|press release",
    re.I,
)
_SUBJECT = re.compile(r"(?:Emne|Vedr(?:ørende|\.)?|Angående|Subject): ?(.{4,160})", re.I)
_LABEL = re.compile(r"(?:[^\W\d_]+ ?){1,2}:|(?:Kære|Hej|Dear|(?:Med )?venlig)\b", re.I)
_ADDRESSED = re.compile(r"(?:Til|Fra|Dato|To|From|Date): ")
_DATE = re.compile(r"\d{1,2}\. [^\W\d_]+ \d{4}$|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$")
_SENTENCE_END = re.compile(r"[.!,;:]$")
_FIRST_BLOCKS = 10  # of a front page or letterhead
_WORDS = range(2, 21)  # of a title that was passed over


def title_of(document: Document) -> str:
    """The title, or what follows it: "Notat: Status på sensorer"; a sender is no title."""
    title = document.title
    if _letters(title) == _letters(document.path.rsplit("/", 1)[-1].rpartition(".")[0]):
        title = spelled(title, document.text)
    kind = bool(_KINDS.fullmatch(title.strip(" :")))
    addressed = bool(_ADDRESSED.match(title))
    tells = sender(title) is None or split_title(title)[1] is not None
    if not kind and not addressed and tells:
        return title
    found = _told(document)
    if found is None:
        return title
    return f"{title.strip(' :').capitalize()}: {found}" if kind else found


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _told(document: Document) -> str | None:
    lines = [document.text[b.start : b.end].strip() for b in document.blocks[:_FIRST_BLOCKS]]
    subject = next((found[1] for line in lines if (found := _SUBJECT.fullmatch(line))), None)
    return subject or next((line for line in lines if _could_be_title(document, line)), None)


def _could_be_title(document: Document, line: str) -> bool:
    if line == document.title or len(line.split()) not in _WORDS or is_office(line):
        return False
    told = _SENTENCE_END.search(line) or _LABEL.match(line) or _DATE.search(line)
    return not told and line[0].isupper() and not _KINDS.fullmatch(line)
