"""Danish personal identification numbers (CPR): found in every written form, and masked.

A number is DDMMYY-SSSS. Modulus 11 holds for all numbers given before October 2007, not for all
since, and substitute numbers add 60 to the day (cpr.dk): so the check digit speaks for a number,
never against it. What speaks against one is the word before it: an account, a phone, an order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

__all__ = ["MASK", "find", "mask"]

MASK = "█"

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"  # may stand between two digits and not be seen
_HYPHENS = "\\-\u2010-\u2015\u2212\u2043\u30fc\ufe58\ufe63\uff0d~_"
_DIGIT = rf"\d[{_UNSEEN}]*"
_SHAPE = re.compile(  # a line that a form sends ends in CR and LF
    rf"(?<![^\W_a-zæøå]|\+)(?P<day>(?:{_DIGIT}){{2}})(?P<inner>[.\-/]?[ \u00a0]?)(?:{_DIGIT}){{2}}"
    rf"(?P=inner)(?:(?:{_DIGIT}){{4}}|(?:{_DIGIT}){{2}})"
    rf"(?P<sep>\s{{0,3}}[{_HYPHENS}]{{1,2}}\s{{0,3}}|\s{{1,3}}|[./,]|)(?P<serial>(?:{_DIGIT}){{4}})"
    r"(?=s?(?:[\W_]|$))"
)
_GAP = r"[\W_]{0,3}"
_TYPED = (
    re.compile(  # a break inside the date wants one before the last four digits; no row of years
        rf"(?<![^\W_a-zæøå]|\+)(?!(?:(?:19|20)\d\d[\W_]+){{2}})"
        rf"(?:\d\d(?P<inner>{_GAP})\d\d(?:(?P=inner)|{_GAP}(?=\d+[\W_]))(?:\d{{4}}|\d\d)"
        r"(?:(?P<sep>[\W_]{1,5})\d\d[ \u00a0]?\d\d|\d{4})"
        rf"|\d(?:[ .-]\d){{5}}{_GAP}\d(?:[ .-]\d){{3}})(?=s?(?:[\W_]|$))"
    )
)
_NAMED = re.compile(
    r"\b(?:cpr|c\.p\.r|person(?:nummer|nr)|erstatnings(?:person)?(?:nummer|nr|cpr)|fødselsnummer)"
    rf"[\w.]{{0,8}}[\s:.()#=*{_HYPHENS}]{{0,4}}(?:nr|nummer|no|er|på)?[\s:.()#=*{_HYPHENS}]{{0,4}}"
    rf"(?P<number>(?:{_DIGIT}[\s./:;|*=+·•(){_HYPHENS}]{{0,3}}){{8,9}}\d)(?!\w|[.,]\d)",
    re.I,
)
_PARTED = re.compile(  # the date in one cell, the last four digits in another, or told by name
    r"(?<![^\W_])(?P<date>\d{6}|\d\d[./-]\d\d[./-](?:\d{4}|\d\d)|(?P<iso>\d{4}-\d\d-\d\d))"
    r"\s?[;|,\t]\s?(?P<heading>[^;|:\d]{0,40}:)?\s?(?P<serial>\d{4})(?!\w)"
)
_IN_CELLS = re.compile(  # day, month and year in cells of their own too
    r"\bdag: \d\d?[;|]\s?(?:måned|md\.?): \d\d?[;|]\s?år: (?:\d\d)?\d\d[;|][^;|:\d]{0,40}: \d{4}"
    r"(?!\w)",
    re.I,
)
_SERIAL_NAMED = re.compile(r"cpr|person(?:nr|n)|løbe?(?:nr|nummer)|kontrolcif|sidste|cifre", re.I)
_LAST_FOUR = re.compile(
    r"\b(?:(?:fire|4) sidste|sidste (?:fire|4)) (?:cifre|tal)\b[^\d.;]{0,20}(?P<serial>\d{4})\b",
    re.I,
)
_WINDOW = 48  # characters before a number in which a word may say what it is
_WORD = re.compile(r"https?:|www\.|[^\W\d_]+(?:[-./][^\W\d_]+)*")
_PERSON = re.compile(
    r"cpr|c\.p\.r|person(?:n|nr|nummer)|fødselsnummer|erstatningsn|født$|f$|borger|patient|beboer|klient"
    r"|pårørende|identitet"
)
_OTHER = re.compile(
    r".+(?:nr|nummer|numre|number|kode)$|(?:.*-|sags|kunde|vare)?id$|(?:sag|j|konto(?:en)?|reg|ean|gln|cvr|tlf"
    r"|telefon(?:en)?|mobil(?:en)?|fax|phone|ordren?|faktura(?:en)?|doi|sn|ref|beløb|kr|iban|matrikel|dato"
    r"|isbn|issn|p-enhed(?:en)?)$"
)
_ADDRESS = re.compile(r"https?:|www\.")
_BETWEEN = re.compile(r"[^\d,;()]{0,24}$")  # from such a word to what it names
_NAMED_AFTER = re.compile(r"\s?\(?(?:cpr|personn)", re.I)
_UNIT = re.compile(r"\s?(?:kr\b|kroner|dkk|eur|€|%|pct|procent|mio|mia|stk|m2|m²|kwh|km\b)", re.I)
_DECIMAL = re.compile(r"\d[.,]$")
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SUBSTITUTE = 60  # added to the day of a number that was given for the time being
_DIGITS = 10


def find(text: str, *, typed: bool = False) -> list[tuple[int, int]]:
    """Spans of the numbers, in order, not overlapping.

    Args:
        text: Any.
        typed: By a reader: whatever can be a number is taken for one. A question loses little by
            that; a document would lose figures, dates with times, and cases.
    """
    shaped = _typed(text) if typed else _shaped(text)
    found = sorted({*_named(text), *shaped, *_parted(text)})
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def mask(text: str, *, typed: bool = False) -> tuple[str, int]:
    """The text, as long as before, with the numbers' digits as "█"; also how many there were."""
    spans = find(text, typed=typed)
    parts, position = [], 0
    for start, end in spans:
        parts.append(text[position:start])
        parts.append("".join(MASK if c.isdecimal() else c for c in text[start:end]))
        position = end
    return "".join([*parts, text[position:]]), len(spans)


