"""A stored number or date as a Danish spreadsheet shows it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
_DAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?,*")
_DATE_PART = re.compile(r"y+|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p", re.I)
# Excel stores its short date as "mm-dd-yy", and other programs write "yyyy-mm-dd h:mm:ss".
_FOREIGN_DAY = re.compile(
    r"(?:y{4}([-./ ]?)m{1,2}\1d{1,2}|(?<!m)m{1,2}([-./])d{1,2}\2y{2,4})(?!d|y)(?:T(?=h))?", re.I
)
_SECONDS = re.compile(r"(h{1,2}[:.]m{1,2})[:.]s{1,2}(?:\.0{1,9})?", re.I)
_CLOCK = re.compile(
    r"[ ,]{0,4}(?:kl\.? ?)?h{1,2}[:.]m{1,2}(?:[:.]s{1,2}(?:\.0{1,9})?)?(?: ?am/pm)?", re.I
)
_SHOWS_NOTHING = ";;;"
_DIGITS = 12  # more are the noise of binary fractions


def show(value: bool | int | float | datetime | date | time | timedelta, code: str) -> str:
    """Return the value in its number format, with decimal comma and points for thousands.

    Args:
        value: As stored.
        code: A format such as `0.0%`, `#,##0 "kr."` or `dd-mm-yyyy`.
    """
    if isinstance(value, bool):
        return "SAND" if value else "FALSK"
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}"
    if isinstance(value, (datetime, date, time)):
        return _date(value, code)
    if code.strip() == _SHOWS_NOTHING or value != value:
        return ""
    return _number(Decimal(repr(value)), code)


def danish(number: Decimal, decimals: int | None = None, *, thousands: bool = False) -> str:
    """Write a number with decimal comma; without `decimals`, with as many as it has."""
    if decimals is None:
        number = (
            number.quantize(Decimal(1).scaleb(number.adjusted() - _DIGITS)) if number else number
        )
        plain = f"{number.normalize():f}"
    else:
        plain = f"{number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    whole, _, fraction = plain.partition(".")
    if thousands:
        whole = f"{int(whole):,}".replace(",", ".") if whole not in ("-0", "-") else whole
    return f"{whole},{fraction}" if fraction else whole


def _number(number: Decimal, code: str) -> str:
    if not number.is_finite():
        return ""
    sections = code.split(";")
    if number < 0 and len(sections) > 1:
        section, number = sections[1], -number
    elif number == 0 and len(sections) > 2:
        section = sections[2]
    else:
        section = sections[0]
    literals: list[str] = []

    def keep(found: re.Match[str]) -> str:
        literals.append(next((group for group in found.groups() if group), ""))
        return "\x00"

    pattern = _LITERAL.sub(keep, section)
    place = _NUMBER.search(pattern)
    if not place or "E" in pattern.upper() or "/" in pattern:
        if place is None and literals and "general" not in section.lower() and "@" not in section:
            return "".join(literals).strip()
        return danish(number)
    body = place[0]
    if "%" in pattern:
        number *= 100
    # Commas after the last digit divide by a thousand each.
    trailing = len(body) - len(body.rstrip(","))
    number /= Decimal(1000) ** trailing
    shown = _with_decimals(number, body.rstrip(","))
    head, tail = pattern[: place.start()], pattern[place.end() :]
    text = f"{head}{shown}{tail}".replace("?", "")
    for literal in literals:
        text = text.replace("\x00", literal, 1)
    text = re.sub(r"(?<=\d)%", " %", text)
    return " ".join(text.split())


def _with_decimals(number: Decimal, body: str) -> str:
    whole, _, fraction = body.partition(".")
    text = danish(number, len(fraction), thousands="," in whole)
    optional = len(fraction) - len(fraction.rstrip("#"))
    while optional and text.endswith("0") and "," in text:
        text, optional = text[:-1], optional - 1
    return text.rstrip(",")


def _date(value: datetime | date | time, code: str) -> str:
    code = code.split(";")[0]
    plain = _LITERAL.sub(lambda found: next((g for g in found.groups() if g), ""), code)
    if not _DATE_PART.search(code) or code.lower() in ("general", "@"):
        return _iso_like(value)
    if not isinstance(value, time):
        plain = _danish_order(plain, value)
    pieces: list[str] = []
    position, hours = 0, False
    for part in _DATE_PART.finditer(plain):
        pieces.append(plain[position : part.start()])
        pieces.append(_date_part(value, part[0].lower(), after_hours=hours))
        hours = part[0][:1].lower() == "h" or (hours and part[0][:1].lower() not in "dy")
        position = part.end()
    pieces.append(plain[position:])
    text = " ".join("".join(pieces).replace("/", "-").split())
    return text or _iso_like(value)


def _danish_order(code: str, value: datetime | date) -> str:
    """Put the day first in a date's format; leave out midnight and seconds that are none."""
    code = _FOREIGN_DAY.sub("dd-mm-yyyy ", code)
    clock = value.time() if isinstance(value, datetime) else time()
    if not clock.second:
        code = _SECONDS.sub(r"\1", code)
    day = _CLOCK.sub("", code)
    return day if clock == time() and _DATE_PART.search(day) else code


def _date_part(value: datetime | date | time, part: str, *, after_hours: bool) -> str:
    if part[0] in "hs" or (part[0] == "m" and after_hours):
        if not isinstance(value, (datetime, time)):
            return ""
        number = {"h": value.hour, "m": value.minute, "s": value.second}[part[0]]
        return f"{number:02d}" if len(part) > 1 else str(number)
    if part[0] == "a" or isinstance(value, time):
        return ""
    if part[0] == "y":
        return str(value.year) if len(part) > 2 else f"{value.year % 100:02d}"
    if part[0] == "m":
        names = {3: _MONTHS[value.month - 1][:3], 5: _MONTHS[value.month - 1][0]}
        if len(part) >= 3:
            return names.get(len(part), _MONTHS[value.month - 1])
        return f"{value.month:0{len(part)}d}"
    if len(part) >= 3:
        return _DAYS[value.weekday()][: 3 if len(part) == 3 else None]
    return f"{value.day:0{len(part)}d}"


def _iso_like(value: datetime | date | time) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    clock = isinstance(value, datetime) and (value.hour or value.minute)
    return f"{value:%d-%m-%Y %H:%M}" if clock else f"{value:%d-%m-%Y}"
