"""A simple word to the form that its inflections share: listed exceptions, rules for the rest."""

from __future__ import annotations

import re

from ingest.danish.lexicon import irregular

# Four letters must stay before the endings of verbs in -ere and of doers in -er, three before
# others: shorter words (leve, levere) would meet.
_SUFFIX = re.compile(
    r"(?:(?<=[^\W\d]{4})(?:erede[st]?|eredes|erendes?|erers?|erets?|eres?|erens?|ernes?|ers?)"
    r"|(?<=[^\W\d]{3})(?:ernes?|erens?|enes?|endes?|edes?|ens?|ets?|ers?|es?))$"
)
_NEUTER = re.compile(r"(?<=ig|al|iv|om|ar|øs|ær|el)t$")
_SUPERLATIVE = re.compile(r"(?<=ig)ste?$")
_GENITIVE = re.compile(r"(?<=[^\W\d]{3}[bdfgklmnprtv])s$")
_DOUBLE = re.compile(r"([bdfgklmnprstvz])\1$")
_VOWEL = re.compile(r"[aeiouyæøå]")


def strip(folded: str) -> str:
    """Take off the longest inflectional ending and undouble the last consonant (hjemmet: hjem)."""
    base = _NEUTER.sub("", _SUPERLATIVE.sub("", folded))
    if base.endswith(("itet", "itets")):
        return base.rstrip("s")
    shorter = _SUFFIX.sub("", base)
    if not _VOWEL.search(shorter):
        shorter = base
    if shorter == base:
        shorter = _GENITIVE.sub("", base)
    return undouble(shorter)


def undouble(word: str) -> str:
    """Make a double consonant at the end single."""
    return _DOUBLE.sub(r"\1", word)


def simple_stem(folded: str) -> str:
    """Give the stem of a folded word as a whole: from the list, or by rule."""
    return irregular().get(folded) or strip(folded)
