"""A question's constituent exchanged for its like: "Og i Vest?" after "… i distrikt Nord?"."""

from __future__ import annotations

import re

from assistant.asks import is_weak
from assistant.verify.words import is_verb
from ingest import danish

PREPOSITION = re.compile(r"^(i|på|for|fra|til|hos|om|med|ved|in|at|for|from|on)\s+", re.I)
_TIMES = r"(?:før|efter|inden|under|siden|before|after|since)"
_TIME = re.compile(rf"{_TIMES}\b", re.I)
_ARTICLES = frozenset(("en", "et", "a", "an"))
_BEHIND_ARTICLE = re.compile(r"\b(?:en|et|an?) (?:\w+e )?$", re.I)
_BEHIND_PREPOSITION = re.compile(r"\b(?:om|med|til|af|ved|for|about|with|of|on) $", re.I)
_DEFINITE = re.compile(r"(?:en|et|ene|erne)$")
_MODIFIER = re.compile(
    r"(?:\b(?:små|større|mindre|få|mange|[\wæøå]+e(?<!ede)(?<![nglkrd]te))\s+)+$", re.I
)
_LAST = re.compile(  # the phrase that ends a question
    r"\b(?P<preposition>for|om|til|på) (?P<what>(?!.*\b(?:for|om|til|på) )[^?!.,;:]+?)\W*$", re.I
)
_LED = re.compile(r"(?:for|til)\s", re.I)
_WHEN = re.compile(r"(?:ug|år|dag|måned|nat|morgen|aften|time|at\b)\w*", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = r"[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*)*"
_NAMED = re.compile(rf"^(?P<noun>[a-zæøå]+)\s+(?P<name>{NAME})$")
_AT_NAME = re.compile(rf"\b(?:på|hos) (?P<name>{NAME})")
_COMPASS = r"(?:Nord|Syd|Øst|Vest|Midt|Centrum|Nordvest|Nordøst|Sydvest|Sydøst)"
# Somebody who does something, in the definite: "visitatoren", "sygeplejerskerne", "borgeren".
_ROLE = re.compile(
    r"(?:er|or|ør|ist|ent|ant|eut|læge|rske|chef|led|borger)(?P<form>(?:ne|en|n)s?)$", re.I
)


def swap(new: str, previous: str) -> str:
    """Return the previous question with the new constituent where its like stands."""
    new = new.strip().rstrip("?!. ")
    bare = PREPOSITION.sub("", new)
    places = (_year, _numbered, _place, _behind_preposition, _house)
    for exchange in (*places, _time, _word, _role, _phrase, _thing, _last):
        swapped = exchange(new, bare, previous)
        if swapped is not None:
            return swapped
    mark = "?" if previous.rstrip().endswith("?") else ""
    joint = new if new != bare or _TIME.match(new) else f"for {bare}"
    return f"{previous.rstrip().rstrip('?')} {joint}{mark}"


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


def _house(new: str, bare: str, previous: str) -> str | None:
    """Exchange the one name of a question where something is, by another: "Hvad med Egely?"."""
    likes = list(_AT_NAME.finditer(previous))
    if new != bare or not re.fullmatch(NAME, bare) or len(likes) != 1 or danish.places(bare):
        return None
    span = likes[0].span("name")
    others = [one for one in danish.names(previous) if one[1] <= span[0] or span[1] <= one[0]]
    return None if others else _put(bare, span, previous)


def _word(new: str, bare: str, previous: str) -> str | None:
    new_terms = danish.content_terms(bare)
    for old in danish.content_terms(previous):
        if new_terms and old.stem == new_terms[-1].stem:
            before = previous[: old.start]
            if " " in bare:
                before = _MODIFIER.sub("", before)
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
    likes = list(re.finditer(rf"\b{re.escape(preposition)}\s+[^?!.,]+", previous, re.I))
    return _put(new, likes[-1].span(), previous) if likes else None


def _thing(new: str, bare: str, previous: str) -> str | None:
    """Exchange the one thing that is spoken of in the same way: "en robot", "loftlifte".

    What is spoken of as known is of the thing before it: "Hvad koster robotten?", "oplæringen".
    """
    words = bare.split()
    article = len(words) == 2 and words[0].lower() in _ARTICLES
    if new != bare or danish.names(bare) or not (article or len(words) == 1):
        return None
    if not article and _DEFINITE.search(bare):
        return None
    terms = danish.content_terms(previous)
    likes = [
        term
        for term in things(previous)
        if bool(_BEHIND_ARTICLE.search(previous[: term.start])) == article
        if article or not _DEFINITE.search(term.text)
        if not any(other.start == term.end + 1 for other in terms)
    ]
    governed = [one for one in likes if _BEHIND_PREPOSITION.search(previous[: one.start])]
    if not article and len(governed) == 1:
        likes = governed
    if len(likes) != 1:
        return None
    before = previous[: likes[0].start]
    start = _BEHIND_ARTICLE.sub("", before) if article else _MODIFIER.sub("", before)
    return f"{start}{bare}{previous[likes[0].end :]}"


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


def things(question: str) -> list[danish.Term]:
    """Return the words of a question for what it is about: no names, deeds or words that ask."""
    names = danish.names(question)
    return [
        term
        for term in danish.content_terms(question)
        if not is_weak(term) and not is_verb(term.text.lower())
        if not any(start <= term.start < end for start, end in names)
    ]


def _put(new: str, span: tuple[int, int], previous: str) -> str:
    return previous[: span[0]] + new + previous[span[1] :]
