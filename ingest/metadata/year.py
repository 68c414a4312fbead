"""The year a document was published, when it says so; a year it speaks of is another matter."""

from __future__ import annotations

import re
from itertools import islice

from ingest import danish
from ingest.records import Document

_YEAR = r"(?:19[5-9]|20[0-4])\d"
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|may|oct)[a-zæøå]*\.?"
_LONE = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
_SPAN = re.compile(rf"(?<!\d)({_YEAR}) ?[-–/] ?(?:{_YEAR}|\d\d)(?!\d)")
_PLAN = re.compile(r"strateg|plan|politik|aftale|program|pulje|budget", re.I)
_BACK = re.compile(rf"\b(?:fra|i|siden|efter|from|in|since)[ -]({_YEAR})", re.I)
_ISSUED = re.compile(
    r"(?:\b(?:udgivet|publiceret|offentliggjort|udarbejdet|published|copyright|udgave|oplag|trykt)\b|©)"
    rf"(?:[^.\n]|(?<=\d)\.){{0,60}}?(?<!\d)({_YEAR})(?!\d)",
    re.I,
)
_REVISED = re.compile(
    rf"\b(?:revideret|opdateret)\b(?:[^.\n]|(?<=\d)\.){{0,30}}?(?<!\d)({_YEAR})(?!\d)", re.I
)
_FRONT_LINE = re.compile(
    rf"(?:dato:? ?|den )?(?:(?:\d{{1,2}}\.? )?(?:{_MONTH} )?({_YEAR})\.?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]({_YEAR}))",
    re.I,
)
_DATED_LINE = re.compile(
    rf"[,;|·–-] (?:den |d\. ?)?"
    rf"(?:(?:\d{{1,2}}\. ?)?{_MONTH} |\d{{1,2}}[./-]\d{{1,2}}[./-])({_YEAR})"
    r"(?:[,;] ?(?:\d{1,2}\. (?:reviderede )?(?:udgave|oplag|version)|version \d[\d.]*))?$",
    re.I,
)
_PLACED_LINE = re.compile(
    rf"(?:den )?\d{{1,2}}\. {_MONTH} ({_YEAR}), [A-ZÆØÅ][\w ,.-]{{2,40}}", re.I
)
_AS_OF = re.compile(
    rf"\b(?:pr\.?|opgjort(?: den)?|udtræk(?:ket)?(?: den| fra)?) \d{{1,2}}\. {_MONTH} ({_YEAR})\b",
    re.I,
)
_AGREED = re.compile(
    r"\b(?:aftalen?|kontrakten?)\s+er\s+indgået\s+(?:den\s+)?"
    rf"\d{{1,2}}\.\s+{_MONTH}\s+({_YEAR})\b",
    re.I,
)
_AGREEMENT = re.compile(r"(?:aftale|kontrakt)\b", re.I)
_SIGNED_LINE = re.compile(rf".+(?:,| Kommune) ({_YEAR})")
_SIGNED_WORDS = 5  # "Randers Kommune 2022"; a longer line tells something
_DECIDED = re.compile(rf"\b(?:godkendt|vedtaget|besluttet)\b.{{0,60}}?(?<!\d)({_YEAR})$", re.I)
_GAZETTE = re.compile(
    rf"\b(?:BEK|LOV|LBK|VEJ|CIR|[Ll]ov|[Bb]ekendtgørelse) nr\.? \d+ af .{{4,20}}?({_YEAR})"
)
_NUMERIC = re.compile(rf"(?<!\d)\d{{1,2}}[./] ?\d{{1,2}}[-./ ]{{1,3}}({_YEAR})(?!\d)")
_DAY = re.compile(rf"\b[Dd]en \d{{1,2}}\. {_MONTH}(?![a-zæøå]|\.? ?\d)")
_FULL_DATE = re.compile(rf"\b\d{{1,2}}\. {_MONTH} ({_YEAR})\b", re.I)
_MEETING = re.compile(r"møde|referat|noter\b|workshop|dato\b|dag(?:,| den) |\bkl\.", re.I)
# "Afholdt den 22. maj 2024 i Kulturhuset", "Status pr. 31. december 2024".
_STATED = re.compile(
    rf"(?:afholdt|møde|mødet|dato|referat|status|vedtaget|godkendt)\b.{{0,40}}?(?<!\d)({_YEAR})(?!\d)",
    re.I,
)
_CARRIED_OUT = re.compile(
    rf"\b(?:gennemført|afholdt|indsamlet|besvaret)\b.{{0,40}}?({_YEAR})", re.I
)
# "Gældende fra 1. januar 2025", of the document itself and not of a law that it tells of.
_IN_FORCE = re.compile(
    r"(?:^(?:gælder|gyldig|træder i kraft)|\bgældende) (?:fra|for|pr\.?|den)(?: og med| den)?:? "
    rf"(?:(?:\d{{1,2}}\. ?)?{_MONTH} |\d{{1,2}}[./-]\d{{1,2}}[./-])?({_YEAR})(?!\d)",
    re.I,
)
_MARGIN_DATE = re.compile(
    r"\b(?:godkendt|vedtaget|revideret|opdateret|ændret|udgave|udgivet|version|gælder|gældende|"
    rf"gyldig|dato|dateret|approved|updated|revised)\b.{{0,60}}?(?<!\d)({_YEAR})(?!\d)",
    re.I,
)
_TO_COME = re.compile(r"\b(?:revideres|næste|skal|udløber|gyldig til|next|expires)\b", re.I)
_LINE_WORDS = 14  # more make a sentence
_FRONT_BLOCKS = 8  # of a title page
_IMPRINT_BLOCKS = 2
_LEAD = 500  # characters in which an article dates what it tells
_IMPRINT = 2500  # characters at either end in which a colophon stands


