"""A follow-up becomes a standalone question, from the questions before it and without a model.

Danish main-clause questions put the finite verb right after the question phrase (V2), so what
stands behind it is what the question is about: enough to give "han", "den" and "Hvad med …" a
name without parsing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice, takewhile

from assistant.asks import asks_for, is_weak
from assistant.clauses import AUXILIARIES, clause_of, said_again
from assistant.slots import GOVERNING, NAME, is_known, is_of_a_thing, is_regard, slot, things
from assistant.swap import PREPOSITION, YEAR, swap
from assistant.topic import OPENERS, PHRASE_WH, topic
from assistant.verify.words import is_verb
from ingest import danish

_WHAT_ABOUT = re.compile(r"^(hvad|what|how) (med|så med|om|about)\s+", re.I)
_PERSON = re.compile(r"\b(han|hun|ham|hende|he|she|him)\b", re.I)
_PERSON_OWN = re.compile(r"\b(hans|hendes|his|her)\b", re.I)
_THING = re.compile(r"\b(den|dem|de|denne|dette|disse|it|they|them|this|these|those)\b", re.I)
_THING_OWN = re.compile(r"\b(dens|dets|deres|its|their)\b", re.I)
_THERE = re.compile(r"\b(der|dér|derhen|derind|derfra|there)\W*$", re.I)
_CONDITION = re.compile(r"^((hvad|what) )?(?P<condition>(hvis|if)\b.+)", re.I)
_DOUBTS = re.compile(
    r"(er du( helt)? sikker( på det)?|hvor (har|fik) du det fra|hvilken kilde (er|kommer) det fra|"
    r"hvad er (kilden|din kilde)|are you sure|what is (the|your) source)\W*",
    re.I,
)
_SINGULAR = ("den", "denne", "it", "dens", "its")
_COUNTED_DOERS = re.compile(r"^hvor mange (?:var|er|har|deltog|svarede)\b", re.I)
_WEAK_IT = re.compile(r"\b(det|der|her|that|there)\b", re.I)
_INDEFINITE = {
    "den": re.compile(r"\ben\s+[\wæøåÆØÅ-]+"),
    "det": re.compile(r"\bet\s+[\wæøåÆØÅ-]+"),
}
# Definite words that name nothing where nothing was said before: "Hvad kostede projektet?".
_UNNAMED = frozenset(
    (
        *("projektet", "ordningen", "forsøget", "initiativet", "indsatsen", "tilbuddet"),
        *("systemet", "undersøgelsen", "rapporten", "puljen", "strategien", "evalueringen"),
        *("afprøvningen", "pilotprojektet", "kommunen", "notatet", "artiklen", "planen"),
        *("løsningen", "mødet", "aftalen", "project", "study", "report", "trial"),
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
_RELATIVE_YEAR = re.compile(r"\båret (efter|før)\b|\bthe (following|previous) year\b", re.I)
_COUNTS_DEED = re.compile(r"^(?:hvor mange|how many)\s+(?=\S)", re.I)
_COUNTS = re.compile(r"^(?:hvor mange|how many)\s+(?P<rest>.+)", re.I)
_MOST_COUNTED = 3  # words
_NOMINALISED = ("te", "ede")  # "ansatte" and "adspurgte" are people as often as deeds
_NOUNS_ALIKE = re.compile(r"\b[\wæøå]+(?<!d)te\b", re.I)
_PEOPLE = frozenset(("person", "borger", "beboer", "mand", "kvinde", "patient", "bruger"))
_MANY = re.compile(r"(er|erne|ene|ere|te|de)$")
_OF_ANOTHER = re.compile(rf"(?P<opening>[Hh]v(?:ad|ordan|or) (?P<verb>\w+)) (?P<name>{NAME})\W*$")
_ITS_LIKE = re.compile(r"\b(det|den|dem) (i|in)\b", re.I)
_SAYS_HOW = re.compile(r"(?:[dlgrn]ste|stigning(?:en)?|ændring(?:en)?)$", re.I)  # "de ældste"
_ASKS_MORE = re.compile(r"\b(og|and) (hv|wh|how)\w*", re.I)  # of what was just named
_FEW_TERMS = 1  # a question with one weighty word or none leans on the one before it
_FEW_WORDS = 4  # "Og i små kommuner?" has no verb: it stands for its like in the question before
_OFFICE = re.compile(
    r"[a-zæøå]*(?:leder|mester|mand|chef|or|ør|ist|ent|ant|eut|læge|rske|person|holder)\b"
)
_IN_REGARD = re.compile(rf"(?P<word>[\wæøå]+) {GOVERNING} (?=\S)")
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
    pointer = _PERSON.search(question) or _pronoun(question)
    if pointer is None or any(term.end > pointer.start() for term in terms):
        return False
    return not _ASKS_MORE.search(question, terms[-1].end, pointer.start())


def is_vague(question: str) -> bool:
    """Tell whether a first question may be about any document: "Hvor mange deltog i forsøget?"."""
    if danish.names(question) or danish.places(question) or danish.values(question):
        return False
    terms = [term for term in danish.content_terms(question) if not is_weak(term)]
    named = terms[1:] if asks_for(question)[0] == "count" else terms
    return all(term.text.lower() in _UNNAMED for term in named)


def _pronoun(question: str) -> re.Match[str] | None:
    """Return the first "den" or "de" that is no article ("de to år")."""
    pointers = _THING.finditer(question)
    return next((one for one in pointers if not _is_article(question, one.end())), None)


def _resolve(question: str, previous: str, person_of: Callable[[str], str | None] | None) -> str:
    bare = OPENERS.sub("", question)
    opened = bare != question
    if asked := _dependent(bare, previous):
        return _capitalised(asked)
    if later := _year_meant(bare, previous):
        if _says_little(_RELATIVE_YEAR.sub("", bare)):
            return swap(later, previous)
        bare = _RELATIVE_YEAR.sub(f"i {later}", bare)
    elliptic = _ELLIPTIC.match(bare)
    if elliptic and _names_no_deed(_NOUNS_ALIKE.sub("", bare)):
        return swap(bare[elliptic.end() :], previous)
    if opened and len(bare.split()) <= _FEW_WORDS and _is_phrase(bare):
        return swap(bare, previous)
    if again := _asked_again(bare, previous):
        return again
    filled = _fill_pronouns(bare, previous, person_of)
    if filled is not None:
        return _capitalised(filled)
    if _says_little(bare) and (opened or not danish.names(bare)):
        return _lean(bare, previous)
    if opened and not danish.names(bare):
        return _lean(bare, previous)
    return _with_counted(bare, previous) if later or _COUNTS_DEED.match(bare) else question


def _dependent(question: str, previous: str) -> str | None:
    """Return what asks nothing by itself, filled in: "Hvad med …", "hvis det regner"."""
    if _DOUBTS.fullmatch(question):
        return previous
    if about := _WHAT_ABOUT.match(question):
        return swap(question[about.end() :], previous)
    if (condition := _CONDITION.match(question)) and "," not in question:
        what = "What" if danish.language(question) == "en" else "Hvad"
        return _lean(f"{what} {condition['condition']}", previous)
    return said_again(question, previous)


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


def _year_meant(question: str, previous: str) -> str | None:
    """Return the year for "året efter" and "året før", if the question before it names one."""
    relative = _RELATIVE_YEAR.search(question)
    years = set(YEAR.findall(previous))
    if relative is None or len(years) != 1:
        return None
    step = 1 if relative.group().lower().endswith(("efter", "following year")) else -1
    return str(int(years.pop()) + step)


def _with_counted(question: str, previous: str) -> str:
    """Return "hvor mange har de" with what the question before it counts: "hvor mange ure"."""
    deed = _COUNTS_DEED.match(question)
    counted = _COUNTS.match(previous)
    if deed is None or counted is None:
        return question
    first = question[deed.end() :].split()[0]
    if not _names_deed(first) or not _is_the_deed(first, question):
        return question
    before_deed = takewhile(lambda word: not _names_deed(word), counted["rest"].split())
    named = " ".join(islice(before_deed, _MOST_COUNTED))
    return f"{deed.group()}{named} {question[deed.end() :]}" if named else question


def _is_the_deed(word: str, question: str) -> bool:
    """Tell whether "svarede" is what was done, not people ("ansatte") of whom more is said."""
    deeds = [one for one in danish.words(question) if _names_deed(one.text)]
    return not word.endswith(_NOMINALISED) or (word.endswith("ede") and len(deeds) == 1)


def _names_no_deed(text: str) -> bool:
    return not any(_names_deed(word.text) for word in danish.words(text))


def _names_deed(word: str) -> bool:
    return word.lower() in AUXILIARIES or is_verb(word.lower())


def _is_phrase(text: str) -> bool:
    """Tell whether a short text is but a phrase or a name: "i små kommuner", "en lift", "Egely"."""
    if PREPOSITION.match(text) or _ONE_NAME.fullmatch(text):
        return True
    return bool(danish.content_terms(text)) and not _ASKS.match(text) and _names_no_deed(text)


def _fill_pronouns(
    question: str, previous: str, person_of: Callable[[str], str | None] | None
) -> str | None:
    for pattern, genitive in ((_PERSON, False), (_PERSON_OWN, True)):
        if pattern.search(question):
            person = _person_meant(previous, person_of)
            name = person or _in_the_definite(topic(previous))
            return pattern.sub(_genitive(name) if genitive else name, question, count=1)
    for pattern, genitive in ((_THING, False), (_THING_OWN, True)):
        match = pattern.search(question)
        if match and (genitive or not _is_article(question, match.end())):
            if _COUNTED_DOERS.match(previous):
                return _lean(question, previous)
            subject = _antecedent(match.group(1).lower(), previous)
            named = _genitive(subject.rstrip(",")) if genitive else subject
            filled = f"{question[: match.start()]}{named}{question[match.end() :]}"
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


def _antecedent(pronoun: str, previous: str) -> str:
    """Return what a pronoun stands for: the last thing of its gender or number, or the topic."""
    subject = topic(previous)
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
    return named[-1] if named else subject


def _last_many(subject: str) -> str | None:
    """Return the last noun in the plural with what describes it, or None."""
    terms = [term for term in things(subject) if _MANY.search(term.text)]
    return subject[terms[-1].start :] if terms else None


def _person_meant(previous: str, person_of: Callable[[str], str | None] | None) -> str | None:
    """Return who "han" or "hun" is: the answer of "hvem …", else a name in the question."""
    named = _person_in(previous)
    if person_of is None or (named is not None and "person" not in asks_for(previous)):
        return named
    return person_of(previous) or named


def _is_article(question: str, end: int) -> bool:
    following = re.match(r"\s+([\wæøåÆØÅ-]+)", question[end:])
    if following is None:
        return False
    word, start = following.group(1), end + following.start(1)
    if any(value.start == start for value in danish.values(question)):
        return True
    return not danish.is_stop(word) and not re.search(r"(ede|(?<!s)te|es|et|er|t)$", word)


def _only_regards(word: str) -> bool:
    return is_regard(word) and not is_known(word)


def _lean(question: str, previous: str) -> str:
    """Return a question with what the one before it is about behind it."""
    subject = topic(previous)
    mark = "?" if question.rstrip().endswith("?") else ""
    asked = _capitalised(question.rstrip().rstrip("?").rstrip())
    last = asked.rpartition(" ")[2]
    if is_of_a_thing(last) or last in ("ansvarlig", "tovholder"):
        span = slot(previous)
        subject = previous[span[0] : span[1]] if span else subject
        if _names_no_deed(subject):
            return f"{asked} for {subject}{mark}"
    return f"{asked} ({subject}){mark}"


def _person_in(text: str) -> str | None:
    places = {(place.start, place.end) for place in danish.places(text)}
    for start, end in danish.names(text):
        if (start, end) not in places and " " in text[start:end]:
            return text[start:end]
    return None


def _in_the_definite(role: str) -> str:
    """Return "leder af huset" as "lederen af huset": there is one, and that one is meant."""
    office = _OFFICE.match(role)
    if office is None:
        return role
    ending = "n" if office.group().endswith("e") else "en"
    return f"{office.group()}{ending}{role[office.end() :]}"


def _genitive(name: str) -> str:
    return f"{name}'" if name.endswith(("s", "x", "z")) else f"{name}s"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
