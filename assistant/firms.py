"""Whether a sentence names a firm: who delivers is no person, no house and no place."""

from __future__ import annotations

import re

from assistant.focus import Candidate, Focus
from ingest import danish

_OFFICES_TEXT = """
kommune region social sundhed ældre omsorg byråd udvalg forvaltning center afdeling borgerservice
rådhus teknik miljø børn unge kultur beskæftigelse økonomi pleje handicap psykiatri myndighed
rådgivning visitation sekretariat stab administration direktion
"""
OFFICES = frozenset(danish.stem(word) for word in _OFFICES_TEXT.split())  # they name no firm
# What a name of a house or an area stands behind.
_AT = re.compile(
    r"(?:\b(?:på|i|ved|in|at)|\b\w*(?:hjem|center|centre|centret|cent(?:er|re)ne|bosted|tilbud|"
    r"skole|(?<!konsulent)(?<!analyse)hus|distrikt|bydel|område|afdeling|vej|park)"
    r"(?:met|mene|et|en|n|ne|erne)?) "
    r"(?:[A-ZÆØÅ][\w-]+(?: og |, | and ))*$",
    re.I,
)
_FIRST = re.compile(r"[A-ZÆØÅ][\w-]*(?<!en|et|ne|er)\b")
_DELIVERER = re.compile(
    r"\b(?:af|fra|med|hos|by|from|(?i:\w*(?:firma|selskab|bureau|konsulenthus|analysehus)et|"
    r"\w*(?:leverandør|producent|virksomhed|konkurrent|entreprenør)en)) "
    r"(?P<name>[A-ZÆØÅ][a-zæøå][\w-]+)"
)
_DELIVERS = re.compile(
    r"leverand|firma|virksomhed|selskab|producent|fabrikat|mærke|udbyder|entrepren|bygherre|"
    r"supplier|vendor|company|brand",
    re.I,
)


def names_a_firm(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence names somebody who may deliver, or a row under such a heading."""
    known = focus.names | focus.places | {term.stem for term in focus.terms} | OFFICES
    text = candidate.text
    if candidate.kind == "table_row":
        cells = [cell.partition(":") for cell in text.split(";")]
        return any(
            _DELIVERS.search(heading) and not known.issuperset(_stems(value))
            for heading, _, value in cells
        )
    for start, end in _may_be_firms(text):
        name = text[start:end]
        is_place = any(not place.start for place in danish.places(name))
        is_label = text[end : end + 1] == ":"
        if is_place or is_label or danish.is_person(name) or _AT.search(text[:start]):
            continue
        if not known.issuperset(_stems(name)):
            return True
    return False


def _may_be_firms(text: str) -> list[tuple[int, int]]:
    """Return the names, and words with a capital that are made of common ones: "Nordpose"."""
    names = danish.names(text)
    found = {match.span("name") for match in _DELIVERER.finditer(text)}
    first = _FIRST.match(text)
    if first and danish.specificity(first.group()) == 1:
        found.add(first.span())
    more = [
        one for one in found if not any(one[0] < end and start < one[1] for start, end in names)
    ]
    return [*names, *more]


def _stems(text: str) -> set[str]:
    words = (word.text for word in danish.words(text) if not danish.is_stop(word.text))
    return {danish.stem(word) for word in words if not word.isdigit()}
