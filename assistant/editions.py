"""Which edition is asked about: "den gamle strategi", "den nuværende", "strategien 2019-2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.analysis import Analysis, Terms, analyse
from assistant.candidates import Found
from ingest import danish
from ingest.records import Document

_KIND = (
    r"(?P<kind>\w*(?:strategi|plan|politik|retningslinje|vejledning|instruks|aftale|kontrakt|"
    r"rapport|evaluering|undersøgelse|budget|notat|opgørelse|strategy|plan|policy|report))"
    r"(?:e?ne?|en|et)?\b"
)
_OLD = re.compile(rf"\b(?:gamle|tidligere|forrige|gammel|old|previous|former) {_KIND}", re.I)
_NEW = re.compile(
    rf"\b(?:nye|ny|nyeste|seneste|nuværende|gældende|aktuelle|new|current|latest) {_KIND}", re.I
)
_OF_YEARS = re.compile(rf"\b{_KIND} (?:for )?(?P<from>20\d\d) ?[-–/] ?(?P<to>20\d\d)", re.I)
_WAYS = {"old": _OLD, "new": _NEW, "years": _OF_YEARS}
_ABOUT = re.compile(r"\b(?:af|for|i|om|på|til|of|on)\b", re.I)  # what follows it, in a title
_INSIDE = re.compile(r"\b(?:i|ifølge|in|under) (?:den|det|vores|the|\w+s)? ?$", re.I)


def edition_meant(
    question: str, found: Sequence[Found], may: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return (n,) bool: the sentences of no other edition than the one that is asked about.

    Editions are documents of one kind, by their titles, of different years. What stands "i den
    gamle strategi" stands in no other document either.

    Args:
        question: Standalone.
        found: n sentences.
        may: (n,) bool, those that can answer.
    """
    everything = np.ones(len(found), dtype=np.bool_)
    asked = [(one, way.search(question)) for one, way in _WAYS.items()]
    meant = [(one, match) for one, match in asked if match]
    if len(meant) != 1:
        return everything
    way, match = meant[0]
    stem = danish.stem(match["kind"].lower())
    able = [one.document for one, can in zip(found, may.tolist(), strict=True) if can]
    documents = {document.sha256: document for document in able}.values()
    of_kind = [document for document in documents if _is_of_kind(document, stem)]
    editions = _of_years(of_kind, match) if way == "years" else _editions(of_kind, match)
    chosen = {sha256 for sha256, is_old in editions.items() if is_old == (way == "old")}
    others = editions.keys() - chosen
    if not chosen or not others:
        return everything
    if _INSIDE.search(question[: match.start()]) or way == "years":
        return np.array([one.document.sha256 in chosen for one in found], dtype=np.bool_)
    return np.array([one.document.sha256 not in others for one in found], dtype=np.bool_)


def without_age(question: str) -> str:
    """Return a question without the word that tells an old edition from a new one."""
    return _OLD.sub(lambda match: match[0].partition(" ")[2], question)


def _of_years(documents: Sequence[Document], match: re.Match[str]) -> dict[str, bool]:
    """Return for the sha256 of each document whether its title lacks the years asked about."""
    span = re.compile(rf"{match['from']} ?[-–/] ?(?:{match['to']}|{match['to'][2:]})\b")
    return {one.sha256: span.search(one.title) is None for one in documents}


def _editions(documents: Sequence[Document], match: re.Match[str]) -> dict[str, bool]:
    """Return for the sha256 of each document that is an edition whether there is a newer one.

    A plan for meals is no edition of a plan for dementia, nor Vejle's strategy of Odense's.
    """
    kind = analyse(match["kind"].lower()).terms
    editions = {}
    for one in documents:
        years = {other.year for other in documents if other.year and _is_alike(one, other, kind)}
        if one.year and len(years) > 1:
            editions[one.sha256] = one.year < max(years)
    return editions


def _is_alike(one: Document, other: Document, kind: Terms) -> bool:
    """Tell whether two titles, their kind aside, name a thing in common, and no two places."""
    here, there = analyse(one.title), analyse(other.title)
    if here.places and there.places and not here.places & there.places:
        return False
    own, others = _subject(here, kind), _subject(there, kind)
    return not own or not others or bool(own & others)


def _subject(title: Analysis, kind: Terms) -> set[str]:
    """Return what the words of a title are matched by, less its kind, places and figures."""
    terms = title.terms
    known = {*terms.stems, *terms.parts, *terms.families} - {*kind.stems, *kind.families}
    return {one for one in known - title.places if one.isalpha()}


def _is_of_kind(document: Document, stem: str) -> bool:
    """Tell whether a title says that this is one, and not that it is about one."""
    head = _ABOUT.split(document.title, maxsplit=1)[0]
    return any(danish.stem(word.text.lower()).endswith(stem) for word in danish.words(head))
