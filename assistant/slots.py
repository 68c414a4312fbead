"""Which words of a question name what it is about, so that others may take their place."""

from __future__ import annotations

import re

from assistant.asks import is_weak
from assistant.verify.words import is_verb
from ingest import danish

NAME = r"[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*)*"
_INNER_NAME = re.compile(rf"(?<=[\wæøå] ){NAME}")
_ARTICLE = re.compile(r"(?:den|det|de|en|et|an?|the)", re.I)
_ENGLISH = re.compile(r"\b(?:an?|the) (?:[a-z-]+ )?$", re.I)
_DESCRIBING = re.compile(
    r"\d+|[\wæøå]+e(?<!ede)(?<![nglkrd]te)|[\wæøå]+(?:isk|iv|igt?)|digital|få|små|mange|anden|andet",
    re.I,
)
_KNOWN = re.compile(r".{2,}(?:e[nt]|ene|erne)", re.I)
_BEFORE_SUBJECT = re.compile(r" (?:vi|man|I|du|jeg|we|they|you)\b")  # as only a verb does
_SUPERLATIVE = re.compile(r"[\wæøå]+ste", re.I)
GOVERNING = r"(?:for|om|til|på|af|ved|med|about|for|of|on)"
_GOVERNED = re.compile(rf"\b{GOVERNING} $", re.I)
INDEFINITE = re.compile(r"(?:en|et|an?)\s", re.I)
_MORE = re.compile(
    r"(?! om (?:dagen|natten|ugen|måneden|året)\b)\s+(?:til|fra|af|om|med|to|from|of)\s+[^?!.,]+",
    re.I,
)
_PASSIVE = re.compile(r"[a-zæøå]{3,}es")  # "efterses" is in no list of verbs
_WORD = re.compile(r"[\w-]+")
_INFINITIVE = re.compile(r"\w+e(?<![td]e)|få")
_ADJECTIVE = re.compile(r"(?:ale|ske|ige|ive|\bnye|\bgamle|\bandre) $")  # before a noun
_MODAL = re.compile(
    r"\b(?:at|kan|kunne|skal|skulle|vil|ville|må|måtte|bør|burde|lad|lader|lod|få|to|can|will)\b",
    re.I,
)
_ASKED_FIRST = re.compile(r"(?:hv\w+|wh\w+|how) (?:\w+ )?(?P<verb>\w+) ", re.I)
# What is always of a thing: to be asked for it, and what may cost or take time as it does.
_MEASURE = (
    r"(?:pris|tid|frist|varsel|varsl|garanti|numm(?:er|r)|adresse|svarprocent|størrelse|vægt)"
)
_UPKEEP = (
    r"(?:drift|oplæring|vedligehold|vedligeholdelse|service|levering|installation|kørs(?:el|l)|"
    r"leverandør|forhandler|udgift|omkostning)"
)
_DEFINITE = r"(?:e[nt]|n|erne|ne)$"
_MEASURED = re.compile(_MEASURE + _DEFINITE, re.I)
_OF_A_THING = re.compile(rf"(?:{_MEASURE}|{_UPKEEP}){_DEFINITE}", re.I)
# What stands before "for", "på" or "af" to say in what regard a thing is spoken of.
_REGARD = re.compile(
    rf"(?:{_MEASURE}|{_UPKEEP}|status|plan|krav|aftale|kontrakt|regler|strategi|erfaringer|ansvar|"
    r"ansvarlig|mål|tovholder|leder|chef|formand|sekretær|koordinator|behov|effekt|responsible)"
    r"(?:e[nt]|n|ne)?$",
    re.I,
)


def things(question: str) -> list[danish.Term]:
    """Return the words of a question for what it is about: no names, deeds or words that ask."""
    names = danish.names(question)
    return [
        term
        for term in danish.content_terms(question)
        if not is_weak(term) and not is_deed(question, term.start)
        if not any(start <= term.start < end for start, end in names)
    ]


