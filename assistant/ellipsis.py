"""What a follow-up leaves out of its question: "Hvornår?", "Hvor mange svarede?", "året efter"."""

from __future__ import annotations

import re
from itertools import islice, takewhile

from assistant.clauses import AUXILIARIES, clause_of
from assistant.slots import is_deed
from assistant.swap import YEAR
from assistant.topic import LEANED, OPENERS
from assistant.verify.words import is_verb
from ingest import danish

# What is answered by the answer before, seen once more with its sources.
_DOUBTS = re.compile(
    r"(er du( helt)? sikker( på det)?|hvor (har|fik) du det fra|hvilken kilde (er|kommer) det fra|"
    r"hvad er (kilden|din kilde)|are you sure|what is (the|your) source|"
    r"hvad (er|var) det (nu )?for (en|et) (kommune|rapport|kilde|dokument|undersøgelse)|"
    r"hvilke[nt] (kommune|rapport|kilde|dokument|undersøgelse) (er|var) det|"
    r"(hvem|hvor) (siger|sagde|skriver|skrev|står) (de )?det( henne)?|"
    r"(kan|vil) du (uddybe|forklare)( det| svaret| det nærmere)?|uddyb( det| venligst)?|"
    r"(kan|vil) du (fortælle|sige) (lidt )?mere( om det)?|(fortæl|sig) (lidt )?mere( om det)?|"
    r"which municipality (is|was) (that|it)|who (says|said) (that|so)|(can you )?elaborate)\W*",
    re.I,
)
_BARE = re.compile(
    r"(?P<word>hvor(?: henne)?|hvornår|hvorfor|hvordan|where|when|why|how)(?: så| da| det)?\W*",
    re.I,
)
_BARE_WHO = re.compile(r"(?P<word>(?:af |til |for |med )?hvem|who)\W*", re.I)
_HOW_ASKED = re.compile(
    r"(?:(?:hvornår|hvorfor|hvordan|hvor længe|hvor tit|hvor ofte|where|when|why) (?P<rest>\w+ .+)|"
    r"(?:hvor|how) (?P<perhaps>(?P<verb>\w+) .+))",
    re.I,
)
_DONE_BY = re.compile(r"(?:hvem|who) (?P<verb>\w+) (?P<rest>.+)", re.I)
_WHAT_DONE = re.compile(
    r"hvad (?P<rest>(?!(?:er|var|bliver|blev|kost|hedder|hed|betyder)\w*)(?P<verb>\w+) .+)", re.I
)
RELATIVE_YEAR = re.compile(r"\båret (efter|før)\b|\bthe (following|previous) year\b", re.I)
COUNTS_DEED = re.compile(r"^(?:hvor mange|how many)\s+(?=\S)", re.I)
_COUNTS = re.compile(r"^(?:hvor mange|how many)\s+(?P<rest>.+)", re.I)
_MOST_COUNTED = 3  # words
_NOMINALISED = ("te", "ede")  # "ansatte" and "adspurgte" are people as often as deeds


def is_asked_of_answer(question: str) -> bool:
    """Tell whether the answer before answers, seen with its sources: "Hvem siger det?"."""
    return bool(_DOUBTS.fullmatch(question))


def year_meant(question: str, previous: str) -> str | None:
    """Return the year for "året efter" and "året før", if the question before it names one."""
    relative = RELATIVE_YEAR.search(question)
    years = set(YEAR.findall(previous))
    if relative is None or len(years) != 1:
        return None
    step = 1 if relative.group().lower().endswith(("efter", "following year")) else -1
    return str(int(years.pop()) + step)


def with_counted(question: str, previous: str) -> str:
    """Return "hvor mange har de" with what the question before it counts: "hvor mange ure"."""
    deed = COUNTS_DEED.match(question)
    counted = _COUNTS.match(previous)
    if deed is None or counted is None:
        return question
    first = question[deed.end() :].split()[0]
    if not names_deed(first) or not _is_the_deed(first, question):
        return question
    before_deed = takewhile(lambda word: not names_deed(word), counted["rest"].split())
    named = " ".join(islice(before_deed, _MOST_COUNTED))
    return f"{deed.group()}{named} {question[deed.end() :]}" if named else question


def _is_the_deed(word: str, question: str) -> bool:
    """Tell whether "svarede" is what was done, not people ("ansatte") of whom more is said."""
    deeds = [one for one in danish.words(question) if names_deed(one.text)]
    return not word.endswith(_NOMINALISED) or (word.endswith("ede") and len(deeds) == 1)


def with_what_was_done(question: str, previous: str) -> str | None:
    """Return a bare "hvor?", "hvornår?" or "hvem?" with the verb and all of the question before."""
    bare, who = _BARE.fullmatch(question), _BARE_WHO.fullmatch(question)
    text = OPENERS.sub("", previous).rstrip("?!. ")
    if not text or not (bare or who):
        return None
    rest = _from_verb_on(text)
    if rest and who:
        return f"{who['word']} {rest}?" if LEANED.search(rest) else f"{who['word']} ({rest})?"
    if bare is None:
        return None
    if rest:
        return f"{bare['word']} {rest}?"
    if doer := _DONE_BY.fullmatch(text):
        nobody = "" if doer["verb"].lower() in ("er", "var", "is", "was") else " nogen"
        return f"{bare['word']} {doer['verb']}{nobody} {doer['rest']}?"
    if clause := clause_of(previous):
        verb, _, said = clause.said.partition(" ")
        return f"{bare['word']} {verb} {clause.subject} {said}?"
    return None


def _from_verb_on(text: str) -> str | None:
    """Return what stands from the verb on in a question that asks when, how or whether."""
    if names_deed(text.split()[0]):
        return f"{text[:1].lower()}{text[1:]}"
    if (what := _WHAT_DONE.fullmatch(text)) and is_verb(what["verb"].lower()):
        return what["rest"]
    how = _HOW_ASKED.fullmatch(text)
    if how and how["perhaps"]:
        return how["perhaps"] if names_deed(how["verb"]) else None
    return how["rest"] if how else None


def names_no_deed(text: str) -> bool:
    """Tell whether no word of a text is a verb there."""
    words = danish.words(text)
    return not any(is_deed(text, one.start) or one.text.lower() in AUXILIARIES for one in words)


def names_deed(word: str) -> bool:
    """Tell whether a word by itself is a form of a verb."""
    return word.lower() in AUXILIARIES or is_verb(word.lower())
