"""Minutes → which meeting a question is about, and what it asks for of their head and agenda.

Who came and where they met stands in lines such as "Afbud: Lis Dam", whose words are few and the
same in all minutes: not the words of a question, but what minutes are, tells which is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import DATED, analyse_lines, days_of
from assistant.candidates import Found, first_of_each
from assistant.enumerated import Span
from assistant.focus import Focus
from ingest import danish
from ingest.records import Document

_MOST = 3  # meetings that are told of
_LINES = 20  # blocks that the head is within; a longer agenda is a register
_MEETING = re.compile(r"møde|mødtes|workshop|seminar|temadag|meeting", re.I)
_PLAIN = re.compile(r"møde(t|r|rne|ts)?|mødtes|meeting", re.I)  # of what kind it does not say
_WHEN = re.compile(
    r"^\W*(?:dato|mødedato|tid|sted|mødested)\b|\b(?:man|tirs|ons|tors|fre|lør|søn)dag|"
    r"\w*møde\w* .*\d{4}|^[^,]{3,40}, \d{1,2}\. \w+ \d{4}",
    re.I,
)
_TO_COME = re.compile(r"\b(næste|kommende|bliver|skal|next|will)\b", re.I)
_VALUE = re.compile(r"\s*:\s+\S")  # behind a line's name
_SHORT = 120  # characters of a line


class _Field(NamedTuple):
    asked: re.Pattern[str]
    named: re.Pattern[str]  # a line's name before its colon, or a heading


def _field(opening: str, asked: str, named: str) -> _Field:
    return _Field(
        re.compile(rf"\W*(?:(?:og|men) )?(?:{opening})\b.*?\b(?:{asked})\b|\W*(?:{asked})\b", re.I),
        re.compile(rf"\W*(?:{named})\b", re.I),
    )


_WHO = r"hvem|hvilke[nt]?|who"
_HELD = r"foregik|fandt sted|blev (?=.*\b(?:af)?holdt\b)|holdt|mødtes|(?:did|was)"
_FIELDS = (
    _field(
        _WHO,
        r"meldt?e? (?:\w+ ){0,2}?(?:afbud|fra)|afbud|fraværende|(?:mødte )?ikke "
        r"(?:til ?stede|med|mødt|op)|(?:mødte|deltog|kom) ikke|udeblev|"
        r"kunne ikke (?:komme|deltage|være med)|manglede|did not attend|absent",
        r"(?:fraværende(?: med afbud)?|afbud(?: fra)?|ikke til ?stede|forfald|meldt fra|absent)",
    ),
    _field(
        _WHO,
        r"deltog|deltager(?:ne|liste)?|deltagere|til ?stede|var med|kom\b|mødte(?: op)?|attended|"
        r"took part|participants|present",
        r"(?:(?:\w+ )?(?:deltagere|til ?stede|fremmødte)|mødt|attendees|participants|present)",
    ),
    _field(
        _WHO, r"referent|(?:tog|skrev|førte) (?:et )?referat(?:et)?|took", r"(?:referent|ref\.)"
    ),
    _field(
        _WHO,
        r"mødeleder|ordstyrer|dirigent|(?:ledte|ledede|styrede) mødet|chaired",
        r"(?:mødeleder|ordstyrer|dirigent|chair)",
    ),
    _field(r"hvor|where", _HELD, r"(?:sted|mødested|lokale|place|venue|location)"),
    _field(r"hvornår|when", _HELD, r"(?:(?:møde)?dato|tid(?:spunkt)?|date)(?: og (?:tid|sted))?"),
    _field(r"hvad|hvilke[nt]?|what", r"dagsorden(?:en)?|agenda", r"(?:dagsorden|agenda)"),
    _field(
        r"hvad|what",
        r"under (?:punktet )?eventuelt",
        r"(?:(?:punkt|ad|pkt\.?)? ?\d*[.:)]? ?)?eventuelt",
    ),
)


def lines_asked_for(
    question: str, focus: Focus, found: Sequence[Found]
) -> list[tuple[Found, Span]]:
    """Return what minutes say of what a question asks for by its kind: who came, where, the agenda.

    Args:
        question: Standalone.
        focus: What it is about.
        found: Sentences, best first.

    Returns:
        A sentence of each of at most three documents whose title and head have all else that the
        question says, with [start, end) in its text of each line.
    """
    if _TO_COME.search(question):
        return []
    for field in _FIELDS:
        asked = field.asked.match(question)
        if not asked:
            continue
        if not asks_of_meeting(focus) and _subject(question, focus, asked.end()):
            return []
        told = [
            (one, _lines(one.document, field.named))
            for one in first_of_each(found)
            if unheld(question, focus, one.document, asked.end()) == []
        ]
        some = [(one, spans) for one, spans in told if spans]
        return [(one, span) for one, spans in some[:_MOST] for span in spans]
    return []


def meeting_meant(question: str, focus: Focus, found: Sequence[Found]) -> NDArray[np.bool_]:
    """Return (n,) bool: False for what is of another meeting than that of the day or month asked.

    But for what itself names that time. All of them where no meeting is asked about.
    """
    everything = np.ones(len(found), dtype=np.bool_)
    days = days_of(question)
    if not days or not asks_of_meeting(focus):
        return everything
    documents = {one.document.sha256: one.document for one in found}
    held = {sha256: _is_held_on(document, days) for sha256, document in documents.items()}
    return np.array(
        [
            held[one.document.sha256] is not False or _agree(days, days_of(one.candidate.text))
            for one in found
        ],
        dtype=np.bool_,
    )


def _is_held_on(document: Document, days: Sequence[str]) -> bool | None:
    """Tell whether minutes are of one of these days; None of what is no minutes."""
    head = head_of(document)
    told = days_of(head)
    return _agree(days, told) if told and _MEETING.search(head) else None


def _lines(document: Document, named: re.Pattern[str]) -> list[Span]:
    """Return the line with a name, or what stands under a heading of that name."""
    text, blocks = document.text, document.blocks
    for block in blocks:
        name = named.match(text, block.start, block.end)
        if block.kind != "heading" and name and _VALUE.match(text, name.end()):
            return [(block.start, block.end)]
    under = [
        (block.start, block.end)
        for block in blocks
        if block.kind != "heading" and block.section and named.fullmatch(block.section[-1])
    ]
    return under if len(under) <= _LINES else []


def unheld(question: str, focus: Focus, document: Document, start: int = 0) -> list[int] | None:
    """Return which terms of a question a document's head lacks, or None if it is of another time.

    Indexes of those that say what it is about, from a character of the question on; that there was
    a meeting, and when, are not among them.
    """
    days = days_of(question)
    head = head_of(document)
    if days and not _agree(days, days_of(head)):
        return None
    held = focus.held_in(analyse_lines(f"{head}\n{document.publisher or ''}"))
    return [index for index in _subject(question, focus, start) if not held[index]]


def _subject(question: str, focus: Focus, start: int) -> list[int]:
    """Return the terms that say what a question is about, from a character on, but for dates."""
    dates = [(value.start, value.end) for value in danish.values(question) if value.kind in DATED]
    return [
        index
        for index, term in enumerate(focus.terms)
        if focus.strong[index] and term.start >= start
        if not (danish.month(term.text) or _PLAIN.fullmatch(term.text))
        if not any(first <= term.start < end for first, end in dates)
    ]


def asks_of_meeting(focus: Focus) -> bool:
    """Tell whether a question names a meeting."""
    return any(_MEETING.search(term.text) for term in focus.terms)


def head_of(document: Document) -> str:
    """Return what says which meeting minutes are of: the title, and short lines that say when."""
    lines = [document.text[block.start : block.end] for block in document.blocks[:_LINES]]
    told = [
        line
        for line in lines
        if len(line) <= _SHORT and _WHEN.search(line) and not _TO_COME.search(line)
    ]
    return "\n".join([document.title, *told])


def _agree(asked: Sequence[str], told: Sequence[str]) -> bool:
    """Tell whether a day told is one of those asked, of which the year or the day may be unsaid."""
    return any(
        day.startswith(one) or (one.startswith("--") and day[4:].startswith(one[1:]))
        for one in asked
        for day in told
    )
