"""A question below headings → what is asked: a heading says what its questions leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from assistant.asks import is_weak
from assistant.followup import make_standalone
from assistant.topic import topic
from assistant.verify.words import is_verb
from ingest import danish

_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[^\W\d])")
_LABEL = re.compile(
    r"^(?:indsats(?:område)?|område|mål|delmål|tema|spor|kapitel|del|afsnit|fase|projekt|bilag)"
    r"\s+\d+(?:\.\d+)*\s*[:.–-]\s*",
    re.I,
)
_QUESTION = re.compile(
    r"\?\s*$|^(?:hv(?:ad|em|ilke[nt]?|or|orfor|ordan|ornår|is)|må|kan|skal|er|har|findes|"
    r"what|which|who|why|how|when|where)\b",
    re.I,
)
_THE_MUNICIPALITY = re.compile(r"\bkommunen(?P<own>s?)\b", re.I)
# What stands first, or behind the word that asks, is the verb, or "tilfredse" in "hvor tilfredse".
_FINITE = re.compile(
    r"(?:(?:hvad|hvem|hvornår|hvorfor|hvordan|"
    r"hvor(?: (?:meget|længe|ofte|tit)(?= \w+(?:r|[eæ]de|te)\b))?)\s+)?(?P<word>\w+)",
    re.I,
)
# A plan has a section of each whatever it is about, and those it is about are in all of them.
_OF_ANY_PLAN = frozenset(
    danish.stem(word)
    for word in (
        *("økonomi", "fordele", "ulemper", "gevinster", "vision", "barrierer", "evaluering"),
        *("organisering", "anbefalinger", "udfordringer", "indsats", "tiltag", "behov"),
        *("perspektiver", "indledning", "konklusion", "rammer", "ansvar", "opfølgning"),
        *("ansvarlig", "tovholder", "formål", "baggrund"),
        *("borger", "medarbejder", "ansat", "pårørende", "beboer", "bruger", "personale"),
        *("kommune", "projekt", "løsning", "teknologi", "dokument", "besparelse", "erfaring"),
        *("ordning", "forsøg", "initiativ", "tilbud", "system", "undersøgelse", "rapport"),
        *("pulje", "strategi", "afprøvning", "pilotprojekt", "notat", "artikel", "plan"),
        *("møde", "aftale", "mål", "status", "tidsplan", "resultat", "effekt", "holdning"),
    )
)
_LEAST = 2  # letters of a word that names something


def is_question(text: str) -> bool:
    """Tell whether a heading asks something by itself."""
    return bool(_QUESTION.search(text))


def bare(heading: str) -> str:
    """Return a heading without its number or label ("Indsats 2: ", "1.3 ")."""
    return _LABEL.sub("", _NUMBER.sub("", heading)) or heading


def inside(heading: str) -> str:
    """Return a heading as it reads inside a sentence: names keep their capitals."""
    first = heading.split(maxsplit=1)[0]
    named = any(place.start == 0 for place in danish.places(heading))
    if named or first[1:] != first[1:].lower():
        return heading
    return heading[:1].lower() + heading[1:]


def readings(
    question: str,
    headings: Sequence[str],
    title: str | None = None,
    municipalities: Collection[str] = (),
) -> list[str]:
    """Return what a question may mean below headings, the likeliest first.

    One that names no subject of its own is asked of what the heading names, and of nothing else.

    Args:
        question: As typed.
        headings: Those it stands below, the nearest first.
        title: Of the whole; it says which municipality "kommunen" is.
        municipalities: Those that the documents are of, beside the ones that everybody knows.
    """
    asked = _with_municipality(question, [*headings, title or ""], municipalities)
    earlier = next(_asked_before(headings), None)
    if earlier is None:
        return [asked]
    subject = topic(earlier)
    if _stems(subject) & _stems(question):
        return [asked]
    filled = make_standalone(asked, (earlier,))
    if filled == asked:
        filled = f"{asked.rstrip(' ?.')} ({subject})?"
    return [filled, asked] if _has_subject(question) else [filled]


def _asked_before(headings: Sequence[str]) -> Iterator[str]:
    """Yield the headings that name a subject, as questions that a later one may lean on."""
    for heading in headings:
        text = bare(heading)
        if is_question(text):
            yield text
        elif _has_subject(text):
            yield f"Hvad er {inside(text)}?"


def _with_municipality(
    question: str, headings: Sequence[str], municipalities: Collection[str]
) -> str:
    """Return a question with the municipality of the nearest heading for "kommunen"."""
    if _municipalities_in(question, municipalities):
        return question
    for heading in headings:
        named = _municipalities_in(heading, municipalities)
        if len(named) > 1:
            return question
        if named:
            name = f"{named.pop()} Kommune"
            return _THE_MUNICIPALITY.sub(rf"{name}\g<own>", question)
    return question


def _municipalities_in(text: str, known: Collection[str]) -> set[str]:
    found = {text[place.start : place.end] for place in danish.places(text)}
    found |= {name for name in known if re.search(rf"\b{re.escape(name)}s?\b", text)}
    return {re.sub(r"(?i)\s+kommunes?$", "", name) for name in found}


def _has_subject(text: str) -> bool:
    """Tell whether a text names something that not every plan has."""
    finite = _FINITE.match(text) if is_question(text) else None
    return any(
        len(term.text) >= _LEAST
        and not (finite and term.start == finite.start("word"))
        and not is_weak(term)
        and not is_verb(term.text.lower())
        and danish.stem(term.text.lower()) not in _OF_ANY_PLAN
        for term in danish.content_terms(text)
    )


def _stems(text: str) -> set[str]:
    return {
        danish.stem(term.text.lower())
        for term in danish.content_terms(text)
        if not is_weak(term) and danish.stem(term.text.lower()) not in _OF_ANY_PLAN
    }
