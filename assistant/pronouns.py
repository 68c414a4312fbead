"""What "han", "den" and "de" stand for: the last person or thing of the question before."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.asks import asks_for
from assistant.carried import matter
from assistant.clauses import AUXILIARIES, clause_of
from assistant.slots import GOVERNING, is_known, is_regard, things
from assistant.topic import LEANED, PHRASE_WH, topic
from ingest import danish

_THING = re.compile(r"\b(den|dem|de|denne|dette|disse|it|they|them|this|these|those)\b", re.I)
_SINGULAR = ("den", "denne", "it", "dens", "its")
_INDEFINITE = {
    "den": re.compile(r"\ben\s+[\wæøåÆØÅ-]+"),
    "det": re.compile(r"\bet\s+[\wæøåÆØÅ-]+"),
}
_PEOPLE = frozenset(("person", "borger", "beboer", "mand", "kvinde", "patient", "bruger"))
_MANY = re.compile(r"(er|erne|ene|ere|te|de)$")
_MANY_KNOWN = re.compile(r"(?:ene|erne)$")
# "den samlede værdi", "de sidste": what describes a noun or stands for it is no verb
_DESCRIBED = re.compile(
    r"\s+(?:\w+ede (?!af|i|på|for|til|om|med|at|fra|det|den|de|sig|så)[a-zæøå]{3,}|\w+ste)\b"
)
_OFFICE = re.compile(
    r"[a-zæøå]*(?:leder|mester|mand|chef|or|ør|ist|ent|ant|eut|læge|rske|person|holder)\b"
)
_IN_REGARD = re.compile(rf"(?P<word>[\wæøå]+) {GOVERNING} (?=\S)")


def pronoun(question: str) -> re.Match[str] | None:
    """Return the first "den" or "de" that is no article ("de to år")."""
    pointers = _THING.finditer(question)
    return next((one for one in pointers if not is_article(question, one.end())), None)


def is_article(question: str, end: int) -> bool:
    """Tell whether the "den" or "de" that ends there belongs to a noun behind it."""
    following = re.match(r"\s+([\wæøåÆØÅ-]+)", question[end:])
    if following is None:
        return False
    if _DESCRIBED.match(question, end):
        return True
    word, start = following.group(1), end + following.start(1)
    if any(value.start == start for value in danish.values(question)):
        return True
    return not danish.is_stop(word) and not re.search(r"(ede|(?<!s)te|es|et|er|t)$", word)


def antecedent(pronoun: str, previous: str) -> str | None:
    """Return what a pronoun stands for: the last thing of its gender or number, or the topic.

    None where what is known of the topic is a clause that is no phrase: "låse har Odense".
    """
    subject = spoken_of(previous, one=pronoun in _SINGULAR)
    clause = clause_of(previous)
    if clause and clause.one == (pronoun in _SINGULAR):
        return clause.as_phrase()
    if pronoun in _SINGULAR and (regard := _IN_REGARD.match(subject)):
        subject = subject[regard.end() :] if _only_regards(regard["word"]) else subject
    if pronoun == "dem" and not PHRASE_WH.match(previous):
        return _last_many(subject) or subject
    named = [
        match.group()
        for match in (_INDEFINITE[pronoun].finditer(subject) if pronoun in _INDEFINITE else ())
        if match.group().split()[-1] not in _PEOPLE
    ]
    if named:
        return named[-1]
    about = matter(previous)
    if _is_clause(subject) and about.thing:
        fits = pronoun == "dem" or (pronoun in _SINGULAR and re.search(r"e[nt]$", about.thing))
        return str(about) if fits and "," not in about.thing else None
    return subject


def spoken_of(previous: str, *, one: bool = True) -> str:
    """Return what a question itself names, one thing or several, else what it leans on."""
    leaned = LEANED.search(previous)
    own = previous[: leaned.start()].rstrip() if leaned else ""
    many = [bool(_MANY_KNOWN.search(term.text)) for term in things(own) if is_known(term.text)]
    return topic(own) if (not one) in many else topic(previous)


def _is_clause(phrase: str) -> bool:
    """Tell whether a verb stands within a phrase, with somebody who does it: "låse har Odense"."""
    return any(word.text.lower() in AUXILIARIES for word in danish.words(phrase)[1:-1])


def _last_many(subject: str) -> str | None:
    """Return the last noun in the plural with what describes it, or None."""
    terms = [term for term in things(subject) if _MANY.search(term.text)]
    return subject[terms[-1].start :] if terms else None


def _only_regards(word: str) -> bool:
    return is_regard(word) and not is_known(word)


def person_meant(previous: str, person_of: Callable[[str], str | None] | None) -> str | None:
    """Return who "han" or "hun" is: the answer of "hvem …", else a name in the question."""
    named = _person_in(previous)
    if person_of is None or (named is not None and "person" not in asks_for(previous)):
        return named
    return person_of(previous) or named


def _person_in(text: str) -> str | None:
    places = {(place.start, place.end) for place in danish.places(text)}
    for start, end in danish.names(text):
        if (start, end) not in places and " " in text[start:end]:
            return text[start:end]
    return None


def in_the_definite(role: str) -> str:
    """Return "leder af huset" as "lederen af huset": there is one, and that one is meant."""
    office = _OFFICE.match(role)
    if office is None:
        return role
    ending = "n" if office.group().endswith("e") else "en"
    return f"{office.group()}{ending}{role[office.end() :]}"


def genitive(name: str) -> str:
    """Return a name as an owner's: "Annes", "Jens'"."""
    return f"{name}'" if name.endswith(("s", "x", "z")) else f"{name}s"
