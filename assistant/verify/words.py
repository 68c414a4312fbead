"""The word lists of the verifier, looked up by stem."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache
from importlib.resources import files
from typing import Any

from ingest import danish

_SHORT = 2  # letters of a stem that too many words have (færre and få)


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(files("assistant.verify").joinpath("words.toml").read_text("utf-8"))


def _lines_of(name: str) -> list[str]:
    lines: list[str] = _lists()[name].strip().splitlines()
    return lines


@cache
def _stems(name: str) -> frozenset[str]:
    return frozenset(danish.stem(word) for word in _lists()[name].split())


def is_light(word: str, stem: str) -> bool:
    """Say whether a word, in lower case and as its stem, adds no fact of its own."""
    return stem in _stems("light") or word in _forms("light_english")


@cache
def _forms(name: str) -> frozenset[str]:
    return frozenset(_lists()[name].split())


def is_soft(stem: str) -> bool:
    """Say whether a word refers back or says how, so that one may stand in no source."""
    return stem in _stems("soft")


@cache
def _verbs() -> frozenset[str]:
    text = files("assistant.verify").joinpath("verbs.txt").read_text("utf-8")
    rows = (line.partition(" ") for line in text.splitlines())
    return frozenset(shared + end for shared, _, ends in rows for end in ends.split("|"))


def is_verb(word: str) -> bool:
    """Say whether a word as it stands is a form of a verb, and of no noun (viste, not besøg)."""
    return danish.fold(word) in _verbs()


def negations() -> frozenset[str]:
    """Return the words that deny, lower case."""
    return _forms("negations")


def hidden_negations() -> frozenset[str]:
    """Return the stems of words with a denial in them."""
    return _stems("hidden")


@cache
def _hidden_same() -> dict[str, frozenset[str]]:
    lines = [frozenset(map(danish.stem, line.split())) for line in _lines_of("hidden_same")]
    return {stem: line for line in lines for stem in line}


def same_denial(one: str, other: str) -> bool:
    """Say whether two stems with a denial in them deny the same (mangle, savne)."""
    return one == other or other in _hidden_same().get(one, ())


@cache
def _denied() -> dict[str, frozenset[str]]:
    listed = _lists()["denied"].items()
    return {
        danish.stem(word): frozenset(danish.stem(one) for one in words.split())
        for word, words in listed
    }


def denied_by(stem: str) -> frozenset[str]:
    """Return the stems that a word with a denial in it denies (fraråde: anbefale)."""
    return _denied().get(stem, frozenset())


@cache
def _groups() -> dict[str, int]:
    listed = enumerate(_lists()["groups"])
    return {danish.stem(word): number for number, words in listed for word in words.split()}


def group_of(stem: str) -> int | None:
    """Return the number of the group of people that a stem names (borger, medarbejder)."""
    return _groups().get(stem)


def short_for(text: str, letters: int) -> tuple[str, ...]:
    """Return the abbreviation of the compound that a text ends with: sosu of "social- og sundheds".

    Args:
        text: Up to the end of a word.
        letters: Of that word.
    """
    word = text[-letters:].lower()
    before = text[:-letters].lower().rstrip()
    return tuple(
        short
        for short, (first, last) in _lists()["short_forms"].items()
        if word.startswith(last) and before.endswith(first)
    )


def affirming() -> frozenset[str]:
    """Return the words after which "ikke" denies nothing (ikke kun)."""
    return _forms("affirming_after")


@cache
def _periods() -> dict[str, str]:
    listed = _lists()["periods"].items()
    return {danish.stem(word): period for period, words in listed for word in words.split()}


def period_of(stem: str) -> str | None:
    """Return the unit of time that a stem names, or None."""
    return _periods().get(stem)


@cache
def _poles() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for axis, poles in enumerate(_lists()["opposites"]):
        for pole, words in enumerate(poles):
            for word in words.split():
                stem = danish.stem(word)
                for form in {word, stem} if len(stem) > _SHORT else {word}:
                    if f"{axis}:{pole}" not in found[form]:
                        found[form].append(f"{axis}:{pole}")
    return {form: tuple(places) for form, places in found.items()}


@cache
def _rivals() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for poles in _lists()["rivals"]:
        words = [pole.split() for pole in poles]
        for own in words:
            for word in own:
                found[word] |= {one for other in words if other is not own for one in other}
    return {word: frozenset(others) for word, others in found.items()}


def rivals_of(word: str) -> frozenset[str]:
    """Return the forms that deny a form where both stand before the same word (kun, også)."""
    return _rivals().get(word, frozenset())


@cache
def _signs() -> dict[str, str]:
    """Return "+" or "-" of each pole that says more or less of something."""
    signed: dict[str, str] = {}
    for axis, poles in enumerate(_lists()["opposites"]):
        if axis in _lists()["more_or_less"]:
            signed |= {f"{axis}:{pole}": "+-"[pole] for pole in range(len(poles))}
    return signed


def signs(poles: tuple[str, ...]) -> frozenset[str]:
    """Return the signs of poles: "+" for more, "-" for less."""
    return frozenset(_signs()[pole] for pole in poles if pole in _signs())


def poles_of(word: str, stem: str) -> tuple[str, ...]:
    """Return "axis:pole" of a word that has an opposite: by its form, else by its stem."""
    if word in _forms("no_poles"):
        return ()
    return _poles().get(word) or _poles().get(stem) or ()


@cache
def _two_sided() -> frozenset[str]:
    listed = enumerate(_lists()["opposites"])
    return frozenset(str(axis) for axis, poles in listed if len(poles) == 2)


def is_denied_by(
    key: str, poles: tuple[str, ...], other: str, other_poles: tuple[str, ...]
) -> bool:
    """Say whether two stems deny one another, there being no third (usikker, sikker)."""
    if is_un(key, other) or is_un(other, key):
        return True
    axes = {pole.partition(":")[0]: pole for pole in other_poles}
    places = ((pole.partition(":")[0], pole) for pole in poles)
    return any(axis in _two_sided() and axes.get(axis, pole) != pole for axis, pole in places)


def is_un(key: str, other: str) -> bool:
    """Say whether a stem is another with "un-" before it (usikker, sikker)."""
    return key == "u" + other and len(other) > _SHORT


@cache
def _same() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _lines_of("same"):
        stems = {danish.stem(word) for word in line.split()}
        for one in stems:
            found[one] |= stems - {one}
    return {one: frozenset(others) for one, others in found.items()}


def alike(stem: str) -> frozenset[str]:
    """Return the stems that a source may have for the same thing."""
    return _same().get(stem, frozenset()) | danish.synonyms(stem)
