"""What stands above a letter's text or a meeting's first point: sender, address, fields, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from ingest.agenda import begins_part
from ingest.clean.phrases import normal, phrases
from ingest.clean.pieces import Piece
from ingest.letters import SALUTATION
from ingest.offices import is_office, name_parts, office_named, sender, split_title
from ingest.repeated import letters

KINDS = re.compile(
    r"(?:møde|beslutnings)?referat|notat|memo|rapport|strategi|pressemeddelelse|nyhed|bilag"
    r"|indstilling|brev|evaluering|analyse|handleplan|dagsorden|vejledning|arbejdspapir|udkast|report"
    r"|press release",
    re.I,
)
MINUTES = re.compile(
    r"(?i:(?:åbent |lukket )?(?:møde|beslutnings)?(?:referat|protokol|dagsorden)\b"
    r"|(?:ekstra)?ordinært møde)"
)
_BODY = re.compile(  # "Social- og Sundhedsudvalget", "Udvalget for Sundhed og Ældre"
    r"(?:(?:[A-ZÆØÅ][\w-]*,?|[a-zæøå]\w*-,?|og) )*"
    r"[\w-]*(?:[Uu]dvalget|[Rr]ådet|[Bb]estyrelsen|[Nn]ævnet|[Dd]irektionen)"
    r"(?: for [A-ZÆØÅ].{2,50})?"
)
_SUBJECT = re.compile(r"(?:Emne|Vedr(?:ørende|\.)?|Angående|Subject): ?(.{4,160})", re.I)
_MET = re.compile(r"Møde: ?([A-ZÆØÅ]\D{3,80})")  # "Møde: Styregruppen for sensorer"
_LABEL = re.compile(r"(?:[^\W\d_]+ ?){1,2}:|(?:Kære|Hej|Dear|(?:Med )?venlig)\b", re.I)
_DECIDED = re.compile(
    r"(?:afgørelse|svar|referat|notat|indkaldelse|høring|bevilling|afslag)\w*:", re.I
)
_FIELD = re.compile(
    r"(?:(?:møde)?dato|møde(?:tid\w*|sted|leder)|tid(?:spunkt)?|sted"
    r"|sags?-?(?:nr|nummer|id|behandler)|(?:journal|j|dok|dokument|id)\.? ?-?nr"
    r"|(?:vores |deres )?ref(?:erence)?|referent|ordstyrer|afbud|fraværende|deltagere"
    r"|til ?stede(?:værende)?|til|fra|from|to|date|att|modtager|afsender|kontakt(?:person)?"
    r"|direkte(?: (?:tlf|telefon|nr))?|tlf|telefon|mobil|e-?mail|cvr|ean|kopi(?: til)?|cc"
    r"|forfatter)(?:\.?-?nr)?\.?(?::|,? (?=\+?\d))",
    re.I,
)
_OFFICIAL = re.compile(  # what stands in a letter or minutes, and on no web page
    r"(?:sags?-?(?:nr|nummer|id|behandler)|(?:journal|j|dok)\.? ?-?nr"
    r"|møde(?:dato|tid|sted)|afbud)\b",
    re.I,
)
_CONTACTS = ("phones", "mails", "hours", "dates", "addresses")
_DATE = re.compile(
    r"(?:\d{1,2}\. [^\W\d_]+ \d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:,? kl\. ?\d[\d.: –-]*)?$"
)
_DAY = re.compile(
    r"\d{1,2}\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]* \d{4}", re.I
)
_SENTENCE_END = re.compile(r"[.!,;:]$")
_FIRST_LINES = 20  # in which a letterhead stands
_LINE_WORDS = 20  # a longer one is text
_WORDS = range(2, 21)  # of a title that was passed over
_DEEPEST = 6


def head(lines: Sequence[str]) -> Sequence[str]:
    """The lines above the salutation, the running text or the first point."""
    for i, line in enumerate(lines[:_FIRST_LINES]):
        told = len(line.split()) > _LINE_WORDS or line.endswith(".") and len(line.split()) > 5
        if told or SALUTATION.match(line) or begins_part(line):
            return lines[:i]
    return lines[:_FIRST_LINES]


def is_field(line: str) -> bool:
    """Whether a line is one of a letterhead: a field, an address, a date, an office."""
    line = line.strip()
    if _FIELD.match(line) or _is_contact(line) or line[:1] + line[-1:] == "[]":
        return True
    return is_office(line) or is_body(line)


def _is_contact(line: str) -> bool:
    return any(phrases().weak[name].fullmatch(normal(line)) for name in _CONTACTS)


def is_body(line: str) -> bool:
    """Whether a line is the name of a committee, a council or a board."""
    return bool(_BODY.fullmatch(line.capitalize() if line.isupper() else line))


def is_no_title(title: str, lines: Sequence[str]) -> bool:
    """Whether what stands for a title says only who sends, to whom or when."""
    if sender(title) is not None:
        return split_title(title)[1] is None
    if is_body(title):
        return any(map(MINUTES.match, lines))
    return bool(_FIELD.match(title)) or _is_contact(title)


def title_line(lines: Sequence[str], title: str) -> tuple[int, str] | None:
    """Where the title stands in a letterhead, and what it says.

    Args:
        lines: Of the letterhead, as `head` gives them.
        title: What stands for it and is none.
    """
    for i, line in enumerate(lines):
        if found := _SUBJECT.fullmatch(line):
            return i, found[1]
    could = [i for i, line in enumerate(lines) if line != title and _could_be_title(line)]
    addresses = phrases().weak["addresses"]
    posted = [i for i, line in enumerate(lines) if addresses.fullmatch(normal(line))]
    below = [i for i in could if i > max(posted, default=-1)]  # above it stands whom it goes to
    kinds = [i for i, line in enumerate(lines) if line != title and MINUTES.match(line)]
    if KINDS.fullmatch(title):  # "Referat: Dagsorden" would say no more
        kinds = [i for i in kinds if not KINDS.fullmatch(lines[i])]
    return next(((i, lines[i]) for i in below or could or kinds), None)


def _could_be_title(line: str) -> bool:
    if len(line.split()) not in _WORDS or is_field(line) or _body_of(line):
        return False
    labelled = _LABEL.match(line) and not _DECIDED.match(line)
    told = _SENTENCE_END.search(line) or labelled or _DATE.search(line)
    return not told and line[0].isupper() and not KINDS.fullmatch(line)


def meeting(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Which committee met, and on which day."""
    met = next((found[1] for line in lines if (found := _MET.fullmatch(line))), None)
    body = next(filter(None, map(_body_of, lines)), met)
    day = next((found[0] for line in lines if (found := _DAY.search(line))), None)
    return body.capitalize() if body and body.isupper() else body, day


