"""Lines: those that stand for themselves apart, those of a paragraph joined to running text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from ingest.clean.hyphens import Vocabulary, joined
from ingest.wrapped import goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.clean.pieces import Piece

# "+" and "÷" are no bullets: they say what speaks for and what against.
_MARKER = re.compile(r"[•·▪▫◦‣⁃●○■□➢➤→✓✔*]\s*(?=\w)|(?:[–—-]|o(?= ))\s+(?=\S)|>\s+(?=[^\W\d])")
_BULLET_LINE = re.compile(r"\s*(?:[•·▪▫◦‣⁃●○■□➢➤→✓✔]\s*|[–—*-]\s+|o (?=\S))(?=\w)")
_OWN_LINE = 70  # characters: lines that all end earlier were not wrapped by a page's width
_ENTRY = re.compile(r"\s(?:\.{2,}\s*)?\d{1,3}$")  # as in a table of contents


def split_lines(pieces: Iterable[Piece]) -> list[Piece]:
    """Make each line of a list, an address or a form its own piece; paragraphs stay whole."""
    found: list[Piece] = []
    for piece in pieces:
        lines = [line for line in piece.text.split("\n") if line.strip()]
        if len(lines) < 2 or piece.kind not in ("paragraph", "list_item"):
            found.append(piece)
        elif any(map(_BULLET_LINE.match, lines[1:])):
            found += _items(piece, lines)
        elif piece.kind == "paragraph" and _stand_alone(lines):
            found += [replace(piece, text=line) for line in lines]
        else:
            found.append(piece)
    return found


def join_lines(pieces: Iterable[Piece], language: str) -> list[Piece]:
    """Put each piece on one line, words hyphenated at line ends whole, its bullet in `marker`."""
    pieces = list(pieces)
    vocabulary = Vocabulary(language, (piece.text for piece in pieces))
    found = []
    for piece in pieces:
        text = _joined(piece.text, vocabulary)
        match = _MARKER.match(text) if piece.kind in ("paragraph", "list_item") else None
        if match:
            piece = replace(piece, marker=match.group().strip() + " ")
            text = text[match.end() :]
        found.append(replace(piece, text=text))
    return found


def _joined(text: str, vocabulary: Vocabulary) -> str:
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    parts = [joined(before, after, vocabulary) for before, after in pairwise(lines)]
    return " ".join("".join([*parts, *lines[-1:]]).split())


def _items(piece: Piece, lines: list[str]) -> list[Piece]:
    """A paragraph whose lines begin with bullets: its first lines lead in, the rest are items."""
    groups: list[list[str]] = []
    for line in lines:
        if groups and not _BULLET_LINE.match(line):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for group in groups:
        text = "\n".join(group)
        is_item = piece.kind == "list_item" or bool(_BULLET_LINE.match(text))
        if is_item:
            found.append(replace(piece, text=text, kind="list_item", level=max(piece.level, 1)))
        else:
            found.append(replace(piece, text=text))
    return found


def _stand_alone(lines: list[str]) -> bool:
    if max(map(len, lines)) > _OWN_LINE:
        return False
    if all(map(_ENTRY.search, lines)):
        return True
    ends = [line.rstrip()[-1] for line in lines]
    begins_anew = all(not line.lstrip()[0].islower() for line in lines[1:])
    runs_on = any(end in ",-" for end in ends) or any(starmap(goes_on, pairwise(lines)))
    return begins_anew and not runs_on and sum(end in ".!?" for end in ends[:-1]) <= len(lines) // 3
