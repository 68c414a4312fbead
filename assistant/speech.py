"""Who is asked to have said something → whether a sentence is said by them, and of that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from assistant.analysis import HELD, Analysis, analyse_lines, match
from assistant.asks import offices
from assistant.focus import Candidate, Focus
from ingest import danish

_SAYS = (
    r"sagde|siger|mener|mente|foreslår|foreslog|svarede|svarer|anbefaler|anbefalede|fortalte|"
    r"fortæller|lovede|pegede|peger|understregede|kritiserede|ønskede|says?|said|thinks?|answered"
)
_ASKED = re.compile(rf"\W*(?:(?:og|men) )?(?:hvad|what) (?:{_SAYS}) ", re.I)
_ASKS = re.compile(
    r"\b(?:spørger|spurgte|(?:har|der (?:blev|er)) spurgt|der spørges|asks?|asked)\b[^.?!]*\b"
    r"(?:om|hvorvidt|hv(?:ad|em|or|ordan|orfor|ornår|ilke[nt]?)|whether|if|what|who|why|how)\b",
    re.I,
)
_ASKING = re.compile(r"\bsp(?:ø|u)rg(?!e?skema)|\bask", re.I)


def asks_what_is_asked(question: str) -> bool:
    """Tell whether it is asked what somebody asks."""
    return bool(_ASKING.search(question))


def speaker_in(question: str, terms: Sequence[danish.Term]) -> tuple[int, int]:
    """Return the terms [first, last) that name who is asked to have said something, or (0, 0)."""
    asked = _ASKED.match(question)
    if asked is None:
        return 0, 0
    rest = question[asked.end() :]
    named = re.match(r"[A-ZÆØÅ][\w-]+(?: [A-ZÆØÅ][\w-]+){0,3}", rest) or _office().match(rest)
    if named is None:
        return 0, 0
    end = asked.end() + named.end()
    inside = [i for i, term in enumerate(terms) if asked.end() <= term.start < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def is_said_by_another(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a speaker is asked for whom nothing around a sentence names.

    Neither its paragraph and headings do, nor the document's title and publisher: an agency says
    what it publishes. Where it is asked what was said of something, they must name that too. Who
    holds an office ("ministeren") goes by a name elsewhere: the document need but speak of it.
    """
    first, last = focus.speaker
    if first == last:
        return False
    if office := _office().match(focus.terms[first].text):
        return not _names_office(office["whole"], office["head"], candidate.document_text)
    whose = "\n".join(candidate.scope.split("\n")[:2])  # title and publisher
    there = analyse_lines(f"{_paragraph(candidate)}\n{candidate.near}\n{whose}")
    if not any(_held(focus, index, there) for index in range(first, last)):
        return True
    subject = [i for i in range(last, len(focus.terms)) if focus.strong[i]]
    return bool(subject) and not any(_held(focus, index, there) for index in subject)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(rf"(?P<whole>[\w-]*(?P<head>{offices()}))(?:e?n|s)?\b", re.I)


@lru_cache(maxsize=16)
def _names_office(whole: str, head: str, text: str) -> bool:
    """Tell whether a document speaks of an office: the "sundhedsminister", or a "minister"."""
    return bool(re.search(rf"{whole}|\b{head}", text, re.I))


def _place(candidate: Candidate) -> tuple[int, int]:
    start = round(candidate.position * len(candidate.document_text))
    return start, start + len(candidate.text)


def _paragraph(candidate: Candidate) -> str:
    """Return the line of its document that a sentence is in."""
    start, end = _place(candidate)
    before = candidate.document_text[:start].rpartition("\n")[2]
    return before + candidate.text + candidate.document_text[end:].partition("\n")[0]


def _held(focus: Focus, index: int, there: Analysis) -> bool:
    return match(focus.terms[index], focus.alternatives[index], there) >= HELD


def only_asks(focus: Focus, candidate: Candidate) -> bool:
    """Tell whether a sentence reports what somebody asks, and nothing behind it answers that.

    One with a figure tells of a survey ("Vi spurgte 400 borgere, om …"), and that may be asked for.
    """
    if focus.asking or not _ASKS.search(candidate.text) or re.search(r"\d", candidate.text):
        return False
    _, end = _place(candidate)
    following = candidate.document_text[end:].partition("\n")[0].strip()
    return not following or following.split(". ")[0].rstrip().endswith("?")
