"""Text of the web site around the document: menus, forms, contact boxes, sharing, cookies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.clean.pieces import Piece


def without_boilerplate(pieces: list[Piece], *, title: str) -> tuple[list[Piece], int]:
    """Leave out the site's own lines; also how many went."""
    return pieces, 0
