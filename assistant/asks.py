"""Find what a question asks for: an amount, a share, a date, a person, a list, a reason.

The wording of a Danish or English question fixes what kind of value its answer must hold; a
passage about the right thing without such a value is a near miss (a purpose is not a price).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, cast

from ingest import danish

Ask = Literal[
    "money",
    "share",
    "count",
    "duration",
    "date",
    "person",
    "paragraph",
    "organisation",
    "place",
    "reason",
    "way",
    "purpose",
    "definition",
    "effect",
    "list",
    "yes_no",
    "open",
]

Demand = Literal[
    "money",
    "share",
    "count",
    "duration",
    "date",
    "name",
    "named",
    "firm",
    "defined",
    "paragraph",
    "phone",
    "mail",
    "clock",
    "weight",
]

Family = Literal["fact", "cause", "way", "list", "yes_no"]

_DEGREE = re.compile(
    r"\W*(?:(?:og|men|så) )?hvor (\w+) (?:er|var|bliver|blev|må|måtte|skal|skulle|kan|kunne|vil|"
    r"har|kommer|går|sker)\b",
    re.I,
)

FACT_ASKS: frozenset[Ask] = frozenset(
    {"money", "share", "count", "duration", "date", "person", "paragraph"}
)
FAMILIES: dict[Family, frozenset[Ask]] = {
    "fact": FACT_ASKS,
    "cause": frozenset({"reason", "purpose"}),
    "way": frozenset({"way", "effect"}),
    "list": frozenset({"list", "organisation", "place"}),
    "yes_no": frozenset({"yes_no"}),
}
_DEMANDS: tuple[Demand, ...] = ("phone", "mail", "clock", "weight")  # told by the wording alone
_SEVERAL = re.compile(
    r"(og )?((?P<which>hvilke|nævn|which|list)|hvad (er|var|bliver|blev)( der af)?|giv( mig)?|"
    r"what are)( the| de| alle| nogle)? ",
    re.I,
)
_BOUNDED = re.compile(
    r"\b(før|inden|efter|siden|before|after|since) (\w+\.? ){0,3}(19|20)\d\d\b", re.I
)
_OF_ONE = re.compile(
    r"\b(koster|kostede|prisen (for|på|af)|(does|did)|price of|cost of) (en|et|én|ét|a|an|one)\b"
    r"|\b(stykpris|enhedspris|unit price)",
    re.I,
)
_ALL_OF_THEM = re.compile(r"(er|ne)$", re.I)  # how what several are called ends
_MOST_BEFORE = 2  # words that describe it
_NO_ASKS = frozenset(
    {
        "amount",
        "many",
        "past",
        "name",
        "named",
        "firm",
        "defined",
        "decided",
        "office",
        "about",
        "of_documents",
        *_DEMANDS,
    }
)  # asks.toml holds them beside the asks


@lru_cache(maxsize=4096)
def asks_for(question: str) -> tuple[Ask, ...]:
    """Return what the question asks for, most specific first; ("open",) when nothing is matched.

    Example:
        >>> asks_for("Hvor mange procent af kommunerne svarede?")[0]
        'share'
    """
    lowered = question.lower().strip()
    found = [ask for ask, pattern in _patterns().items() if pattern.search(lowered)]
    if "share" in found and "count" in found:
        found.remove("count")
    if (
        "money" in found
        and "count" in found
        and re.search("kroner|penge|midler|mio|million", lowered)
    ):
        found.remove("count")
    if "duration" in found and "count" in found:
        found.remove("count")
    return tuple(found) or ("open",)


@lru_cache(maxsize=4096)
def wants_many(question: str) -> bool:
    """Tell whether every distinct point is wanted rather than the one fact."""
    asks = asks_for(question)
    return bool(_matcher("many").search(question.lower())) and asks[0] not in FACT_ASKS


@lru_cache(maxsize=4096)
def asks_of_documents(question: str) -> bool:
    """Tell whether a question is about the documents themselves: what a report builds on."""
    return bool(_matcher("of_documents").search(question.lower()))


@lru_cache(maxsize=4096)
def asks_about(question: str) -> bool:
    """Tell whether all that the documents say of a subject is wanted: no one sentence is that."""
    return asks_for(question)[0] in ("open", "list") and bool(
        _matcher("about").search(question.lower())
    )


@lru_cache(maxsize=4096)
def asks_for_decision(question: str) -> bool:
    """Tell whether it is asked what was decided; neither when nor why."""
    known = FACT_ASKS | {"reason", "way", "yes_no"}
    return bool(_matcher("decided").search(question.lower())) and asks_for(question)[0] not in known


def asks_before_or_after(question: str) -> bool:
    """Tell whether the time before or after a year is asked about."""
    return bool(_BOUNDED.search(question))


@lru_cache(maxsize=4096)
def asks_price_of_one(question: str) -> bool:
    """Tell whether the price of one thing is asked for: no budget and no contract says it."""
    return bool(_OF_ONE.search(question)) and asks_for(question)[0] == "money"


def several_asked(question: str, terms: Sequence[danish.Term]) -> int | None:
    """Return the index of the term that says of what several are asked for, or None.

    Of "Hvad er mindstekravene i udbuddet?" it is that of "mindstekravene".
    """
    asking = _SEVERAL.match(question)
    if asking is None:
        return None
    index_at = {term.start: index for index, term in enumerate(terms)}
    words = [word for word in danish.words(question) if word.start >= asking.end()]
    for word in words[: _MOST_BEFORE + 1]:
        index = index_at.get(word.start)
        if index is None:
            return None
        if _ALL_OF_THEM.search(word.text) or (asking["which"] and word.text[-1].lower() != "e"):
            return index
    return None


@lru_cache(maxsize=4096)
def demand_of(question: str) -> Demand | None:
    """Return the kind of value without which no sentence answers, or None.

    What something costs is not said by what it is for; what happened has a date, while "hvornår er
    den for dyr?" asks for a condition; who holds an office is a name.
    """
    lowered = question.lower().strip()
    first = asks_for(question)[0]
    for demand in _DEMANDS:
        if _matcher(demand).search(lowered) and first not in ("reason", "way"):
            return demand
    if first in ("share", "duration", "paragraph"):
        return first
    if first == "money" and _matcher("amount").search(lowered):
        return "money"
    if first == "count" and _matcher("number").search(lowered):
        return "count"
    if first == "date" and _matcher("past").search(lowered):
        return "date"
    if first == "person" and _matcher("name").search(lowered):
        return "name"
    if first == "definition" and _matcher("defined").search(lowered):
        return "defined"
    if _matcher("firm").search(lowered):
        return "firm"
    return "named" if _matcher("named").search(lowered) else None


@lru_cache(maxsize=4096)
def topics_of(question: str) -> tuple[str, ...]:
    """Return the topics of topics.toml that the question is about."""
    return tuple(topic for topic, (asked, _) in _topics().items() if asked.search(question))


def speaks_of(topic: str, sentence: str) -> bool:
    """Tell whether a sentence has words by which a topic shows."""
    return bool(_topics()[topic][1].search(sentence.lower()))


def degree_asked(question: str) -> str:
    """Return the word of which a question asks the degree ("tung" of "Hvor tung må …?"), or "".

    It is answered by a figure, which needs the word no more than "Hvor mange …?" needs "mange".
    """
    match = _DEGREE.match(question)
    return match[1].lower() if match else ""


def is_weak(term: danish.Term) -> bool:
    """Tell whether a question's word says what is asked for rather than what it is about."""
    return danish.fold(term.text) in _weak_words() or term.stem in _weak_stems()


