"""A message that repairs the question before it: "Nej, jeg mente Odense", "Ikke 2022, men 2023"."""

from __future__ import annotations

import re

from assistant.carried import matter
from assistant.slots import NAME, is_deed
from assistant.swap import swap
from assistant.topic import LEANED
from ingest import danish

_OPENING = r"^(?:(?:nej|nå|undskyld|beklager|hov|ups|altså|no|sorry)\b[\s,.:;!–-]*)*"
_MEANT = re.compile(
    _OPENING + r"(?:jeg (?:mente|mener|tænkte på|spurgte (?:om|til))|(?:what )?i meant?)[\s:]+"
    r"(?:(?:nu|jo|altså|faktisk|egentlig|selvfølgelig|kun)\s+)*"
    r"(?!(?:at|om at|ikke|det|ja|nej|that|not)\b)(?P<meant>[^,].*)$",
    re.I,
)
_NO = re.compile(
    r"^(?:nej|no)[\s,.:;!–-]+(?P<meant>\w[\w.-]*(?: +\w[\w.-]*){0,3})[\s!?]*$", re.I
)  # no two parts can take the same character: the time does not grow with the question
_BUT = re.compile(
    rf"{_OPENING}(?:jeg (?:mente|mener) )?(?:ikke|not)\s+(?P<wrong>[^\s,?][^,?]*?),? "
    r"(?:men|but)\s+(?P<meant>.+)$",
    re.I,
)
_INSTEAD = re.compile(
    r"\s*(?:,? (?:og )?(?:ikke|not) (?P<wrong>[^,]+)| i stedet(?: for .+)?| instead)$"
)
_OWNED = re.compile(rf"{NAME}(?<=s) (?:[a-zæøå]+e )?[a-zæøå-]{{3,}}|.+ (?:i|på|hos|fra) {NAME}")
_COUNTED = re.compile(r"(?:hvor mange|hvilke|how many|which) (?P<counted>[a-zæøå-]+)(?= )", re.I)
_MANY = re.compile(r"[a-zæøå-]{3,}(?:er|e|r|s)(?<!ne)")
_WH = re.compile(r"(?:hv\w+|wh\w+|how)\b", re.I)


def is_correction(text: str) -> bool:
    """Tell whether a message says what was meant by the one before it."""
    return _meant(text.strip()) is not None


def asked_instead(text: str) -> str | None:
    """Return the question that a message says was meant: "Nej, jeg mente hvornår …"."""
    found = _meant(text)
    return f"{found[0]}?" if found and _WH.match(found[0]) else None


def corrected(text: str, previous: str) -> str | None:
    """Return the question before with what was meant in it, or None where nothing is mended."""
    found = _meant(text)
    if found is None or asked_instead(text):
        return None
    meant, wrong = found
    like = re.search(rf"(?<!\w){re.escape(wrong)}(?!\w)", previous, re.I) if wrong else None
    if like:
        return previous[: like.start()] + meant + previous[like.end() :]
    for exchange in (_matter_exchanged, _counted_exchanged, swap):
        if asked := exchange(meant, previous):
            return asked
    return None


def _meant(text: str) -> tuple[str, str | None] | None:
    """Return what was meant, and what was not where that is said too."""
    if found := _BUT.match(text):
        return _bare(found["meant"]), _bare(found["wrong"])
    if found := _MEANT.match(text) or _no(text):
        meant = _bare(found["meant"])
        if instead := _INSTEAD.search(meant):
            return meant[: instead.start()], instead["wrong"]
        return (meant, None) if danish.words(meant) else None
    return None


def _no(text: str) -> re.Match[str] | None:
    """Return "Nej, i Odense": a phrase without a verb of its own."""
    found = _NO.match(text)
    if found is None or not re.search(r"[A-ZÆØÅ\d]", found["meant"]):
        return None
    return None if any(is_deed(text, word.start) for word in danish.words(text)) else found


def _bare(text: str) -> str:
    return text.strip().rstrip("?!. ,")


def _matter_exchanged(meant: str, previous: str) -> str | None:
    """Return the question asked of another thing in another place: "Vejles robotter"."""
    if not _OWNED.fullmatch(meant):
        return None
    if leaned := LEANED.search(previous):
        return f"{previous[: leaned.start('topic')]}{meant}{previous[leaned.end('topic') :]}"
    about = matter(previous)
    for old in (str(about), about.thing):
        if old and old in previous:
            asked = previous.replace(old, meant, 1)
            return asked.replace(f" {about.place}", "") if about.place else asked
    return None


def _counted_exchanged(meant: str, previous: str) -> str | None:
    """Return the question asked of others than it counts: "medarbejdere" for "borgere"."""
    like = _COUNTED.match(previous) if _MANY.fullmatch(meant) else None
    if like is None or is_deed(previous, like.start("counted")):
        return None
    return f"{previous[: like.start('counted')]}{meant}{previous[like.end('counted') :]}"
