"""What a text counts: numbers with their scale and unit, and shares in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.danish.dates import Found
from ingest.danish.numerals import DIGITS, FIRST, SCALES, WORD, is_english, plain, worth
from ingest.danish.stems import stem
from ingest.danish.stopwords import STOP_WORDS

_SCALE = rf"(?:\s?(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})\b\.?)?"
_ONE = r"(?<![^\W_])(?<![^\W\d]-)"
_TO = r"(?:\s?[-–]\s?|\s(?:til|to|eller|or|og)\s)"
# One or two numbers (10-15, fem til otte), a scale (mio.) and what they count.
_QUANTITY = re.compile(
    rf"{_ONE}(?=[{FIRST}dk€])"
    rf"(?:(?P<sign>DKK|kr\.?|EUR|€)\s?)?(?P<first>{DIGITS}|{WORD}|(?:en|et)(?=\s(?:half|"
    rf"{'|'.join(SCALES)}|times?\b|år|måned|uge|dag|døgn|minut)))"
    rf"(?:{_TO}(?P<second>{DIGITS}|{WORD}))?{_SCALE}"
    r"(?P<after>[\s-]?(?P<unit>%|‰|€|[^\W\d_]+(?:\.(?=[^\W\d_]))?[^\W\d_]*))?"
    r"(?:\s(?P<next>[^\W\d_]+))?",
    re.IGNORECASE,
)
_PERCENT = frozenset(("%", "procent", "pct", "percent", "procents"))
_POINTS = frozenset(("procentpoint", "procentpoints", "percentagepoints"))
_CURRENCY = frozenset(("kr", "kroner", "krone", "kroners", "dkk"))
_EURO = frozenset(("€", "eur", "euro"))
_THOUSANDS = frozenset(("tkr", "t.kr"))
# Durations in the smallest unit of their kind: minutes, days, months.
_DURATIONS = {
    "sekund": (1 / 60, "min"), "minut": (1, "min"), "min": (1, "min"), "tim": (60, "min"),
    "dag": (1, "day"), "døgn": (1, "day"), "ug": (7, "day"), "uge": (7, "day"),
    "måned": (1, "month"), "år": (12, "month"), "minute": (1, "min"), "hour": (60, "min"),
    "day": (1, "day"), "week": (7, "day"), "month": (1, "month"), "year": (12, "month"),
}  # fmt: skip
_SHARES = {"halvdel": 2, "tredjedel": 3, "fjerdedel": 4, "femtedel": 5, "sjettedel": 6, "tiendedel": 10}  # fmt: skip  # noqa: E501
_ORDINALS = {
    "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6, "syvende": 7,
    "ottende": 8, "niende": 9, "tiende": 10, "tyvende": 20,
}  # fmt: skip
_PERIODS = r"(?!\s(?:år|måned|uge|dag|time|minut|gang))"  # hvert tiende år is no share
_SHARE = re.compile(
    rf"{_ONE}(?=[{FIRST}])(?:hver(?:t)?\s(?P<every>{'|'.join(_ORDINALS)}){_PERIODS}"
    rf"|(?P<half>halvdelen)|(?P<three>tre\s?kvart(?:er)?)"
    rf"|(?P<count>{WORD}|\d+|en|et)\s(?P<part>{'|'.join(_SHARES)})e?n?e?"
    rf"|(?P<some>\d+|{WORD}|en|én)\s(?:ud\s)?af\s(?:de\s)?(?P<all>10|ti|9|ni|8|otte|7|syv|6|seks"
    r"|5|fem|4|fire|3|tre))(?![^\W_]|[.,]\d)",
    re.IGNORECASE,
)
_IN_SHARES = (*_SHARES, "hver", "kvart", " af ")  # every share has one of them
_ORDINAL = re.compile(
    rf"(?<![\w.,-])(?:(\d{{1,2}})\.|(?P<word>{'|'.join(_ORDINALS)}|første))(?=\s[a-zæøå])",
    re.IGNORECASE,
)
_ADJECTIVES = ("ske", "ige", "elle", "ale", "nye", "små", "store", "ede", "nde", "lle", "igere")
# Other words in "-ere" are mostly those who do something: medarbejdere, beboere, lærere.
_COMPARATIVES = frozenset(
    (
        *("andre", "bedre", "bredere", "dyrere", "enklere", "flere", "færre", "højere", "kortere"),
        *("lavere", "lettere", "længere", "mindre", "nyere", "senere", "større", "svagere"),
        *("sværere", "tungere", "værre", "yngre", "ældre"),
    )
)
# What a past tense or a participle follows is itself the noun: "40 pårørende svarede".
_PAST = re.compile(
    r"(ede|te|et)$|^(deltog|fandt|forlod|gav|lå|modtog|sad|skrev|sprang|stod|søgte|tog|valgte)$"
)
_OUT_OF = re.compile(r"\s(?:ud\s)?af\s(?:de\s|alle\s|i\salt\s)?(?=\d)")


class Measure(NamedTuple):
    """What a number measures: its kind and unit, the factor to the canonical one, where it ends."""

    kind: str
    factor: float
    suffix: str
    unit: str
    end: int


Quantity = tuple[int, int, str, str, str]


def shares(text: str) -> Iterator[Found]:
    """Find shares in words as percentages (halvdelen, hver femte, to tredjedele)."""
    lowered = " ".join(text.lower().split())
    if not any(word in lowered for word in _IN_SHARES):
        return
    for match in _SHARE.finditer(text):
        groups = {name: text_.lower() for name, text_ in match.groupdict().items() if text_}
        if "every" in groups:
            share = 1 / _ORDINALS[groups["every"]]
        elif "half" in groups:
            share = 0.5
        elif "three" in groups:
            share = 0.75
        elif "part" in groups:
            share = (worth(groups["count"]) or 1) / _SHARES[groups["part"]]
        else:
            share = (worth(groups["some"]) or 0) / (worth(groups["all"]) or 1)
        if 0 < share <= 1:
            yield *match.span(), "percent", f"percent:{plain(100 * share)}"


def ordinals(text: str) -> Iterator[Found]:
    """Find places in a row before what is counted, `ordinal:3` (3. kortlægning, tredje gang)."""
    for match in _ORDINAL.finditer(text):
        number = match.group(1) or _ORDINALS.get(match.group("word").lower(), 1)
        if (match.group("word") or "").lower() not in ("anden", "andet"):
            yield *match.span(), "number", f"ordinal:{int(number)}"


def quantities(text: str, taken: bytearray, *, english: bool) -> Iterator[Quantity]:
    """Find what is counted: each number with the scale and unit that it shares with its range.

    Args:
        text: Any text.
        taken: A nonzero byte for each character that a date or the like has taken.
        english: Whether commas group thousands and only English words are numbers.
    """
    position = 0
    while match := _QUANTITY.search(text, position):
        position = match.end("first")
        if any(taken[match.start("first") : position]):
            continue
        names = ["first"]
        if match.group("second") and not any(taken[match.start("second") : match.end("second")]):
            names.append("second")
            position = match.end("second")
        measure = _measure(match, "second" if len(names) == 2 else "first")
        for name in names:
            number = worth(match.group(name), english=english)
            if number is None or english and not is_english(match.group(name)):
                continue
            start = match.start() if name == "first" else match.start(name)
            end = measure.end if name == names[-1] else match.end(name)
            point = "point" if measure.suffix == "point" else ""
            tail = "" if point else measure.suffix
            canonical = f"{measure.kind}{point}:{plain(number * measure.factor)}{tail}"
            unit = measure.unit or _whole(text, match, position)
            yield start, end, measure.kind, canonical, unit


def _is_adjective(word: str) -> bool:
    return word in _COMPARATIVES or word.endswith(_ADJECTIVES)


def _ends_phrase(word: str) -> bool:
    return word in STOP_WORDS or bool(_PAST.search(word))


def _whole(text: str, match: re.Match[str], position: int) -> str:
    """Give the unit of the whole that a number is part of (82 ud af 98 kommuner)."""
    link = _OUT_OF.match(text, position)
    whole = _QUANTITY.match(text, link.end()) if link else None
    return _measure(whole, "first").unit if whole else ""


def _measure(match: re.Match[str], last: str) -> Measure:
    scale = (match.group("scale") or "").lower()
    factor = SCALES.get(scale, 1.0)
    end = match.end("scale") if scale else match.end(last)
    if last == "first" and match.group("second"):
        return Measure("number", 1.0, "", "", match.end("first"))
    unit = (match.group("unit") or "").lower()
    following = (match.group("next") or "").lower()
    sign = (match.group("sign") or "").lower().rstrip(".")
    if unit in _PERCENT or unit in _POINTS:
        point = unit in _POINTS or following in ("point", "points")
        return Measure("percent", factor, "point" if point else "", "", match.end("unit"))
    if unit == "per" and following == "cent":
        return Measure("percent", factor, "", "", match.end("next"))
    if unit in _EURO or sign in _EURO:
        return Measure("amount", factor, "eur", "", match.end("unit") if unit in _EURO else end)
    if unit in _THOUSANDS:
        return Measure("amount", 1000.0, "", "", match.end("unit"))
    if unit in _CURRENCY or unit == "danske" and following in _CURRENCY:
        return Measure("amount", factor, "", "", match.end("next" if unit == "danske" else "unit"))
    if sign:
        return Measure("amount", factor, "", "", end)
    return _count(match, Measure("number", factor, "", "", end))


def _count(match: re.Match[str], measure: Measure) -> Measure:
    """Say what a plain number counts: a duration, or things named by the next word."""
    unit = (match.group("unit") or "").lower()
    following = (match.group("next") or "").lower()
    own = stem(unit) if unit else ""
    known = _DURATIONS.get(unit) or _DURATIONS.get(own) or _DURATIONS.get(unit.rstrip("s"))
    if known:
        return Measure("duration", known[0] * measure.factor, known[1], own, match.end("unit"))
    if not unit or unit in STOP_WORDS or match.group("unit")[0].isupper():
        return measure
    if following and _is_adjective(unit) and not _ends_phrase(following):
        own = stem(following)
    return measure._replace(unit=own)
