"""Whether a sentence is of a document's frame: who wrote it, when, to whom, about what."""

from __future__ import annotations

import re

from assistant.analysis import DATED, analyse
from assistant.asks import FACT_ASKS, Ask, Demand
from assistant.focus import Candidate, Focus
from assistant.verify.words import is_verb
from ingest import danish
from ingest.letters import CLOSING, SALUTATION

_ITSELF = re.compile(
    r"(det|den|dette|denne|her)?\s*(notat|rapport|oplæg|artike?l|dokument|pjece|folder|oversigt|"
    r"redegørelse|tekst|materiale)(et|en|n)?\b (samler|beskriver|bygger|handler|følger|gennemgår|"
    r"giver|indeholder|redegør|omfatter|præsenterer|skal|henvender|kan læses|"
    r"er (skrevet|lavet|udarbejdet|samlet|baseret))\b|"
    r"her er(, hvad| (\w+ ){0,3}eksempler| (en|et) \w*(oversigt|overblik|opsamling))\b|"
    r"her (kommer|følger) (svar|status|(en|et) \w*(status|oversigt|overblik|opsamling))\w*\b|"
    r"(det|dette|teksten|notatet|siden) er (ikke|hverken) (juridisk )?(rådgivning|vejledning)\b|"
    r"(oplysningerne|beløb og tal|tallene) er gengivet\b|"
    r"this (report|note|memo|article|document)\b",
    re.I,
)
_THIS = ("denne", "dette")  # to look for a word takes a hundredth of what a pattern takes
_OF_ITSELF = re.compile(
    r".{0,120}\b(samler|redegør|beskriver|præsenterer|gennemgår)\b.{0,40}\bi (denne|dette) "
    r"\w*(notat|rapport|oplæg|artikel|evaluering|redegørelse)\b",
    re.I,
)
# What a letter, a mail or minutes begin and end with.
_LETTERHEAD = re.compile(
    r"^[\W_]*(dato|vedr(ørende)?|emne|til|fra|cc|att|j\.? ?nr|sags?nr|sagsnummer|sted|referent|"
    r"ordstyrer|mødeleder|afbud|til stede|deltagere|fraværende|mødt|subject|date|to|from)\b"
    r"[.*_ ]*:|^\W*(kære|hej|dear) \w+[ ,\w]{0,40}$",
    re.I,
)
_SENDER = re.compile(r"\W*(fra|from|cc)\b[.*_ ]*:", re.I)
_WRITES = re.compile(
    r"skr[ie]v|sen[dt]|afsend|\bmail|brev|notat|forfatter|wrote|written|\bfrom", re.I
)
_UNIT_NOTE = re.compile(
    r"\W*(alle )?(beløb|tal|priser?|budgettal)(lene|ene|ne)? (er )?(angivet |opgjort |vist )?i "
    r"(1\.?000|tusinde?|t|mio\.?|millioner|hele) ?(kr|kroner)\b",
    re.I,
)
_FIGURE = re.compile(r"\d")
_SOURCE_NOTE = re.compile(r"^\W*(kilder?|sources?) ?\d*: ", re.I)
# What a page ends with, and answers only who asks whom to turn to; each has one of the words.
_INVITING = (" du ", "til os", "kontakt ")
_INVITATION = re.compile(
    r"\b((er|bliver) du (altid )?velkommen til at (ringe|skrive|kontakte|henvende)|"
    r"har du (spørgsmål|brug for (hjælp|mere viden))\b.{0,60}\b(ring|skriv|kontakt|henvend)|"
    r"(ring|skriv) (gerne )?til os\b|kontakt (os|gerne)\b|kan du ikke finde svar)",
    re.I,
)
_TURNS_TO = re.compile(r"kontakt|ring|spørg|henvend|skriv|hjælp", re.I)
_COURTESIES = (
    *("takker for muligheden", "takker for invitationen", "takker for henvendelsen"),
    *("takker for høringen", "takker for lejligheden", "venlig hilsen", "mvh", "kind regards"),
    *("best regards", "næste møde er ", "næste møde holdes", "næste møde finder sted"),
)
_IMPRINT_TEXT = """
udarbejdet skrevet forfattet vedtaget godkendt revideret opdateret udgivet redigeret ændret
"""
_IMPRINT_WORDS = frozenset(_IMPRINT_TEXT.split())
_IMPRINT = re.compile(
    r"\W*((siden|teksten|artiklen|dokumentet) (er|blev) )?((senest|sidst) )?"
    rf"({'|'.join(sorted(_IMPRINT_WORDS))}|version)\b"
    r"(?=\W*(af|den|d|i|på|første|\d|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec))(?!.{120})",
    re.I,
)
_AUXILIARIES_TEXT = "er var har havde kan kunne skal skulle vil ville må måtte bør burde får"
_AUXILIARIES = frozenset(_AUXILIARIES_TEXT.split())
_SEPARATOR = re.compile(r" [·•|] ")
_MANY_SEPARATORS = 3
_CONTACTS: frozenset[Demand | None] = frozenset({"phone", "mail", "clock", "firm", "named"})
_WHO_AND_WHEN: frozenset[Ask] = frozenset({"person", "organisation", "place", "date"})


