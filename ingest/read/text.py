"""Plain text: paragraphs, headings that stand alone, lists, and lines that were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.agenda import begins_part, parts_from
from ingest.letters import CLOSING
from ingest.read.encoding import decode
from ingest.read.header import is_value
from ingest.read.limits import Limits
from ingest.read.outline import Outline, tidy
from ingest.read.printed import without_pages
from ingest.read.reasons import rejected
from ingest.read.ruled import is_rule, ruled_tables
from ingest.read.table import write_table
from ingest.repeated import letters
from ingest.wrapped import goes_on

BULLET = re.compile(r"^(\s*)(?:[•●○◦▪■□‣⁃∙·*►➢→✓✔❖]|[-–—o](?=\s))\s*(?=\S)")
NUMBERED = re.compile(r"^(\s*)(?:\(?\d{1,2}[.)]|\(?[a-zæøå]\))\s+(?=\S)")
_UNDERLINE = re.compile(r"^\s*([=\-~_*])\1{2,}\s*$")
_SECTION_NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s+(?=[A-ZÆØÅ])")
_LABEL = re.compile(
    r"^(?:(?:foto|kilde|figur|tabel|note|tlf|telefon|mobil|e-?mail|mail|kære|hej|dear)\b"
    r"|(?:dato|tid|sted|til stede|deltagere|fraværende|afbud|referent)\s*:\s*\S)",
    re.I,
)
_DASH_IN_TEXT = re.compile(r"[-–—] (?:og|men|eller|samt|dog|altså|dvs|herunder|især)\b")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\. (?=[a-zæøå])")  # of a date, or any number in order
_NAVIGATION = re.compile(r"^(?:skip|spring|hop|gå|log|søg|menu|forside|indhold)\b", re.I)
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*$")
_HEADING_CHARACTERS = 90
_HEADING_WORDS = 12
_CAPITALS_WORDS = 6
_BODY_CHARACTERS = 100
_BODY_WORDS = 7
_WRAP_AT_MOST = 120  # wider lines are paragraphs of their own, not wrapped text
_WRAP_SHARE = 0.75  # a wrapped line is nearly as long as the longest ones
_WRAPPED_LINES = 0.3  # share of long lines in a text that was wrapped
_BROKEN_LINES = 2  # or so many long ones whose sentence goes on below, as in short minutes
_CELLS = re.compile(r"\t+| {2,}")  # what stands between the columns of a table
_FIELD = re.compile(r"[A-ZÆØÅ][\wæøå.-]*(?: [\w.-]+){0,2}: *\S")  # "Udarbejdet af: B. Lund"
_HEAD_FIELD = (
    r"(?:Dato|Tid|Sted|Til ?stede|Deltagere|Fraværende|Afbud|Referent|Ordstyrer|Mødeleder)"
)
_HEAD_FIELDS = re.compile(rf"\s*{_HEAD_FIELD}: ")
_NEXT_FIELD = re.compile(rf"(?<!\s)\s+(?={_HEAD_FIELD}: )")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|\S+@\S")
_TABLE = 3  # columns and lines that make one
_TITLE_UNITS = 20
_TITLE_CHARACTERS = 160
_TITLE_WORDS = 20
_SIGNATURE_WORDS = 10  # a line of more is no name, office or address


@dataclass(slots=True)
class _Unit:
    """A run of lines that belong together."""

    text: str
    kind: str  # "text", "item", "numbered", "underlined", "table" or "ruled", a table with a rule
    indent: int = 0
    blank_before: bool = True


def read_text(data: bytes, limits: Limits) -> Outline:
    """Read a plain text file."""
    text = decode(data)
    if text is None:
        raise rejected("damaged")
    outline = Outline(limits)
    write_text(outline, text)
    return outline


def write_text(outline: Outline, text: str, *, titled: bool = True) -> None:
    """Write plain text's blocks; its title, when it has one, goes to the metadata.

    Args:
        outline: Where to.
        text: With its line breaks.
        titled: Whether the first line may be the text's title.
    """
    units = _units(text.lstrip("\ufeff"))
    title = _title(units) if titled else None
    if title:
        outline.metadata["title"] = title
    headings = _headings(units, title)
    indents: list[int] = []
    for index, unit in enumerate(units):
        level = headings.get(index)
        if level:
            outline.heading(unit.text, level)
        elif unit.kind in ("item", "numbered"):
            while indents and indents[-1] > unit.indent:
                indents.pop()
            if not indents or indents[-1] < unit.indent:
                indents.append(unit.indent)
            outline.item(unit.text, len(indents))
            continue
        elif unit.kind in ("table", "ruled"):
            rows = [line.split("\t") for line in unit.text.split("\n")]
            write_table(outline, rows, header_rows=1 if unit.kind == "ruled" else None)
        else:
            outline.paragraph(unit.text)
        indents = []


def _units(text: str) -> list[_Unit]:
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text.replace("\x0c", "\n\x0c\n"))
    lines = [part for line in without_pages(lines) for part in _fields(line)]
    width = _wrap_width(lines)
    tables = dict(_table_lines(lines))
    ruled = dict(ruled_tables(lines))
    units: list[_Unit] = []
    blank, last, below = True, "", 0
    for index, line in enumerate(lines):
        if index in ruled:
            text = "\n".join(map("\t".join, ruled[index]))
            units.append(_Unit(text, "ruled", blank_before=blank))
            below = index + 1 + len(ruled[index])
        if index < below or not line.strip() or is_rule(line):
            blank = True
            continue
        if _UNDERLINE.match(line):
            if units and not blank and units[-1].kind == "text":
                units[-1].kind = "underlined"
            blank = True
            continue
        if index in tables:
            row = "\t".join(_CELLS.split(line.strip()))
            if tables[index] == index:
                units.append(_Unit(row, "table", blank_before=blank))
            else:
                units[-1].text += "\n" + row
            blank = True
            continue
        unit = _unit(line, blank)
        if units and not blank and _joins(units[-1], last, unit, line, width):
            units[-1].text += (" " if unit.kind == "item" else "\n") + line.strip()
        else:
            units.append(unit)
        blank, last = False, line
    return units


def _fields(line: str) -> list[str]:
    """Part a line of a head's fields: "Dato: 1. maj   Sagsnr.: 12", "Til stede: Bo Afbud: Eva"."""
    cells = _CELLS.split(line.strip())
    if len(cells) > 1 and all(map(_FIELD.match, cells)):
        return cells
    return _NEXT_FIELD.split(line) if _HEAD_FIELDS.match(line) else [line]


