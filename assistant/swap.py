"""A question's constituent exchanged for its like: "Og i Vest?" after "… i distrikt Nord?"."""

from __future__ import annotations

import re

from assistant.asks import is_weak
from assistant.carried import with_place
from assistant.slots import (
    INDEFINITE,
    NAME,
    is_known,
    is_measured,
    is_of_a_thing,
    phrase_start,
    slot,
    things,
)
from assistant.topic import LEANED
from assistant.verify.words import is_verb
from ingest import danish

PREPOSITION = re.compile(
    r"^(pr\.|per|uden|inkl\.|ekskl\.|without|i|på|for|fra|til|hos|om|med|ved|in|at|for|from|on)\s+",
    re.I,
)
_TIMES = r"(?:før|efter|inden|under|siden|before|after|since)"
_TIME = re.compile(rf"{_TIMES}\b", re.I)
_LAST = re.compile(  # the phrase that ends a question
    r"\b(?P<preposition>for|om|til|på) (?P<what>(?!.*\b(?:for|om|til|på) )[^?!.,;:]+?)\W*$", re.I
)
_LEADING = re.compile(rf"(?:{_TIMES}|blandt|over|mellem|among|between)\b", re.I)
_LED = re.compile(r"(?:for|til)\s", re.I)
_WHEN = re.compile(r"(?:ug|år|dag|måned|nat|morgen|aften|time|at\b)\w*", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PER_TIME = re.compile(r"\b(?:(?:pr\.|per) [\wæøå]+|om (?:året|måneden|ugen|dagen|timen))")
# "Hvad med weekenden?" asks when, not of what.
_TIME_OF = re.compile(
    r"(?:(?P<om>aften|nat|morgen|formiddag|eftermiddag|sommer|vinter|efterår|forår)|"
    r"weekend|ferie|sommerferie|juleferie|jul|påske|hverdag)(?:e[nt]|n|ene|erne)",
    re.I,
)
_HAPPENING = r"(?:frist|dato|dag|møde|samtale|kurs(?:us)?|start|konference|workshop|ning|else|valg)"
_HAPPENS = re.compile(rf"[\wæøå]*{_HAPPENING}(?:e?[nt]|ene|e?rne|ne)", re.I)
_WHEN_HAPPENS = re.compile(
    r"(?:hvornår (?:er|var|bliver|blev|ligger|holdes)|when (?:is|was)) (?P<what>[\wæøå]+)", re.I
)
_NAMED = re.compile(rf"^(?P<noun>[a-zæøå]+)\s+(?P<name>{NAME})$")
_WHERE = re.compile(rf"\b(?:på|hos|i) (?P<name>{NAME}(?: by)?)")
_TAIL = re.compile(rf" (?:i|på|hos) {NAME}")  # where, behind the phrase that is exchanged
_COMPASS = r"(?:Nord|Syd|Øst|Vest|Midt|Centrum|Nordvest|Nordøst|Sydvest|Sydøst)"
# Somebody who does something, in the definite: "visitatoren", "sygeplejerskerne", "borgeren".
_ROLE = re.compile(
    r"(?:er|or|ør|ist|ent|ant|eut|læge|rske|chef|led|borger)(?P<form>(?:ne|en|n)s?)$", re.I
)


def swap(new: str, previous: str) -> str:
    """Return the previous question with the new constituent where its like stands."""
    new = new.strip().rstrip("?!. ")
    bare = PREPOSITION.sub("", new)
    if new == bare and (swapped := _before_brackets(new, previous)):
        return swapped
    places = (_year, _numbered, _place, _behind_preposition, _where)
    when = (_per, _time, _time_of)
    for exchange in (*places, *when, _word, _role, _happening, _phrase, _last, _instead, _name):
        swapped = exchange(new, bare, previous)
        if swapped is not None:
            return swapped
    return _added(new if new != bare or _TIME.match(new) else f"for {bare}", previous)


def _before_brackets(new: str, previous: str) -> str | None:
    """Exchange what a question names itself, before what it leans on in brackets."""
    leaned = LEANED.search(previous)
    own = previous[: leaned.start()].rstrip() if leaned else ""
    if leaned is None or not any(is_known(one.text) for one in things(own)):
        return None
    swapped = _word(new, new, own) or _role(new, new, own) or _instead(new, new, own)
    return f"{swapped.rstrip('?')} {previous[leaned.start() :]}" if swapped else None


def _year(new: str, bare: str, previous: str) -> str | None:
    year = YEAR.search(bare)
    return YEAR.sub(year.group(), previous) if year and YEAR.search(previous) else None


def _numbered(new: str, bare: str, previous: str) -> str | None:
    """Exchange a name that stands behind the same noun, or one quarter for another."""
    named = _NAMED.match(bare)
    if named:
        like = re.search(rf"\b{re.escape(named['noun'])}\s+({NAME})", previous)
        return _put(named["name"], like.span(1), previous) if like else None
    if re.fullmatch(_COMPASS, bare):
        like = re.search(rf"(?<=[\w,] ){_COMPASS}\b", previous)
        return _put(bare, like.span(), previous) if like else None
    return None


def _place(new: str, bare: str, previous: str) -> str | None:
    new_places, old_places = danish.places(f"i {bare}"), danish.places(previous)
    if not (new_places and old_places):
        return None
    return _put(bare, (old_places[-1].start, old_places[-1].end), previous)


def _behind_preposition(new: str, bare: str, previous: str) -> str | None:
    """Exchange the name that stands behind the same preposition."""
    if new == bare or not re.fullmatch(NAME, bare):
        return None
    preposition = new[: -len(bare)].strip()
    likes = list(re.finditer(rf"\b{re.escape(preposition)}\s+({NAME})", previous))
    return _put(bare, likes[-1].span(1), previous) if likes else None


def _where(new: str, bare: str, previous: str) -> str | None:
    """Exchange the one name of where something is: "Hvad med Egely?", "i Egelund by"."""
    likes = list(_WHERE.finditer(previous))
    at = _WHERE.fullmatch(new)
    if len(likes) != 1 or not (at or re.fullmatch(NAME, new)):
        return None
    like = likes[0]
    if at or danish.places(bare):
        return _put(new if at else f"i {bare}", like.span(), previous)
    span = like.span("name")
    others = [one for one in danish.names(previous) if one[1] <= span[0] or span[1] <= one[0]]
    return None if others else _put(bare, span, previous)


def _per(new: str, bare: str, previous: str) -> str | None:
    """Exchange what a measure is counted by: "pr. måned" for "om året"."""
    like = _PER_TIME.search(previous) if _PER_TIME.fullmatch(new) else None
    return _put(new, like.span(), previous) if like else None


def _time_of(new: str, bare: str, previous: str) -> str | None:
    """Ask of a time that is named alone: "i weekenden", "om natten"."""
    time = _TIME_OF.fullmatch(new)
    if time is None:
        return None
    at = f"{'om' if time['om'] else 'i'} {bare}"
    like = re.search(rf"\b(?:om|i|på) {_TIME_OF.pattern}", previous, re.I)
    if like:
        return _put(at, like.span(), previous)
    return _added(at, previous)


def _happening(new: str, bare: str, previous: str) -> str | None:
    """Exchange what happens: "samtalerne" for "fristen" after "Hvornår er fristen for …"."""
    asked = _WHEN_HAPPENS.match(previous)
    if new != bare or asked is None or not _HAPPENS.fullmatch(bare):
        return None
    return _put(bare, asked.span("what"), previous) if _HAPPENS.fullmatch(asked["what"]) else None


def _word(new: str, bare: str, previous: str) -> str | None:
    new_terms = danish.content_terms(bare)
    for old in danish.content_terms(previous):
        if new_terms and old.stem == new_terms[-1].stem:
            before = previous[: old.start]
            if " " in bare:
                before = before[: phrase_start(previous, old.start)]
            return before + bare + previous[old.end :]
    return None


def _role(new: str, bare: str, previous: str) -> str | None:
    """Exchange who is asked about: "visitatoren" for "hjemmetræneren"."""
    form = _role_form(bare)
    if form is None:
        return None
    likes = [
        (term.start, term.end)
        for term in danish.content_terms(previous)
        if _role_form(term.text) == form and not is_weak(term)
    ]
    if new != bare:
        preposition = new[: -len(bare)].lower()
        likes = [one for one in likes if previous[: one[0]].lower().endswith(preposition)] or likes
    return _put(bare, likes[0], previous) if likes else None


def _role_form(word: str) -> str | None:
    found = _ROLE.search(word) if " " not in word else None
    return ("many" if found["form"].startswith("ne") else "one") if found else None


def _time(new: str, bare: str, previous: str) -> str | None:
    """Exchange what lies before something for what lies after it: "efter", "efter forsøget"."""
    after = _TIME.match(new)
    before = re.search(rf"\b{_TIMES}\b", previous, re.I) if after else None
    if after is None or before is None:
        return None
    rest = new[after.end() :].strip()
    if not rest:
        return _put(after.group(), before.span(), previous)
    mark = "?" if previous.rstrip().endswith("?") else ""
    return f"{previous[: before.start()]}{new}{mark}"


def _phrase(new: str, bare: str, previous: str) -> str | None:
    """Exchange the last phrase for one with the same preposition: "i sygeplejen"."""
    if new == bare:
        return None
    preposition = new[: -len(bare)].strip()
    likes = list(re.finditer(rf"\b{re.escape(preposition)}\s+[^?!.,()]+", previous, re.I))
    if not likes:
        return None
    start, end = likes[-1].span()
    where = _TAIL.search(previous, start + len(preposition) + 1, end)
    return _put(new, (start, where.start() if where else end), previous)


def _last(new: str, bare: str, previous: str) -> str | None:
    """Exchange the phrase that ends the question: "for badebænke" after "på en kørestol?".

    What no preposition leads is exchanged for its like alone: one title for another.
    """
    last = _LAST.search(previous)
    if last is None or danish.places(last["what"]) or YEAR.search(last["what"]):
        return None
    if any(_WHEN.match(word) or is_verb(word.lower()) for word in last["what"].split()):
        return None
    if _LED.match(new) and last["preposition"].lower() != "om":
        return _put(new, (last.start(), last.end("what")), previous)
    titles = bare == new and all(map(_may_be_title, (bare, last["what"])))
    return _put(bare, last.span("what"), previous) if titles else None


def _may_be_title(text: str) -> bool:
    """Tell whether a phrase may be what something is called: "Medicin til tiden"."""
    return text[:1].isupper() and any(word.islower() for word in text.split())


def _instead(new: str, bare: str, previous: str) -> str | None:
    """Exchange what a question is about, or ask for what it has: "Hvad koster driften for …?".

    One thing that is spoken of as known is of a thing that is not: "Hvad koster en lift?",
    "batteriet". What is neither known nor a thing of the same kind is asked beside it.
    """
    span = slot(previous, indefinite=bool(INDEFINITE.match(bare)))
    known = {term.stem for term in danish.content_terms(previous)}
    stems = {term.stem for term in danish.content_terms(bare)}
    if span is None or new != bare or _LEADING.match(new) or not stems:
        return None
    thing, first = previous[span[0] : span[1]], bare.split()[0]
    if re.match(NAME, bare):
        return _put(bare, span, previous) if re.match(NAME, thing) else None
    if stems & known:
        return None
    if is_measured(first):
        return with_place(f"Hvad er {bare} for {thing}?", previous)
    if is_of_a_thing(first) or (is_known(bare) and INDEFINITE.match(thing)):
        return _put(f"{bare} for {thing}", span, previous)
    if not is_known(bare) and not INDEFINITE.match(bare) and is_known(thing):
        opening = "What about" if danish.language(previous) == "en" else "Hvad med"
        about = with_place(thing, previous) if _WHERE.search(previous) else thing
        return f"{opening} {bare} ({about})?"
    return _put(bare, span, previous)


def _name(new: str, bare: str, previous: str) -> str | None:
    """Exchange the one name: "Strandengen" for "Birkelund"."""
    if new != bare or not re.fullmatch(NAME, bare):
        return None
    names = list(re.finditer(rf"(?<=\w ){NAME}", previous))
    return _put(bare, names[0].span(), previous) if len(names) == 1 else None


def _added(more: str, previous: str) -> str:
    """Return the previous question with more behind it, or in the brackets that it ends with."""
    text = previous.rstrip().rstrip("?").rstrip()
    mark = "?" if previous.rstrip().endswith("?") else ""
    closing = ")" if text.endswith(")") else ""
    return f"{text.removesuffix(')')} {more}{closing}{mark}"


def _put(new: str, span: tuple[int, int], previous: str) -> str:
    return previous[: span[0]] + new + previous[span[1] :]
