"""Text to what is indexed and searched, and to the weighty words of a question."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.danish.compounds import parts
from ingest.danish.stems import family, stem
from ingest.danish.stopwords import QUESTION_WORDS
from ingest.danish.words import fold, is_stop, words


@dataclass(frozen=True, slots=True)
class Term:
    """A weighty word of a text.

    Attributes:
        stem: One form for all inflections.
        parts: Stems of a compound's parts, () when it is not one.
        start: First character in the text.
        end: One past the last.
        text: The word as it stands.
        family: Stem shared with derivations; equal to `stem` where there is none.
    """

    stem: str
    parts: tuple[str, ...]
    start: int
    end: int
    text: str
    family: str


def terms(text: str) -> list[str]:
    """List what is indexed and searched: stems, compound parts, families."""
    found: list[str] = []
    for word in words(text):
        if is_stop(word.text):
            continue
        own = stem(word.text)
        found.append(own)
        found.extend(parts(word.text))
        relatives = family(word.text)
        if relatives != own:
            found.append(relatives)
    return found


def content_terms(text: str) -> list[Term]:
    """List the weighty words with their places; the words questions are made of are left out."""
    return [
        Term(stem(w.text), parts(w.text), w.start, w.end, w.text, family(w.text))
        for w in words(text)
        if not is_stop(w.text) and fold(w.text) not in QUESTION_WORDS
    ]
