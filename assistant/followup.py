"""A follow-up becomes a standalone question, from the questions before it and without a model.

Danish main-clause questions put the finite verb right after the question phrase (V2), so what
stands behind it is what the question is about: enough to give "han", "den" and "Hvad med …" a
name without parsing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.asks import asks_for, is_weak
from assistant.carried import beside, carried, matter, with_place, with_thing
from assistant.clauses import AUXILIARIES, said_again
from assistant.corrections import asked_instead, corrected
from assistant.ellipsis import (
    COUNTS_DEED,
    RELATIVE_YEAR,
    is_asked_of_answer,
    names_deed,
    names_no_deed,
    with_counted,
    with_what_was_done,
    year_meant,
)
from assistant.pronouns import (
    antecedent,
    genitive,
    in_the_definite,
    is_article,
    person_meant,
    pronoun,
    spoken_of,
)
from assistant.slots import NAME, is_of_a_thing, slot
from assistant.swap import PREPOSITION, swap
from assistant.topic import OPENERS, topic
from ingest import danish

_WHAT_ABOUT = re.compile(r"^(hvad|what|how) (med|så med|om|about)\s+", re.I)
_PERSON = re.compile(r"\b(han|hun|ham|hende|he|she|him)\b", re.I)
_PERSON_OWN = re.compile(r"\b(hans|hendes|his|her)\b", re.I)
_THING_OWN = re.compile(r"\b(dens|dets|deres|its|their)\b", re.I)
_THERE = re.compile(r"\b(der|dér|derhen|derind|derfra|there)\W*$", re.I)
_CONDITION = re.compile(r"^((hvad|what) )?(?P<condition>(hvis|if)\b.+)", re.I)
# "Hvor længe varer det?": what it is stands in the question before
_ASKS_OF_IT = re.compile(
    r"(?:hvor (?:længe|tit|ofte|meget|langt)|hv\w+) \w+ (?P<it>det)(?! (?:at|der|som|for)\b|,)\b",
    re.I,
)
_COUNTED_DOERS = re.compile(r"^hvor mange (?:var|er|har|deltog|svarede)\b", re.I)
_WEAK_IT = re.compile(r"\b(det|der|her|that|there)\b", re.I)
# Definite words that name nothing where nothing was said before: "Hvad kostede projektet?".
_UNNAMED = frozenset(
    (
        *("projektet", "ordningen", "forsøget", "initiativet", "indsatsen", "tilbuddet"),
        *("systemet", "undersøgelsen", "rapporten", "puljen", "strategien", "evalueringen"),
        *("afprøvningen", "pilotprojektet", "kommunen", "notatet", "artiklen", "planen"),
        *("løsningen", "mødet", "aftalen", "respondenter", "project", "study", "report", "trial"),
    )
)
# "… og hvor mange i 2023?" asks with the verb of the question before it.
_ELLIPTIC = re.compile(
    r"^(hvad|hvornår|hvor (mange|meget|længe|lang tid|ofte|tit|stort?|høj)( \w+)??|"
    r"how (many|much|long|often)|what|when)\s+"
    r"(?=(i|på|for|fra|til|hos|ved|under|før|efter|inden|siden|in|at|before|after|since)\b"
    r"(?! (en|et|nogle|noget|nogen)\b))",
    re.I,
)
_NOUNS_ALIKE = re.compile(r"\b[\wæøå]+(?<!d)te\b", re.I)
_OF_ANOTHER = re.compile(rf"(?P<opening>[Hh]v(?:ad|ordan|or) (?P<verb>\w+)) (?P<name>{NAME})\W*$")
_ITS_LIKE = re.compile(r"\b(det|den|dem) (i|in)\b", re.I)
_SAYS_HOW = re.compile(r"(?:[dlgrn]ste|stigning(?:en)?|ændring(?:en)?)$", re.I)  # "de ældste"
_ASKS_MORE = re.compile(r"\b(og|and) (hv|wh|how)\w*", re.I)  # of what was just named
_TELLING = 0.7  # how rare a word is that by itself says of what it is asked how many there are
_FEW_TERMS = 1  # a question with one weighty word or none leans on the one before it
_FEW_WORDS = 4  # "Og i små kommuner?" has no verb: it stands for its like in the question before
_ONE_NAME = re.compile(r"[A-ZÆØÅ][\wæøå-]+\W*")  # behind "og", so that its capital is its own
_ASKS = re.compile(r"^(hv\w+|hvis|når|wh\w+|how|if)\b", re.I)


def make_standalone(
    question: str,
    history: Sequence[str],
    *,
    person_of: Callable[[str], str | None] | None = None,
) -> str:
    """Return the question with what it leaves unsaid filled in from the questions before it.

    Args:
        question: The newest question, as typed.
        history: Earlier questions, oldest first.
        person_of: Gives the person that answers an earlier question, for "han" and "hun";
            without it only names in the questions themselves are known.
    """
    standalone = ""
    for text in (*history, question):
        standalone = _resolve(text.strip(), standalone, person_of) if standalone else text.strip()
    return standalone


def leans_on_nothing(question: str) -> bool:
    """Tell whether a first question speaks of something unsaid: "Må de gerne det?"."""
    terms = [term for term in danish.content_terms(question) if not is_weak(term)]
    if danish.names(question) or len(terms) > _FEW_TERMS:
        return False
    if not terms:
        return True
    pointer = _PERSON.search(question) or pronoun(question)
    if pointer is None or any(term.end > pointer.start() for term in terms):
        return False
    return not _ASKS_MORE.search(question, terms[-1].end, pointer.start())


def is_vague(question: str) -> bool:
    """Tell whether a first question may be about any document: "Hvor mange deltog i forsøget?"."""
    if danish.names(question) or danish.places(question) or danish.values(question):
        return False
    terms = [term for term in danish.content_terms(question) if not is_weak(term)]
    counted = asks_for(question)[0] == "count" and bool(terms)
    if counted and danish.specificity(terms[0].text, danish.language(question)) < _TELLING:
        terms = terms[1:]
    return all(term.text.lower() in _UNNAMED for term in terms)


def _resolve(question: str, previous: str, person_of: Callable[[str], str | None] | None) -> str:
    if mended := corrected(question, previous):
        return _capitalised(mended)
    if instead := asked_instead(question):
        return _resolve(_capitalised(instead), previous, person_of)
    bare = OPENERS.sub("", question)
    opened = bare != question
    if asked := _dependent(bare, previous):
        return _capitalised(asked)
    if later := year_meant(bare, previous):
        if _says_little(RELATIVE_YEAR.sub("", bare)):
            return swap(later, previous)
        bare = RELATIVE_YEAR.sub(f"i {later}", bare)
    if found := _filled_in(bare, previous, person_of, opened=opened):
        return found
    counts = COUNTS_DEED.match(bare)
    if later or (counts and names_deed(bare[counts.end() :].split()[0])):
        return with_counted(bare, previous)
    return carried(question, previous)


def _filled_in(
    bare: str,
    previous: str,
    person_of: Callable[[str], str | None] | None,
    *,
    opened: bool,
) -> str | None:
    """Return what names too little by itself, filled in, or None."""
    elliptic = _ELLIPTIC.match(bare)
    if elliptic and names_no_deed(_NOUNS_ALIKE.sub("", bare)):
        return swap(bare[elliptic.end() :], previous)
    if opened and len(bare.split()) <= _FEW_WORDS and _is_phrase(bare):
        return swap(bare, previous)
    if again := _asked_again(bare, previous):
        return again
    filled = _fill_pronouns(bare, previous, person_of)
    if filled is not None:
        return _capitalised(with_place(filled, previous))
    if _says_little(bare) and (opened or not danish.names(bare)):
        return _lean(bare, previous)
    if opened and not danish.names(bare):
        return _lean(bare, previous)
    asks_of_it = _ASKS_OF_IT.match(bare)
    if asks_of_it and not is_article(bare, asks_of_it.end("it")):
        return _capitalised(with_thing(bare, previous))
    return None


def _dependent(question: str, previous: str) -> str | None:
    """Return what asks nothing by itself, filled in: "Hvad med …", "hvis det regner"."""
    if is_asked_of_answer(question):
        return previous
    if about := _WHAT_ABOUT.match(question):
        return swap(question[about.end() :], previous)
    if (condition := _CONDITION.match(question)) and "," not in question:
        what = "What" if danish.language(question) == "en" else "Hvad"
        return _lean(f"{what} {condition['condition']}", previous)
    return said_again(question, previous) or with_what_was_done(question, previous)


def _asked_again(question: str, previous: str) -> str | None:
    """Return what was asked of one, asked of another: "hvad siger Vejle?", "… fik det i Vejle?"."""
    if (asked := _OF_ANOTHER.match(question)) and asked["verb"] not in AUXILIARIES:
        opening = re.escape(asked["opening"])
        like = re.match(rf"(?i:{opening}) (?P<name>{NAME})(?= \w)", previous)
        if like:
            return previous[: like.start("name")] + asked["name"] + previous[like.end() :]
    places, others = danish.places(question), danish.places(previous)
    same = question.lower().split()[:2] == previous.lower().split()[:2]
    if same and len(places) == len(others) == 1 and _ITS_LIKE.search(question):
        return swap(f"i {question[places[0].start : places[0].end]}", previous)
    return None


def _is_phrase(text: str) -> bool:
    """Tell whether a short text is but a phrase or a name: "i små kommuner", "en lift", "Egely"."""
    if PREPOSITION.match(text) or _ONE_NAME.fullmatch(text):
        return True
    return bool(danish.content_terms(text)) and not _ASKS.match(text) and names_no_deed(text)


def _fill_pronouns(
    question: str, previous: str, person_of: Callable[[str], str | None] | None
) -> str | None:
    for pattern, owns in ((_PERSON, False), (_PERSON_OWN, True)):
        if pattern.search(question):
            person = person_meant(previous, person_of)
            name = person or in_the_definite(spoken_of(previous))
            return pattern.sub(genitive(name) if owns else name, question, count=1)
    for match, owns in ((pronoun(question), False), (_THING_OWN.search(question), True)):
        if match:
            if _COUNTED_DOERS.match(previous):
                return _lean(question, previous)
            subject = antecedent(match.group(1).lower(), previous)
            if subject is None:
                return beside(question, matter(previous))
            meant = genitive(subject.rstrip(",")) if owns else subject
            filled = f"{question[: match.start()]}{meant}{question[match.end() :]}"
            return re.sub(r",(?=\W*$)", "", filled)
    return (
        _lean(question, previous)
        if _THERE.search(question) or (_WEAK_IT.search(question) and _says_little(question))
        else None
    )


def _says_little(question: str) -> bool:
    """Tell whether a question names next to nothing: "Hvor lang tid tager det?"."""
    terms = danish.content_terms(question)
    own = [
        term
        for term in terms
        if not is_weak(term) and not is_of_a_thing(term.text) and not _SAYS_HOW.search(term.text)
    ]
    return len(terms) <= _FEW_TERMS or not own


def _lean(question: str, previous: str) -> str:
    """Return a question with what the one before it is about behind it."""
    subject = topic(previous)
    mark = "?" if question.rstrip().endswith("?") else ""
    asked = _capitalised(question.rstrip().rstrip("?").rstrip())
    last = asked.rpartition(" ")[2]
    if is_of_a_thing(last) or last in ("ansvarlig", "tovholder"):
        span = slot(previous)
        subject = previous[span[0] : span[1]] if span else matter(previous).thing or subject
        if "," in subject:
            return beside(asked + mark, matter(previous))
        if names_no_deed(subject):
            return with_place(f"{asked} for {subject}{mark}", previous)
    return f"{asked} ({subject}){mark}"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
