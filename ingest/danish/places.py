"""Text to the municipalities, regions, countries and larger towns in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.danish.called import CALLS, MUNICIPALITY, called_at, calls
from ingest.danish.lexicon import place_lines
from ingest.danish.words import Word, fold, spellings, words

# Also common words: a place only with a capital inside a sentence, or before "Kommune".
_COMMON_WORDS = frozenset(
    fold(word)
    for word in ("vejen", "greve", "odder", "skive", "varde", "lejre", "bergen", "island", "struer")
)
_DANISH = 98  # municipalities, with which the list begins
_LONGEST = 3  # words of the longest name
_CACHE = 1 << 17  # words; a library of 10,000 passages has fewer
_BEFORE_START = ".!?:\n\"'”’»«“„(•*"


_CALLED = re.compile(r"ommun(?:e|es|a|ia)?\b|[Bb]yråds?\b")
_NAME_BEFORE = 40  # characters


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text under its canonical name.

    Attributes:
        start: First character.
        end: One past the last; "Kommune" after a municipality's name belongs to it.
        name: Lower case, without "Kommune", as the municipality spells it ("aarhus"); regions
            begin with "region".
        municipality: Whether it is one, by the list or because the text calls it so.
    """

    start: int
    end: int
    name: str
    municipality: bool = False


@cache
def _gazetteer() -> dict[tuple[str, ...], str]:
    """Map the folded words of each name to the canonical one."""
    found = {}
    for line in place_lines():
        names = [name.strip() for name in line.split("|")]
        for name in names:
            found[tuple(fold(part) for part in name.split())] = names[0]
    return found


@cache
def _municipalities() -> frozenset[str]:
    return frozenset(line.split("|")[0].strip() for line in place_lines()[:_DANISH])


def places(text: str) -> list[Place]:
    """Find municipalities, regions, countries and larger towns, in any case and spelling.

    "Københavns Kommune", "københavn" and "Koebenhavn" are all "københavn". A name that is also a
    common word (vejen) counts with a capital inside a sentence or before "Kommune". A name that
    stands before "Kommune" is a municipality, whether a list has it or not.
    """
    if not any(map(_may_name, spellings(text))):
        return []
    return places_among(words(text), text)


def places_among(tokens: list[Word], text: str) -> list[Place]:
    """Find the places in a text whose tokens are known."""
    keys = [fold(token.text) for token in tokens]
    called = _called(text, tokens, keys)
    found: list[Place] = []
    position = 0
    while position < len(tokens):
        place, length = _at(text, tokens, keys, position)
        if position in called and (place is None or called[position][0].name != place.name):
            place, length = called[position]
        if place:
            found.append(place)
        position += length
    return found


def is_listed(name: str) -> bool:
    """Say whether a canonical name is in the list, so that every text's places hold it."""
    return name in _listed()


def called_municipalities(texts: Iterable[str]) -> frozenset[str]:
    """Give the canonical names of what texts call a municipality and no list has."""
    phrases = {
        text[max(0, match.start() - _NAME_BEFORE) : match.end()].rpartition("\n")[2]
        for text in texts
        for match in _CALLED.finditer(text)
    }
    found = (place.name for phrase in phrases for place in places(phrase) if place.municipality)
    return frozenset(found) - _listed()


@cache
def _listed() -> frozenset[str]:
    return frozenset(_gazetteer().values())


def _called(text: str, tokens: list[Word], keys: list[str]) -> dict[int, tuple[Place, int]]:
    """Map where the name of a municipality begins to it, and to how many tokens it takes."""
    found = {}
    for call in calls(keys):
        first = called_at(text, tokens, call)
        if first is not None:
            start, end = tokens[first].start, tokens[call].end
            listed = _name(keys[first:call], whole=True)
            name = listed or text[start : tokens[call - 1].end].lower()
            found[first] = Place(start, end, name, True), call - first + 1
    return found


def _at(text: str, tokens: list[Word], keys: list[str], position: int) -> tuple[Place | None, int]:
    """Read the longest name that begins at a token; also say how many tokens it takes."""
    if not _begins_name(keys[position]):
        return None, 1
    for length in range(min(_LONGEST, len(tokens) - position), 0, -1):
        name = _name(keys[position : position + length])
        if not name:
            continue
        after = keys[position + length] if position + length < len(keys) else ""
        municipality = after in MUNICIPALITY
        first = tokens[position]
        if not municipality and name in _COMMON_WORDS and not _inside(text, first):
            return None, 1
        end = tokens[position + length - 1].end
        if "-" in first.text and length == 1 and fold(first.text) not in _single_names():
            end = first.start + first.text.index("-")
        if municipality:
            length += 1
            end = tokens[position + length - 1].end
        called = municipality or _lead(keys[position]).startswith("kommune")
        return Place(first.start, end, name, called or name in _municipalities()), length
    return None, 1


@lru_cache(_CACHE)
def _may_name(word: str) -> bool:
    """Say whether a word may be a place's, or call what stands before it one."""
    key = fold(word)
    return key in CALLS or _begins_name(key)


@lru_cache(_CACHE)
def _begins_name(key: str) -> bool:
    """Say whether a listed name may begin with a folded word."""
    lead = _lead(key)
    return lead in _first_words() or lead.removesuffix("s") in _first_words()


def _lead(key: str) -> str:
    """Give what stands before a word's first hyphen or apostrophe."""
    return key.split("-")[0].split("'")[0]


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0].split("-")[0] for key in _gazetteer())


@cache
def _single_names() -> frozenset[str]:
    return frozenset(key[0] for key in _gazetteer() if len(key) == 1)


def _name(keys: list[str], *, whole: bool = False) -> str | None:
    """Look a name up as it stands, without its genitive, or before a hyphen (Aarhus-modellen)."""
    *front, last = keys
    bare = last.split("'")[0].split("’")[0]
    for form in (last, bare, bare.removesuffix("s"), bare if whole else bare.split("-")[0]):
        name = _gazetteer().get((*front, form))
        if name:
            return name
    return None


def _inside(text: str, word: Word) -> bool:
    """Say whether a word has a capital that no sentence beginning gave it."""
    before = text[: word.start].rstrip(" \t")
    return word.text[:1].isupper() and bool(before) and before[-1] not in _BEFORE_START