def year_of(document: Document) -> int | None:
    """The year of the title, file's name, colophon, title page, the day told of, sheets or margins.

    A document about the past gets None rather than the past's year.
    """
    named = _only(document.title) or _only(document.path.rsplit("/", 1)[-1])
    told = _issued(document.text) or _on_front(document) or _in_force(document) or _agreed(document)
    if named and told and told < named and _PLAN.search(document.title):
        return told  # "Klimaplan 2035" is of the year in which it was decided
    sheets = " ".join({block.sheet or "" for block in document.blocks})
    return named or told or _told(document) or _only(sheets) or _in_margins(document)


def _only(text: str) -> int | None:
    """The one year of a name; of a plan's years the first; none of years looked back on."""
    if span := _SPAN.search(text):
        return int(span[1]) if _PLAN.search(text) else None
    years = set(_LONE.findall(text)) - set(_BACK.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def _issued(text: str) -> int | None:
    ends = text if len(text) < 2 * _IMPRINT else f"{text[:_IMPRINT]}\n{text[-_IMPRINT:]}"
    found = _ISSUED.search(ends)
    if not found:
        return None
    revised = _REVISED.search(ends[found.start() :].partition("\n")[0])
    return int(revised[1] if revised else found[1])


def _on_front(document: Document) -> int | None:
    """A date that stands alone on a line among the first, or in the line of a meeting."""
    for block in document.blocks[:_FRONT_BLOCKS]:
        line = document.text[block.start : block.end].strip()
        if found := _FRONT_LINE.fullmatch(line):
            return int(found[1] or found[2])
        if len(line.split()) > _LINE_WORDS or line.endswith(".") or block.kind == "table_row":
            continue
        if found := _dated(line):
            return int(found[1])
    return _in_imprint(document)


def _in_imprint(document: Document) -> int | None:
    """A date between the short sentences that a first paragraph names sender and date in."""
    bodies = (block for block in document.blocks if block.kind != "heading")
    for block in islice(bodies, _IMPRINT_BLOCKS):
        text = document.text[block.start : block.end]
        for start, end in danish.sentence_spans(text):
            line = text[start:end].strip().rstrip(".")
            if found := _FRONT_LINE.fullmatch(line):
                return int(found[1] or found[2])
            found = _DATED_LINE.search(line) or _STATED.match(line)
            if found and len(line.split()) <= _LINE_WORDS:
                return int(found[1])
    ends = f"{document.text[:_LEAD]}\n{document.text[-_LEAD:]}"
    revised = _REVISED.search(ends)
    return int(revised[1]) if revised else None


def _in_force(document: Document) -> int | None:
    """The year from which it holds, where a short sentence among the first lines says so."""
    for block in document.blocks[:_FRONT_BLOCKS]:
        text = document.text[block.start : block.end] if block.kind != "table_row" else ""
        for start, end in danish.sentence_spans(text):
            found = _IN_FORCE.search(text[start:end].strip())
            if found and len(text[start:end].split()) <= _LINE_WORDS:
                return int(found[1])
    return None


def _in_margins(document: Document) -> int | None:
    """The latest year of a version, an approval or a change in the head or foot of its pages."""
    lines = [line for line in document.margins if not _TO_COME.search(line)]
    years = [int(found[1]) for line in lines for found in _MARGIN_DATE.finditer(line)]
    return max(years, default=None)


def _agreed(document: Document) -> int | None:
    """The year in which an agreement was made, as its own first lines say."""
    found = _AGREED.search(document.text[:_LEAD]) if _AGREEMENT.search(document.title) else None
    return int(found[1]) if found else None


def _dated(line: str) -> re.Match[str] | None:
    """What in a line of the front says when: a place's or sender's date, a decision, a meeting."""
    found = (
        _DATED_LINE.search(line)
        or _PLACED_LINE.fullmatch(line)
        or _DECIDED.search(line)
        or _GAZETTE.search(line)
        or _AS_OF.search(line)
    )
    if not found and len(line.split()) <= _SIGNED_WORDS:
        found = _SIGNED_LINE.fullmatch(line)
    if not found and _MEETING.search(line):
        found = _FULL_DATE.search(line) or _NUMERIC.search(line)
    return found


def _told(document: Document) -> int | None:
    """The year of an event that the first lines date by day and month, and by one year."""
    lead = document.text[:_LEAD]
    years = set(_LONE.findall(lead))
    dated = _DAY.search(lead) or _CARRIED_OUT.search(lead)
    return int(years.pop()) if len(years) == 1 and dated else None
