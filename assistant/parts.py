"""A question of several parts → its parts, each a question of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.followup import make_standalone
from ingest import danish

_QUESTION_WORD = (
    r"(?:hvem|hvad|hvor|hvornår|hvorfor|hvordan|hvilke[nt]?|hvis|"
    r"who|what|where|when|why|how|which)\b"
)
_JOINT = re.compile(rf"(?:,?\s+(?:og|samt|and)|[?.!;,])\s+(?={_QUESTION_WORD})", re.I)
_STARTS = re.compile(rf"^\W*(?:[\wæøåÆØÅ]+\s+)?{_QUESTION_WORD}", re.I)
_MOST = 3  # parts of one question; more is a list of questions, and the first ones are answered


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it was typed, and the same made standalone."""

    typed: str
    standalone: str


def split_parts(question: str) -> list[Part]:
    """Return the parts of a standalone question; one part when it is simple.

    Example:
        >>> [part.typed for part in split_parts("Hvad koster en lås, og hvem betaler den?")]
        ['Hvad koster en lås', 'hvem betaler den?']
    """
    pieces = [piece.strip() for piece in _JOINT.split(question) if piece.strip()]
    if len(pieces) < 2 or not all(_STARTS.match(piece) for piece in pieces):
        return [Part(question, question)]
    if any(not danish.words(piece)[1:] for piece in pieces):
        return [Part(question, question)]
    parts: list[Part] = []
    for piece in pieces[:_MOST]:
        whole = piece if piece.endswith("?") else f"{piece}?"
        earlier = [part.standalone for part in parts]
        standalone = make_standalone(whole[:1].upper() + whole[1:], earlier)
        parts.append(Part(piece, standalone))
    return parts
