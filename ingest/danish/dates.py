"""Dates, times of day and years, in Danish and English spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MONTHS = (
    "januar|january|jan", "februar|february|feb", "marts|march|mar", "april|apr", "maj|may",
    "juni|june|jun", "juli|july|jul", "august|aug", "september|sept|sep", "oktober|october|okt|oct",
    "november|nov", "december|dec",
)  # fmt: skip
_NUMBER_OF = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_FIRST = "".join(sorted({name[0] for name in _NUMBER_OF}))
_MONTH = rf"(?=[{_FIRST}])(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:18|19|20)\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"
_NUMERIC_MONTH = r"(?P<numeric>1[0-2]|0?[1-9])"
_EDGE = r"(?<![\w.,/-])"
_PATTERNS = tuple(
    ("month>" in pattern, re.compile(pattern, re.IGNORECASE))
    for pattern in (
        rf"{_EDGE}{_YEAR}-(?P<numeric>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"{_EDGE}{_DAY}(?:\.|st|nd|rd|th)? ?(?:of )?{_MONTH}(?:,? {_YEAR}(?!\d))?",
        rf"{_EDGE}{_MONTH}(?: (?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?,? {_YEAR}(?!\d)",
        rf"{_EDGE}{_DAY}\. ?{_NUMERIC_MONTH}\. ?(?P<year>(?:18|19|20)\d\d|\d\d)(?![\d.])",
        rf"{_EDGE}{_DAY}/{_NUMERIC_MONTH}[-/ ](?P<year>(?:18|19|20)\d\d|\d\d)(?!\d)",
        rf"{_EDGE}{_DAY}-{_NUMERIC_MONTH}-(?P<year>(?:18|19|20)\d\d|\d\d)(?![\d-])",
    )
)
# What every date has: a search for it costs a tenth of one for the dates.
_MONTH_STARTS = frozenset(name[:3] for name in _NUMBER_OF)
_JOINED_DIGITS = re.compile(r"\d[-./:] ?\d")
_CENTURY_TURN = 50  # 49 is 2049, 50 is 1950
_HOUR = r"(?:2[0-3]|1\d|0?\d)"
_CLOCK = re.compile(
    rf"\b(?:kl\.?|klokken)\s*({_HOUR})(?:[.:]([0-5]\d))?(?:\s*(?:-|–|til)\s*({_HOUR})"
    rf"(?:[.:]([0-5]\d))?)?(?![\d.,]\d)",
    re.IGNORECASE,
)
_BARE_CLOCK = re.compile(
    rf"(?<![\w.,:/-])({_HOUR}):([0-5]\d)(?!\d)|(?<![\w.,:/])((?:2[0-3]|1\d|0\d)|\d)\.([0-5]\d)"
    r"(?![\d,%]|\.\d| ?(?:kr|procent|pct|mio|mia|million|percent|%|point|gange))"
)

Found = tuple[int, int, str, str]


def month(word: str) -> int | None:
    """Return the number of a month by its name, or None: 3 of "Marts"."""
    return _NUMBER_OF.get(word.lower())


def dates(text: str) -> Iterator[Found]:
    """Find dates: (start, end, kind, canonical), `date:2026-07-01`, `date:2026-07`, `date:--07-01`.

    The year of a date is given too, as a year of its own.
    """
    lowered = text.lower()
    named = any(start in lowered for start in _MONTH_STARTS)
    numeric = bool(_JOINED_DIGITS.search(text))
    for of_month, pattern in _PATTERNS:
        if not (named if of_month else numeric):
            continue
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = (groups.get("month") or "").lower()
            month = _NUMBER_OF[name] if name else int(groups["numeric"])
            year, day = groups.get("year"), groups.get("day")
            if name in ("may", "mar", "march") and not year and not match.group()[0].isdigit():
                continue
            full_year = _full(year) if year else "-"
            canonical = f"date:{full_year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
            end = match.end() - (match.group()[-1] == ".")
            yield match.start(), end, "date", canonical
            if year:
                yield *match.span("year"), "year", f"year:{full_year}"


def _full(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{'20' if int(year) < _CENTURY_TURN else '19'}{year}"


def times(text: str, *, english: bool) -> Iterator[Found]:
    """Find times of day, `time:14:30`; a bare 14.30 counts only in Danish text."""
    for match in _CLOCK.finditer(text) if "kl" in text.lower() else ():
        for first, second in ((1, 2), (3, 4)):
            if match.group(first):
                end = match.end(second) if match.group(second) else match.end(first)
                start = match.start() if first == 1 else match.start(first)
                yield start, end, "time", _time(match.group(first), match.group(second))
    for match in _BARE_CLOCK.finditer(text) if _JOINED_DIGITS.search(text) else ():
        hour = match.group(1) or match.group(3)
        if match.group(1) or not english:
            yield *match.span(), "time", _time(hour, match.group(2) or match.group(4))


def _time(hour: str, minute: str | None) -> str:
    return f"time:{int(hour):02d}:{minute or '00'}"
