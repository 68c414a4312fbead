"""Blocks that reading typed wrongly, put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.clean.pieces import Piece


def repair(pieces: list[Piece]) -> list[Piece]:
    """Leave out what holds no letter or digit."""
    return [piece for piece in pieces if any(character.isalnum() for character in piece.text)]
