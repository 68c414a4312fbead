"""A document taken apart into pieces of text, and put together again with new offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.clean.characters import clean_line
from ingest.records import Block, BlockKind, Document, Notice

_NO_TITLE = "Uden titel"  # a document's title is never empty
_NO_LEVEL = 99  # deeper than any heading


@dataclass(frozen=True, slots=True)
class Piece:
    """The text of one block on its own, so that stages can change it without counting offsets.

    Attributes:
        text: May hold newlines until the lines are joined.
        marker: Bullet or dialogue dash before the text: kept in the document, outside the block.
        block: Where everything else about the block comes from; its offsets mean nothing here.
        section: Heading path as reading gave it; None when it follows from the headings.
        leave: Level from which headings above end here without a new one, as at a new slide.
    """

    text: str
    kind: BlockKind
    level: int
    block: Block
    section: tuple[str, ...] | None = None
    leave: int = _NO_LEVEL
    marker: str = ""


def take_apart(document: Document) -> list[Piece]:
    """The blocks as pieces, in order."""
    pieces: list[Piece] = []
    path: list[tuple[int, str]] = []
    derived = True
    for block in document.blocks:
        text = document.text[block.start : block.end]
        above = _above(path, block.level) if block.kind == "heading" else path
        kept = above[: len(block.section)]
        derived = derived and tuple(heading for _, heading in kept) == block.section
        leave = above[len(kept)][0] if len(kept) < len(above) else _NO_LEVEL
        path = kept
        if block.kind == "heading":
            path = [*kept, (block.level, " ".join(text.split()))]
        pieces.append(Piece(text, block.kind, block.level, block, leave=leave))
    if derived:
        return pieces
    return [replace(piece, section=piece.block.section) for piece in pieces]


def assemble(document: Document, pieces: Sequence[Piece], notices: tuple[Notice, ...]) -> Document:
    """Write the pieces one after the other and place the blocks on them."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    previous: Piece | None = None
    for piece, section in zip(pieces, _sections(document, pieces), strict=True):
        before = _separator(previous, piece) + piece.marker
        start = position + len(before)
        position = start + len(piece.text)
        parts += before, piece.text
        block = replace(piece.block, start=start, end=position, kind=piece.kind)
        blocks.append(replace(block, level=piece.level, section=section))
        previous = piece
    return replace(
        document,
        text="".join(parts),
        blocks=tuple(blocks),
        title=clean_line(document.title) or _NO_TITLE,
        notices=_add(document.notices, notices),
    )


def _sections(document: Document, pieces: Sequence[Piece]) -> Iterable[tuple[str, ...]]:
    """Heading paths by the headings that are left."""
    before = {clean_line(t) for t in _headings(document)}
    gone = before - {piece.text for piece in pieces if piece.kind == "heading"}
    path: list[tuple[int, str]] = []
    for piece in pieces:
        if piece.section is not None:
            yield tuple(
                text for text in map(clean_line, piece.section) if text and text not in gone
            )
            continue
        path = _above(path, piece.leave)
        path = _above(path, piece.level) if piece.kind == "heading" else path
        yield tuple(text for _, text in path)
        if piece.kind == "heading":
            path = [*path, (piece.level, piece.text)]


def _headings(document: Document) -> Iterable[str]:
    for block in document.blocks:
        if block.kind == "heading":
            yield document.text[block.start : block.end]


def _above(path: list[tuple[int, str]], level: int) -> list[tuple[int, str]]:
    return [(other, text) for other, text in path if other < level]


def _separator(previous: Piece | None, piece: Piece) -> str:
    if previous is None:
        return ""
    same = previous.kind == piece.kind and piece.kind in ("list_item", "table_row")
    return "\n" if same else "\n\n"


def _add(notices: tuple[Notice, ...], found: tuple[Notice, ...]) -> tuple[Notice, ...]:
    counts = {notice.code: notice.count for notice in notices}
    for notice in found:
        counts[notice.code] = counts.get(notice.code, 0) + notice.count
    return tuple(Notice(code, count) for code, count in counts.items())
