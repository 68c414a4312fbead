"""Contact boxes that are the page's own: of a service that its text sends the reader to.

"Visitationen, tlf. 12 34 56 78, man-fre 9-12" under a guide to nødkald answers whom to call; the
office's own address in a footer answers nothing.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.clean.words import listed
from ingest.letters import CLOSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.clean.labels import Label, Line

_WORD = re.compile(r"[^\W\d_]+")
_SERVICE = re.compile(r"\w{5,}(?:en|et|erne|service)")  # named in the definite: "visitationen"
_NAME_WORDS = 6  # of the line that names it
_LONGEST = 8  # lines of a box below that
_CONTACTS: tuple[Label, ...] = ("phones", "mails", "addresses", "hours")
_REACHED = re.compile(
    r"(?:tlf|telefon|mobil)\b.*\d|(?:telefon|åbnings|træffe)tid\w*\b|\bkl\. ?\d|\bdigital post\b"
)

_NUMBER = re.compile(r"\d[\d ]{6,13}\d|\S@\S")


def services(lines: Sequence[Line]) -> set[int]:
    """Indices of the lines of such boxes, "Kontakt" over them included."""
    told = {word for line in lines if line.text for word in _WORD.findall(line.normal)}
    found: set[int] = set()
    for i, line in enumerate(lines):
        if not _names_service(line, told):
            continue
        box = set(_box(lines, i + 1))
        if box or _REACHED.search(line.normal):
            over = {i - 1} if i and lines[i - 1].label == "headings" else set()
            found |= {i} | box | over
    return found


def signatures(lines: Sequence[Line]) -> set[int]:
    """Indices of "Venlig hilsen" and the line below that tells how to reach who wrote a mail."""
    found: set[int] = set()
    for i, (closing, line) in enumerate(pairwise(lines)):
        reached = _NUMBER.search(line.piece.text) or _REACHED.search(line.normal)
        if CLOSING.match(closing.piece.text) and ", " in line.piece.text and reached:
            found |= {i, i + 1}
    return found


def _names_service(line: Line, told: set[str]) -> bool:
    words = _WORD.findall(line.normal)
    if line.sure or not line.short or len(words) > _NAME_WORDS or line.piece.text.endswith("?"):
        return False
    named = (word for word in words if _SERVICE.fullmatch(word) and word not in listed("owners"))
    return any(word in told for word in named)


def _box(lines: Sequence[Line], start: int) -> Iterator[int]:
    for i in range(start, min(start + _LONGEST, len(lines))):
        reached = lines[i].short and _REACHED.search(lines[i].normal)
        if lines[i].label in _CONTACTS or reached and not lines[i].sure:
            yield i
        elif not lines[i].sure:
            return
