"""What a follow-up keeps of the conversation: the thing and the place that it names none of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from assistant.asks import is_weak
from assistant.clauses import AUXILIARIES
from assistant.slots import (
    INDEFINITE,
    NAME,
    is_deed,
    is_known,
    is_of_a_thing,
    is_regard,
    phrase_start,
    things,
)
from assistant.topic import LEANED, topic
from ingest import danish

_OWNED = r"(?:(?<=s) (?=[a-zæøå])(?!er |var )[\wæøå]+)?"  # "Odenses udbud"
_PLACE = re.compile(rf"\b(?:i|på|hos|fra|in|at) (?P<name>{NAME}(?: by)?{_OWNED})")
_INNER = re.compile(rf"(?<=[\wæøå,] ){NAME}")
_DOER = re.compile(rf"(?:^|\s)(?P<deed>[\wæøå]+) (?P<name>{NAME})")
_MEASURES = re.compile(r"koster|kostede|er|var|hedder|hed|is|was|costs?", re.I)
_ASPECT = re.compile(r"(?P<aspect>[\wæøå]+) (?:for|om|til|på|af|ved|med|about|for|of|on) (?=\S)")
_GOVERNED = re.compile(r"\b(?:for|om|til|på|af|ved|med|i|about|for|of|on|in) (?:\w+e )?$", re.I)
_ARTICLE = re.compile(r"\b(?:den|det|de|the) (?:[\wæøå]+e )?$", re.I)
_NO_THINGS = frozenset(
    danish.stem(word)
    for word in (
        *("borger", "borgere", "beboer", "beboere", "person", "personer", "mennesker", "ældre"),
        *("medarbejder", "medarbejdere", "ansatte", "bruger", "brugere", "pårørende", "kommune"),
        *("kommunen", "kommuner", "procent", "andel", "gang", "gange", "år", "måned", "uge"),
        *("dag", "tid"),
    )
)
_MOST_THINGS = 2  # that a longer question speaks of
_MOST_WORDS = 10  # a longer follow-up says what it is about


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is about, "digitale låse" and "i Odense", either None where it names none."""

    thing: str | None
    place: str | None

    def __str__(self) -> str:
        """Return both as they stand in brackets behind a follow-up."""
        return " ".join(part for part in (self.thing, self.place) if part)


def matter(question: str) -> Matter:
    """Return the thing and the place that a question, made standalone, is about."""
    leaned = LEANED.search(question)
    text = leaned["topic"] if leaned else question
    place, span = _place(text)
    if span is None and leaned:
        place, _ = _place(question[: leaned.start()])
    rest = f"{text[: span[0]].rstrip()} {text[span[1] :].lstrip()}".strip() if span else text
    thing = _thing(rest, rest if leaned else topic(rest))
    return Matter(thing, place)


def carried(question: str, previous: str) -> str:
    """Return a follow-up that names no thing and no place of its own with those asked about.

    "Hvor længe holder batteriet?" after "Hvor mange digitale låse har Odense?" is about those. What
    a rare compound names ("loftliften") is another thing, of the same place.
    """
    if _asks_of_unnamed(question):
        return with_thing(question, previous)
    if not _leaves_open(question):
        return question
    about = matter(previous)
    known = {term.stem for term in danish.content_terms(question)}
    said = [term.stem in known for term in danish.content_terms(about.thing or "")]
    named = any(map(_names_its_own, things(question)))
    place = about.place if not _names_somebody(question) else None
    if about.thing and not any(said) and not named:
        return beside(question, Matter(about.thing, place))
    return _with(question, f" {place}") if place else question


def with_place(question: str, previous: str) -> str:
    """Return a question with the place of the one before it, where it names none."""
    place = matter(previous).place
    if place is None or _names_somebody(question) or place.split()[1] in question:
        return question
    return _with(question, f" {place}")


def with_thing(question: str, previous: str) -> str:
    """Return a question with what the one before it is about, in its own place if it names one."""
    about = matter(previous)
    here = Matter(about.thing, None if _names_somebody(question) else about.place)
    return beside(question, here)


