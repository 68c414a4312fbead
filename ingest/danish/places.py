"""Text to the municipalities, regions, countries and larger towns in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ingest.danish.lexicon import place_lines
from ingest.danish.words import Word, fold, words

# Also common words: a place only with a capital inside a sentence, or before "Kommune".
_COMMON_WORDS = frozenset(
    fold(word)
    for word in ("vejen", "greve", "odder", "skive", "varde", "lejre", "bergen", "island", "struer")
)
_MUNICIPALITY = frozenset(("kommune", "kommunes", "kommunen", "municipality", "byråd", "byråds"))
_LONGEST = 3  # words of the longest name
_BEFORE_START = ".!?:\n\"'”’»«“„(•*"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text under its canonical name.

    Attributes:
        start: First character.
        end: One past the last; "Kommune" after a municipality's name belongs to it.
        name: Lower case, without "Kommune", as the municipality spells it ("aarhus"); regions
            begin with "region".
    """

    start: int
    end: int
    name: str


@cache
def _gazetteer() -> dict[tuple[str, ...], str]:
    """Map the folded words of each name to the canonical one."""
    found = {}
    for line in place_lines():
        names = [name.strip() for name in line.split("|")]
        for name in names:
            found[tuple(fold(part) for part in name.split())] = names[0]
    return found


def places(text: str) -> list[Place]:
    """Find municipalities, regions, countries and larger towns, in any case and spelling.

    "Københavns Kommune", "københavn" and "Koebenhavn" are all "københavn". A name that is also a
    common word (vejen) counts with a capital inside a sentence or before "Kommune".
    """
    return places_among(words(text), text)


def places_among(tokens: list[Word], text: str) -> list[Place]:
    """Find the places in a text whose tokens are known."""
    keys = [fold(token.text) for token in tokens]
    found: list[Place] = []
    position = 0
    while position < len(tokens):
        place, length = _at(text, tokens, keys, position)
        if place:
            found.append(place)
        position += length
    return found


def _at(text: str, tokens: list[Word], keys: list[str], position: int) -> tuple[Place | None, int]:
    """Read the longest name that begins at a token; also say how many tokens it takes."""
    lead = keys[position].split("-")[0].split("'")[0]
    if lead not in _first_words() and lead.removesuffix("s") not in _first_words():
        return None, 1
    for length in range(min(_LONGEST, len(tokens) - position), 0, -1):
        name = _name(keys[position : position + length])
        if not name:
            continue
        after = keys[position + length] if position + length < len(keys) else ""
        municipality = after in _MUNICIPALITY
        first = tokens[position]
        if not municipality and name in _COMMON_WORDS and not _inside(text, first):
            return None, 1
        end = tokens[position + length - 1].end
        if "-" in first.text and length == 1 and fold(first.text) not in _single_names():
            end = first.start + first.text.index("-")
        if municipality:
            length += 1
            end = tokens[position + length - 1].end
        return Place(first.start, end, name), length
    return None, 1


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0].split("-")[0] for key in _gazetteer())


@cache
def _single_names() -> frozenset[str]:
    return frozenset(key[0] for key in _gazetteer() if len(key) == 1)


def _name(keys: list[str]) -> str | None:
    """Look a name up as it stands, without its genitive, or before a hyphen (Aarhus-modellen)."""
    *front, last = keys
    bare = last.split("'")[0].split("’")[0]
    for form in (last, bare, bare.removesuffix("s"), bare.split("-")[0]):
        name = _gazetteer().get((*front, form))
        if name:
            return name
    return None


def _inside(text: str, word: Word) -> bool:
    """Say whether a word has a capital that no sentence beginning gave it."""
    before = text[: word.start].rstrip(" \t")
    return word.text[:1].isupper() and bool(before) and before[-1] not in _BEFORE_START
