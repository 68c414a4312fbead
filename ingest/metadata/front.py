"""Who the first and the last lines of a document name, beside its colophon."""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.offices import DATED, OFFICE, is_office, name_parts, office_named
from ingest.records import Block, Document

FRONT = 400  # characters of a title page or byline
LAST_BLOCKS = 12  # in which a letter is signed
_GAZETTE = re.compile(r"\b(?:BEK|LOV|LBK|VEJ|CIR|SKR) nr\.? \d+ af\b")
_SIGNED = re.compile(
    r"([A-ZÆØÅ][\w-]*(?:ministeriet|styrelsen|direktoratet|nævnet|tilsynet)"
    r"(?: (?:for|og) [\w ,-]{3,60})?), den \d{1,2}\. [a-z]+ (?:19|20)\d\d"
)
_DATE = re.compile(r"(?:\d{1,2}\. ?)?[a-zæøå]+ (?:19|20)\d\d", re.I)
_NAME = re.compile(r"[A-ZÆØÅ][\w&-]+(?: (?:[A-ZÆØÅ][\w&-]*|for|og|i|af)){0,4}")
_ORGANISATION = re.compile(  # whoever is called so publishes
    r"\b\w*(?:institut(?:tet)?|analyse(?:huset|bureauet)|consult(?:ing)?|universitet|forbund(?:et)?"
    r"|styrelsen|ministeriet)\b|\b(?:A/S|ApS)$",
    re.I,
)
_GROUP = re.compile(  # so does a group, where the pages are headed by it
    r"\b\w*(?:forum|netværk(?:et)?|forening(?:en)?|selskab(?:et)?|videns?cent(?:er|ret)|fond(?:en)?"
    r"|bureau(?:et)?|akademi(?:et)?)\b",
    re.I,
)
_MIDDLE = re.compile(r" [·|•] ")
_OWN_KINDS = r"(?:[Ss]trategi|[Pp]olitik|[Hh]andle?plan|[Kk]valitetsstandard|[Rr]etningslinjer?)"
_OF_OFFICE = re.compile(  # what a municipality makes itself
    rf"(?:Nyhedsbrev fra (?:[\wæøå, -]{{3,60}} i )?|[\w-]*{_OWN_KINDS} for .{{3,80}}? i )"
    rf"(?P<office>{OFFICE.pattern})(?: \d{{4}}(?: ?[-–] ?\d{{2,4}})?)?"
)


def by_authority(document: Document) -> str | None:
    """The authority that signs what the law gazette holds: "Kirkeministeriet, den 3. maj 2021"."""
    if not _GAZETTE.search(document.text[:FRONT]):
        return None
    signed = (_SIGNED.fullmatch(text_of(document, b)) for b in document.blocks[-LAST_BLOCKS:])
    named = {found[1] for found in signed if found}
    return named.pop() if len(named) == 1 else None


def _front_lines(document: Document) -> list[str]:
    return [text_of(document, block) for block in document.blocks if block.start <= FRONT]


def by_byline(document: Document) -> str | None:
    """Whose name dates the front: "Analysehuset Vest, juni 2024".

    An office of an organisation that is named elsewhere is none, nor is a part of the title.
    """
    margins = {part for line in document.margins for part in name_parts(line)}
    named = set()
    for line, below in pairwise([*_front_lines(document), ""]):
        if not DATED.search(line) and not _DATE.fullmatch(below):
            continue
        name = next(iter(name_parts(line)), "")
        known = _ORGANISATION.search(name) or name in margins and _GROUP.search(name)
        if not known or not _NAME.fullmatch(name) or is_office(name) or OFFICE.search(name):
            continue
        if name not in document.title:
            named.add(name)
    return named.pop() if len(named) == 1 else None


def by_front(document: Document) -> str | None:
    """The one municipality of a line on what the document is: "Politik for … i Ærø Kommune"."""
    named = set()
    for line in _front_lines(document):
        parts = (part.strip() for part in _MIDDLE.split(line))
        named |= {found["office"] for part in parts if (found := _OF_OFFICE.fullmatch(part))}
    return office_named(named.pop()) if len(named) == 1 else None


def text_of(document: Document, block: Block) -> str:
    """The text of a block."""
    return document.text[block.start : block.end].strip()