def _body_of(line: str) -> str | None:
    """The committee that a line is the name of, alone or with the organisation that it is of."""
    if is_body(line):
        return line
    bodies = [part for part in name_parts(line) if is_body(part)]
    others = [part for part in name_parts(line) if part not in bodies]
    return bodies[0] if len(bodies) == 1 and all(map(office_named, others)) else None


def with_title(pieces: list[Piece], title: str, path: str) -> tuple[list[Piece], str]:
    """Make the line below a letterhead the title and the top heading; what is above it no heading.

    Args:
        pieces: Of the whole document.
        title: What stands for it: the first line, the file's data or its name.
        path: The document's.
    """
    lines = head([piece.text for piece in pieces])
    unnamed = letters(title) == letters(PurePosixPath(path).stem)
    official = any(map(sender, lines[:2])) or any(map(MINUTES.match, lines))
    if not is_no_title(title, lines) and not (unnamed and official):
        return pieces, title
    found = title_line(lines, title)
    if found is None:
        return pieces, title
    at, title = found
    if any(piece.section is not None for piece in pieces) or pieces[at].kind == "table_row":
        return pieces, title
    above = [
        replace(piece, kind="paragraph", level=0) if piece.kind == "heading" else piece
        for piece in pieces[:at]
    ]
    return [*above, replace(pieces[at], kind="heading", level=1), *_below(pieces[at + 1 :])], title


def _below(pieces: list[Piece]) -> list[Piece]:
    """Move the headings down when one is as high as the title."""
    headings = {i for i, piece in enumerate(pieces) if piece.kind == "heading"}
    if not any(pieces[i].level == 1 for i in headings):
        return pieces
    return [
        replace(piece, level=min(piece.level + 1, _DEEPEST)) if i in headings else piece
        for i, piece in enumerate(pieces)
    ]


def head_lines(pieces: Sequence[Piece]) -> set[int]:
    """The lines of a letterhead, which are no list, however many stand below each other."""
    lines = head([piece.text for piece in pieces])
    fields = [i for i, line in enumerate(lines) if is_field(line)]
    return set(range(fields[-1] + 1)) if len(fields) > 1 else set()


def official_lines(pieces: Sequence[Piece]) -> set[int]:
    """A letterhead's lines where it is no web page's, whose addresses and dates are its frame."""
    found = head_lines(pieces)
    return found if any(_OFFICIAL.match(pieces[i].text) for i in found) else set()
