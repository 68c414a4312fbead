"""The word lists in `data/`, read once, when first needed (about 30 ms in all)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


def _lines(name: str) -> list[str]:
    return (_DATA / name).read_text(encoding="utf-8").splitlines()


def _stem_lines(name: str) -> dict[str, str]:
    """Read lines of a stem and the forms that belong to it."""
    found: dict[str, str] = {}
    for line in _lines(name):
        own, *forms = line.split()
        found.update(dict.fromkeys(forms, own))
    return found


@cache
def corrections() -> dict[str, str]:
    """Map the forms that the dictionary gets wrong, listed by hand, to their stems."""
    return _stem_lines("corrections.txt")


@cache
def irregular() -> dict[str, str]:
    """Map a form that the rules get wrong to its stem."""
    return _stem_lines("irregular.txt") | corrections()


@cache
def known() -> dict[str, str]:
    """Map each simple dictionary word to its stem."""
    found: dict[str, str] = {}
    for name in ("known.txt", "additions.txt"):
        for line in _lines(name):
            own, _, rest = line.partition("|")
            found[own + rest] = own
    return found


@cache
def known_stems() -> frozenset[str]:
    """Give the stems of all simple dictionary words."""
    return frozenset(known().values())


@cache
def modifiers() -> dict[str, tuple[str, int]]:
    """Map a modifier with its linking letters to its stem and in how many compounds it stands."""
    rows = (line.split() for line in _lines("modifiers.txt"))
    return {surface: (own, int(count)) for surface, own, count in rows}


@cache
def heads() -> dict[str, int]:
    """Map the stem of a head to in how many compounds it stands."""
    rows = (line.split() for line in _lines("heads.txt"))
    return {own: int(count) for own, count in rows}


@cache
def atoms() -> frozenset[str]:
    """Give the stems of words that look like compounds and are none (rapport, vejledning)."""
    from ingest.danish.inflection import simple_stem

    return frozenset(simple_stem(word) for line in _lines("atoms.txt") for word in line.split())


@cache
def related() -> dict[str, str]:
    """Map stems to the stem of the word they belong with, listed by hand (salg, sælge)."""
    return _stem_lines("related.txt")


@cache
def place_lines() -> tuple[str, ...]:
    """Give a line for each place: its canonical name, then others after "|"."""
    return tuple(line for line in _lines("places.txt") if not line.startswith("#"))


@cache
def place_words() -> frozenset[str]:
    """Give the words that names of places are made of, lower case, with å for aa."""
    text = " ".join(place_lines()).replace("|", " ").replace("aa", "å")
    return frozenset(text.split())


@cache
def given_names() -> frozenset[str]:
    """Give common given names, those above all that are common words too (Frank, Bo)."""
    return frozenset(word for line in _lines("given_names.txt") for word in line.split())


@cache
def organisations() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Map the first word of each listed organisation to the names, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in _lines("organisations.txt"):
        name = tuple(line.split())
        found.setdefault(name[0], []).append(name)
    return {first: tuple(sorted(names, key=len, reverse=True)) for first, names in found.items()}
