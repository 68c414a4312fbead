"""What a document says of itself at its front → who made it, and when; since when it holds.

Such a line ("Vedtaget af byrådet den 7. november 2022") hardly has a word of the question, and says
nothing of what the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.analysis import DATED, analyse, analyse_lines
from assistant.candidates import Found, first_of_each
from assistant.enumerated import Span
from assistant.focus import Focus
from ingest.records import Document

_FRONT, _LINE = 12, 120  # blocks; characters
_DEEDS = (  # what is asked, and what says it
    (r"vedtaget|vedtog|godkendt|godkendte|approved|adopted", r"vedtaget|godkendt|tiltrådt"),
    (
        r"udarbejdet|udarbejdede|skrevet|skrev|lavet|lavede|forfattet|wrote|written",
        r"udarbejdet|skrevet|lavet|forfatter(?:et|e)?|redaktion",
    ),
    (r"udgivet|udgav|offentliggjort|udkom|published", r"udgivet|offentliggjort|udgivelse"),
    (r"opdateret|revideret|ajourført|updated", r"opdateret|revideret|ajourført"),
    (r"i kraft|gældende|gælder|in force", r"gælder|gældende|træder i kraft|trådt i kraft|gyldig"),
)
_ASKED = tuple(
    (
        re.compile(rf"\W*(?:hvornår|hvem|when|who)\b.*\b(?:{asked})\b", re.I),
        re.compile(rf"\W*(?:senest |sidst )?(?:{told})\b", re.I),
    )
    for asked, told in _DEEDS
)
_WHEN = re.compile(r"\W*(?:hvornår|when)\b", re.I)
_BY = re.compile(r"\b(?:af|by)\b|:", re.I)


def front_lines_asked_for(
    question: str, focus: Focus, found: Sequence[Found]
) -> list[tuple[Found, Span]]:
    """Return the line in which the document that a question names says who made it, or when.

    Args:
        question: Standalone.
        focus: What it is about.
        found: Sentences, best first.

    Returns:
        A sentence of the one such document with [start, end) in its text of the line; [] where
        none or several can be meant.
    """
    told = next((line for asked, line in _ASKED if asked.match(question)), None)
    if told is None:
        return []
    lines = [
        (one, span)
        for one in first_of_each(found)
        for span in _lines(one.document, told, when=bool(_WHEN.match(question)))[:1]
        if _is_meant(focus, one.document, told)
    ]
    return lines if len(lines) == 1 else []


def _lines(document: Document, told: re.Pattern[str], *, when: bool) -> list[Span]:
    text = document.text
    return [
        (block.start, block.end)
        for block in document.blocks[:_FRONT]
        if block.end - block.start <= _LINE and told.match(text, block.start, block.end)
        if (_is_dated if when else _BY.search)(text[block.start : block.end])
    ]


def _is_dated(line: str) -> bool:
    return any(value.kind in DATED for value in analyse(line).values)


def _is_meant(focus: Focus, document: Document, told: re.Pattern[str]) -> bool:
    """Tell whether the front of a document names all that a question is about."""
    blocks = document.blocks[:_FRONT]
    short = [document.text[b.start : b.end] for b in blocks if b.end - b.start <= _LINE]
    front = "\n".join((document.title, document.publisher or "", *short))
    held = focus.held_in(analyse_lines(front))
    needed = [
        index
        for index, term in enumerate(focus.terms)
        if focus.strong[index] and not focus.deeds[index] and not told.match(term.text)
    ]
    return bool(needed) and bool(held[needed].all())
