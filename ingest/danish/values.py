"""Numbers, amounts, shares, dates and sections of laws to canonical forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, cast

from ingest.danish.dates import Found, dates, times
from ingest.danish.language import language
from ingest.danish.quantities import ordinals, quantities, shares

Kind = Literal[
    "amount", "percent", "number", "duration", "date", "year", "time", "paragraph", "phone"
]
_SECTION = re.compile(r"(?:§§?|\bparagraf)\s?(\d+)(?:\s?([a-z])(?![^\W_]))?", re.IGNORECASE)
_SUBSECTION = re.compile(r"\bstk\.?\s?(\d+)", re.IGNORECASE)
_PHONE = re.compile(
    r"(?:\+45|\b0045)\s?\d{2}(?:\s?\d{2}){3}(?!\d)|(?<![\d.,])\d{2}(?: \d{2}){3}(?![\d.,]?\d)"
    r"|(?:(?<=tlf\. )|(?<=tlf\.: )|(?<=elefon )|(?<=elefon: ))\d{4} ?\d{4}(?!\d)"
)
_PHONE_DIGITS = 8
_YEAR = re.compile(r"(?<![\w.,/])(?:18|19|20)\d\d(?![\w%]|[.,]\d| ?(?:kr\b|kroner|procent|pct))")
_COUNTED = re.compile(r"\s[a-zæøå]{2,}(?:er|ere|erne)\b")
_DIGIT = re.compile(r"\d")
_BEFORE_YEAR_TEXT = """
i fra siden til år efter før inden ultimo primo anno for og eller of in since from by until per pr
kvartal halvår sommeren vinteren foråret efteråret starten slutningen
"""
_BEFORE_YEAR = frozenset(_BEFORE_YEAR_TEXT.split())


@dataclass(frozen=True, slots=True)
class Value:
    """A number or date in a text.

    Attributes:
        start: First character.
        end: One past the last.
        kind: What is counted or named.
        canonical: `kind:value`, equal for all spellings of one value: `amount:11200000` (kroner),
            `percent:53.1`, `number:276`, `duration:25min` (or day, month), `date:2026-07-01`,
            `year:2023`, `time:14:30`, `paragraph:128a`, `stk:3`, `phone:72201525`.
        unit: Stem of what a number counts (`borg` in "276 borgere"), "" where nothing is.
    """

    start: int
    end: int
    kind: Kind
    canonical: str
    unit: str = ""


def values(text: str) -> list[Value]:
    """Find numbers, amounts, shares, dates and sections, in order.

    Both ends of a range are values (2011-2015); shares in words are percentages (halvdelen, hver
    femte, otte ud af ti); the year of a date is given as well.
    """
    if not text:
        return []
    english = language(text) == "en"
    taken = bytearray(len(text))
    found: list[Value] = []
    stages = (_sections, _phones, dates, partial(times, english=english), shares, _years, ordinals)
    digits = len(_DIGIT.findall(text))
    for stage in stages if digits else (shares, ordinals):
        if stage is not _phones or digits >= _PHONE_DIGITS:
            _keep(stage(text), taken, found)
    for start, end, kind, canonical, unit in quantities(text, taken, english=english):
        found.append(Value(start, end, cast(Kind, kind), canonical, unit))
    return sorted(found, key=lambda value: (value.start, -value.end))


def _keep(stage: Iterator[Found], taken: bytearray, found: list[Value]) -> None:
    """Keep what does not stand in what was taken before; the year in a date is kept with it."""
    date = (0, 0)
    for start, end, kind, canonical in stage:
        of_date = kind == "year" and date[0] <= start and end <= date[1]
        if not of_date and any(taken[start:end]):
            date = (0, 0)
            continue
        if not of_date:
            date = (start, end)
            taken[start:end] = b"\x01" * (end - start)
        found.append(Value(start, end, cast(Kind, kind), canonical))


def _sections(text: str) -> Iterator[Found]:
    lowered = text.lower()
    if not any(word in lowered for word in ("§", "paragraf", "stk")):
        return
    for match in _SECTION.finditer(text):
        letter = (match.group(2) or "").lower()
        yield *match.span(), "paragraph", f"paragraph:{match.group(1)}{letter}"
    for match in _SUBSECTION.finditer(text):
        yield *match.span(), "paragraph", f"stk:{match.group(1)}"


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        yield *match.span(), "phone", f"phone:{re.sub(r'[^0-9]', '', match.group())[-8:]}"


def _years(text: str) -> Iterator[Found]:
    for match in _YEAR.finditer(text):
        before = re.findall(r"[^\W\d_]+", text[max(0, match.start() - 20) : match.start()])
        expected = bool(before) and before[-1].lower() in _BEFORE_YEAR
        if expected or not _COUNTED.match(text, match.end()):
            yield *match.span(), "year", f"year:{match.group()}"