def _named(text: str) -> Iterator[tuple[int, int]]:
    """Ten digits however grouped after the number's name; nine when a sheet lost the first 0."""
    for match in _NAMED.finditer(text):
        digits = _digits(match["number"])
        if len(digits) == _DIGITS or _is_date(f"0{digits}"):
            yield match.span("number")


def _parted(text: str) -> Iterator[tuple[int, int]]:
    """A number of which a table, or a sentence, tells the last four digits apart."""
    for match in _LAST_FOUR.finditer(text):
        yield match.span("serial")
    for match in _PARTED.finditer(text):
        before = text[max(0, match.start() - _WINDOW) : match.start()].rpartition("\n")[2]
        told = f"{before} {match['heading'] or ''}"
        if _SERIAL_NAMED.search(told) and _is_date(_in_order(match)):
            yield match.span("date")
            yield match.span("serial")
    yield from (match.span() for match in _IN_CELLS.finditer(text))


def _in_order(match: re.Match[str]) -> str:
    """Return the six digits of a date, the day first."""
    digits = _digits(match["date"])
    if match["iso"]:
        return digits[6:8] + digits[4:6] + digits[2:4]
    return digits[:4] + digits[-2:]


def _typed(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while match := _TYPED.search(text, position):
        digits = _ten_digits(match)
        if digits and _is_date(digits) and not _is_named_other(text, match, digits):
            yield match.span()
            position = match.end()
        else:
            position = match.start() + 1


def _is_named_other(text: str, match: re.Match[str], digits: str) -> bool:
    """Whether it is an amount, or digits in one run after a word such as "faktura"."""
    if _UNIT.match(text, match.end()):
        return True
    unbroken = match.group().isdecimal()
    return unbroken and _context(text, match) == "other" and not _passes_modulus_11(digits)


def _shaped(text: str) -> Iterator[tuple[int, int]]:
    last = -1
    for match in _SHAPE.finditer(text):
        follows_number = last >= 0 and not text[last : match.start()].strip(" ,;\n")
        if _is_number(text, match, follows_number=follows_number):
            last = match.end()
            yield match.start(), last


def _is_number(text: str, match: re.Match[str], *, follows_number: bool) -> bool:
    digits = _ten_digits(match)
    if not digits or not _is_date(digits):
        return False
    context = _context(text, match)
    if context == "person":
        return True
    separator = match["sep"].strip() or match["sep"][:1]
    if separator == "," or not _is_plain(match, separator):
        return False
    before = text[max(0, match.start() - 2) : match.start()]
    loose = separator in ("", " ")
    if loose and (_is_attached(text, match) or _is_decimal(text, match)):
        return False
    in_a_row = not follows_number and bool(re.fullmatch(r"\d[\s./-]", before))
    doubtful = context == "other" or separator in ("/", ".")
    doubtful = doubtful or (loose and (in_a_row or context == "address"))
    return not doubtful or _passes_modulus_11(digits)


def _ten_digits(match: re.Match[str]) -> str | None:
    """Return the ten digits, also of a year with its century; None where those are no year."""
    digits = _digits(match.group())
    if len(digits) == _DIGITS:
        return digits
    century = match["sep"] and digits[4:6] in ("18", "19", "20")
    return digits[:4] + digits[6:] if century else None


def _is_attached(text: str, match: re.Match[str]) -> bool:
    """Whether letters stand right beside the digits: "brev610165-0000" needs its hyphen."""
    beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return any(map(str.isalpha, beside))


def _is_decimal(text: str, match: re.Match[str]) -> bool:
    after = text[match.end() : match.end() + 2]
    before = text[max(0, match.start() - 2) : match.start()]
    return bool(_DECIMAL.search(before) or re.match(r"[.,]\d", after))


def _is_plain(match: re.Match[str], separator: str) -> bool:
    """Whether the grouping is a number's; "01.01.20 1430" is a date and a time."""
    if match["inner"] in ("", " ", "\u00a0") or separator in ("", "/"):
        return True
    if int(_digits(match["day"])) > _SUBSTITUTE:
        return True
    return not separator.isspace() and not re.match(r"(?:19|20)\d\d", match["serial"])


def _context(text: str, match: re.Match[str]) -> str | None:
    """What the nearest telling word says: "person", "address", "other" or None."""
    if _NAMED_AFTER.match(text, match.end()):
        return "person"
    if _UNIT.match(text, match.end()):
        return "other"
    before = text[max(0, match.start() - _WINDOW) : match.start()]
    words = list(_WORD.finditer(before))
    for word in reversed(words):
        kind = _meaning(word.group())
        if kind == "person" or (kind and _BETWEEN.match(before, word.end())):
            return kind
    return None


@lru_cache(maxsize=4096)
def _meaning(word: str) -> str | None:
    small = word.casefold()
    if _PERSON.match(small):
        return "person"
    if _ADDRESS.match(small):
        return "address"
    return "other" if _OTHER.match(small) else None


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def _is_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= _SUBSTITUTE if day > _SUBSTITUTE else 0
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (month, day) != (2, 29) or year % 4 == 0


def _passes_modulus_11(digits: str) -> bool:
    products = zip(_WEIGHTS, map(int, digits), strict=True)
    return sum(weight * digit for weight, digit in products) % 11 == 0
