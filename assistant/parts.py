"""A question of several parts → its parts, each a question of its own."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise

from assistant.asks import asks_for
from assistant.followup import make_standalone
from assistant.rows import pick_of
from ingest import danish

_QUESTION_WORD = (
    r"(?:hvem|hvad|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|hvis|"
    r"who|what|where|when|why|how|which)\b"
)
_ASKED_OF = r"(?:(?:i|på|for|til|med|fra|hos|af|om|ved|in|at|for|from|with|of)\s+)?"  # "i hvilken"
_JOINT = re.compile(rf"(?:,?\s+(?:og|samt|and)|[?.!;,])\s+(?={_ASKED_OF}{_QUESTION_WORD})", re.I)
_STARTS = re.compile(rf"^\W*(?:[\wæøåÆØÅ]+\s+)?{_QUESTION_WORD}", re.I)
_BETWEEN = re.compile(r"\s*(?:,|/|\b(?:og|eller|samt|kontra|and|or)\b)\s*(?:i\s+|in\s+)?", re.I)
_CHANGE = re.compile(
    r"\b(forskel|udvikl|ændr|mellem\b|fra\b|differen|chang|between\b|from\b)", re.I
)
_YEAR = re.compile(r"(?<![\w./-])(?:19|20)\d\d(?![\w-]|/\d)")
_NAME = r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+)?"
_IN_A_ROW = re.compile(
    rf"\b(?:i|in)\s+(?:henholdsvis\s+)?({_NAME})"
    rf"(?:,| og| eller| samt| and| or)\s+(?:(?:i|in)\s+)?({_NAME})"
)
_RESPECTIVELY = re.compile(r"\b(henholdsvis|både|both)\s+(?=((i|in)\s+)?$)", re.I)
_BOTH = re.compile(r"\b(både|both)\s+((i|in)\s+)?$", re.I)
_LAST = re.compile(r"(?<=\w),\s*$")  # "Hvor mange svarede, Odense eller Vejle?"
_JOINTLY = re.compile(r"(?<!forskellen )(?<!forskel )\b(mellem|between)\s*$", re.I)
_MOST = 3  # parts of one question; more is a list of questions, and the first ones are answered


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was typed, and the same made standalone."""

    typed: str
    standalone: str


def split_parts(question: str, municipalities: Set[str] = frozenset()) -> list[Part]:
    """Return the parts of a standalone question; one part when it is simple.

    Args:
        question: Standalone.
        municipalities: Those that the library's documents name, lower case.

    Example:
        >>> [part.typed for part in split_parts("Hvad koster en lås, og hvem betaler den?")]
        ['Hvad koster en lås', 'hvem betaler den?']
        >>> [part.typed for part in split_parts("Sammenlign skærmbesøg i Odense og Viborg")]
        ['Sammenlign skærmbesøg i Odense', 'Sammenlign skærmbesøg i Viborg']
    """
    pieces = [piece.strip() for piece in _JOINT.split(question) if piece.strip()]
    joints = {joint.group().strip() for joint in _JOINT.finditer(question)}
    if joints <= {","} or not all(map(_is_question, pieces)):
        return _by_row(question, municipalities)
    parts: list[Part] = []
    for piece in pieces[:_MOST]:
        whole = piece if piece.endswith("?") else f"{piece}?"
        earlier = [part.standalone for part in parts]
        standalone = make_standalone(whole[:1].upper() + whole[1:], earlier)
        parts.append(Part(piece, standalone))
    return parts


def _is_question(piece: str) -> bool:
    if not danish.words(piece)[1:]:
        return False
    return bool(_STARTS.match(piece)) or asks_for(piece)[0] == "yes_no"


def _by_row(question: str, municipalities: Set[str]) -> list[Part]:
    """Return the question once for each place or year that it names in a row, or as it is."""
    is_yes_no = asks_for(question)[0] == "yes_no"
    years = [] if _CHANGE.search(question) else [one.span() for one in _YEAR.finditer(question)]
    for row in (_places(question, municipalities), years):
        between = [question[a[1] : b[0]] for a, b in pairwise(row)]
        if between and all(map(_BETWEEN.fullmatch, between)):
            before = question[: row[0][0]]
            break
    else:
        return [Part(question, question)]
    compares = pick_of(question) in ("most", "least")
    if compares or (is_yes_no and not _BOTH.search(before)):
        return [Part(question, question)]
    before = _RESPECTIVELY.sub("", before)
    if _JOINTLY.search(before):
        return [Part(question, question)]
    after = question[row[-1][1] :]
    if not after.strip(" ?"):
        before = _LAST.sub(" i ", before)
    asked = [f"{before}{question[start:end]}{after}" for start, end in row[:_MOST]]
    return [Part(one, one) for one in asked]


def _places(question: str, municipalities: Set[str]) -> list[tuple[int, int]]:
    """Return where places stand: known ones, and names in a row behind "i"."""
    found = [(place.start, place.end) for place in danish.places(question)]
    found += [
        (word.start, word.end)
        for word in danish.words(question)
        if word.text[0].isupper()
        and word.text.lower() in municipalities
        and not any(a < word.end and word.start < b for a, b in found)
    ]
    for row in _IN_A_ROW.finditer(question):
        for start, end in (row.span(1), row.span(2)):
            name = question[start:end]
            named = name.lower() in municipalities or all(
                not danish.is_word(danish.fold(one.text)) for one in danish.words(name)
            )
            if named and not any(a < end and start < b for a, b in found):
                found.append((start, end))
    return sorted(found)