def is_deed(question: str, start: int) -> bool:
    """Tell whether the word that starts there is a verb in its question.

    What looks like an infinitive is one only behind "at" or a modal verb, and not behind an
    adjective: "Hvor mange låse har vi?" and "Kan vi købe digitale låse?" ask for a thing.
    """
    found = _WORD.match(question, start)
    word = found.group().lower() if found else ""
    if not is_verb(word) and word != "få":
        return False
    if not _INFINITIVE.fullmatch(word):
        return True
    return bool(_MODAL.search(question, 0, start)) and not _ADJECTIVE.search(question, 0, start)


def is_of_a_thing(word: str) -> bool:
    """Tell whether a word names what some thing has: "leveringstiden", "driften"."""
    return bool(_OF_A_THING.search(word))


def is_measured(word: str) -> bool:
    """Tell whether what a thing has is a measure of it, which costs nothing: "leveringstiden"."""
    return bool(_MEASURED.search(word))


def is_regard(word: str) -> bool:
    """Tell whether a word says in what regard a thing is spoken of: "status på", "ansvaret for"."""
    return bool(_REGARD.search(word))


def slot(question: str, *, indefinite: bool = False) -> tuple[int, int] | None:
    """Return the span of the noun phrase that a question is about, or None where it is unsure.

    Of "Hvem er ansvarlig for digital træning?" it is "digital træning", of "Hvor står det
    interaktive gulv i Vejle?" "det interaktive gulv".

    Args:
        question: As typed, or made standalone.
        indefinite: Whether the one phrase with "en" or "et" is meant where there are several.
    """
    found = [
        term
        for term in things(question)
        if not _PASSIVE.fullmatch(term.text) and not term.text.isdigit()
        if not _SUPERLATIVE.fullmatch(term.text) and not _BEFORE_SUBJECT.match(question, term.end)
    ]
    before = {term.end + 1 for term in found if is_known(term.text)}
    heads = [
        term
        for term in found
        if not is_regard(term.text) and term.start not in before
        if is_known(term.text) or not any(other.start == term.end + 1 for other in found)
    ]
    if not heads and found and _GOVERNED.search(question, 0, found[-1].start):
        heads = found[-1:]
    if not heads:
        names = list(_INNER_NAME.finditer(question))
        return names[0].span() if len(names) == 1 else None
    starts = [phrase_start(question, head.start) for head in heads]
    ones = [n for n, start in enumerate(starts) if INDEFINITE.match(question, start)]
    if indefinite and len(ones) == 1:
        return starts[ones[0]], _end(question, heads[ones[0]].end)
    start = starts[0]
    if len(heads) > 1 and not _follows_verb(question, start):
        return None
    return start, _end(question, heads[0].end)


def phrase_start(question: str, head: int) -> int:
    """Return where the phrase of a noun begins: with its article and what describes it."""
    nouns = {one.start for one in things(question) if not _PASSIVE.fullmatch(one.text)}
    if english := _ENGLISH.search(question, 0, head):
        return english.start()
    start = head
    for word in reversed([one for one in danish.words(question) if one.end <= head]):
        if question[word.end : start].strip(" .") or question[: word.start].lower() == "hvor ":
            break
        if _ARTICLE.fullmatch(word.text):
            return word.start
        describes = _DESCRIBING.fullmatch(word.text) and not is_deed(question, word.start)
        if not describes and word.start not in nouns:
            break
        start = word.start
    return start


def is_known(phrase: str) -> bool:
    """Tell whether a phrase is in the definite or a name: "badestolen", "det blå gulv"."""
    first = phrase.split(" ")[0]
    opening = first.lower() in ("den", "det", "de", "the")
    return opening or bool(_KNOWN.fullmatch(first) or re.match(NAME, phrase))


def _follows_verb(question: str, start: int) -> bool:
    asked = _ASKED_FIRST.fullmatch(question, 0, start)
    return asked is not None and is_verb(asked["verb"].lower())


def _end(question: str, end: int) -> int:
    """Return where a phrase ends: behind "til skærmbesøg", before what says where or when."""
    more = _MORE.match(question, end)
    if more is None or danish.places(more.group()) or danish.values(more.group()):
        return end
    words = [word.text.lower() for word in danish.words(more.group())]
    deeds = any(is_verb(word) and not word.endswith("ede") for word in words)
    return end if deeds else more.end()
