"""A word to one form for all its inflections, and to one for its derivations."""

from __future__ import annotations

import re
from functools import cache

from ingest.danish.words import fold

_SUFFIX = re.compile(
    r"(?<=[^\W\d]{3})(?:ernes?|enes?|erens?|eres?|ers?|ens?|ets?|edes?|endes?|es?)$"
)
_NEUTER = re.compile(r"(?<=ig|al|iv|el|om|ar|øs|ær)t$")
_SUPERLATIVE = re.compile(r"(?<=ig)ste?$")
_DOUBLE = re.compile(r"([bdfgklmnprstvz])\1$")
_NOMINAL = re.compile(r"(?<=[^\W\d]{3})(?:ering|else|els|ning|ing|isk|ig|lig|ation|al|ant)$")
_IRREGULAR = {
    "mænd": "mand", "mændene": "mand", "børn": "barn", "børnene": "barn", "gik": "gå", "gået": "gå",
    "går": "gå", "større": "stor", "størst": "stor", "største": "stor", "bør": "burd", "burde": "burd",
}  # fmt: skip


@cache
def stem(word: str) -> str:
    """Give the form that all inflections of a word share."""
    folded = fold(word).replace("-", "").split("'")[0]
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    for _ in range(2):
        shorter = _DOUBLE.sub(r"\1", _SUFFIX.sub("", _NEUTER.sub("", _SUPERLATIVE.sub("", folded))))
        if shorter == folded:
            break
        folded = shorter
    return folded


@cache
def family(word: str) -> str:
    """Give the form that a word shares with what is derived from it (finansiere, finansiering)."""
    return _NOMINAL.sub("", stem(word))