@cache
def _patterns() -> dict[Ask, re.Pattern[str]]:
    wordings = _wordings()
    wordings = {**wordings, "money": [*wordings["money"], *wordings["amount"]]}
    return {
        cast(Ask, ask): re.compile("|".join(alternatives))
        for ask, alternatives in wordings.items()
        if ask not in _NO_ASKS
    }


@cache
def _matcher(key: str) -> re.Pattern[str]:
    return re.compile("|".join(_wordings()[key]))


def offices() -> str:
    """Return a regular expression's alternatives for what somebody may be: "formand|chef|…"."""
    return "|".join(_wordings()["office"])


@cache
def _wordings() -> dict[str, list[str]]:
    text = files("assistant").joinpath("asks.toml").read_text("utf-8")
    wordings: dict[str, list[str]] = tomllib.loads(text)
    office = "|".join(wordings["office"])
    return {
        key: [wording.replace("{office}", office) for wording in alternatives]
        for key, alternatives in wordings.items()
    }


@cache
def _topics() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    table = tomllib.loads(files("assistant").joinpath("topics.toml").read_text("utf-8"))
    # In lower case a search is three to eight times as quick as without regard to case.
    return {
        topic: (re.compile(of["question"], re.IGNORECASE), re.compile(of["sentence"]))
        for topic, of in table.items()
    }


@cache
def _weak_words() -> frozenset[str]:
    lines = files("assistant").joinpath("weak_words.txt").read_text("utf-8").splitlines()
    return frozenset(
        danish.fold(word) for line in lines if not line.startswith("#") for word in line.split()
    )


@cache
def _weak_stems() -> frozenset[str]:
    return frozenset(danish.stem(word) for word in _weak_words())
