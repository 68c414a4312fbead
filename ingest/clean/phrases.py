"""The readable list of boilerplate phrases, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_TRIM = " \t.:!…»›>*•·–—-|"
_PLAIN = str.maketrans({"”": '"', "“": '"', "„": '"', "’": "'", "´": "'", "–": "-", "—": "-"})
_MONTH = r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|may|oct)[a-zæøå]{0,6}\.?"
_PLACEHOLDERS = {
    "{date}": (
        r"(?:\d{1,2}[./-] ?\d{1,2}(?:[./-] ?(?:20|19)?| (?:20|19))\d{2}|(?:20|19)\d{2}-\d{2}-\d{2}"
        rf"|\d{{1,2}}\.? ?{_MONTH},? (?:20|19)\d{{2}}|{_MONTH} (?:\d{{1,2}}, )?(?:20|19)\d{{2}})"
    ),
    "{site}": (
        r"(?:facebook|twitter|x|linked ?in|instagram|youtube|vimeo|tiktok|snapchat|whatsapp"
        r"|messenger)"
    ),
}
# Families that stand inside articles too, so that they say nothing of the lines beside them.
_INLINE = frozenset(
    {"more", "advertising", "link_texts", "pictures", "stamps", "viewers", "to_top", "templates"}
)

Families = Mapping[str, list[str]]


class Phrases(NamedTuple):
    """Compiled patterns over lines as `normal` gives them.

    Attributes:
        buttons: One or several button texts in a row.
        inline: What of buttons and lines also stands inside articles.
        glued: A button text right after the end of a sentence, at a line's end; any case.
        lines: Whole lines.
        questions: Whole lines that end with a question mark.
        sentences: Anywhere in a sentence, by its normal form.
        suspects: The same anywhere in a paragraph: worth looking at its sentences.
        weak: Name of a weak family → whole line.
        tail_headings: A line over a list of what else the site has.
        date: A date or a month with its year.
    """

    buttons: re.Pattern[str]
    inline: re.Pattern[str]
    glued: re.Pattern[str]
    lines: re.Pattern[str]
    questions: re.Pattern[str]
    sentences: re.Pattern[str]
    suspects: re.Pattern[str]
    weak: dict[str, re.Pattern[str]]
    tail_headings: re.Pattern[str]
    date: re.Pattern[str]


@cache
def phrases() -> Phrases:
    """Read and compile the list."""
    text = files("ingest.clean").joinpath("boilerplate.toml").read_text(encoding="utf-8")
    table: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    buttons, lines = table["buttons"], table["lines"]
    inline = {name: found for name, found in {**buttons, **lines}.items() if name in _INLINE}
    return Phrases(
        buttons=re.compile(_in_a_row(_either(buttons))),
        inline=re.compile(f"{_in_a_row(_either(inline))}|{_either(inline)}"),
        glued=re.compile(rf"(?<=[.!?\"”»)]){_either(buttons)}[\s.]*$", re.IGNORECASE),
        lines=re.compile(_either(lines)),
        questions=re.compile(_either(table["questions"])),
        sentences=re.compile(_either(table["sentences"])),
        suspects=re.compile(_either(_unanchored(table["sentences"]))),
        weak={name: re.compile(_either({name: found})) for name, found in table["weak"].items()},
        tail_headings=re.compile(_either(table["tail_headings"])),
        date=re.compile(_PLACEHOLDERS["{date}"]),
    )


def normal(line: str) -> str:
    """The form in which lines are compared."""
    return " ".join(line.casefold().translate(_PLAIN).split()).strip(_TRIM)


def _in_a_row(buttons: str) -> str:
    return rf"(?:\[?{buttons}(?:[\s|·•/,:;»›>*\]-]+|$|(?=[a-zæøå])))+"


def _either(families: Families) -> str:
    joined = "|".join(f"(?:{_filled(each)})" for each in _all(families))
    return f"(?:{joined})"


def _unanchored(families: Families) -> Families:
    return {name: [each.strip("^$") for each in found] for name, found in families.items()}


def _all(families: Families) -> Iterable[str]:
    for found in families.values():
        yield from found


def _filled(pattern: str) -> str:
    for name, meaning in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, meaning)
    return pattern.replace("(", "(?:").replace("(?:?", "(?").replace(r"\(?:", r"\(")
