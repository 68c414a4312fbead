"""A title made of a file's name, with the letters and capitals that such names lose."""

from __future__ import annotations

import re
from collections.abc import Collection

_WORD = re.compile(r"[^\W\d_]+")
_SORTED = re.compile(
    r"(?:0\d{1,2}[a-z]?[ ._-]+|\d{1,2}(?:_| - |(?:\. ?| ?- ?)(?-i:(?=[A-ZÆØÅ]))))"
    r"(?!(?:kvartal|halvår|udgave|udkast|version|behandling)(?![^\W\d_])|(?:timer|dag|dage|døgn|uge|måned|år|årig|minut|procent|pct|kr|kroner|mio|km|m2)[a-zæøå]{0,3}"
    r"(?![^\W\d_])|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))[^\W\d_]",
    re.I,
)
_LETTERS = (("ae", "æ"), ("oe", "ø"), ("aa", "å"))


def spelled(name: str, text: str) -> str:
    """Write "hjaelpemidler vejle kommune" as "Hjælpemidler Vejle Kommune".

    A word gets the letters that the text or the dictionary has it with. A name that neither knows
    gets them where another word of the file's name did: then whoever gave it wrote all of it so.

    Args:
        name: With spaces between its words.
        text: Of the document.
    """
    known = {word.lower() for word in _WORD.findall(text)}
    restored = {word: _restored(word, known) for word in set(_WORD.findall(name))}
    if any(restored.values()):
        restored = {
            word: other or (_danish(word) if _is_unknown(word, known) else None)
            for word, other in restored.items()
        }
    title = _WORD.sub(lambda found: restored[found[0]] or found[0], name)
    return _with_capitals(title[:1].upper() + title[1:])


def unnumbered(name: str, path: str) -> str:
    """A name without the number that only sorts the file: "17_takster.csv", "03 - takster.csv".

    What counts something stays: "24_timers_pleje.csv", "1. kvartal.pdf", "10-punktsplan.pdf".
    """
    found = _SORTED.match(path.rsplit("/", 1)[-1])
    return re.sub(r"^\d+[a-z]?[\s._-]+", "", name) if found else name


def _restored(word: str, known: Collection[str]) -> str | None:
    """The word with its Danish letters; None when it is right, or nothing knows it."""
    from ingest.danish import fold, places
    from ingest.danish.compounds import is_word

    danish = _danish(word)
    if danish == word or word.lower() in known:
        return None
    if places(word) and not re.search("ae|oe", word, re.I):
        return None  # Aarhus and Aalborg write themselves so
    if danish.lower() in known:
        return danish
    folded = fold(word)
    return _cased(folded, word) if folded != word.lower() and is_word(folded) else None


def _is_unknown(word: str, known: Collection[str]) -> bool:
    from ingest.danish import fold, places
    from ingest.danish.compounds import is_word

    return word.lower() not in known and not is_word(fold(word)) and not places(word)


def _danish(word: str) -> str:
    lowered = word.lower()
    for pair, letter in _LETTERS:
        lowered = lowered.replace(pair, letter)
    return _cased(lowered, word)


def _cased(lowered: str, like: str) -> str:
    """Write a word in capitals, or with a first one, like another."""
    if like.isupper():
        return lowered.upper()
    return lowered[:1].upper() + lowered[1:] if like[:1].isupper() else lowered


def _with_capitals(title: str) -> str:
    """Give places their capitals, and the name before "kommune" with the word itself."""
    from ingest.danish import places
    from ingest.danish.compounds import is_word

    words = list(_WORD.finditer(title))
    large = {found.start() for found in words if places(found[0])}
    for found, following in zip(words, words[1:], strict=False):
        named = found.start() in large or not is_word(found[0].lower())
        if following[0].lower() == "kommune" and named:
            large |= {found.start(), following.start()}
    return "".join(
        letter.upper() if index in large else letter for index, letter in enumerate(title)
    )
