"""The lines that cut minutes and agendas into points, and a point into its parts."""

from __future__ import annotations

import re

POINT = re.compile(
    r"(?i:((?:dagsordens)?punkt|pkt\.?|sag|ad)\s+(?:nr\.?\s*)?)(\d{1,3})"
    r"(?:\s*[.:)]|\s+[-–—])?\s+(?=[(\"”»]?[A-ZÆØÅ\d])"
)
NUMBERED_POINT = re.compile(r"(\d{1,3})[.:)]?\s+(?:[-–—]\s+)?(?=[(\"”»]?[A-ZÆØÅ])")
_BY = r"(?:forvaltningens|administrationens|direktionens|udvalgets|supplerende|tidligere)"
_OUTCOME = r"(?:økonomi|personale|miljø|klima|sundheds|lov)\w*(?:[ -]?mæssige)?"
_PART = re.compile(
    rf"(?:{_BY} )?(?:sagsfremstilling|sagsforløb|sagens (?:forløb|baggrund)|resum[eé]|baggrund"
    rf"|indstilling(?:en)?|anbefaling|beslutning(?:er)?|protokol|drøftelse|lovgrundlag"
    rf"|retsgrundlag|økonomi|(?:økonomiske|{_OUTCOME}) (?:konsekvenser|forhold)|konsekvenser"
    rf"|høring|inddragelse(?: og høring)?|kommunikation|bilag|vurdering|bemærkninger|udtalelse"
    rf"|(?:den )?videre (?:proces|forløb)|tidsplan|beslutningskompetence|kompetence"
    rf"|beslutningstema|begrundelse|løsning|problemstilling|afstemning)"
    rf"(?: og (?:baggrund|økonomi|vurdering|resumé|høring|konsekvenser|anbefaling))?:?"
    rf"|beslutning(?: (?:i|fra|fra mødet i|truffet (?:i|af)))?"
    rf" (?=[^.!?]*(?:udvalg|råd|bestyrelse|direktion))[^.!?]{{4,60}}"
    rf"(?: den \d{{1,2}}[.-] ?\w+[ .-]+\d{{4}})?:?",
    re.I,
)
CORE = re.compile(r"(?:\w+ )?(?:sagsfremstilling|indstilling|beslutning)", re.I)


def is_part(line: str) -> bool:
    """Whether a line alone heads a part of a point: "Sagsfremstilling", "Beslutning"."""
    return line[:1].isupper() and bool(_PART.fullmatch(line.strip()))


def begins_part(line: str) -> bool:
    """Whether a line begins a point or is the heading of a part: nothing goes on in it."""
    line = line.strip()
    return bool(POINT.match(line)) or is_part(line)


def parts_from(line: str, last: str) -> bool:
    """Whether a line cannot go on from the last one: it begins a part, or that one heads one."""
    return begins_part(line) or is_part(last)
