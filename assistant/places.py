"""The places that a question is about, and whether a sentence is about them too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import TYPE_CHECKING

from assistant.analysis import HELD, Analysis, analyse, analyse_lines, match
from assistant.asks import FACT_ASKS
from assistant.cells import cells_of, column_of
from assistant.focus import Candidate, Focus
from ingest import danish

if TYPE_CHECKING:
    from ingest.library import Library

_ONE_NAME = frozenset({"organisation", "place"})  # another municipality may be what is asked for
_BEFORE_PLACES = frozenset({"i", "fra", "hos", "in", "from"})
_HOUSE = re.compile(
    r"\b(plejecent|plejehjem|ældrecent|lokalcent|aktivitetscent|dagcent|sundhedscent|bosted|botilbud|"
    r"børnehus|distrikt|bofællesskab|nursing home|care home)\w*",
    re.I,
)
_AT = re.compile(r"\bpå (?=[A-ZÆØÅ][a-zæøå])")
_NAMED_HOUSE = re.compile(rf"(?:(?i:{_HOUSE.pattern})|\bpå) (?P<name>[A-ZÆØÅ][a-zæøå]+)")
_PLACE_COLUMN = re.compile(r"\W*(kommune(r|navn)?|municipalit(y|ies))\W*$", re.I)
_EVERYONE = re.compile(
    r"\W*(alle|samtlige|fælles|hele|øvrige|andre|flere|ingen|tværkommunal\w*|landet|landsplan|all|"
    r"i alt|total|sum|gennemsnit|snit|average)\b",
    re.I,
)
_LOCAL = re.compile(r"\b(?:kommune|municipal)", re.I)
_LEVELS = (  # of government beside the municipalities
    re.compile(r"\bregion(?!al)", re.I),
    re.compile(r"\b(?:stat(?:en|ens|s|slig\w*)?\b|regering|ministeri|finanslov|state\b)", re.I),
)
MUNICIPALITY = frozenset(map(danish.stem, ("kommune", "municipality", "municipalities")))
_COUNTRY = frozenset({"danmark"})  # what a Danish document is about without saying so


def places_in(question: str, library: Library) -> list[danish.Place]:
    """Return a question's places, with those that only the library's documents tell to be one.

    "Hvor mange i Lyngsø" is about a municipality where a document speaks of "Lyngsø Kommune".
    """
    found = danish.places(question)
    known = {danish.stem(name): name for name in library.municipalities()}
    if not known:
        return found
    spans = {*danish.names(question), *_may_be_names(question)}
    for start, end in sorted(spans):
        name = known.get(danish.stem(question[start:end]))
        if name and not any(place.start < end and start < place.end for place in found):
            found.append(danish.Place(start, end, name, municipality=True))
    return sorted(found, key=lambda place: place.start)


def _may_be_names(question: str) -> list[tuple[int, int]]:
    """Return the words that may name a place: unknown, with a capital, or behind "i" and the like.

    A name may be made of common words (Fjordby).
    """
    words = danish.words(question)
    before = ["", *(word.text.lower() for word in words)]
    return [
        (word.start, word.end)
        for word, previous in zip(words, before, strict=False)
        if previous in _BEFORE_PLACES
        or (previous and word.text[0].isupper())
        or not danish.is_word(danish.fold(word.text))
    ]


def houses_in(question: str, terms: Sequence[danish.Term]) -> tuple[int, ...]:
    """Return the indexes of the terms that name a house.

    A word for its kind stands before it or behind it, or "på" before a capital: one lives in a
    town, and at "Egely". What has capitals only is no house (på SOSU).
    """
    kinds = {match.end() + 1 for match in _HOUSE.finditer(question)}
    behind = {match.start() for match in _HOUSE.finditer(question)}
    at = {match.end() for match in _AT.finditer(question)}
    return tuple(
        index
        for index, term in enumerate(terms)
        if term.start in kinds
        and _may_name(term)
        or term.start in at
        and not _HOUSE.match(term.text)
        and not danish.places(term.text)
        or term.end + 1 in behind
        and term.text[0].isupper()
        and not danish.places(term.text)
    )


def _may_name(term: danish.Term) -> bool:
    return term.text[0].isupper() or not danish.is_word(danish.fold(term.text))


def with_houses(focus: Focus, candidates: Sequence[Candidate]) -> Focus:
    """Return a question whose names are houses where a sentence calls them one ("på Egely")."""
    names = {
        index: term.text.lower().removesuffix("s")
        for index, term in enumerate(focus.terms)
        if _may_name(term) and term.stem not in focus.places and not danish.places(term.text)
    }
    if not names:
        return focus
    texts = {text for one in candidates for text in (one.text, one.near)}
    written = [f" {name.capitalize()}" for name in names.values()]
    naming = [text for text in texts if any(name in text for name in written)]
    called = {m["name"].lower() for text in naming for m in _NAMED_HOUSE.finditer(text)}
    houses = {*focus.houses, *(index for index, name in names.items() if name in called)}
    return replace(focus, houses=tuple(houses))


def names_houses(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence is about a house that is asked about; without one every sentence is.

    It or what stands around it names the house; or its document does, and nothing before it names
    another one.
    """
    return not focus.houses or any(_is_of(house, focus, candidate) for house in focus.houses)


