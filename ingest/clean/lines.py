"""Lines of a paragraph joined to running text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.clean.pieces import Piece

_MARKER = re.compile(r"[•·▪▫◦‣⁃●○■□➢➤✓✔*–—-]\s+(?=\S)|[•▪◦‣●■➢➤✓✔]\s*(?=\w)")


def join_lines(pieces: list[Piece]) -> list[Piece]:
    """Put each piece on one line and its bullet into `marker`."""
    joined = []
    for piece in pieces:
        text = " ".join(piece.text.split())
        match = _MARKER.match(text) if piece.kind != "table_row" else None
        marker = match.group().strip() + " " if match else ""
        joined.append(replace(piece, text=text[match.end() :] if match else text, marker=marker))
    return joined