def is_beside_the_point(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence asks, tells what its document is, or is of a letter's frame."""
    if focus.of_documents:
        return False
    text = candidate.text.strip()
    lowered = text.lower()
    if text.endswith("?") or _tells_of_itself(text, lowered) or _UNIT_NOTE.match(text):
        return True
    if _is_of_a_letter(focus, candidate):
        return True
    if focus.asks[0] in _WHO_AND_WHEN or focus.demand in _CONTACTS:
        return False
    if any(words in lowered for words in _COURTESIES) or CLOSING.match(text):
        return True
    is_row = candidate.kind == "table_row" and "; " in text  # of a register by case or date
    counts = focus.demand == "count" and _FIGURE.search(text)
    if _LETTERHEAD.match(text) and not (is_row or counts):
        return True
    if _IMPRINT.match(text) or _is_address(text):
        return True
    if _invites(text, lowered) and not any(_TURNS_TO.match(t.text) for t in focus.terms):
        return True
    if candidate.kind != "table_row" and _SOURCE_NOTE.match(text):
        return True
    return focus.asks[0] not in FACT_ASKS and _is_title_line(candidate)


def _is_of_a_letter(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a line greets or says who sends: only who asks of the letter wants that."""
    if candidate.kind != "paragraph" or not candidate.starts_block:
        return False
    if focus.demand in _CONTACTS or any(_WRITES.search(term.text) for term in focus.terms):
        return False
    return bool(_SENDER.match(candidate.text) or SALUTATION.match(candidate.text))


def _tells_of_itself(text: str, lowered: str) -> bool:
    if _ITSELF.match(text):
        return True
    return any(word in lowered for word in _THIS) and bool(_OF_ITSELF.match(text))


def _invites(text: str, lowered: str) -> bool:
    return any(words in lowered for words in _INVITING) and bool(_INVITATION.search(text))


def _is_address(text: str) -> bool:
    """Tell whether a line is of a colophon: "Kildeby Kommune · Storegade 5 · 4700 Kildeby"."""
    if len(_SEPARATOR.findall(text)) < _MANY_SEPARATORS:
        return False
    return not _says_what_is(" ".join(w.text for w in danish.words(text) if w.text.islower()))


def _says_what_is(text: str) -> bool:
    words = {word.text.lower() for word in danish.words(text)} - _IMPRINT_WORDS
    return any(is_verb(word) or word in _AUXILIARIES for word in words)


def _is_title_line(candidate: Candidate) -> bool:
    """Tell whether a line says who, when and what, before a document's text or over a part of it.

    A figure in it says something: "85 procent af alle børn går til en fritidsaktivitet".
    """
    opens = candidate.before <= 1 and candidate.depth <= 1 and candidate.kind != "table_row"
    entitles = candidate.entitles and candidate.text[:1].isupper()
    if not (opens or entitles) or _says_what_is(candidate.text):
        return False
    return not entitles or all(v.kind in DATED for v in analyse(candidate.text).values)