def _is_of(house: int, focus: Focus, candidate: Candidate) -> bool:
    term, others = focus.terms[house], focus.alternatives[house]
    if match(term, others, analyse(candidate.text)) >= HELD:
        return True
    if _NAMED_HOUSE.search(candidate.text):
        return False
    if match(term, others, analyse_lines(f"{candidate.near}\n{candidate.wide}")) >= HELD:
        return True
    return term.text in candidate.document_text and not _NAMED_HOUSE.search(candidate.near)


class About(IntEnum):
    """How a sentence is about the place asked for."""

    ELSEWHERE = 0  # another place's, or nobody's
    NEARBY = 1  # its passage, or a document full of it, names the place
    ITS_OWN = 2  # it, its heading, its block, or its document's title or publisher does


def about(focus: Focus, candidate: Candidate) -> About:
    """Tell whether a sentence is about the place asked for; without one every sentence is.

    What a municipality publishes is about itself: in it only a sentence or a heading that names
    another one is about that.
    """
    asked = focus.places - _COUNTRY
    if not asked:
        return About.ITS_OWN
    own = analyse(candidate.text)
    if _holds(focus, own):
        return About.ITS_OWN
    if candidate.kind == "table_row" and _is_row_of_another(focus, candidate):
        return About.ELSEWHERE
    elsewhere = own.places - _COUNTRY or (focus.municipalities and focus.known & own.stems)
    if elsewhere and not _ONE_NAME & {*focus.asks}:
        return About.ELSEWHERE
    titles, _, names = candidate.scope.rpartition("\n")
    document = analyse_lines(titles)
    if _holds(focus, analyse_lines(over(candidate))) or _holds(focus, document):
        return About.ITS_OWN
    home = document.municipalities
    if focus.municipalities and home:
        return About.ELSEWHERE
    around = f"{candidate.near}\n{candidate.wide}"
    full_of = {*names.split()}
    if full_of and full_of <= asked:
        return About.ITS_OWN
    if asked & full_of or _holds(focus, analyse_lines(around)):
        return About.NEARBY
    return About.ELSEWHERE


def is_of_municipalities(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a figure is asked for of regions or the state, and a sentence has the others'.

    "Kommunerne står for 25 procent" does not say what the regions stand for.
    """
    if focus.asks[0] not in FACT_ASKS:
        return False
    asked = [level for level in _LEVELS if any(level.match(term.text) for term in focus.terms)]
    if len(asked) != 1 or any(_LOCAL.match(term.text) for term in focus.terms):
        return False
    if not _LOCAL.search(candidate.text):
        return False
    return not asked[0].search(candidate.around)


def _is_row_of_another(focus: Focus, row: Candidate) -> bool:
    """Tell whether a row's own cell names another place, in the column that tells whose rows are.

    That is a column of municipalities, or one where the place asked for fills a cell. Where it is
    municipalities that are asked for ("Hvilke kommuner …?"), each is its own.
    """
    kinds = [term.stem in MUNICIPALITY for term in focus.terms]
    if (focus.strong & kinds).any():
        return False
    return any(
        focus.municipalities
        if _PLACE_COLUMN.match(heading)
        else any(_is_asked(focus, one) for one in column_of(heading, row.document_text))
        for heading, value in cells_of(row.text).items()
        if value[:1].isupper() and not _EVERYONE.match(value)
    )


def _is_asked(focus: Focus, value: str) -> bool:
    """Tell whether a cell names a place that is asked for and says no more."""
    name = value.lower().removesuffix(" kommune")
    return danish.stem(name) in focus.places - _COUNTRY


def over(candidate: Candidate) -> str:
    """Return headings, and what stands before a sentence in its own block or list."""
    if candidate.starts_block and candidate.kind != "list_item":
        return candidate.near.partition("\n")[0]
    return candidate.near


def _holds(focus: Focus, there: Analysis) -> bool:
    """Tell whether a text names the place; one that no list has is found by its name alone."""
    if (focus.places - _COUNTRY) & there.places:
        return True
    if not focus.called:
        return False
    named = {danish.stem(part) for name in there.names for part in (name, *name.split())}
    return bool(focus.called & (named | there.stems))
