"""A stem to the stems that a document may use for the same thing, Danish and from English.

Hand-made for the words of municipal documents: vectors of single words confuse look-alikes
(borgmester, borger), which is worse than no synonym.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from importlib.resources import files

from ingest.danish.stems import stem


def synonyms(word_stem: str) -> frozenset[str]:
    """Return the stems of the words that mean the same, without the stem itself."""
    return _groups().get(word_stem, frozenset())


def translations(word: str) -> frozenset[str]:
    """Return the Danish stems of an English word in any of its inflections, else an empty set."""
    table = _english()
    lowered = word.lower()
    for form in (lowered, *_english_bases(lowered)):
        if form in table:
            return table[form]
    return frozenset()


def _english_bases(word: str) -> tuple[str, ...]:
    bases = []
    for ending, replacement in (
        ("ies", "y"), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"),
        ("ied", "y"), ("'s", ""),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bases.append(word[: len(word) - len(ending)] + replacement)
    return tuple(bases)


def _lines(name: str) -> list[str]:
    text = files("ingest.danish").joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines("synonyms.txt"):
        stems = {stem(word) for word in line.split()}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}


@cache
def _english() -> dict[str, frozenset[str]]:
    table = {}
    for line in _lines("english.txt"):
        word, _, danish = line.partition(":")
        table[word] = frozenset(stem(one) for one in danish.split())
    return table