def _table_lines(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield each line of a table with its first: as many cells in each, and a column of values."""
    cells = [_CELLS.split(line.strip()) for line in lines]
    for columns, run in groupby(range(len(lines)), key=lambda index: len(cells[index])):
        table = list(run)
        fields = cells[table[0]][0].endswith(":")
        values = zip(*(cells[index] for index in table[1:]), strict=True)
        large = min(columns, len(table)) >= _TABLE and not fields
        if large and any(all(map(is_value, column)) for column in values):
            yield from ((index, table[0]) for index in table)


def _unit(line: str, blank: bool) -> _Unit:
    bullet = BULLET.match(line)
    numbered = None if bullet else NUMBERED.match(line)
    found = bullet or numbered
    if not found:
        return _Unit(line.strip(), "text", blank_before=blank)
    kind = "item" if bullet else "numbered"
    text = line[found.end() :] if bullet else line
    return _Unit(text.strip(), kind, _indent(line), blank)


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())


def _wrap_width(lines: list[str]) -> int | None:
    """Return the line length at which the text was wrapped, or None when it was not."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not lengths or lengths[-1] > _WRAP_AT_MOST:
        return None
    width = lengths[-1]
    long = sum(length >= _WRAP_SHARE * width for length in lengths)
    broken = sum(_was_full(last, line, width) for last, line in pairwise(lines))
    is_wrapped = long >= _WRAPPED_LINES * len(lengths) or broken >= _BROKEN_LINES
    return width if width > 50 and is_wrapped else None


def _joins(unit: _Unit, last: str, begun: _Unit, line: str, width: int | None) -> bool:
    """Say whether a line continues the unit whose last line is given, and begins none itself."""
    if goes_on(last, line):
        return True
    if begun.kind != "text":
        return unit.kind == "text" and bool(_DASH_IN_TEXT.match(line)) and _runs_on(last, line[2:])
    if unit.kind in ("item", "numbered") and _indent(line) > unit.indent:
        return True
    if parts_from(line, last) or _FIELD.match(unit.text) and _FIELD.match(begun.text):
        return False
    return width is not None and _is_full(last, width) or _runs_on(last, line)


def _was_full(last: str, line: str, width: int) -> bool:
    """Say whether a line goes on in one whose first word it had no room for."""
    room = width - len(last.rstrip())
    return _runs_on(last, line) and len(line.split()[0]) >= room


def _is_full(line: str, width: int) -> bool:
    return len(line.rstrip()) >= _WRAP_SHARE * width


def _runs_on(last: str, line: str) -> bool:
    begins_small = line.lstrip()[:1].islower() and not _ADDRESS.match(line.lstrip())
    return goes_on(last, line) or begins_small and not re.search(r"[.!?:;]$", last.rstrip())


def _title(units: list[_Unit]) -> str | None:
    """Return the line that is said twice at the top (a page's title and its heading)."""
    texts = [unit.text for unit in units[:_TITLE_UNITS] if unit.kind in ("text", "underlined")]
    for index, text in enumerate(texts):
        if len(text.split()) >= 3 and text in texts[index + 1 :] and _could_be_title(text):
            return tidy(text)
    first = units[0] if units else None
    if first and first.kind == "underlined":
        return tidy(first.text)
    if first and first.kind == "text" and len(units) > 1:
        line = " ".join(first.text.split())
        return line if _could_be_title(line) else None
    return None


def _could_be_title(text: str) -> bool:
    """Say whether a text's first line may be its title: longer than a heading, and freer."""
    if text.endswith(":") or begins_part(text):
        return False
    return _could_be_heading(re.sub(r"[.,]\s", " ", text), _TITLE_WORDS, _TITLE_CHARACTERS)


def _headings(units: list[_Unit], title: str | None) -> dict[int, int]:
    """Return the level of each unit that is a heading."""
    levels = dict(_marked_headings(units, title))
    marked = set(levels)
    for index in range(len(units) - 1):
        if index not in levels and index + 1 not in marked and _stands_as_heading(units, index):
            levels[index] = 3 if units[index].text.endswith(":") else 2
    known = {letters(units[index].text): level for index, level in levels.items()}
    for index, unit in enumerate(units[:-1]):
        if unit.kind == "text" and index not in levels and letters(unit.text) in known:
            levels[index] = known[letters(unit.text)]
    signed = _signatures(units)
    return {index: level for index, level in levels.items() if index not in signed}


def _signatures(units: list[_Unit]) -> set[int]:
    """Return the units below "Venlig hilsen" that say who wrote a letter, and that line."""
    found: set[int] = set()
    is_open = is_named = False
    for index, unit in enumerate(units):
        if closing := CLOSING.match(unit.text):
            is_open, is_named = True, bool(unit.text[closing.end() :].strip())
        elif is_open:
            is_open = _could_sign(unit) and not (is_named and unit.blank_before)
            is_named = True
        if is_open:
            found.add(index)
    return found


def _could_sign(unit: _Unit) -> bool:
    short = len(unit.text.split()) <= _SIGNATURE_WORDS
    return unit.kind == "text" and short and not _SENTENCE_END.search(unit.text)


def _marked_headings(units: list[_Unit], title: str | None) -> Iterator[tuple[int, int]]:
    """Yield headings that need no guess: title, underlined, capitals, section numbers."""
    last = ""
    for index, unit in enumerate(units):
        if title and unit.kind in ("text", "underlined") and " ".join(unit.text.split()) == title:
            yield index, 1
        elif unit.kind == "underlined":
            yield index, 2
        elif index + 1 < len(units):
            number = _SECTION_NUMBER.match(unit.text)
            if number and (
                _is_numbered_heading(units, index) or unit.blank_before and _is_next(last, number)
            ):
                last = number[1]
                yield index, 2 + last.count(".")
            elif unit.kind == "text" and _is_capitals(unit.text):
                yield index, 2


def _is_capitals(text: str) -> bool:
    words = text.split()
    letters = [character for character in text if character.isalpha()]
    return (
        len(words) <= _CAPITALS_WORDS
        and len(letters) >= 4
        and text.isupper()
        and not _SENTENCE_END.search(text)
    )


def _is_next(last: str, number: re.Match[str]) -> bool:
    """Say whether a heading has the number after the last one's: 3 after 2, 2.2 after 2.1."""
    above, _, count = last.rpartition(".")
    own_above, _, own = number[1].rpartition(".")
    follows = bool(count) and above == own_above and int(own) == int(count) + 1
    return follows and _could_be_heading(number.string[number.end() :])


def _is_numbered_heading(units: list[_Unit], index: int) -> bool:
    """Say whether a name behind a number heads what follows, and is no point of a list."""
    unit, following = units[index], units[index + 1]
    name = _SECTION_NUMBER.sub("", unit.text)
    if not _could_be_heading(name):
        return False
    listed = following.kind == "numbered" and not following.blank_before
    if _is_capitals(name) and unit.blank_before and not (listed and following.text[0].isdigit()):
        return True
    before_is_list = index > 0 and units[index - 1].kind == "numbered"
    return (
        following.kind == "text"
        and _is_body(following.text)
        and not (before_is_list and not unit.blank_before)
    )


def _stands_as_heading(units: list[_Unit], index: int) -> bool:
    unit, following = units[index], units[index + 1]
    if unit.kind != "text" or not _could_be_heading(unit.text):
        return False
    if following.kind in ("item", "numbered"):
        return not unit.text.endswith(":")
    return _is_body(following.text)


def _could_be_heading(
    text: str, words: int = _HEADING_WORDS, characters: int = _HEADING_CHARACTERS
) -> bool:
    if "\n" in text or len(text) > characters or len(text.split()) > words:
        return False
    if _NAVIGATION.match(text):
        return False
    if not (text[0].isupper() or text[0].isdigit()) or not any(map(str.isalpha, text)):
        return False
    if text.endswith((".", ",", ";", "!", "”", '"', "-", "–")) or _LABEL.match(text):
        return False
    if CLOSING.match(text):
        return False
    inside = _DAY.sub(r"\1 ", text.rstrip(":?"))
    return text.count(",") <= 1 and not re.search(r"[.!?]\s", inside) and "@" not in text


def _is_body(text: str) -> bool:
    if len(text) >= _BODY_CHARACTERS:
        return True
    return len(text.split()) >= _BODY_WORDS and bool(_SENTENCE_END.search(text))
