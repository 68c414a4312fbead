"""Find what a question asks for: an amount, a share, a date, a person, a list, a reason.

The wording of a Danish or English question fixes what kind of value its answer must hold; a
passage about the right thing without such a value is a near miss (a purpose is not a price).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from ingest import danish

Ask = Literal[
    "money",
    "share",
    "count",
    "duration",
    "date",
    "person",
    "organisation",
    "place",
    "reason",
    "way",
    "purpose",
    "definition",
    "effect",
    "list",
    "yes_no",
    "open",
]

FACT_ASKS = frozenset({"money", "share", "count", "duration", "date", "person"})


@lru_cache(maxsize=4096)
def asks_for(question: str) -> tuple[Ask, ...]:
    """Return what the question asks for, most specific first; ("open",) when nothing is matched.

    Example:
        >>> asks_for("Hvor mange procent af kommunerne svarede?")[0]
        'share'
    """
    lowered = question.lower().strip()
    found = [ask for ask, pattern in _patterns().items() if pattern.search(lowered)]
    if "share" in found and "count" in found:
        found.remove("count")
    if (
        "money" in found
        and "count" in found
        and re.search("kroner|penge|midler|mio|million", lowered)
    ):
        found.remove("count")
    if "duration" in found and "count" in found:
        found.remove("count")
    return tuple(found) or ("open",)


@lru_cache(maxsize=4096)
def wants_many(question: str) -> bool:
    """Tell whether every distinct point is wanted rather than the one fact."""
    asks = asks_for(question)
    return bool(_many().search(question.lower())) and asks[0] not in FACT_ASKS


def is_weak(term: danish.Term) -> bool:
    """Tell whether a question's word says what is asked for rather than what it is about."""
    return danish.fold(term.text) in _weak_words() or term.stem in _weak_stems()


@cache
def _patterns() -> dict[Ask, re.Pattern[str]]:
    return {
        cast(Ask, ask): re.compile("|".join(alternatives))
        for ask, alternatives in _wordings().items()
        if ask != "many"
    }


@cache
def _many() -> re.Pattern[str]:
    return re.compile("|".join(_wordings()["many"]))


@cache
def _wordings() -> dict[str, list[str]]:
    return tomllib.loads(files("assistant").joinpath("asks.toml").read_text("utf-8"))


@cache
def _weak_words() -> frozenset[str]:
    lines = files("assistant").joinpath("weak_words.txt").read_text("utf-8").splitlines()
    return frozenset(
        danish.fold(word) for line in lines if not line.startswith("#") for word in line.split()
    )


@cache
def _weak_stems() -> frozenset[str]:
    return frozenset(danish.stem(word) for word in _weak_words())