def beside(question: str, about: Matter) -> str:
    """Return a question with what it is about in brackets behind it."""
    return _with(question, f" ({about})") if str(about) else question


def _with(question: str, more: str) -> str:
    mark = "?" if question.rstrip().endswith("?") else ""
    return f"{question.rstrip().rstrip('?').rstrip()}{more}{mark}"


def _leaves_open(question: str) -> bool:
    """Tell whether all that a question names is spoken of as known, or it names but a deed."""
    words = danish.words(question)
    if len(words) > _MOST_WORDS or _names_somebody(question) or "(" in question:
        return False
    named = [term for term in things(question) if not term.text.isdigit()]
    if not named:
        return any(not is_weak(term) for term in danish.content_terms(question))
    first = named[0]
    if not (is_known(first.text) or _ARTICLE.search(question, 0, first.start)):
        return False
    return not any(
        _GOVERNED.search(question, 0, term.start) and not is_known(term.text) for term in named[1:]
    )


def _asks_of_unnamed(question: str) -> bool:
    """Tell whether what is of a thing is asked for in a place: "Hvem er leverandøren i Odense?"."""
    place = _PLACE.search(question)
    named = things(question[: place.start()]) if place else []
    return bool(named) and all(is_of_a_thing(one.text) and is_known(one.text) for one in named)


def _names_somebody(question: str) -> bool:
    return bool(_INNER.search(question) or danish.places(question))


def _names_its_own(term: danish.Term) -> bool:
    return bool(danish.parts(term.text)) and danish.specificity(term.text) >= 1


def _place(text: str) -> tuple[str | None, tuple[int, int] | None]:
    """Return where a question is about, "i Odense", and the span that says so."""
    if found := list(_PLACE.finditer(text)):
        return found[-1].group(), found[-1].span()
    if listed := danish.places(text):
        span = (listed[-1].start, listed[-1].end)
        return f"i {text[span[0] : span[1]]}", span
    for doer in _DOER.finditer(text):
        if _does(text, doer.start("deed")) and not is_known(doer["name"].lower()):
            return f"i {doer['name']}", doer.span("name")
    return None, None


def _does(text: str, start: int) -> bool:
    """Tell whether a verb that starts there has who does it behind it: not "hvem …", "koster"."""
    word = re.compile(r"\w+").match(text, start)
    asks_who = re.match(r"(?:og )?(?:hvem|who|hvilke)", text, re.I)
    if word is None or asks_who or _MEASURES.fullmatch(word.group()):
        return False
    return is_deed(text, start) or word.group().lower() in AUXILIARIES


def _thing(text: str, subject: str) -> str | None:
    """Return what the subject of a text is, less in what regard; of a clause its nouns."""
    offset = text.find(subject)
    words = [word for word in danish.words(text) if word.start >= offset >= 0]
    if not any(is_deed(text, one.start) or one.text.lower() in AUXILIARIES for one in words):
        while (aspect := _ASPECT.match(subject)) and (
            is_known(aspect["aspect"]) or is_regard(aspect["aspect"])
        ):
            subject = subject[aspect.end() :]
        return subject if _names_something(subject) else None
    found = [
        text[max(offset, phrase_start(text, term.start)) : term.end]
        for term in things(text)
        if term.start >= offset and term.stem not in _NO_THINGS
        if not term.text[0].isdigit()
        if not is_regard(term.text) or INDEFINITE.match(text, phrase_start(text, term.start))
    ]
    phrases = [one for one, after in pairwise([*found, ""]) if not after.startswith(one)]
    names = [one.group() for one in _INNER.finditer(text)]
    return ", ".join((phrases or names)[:_MOST_THINGS]) or None


def _names_something(text: str) -> bool:
    terms = [term for term in danish.content_terms(text) if term.stem not in _NO_THINGS]
    return any(not term.text.isdigit() for term in terms)
