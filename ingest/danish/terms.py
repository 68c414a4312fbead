"""Text to what is indexed and searched, and to the weighty words of a question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ingest.danish.compounds import parts, split
from ingest.danish.language import language
from ingest.danish.stems import family, stem
from ingest.danish.stopwords import QUESTION_WORDS
from ingest.danish.words import fold, is_stop, spellings, words

if TYPE_CHECKING:
    import Stemmer

_CACHE = 1 << 17  # words; a library of 10,000 passages has fewer
# "sundheds- og velfærdsteknologi", "børne-, social- og sundhedsområdet": the last head is shared.
_SHARED_HEAD = re.compile(
    r"(?<![^\W\d_])((?:[^\W\d_]{2,40}-,?\s{1,3}){1,5})(?:og|eller|samt|og/eller)\s{1,3}([^\W\d_]+)",
    re.IGNORECASE,
)
# "velfærdsopgaver og -udfordringer": the first modifier is shared.
_SHARED_MODIFIER = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,60})\s{1,3}(?:og|eller|samt)\s{1,3}-([^\W\d_]+)", re.IGNORECASE
)
_HANGING = re.compile(r"[^\W\d_]+(?=-)")


class Forms(NamedTuple):
    """What a word is known by: as in `Term`."""

    stem: str
    parts: tuple[str, ...]
    family: str


class Term(NamedTuple):
    """A weighty word of a text.

    Attributes:
        stem: One form for all inflections; of the whole word where the text only has a part of it
            ("sundheds-" in "sundheds- og velfærdsteknologi").
        parts: Stems of a compound's parts, () when it is not one.
        start: First character in the text.
        end: One past the last.
        text: The word as it stands.
        family: Stem shared with derivations; equal to `stem` where there is none. Of an English
            word it is what the Danish rules make of it.
    """

    stem: str
    parts: tuple[str, ...]
    start: int
    end: int
    text: str
    family: str


def terms(text: str) -> list[str]:
    """List what is indexed and searched, in the order of the text, with repeats.

    For each word but stop words: its stem, the stems of a compound's parts, and its family where
    that is another word.
    """
    found: list[str] = []
    for term in _terms(text):
        found.append(term.stem)
        found.extend(term.parts)
        if term.family != term.stem and term.family not in term.parts:
            found.append(term.family)
    return found


def content_terms(text: str) -> list[Term]:
    """List the weighty words with their places; the words questions are made of are left out."""
    return [term for term in _terms(text) if _is_weighty(term.text)]


def content_forms(text: str) -> list[Forms]:
    """List what the weighty words are known by, as `content_terms` without their places."""
    if "-" in text:  # what shares a head or a modifier is known by its place
        return [Forms(term.stem, term.parts, term.family) for term in content_terms(text)]
    english = language(text) == "en"
    return [_forms(word, english) for word in spellings(text) if _is_weighty(word)]


@lru_cache(_CACHE)
def _is_weighty(word: str) -> bool:
    return not is_stop(word) and fold(word) not in QUESTION_WORDS


def _terms(text: str) -> Iterator[Term]:
    """Give the words that are no stop words."""
    whole_words = _whole_words(text) if "-" in text else {}
    english = language(text) == "en"
    for word in words(text):
        if is_stop(word.text):
            continue
        whole = whole_words.get(word.start, word.text)
        own, within, kin = _forms(whole, english)
        yield Term(own, within, word.start, word.end, word.text, kin)


@lru_cache(_CACHE)
def _forms(word: str, english: bool) -> Forms:
    if english and word.isascii() and word.isalpha() and not word.isupper():
        return Forms(_english_stemmer().stemWord(word.lower()), (), stem(word))
    return Forms(stem(word), parts(word), family(word))


def _whole_words(text: str) -> dict[int, str]:
    """Complete words that share a head or a modifier: where they begin, and what they stand for."""
    found: dict[int, str] = {}
    for match in _SHARED_HEAD.finditer(text):
        cut = split(fold(match.group(2)))
        if cut and len(fold(match.group(2))) == len(match.group(2)):
            head = match.group(2)[cut.head :]
            for piece in _HANGING.finditer(text, match.start(1), match.end(1)):
                found[piece.start()] = piece.group() + head
    for match in _SHARED_MODIFIER.finditer(text):
        cut = split(fold(match.group(1)))
        if cut and len(fold(match.group(1))) == len(match.group(1)):
            found[match.start(2)] = match.group(1)[: cut.head] + match.group(2)
    return found


@cache
def _english_stemmer() -> Stemmer.Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english")
