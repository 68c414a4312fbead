"""The municipalities that no list has: invented, merged, foreign and misspelt ones."""

from __future__ import annotations

import re

from ingest.danish.compounds import split
from ingest.danish.inflection import simple_stem
from ingest.danish.lexicon import known_stems
from ingest.danish.stopwords import QUESTION_WORDS
from ingest.danish.words import Word, fold, is_stop

# What a name stands before; "kommuna" and the like are Faroese, Greenlandic and Swedish.
MUNICIPALITY = frozenset(
    ("kommune", "kommunes", "kommunen", "municipality", "byråd", "byråds")
    + ("kommuna", "kommunu", "kommunia", "kommun")
)
CALLS = MUNICIPALITY - {"kommunen"} | {"region", "regions"}
_LONGEST = 3  # words of the longest name
_SHORTEST = 4  # letters of a name in lower case
# Words that a name of two begins with, though they are common words.
_FRONT_TEXT = """
nørre sønder øster vester nordre søndre østre vestre nord syd øst vest gammel gl store lille høje
over neder nedre øvre sankt skt sct kongens
"""
_FRONT = frozenset(_FRONT_TEXT.split())
# What else stands before "Kommune" with a capital, in titles for example.
_NO_NAME_TEXT = """
ny nye grøn grønne digital digitale smart smarte stor store lille god gode bedre bedste fælles åben
åbne moderne første anden tredje enkelt enkelte dansk danske norsk norske svensk svenske nordisk
nordiske deltagende stærk stærke sund sunde levende rig rige fattig kære hjemlig sammenlagt
ansvarlig primær tidligere nuværende kommende større mindre største mindste
"""
_NO_NAME = frozenset(_NO_NAME_TEXT.split())
_DEFINITE_GENITIVE = re.compile(r"(?:ens|ets|nes)$")
_BEFORE_NAME = re.compile(r"(?:\b(?:i|fra|af|for|hos|til|med|og|in|of|from)|[,(/|–-]) ?$", re.I)


def calls(keys: list[str]) -> list[int]:
    """Give the positions of the words that call what stands before them a municipality."""
    return [position for position, key in enumerate(keys) if key in CALLS and position]


def called_at(text: str, tokens: list[Word], call: int) -> int | None:
    """Give the position where the name before a call begins, or None when none stands there.

    "Lyngsø Kommune", "Nørre Lysning kommunes", "lyngsø kommune"; not "Hver Kommune", "Den Digitale
    Kommune", "hjemmets kommune". "Region" before a name is its first word.
    """
    if not _adjoin(text, tokens, call - 1):
        return None
    if fold(tokens[call].text).startswith("region") and _goes_on(text, tokens, call):
        return None
    first = call - 1
    while first > 0 and call - first < _LONGEST and _is_front(text, tokens, first - 1):
        first -= 1
    return first if _is_name(text, tokens, first, call) else None


def _adjoin(text: str, tokens: list[Word], position: int) -> bool:
    return text[tokens[position].end : tokens[position + 1].start] == " "


def _goes_on(text: str, tokens: list[Word], call: int) -> bool:
    return (
        call + 1 < len(tokens)
        and _adjoin(text, tokens, call)
        and (tokens[call + 1].text[0].isupper())
    )


def _is_front(text: str, tokens: list[Word], position: int) -> bool:
    """Say whether a word belongs to the name that goes on behind it."""
    word = tokens[position].text
    if not (word[0].isupper() and tokens[position + 1].text[0].isupper()):
        return False
    return fold(word) in _FRONT and _adjoin(text, tokens, position)


def _is_name(text: str, tokens: list[Word], first: int, call: int) -> bool:
    last = tokens[call - 1].text
    folded = fold(last)
    if is_stop(last) or folded in QUESTION_WORDS or folded in _NO_NAME or folded in MUNICIPALITY:
        return False
    if not last[0].isalpha():
        return False
    known = _is_known(last)
    made = known or split(folded) is not None
    if made and _DEFINITE_GENITIVE.search(folded):
        return False
    if not last[0].isupper():
        return not made and len(last) >= _SHORTEST
    if not known or first < call - 1:
        return True
    named = bool(_BEFORE_NAME.search(text[: tokens[first].start]))
    return named or tokens[call].text[0].isupper() and not _goes_before(text, tokens, first)


def _goes_before(text: str, tokens: list[Word], first: int) -> bool:
    """Say whether a word before belongs to the phrase: "Den Digitale Kommune"."""
    return first > 0 and _adjoin(text, tokens, first - 1)


def _is_known(word: str) -> bool:
    return simple_stem(fold(word)) in known_stems()
