"""What a reference says of the document that its title names: who wrote it, who published it.

A title alone may be anyone's: "Hansen (2020): Skærmbesøg. Gyldendal" is another work than the
document of that title in which neither name stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.verify.analysis import bare
from ingest import danish

_YEAR = re.compile(r"\(?\b(?:18|19|20)\d\d\b\)?")
_SUBTITLE = re.compile(r"\s*(?::|[-–]\s|\.\s(?=En |Et |A ))\s*(?P<words>[^\W\d][^.,;()\d]{3,})")
_SEGMENT = re.compile(r"[.;:,()/]\s+|\s(?:og|and|m\.fl\.|et al\.?)\s|\s?&\s?|[()«»\"]")
_INITIALS = re.compile(r"\b[^\W\d_]\.")
_BODY = re.compile(r"kommune|region|universitet", re.I)  # it is not only a town
# What leads in a part of a reference and names no one.
_LEADS_TEXT = """
anonym besøgt citat fil hentet her hjemmeside in i jf kilde lokaliseret nettet notat note pdf ph d
rapport red redaktør s se senest set side sidst tabel tilgængelig udateret udgivet ukendt forfatter
u å uden år retrieved available from accessed report unknown ed eds vol nr no doi isbn afsnit slide
ark række artikel web online internet adresse internetadresse titel udgave dokument bilag figur
kapitel
"""
_LEADS = frozenset(_LEADS_TEXT.split())
_MOST_WORDS = 8  # of a name; what is longer is a remark
_KNOWN = 0.5  # share of a name's words that stand in the document from which it is known there


def claimed_otherwise(text: str, title: tuple[int, int], knows: Callable[[str], bool]) -> list[str]:
    """Return what of a reference its document denies: `author`, `publisher`, `title`.

    Args:
        text: A reference without its quotations and addresses.
        title: Where the title stands in it.
        knows: Says whether a folded word stands in the document or in what is known of it.
    """
    problems = []
    before, after = text[: title[0]], text[title[1] :]
    if match := _SUBTITLE.match(after):
        words = [danish.fold(word.text) for word in danish.words(match["words"])]
        weighty = [word for word in words if not danish.is_stop(word)]
        if not all(knows(word) or word in _LEADS for word in weighty):
            problems.append("title")
            after = after[match.end() :]
    for problem, names in (("author", _names(before)), ("publisher", _names(after))):
        if names and not any(_is_known(name, knows) for name in names):
            problems.append(problem)
    return problems


def _names(text: str) -> list[list[str]]:
    """Return the names in a part of a reference, each as its words with a capital."""
    found = []
    for part in _SEGMENT.split(_INITIALS.sub(" ", _YEAR.sub(". ", text))):
        words = danish.words(part)
        while words and (danish.fold(words[0].text) in _LEADS or danish.is_stop(words[0].text)):
            words = words[1:]
        if not words or len(words) > _MOST_WORDS:
            continue
        towns = [range(place.start, place.end) for place in danish.places(part)]
        owned = bool(_BODY.search(part))
        capitals = [
            word.text
            for word in words
            if word.text[0].isupper() and len(word.text) > 1
            if owned or not any(word.start in town for town in towns)
            if danish.month(word.text) is None
        ]
        if capitals:
            found.append(capitals)
    return found


def _is_known(words: list[str], knows: Callable[[str], bool]) -> bool:
    held = [knows(bare(danish.fold(word))) or knows(danish.fold(word)) for word in words]
    initials = "".join(word[0] for word in words).lower()
    least = len(held) if _BODY.search(" ".join(words)) else _KNOWN * len(held)
    return sum(held) >= least or len(words) > 1 and knows(initials)
