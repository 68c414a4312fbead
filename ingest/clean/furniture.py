"""Page furniture: running heads, running feet and page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.clean.pieces import Piece


def without_furniture(pieces: list[Piece]) -> tuple[list[Piece], int]:
    """Leave out lines that repeat at the top or bottom of pages; also how many went."""
    return pieces, 0
