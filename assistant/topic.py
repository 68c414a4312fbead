"""What a question is about: what stands behind its question phrase and verb."""

from __future__ import annotations

import re

from assistant.asks import is_weak
from assistant.clauses import AUXILIARIES
from assistant.verify.words import is_verb
from ingest import danish

OPENERS = re.compile(r"^(tak[.,!]\s+|(og|men|så|okay|ok|and|but|so)\b[,\s]*)+", re.I)
_THERE_IS = re.compile(r"(?:^|\s+)(?:er|var|blev|findes|fandtes) der\b|^der\b", re.I)
LEANED = re.compile(r"\((?P<topic>[^()\n]+)\)[^\w()]*$")
_UNSAYING = re.compile(
    r"^(?:(?:bag|over|med|om|af|i|på|for|til|ved)\s+(?!hv)|(?:man|jeg|vi|du|nogle|nogen)\b,?\s+)",
    re.I,
)
_SIMPLE_WH = re.compile(
    r"^(hvad|hvem|hvor|hvornår|hvorfor|hvordan|hvorledes|what|who|where|when|why|how)\s+\S+\s*",
    re.I,
)
PHRASE_WH = re.compile(
    r"^(hvilke[nt]?|which|hvor stor en (?:andel|del) af|"
    r"hvor (mange|meget|stor|store|stort|længe|lang tid|langt|ofte|tit))\s+",
    re.I,
)
# The verb comes right behind it; "hvor meget" may have a noun there ("hvor meget strøm").
_ADVERBIAL = re.compile(r"hvor (længe|lang|ofte|tit|meget (?=\w{2,}er\b))", re.I)
# "besluttet om gyngestole": what was done, in regard to what the question is about
_DONE_ABOUT = re.compile(r"^(?P<done>\w+(?:et|t)) (?:om|for|med|ved|vedrørende) (?=\w)")
_SUBORDINATE_END = re.compile(
    r"\s+(på|i|for|til|om|med|af|igen|ud|op|der|så|about|for|of|at)$", re.I
)


def topic(question: str) -> str:
    """Return what a question is about: what stands behind its question phrase and verb.

    Example:
        >>> topic("Hvornår afholdes velfærdsteknologikonferencen igen?")
        'velfærdsteknologikonferencen'
    """
    if leaned := LEANED.search(question):
        return leaned["topic"]
    text = OPENERS.sub("", question.strip()).rstrip("?!. ")
    if asking := PHRASE_WH.match(text):
        text = _without_deeds(text[asking.end() :], verb_first=bool(_ADVERBIAL.match(text)))
    shorter = _SIMPLE_WH.sub("", text)
    if danish.content_terms(shorter):
        text = shorter
    text = _THERE_IS.sub("", text)
    while (trimmed := _SUBORDINATE_END.sub("", text)) != text:
        text = trimmed
    text = _without_participle(_UNSAYING.sub("", text.strip()))
    done = _DONE_ABOUT.match(text)
    return text[done.end() :] if done and is_verb(done["done"].lower()) else text


def _without_deeds(text: str, *, verb_first: bool) -> str:
    """Return a topic less the verbs that it begins with ("fik tilbudt skærmbesøg")."""
    first, _, rest = text.partition(" ")
    if not (verb_first or first.lower() in AUXILIARIES) or not danish.content_terms(rest):
        return text
    second, _, after = rest.partition(" ")
    done = second.endswith("t") and is_verb(second.lower()) and danish.content_terms(after)
    return after if done else rest


def _without_participle(text: str) -> str:
    """Return a topic less the verb that a passive question ends with ("konferencen holdt")."""
    terms = danish.content_terms(text)
    if len(terms) < 2 or terms[-1].end < len(text) or not terms[-1].text.endswith("t"):
        return text
    follows_noun = not is_weak(terms[-2]) and not terms[-2].text.endswith("s")
    return text[: terms[-2].end] if is_weak(terms[-1]) and follows_noun else text
